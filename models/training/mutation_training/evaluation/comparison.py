"""Models compared on the same cases: the difference of AUCs, and what many comparisons leave of a p."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm, rankdata

from .roc import Floats, Interval, auc, auc_covariance, auc_interval

SWAPS = 10_000
SEED = 20261129


@dataclass(frozen=True)
class Comparison:
    """AUC of one model minus that of another on the same cases."""

    difference: Interval
    z: float
    p: float
    #: After Holm, over all comparisons of a report with the same model.
    p_holm: float | None = None


def compare_auc(scores: Floats, others: Floats, labels: Floats) -> Comparison:
    """DeLong's test for two correlated AUCs, two-sided; the interval is `difference_interval`.

    Where DeLong's variance is none although the AUCs differ, as of a perfect model and a coin, p is that of
    swapping the models case by case.
    """
    difference = auc(scores, labels) - auc(others, labels)
    covariance = auc_covariance([scores, others], labels)
    variance = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
    error = float(np.sqrt(max(variance, 0.0)))
    if np.array_equal(scores, others):
        return Comparison(Interval(0.0, 0.0, 0.0), 0.0, 1.0)
    interval = difference_interval(scores, others, labels, covariance)
    if error == 0:
        return Comparison(interval, 0.0, 1.0 if difference == 0 else swap_p(scores, others, labels))
    z = difference / error
    return Comparison(interval, z, float(2 * norm.sf(abs(z))))


def difference_interval(scores: Floats, others: Floats, labels: Floats, covariance: Floats) -> Interval:
    """Of the difference, by recovering variances from each AUC's own interval (Zou and Donner 2008) with
    DeLong's correlation: it keeps within −1 and 1, and has a width where an AUC is 1."""
    first, second = auc_interval(scores, labels), auc_interval(others, labels)
    spread = float(np.sqrt(covariance[0, 0] * covariance[1, 1]))
    correlation = float(covariance[0, 1]) / spread if spread > 0 else 0.0

    def reach(a: float, b: float) -> float:
        return float(np.sqrt(max(a**2 + b**2 - 2 * correlation * a * b, 0.0)))

    value = first.value - second.value
    down = reach(first.value - first.low, second.high - second.value)
    up = reach(first.high - first.value, second.value - second.low)
    return Interval(value, value - down, value + up)


def swap_p(scores: Floats, others: Floats, labels: Floats) -> float:
    """Two-sided, of exchanging the models' ranks case by case; never 0."""
    random = np.random.default_rng(SEED)
    ranks = [rankdata(scores), rankdata(others)]
    found = abs(auc(ranks[0], labels) - auc(ranks[1], labels))
    reached = 0
    for _ in range(SWAPS):
        swap = random.random(len(labels)) < 0.5
        first, second = np.where(swap, ranks[1], ranks[0]), np.where(swap, ranks[0], ranks[1])
        reached += abs(auc(first, labels) - auc(second, labels)) >= found - 1e-12
    return (reached + 1) / (SWAPS + 1)


def holm(p: Sequence[float]) -> list[float]:
    """Holm's (1979) step-down adjustment: the family-wise error holds whatever the dependence."""
    order = np.argsort(p, kind="stable")
    adjusted = np.empty(len(p))
    largest = 0.0
    for place, index in enumerate(order):
        largest = max(largest, min(1.0, (len(p) - place) * p[index]))
        adjusted[index] = largest
    return adjusted.tolist()
