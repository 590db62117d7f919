"""Packages on top of somebody else's feature extractor: its ONNX graph, and a regression behind it."""
