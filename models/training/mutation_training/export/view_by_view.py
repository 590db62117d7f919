"""A network of views in parts: a trunk that reads one view, and a fusion of what was found in all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import torch
from torch import Tensor, nn

from ..networks.mmdl import ViewNetwork
from .packaged import PackagedNetwork, reached
from .readouts import Decision, MmdlReadout, pooled

#: Names of tensors between the parts, and of the trunk's output that is the network's.
VIEW, FEATURES, MAPS = "view", "features", "feature_maps"


class ViewTrunk(nn.Module):
    """A view [1, 1, s, s] to its features [1, channels] and feature maps [1, channels, h, w]."""

    inputs = (VIEW,)
    outputs = (FEATURES, MAPS)

    def __init__(self, network: ViewNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, view: Tensor) -> tuple[Tensor, Tensor]:
        maps = self.network.maps(view)
        return pooled(maps), maps


class ViewFusion(nn.Module):
    """Features of all views [views, channels] and the other inputs to all outputs but the feature maps."""

    def __init__(self, packaged: PackagedNetwork) -> None:
        super().__init__()
        self.decision = cast(MmdlReadout, packaged.readout).decision
        self.calibrated = packaged.calibrated
        self.inputs = (FEATURES, *packaged.inputs[1:])
        self.outputs = tuple(name for name in packaged.outputs if name != MAPS)

    def forward(self, *tensors: Tensor) -> tuple[Tensor, ...]:
        read: Decision = self.decision(*tensors)
        probabilities = self.calibrated([read.log_odds, read.alone, read.without])
        return (*probabilities, read.penultimate, reached(read))


Part = tuple[str, ViewTrunk | ViewFusion, tuple[Tensor, ...]]


@torch.no_grad()
def parts_of(packaged: PackagedNetwork, example: tuple[Tensor, ...]) -> Iterator[Part]:
    """File names without suffix, networks, and inputs of their shapes: the trunks, then the fusion."""
    networks = cast(MmdlReadout, packaged.readout).trunks
    views = example[0].transpose(0, 1)
    found = []
    for n, network in enumerate(networks):
        trunk = ViewTrunk(network).eval()
        name = "trunk" if len(networks) == 1 else f"trunk-{n + 1}"
        found.append(trunk(views[n : n + 1])[0])
        yield name, trunk, (views[n : n + 1],)
    features = torch.cat(found).expand(len(views), -1).contiguous()
    yield "fusion", ViewFusion(packaged).eval(), (features, *example[1:])
