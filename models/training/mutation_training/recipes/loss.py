"""What training lowers: cross-entropy over the labels that are known; for outlines their overlap, too."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

#: Voxels, so that a batch without a lesion has a Dice.
DICE_SMOOTHING = 1.0


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


def outline_loss(log_odds: Tensor, lesion: Tensor) -> Tensor:
    """1 − Dice of the probabilities, plus the cross-entropy; `log_odds`, `lesion` (0 or 1) [n, …, 1].

    Choice: Dice alone, as LungTumorMask has it, hardly learns of lesions of a few voxels.
    """
    lesion = lesion.float()
    probabilities = torch.sigmoid(log_odds)
    inside = tuple(range(1, lesion.ndim))
    shared = (probabilities * lesion).sum(dim=inside)
    both = probabilities.sum(dim=inside) + lesion.sum(dim=inside)
    dice = (2 * shared + DICE_SMOOTHING) / (both + DICE_SMOOTHING)
    return (1 - dice).mean() + F.binary_cross_entropy_with_logits(log_odds, lesion)
