"""Repeated cross-validation judged fold by fold: probabilities of different models are never compared.

LeDell, Petersen and van der Laan (2015): each patient's placement among the patients of the same fold,
averaged over the repetitions, is one component of the mean AUC.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from .comparison import Comparison
from .roc import Z_95, Floats, Interval, newcombe_interval, placements


@dataclass(frozen=True)
class OutOfFold:
    """Probabilities of patients by models fitted on others, for each repeat of the cross-validation."""

    #: [repeats, patients].
    probabilities: Floats
    folds: NDArray[np.intp]

    @property
    def mean(self) -> Floats:
        return np.asarray(self.probabilities.mean(axis=0))


def components(
    found: OutOfFold, labels: Floats, among: NDArray[np.bool_] | None = None
) -> tuple[Floats, Floats]:
    """Of each positive the share of negatives below it within its fold, of each negative the share of
    positives above it; `among` [patients] leaves others out. Folds without both classes say nothing."""
    sums, counts = np.zeros(len(labels)), np.zeros(len(labels))
    chosen = np.ones(len(labels), dtype=bool) if among is None else among
    for probabilities, folds in zip(found.probabilities, found.folds, strict=True):
        for fold in np.unique(folds):
            inside = np.flatnonzero((folds == fold) & chosen)
            positive = labels[inside] > 0.5
            if not positive.any() or positive.all():
                continue
            of_positives, of_negatives = placements(probabilities[inside], labels[inside])
            sums[inside[positive]] += of_positives
            sums[inside[~positive]] += of_negatives
            counts[inside] += 1
    known = counts > 0
    means = np.divide(sums, counts, out=np.zeros_like(sums), where=known)
    return means[known & (labels > 0.5)], means[known & (labels <= 0.5)]


def fold_auc(
    found: OutOfFold, labels: Floats, among: NDArray[np.bool_] | None = None
) -> Interval:
    """Mean AUC of the folds, with Newcombe's interval for so many positives and negatives: it holds its level
    with few patients, where that of the components is too short."""
    positives, negatives = components(found, labels, among)
    value = float(np.mean([positives.mean(), negatives.mean()]))
    return newcombe_interval(value, len(positives), len(negatives))


def compare_fold_auc(found: OutOfFold, other: OutOfFold, labels: Floats) -> Comparison:
    """The mean AUC less the other's, on the same folds of the same patients, with DeLong's variance of the
    components' differences."""
    pairs = zip(components(found, labels), components(other, labels), strict=True)
    differences = [mine - theirs for mine, theirs in pairs]
    value = float(np.mean([group.mean() for group in differences]))
    error = float(np.sqrt(sum(group.var(ddof=1) / len(group) for group in differences)))
    if error == 0:
        return Comparison(Interval(value, value, value), 0.0, 1.0 if value == 0 else 0.0)
    interval = Interval(value, value - Z_95 * error, value + Z_95 * error)
    return Comparison(interval, value / error, float(2 * norm.sf(abs(value / error))))
