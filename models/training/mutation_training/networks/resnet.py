"""ResNets (He 2016) in two and three dimensions without their classifier; names as in torchvision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import torch
from torch import Tensor, nn

from .backbone import Backbone, scaled

CONV: dict[int, type[nn.Conv2d] | type[nn.Conv3d]] = {2: nn.Conv2d, 3: nn.Conv3d}
NORM: dict[int, type[nn.BatchNorm2d] | type[nn.BatchNorm3d]] = {2: nn.BatchNorm2d, 3: nn.BatchNorm3d}
POOL: dict[int, type[nn.MaxPool2d] | type[nn.MaxPool3d]] = {2: nn.MaxPool2d, 3: nn.MaxPool3d}

Dimensions = Literal[2, 3]


class Residual(nn.Module):
    """Two 3×3 convolutions, or 1×1, 3×3, 1×1 ("bottleneck"), around which the input is added."""

    def __init__(
        self, inputs: int, inner: int, outputs: int, stride: int, bottleneck: bool, dimensions: Dimensions
    ) -> None:
        super().__init__()
        conv, norm = CONV[dimensions], NORM[dimensions]
        kernels = (1, 3, 1) if bottleneck else (3, 3)
        channels = (inputs, inner, inner, outputs) if bottleneck else (inputs, inner, outputs)
        strided = 1 if bottleneck else 0
        self.steps = len(kernels)
        for i, kernel in enumerate(kernels):
            step = stride if i == strided else 1
            layer = conv(channels[i], channels[i + 1], kernel, step, kernel // 2, bias=False)
            self.add_module(f"conv{i + 1}", layer)
            self.add_module(f"bn{i + 1}", norm(channels[i + 1]))
        self.downsample: nn.Module = nn.Identity()
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(
                conv(inputs, outputs, 1, stride, bias=False), norm(outputs)
            )

    def forward(self, x: Tensor) -> Tensor:
        y = x
        for i in range(1, self.steps + 1):
            y = self.get_submodule(f"bn{i}")(self.get_submodule(f"conv{i}")(y))
            if i < self.steps:
                y = torch.relu(y)
        return torch.relu(y + self.downsample(x))


class ResNet(Backbone):
    """[n, c, h, w] or [n, c, d, h, w] to 512 (plain) or 2048 (bottleneck) features at width 1."""

    def __init__(
        self,
        blocks: Sequence[int],
        *,
        bottleneck: bool,
        dimensions: Dimensions = 2,
        input_channels: int = 3,
        width: float = 1.0,
    ) -> None:
        super().__init__()
        inputs = scaled(64, width)
        self.conv1 = CONV[dimensions](input_channels, inputs, 7, 2, 3, bias=False)
        self.bn1 = NORM[dimensions](inputs)
        self.maxpool = POOL[dimensions](3, 2, 1)
        for stage, count in enumerate(blocks):
            inner = scaled(64 * 2**stage, width)
            outputs = 4 * inner if bottleneck else inner
            layers = []
            for block in range(count):
                stride = 2 if stage > 0 and block == 0 else 1
                layers.append(Residual(inputs, inner, outputs, stride, bottleneck, dimensions))
                inputs = outputs
            self.add_module(f"layer{stage + 1}", nn.Sequential(*layers))
        self.stages = len(blocks)
        self.feature_count = inputs

    def maps(self, image: Tensor) -> Tensor:
        x: Tensor = self.maxpool(torch.relu(self.bn1(self.conv1(image))))
        for stage in range(1, self.stages + 1):
            x = self.get_submodule(f"layer{stage}")(x)
        return x


def resnet34(width: float = 1.0) -> ResNet:
    """512 features, 21,284,672 parameters."""
    return ResNet((3, 4, 6, 3), bottleneck=False, width=width)


def resnet50(width: float = 1.0) -> ResNet:
    """2048 features, 23,508,032 parameters."""
    return ResNet((3, 4, 6, 3), bottleneck=True, width=width)


def resnet101(width: float = 1.0) -> ResNet:
    """2048 features, 42,500,160 parameters."""
    return ResNet((3, 4, 23, 3), bottleneck=True, width=width)
