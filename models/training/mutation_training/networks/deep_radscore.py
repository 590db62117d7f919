"""Deep-RadScore (2024): ten deep features of the largest slice, and two radiomic scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

from .backbone import Backbone
from .densenet import DenseNet
from .inception_v3 import InceptionV3
from .network import MutationNetwork, difference
from .resnet import resnet50, resnet101
from .vgg import vgg19

DEEP_FEATURES = 10
#: ImageNet's statistics, in which its pre-trained weights expect colours.
COLOUR_MEAN = (0.485, 0.456, 0.406)
COLOUR_SD = (0.229, 0.224, 0.225)
#: The trunks of the paper's table 2 that DenseNet121 is compared with.
OTHER_BACKBONES: dict[str, Callable[[float], Backbone]] = {
    "inception-v3": InceptionV3,
    "resnet50": resnet50,
    "resnet101": resnet101,
    "vgg19": vgg19,
}


class DeepRadScore(MutationNetwork):
    """Patch [n, 160, 160] in 0…1 (and RadScores [n, endpoints, radscores]) to log-odds [n, endpoints].

    6,964,128 parameters by default; 6,964,132 with the two RadScores (tumour, ring). The paper has one
    network per endpoint; with more `endpoints` they share the backbone, each with its own ten features.
    `blocks`, `growth` and `initial` apply to DenseNet121, `width` to the others.
    """

    head = ("deep", "last")
    mean: Tensor
    sd: Tensor

    def __init__(
        self,
        *,
        backbone: str = "densenet121",
        width: float = 1.0,
        blocks: Sequence[int] = (6, 12, 24, 16),
        growth: int = 32,
        initial: int = 64,
        endpoints: int = 1,
        radscores: int = 0,
    ) -> None:
        super().__init__()
        self.inputs = ("patch", "radscores") if radscores else ("patch",)
        self.endpoints = endpoints
        self.backbone: Backbone
        if backbone == "densenet121":
            self.backbone = DenseNet(blocks, growth, initial)
        else:
            self.backbone = OTHER_BACKBONES[backbone](width)
        self.deep = nn.Linear(self.backbone.feature_count, DEEP_FEATURES * endpoints)
        self.last = nn.ModuleList(
            nn.Linear(DEEP_FEATURES + radscores, 2) for _ in range(endpoints)
        )
        self.register_buffer("mean", torch.tensor(COLOUR_MEAN).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("sd", torch.tensor(COLOUR_SD).view(1, 3, 1, 1), persistent=False)

    def deep_features(self, patch: Tensor) -> Tensor:
        """[n, endpoints, 10], without activation, as the released feature columns show."""
        colour = (patch.unsqueeze(1) - self.mean) / self.sd
        deep: Tensor = self.deep(self.backbone(colour))
        return deep.reshape(len(deep), self.endpoints, DEEP_FEATURES)

    def log_odds(self, *inputs: Tensor) -> Tensor:
        features = self.deep_features(inputs[0])
        if len(inputs) > 1:
            features = torch.cat([features, inputs[1]], dim=2)
        neurons = [last(features[:, i]) for i, last in enumerate(self.last)]
        return difference(torch.cat(neurons, dim=1))
