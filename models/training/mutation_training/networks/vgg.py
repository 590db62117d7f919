"""VGGs (Simonyan 2015) without their classifier; names as in torchvision."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

from .backbone import Backbone, scaled

#: Channels of the five stages.
CHANNELS = (64, 128, 256, 512, 512)


class Vgg(Backbone):
    """[n, 3, h, w] to 512 features at width 1; `convolutions` of each stage."""

    def __init__(self, convolutions: Sequence[int], width: float = 1.0) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        inputs = 3
        for published, count in zip(CHANNELS, convolutions, strict=True):
            outputs = scaled(published, width)
            for _ in range(count):
                layers += [nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU()]
                inputs = outputs
            layers.append(nn.MaxPool2d(2))
        self.features = nn.Sequential(*layers)
        self.feature_count = inputs

    def maps(self, image: Tensor) -> Tensor:
        maps: Tensor = self.features(image)
        return maps


def vgg16(width: float = 1.0) -> Vgg:
    """14,714,688 parameters."""
    return Vgg((2, 2, 3, 3, 3), width)


def vgg19(width: float = 1.0) -> Vgg:
    """20,024,384 parameters."""
    return Vgg((2, 2, 4, 4, 4), width)
