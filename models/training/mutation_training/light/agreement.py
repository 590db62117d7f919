"""How far a light tier says what its teacher says, on cases that it was not trained on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..evaluation.calibration import SMALLEST_SLOPE, Platt, fit_line, logits
from ..evaluation.comparison import compare_auc
from ..evaluation.roc import Floats, Interval, auc
from ..export.operating_point import BOOTSTRAP_SAMPLES, OperatingPoint
from ..export.run_data import ExportError, Prediction, RunData

#: Models of predictions.csv; the last is the teacher, of mirrored views.
STUDENT, TEACHER, MIRRORED = "cnn", "teacher", "teacher-mirrored"
#: A difference of probabilities that changes nothing for a reader.
SMALL = 0.03


@dataclass(frozen=True)
class Pairs:
    """What both say of the same cases, [cases]; the student before its scaling."""

    student: Floats
    teacher: Floats
    #: 0, 1, or NaN where unknown.
    labels: Floats
    #: The teacher, of mirrored views.
    mirrored: Floats

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True)
class Agreement:
    cases: int
    #: Of the probabilities' differences: median, 95th percentile, largest.
    median: float
    high: float
    largest: float
    #: Share of cases whose difference is at most `SMALL`.
    within: float
    #: The same of the teacher and itself, of mirrored views: no trait of a lesion tells these apart.
    within_itself: float
    #: Cases on another side of the threshold.
    changed: int
    #: Of cases whose label is known; `None` where they are of one class.
    teacher_auc: float | None
    student_auc: float | None
    #: The student's less the teacher's.
    difference: Interval | None


def scaling_pairs(data: RunData, target: str) -> Pairs:
    """Of cases that the student was not trained on: the validation split's, or those that folds held out."""
    held_out = any(p.held_out for p in data.of(STUDENT, target))
    return pairs(data, target, lambda p: p.held_out if held_out else p.split == "validation")


def judged_pairs(data: RunData, target: str) -> Pairs:
    """Of test cases; where there are none, of those that the scaling was found on."""
    if not data.has_test:
        return scaling_pairs(data, target)
    return pairs(data, target, lambda p: p.split == "test")


def pairs(data: RunData, target: str, chosen: Callable[[Prediction], bool]) -> Pairs:
    """Each case once: of several repetitions the mean."""
    said: dict[str, list[Prediction]] = {}
    for prediction in filter(chosen, data.of(STUDENT, target)):
        said.setdefault(prediction.case_id, []).append(prediction)
    teacher, mirrored = (
        {p.case_id: p.probability for p in data.of(model, target)} for model in (TEACHER, MIRRORED)
    )
    return Pairs(
        np.array([np.mean([p.probability for p in found]) for found in said.values()], dtype=np.float64),
        np.array([teacher[case] for case in said], dtype=np.float64),
        np.array([found[0].label for found in said.values()], dtype=np.float64),
        np.array([mirrored[case] for case in said], dtype=np.float64),
    )


def taught_point(found: Pairs, threshold: float, seed: int) -> OperatingPoint:
    """The line from the student's log odds to the teacher's probabilities, and the teacher's own threshold.

    Raises ExportError without cases.
    """
    if len(found) == 0:
        raise ExportError(
            "No case was held out of training, by which the light tier could be scaled to its teacher. Train "
            "with validation cases or with folds."
        )
    student = logits(found.student)
    slope, intercept = fit_line(student, found.teacher)
    if slope < SMALLEST_SLOPE:
        # As `fit_platt`: a student that has learnt nothing says almost one probability.
        slope, intercept = SMALLEST_SLOPE, float(logits(found.teacher.mean()))
    random = np.random.default_rng(seed)
    draws = []
    for _ in range(BOOTSTRAP_SAMPLES):
        drawn = random.integers(len(found), size=len(found))
        draws.append(fit_line(student[drawn], found.teacher[drawn]))
    low, high = np.percentile(draws, [2.5, 97.5], axis=0)
    return OperatingPoint(
        Platt(slope, intercept),
        Interval(slope, float(low[0]), float(high[0])),
        Interval(intercept, float(low[1]), float(high[1])),
        threshold,
        len(found),
    )


def agreement(found: Pairs, point: OperatingPoint) -> Agreement:
    scaled = point.calibration.apply(found.student)
    apart = np.abs(scaled - found.teacher)
    known = ~np.isnan(found.labels)
    labels, threshold = found.labels[known], point.threshold
    both = len(np.unique(labels)) == 2
    median, high = np.quantile(apart, [0.5, 0.95])
    return Agreement(
        cases=len(found),
        median=float(median),
        high=float(high),
        largest=float(apart.max()),
        within=float(np.mean(apart <= SMALL)),
        within_itself=float(np.mean(np.abs(found.mirrored - found.teacher) <= SMALL)),
        changed=int(np.sum((scaled >= threshold) != (found.teacher >= threshold))),
        teacher_auc=auc(found.teacher[known], labels) if both else None,
        student_auc=auc(scaled[known], labels) if both else None,
        difference=compare_auc(scaled[known], found.teacher[known], labels).difference if both else None,
    )
