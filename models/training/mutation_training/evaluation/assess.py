"""Everything measured of one model and one target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .calibration import (
    Platt,
    ReliabilityBin,
    brier,
    calibration_line,
    expected_calibration_error,
    fit_platt,
    reliability,
)
from .classification import bootstrap_by_patient, measures_at, youden_threshold
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

#: Platt's scaling of no effect.
AS_IS = Platt(1.0, 0.0)
#: The splits to judge on, best first.
JUDGED = (EXTERNAL, "test", OUT_OF_FOLD, "validation")
#: Where a threshold comes from that a package brings along.
PACKAGE = "package"


@dataclass(frozen=True)
class Assessment:
    """A model on one target. Probabilities are calibrated unless `platt` is `AS_IS`."""

    #: The split that was judged, its scores as the run gave them, and after calibration.
    split: str
    raw: Scores
    scores: Scores
    platt: Platt
    threshold: float
    #: Where threshold and calibration come from: a split, or `PACKAGE` for a threshold without calibration.
    tuned_on: str
    auc: Interval
    training_auc: float | None
    #: At the threshold, and `average_precision` and `brier`; intervals by patient-level bootstrap.
    measures: Mapping[str, Interval]
    brier_uncalibrated: float
    calibration_slope: float
    calibration_intercept: float
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

    `splits` maps split -> scores, `patients` case -> patient. With `threshold_given` nothing is fitted. Else
    Platt's scaling and Youden's threshold are fitted on validation; where there is none beside the judged
    split, probabilities stay as they are and the threshold comes from the judged cases, which flatters
    sensitivity and specificity.
    """
    judged = next((split for split in JUDGED if split in splits), None)
    if judged is None or not splits[judged].has_both_classes:
        return None
    tuning = None if judged == "validation" else splits.get("validation")
    raw = splits[judged]
    if threshold_given is not None:
        platt, scores, threshold, tuned_on = AS_IS, raw, threshold_given, PACKAGE
    elif tuning is not None and tuning.has_both_classes:
        tuned_on = "validation"
        platt = fit_platt(tuning.probabilities, tuning.labels)
        threshold = youden_threshold(platt.apply(tuning.probabilities), tuning.labels)
        scores = Scores(raw.case_ids, raw.labels, platt.apply(raw.probabilities))
    else:
        platt, scores, tuned_on = AS_IS, raw, judged
        threshold = youden_threshold(raw.probabilities, raw.labels)
    probabilities, labels = scores.probabilities, scores.labels
    slope, intercept = calibration_line(probabilities, labels)
    training = splits.get("train")
    return Assessment(
        split=judged,
        raw=raw,
        scores=scores,
        platt=platt,
        threshold=threshold,
        tuned_on=tuned_on,
        auc=auc_interval(raw.probabilities, labels),
        training_auc=auc(training.probabilities, training.labels)
        if training is not None and training.has_both_classes
        else None,
        measures=bootstrapped(raw, scores, threshold, patients, seed),
        brier_uncalibrated=brier(raw.probabilities, labels),
        calibration_slope=slope,
        calibration_intercept=intercept,
        expected_calibration_error=expected_calibration_error(probabilities, labels),
        reliability=tuple(reliability(probabilities, labels)),
        roc=roc_curve(raw.probabilities, labels),
        precision_recall=precision_recall_curve(raw.probabilities, labels),
        decision=decision_curve(probabilities, labels),
    )


def bootstrapped(
    raw: Scores, scores: Scores, threshold: float, patients: Mapping[str, str], seed: int
) -> dict[str, Interval]:
    called = scores.probabilities >= threshold

    def measure(cases: NDArray[np.intp]) -> dict[str, float]:
        labels = scores.labels[cases]
        both = 0 < labels.sum() < len(labels)
        return {
            **measures_at(called[cases], labels),
            "average_precision": average_precision(raw.probabilities[cases], labels)
            if both
            else float("nan"),
            "brier": brier(scores.probabilities[cases], labels),
        }

    return bootstrap_by_patient(
        measure, np.array([patients.get(str(case), str(case)) for case in scores.case_ids]), seed
    )
