"""MMDL (Dong 2021): nine views and clinical inputs to one probability per gene."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import torch
from torch import Tensor, nn

from .attention import attended_stages
from .inception_resnet import InceptionResNetTrunk, TrunkSize

VIEWS = 9
VIEW_SIZE = 299
GENES = ("EGFR", "KRAS")
CLINICAL_FIELDS = ("age", "sex", "smoking")


@dataclass(frozen=True)
class MmdlSize:
    """The published network by default."""

    trunk: TrunkSize = field(default_factory=TrunkSize)
    branch_first: int = 256
    branch_second: int = 128


class MmdlOutput(NamedTuple):
    #: [n, 2] probabilities of the fused network.
    probabilities: Tensor
    #: [n, 9, 2] probabilities with every view replaced by this one.
    view_probabilities: Tensor
    #: [n, 9, 2] probabilities with this view's outputs replaced by the mean of the other eight.
    probabilities_without_view: Tensor


class ViewNetwork(nn.Module):
    """One view [n, 1, 299, 299] to features: grey to three channels, trunk, average, dropout."""

    def __init__(self, size: TrunkSize) -> None:
        super().__init__()
        self.to_colour = nn.Conv2d(1, 3, 3, padding=1)
        self.trunk = InceptionResNetTrunk(size, attended_stages(size))
        self.dropout = nn.Dropout(0.2)

    def forward(self, view: Tensor) -> Tensor:
        return self.dropout(self.trunk(self.to_colour(view)))


class GeneBranch(nn.Module):
    """Features and clinical inputs to two neurons, as read for one gene (EGFR, KRAS)."""

    def __init__(self, features: int, size: MmdlSize) -> None:
        super().__init__()
        self.first = nn.Linear(features, size.branch_first)
        self.second = nn.Linear(size.branch_first + len(CLINICAL_FIELDS), size.branch_second)
        self.last = nn.Linear(size.branch_second, len(GENES))

    def forward(self, features: Tensor, clinical: Tensor) -> Tensor:
        """Logits [n, 2]."""
        image = torch.relu(self.first(features))
        return self.last(torch.relu(self.second(torch.cat([image, clinical], dim=1))))


class Fusion(nn.Module):
    """Eq. 7 and 8: the 18 outputs of a gene's branch over nine views to one logit."""

    def __init__(self) -> None:
        super().__init__()
        # Starts as the mean over the views of the gene's own neuron, a sensible fusion to learn from.
        weight = torch.zeros(len(GENES), VIEWS, len(GENES))
        for gene in range(len(GENES)):
            weight[gene, :, gene] = 4.0 / VIEWS
        self.weight = nn.Parameter(weight)
        self.bias = nn.Parameter(torch.full((len(GENES),), -2.0))

    def forward(self, outputs: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`outputs` [n, genes, views, 2] to logits: fused [n, genes], each view alone and without
        each view [n, views, genes]."""
        parts = (outputs * self.weight).sum(dim=3)
        fused = parts.sum(dim=2) + self.bias
        total_weight = self.weight.sum(dim=1, keepdim=True)
        alone = (outputs * total_weight).sum(dim=3) + self.bias.unsqueeze(1)
        mean_of_others = (outputs.sum(dim=2, keepdim=True) - outputs) / (VIEWS - 1)
        stand_in = (mean_of_others * self.weight).sum(dim=3)
        without = fused.unsqueeze(2) - parts + stand_in
        return fused, alone.transpose(1, 2), without.transpose(1, 2)


class SharedTrunkMmdl(nn.Module):
    """MMDL with one view network for all nine views: a ninth of the bytes, the same arithmetic."""

    def __init__(self, size: MmdlSize) -> None:
        super().__init__()
        self.view_network = ViewNetwork(size.trunk)
        features = self.view_network.trunk.features
        self.branches = nn.ModuleList(GeneBranch(features, size) for _ in GENES)
        self.fusion = Fusion()

    def branch_logits(self, views: Tensor, clinical: Tensor) -> Tensor:
        """[n, 9, 299, 299] and [n, 3] to the branches' logits [n, genes, views, 2]."""
        n = int(views.shape[0])
        features = self.view_network(views.reshape(n * VIEWS, 1, VIEW_SIZE, VIEW_SIZE))
        repeated = clinical.unsqueeze(1).expand(n, VIEWS, len(CLINICAL_FIELDS))
        repeated = repeated.reshape(n * VIEWS, len(CLINICAL_FIELDS))
        logits = [branch(features, repeated) for branch in self.branches]
        return torch.stack([x.reshape(n, VIEWS, len(GENES)) for x in logits], dim=1)

    def forward(self, views: Tensor, clinical: Tensor) -> MmdlOutput:
        outputs = torch.sigmoid(self.branch_logits(views, clinical))
        return MmdlOutput(*(torch.sigmoid(logits) for logits in self.fusion(outputs)))


#: What `mmdl-demo` uses: an eighth of the width, seven blocks instead of forty.
DEMO_SIZE = MmdlSize(TrunkSize(width=1 / 8, depth=(2, 3, 2)), branch_first=32, branch_second=16)
