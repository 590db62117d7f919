"""What every image network's trunk has in common, and how a narrow form is cut from it."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from torch import Tensor, nn

CHANNEL_MULTIPLE = 4


def scaled(published: int, width: float) -> int:
    """The published channels at width 1; narrower ones rounded up to whole vectors, which every
    backend computes fast and correctly."""
    if width == 1:
        return published
    return CHANNEL_MULTIPLE * math.ceil(published * width / CHANNEL_MULTIPLE)


class Backbone(nn.Module):
    """A trunk without classifier: image [n, c, …] to `feature_count` numbers per image."""

    feature_count: int

    def maps(self, image: Tensor) -> Tensor:
        """The last feature map [n, feature_count, …], which class activation maps read."""
        raise NotImplementedError

    def forward(self, image: Tensor) -> Tensor:
        """[n, feature_count]: the global average of the last map."""
        maps = self.maps(image)
        return maps.mean(dim=tuple(range(2, maps.dim())))


def load_pretrained(backbone: Backbone, weights: Path) -> None:
    """Weights of an earlier run or of torchvision (same names); classifiers in the file are left out.

    Raises RuntimeError naming the tensors that are missing or of another shape.
    """
    state = torch.load(weights, weights_only=True, map_location="cpu")
    wanted = backbone.state_dict()
    backbone.load_state_dict({name: value for name, value in state.items() if name in wanted})
