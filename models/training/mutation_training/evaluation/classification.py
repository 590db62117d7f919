"""Measures at an operating point, and the choice of the point."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from .roc import Floats, Interval, roc_curve

BOOTSTRAP_SAMPLES = 2000


def youden_threshold(scores: Floats, labels: Floats) -> float:
    """The score that maximises sensitivity + specificity, midway to the next lower one.

    A case is called positive at or above the threshold.
    """
    false_rate, true_rate = roc_curve(scores, labels)
    thresholds = np.unique(scores)[::-1]
    best = int(np.argmax((true_rate - false_rate)[1:]))
    below = thresholds[best + 1] if best + 1 < len(thresholds) else thresholds[best]
    return float((thresholds[best] + below) / 2)


def ratio(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def measures_at(called: NDArray[np.bool_], labels: Floats) -> dict[str, float]:
    """Accuracy, sensitivity and so on; NaN where a measure has no cases."""
    positive = labels > 0.5
    tp, fp = int((called & positive).sum()), int((called & ~positive).sum())
    fn, tn = int((~called & positive).sum()), int((~called & ~positive).sum())
    f1 = ratio(2 * tp, 2 * tp + fp + fn)
    f1_negative = ratio(2 * tn, 2 * tn + fp + fn)
    return {
        "accuracy": ratio(tp + tn, len(labels)),
        "sensitivity": ratio(tp, tp + fn),
        "specificity": ratio(tn, tn + fp),
        "ppv": ratio(tp, tp + fp),
        "npv": ratio(tn, tn + fn),
        "f1": f1,
        "macro_f1": (f1 + f1_negative) / 2,
    }


Measure = Callable[[NDArray[np.intp]], Mapping[str, float]]


def bootstrap_by_patient(
    measure: Measure, patients: NDArray[np.str_], seed: int, samples: int = BOOTSTRAP_SAMPLES
) -> dict[str, Interval]:
    """Percentile intervals of measures of cases, with whole patients drawn with replacement.

    `measure` maps case indices to measures; NaN draws are left out.
    """
    everyone = np.arange(len(patients))
    names, member = np.unique(patients, return_inverse=True)
    cases_of = [everyone[member == patient] for patient in range(len(names))]
    random = np.random.default_rng(seed)
    estimate = measure(everyone)
    draws: dict[str, list[float]] = {name: [] for name in estimate}
    for _ in range(samples):
        chosen = random.integers(len(names), size=len(names))
        for name, value in measure(np.concatenate([cases_of[patient] for patient in chosen])).items():
            draws[name].append(value)
    return {name: percentile_interval(estimate[name], values) for name, values in draws.items()}


def percentile_interval(estimate: float, draws: list[float]) -> Interval:
    known = np.array(draws)[~np.isnan(draws)]
    if not len(known):
        return Interval(estimate, float("nan"), float("nan"))
    low, high = np.percentile(known, [2.5, 97.5])
    return Interval(estimate, float(low), float(high))
