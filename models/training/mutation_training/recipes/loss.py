"""Binary cross-entropy over the labels that are known."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def masked_cross_entropy(log_odds: Tensor, labels: Tensor, positive_weight: Tensor) -> Tensor:
    """Mean over known labels; `log_odds`, `labels` [n, …, targets], NaN where unknown.

    A batch without a known label costs nothing.
    """
    known = ~torch.isnan(labels)
    losses = F.binary_cross_entropy_with_logits(
        log_odds, torch.nan_to_num(labels), pos_weight=positive_weight, reduction="none"
    )
    return (losses * known).sum() / known.sum().clamp(min=1)


def balanced_weight(labels: Tensor) -> Tensor:
    """[targets] negatives per positive among the known labels [n, targets]; 1 where a class is absent."""
    positive = (labels == 1).sum(dim=0).float()
    negative = (labels == 0).sum(dim=0).float()
    return torch.where((positive > 0) & (negative > 0), negative / positive.clamp(min=1), 1.0)
