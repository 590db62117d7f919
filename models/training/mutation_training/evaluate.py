"""Figures of merit and the small logistic regressions around them."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from scipy.stats import rankdata
from torch import Tensor

Floats = NDArray[np.floating]


def auc(scores: Floats, labels: Floats) -> float:
    """Area under the ROC curve by the Mann-Whitney statistic; ties count half."""
    positive = labels > 0.5
    count, others = int(positive.sum()), int((~positive).sum())
    if count == 0 or others == 0:
        raise ValueError("the AUC needs both classes")
    ranks = rankdata(scores)
    return float((ranks[positive].sum() - count * (count + 1) / 2) / (count * others))


def youden_threshold(scores: Floats, labels: Floats) -> float:
    """The score that maximises sensitivity + specificity, midway to the next lower score."""
    order = np.argsort(-scores)
    ranked, positive = scores[order], labels[order] > 0.5
    gain = np.cumsum(positive) / positive.sum() - np.cumsum(~positive) / (~positive).sum()
    best = int(np.argmax(gain))
    below = ranked[best + 1] if best + 1 < len(ranked) else ranked[best]
    return float((ranked[best] + below) / 2)


def fit_logistic(inputs: Tensor, labels: Tensor, ridge: float = 1e-3) -> tuple[Tensor, Tensor]:
    """Weights [features] and bias of a logistic regression; `labels` [n] are 0 or 1."""
    weights = torch.zeros(inputs.shape[1], requires_grad=True)
    bias = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights, bias], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss = F.binary_cross_entropy_with_logits(inputs @ weights + bias, labels)
        loss = loss + ridge * weights.square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return weights.detach(), bias.detach()
