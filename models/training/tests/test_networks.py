"""The networks have the published parameter counts and answer in the promised shapes, at any width."""

import pytest
import torch
from torch import Tensor, nn

from mutation_training.networks.attention import attended_stages
from mutation_training.networks.inception_resnet import TrunkSize, plain_stages
from mutation_training.networks.mmdl import OTHER_BACKBONES, Fusion, Mmdl
from mutation_training.networks.network import FoldEnsemble
from mutation_training.networks.published import count_parameters, count_published
from mutation_training.networks.registry import build_network

#: From the papers and their evidence; the trunks' from torchvision's published tables, less the classifier.
PUBLISHED_COUNTS = {
    "mmdl": 660_089_720,
    "mmdl/view": 73_343_298,
    "mmdl/shared-trunk": 73_343_298 + 38,
    "mmdl/without-attention": 660_089_720 - 9 * (822_240 + 4_626_496 + 12_734_048),
    "mmdl/trunk/inception-resnet-v2": 54_306_464,
    "mmdl/trunk/densenet121": 6_953_856,
    "mmdl/trunk/inception-v3": 23_834_568 - 2_049_000,
    "mmdl/trunk/resnet50": 25_557_032 - 2_049_000,
    "mmdl/trunk/vgg16": 14_714_688,
    "cnn3d": 1_297_090,
    "deep-radscore": 6_964_128,
    "deep-radscore/combined": 6_964_132,
    "deep-radscore/backbone/resnet101": 44_549_160 - 2_049_000,
    "deep-radscore/backbone/vgg19": 143_667_240 - 123_642_856,
    "fudan-fusion": 85_205_314,
    # EfficientNet-b7, 2560 → 512, 119 → 512 with its normalisation, 1024 → 512, 512 → 2.
    "ajou-multimodal": 63_786_960 + 1_311_232 + 62_464 + 524_800 + 1_026,
    "ajou-multimodal/backbone/efficientnet-b7": 63_786_960,
    "ajou-multimodal/backbone/resnet34": 21_284_672,
    "ajou-multimodal/backbone/densenet264": 30_648_704,
    # MONAI's UNet with one convolution per level, whose outputs are the same, too.
    "unet": 31_636_937,
}


def test_every_network_has_its_published_count() -> None:
    assert count_published() == PUBLISHED_COUNTS


def test_attention_adds_the_specified_parameters_to_each_stage() -> None:
    size = TrunkSize(depth=(1, 1, 1))
    with torch.device("meta"):
        added = [
            count_parameters(attended) - count_parameters(plain)
            for attended, plain in zip(attended_stages(size), plain_stages(size), strict=True)
        ]
    assert added == [822_240, 4_626_496, 12_734_048]


NARROW = {
    "mmdl": dict(width=1 / 16, depth=(1, 1, 1), shared_trunk=True, branch=(8, 4)),
    "cnn3d": dict(channels=(4, 4, 8, 8), hidden=8, targets=2),
    "deep-radscore": dict(blocks=(1, 1, 1, 1), growth=4, initial=8, endpoints=3, radscores=2),
    "fudan-fusion": dict(blocks=(1, 1, 1, 1), width=1 / 16),
    "ajou-multimodal": dict(width=0.1, depth=0.1, hidden=8, radiomics=5, clinical=12),
}


def example_inputs(system: str, n: int) -> tuple[Tensor, ...]:
    generator = torch.Generator().manual_seed(0)

    def random(*shape: int) -> Tensor:
        return torch.rand(n, *shape, generator=generator)

    return {
        "mmdl": lambda: (random(9, 96, 96), random(3)),
        "cnn3d": lambda: (random(1, 32, 64, 64),),
        "deep-radscore": lambda: (random(160, 160), random(3, 2)),
        "fudan-fusion": lambda: (random(1, 64, 64, 64),),
        "ajou-multimodal": lambda: (random(4, 64, 64), random(5), random(12)),
    }[system]()


@pytest.mark.parametrize(("system", "targets"), list(zip(NARROW, (2, 2, 3, 1, 1), strict=True)))
def test_a_narrow_form_answers_for_every_target_and_is_an_ensembles_member(
    system: str, targets: int
) -> None:
    torch.manual_seed(0)
    inputs = example_inputs(system, 2)
    network = build_network(system, NARROW[system]).eval()
    with torch.no_grad():
        log_odds = network.log_odds(*inputs)
        output = network(*inputs)
    probabilities = output.probabilities if system == "mmdl" else output
    assert log_odds.shape == (2, targets)
    torch.testing.assert_close(torch.sigmoid(log_odds), probabilities)
    assert len(network.inputs) == len(inputs)
    for name in network.head:
        network.get_submodule(name)


def test_the_ensemble_gives_the_mean_of_its_members() -> None:
    torch.manual_seed(0)
    ensemble = build_network("cnn3d", NARROW["cnn3d"], members=2).eval()
    assert isinstance(ensemble, FoldEnsemble)
    inputs = example_inputs("cnn3d", 2)
    with torch.no_grad():
        single = [member(*inputs) for member in ensemble.members]
        torch.testing.assert_close(ensemble(*inputs), (single[0] + single[1]) / 2)
        torch.testing.assert_close(torch.sigmoid(ensemble.log_odds(*inputs)), ensemble(*inputs))


@pytest.mark.parametrize("backbone", sorted(OTHER_BACKBONES))
def test_mmdl_takes_the_compared_backbones_fewer_views_and_no_clinical_input(backbone: str) -> None:
    network = Mmdl(
        backbone=backbone, width=1 / 16, shared_trunk=True, branch=(8, 4), views=2, clinical=0
    ).eval()
    with torch.no_grad():
        output = network(torch.rand(1, 2, 96, 96), torch.zeros(1, 0))
    assert output.view_probabilities.shape == (1, 2, 2)


def test_separate_view_models_read_their_own_view() -> None:
    torch.manual_seed(0)
    network = Mmdl(backbone="vgg16", width=1 / 16, branch=(8, 4), views=2).eval()
    views, clinical = torch.rand(1, 2, 64, 64), torch.rand(1, 3)
    with torch.no_grad():
        logits = network.branch_logits(views, clinical)
        for view in range(2):
            alone = network.single_view_logits(views[:, [view]], torch.tensor([view]), clinical)
            torch.testing.assert_close(logits[:, :, view], alone)


def test_two_neurons_give_the_softmax_of_the_paper() -> None:
    network = build_network("cnn3d", {**NARROW["cnn3d"], "targets": 1}).eval()
    neurons: list[Tensor] = []
    network.get_submodule("last").register_forward_hook(lambda *call: neurons.append(call[2]))
    with torch.no_grad():
        probabilities = network(*example_inputs("cnn3d", 2))
    torch.testing.assert_close(probabilities, neurons[0].softmax(-1)[:, 1:])


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
