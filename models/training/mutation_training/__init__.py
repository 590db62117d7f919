"""Training and export of model packages; not needed to run or test the viewer."""
