"""Ajou's multimodality network (2024): CT slices, radiomic features and clinical values."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from .backbone import Backbone
from .densenet import densenet
from .efficientnet import efficientnet_b7
from .network import MutationNetwork, difference
from .resnet import ResNet

RADIOMIC_FEATURES, CLINICAL_VALUES = 107, 12
DENSENET264, RESNET34 = (6, 12, 64, 48), (3, 4, 6, 3)


def make_backbone(name: str, width: float, depth: float | Sequence[int] | None) -> Backbone:
    """`depth`: of EfficientNet a factor relative to B7; of the others the blocks of each stage."""
    if name == "efficientnet-b7":
        if depth is not None and not isinstance(depth, int | float):
            raise ValueError("efficientnet-b7's depth is one factor, e.g. 0.3")
        return efficientnet_b7(width, 1.0 if depth is None else depth)
    if isinstance(depth, int | float):
        raise ValueError(f"{name}'s depth is a list of blocks per stage")
    if name == "resnet34":
        return ResNet(depth or RESNET34, bottleneck=False, width=width)
    if name == "densenet264":
        return densenet(depth or DENSENET264, width)
    raise ValueError(f"backbone '{name}' is none of efficientnet-b7, resnet34, densenet264")


def tabular_layers(values: int, hidden: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(values, hidden), nn.BatchNorm1d(hidden), nn.Dropout(0.5))


class AjouTables(MutationNetwork):
    """The comparator without images: radiomics [n, 107] and clinical [n, 12] to log-odds [n, targets].

    Choice: the multimodality network without its image half, since the paper shows none.
    """

    inputs = ("radiomics", "clinical")
    head = ("tabular", "joined", "last")

    def __init__(
        self,
        *,
        hidden: int = 512,
        radiomics: int = RADIOMIC_FEATURES,
        clinical: int = CLINICAL_VALUES,
        targets: int = 1,
    ) -> None:
        super().__init__()
        self.tabular = tabular_layers(radiomics + clinical, hidden)
        self.joined = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, 2 * targets)

    def log_odds(self, *inputs: Tensor) -> Tensor:
        tabular = self.tabular(torch.cat(inputs, dim=1))
        return difference(self.last(torch.tanh(self.joined(tabular))))


class AjouMultimodal(MutationNetwork):
    """Slices [n, 64, 112, 112] in 0…1, radiomics [n, 107] and clinical [n, 12] to log-odds [n, targets].

    One backbone reads every slice; its features are averaged over the slices.
    """

    inputs = ("slices", "radiomics", "clinical")
    head = ("image", "tabular", "joined", "last")

    def __init__(
        self,
        *,
        backbone: str = "efficientnet-b7",
        width: float = 1.0,
        depth: float | Sequence[int] | None = None,
        hidden: int = 512,
        radiomics: int = RADIOMIC_FEATURES,
        clinical: int = CLINICAL_VALUES,
        targets: int = 1,
    ) -> None:
        super().__init__()
        self.backbone = make_backbone(backbone, width, depth)
        self.image = nn.Linear(self.backbone.feature_count, hidden)
        self.tabular = tabular_layers(radiomics + clinical, hidden)
        self.joined = nn.Linear(2 * hidden, hidden)
        self.last = nn.Linear(hidden, 2 * targets)

    def log_odds(self, *inputs: Tensor) -> Tensor:
        slices, radiomics, clinical = inputs
        n, count, height, width = (int(size) for size in slices.shape)
        colour = slices.reshape(n * count, 1, height, width).expand(n * count, 3, height, width)
        features = self.backbone(colour).reshape(n, count, -1).mean(dim=1)
        tabular = self.tabular(torch.cat([radiomics, clinical], dim=1))
        joined = torch.cat([self.image(features), tabular], dim=1)
        return difference(self.last(torch.tanh(self.joined(joined))))
