"""What a finished package goes by: groups of inputs, and whether its maps tell the truth."""
