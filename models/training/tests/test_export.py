"""The exported graph computes what PyTorch computes, without shape arithmetic."""

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from torch import nn

from mutation_training.export.graph import export_fp32, halve_weights
from mutation_training.mmdl_demo import GeneResult, TrainedDemo, export_demo
from mutation_training.networks.mmdl import DEMO_SIZE, MmdlOutput, SharedTrunkMmdl

Example = tuple[torch.Tensor, torch.Tensor]

INPUTS = ["views", "clinical"]
OUTPUTS = list(MmdlOutput._fields)
#: Operators that onnxruntime-web runs on WebGPU; others would move data to the CPU and back.
WEBGPU_OPERATORS = set(
    "Add AveragePool BatchNormalization Cast Concat Conv Div Expand Gemm MaxPool Mul ReduceMean "
    "ReduceSum Relu Reshape Resize Sigmoid Sub Transpose Unsqueeze".split()
)


@pytest.fixture(scope="module")
def network() -> SharedTrunkMmdl:
    """Random, with batch statistics that are not the identity and outputs that move."""
    torch.manual_seed(0)
    network = SharedTrunkMmdl(DEMO_SIZE)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.6, 1.4)
            nn.init.normal_(module.bias, 0, 0.2)
            module.running_mean.normal_(0, 0.2)
            module.running_var.uniform_(0.5, 1.5)
    for branch in network.branches:
        nn.init.normal_(branch.last.weight, 0, 2)
    return network.eval()


@pytest.fixture(scope="module")
def example() -> Example:
    generator = torch.Generator().manual_seed(1)
    return torch.randn(1, 9, 299, 299, generator=generator), torch.randn(1, 3, generator=generator)


@pytest.fixture(scope="module")
def fp32(network: SharedTrunkMmdl, example: Example) -> onnx.ModelProto:
    return export_fp32(network, example, INPUTS, OUTPUTS)


def largest_difference(
    model: onnx.ModelProto, network: SharedTrunkMmdl, example: Example
) -> float:
    session = onnxruntime.InferenceSession(model.SerializeToString())
    feeds = {name: value.numpy() for name, value in zip(INPUTS, example, strict=True)}
    with torch.no_grad():
        expected = network(*example)
    found = session.run(OUTPUTS, feeds)
    assert np.ptp(found[1]) > 1e-3, "outputs that do not depend on the view would prove nothing"
    return max(float(np.abs(a - b.numpy()).max()) for a, b in zip(found, expected, strict=True))


def test_fp32_parity(
    fp32: onnx.ModelProto, network: SharedTrunkMmdl, example: Example
) -> None:
    assert largest_difference(fp32, network, example) <= 1e-5


def test_w16_parity(
    fp32: onnx.ModelProto, network: SharedTrunkMmdl, example: Example
) -> None:
    assert largest_difference(halve_weights(fp32), network, example) <= 1e-3


def test_graph_is_static_and_stays_on_the_gpu(fp32: onnx.ModelProto) -> None:
    assert {node.op_type for node in fp32.graph.node} <= WEBGPU_OPERATORS
    for value in [*fp32.graph.input, *fp32.graph.output]:
        assert all(dim.dim_value > 0 for dim in value.type.tensor_type.shape.dim)


def test_convolutions_that_webgpu_miscomputes_are_refused() -> None:
    image = (torch.zeros(1, 6, 8, 8),)
    export_fp32(nn.Conv2d(6, 8, 1), image, ["x"], ["y"])
    with pytest.raises(ValueError, match="6 to 8 channels is wrong on WebGPU"):
        export_fp32(nn.Conv2d(6, 8, 3), image, ["x"], ["y"])


def test_package_describes_its_bytes(network: SharedTrunkMmdl, tmp_path: Path) -> None:
    genes = {gene: GeneResult(0.47, 0.9, 0.6) for gene in ("EGFR", "KRAS")}
    export_demo(TrainedDemo(network, -770.0, 235.0, genes, (3, 2, 1)), tmp_path)
    manifest = json.loads((tmp_path / "model.json").read_text())
    graph = (tmp_path / "model.onnx").read_bytes()
    assert manifest["graph"]["size"] == len(graph) < 2_000_000
    assert manifest["targets"][0]["indeterminate"] == [0.37, 0.57]
    card = (tmp_path / "card.md").read_text()
    assert manifest["graph"]["sha256"] in card
    assert "{" not in card, "a placeholder was left"
