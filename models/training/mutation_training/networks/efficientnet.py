"""EfficientNet (Tan 2019) without its classifier; names as in torchvision."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from .backbone import Backbone

#: Expansion, kernel, stride, input channels, output channels, blocks of B0's seven stages.
B0_STAGES = (
    (1, 3, 1, 32, 16, 1),
    (6, 3, 2, 16, 24, 2),
    (6, 5, 2, 24, 40, 2),
    (6, 3, 2, 40, 80, 3),
    (6, 5, 1, 80, 112, 3),
    (6, 5, 2, 112, 192, 4),
    (6, 3, 1, 192, 320, 1),
)
B7_WIDTH, B7_DEPTH = 2.0, 3.1
#: Share of residual blocks that training skips, rising linearly to this at the last one.
DROPPED_BLOCKS = 0.2


def to_eights(channels: float) -> int:
    """The nearest multiple of eight that loses no more than a tenth."""
    rounded = max(8, int(channels + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * channels else rounded


def conv_norm(
    inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1, activate: bool = True
) -> nn.Sequential:
    layers: list[nn.Module] = [
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.01),
    ]
    return nn.Sequential(*layers, *([nn.SiLU()] if activate else []))


class SqueezeExcitation(nn.Module):
    """Scales every channel by what the average of all channels says."""

    def __init__(self, channels: int, squeezed: int) -> None:
        super().__init__()
        self.fc1 = nn.Conv2d(channels, squeezed, 1)
        self.fc2 = nn.Conv2d(squeezed, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        scale = nn.functional.silu(self.fc1(x.mean(dim=(2, 3), keepdim=True)))
        return x * torch.sigmoid(self.fc2(scale))


class InvertedBottleneck(nn.Module):
    def __init__(
        self, expansion: int, kernel: int, stride: int, inputs: int, outputs: int, drop: float
    ) -> None:
        super().__init__()
        wide = inputs * expansion
        layers: list[nn.Module] = [] if expansion == 1 else [conv_norm(inputs, wide, 1)]
        layers += [
            conv_norm(wide, wide, kernel, stride, groups=wide),
            SqueezeExcitation(wide, max(1, inputs // 4)),
            conv_norm(wide, outputs, 1, activate=False),
        ]
        self.block = nn.Sequential(*layers)
        self.residual = stride == 1 and inputs == outputs
        self.drop = drop

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.block(x)
        if not self.residual:
            return y
        if self.training and self.drop > 0:
            kept = torch.rand(len(x), 1, 1, 1, device=x.device) >= self.drop
            y = y * kept / (1 - self.drop)
        return x + y


class EfficientNet(Backbone):
    """[n, 3, h, w] to features; `width` and `depth` relative to B0."""

    def __init__(self, width: float, depth: float) -> None:
        super().__init__()
        first = to_eights(32 * width)
        stages: list[nn.Module] = [conv_norm(3, first, 3, stride=2)]
        total = sum(math.ceil(stage[-1] * depth) for stage in B0_STAGES)
        built = 0
        for expansion, kernel, stride, published_in, published_out, published_count in B0_STAGES:
            inputs, outputs = to_eights(published_in * width), to_eights(published_out * width)
            blocks = []
            for i in range(math.ceil(published_count * depth)):
                block_in, block_stride = (inputs, stride) if i == 0 else (outputs, 1)
                drop = DROPPED_BLOCKS * built / total
                blocks.append(
                    InvertedBottleneck(expansion, kernel, block_stride, block_in, outputs, drop)
                )
                built += 1
            stages.append(nn.Sequential(*blocks))
        last = to_eights(B0_STAGES[-1][4] * width)
        self.feature_count = 4 * last
        stages.append(conv_norm(last, self.feature_count, 1))
        self.features = nn.Sequential(*stages)

    def maps(self, image: Tensor) -> Tensor:
        maps: Tensor = self.features(image)
        return maps


def efficientnet_b7(width: float = 1.0, depth: float = 1.0) -> EfficientNet:
    """2560 features, 63,786,960 parameters; `width` and `depth` relative to B7."""
    return EfficientNet(B7_WIDTH * width, B7_DEPTH * depth)
