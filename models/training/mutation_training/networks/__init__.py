"""Network definitions, one module per building block."""
