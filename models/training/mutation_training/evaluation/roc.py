"""ROC and precision-recall curves; the AUC's interval after Newcombe, its covariance after DeLong.

`scores` are float [n], higher for positives; `labels` are 0 or 1 [n].
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.stats import norm, rankdata

Floats = NDArray[np.float64]
Z_95 = float(norm.ppf(0.975))
BESIDE = 1e-9


class OneClassError(ValueError):
    """A measure of discrimination was asked of cases that are all positive or all negative."""

    def __init__(self) -> None:
        super().__init__("positives and negatives are both needed")


@dataclass(frozen=True)
class Interval:
    """An estimate with its 95 % confidence interval."""

    value: float
    low: float
    high: float


def split_classes(scores: Floats, labels: Floats) -> tuple[Floats, Floats]:
    positives, negatives = scores[labels > 0.5], scores[labels <= 0.5]
    if not len(positives) or not len(negatives):
        raise OneClassError
    return positives, negatives


def auc(scores: Floats, labels: Floats) -> float:
    """Area under the ROC curve by the Mann-Whitney statistic; ties count half."""
    return float(placements(scores, labels)[0].mean())


def placements(scores: Floats, labels: Floats) -> tuple[Floats, Floats]:
    """DeLong's structural components: for each positive the share of negatives below it, for each
    negative the share of positives above it (Sun and Xu 2014, by ranks in n log n)."""
    positives, negatives = split_classes(scores, labels)
    m, n = len(positives), len(negatives)
    together = rankdata(np.concatenate([positives, negatives]))
    above_negatives = (together[:m] - rankdata(positives)) / n
    below_positives = 1 - (together[m:] - rankdata(negatives)) / m
    return above_negatives, below_positives


def auc_covariance(score_sets: list[Floats], labels: Floats) -> NDArray[np.float64]:
    """Covariance [k, k] of the AUCs of k score vectors on the same cases (DeLong et al. 1988)."""
    components = [placements(scores, labels) for scores in score_sets]
    total = np.zeros((len(score_sets), len(score_sets)))
    for group in range(2):
        values = np.stack([component[group] for component in components])
        if values.shape[1] > 1:
            total += np.atleast_2d(np.cov(values)) / values.shape[1]
    return total


def auc_interval(scores: Floats, labels: Floats) -> Interval:
    """AUC with the interval after Newcombe (2006, method 5).

    It holds its level with few cases and near 1, where DeLong's is too short, and of no width at an AUC
    of 1.
    """
    positives, negatives = split_classes(scores, labels)
    value = auc(scores, labels)
    return newcombe_interval(value, len(positives), len(negatives))


def newcombe_interval(value: float, positives: int, negatives: int) -> Interval:
    """All AUCs θ within 1.96 of their own standard errors of the value found: a score interval."""

    def beyond(theta: float) -> float:
        return (theta - value) ** 2 - Z_95**2 * mann_whitney_variance(theta, positives, negatives)

    # At 0 and 1 the variance is none; just beside them no AUC is excluded.
    low = float(brentq(beyond, 0, value - BESIDE)) if value > BESIDE else 0.0
    high = float(brentq(beyond, value + BESIDE, 1)) if value < 1 - BESIDE else 1.0
    return Interval(value, low, high)


def mann_whitney_variance(theta: float, positives: int, negatives: int) -> float:
    """Variance of the AUC where it is θ, of Hanley and McNeil (1982) with the mean of both counts."""
    mean_less_one = (positives + negatives) / 2 - 1
    factor = 1 + mean_less_one * ((1 - theta) / (2 - theta) + theta / (1 + theta))
    return theta * (1 - theta) * factor / (positives * negatives)


def roc_curve(scores: Floats, labels: Floats) -> tuple[Floats, Floats]:
    """False and true positive rate at every distinct threshold, from (0, 0) to (1, 1)."""
    positives, negatives = split_classes(scores, labels)
    thresholds = np.unique(scores)[::-1]
    return share_at_or_above(negatives, thresholds), share_at_or_above(positives, thresholds)


def share_at_or_above(scores: Floats, thresholds: Floats) -> Floats:
    below = np.searchsorted(np.sort(scores), thresholds, side="left")
    return np.concatenate([[0.0], 1 - below / len(scores)])


def precision_recall_curve(scores: Floats, labels: Floats) -> tuple[Floats, Floats]:
    """Recall and precision at every distinct threshold, by falling threshold."""
    false_rate, recall = roc_curve(scores, labels)
    positives, negatives = split_classes(scores, labels)
    called_true = recall[1:] * len(positives)
    called_false = false_rate[1:] * len(negatives)
    return recall[1:], called_true / (called_true + called_false)


def average_precision(scores: Floats, labels: Floats) -> float:
    """Precision weighted by the gain in recall at each threshold; no interpolation."""
    recall, precision = precision_recall_curve(scores, labels)
    return float(np.sum(np.diff(recall, prepend=0.0) * precision))
