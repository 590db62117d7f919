"""MMDL (Dong 2021): nine views and clinical inputs to one probability per gene."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, cast

import torch
from torch import Tensor, nn

from .attention import attended_stages
from .backbone import Backbone
from .densenet import densenet121
from .inception_resnet import InceptionResNetTrunk, TrunkSize
from .inception_v3 import InceptionV3
from .network import MutationNetwork
from .resnet import resnet50
from .small_resnet import SmallResNet
from .vgg import vgg16

VIEWS = 9
VIEW_SIZE = 299
GENES = ("EGFR", "KRAS")
CLINICAL_FIELDS = ("age", "sex", "smoking")
DROPOUT = 0.2

#: The trunks of the paper's table 4 that the main one is compared with.
OTHER_BACKBONES: dict[str, Callable[[float], Backbone]] = {
    "densenet121": densenet121,
    "inception-v3": InceptionV3,
    "resnet50": resnet50,
    "vgg16": vgg16,
}


def make_backbone(name: str, width: float, depth: Sequence[int], attention: bool) -> Backbone:
    """`attention` applies to Inception-ResNet-v2, which has the three attended stages; `depth` to it and to
    the small network, of which it gives the blocks of each stage."""
    if name == "small-resnet":
        return SmallResNet(width, depth)
    if name != "inception-resnet-v2":
        return OTHER_BACKBONES[name](width)
    blocks_a, blocks_b, blocks_c = depth
    size = TrunkSize(width, (blocks_a, blocks_b, blocks_c))
    return InceptionResNetTrunk(size, attended_stages(size) if attention else None)


class MmdlOutput(NamedTuple):
    #: [n, genes] probabilities of the fused network.
    probabilities: Tensor
    #: [n, views, genes] probabilities with every view replaced by this one.
    view_probabilities: Tensor
    #: [n, views, genes] probabilities with this view's outputs replaced by the mean of the others.
    probabilities_without_view: Tensor


class ViewNetwork(nn.Module):
    """One view [n, 1, s, s] to features: grey to three channels, trunk, average, dropout."""

    def __init__(self, trunk: Backbone, dropout: float = DROPOUT) -> None:
        super().__init__()
        self.to_colour = nn.Conv2d(1, 3, 3, padding=1)
        self.trunk = trunk
        self.dropout = nn.Dropout(dropout)

    def maps(self, view: Tensor) -> Tensor:
        """The trunk's last feature maps [n, channels, h, w]."""
        return self.trunk.maps(self.to_colour(view))

    def features(self, maps: Tensor) -> Tensor:
        """[n, channels, h, w] to [n, channels]."""
        features: Tensor = self.dropout(maps.mean(dim=(2, 3)))
        return features

    def forward(self, view: Tensor) -> Tensor:
        return self.features(self.maps(view))


class GeneBranch(nn.Module):
    """Features and clinical inputs to one neuron per gene, as read for one of the genes."""

    def __init__(self, features: int, clinical: int, widths: Sequence[int], genes: int) -> None:
        super().__init__()
        first, second = widths
        self.first = nn.Linear(features, first)
        self.second = nn.Linear(first + clinical, second)
        self.last = nn.Linear(second, genes)

    def forward(self, features: Tensor, clinical: Tensor) -> Tensor:
        """Logits [n, genes]."""
        image = torch.relu(self.first(features))
        joined = torch.cat([image, clinical], dim=1)
        logits: Tensor = self.last(torch.relu(self.second(joined)))
        return logits


class ViewModel(nn.Module):
    """One view and the clinical inputs to the logits [n, genes, genes] of every gene's branch."""

    def __init__(
        self,
        trunk: Backbone,
        clinical: int,
        widths: Sequence[int],
        genes: int,
        dropout: float = DROPOUT,
    ) -> None:
        super().__init__()
        self.view_network = ViewNetwork(trunk, dropout)
        self.branches = nn.ModuleList(
            GeneBranch(trunk.feature_count, clinical, widths, genes) for _ in range(genes)
        )

    def logits(self, maps: Tensor, clinical: Tensor) -> Tensor:
        """Of the trunk's last feature maps [n, channels, h, w]."""
        features = self.view_network.features(maps)
        return torch.stack([branch(features, clinical) for branch in self.branches], dim=1)

    def forward(self, view: Tensor, clinical: Tensor) -> Tensor:
        return self.logits(self.view_network.maps(view), clinical)


