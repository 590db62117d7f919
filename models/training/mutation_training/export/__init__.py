"""From a trained network to a model package: ONNX graph, manifest, card."""
