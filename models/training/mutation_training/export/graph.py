"""Static ONNX graphs with fp16 weights and fp32 arithmetic ("w16"), which run on every backend."""

from __future__ import annotations

import io
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from .folding import SMALLEST_HALVED_TENSOR

OPSET = 17
#: Operators whose weights may be stored in half.
WEIGHTED = ("Conv", "Gemm", "MatMul")


def export_fp32(
    network: nn.Module,
    example: tuple[Tensor, ...],
    input_names: Sequence[str],
    output_names: Sequence[str],
) -> onnx.ModelProto:
    """Traces the network at the example's shapes, which become the graph's static shapes.

    Raises ValueError for graphs that ONNX Runtime would compute wrongly or not at all on WebGPU.
    """
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        # The tracing exporter needs nothing beyond torch; that sizes become constants is wanted.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.filterwarnings("ignore", category=Warning, module="torch")
        warnings.filterwarnings("ignore", message="Converting a tensor")
        torch.onnx.export(
            network,
            example,
            buffer,  # type: ignore[arg-type]
            dynamo=False,
            opset_version=OPSET,
            input_names=list(input_names),
            output_names=list(output_names),
            do_constant_folding=True,
        )
    model = fold_constants(buffer.getvalue())
    onnx.checker.check_model(model, full_check=True)
    refuse_what_webgpu_cannot(model)
    return model


def refuse_what_webgpu_cannot(model: onnx.ModelProto) -> None:
    """Of ONNX Runtime 1.30's WebGPU: operators that throw at the run, fall back or give wrong numbers."""
    shapes = {tensor.name: list(tensor.dims) for tensor in model.graph.initializer}
    for node in model.graph.node:
        attributes = {item.name: helper.get_attribute_value(item) for item in node.attribute}
        problem = None
        if node.op_type == "Conv":
            problem = convolution_problem(shapes[node.input[1]], int(attributes.get("group", 1)))
        elif node.op_type == "ConvTranspose" and len(shapes[node.input[1]]) == 5:
            problem = "transposed 3-D convolution fails; resize, then convolve"
        elif node.op_type == "MaxPool" and max(attributes.get("dilations", [1])) > 1:
            problem = "dilated max-pooling is wrong"
        elif "Integer" in node.op_type or node.op_type.startswith("QLinear"):
            problem = "quantised operators fall back to the processor"
        elif node.domain not in ("", "ai.onnx"):
            problem = f"the operators of {node.domain} run on the processor only"
        if problem:
            raise ValueError(f"{node.name} ({node.op_type}): on WebGPU, {problem}")


def convolution_problem(weight: Sequence[int], group: int) -> str | None:
    """Seen for kernels above 1×1 whose input channels are a multiple of 3 but not of 4 (3 itself is
    right) and whose output channels are a multiple of 4, among 249 shapes in onnxruntime-node.
    """
    outputs, inputs, *kernel = weight
    if len(kernel) == 3 and group > 1:
        return "grouped 3-D convolution fails"
    if inputs > 3 and inputs % 3 == 0 and inputs % 4 and outputs % 4 == 0 and max(kernel) > 1:
        return f"a convolution of {inputs} to {outputs} channels is wrong"
    return None


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
    """Stores large weights as fp16, each followed by a Cast to fp32.

    Only of convolutions and matrix products, and only where nothing is lost: `round_weights` has made
    them so, and what was calculated from them stays as it is.
    """
    halved = onnx.ModelProto()
    halved.CopyFrom(model)
    graph = halved.graph
    weights = {name for node in graph.node if node.op_type in WEIGHTED for name in node.input[:2]}
    casts: list[onnx.NodeProto] = []
    for initializer in graph.initializer:
        size = int(np.prod(initializer.dims))
        is_weight = initializer.name in weights and initializer.data_type == TensorProto.FLOAT
        if not is_weight or size < SMALLEST_HALVED_TENSOR:
            continue
        name = initializer.name
        whole = numpy_helper.to_array(initializer)
        half = whole.astype(np.float16)
        if not np.array_equal(half.astype(np.float32), whole):
            continue
        initializer.CopyFrom(numpy_helper.from_array(half, f"{name}_fp16"))
        casts.append(helper.make_node("Cast", [f"{name}_fp16"], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(halved, full_check=True)
    return halved
