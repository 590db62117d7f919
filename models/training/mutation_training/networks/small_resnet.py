"""A residual network for images of few pixels: its maps keep an eighth of their resolution."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

from .backbone import Backbone, scaled
from .inception_resnet import ConvNorm
from .resnet import Residual

FIRST_CHANNELS = 32
BLOCKS = (2, 2, 2)


class SmallResNet(Backbone):
    """[n, 3, h, w] to 128 features at width 1; of 64 × 64 pixels the maps are 8 × 8, as MMDL's of 299 × 299.

    Halved once at the start, and at each stage but the first; plain blocks of two 3×3 convolutions.
    """

    def __init__(self, width: float = 1.0, blocks: Sequence[int] = BLOCKS) -> None:
        super().__init__()
        inputs = scaled(FIRST_CHANNELS, width)
        layers: list[nn.Module] = [ConvNorm(3, inputs, 3, stride=2, padding=1)]
        for stage, count in enumerate(blocks):
            outputs = scaled(FIRST_CHANNELS * 2**stage, width)
            for block in range(count):
                stride = 2 if stage > 0 and block == 0 else 1
                layers.append(Residual(inputs, outputs, outputs, stride, bottleneck=False, dimensions=2))
                inputs = outputs
        self.layers = nn.Sequential(*layers)
        self.feature_count = inputs

    def maps(self, image: Tensor) -> Tensor:
        maps: Tensor = self.layers(image)
        return maps
