"""Scaling and threshold of a model: from other cases than those they are judged on where there are any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .calibration import Platt, fit_platt
from .classification import youden_threshold
from .predictions import OUT_OF_FOLD, Scores

#: Platt's scaling of no effect.
AS_IS = Platt(1.0, 0.0)
#: Where a threshold comes from that a package brings along.
PACKAGE = "package"
#: Where it comes from in cross-validation: each fold's from the others.
OTHER_FOLDS = "other folds"


@dataclass(frozen=True)
class Tuned:
    #: With `OTHER_FOLDS` the mean of the folds'.
    platt: Platt
    threshold: float
    #: After calibration.
    scores: Scores
    #: [cases] at or above the threshold.
    called: NDArray[np.bool_]
    #: A split, `PACKAGE` for a threshold without calibration, or `OTHER_FOLDS`.
    tuned_on: str


def tune(splits: Mapping[str, Scores], judged: str, threshold_given: float | None) -> Tuned:
    """Platt's scaling and Youden's threshold, fitted out of fold or on validation cases; of cases judged out
    of fold, each fold's on the other folds.

    With `threshold_given` nothing is fitted. Where there are no other cases probabilities stay as they are
    and the threshold comes from those judged, which flatters sensitivity and specificity.
    """
    raw = splits[judged]
    if threshold_given is not None:
        return Tuned(AS_IS, threshold_given, raw, raw.probabilities >= threshold_given, PACKAGE)
    # As a package's: whoever has cases out of fold needs no validation cases, which may be few.
    tuned_on = next((s for s in (OUT_OF_FOLD, "validation") if s in splits), judged)
    if judged == OUT_OF_FOLD:
        return by_other_folds(raw) or by_itself(raw, judged)
    if tuned_on == judged or judged == "validation" or not splits[tuned_on].has_both_classes:
        return by_itself(raw, judged)
    tuning = splits[tuned_on]
    platt, threshold = fitted(tuning)
    scores = calibrated(raw, platt.apply(raw.probabilities))
    return Tuned(platt, threshold, scores, scores.probabilities >= threshold, tuned_on)


def by_itself(raw: Scores, judged: str) -> Tuned:
    threshold = youden_threshold(raw.probabilities, raw.labels)
    return Tuned(AS_IS, threshold, raw, raw.probabilities >= threshold, judged)


def by_other_folds(raw: Scores) -> Tuned | None:
    """`None` where without some fold a class is missing."""
    if raw.folds is None or len(set(raw.folds)) < 2:
        return None
    probabilities, called = np.empty(len(raw)), np.empty(len(raw), dtype=bool)
    found: list[tuple[Platt, float]] = []
    for fold in dict.fromkeys(raw.folds):
        inside = raw.folds == fold
        others = raw.where(~inside)
        if not others.has_both_classes:
            return None
        platt, threshold = fitted(others)
        probabilities[inside] = platt.apply(raw.probabilities[inside])
        called[inside] = probabilities[inside] >= threshold
        found.append((platt, threshold))
    mean = Platt(*(float(np.mean([getattr(p, name) for p, _ in found])) for name in ("slope", "intercept")))
    threshold = float(np.mean([threshold for _, threshold in found]))
    return Tuned(mean, threshold, calibrated(raw, probabilities), called, OTHER_FOLDS)


def fitted(tuning: Scores) -> tuple[Platt, float]:
    platt = fit_platt(tuning.probabilities, tuning.labels)
    return platt, youden_threshold(platt.apply(tuning.probabilities), tuning.labels)


def calibrated(raw: Scores, probabilities: NDArray[np.float64]) -> Scores:
    return Scores(raw.case_ids, raw.labels, probabilities, raw.folds)
