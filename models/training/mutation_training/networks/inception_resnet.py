"""Inception-ResNet-v2 (Szegedy 2017) at any width and depth.

At width 1 and depth (10, 20, 10) this is the published trunk, 54,306,464 parameters without a
classifier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from .backbone import Backbone, scaled


@dataclass(frozen=True)
class TrunkSize:
    """Width relative to the published network, and blocks in the stages A, B and C."""

    width: float = 1.0
    depth: tuple[int, int, int] = (10, 20, 10)

    def channels(self, published: int) -> int:
        return scaled(published, self.width)

    @property
    def stage_channels(self) -> tuple[int, int, int]:
        """Of the maps that the stages A, B and C work on: 320, 1088 and 2080 at width 1."""
        c = self.channels
        stage_a = 2 * c(96) + 2 * c(64)
        stage_b = stage_a + 2 * c(384)
        return stage_a, stage_b, stage_b + c(384) + c(288) + c(320)


class ConvNorm(nn.Sequential):
    """Convolution without bias, batch normalisation, ReLU."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int | tuple[int, int],
        stride: int = 1,
        padding: int | tuple[int, int] = 0,
    ) -> None:
        super().__init__(
            nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False),
            nn.BatchNorm2d(outputs, eps=1e-3),
            nn.ReLU(),
        )


class Branches(nn.Module):
    """Runs branches side by side and concatenates their channels."""

    def __init__(self, *branches: nn.Module) -> None:
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([branch(x) for branch in self.branches], dim=1)


class ResidualBlock(nn.Module):
    """x + scale · conv1×1(branches(x)), then ReLU unless it is the network's last block."""

    def __init__(
        self, branches: Branches, joined: int, channels: int, scale: float, relu: bool = True
    ) -> None:
        super().__init__()
        self.branches = branches
        self.project = nn.Conv2d(joined, channels, 1)
        self.scale = scale
        self.activate = nn.ReLU() if relu else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.activate(x + self.scale * self.project(self.branches(x)))
        return y


def block_a(size: TrunkSize) -> ResidualBlock:
    """Inception-ResNet-A, 35×35×320 at width 1."""
    c, channels = size.channels, size.stage_channels[0]
    return ResidualBlock(
        Branches(
            ConvNorm(channels, c(32), 1),
            nn.Sequential(ConvNorm(channels, c(32), 1), ConvNorm(c(32), c(32), 3, padding=1)),
            nn.Sequential(
                ConvNorm(channels, c(32), 1),
                ConvNorm(c(32), c(48), 3, padding=1),
                ConvNorm(c(48), c(64), 3, padding=1),
            ),
        ),
        joined=2 * c(32) + c(64),
        channels=channels,
        scale=0.17,
    )


def block_b(size: TrunkSize) -> ResidualBlock:
    """Inception-ResNet-B, 17×17×1088 at width 1."""
    c, channels = size.channels, size.stage_channels[1]
    return ResidualBlock(
        Branches(
            ConvNorm(channels, c(192), 1),
            nn.Sequential(
                ConvNorm(channels, c(128), 1),
                ConvNorm(c(128), c(160), (1, 7), padding=(0, 3)),
                ConvNorm(c(160), c(192), (7, 1), padding=(3, 0)),
            ),
        ),
        joined=2 * c(192),
        channels=channels,
        scale=0.10,
    )


def block_c(size: TrunkSize, last: bool = False) -> ResidualBlock:
    """Inception-ResNet-C, 8×8×2080 at width 1; the last one is neither scaled nor rectified."""
    c, channels = size.channels, size.stage_channels[2]
    return ResidualBlock(
        Branches(
            ConvNorm(channels, c(192), 1),
            nn.Sequential(
                ConvNorm(channels, c(192), 1),
                ConvNorm(c(192), c(224), (1, 3), padding=(0, 1)),
                ConvNorm(c(224), c(256), (3, 1), padding=(1, 0)),
            ),
        ),
        joined=c(192) + c(256),
        channels=channels,
        scale=1.0 if last else 0.20,
        relu=not last,
    )


def stem(size: TrunkSize) -> nn.Sequential:
    """299×299×3 to 35×35×320 (stem and mixed 5b)."""
    c = size.channels
    return nn.Sequential(
        ConvNorm(3, c(32), 3, stride=2),
        ConvNorm(c(32), c(32), 3),
        ConvNorm(c(32), c(64), 3, padding=1),
        nn.MaxPool2d(3, 2),
        ConvNorm(c(64), c(80), 1),
        ConvNorm(c(80), c(192), 3),
        nn.MaxPool2d(3, 2),
        Branches(
            ConvNorm(c(192), c(96), 1),
            nn.Sequential(ConvNorm(c(192), c(48), 1), ConvNorm(c(48), c(64), 5, padding=2)),
            nn.Sequential(
                ConvNorm(c(192), c(64), 1),
                ConvNorm(c(64), c(96), 3, padding=1),
                ConvNorm(c(96), c(96), 3, padding=1),
            ),
            nn.Sequential(
                nn.AvgPool2d(3, 1, 1, count_include_pad=False), ConvNorm(c(192), c(64), 1)
            ),
        ),
    )


def reduction_a(size: TrunkSize) -> Branches:
    """35×35×320 to 17×17×1088 (mixed 6a)."""
    c, channels = size.channels, size.stage_channels[0]
    return Branches(
        ConvNorm(channels, c(384), 3, stride=2),
        nn.Sequential(
            ConvNorm(channels, c(256), 1),
            ConvNorm(c(256), c(256), 3, padding=1),
            ConvNorm(c(256), c(384), 3, stride=2),
        ),
        nn.MaxPool2d(3, 2),
    )


def reduction_b(size: TrunkSize) -> Branches:
    """17×17×1088 to 8×8×2080 (mixed 7a)."""
    c, channels = size.channels, size.stage_channels[1]
    return Branches(
        nn.Sequential(ConvNorm(channels, c(256), 1), ConvNorm(c(256), c(384), 3, stride=2)),
        nn.Sequential(ConvNorm(channels, c(256), 1), ConvNorm(c(256), c(288), 3, stride=2)),
        nn.Sequential(
            ConvNorm(channels, c(256), 1),
            ConvNorm(c(256), c(288), 3, padding=1),
            ConvNorm(c(288), c(320), 3, stride=2),
        ),
        nn.MaxPool2d(3, 2),
    )


class InceptionResNetTrunk(Backbone):
    """[n, 3, 299, 299] to 1536 features at width 1.

    `stages` replaces the three block stacks, e.g. by stacks inside attention modules.
    """

    def __init__(self, size: TrunkSize, stages: Sequence[nn.Module] | None = None) -> None:
        super().__init__()
        c = size.channels
        stage_a, stage_b, stage_c = stages if stages is not None else plain_stages(size)
        self.feature_count = c(1536)
        self.layers = nn.Sequential(
            stem(size),
            stage_a,
            reduction_a(size),
            stage_b,
            reduction_b(size),
            stage_c,
            ConvNorm(size.stage_channels[2], c(1536), 1),
        )

    def maps(self, image: Tensor) -> Tensor:
        maps: Tensor = self.layers(image)
        return maps


def plain_stages(size: TrunkSize) -> list[nn.Module]:
    """The three block stacks without attention."""
    depth_a, depth_b, depth_c = size.depth
    return [
        nn.Sequential(*(block_a(size) for _ in range(depth_a))),
        nn.Sequential(*(block_b(size) for _ in range(depth_b))),
        nn.Sequential(*(block_c(size, last=i == depth_c - 1) for i in range(depth_c))),
    ]