class Fusion(nn.Module):
    """Eq. 7 and 8: the outputs of a gene's branch over all views to one logit."""

    def __init__(self, views: int = VIEWS, genes: int = len(GENES)) -> None:
        super().__init__()
        # Starts as the mean over the views of the gene's own neuron, a sensible fusion to learn from.
        weight = torch.zeros(genes, views, genes)
        for gene in range(genes):
            weight[gene, :, gene] = 4.0 / views
        self.weight = nn.Parameter(weight)
        self.bias = nn.Parameter(torch.full((genes,), -2.0))

    def forward(self, outputs: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`outputs` [n, genes, views, genes] to logits: fused [n, genes], each view alone and
        without each view [n, views, genes]."""
        views = int(outputs.shape[2])
        parts = (outputs * self.weight).sum(dim=3)
        fused = parts.sum(dim=2) + self.bias
        total_weight = self.weight.sum(dim=1, keepdim=True)
        alone = (outputs * total_weight).sum(dim=3) + self.bias.unsqueeze(1)
        mean_of_others = (outputs.sum(dim=2, keepdim=True) - outputs) / max(views - 1, 1)
        stand_in = (mean_of_others * self.weight).sum(dim=3)
        without = fused.unsqueeze(2) - parts + stand_in
        return fused, alone.transpose(1, 2), without.transpose(1, 2)


class Mmdl(MutationNetwork):
    """The published network by default: nine view models of 73,343,298 parameters and the fusion.

    With `shared_trunk` one view model reads all views: a ninth of the bytes, the same arithmetic.
    """

    inputs = ("views", "clinical")

    def __init__(
        self,
        *,
        backbone: str = "inception-resnet-v2",
        width: float = 1.0,
        depth: Sequence[int] = (10, 20, 10),
        attention: bool = True,
        shared_trunk: bool = False,
        branch: Sequence[int] = (256, 128),
        views: int = VIEWS,
        clinical: int = len(CLINICAL_FIELDS),
        genes: int = len(GENES),
        dropout: float = DROPOUT,
    ) -> None:
        super().__init__()
        self.views, self.genes = views, genes
        self.view_models = nn.ModuleList(
            ViewModel(
                make_backbone(backbone, width, depth, attention), clinical, branch, genes, dropout
            )
            for _ in range(1 if shared_trunk else views)
        )
        self.fusion = Fusion(views, genes)
        self.head = tuple(
            [f"view_models.{i}.branches" for i in range(len(self.view_models))] + ["fusion"]
        )

    def maps(self, views: Tensor) -> Tensor:
        """[n, views, s, s] to the last feature maps [n, views, channels, h, w] of each."""
        n, count, size = int(views.shape[0]), int(views.shape[1]), int(views.shape[2])
        networks = [model.view_network for model in self.each_view_model()]
        if len(networks) > 1:
            return torch.stack(
                [network.maps(views[:, i : i + 1]) for i, network in enumerate(networks)], dim=1
            )
        maps = networks[0].maps(views.reshape(n * count, 1, size, size))
        return maps.reshape(n, count, *maps.shape[1:])

    def logits_of_maps(self, maps: Tensor, clinical: Tensor) -> Tensor:
        """`maps` of the views and [n, clinical] to the branches' logits [n, genes, views, genes]."""
        n, count, fields = int(maps.shape[0]), int(maps.shape[1]), int(clinical.shape[1])
        models = self.each_view_model()
        if len(models) > 1:
            logits = [model.logits(maps[:, i], clinical) for i, model in enumerate(models)]
            return torch.stack(logits, dim=2)
        repeated = clinical.unsqueeze(1).expand(n, count, fields).reshape(n * count, fields)
        shared = models[0].logits(maps.flatten(0, 1), repeated)
        return shared.reshape(n, count, self.genes, self.genes).transpose(1, 2)

    def branch_logits(self, views: Tensor, clinical: Tensor) -> Tensor:
        """[n, views, s, s] and [n, clinical] to the branches' logits [n, genes, views, genes]."""
        return self.logits_of_maps(self.maps(views), clinical)

    def each_view_model(self) -> list[ViewModel]:
        """One for all views, or one for each."""
        return [cast(ViewModel, model) for model in self.view_models]

    def single_view_logits(self, images: Tensor, chosen: Tensor, clinical: Tensor) -> Tensor:
        """The branches' logits [n, genes, genes] for one view [n, 1, s, s] per case: view `chosen` [n]."""
        if len(self.view_models) > 1:
            return torch.cat(
                [
                    self.view_models[int(view)](images[i : i + 1], clinical[i : i + 1])
                    for i, view in enumerate(chosen)
                ]
            )
        logits: Tensor = self.view_models[0](images, clinical)
        return logits

    def log_odds(self, *inputs: Tensor) -> Tensor:
        views, clinical = inputs
        fused: Tensor = self.fusion(torch.sigmoid(self.branch_logits(views, clinical)))[0]
        return fused

    def forward(self, *inputs: Tensor) -> MmdlOutput:
        views, clinical = inputs
        outputs = torch.sigmoid(self.branch_logits(views, clinical))
        return MmdlOutput(*(torch.sigmoid(logits) for logits in self.fusion(outputs)))
