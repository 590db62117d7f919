"""What real patients' tables show: recipes of the papers in cross-validation, beside clinical values."""
