"""VGG16 (Simonyan 2015) without its classifier; names as in torchvision."""

from __future__ import annotations

from torch import Tensor, nn

from .backbone import Backbone, scaled

STAGES = ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512))


class Vgg16(Backbone):
    """[n, 3, h, w] to 512 features; 14,714,688 parameters at width 1."""

    def __init__(self, width: float = 1.0) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        inputs = 3
        for stage in STAGES:
            for published in stage:
                outputs = scaled(published, width)
                layers += [nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU()]
                inputs = outputs
            layers.append(nn.MaxPool2d(2))
        self.features = nn.Sequential(*layers)
        self.feature_count = inputs

    def maps(self, image: Tensor) -> Tensor:
        maps: Tensor = self.features(image)
        return maps
