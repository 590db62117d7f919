"""Calibration, threshold and indeterminate band of each target, from unseen cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..evaluation.calibration import Platt, fit_platt
from ..evaluation.classification import youden_threshold
from ..evaluation.roc import Floats

BOOTSTRAP_SAMPLES = 500
#: Share of the bootstrap thresholds inside the band.
BAND_SHARE = 0.9
#: The band never reaches farther from the threshold.
WIDEST_HALF_BAND = 0.2


@dataclass(frozen=True)
class OperatingPoint:
    calibration: Platt
    threshold: float
    #: Where the threshold could as well have been: its 90 % bootstrap interval.
    indeterminate: tuple[float, float]
    #: Cases that it was found on.
    cases: int


def operating_point(probabilities: Floats, labels: Floats, seed: int) -> OperatingPoint:
    """Platt's scaling, Youden's threshold on the calibrated probabilities, and its uncertainty.

    Raises ValueError without cases of both classes.
    """
    if len(np.unique(labels)) < 2:
        raise ValueError("an operating point needs unseen cases of both classes")
    calibration = fit_platt(probabilities, labels)
    calibrated = calibration.apply(probabilities)
    threshold = round(float(np.clip(youden_threshold(calibrated, labels), 0.01, 0.99)), 3)
    draws = bootstrap_thresholds(calibrated, labels, seed)
    tail = 50 * (1 - BAND_SHARE)
    low, high = np.percentile(draws, [tail, 100 - tail])
    low = max(min(float(low), threshold), threshold - WIDEST_HALF_BAND, 0.0)
    high = min(max(float(high), threshold), threshold + WIDEST_HALF_BAND, 1.0)
    return OperatingPoint(calibration, threshold, (round(low, 3), round(high, 3)), len(labels))


def bootstrap_thresholds(probabilities: Floats, labels: Floats, seed: int) -> NDArray[np.float64]:
    random = np.random.default_rng(seed)
    found: list[float] = []
    while len(found) < BOOTSTRAP_SAMPLES:
        drawn = random.integers(len(labels), size=len(labels))
        if len(np.unique(labels[drawn])) == 2:
            found.append(youden_threshold(probabilities[drawn], labels[drawn]))
    return np.array(found)
