"""DenseNets (Huang 2017) without their classifier; names as in torchvision."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from .backbone import Backbone, scaled

BOTTLENECK = 4


class DenseLayer(nn.Module):
    """Appends `growth` channels: 1×1 to four times the growth, then 3×3, each pre-activated."""

    def __init__(self, inputs: int, growth: int) -> None:
        super().__init__()
        self.norm1 = nn.BatchNorm2d(inputs)
        self.conv1 = nn.Conv2d(inputs, BOTTLENECK * growth, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(BOTTLENECK * growth)
        self.conv2 = nn.Conv2d(BOTTLENECK * growth, growth, 3, padding=1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        new = self.conv1(torch.relu(self.norm1(x)))
        return torch.cat([x, self.conv2(torch.relu(self.norm2(new)))], dim=1)


def dense_block(inputs: int, growth: int, layers: int) -> nn.Sequential:
    return nn.Sequential(
        OrderedDict(
            (f"denselayer{i + 1}", DenseLayer(inputs + i * growth, growth)) for i in range(layers)
        )
    )


def transition(channels: int) -> nn.Sequential:
    """Halves channels and resolution."""
    return nn.Sequential(
        OrderedDict(
            norm=nn.BatchNorm2d(channels),
            relu=nn.ReLU(),
            conv=nn.Conv2d(channels, channels // 2, 1, bias=False),
            pool=nn.AvgPool2d(2),
        )
    )


class DenseNet(Backbone):
    """[n, 3, h, w] to features, after the last normalisation and ReLU."""

    def __init__(self, blocks: Sequence[int], growth: int = 32, initial: int = 64) -> None:
        super().__init__()
        layers: OrderedDict[str, nn.Module] = OrderedDict(
            conv0=nn.Conv2d(3, initial, 7, 2, 3, bias=False),
            norm0=nn.BatchNorm2d(initial),
            relu0=nn.ReLU(),
            pool0=nn.MaxPool2d(3, 2, 1),
        )
        channels = initial
        for i, count in enumerate(blocks, start=1):
            layers[f"denseblock{i}"] = dense_block(channels, growth, count)
            channels += count * growth
            if i < len(blocks):
                layers[f"transition{i}"] = transition(channels)
                channels //= 2
        layers["norm5"] = nn.BatchNorm2d(channels)
        layers["relu5"] = nn.ReLU()
        self.features = nn.Sequential(layers)
        self.feature_count = channels

    def maps(self, image: Tensor) -> Tensor:
        maps: Tensor = self.features(image)
        return maps


def densenet(blocks: Sequence[int], width: float) -> DenseNet:
    """Growth 32 and 64 first channels at width 1."""
    return DenseNet(blocks, growth=scaled(32, width), initial=scaled(64, width))


def densenet121(width: float = 1.0) -> DenseNet:
    """1024 features, 6,953,856 parameters."""
    return densenet((6, 12, 24, 16), width)


def densenet264(width: float = 1.0) -> DenseNet:
    """2688 features, 30,648,704 parameters."""
    return densenet((6, 12, 64, 48), width)
