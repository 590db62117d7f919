"""Scaling and threshold of each target, from cases that its networks have not seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..evaluation.calibration import Platt, fit_platt
from ..evaluation.classification import youden_threshold
from ..evaluation.roc import Floats, Interval

BOOTSTRAP_SAMPLES = 500


@dataclass(frozen=True)
class OperatingPoint:
    calibration: Platt
    #: Of the scaling, with 95 % bootstrap intervals.
    slope: Interval
    intercept: Interval
    threshold: float
    #: Cases that it was found on.
    cases: int


def operating_point(probabilities: Floats, labels: Floats, seed: int) -> OperatingPoint:
    """Platt's scaling with its uncertainty, and Youden's threshold on the calibrated probabilities.

    Raises ValueError without cases of both classes.
    """
    if len(np.unique(labels)) < 2:
        raise ValueError("an operating point needs unseen cases of both classes")
    calibration = fit_platt(probabilities, labels)
    calibrated = calibration.apply(probabilities)
    threshold = round(float(np.clip(youden_threshold(calibrated, labels), 0.01, 0.99)), 3)
    draws = bootstrap_scalings(probabilities, labels, seed)
    low, high = np.percentile(draws, [2.5, 97.5], axis=0)
    return OperatingPoint(
        calibration,
        Interval(calibration.slope, float(low[0]), float(high[0])),
        Interval(calibration.intercept, float(low[1]), float(high[1])),
        threshold,
        len(labels),
    )


def bootstrap_scalings(probabilities: Floats, labels: Floats, seed: int) -> list[tuple[float, float]]:
    random = np.random.default_rng(seed)
    found: list[tuple[float, float]] = []
    while len(found) < BOOTSTRAP_SAMPLES:
        drawn = random.integers(len(labels), size=len(labels))
        if len(np.unique(labels[drawn])) == 2:
            platt = fit_platt(probabilities[drawn], labels[drawn])
            found.append((platt.slope, platt.intercept))
    return found
