"""The attention module around a stage: A = T · (1 + σ(M)) (Dong 2021; Wang 2017, residual attention).

T is the stage's own block stack. The mask branch M halves the map once or twice, runs blocks of the
stage's kind at each scale, and comes back by bilinear upsampling to the recorded sizes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .inception_resnet import TrunkSize, block_a, block_b, block_c, plain_stages


def halve() -> nn.MaxPool2d:
    return nn.MaxPool2d(3, 2, padding=1)


def resize_like(x: Tensor, like: Tensor) -> Tensor:
    # Plain ints, so that the export holds constants and no shape arithmetic.
    size = (int(like.shape[2]), int(like.shape[3]))
    return F.interpolate(x, size=size, mode="bilinear", align_corners=False)


class Hourglass(nn.Module):
    """`halvings` times down and up again: two blocks at the bottom, one per skip and per way up."""

    def __init__(self, make_block: Callable[[], nn.Module], halvings: int) -> None:
        super().__init__()
        self.halve = halve()
        self.inner: nn.Sequential
        self.skip: nn.Module | None = None
        if halvings == 1:
            self.inner = nn.Sequential(make_block(), make_block())
        else:
            self.inner = nn.Sequential(make_block(), Hourglass(make_block, halvings - 1))
            self.skip = make_block()
            self.after = make_block()

    def forward(self, x: Tensor) -> Tensor:
        small = self.halve(x)
        if self.skip is None:
            return resize_like(self.inner(small), x)
        first, deeper = self.inner[0], self.inner[1]
        small = first(small)
        small = self.after(deeper(small) + self.skip(small))
        return resize_like(small, x)


class Attention(nn.Module):
    """T · (1 + σ(M)) with M = hourglass, then two pre-activated 1×1 convolutions."""

    def __init__(
        self,
        stack: nn.Module,
        make_block: Callable[[], nn.Module],
        channels: int,
        halvings: int,
    ) -> None:
        super().__init__()
        self.stack = stack
        self.mask = nn.Sequential(
            Hourglass(make_block, halvings),
            nn.BatchNorm2d(channels, eps=1e-3),
            nn.ReLU(),
            nn.Conv2d(channels, channels, 1, bias=False),
            nn.BatchNorm2d(channels, eps=1e-3),
            nn.ReLU(),
            nn.Conv2d(channels, channels, 1),
        )

    def forward(self, x: Tensor) -> Tensor:
        attended: Tensor = self.stack(x) * (1 + torch.sigmoid(self.mask(x)))
        return attended


def attended_stages(size: TrunkSize, halvings: tuple[int, int, int] = (2, 1, 1)) -> list[nn.Module]:
    """The three stages of the trunk, each inside an attention module."""
    makers = (block_a, block_b, block_c)
    return [
        Attention(stack, partial(make, size), channels, halved)
        for stack, make, channels, halved in zip(
            plain_stages(size), makers, size.stage_channels, halvings, strict=True
        )
    ]
