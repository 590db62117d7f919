"""The 3-D U-Net of LungTumorMask (Fredriksen 2022), with which Ajou drew its lung tumours."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

PUBLISHED_CHANNELS = (64, 128, 256, 512, 1024)


class UNet3d(nn.Module):
    """[n, 1, z, y, x] in 0…1 to log-odds of the lesion, of the same shape; 31,636,937 parameters by default.

    One convolution per level; all levels but the last halve the edges, so that these must be multiples of
    `least_edge(channels)` / 2.
    """

    def __init__(self, *, channels: Sequence[int] = PUBLISHED_CHANNELS) -> None:
        super().__init__()
        *levels, bottom = channels
        above = [1, *levels[:-1]]
        self.down = nn.ModuleList(
            normalised(nn.Conv3d(inputs, outputs, 3, stride=2, padding=1), outputs)
            for inputs, outputs in zip(above, levels, strict=True)
        )
        self.bottom = normalised(nn.Conv3d(levels[-1], bottom, 3, padding=1), bottom)
        below = [*(2 * width for width in levels[:-1]), levels[-1] + bottom]
        ups = [
            nn.ConvTranspose3d(inputs, outputs, 3, stride=2, padding=1, output_padding=1)
            for inputs, outputs in zip(below, above, strict=True)
        ]
        self.up = nn.ModuleList(
            up if level == 0 else normalised(up, above[level]) for level, up in enumerate(ups)
        )

    def forward(self, images: Tensor) -> Tensor:
        skips: list[Tensor] = []
        found: Tensor = images
        for layer in self.down:
            found = layer(found)
            skips.append(found)
        found = self.bottom(found)
        for layer in reversed(self.up):
            found = layer(torch.cat([skips.pop(), found], dim=1))
        return found


def normalised(convolution: nn.Module, channels: int) -> nn.Sequential:
    return nn.Sequential(convolution, nn.InstanceNorm3d(channels), nn.PReLU())


def least_edge(channels: Sequence[int]) -> int:
    """Samples of the smallest cube that the network can be trained on: two at its bottom."""
    return int(2 ** len(channels))
