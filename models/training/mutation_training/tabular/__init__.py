"""The parts of the systems that read tables: clinical values and radiomic features."""
