"""From a case to a network's inputs, one module per kind of the manifest's `inputs`.

Twins of core/src/inputs and core/src/views in numpy and scipy: test/golden/inputs holds each to the
other. What the modules return is in HU (or 0 to 1 for equalised slices) before the network's scaling.
"""
