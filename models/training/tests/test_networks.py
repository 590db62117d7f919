"""The full-size network has the published parameter counts; the demo is small enough to ship."""

import torch
from torch import nn

from mutation_training.networks.attention import attended_stages
from mutation_training.networks.inception_resnet import (
    InceptionResNetTrunk,
    TrunkSize,
    plain_stages,
)
from mutation_training.networks.mmdl import DEMO_SIZE, Fusion, MmdlSize, SharedTrunkMmdl


def parameters(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def test_trunk_has_the_published_parameters() -> None:
    assert parameters(InceptionResNetTrunk(TrunkSize())) == 54_306_464


def test_attention_adds_the_specified_parameters_to_each_stage() -> None:
    size = TrunkSize(depth=(1, 1, 1))
    added = [
        parameters(attended) - parameters(plain)
        for attended, plain in zip(attended_stages(size), plain_stages(size), strict=True)
    ]
    assert added == [822_240, 4_626_496, 12_734_048]


def test_mmdl_has_the_specified_parameters_per_view() -> None:
    network = SharedTrunkMmdl(MmdlSize())
    assert parameters(network) - parameters(network.fusion) == 73_343_298
    # Nine view networks and one fusion: the published system's 660,089,720.
    assert 9 * 73_343_298 + parameters(network.fusion) == 660_089_720


def test_demo_answers_in_the_manifests_shapes() -> None:
    network = SharedTrunkMmdl(DEMO_SIZE).eval()
    with torch.no_grad():
        output = network(torch.randn(2, 9, 299, 299), torch.randn(2, 3))
    assert output.probabilities.shape == (2, 2)
    assert output.view_probabilities.shape == (2, 9, 2)
    assert output.probabilities_without_view.shape == (2, 9, 2)
    assert parameters(network) < 1_000_000


def test_views_alone_and_left_out_follow_their_definitions() -> None:
    torch.manual_seed(0)
    fusion = Fusion()
    nn.init.normal_(fusion.weight)
    outputs = torch.rand(1, 2, 9, 2)
    _, alone, without = fusion(outputs)
    for view in range(9):
        only = outputs[:, :, view : view + 1].expand_as(outputs)
        torch.testing.assert_close(alone[:, view], fusion(only)[0])
        replaced = outputs.clone()
        others = [other for other in range(9) if other != view]
        replaced[:, :, view] = outputs[:, :, others].mean(dim=2)
        torch.testing.assert_close(without[:, view], fusion(replaced)[0])
