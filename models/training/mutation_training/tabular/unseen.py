"""Models of a cohort's tables, fitted on its training cases and asked of those that they have not seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..cohort.splits import FOLD, stratified_folds
from ..cohort.table import Cohort
from ..evaluation.predictions import Scores

Floats = NDArray[np.float64]
#: Training inputs and labels, and inputs to judge, to probabilities of the latter.
Fit = Callable[[Floats, Floats, Floats], Floats]
FOLDS, SEED = 5, 42


@dataclass(frozen=True)
class Judged:
    #: What the model that learnt from all training cases says of these.
    training: Scores
    unseen: Scores


def judge(cohort: Cohort, target: str, inputs: Floats, fit: Fit) -> Judged:
    """On the cohort's test cases; without any, out of fold by the cohort's folds, or by five.

    `inputs` [cases, columns], NaN where unknown: the training cases' median takes its place.
    """
    labels = cohort.labels(target)
    known = ~np.isnan(labels)
    test = np.array([row.split == "test" for row in cohort.rows]) & known
    training = ~np.array([row.split == "test" for row in cohort.rows]) & known

    def asked(seen: NDArray[np.bool_], wanted: NDArray[np.bool_]) -> Floats:
        medians = np.nan_to_num(np.nanmedian(inputs[seen], axis=0))
        filled = np.where(np.isnan(inputs), medians, inputs)
        return fit(filled[seen], labels[seen], filled[wanted])

    apparent = scores_of(cohort, labels, training, asked(training, training))
    if test.any():
        return Judged(apparent, scores_of(cohort, labels, test, asked(training, test)))
    found = np.full(len(labels), np.nan)
    folds = folds_of(cohort, target)
    for fold in np.unique(folds[training]):
        held_out = training & (folds == fold)
        found[held_out] = asked(training & ~held_out, held_out)
    return Judged(apparent, scores_of(cohort, labels, training, found[training]))


def folds_of(cohort: Cohort, target: str) -> NDArray[np.intp]:
    named = [row.extra.get(FOLD, "") for row in cohort.rows]
    if all(named):
        return np.array([int(name) for name in named], dtype=np.intp)
    dealt = stratified_folds(cohort.rows, (target,), FOLDS, SEED)
    return np.array([dealt[row.case_id] for row in cohort.rows], dtype=np.intp)


def scores_of(
    cohort: Cohort, labels: Floats, cases: NDArray[np.bool_], probabilities: Floats
) -> Scores:
    names = np.array([row.case_id for row in cohort.rows])
    return Scores(names[cases], labels[cases], probabilities)
