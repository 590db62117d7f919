"""The image part of Fudan's fusion (2022): a 3-D ResNet-101 over the lesion's cube."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

from .network import MutationNetwork, difference
from .resnet import ResNet


class ResNet3d(MutationNetwork):
    """[n, 1, 64, 64, 64] in 0…1 to log-odds [n, targets]; 85,205,314 parameters by default."""

    inputs = ("volume",)
    head = ("last",)

    def __init__(
        self, *, blocks: Sequence[int] = (3, 4, 23, 3), width: float = 1.0, targets: int = 1
    ) -> None:
        super().__init__()
        self.backbone = ResNet(blocks, bottleneck=True, dimensions=3, input_channels=1, width=width)
        self.last = nn.Linear(self.backbone.feature_count, 2 * targets)

    def log_odds(self, *inputs: Tensor) -> Tensor:
        (volume,) = inputs
        return difference(self.last(self.backbone(volume)))
