"""Everything measured of one model and one target."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .calibration import (
    Platt,
    ReliabilityBin,
    brier,
    calibration_in_the_large,
    calibration_line,
    expected_calibration_error,
    reliability,
)
from .classification import bootstrap_by_patient, measures_at
from .decision import DecisionCurve, decision_curve
from .predictions import EXTERNAL, OUT_OF_FOLD, Scores
from .roc import (
    Floats,
    Interval,
    auc,
    auc_interval,
    average_precision,
    precision_recall_curve,
    roc_curve,
)
from .tuning import tune

#: The splits to judge on, best first.
JUDGED = (EXTERNAL, "test", OUT_OF_FOLD, "validation")


@dataclass(frozen=True)
class Assessment:
    """A model on one target. Probabilities are calibrated unless `platt` is `AS_IS`."""

    #: The split that was judged, its scores as the run gave them, and after calibration.
    split: str
    raw: Scores
    scores: Scores
    platt: Platt
    threshold: float
    #: [cases] called positive.
    called: NDArray[np.bool_]
    #: Where threshold and calibration come from: a split, `PACKAGE` or `OTHER_FOLDS`.
    tuned_on: str
    auc: Interval
    training_auc: float | None
    #: At the threshold, and `average_precision` and `brier`; intervals by patient-level bootstrap.
    measures: Mapping[str, Interval]
    brier_uncalibrated: float
    calibration_slope: float
    #: Beside that slope; `calibration_in_the_large` is with a slope of 1.
    calibration_intercept: float
    calibration_in_the_large: float
    expected_calibration_error: float
    reliability: tuple[ReliabilityBin, ...]
    roc: tuple[Floats, Floats]
    precision_recall: tuple[Floats, Floats]
    decision: DecisionCurve

    @property
    def tuned_elsewhere(self) -> bool:
        """Whether threshold and calibration come from other cases than those judged."""
        return self.tuned_on != self.split


def assess(
    splits: Mapping[str, Scores],
    patients: Mapping[str, str],
    seed: int,
    threshold_given: float | None = None,
) -> Assessment | None:
    """Judges on test (or, without, out-of-fold or validation); `None` where that lacks a class.

    `splits` maps split -> scores, `patients` case -> patient. Threshold and calibration are those of `tune`.
    """
    judged = next((split for split in JUDGED if split in splits), None)
    if judged is None or not splits[judged].has_both_classes:
        return None
    raw, tuned = splits[judged], tune(splits, judged, threshold_given)
    scores = tuned.scores
    probabilities, labels = scores.probabilities, scores.labels
    slope, intercept = calibration_line(probabilities, labels)
    training = splits.get("train")
    measures = bootstrapped(raw, scores, tuned.called, patients, seed)
    return Assessment(
        split=judged,
        raw=raw,
        scores=scores,
        platt=tuned.platt,
        threshold=tuned.threshold,
        called=tuned.called,
        tuned_on=tuned.tuned_on,
        auc=wider(auc_interval(raw.probabilities, labels), measures.pop("auc")),
        training_auc=auc(training.probabilities, training.labels)
        if training is not None and training.has_both_classes
        else None,
        measures=measures,
        brier_uncalibrated=brier(raw.probabilities, labels),
        calibration_slope=slope,
        calibration_intercept=intercept,
        calibration_in_the_large=calibration_in_the_large(probabilities, labels),
        expected_calibration_error=expected_calibration_error(probabilities, labels),
        reliability=tuple(reliability(probabilities, labels)),
        roc=roc_curve(raw.probabilities, labels),
        precision_recall=precision_recall_curve(raw.probabilities, labels),
        decision=decision_curve(probabilities, labels),
    )


def wider(interval: Interval, bootstrap: Interval) -> Interval:
    """Newcombe's interval takes cases for independent; where patients have several, theirs reaches as far as
    the bootstrap of patients. With one case each the two say the same, and Newcombe's holds its level."""
    if math.isnan(bootstrap.low):
        return interval
    return Interval(
        interval.value, min(interval.low, bootstrap.low), max(interval.high, bootstrap.high)
    )


def bootstrapped(
    raw: Scores,
    scores: Scores,
    called: NDArray[np.bool_],
    patients: Mapping[str, str],
    seed: int,
) -> dict[str, Interval]:
    member = np.array([patients.get(str(case), str(case)) for case in scores.case_ids])
    several = len(np.unique(member)) < len(member)

    def measure(cases: NDArray[np.intp]) -> dict[str, float]:
        labels = scores.labels[cases]
        both = 0 < labels.sum() < len(labels)
        return {
            **measures_at(called[cases], labels),
            "average_precision": average_precision(raw.probabilities[cases], labels)
            if both
            else float("nan"),
            "brier": brier(scores.probabilities[cases], labels),
            # NaN has no interval.
            "auc": auc(raw.probabilities[cases], labels) if both and several else float("nan"),
        }

    return bootstrap_by_patient(measure, member, seed)
