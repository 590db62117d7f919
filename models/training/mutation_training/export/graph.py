"""Static ONNX graphs with fp16 weights and fp32 arithmetic ("w16"), which run on every backend."""

from __future__ import annotations

import copy
import io
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn.functional import conv_transpose2d
from torch.nn.utils.fusion import fuse_conv_bn_eval

from ..networks.inception_resnet import ConvNorm
from ..networks.mmdl import ViewNetwork

OPSET = 17
#: Smaller tensors (biases, fusion weights) stay fp32: no bytes to win, precision to lose.
SMALLEST_HALVED_TENSOR = 256


def fold(network: nn.Module) -> nn.Module:
    """A copy in evaluation mode that computes the same in fewer steps."""
    folded = copy.deepcopy(network).eval()
    for module in folded.modules():
        if isinstance(module, ConvNorm):
            fold_batch_norm(module)
    for module in folded.modules():
        if isinstance(module, ViewNetwork):
            fold_colour(module)
    return folded


def fold_batch_norm(module: ConvNorm) -> None:
    module[0] = fuse_conv_bn_eval(module[0], module[1])
    module[1] = nn.Identity()


def fold_colour(network: ViewNetwork) -> None:
    """Joins grey-to-colour (3×3, padded) and the stem's first convolution (3×3, stride 2).

    Nothing lies between the two, so they are one 5×5 convolution, and the only step at full
    resolution, a quarter of the stem's time on a GPU, is gone.
    """
    colour = network.to_colour
    first = network.trunk.layers[0][0][0]
    joined = nn.Conv2d(1, first.out_channels, 5, stride=first.stride, padding=1)
    joined.weight.data = conv_transpose2d(first.weight, colour.weight)
    joined.bias.data = first.bias + first.weight.sum(dim=(2, 3)) @ colour.bias
    network.to_colour = nn.Identity()
    network.trunk.layers[0][0][0] = joined


def export_fp32(
    network: nn.Module,
    example: tuple[Tensor, ...],
    input_names: list[str],
    output_names: list[str],
) -> onnx.ModelProto:
    """Traces the network at the example's shapes, which become the graph's static shapes."""
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        # The tracing exporter needs nothing beyond torch; that sizes become constants is wanted.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", torch.jit.TracerWarning)
        torch.onnx.export(
            fold(network).requires_grad_(False),
            example,
            buffer,
            dynamo=False,
            opset_version=OPSET,
            input_names=input_names,
            output_names=output_names,
            do_constant_folding=True,
        )
    model = fold_constants(buffer.getvalue())
    onnx.checker.check_model(model, full_check=True)
    refuse_miscomputed_convolutions(model)
    return model


def refuse_miscomputed_convolutions(model: onnx.ModelProto) -> None:
    """ONNX Runtime 1.30 computes some convolutions wrongly on WebGPU, without a word.

    Seen for kernels above 1×1 whose input channels are a multiple of 3 but not of 4 (3 itself is
    right) and whose output channels are a multiple of 4, among 249 shapes in onnxruntime-node.
    """
    shapes = {tensor.name: list(tensor.dims) for tensor in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type != "Conv":
            continue
        outputs, inputs, *kernel = shapes[node.input[1]]
        if inputs > 3 and inputs % 3 == 0 and inputs % 4 and outputs % 4 == 0 and max(kernel) > 1:
            raise ValueError(f"{node.name}: {inputs} to {outputs} channels is wrong on WebGPU")


def fold_constants(graph_bytes: bytes) -> onnx.ModelProto:
    """Resolves shape arithmetic, which would otherwise pull Resize from the GPU to the CPU."""
    with tempfile.TemporaryDirectory() as folder:
        folded = Path(folder) / "folded.onnx"
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.optimized_model_filepath = str(folded)
        onnxruntime.InferenceSession(graph_bytes, options, providers=["CPUExecutionProvider"])
        model = onnx.load(folded)
    standard = [opset for opset in model.opset_import if opset.domain == ""]
    del model.opset_import[:]
    model.opset_import.extend(standard)
    return model


def halve_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """Stores large fp32 initialisers as fp16, each followed by a Cast to fp32."""
    halved = onnx.ModelProto()
    halved.CopyFrom(model)
    graph = halved.graph
    casts: list[onnx.NodeProto] = []
    for initializer in graph.initializer:
        size = int(np.prod(initializer.dims))
        if initializer.data_type != TensorProto.FLOAT or size < SMALLEST_HALVED_TENSOR:
            continue
        name = initializer.name
        weights = numpy_helper.to_array(initializer).astype(np.float16)
        if not np.isfinite(weights).all():
            raise ValueError(f"{name} does not fit into fp16")
        initializer.CopyFrom(numpy_helper.from_array(weights, f"{name}_fp16"))
        casts.append(helper.make_node("Cast", [f"{name}_fp16"], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(halved, full_check=True)
    return halved
