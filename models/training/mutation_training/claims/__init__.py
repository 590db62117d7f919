"""What a package may claim beyond a probability, from cases that it was not fitted to."""
