"""Networks that compute the same in fewer steps, with the weights that the package will hold."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, TypeVar

import torch
from torch import nn
from torch.nn.functional import conv_transpose2d
from torch.nn.utils.fusion import fuse_conv_bn_eval

from ..networks.densenet import DenseLayer, DenseNet
from ..networks.inception_resnet import ConvNorm, InceptionResNetTrunk
from ..networks.mmdl import ViewNetwork
from ..networks.resnet import Residual, ResNet

#: Smaller tensors (biases, fusion weights) stay fp32: no bytes to win, precision to lose.
SMALLEST_HALVED_TENSOR = 256

Network = TypeVar("Network", bound=nn.Module)


def fold(network: Network) -> Network:
    """A copy in evaluation mode with batch normalisation inside the convolutions before it."""
    folded = copy.deepcopy(network).eval().requires_grad_(False)
    for module in list(folded.modules()):
        for convolution, normalisation in normalised_convolutions(module):
            fuse(module, convolution, normalisation)
    for module in folded.modules():
        if isinstance(module, ViewNetwork) and isinstance(module.trunk, InceptionResNetTrunk):
            fold_colour(module, module.trunk)
    return folded


def normalised_convolutions(module: nn.Module) -> Iterator[tuple[str, str]]:
    """Names of a module's convolutions and of the normalisation that directly follows each."""
    match module:
        case ConvNorm():
            yield "0", "1"
        case Residual():
            yield from ((f"conv{i}", f"bn{i}") for i in range(1, module.steps + 1))
            if isinstance(module.downsample, nn.Sequential):
                yield "downsample.0", "downsample.1"
        case ResNet():
            yield "conv1", "bn1"
        case DenseLayer():
            yield "conv1", "norm2"
        case DenseNet():
            yield "features.conv0", "features.norm0"
        case nn.Sequential():
            names, children = list(module._modules), list(module)
            for i in range(len(children) - 1):
                if isinstance(children[i], nn.Conv2d) and isinstance(children[i + 1], nn.BatchNorm2d):
                    yield names[i], names[i + 1]


def fuse(module: nn.Module, convolution: str, normalisation: str) -> None:
    before: Any = module.get_submodule(convolution)
    after: Any = module.get_submodule(normalisation)
    if isinstance(after, nn.Identity):
        return
    module.set_submodule(convolution, fuse_conv_bn_eval(before, after))
    module.set_submodule(normalisation, nn.Identity())


def fold_colour(network: ViewNetwork, trunk: InceptionResNetTrunk) -> None:
    """Joins grey-to-colour (3×3, padded) and the stem's first convolution (3×3, stride 2).

    Nothing lies between the two, so they are one 5×5 convolution, and the only step at full
    resolution, a quarter of the stem's time on a GPU, is gone.
    """
    colour: Any = network.to_colour
    first: Any = trunk.get_submodule("layers.0.0.0")
    joined: Any = nn.Conv2d(1, first.out_channels, 5, stride=first.stride, padding=1)
    joined.weight.data = conv_transpose2d(first.weight, colour.weight)
    joined.bias.data = first.bias + first.weight.sum(dim=(2, 3)) @ colour.bias
    network.set_submodule("to_colour", nn.Identity())
    trunk.set_submodule("layers.0.0.0", joined.requires_grad_(False))


def round_weights(network: nn.Module) -> None:
    """Rounds large weights to fp16, in place, so that the package can hold exactly this network."""
    for module in network.modules():
        if not isinstance(module, nn.Conv2d | nn.Conv3d | nn.Linear):
            continue
        if module.weight.numel() >= SMALLEST_HALVED_TENSOR:
            rounded = module.weight.data.half().float()
            if not torch.isfinite(rounded).all():
                raise ValueError("a weight does not fit into fp16")
            module.weight.data = rounded
