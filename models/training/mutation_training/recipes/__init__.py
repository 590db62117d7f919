"""How every system is trained: one loop, one recipe per system, settings in `configs/`."""
