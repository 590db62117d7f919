"""What training, evaluation and export ask of every network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn


class MutationNetwork(nn.Module):
    """Named inputs to probabilities, one per target.

    Networks that end in two neurons and a softmax give the difference of the two as log-odds, whose
    sigmoid is that softmax and whose binary cross-entropy is its cross-entropy.
    """

    #: Names of the inputs in the order of `forward`.
    inputs: tuple[str, ...]
    #: The submodules that are new when the rest comes from pre-training.
    head: tuple[str, ...]

    def log_odds(self, *inputs: Tensor) -> Tensor:
        """[n, targets] before the sigmoid."""
        raise NotImplementedError

    def forward(self, *inputs: Tensor) -> Any:
        """[n, targets] probabilities."""
        return torch.sigmoid(self.log_odds(*inputs))


class FoldEnsemble(MutationNetwork):
    """The mean probability of networks that were trained on different folds."""

    def __init__(self, members: Sequence[MutationNetwork]) -> None:
        super().__init__()
        self.members = nn.ModuleList(members)
        self.inputs = members[0].inputs
        self.head = ()

    def log_odds(self, *inputs: Tensor) -> Tensor:
        return torch.logit(self(*inputs))

    def forward(self, *inputs: Tensor) -> Tensor:
        return torch.stack([member(*inputs) for member in self.members]).mean(dim=0)


def difference(neurons: Tensor) -> Tensor:
    """Softmax inputs [n, 2 · targets] (wild type, mutant, wild type, …) to log-odds [n, targets]."""
    pairs = neurons.reshape(neurons.shape[0], -1, 2)
    return pairs[..., 1] - pairs[..., 0]
