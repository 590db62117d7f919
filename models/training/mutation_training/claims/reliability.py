"""Do a package's probabilities mean what they say, on cases that its scaling was not fitted to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..evaluation.calibration import BINS, calibration_line, expected_calibration_error
from ..evaluation.roc import Floats, Interval, auc_interval

BOOTSTRAP_SAMPLES = 400
SIMULATIONS = 1000


@dataclass(frozen=True)
class Reliability:
    cases: int
    positives: int
    auc: Interval
    #: Cox's calibration line: 1 and 0 where probabilities are right.
    slope: Interval
    intercept: Interval
    error: float
    #: Calibration error that a perfectly calibrated model shows on as many cases with the same
    #: probabilities: mean and 95th percentile.
    noise: tuple[float, float]


def reliability_of(probabilities: Floats, labels: Floats, seed: int) -> Reliability | None:
    """`None` where the cases are all of one class."""
    if len(np.unique(labels)) < 2:
        return None
    slope, intercept = line_with_intervals(probabilities, labels, seed)
    return Reliability(
        len(labels),
        int(labels.sum()),
        auc_interval(probabilities, labels),
        slope,
        intercept,
        expected_calibration_error(probabilities, labels),
        noise_floor(probabilities, seed),
    )


def line_with_intervals(probabilities: Floats, labels: Floats, seed: int) -> tuple[Interval, Interval]:
    """Slope and intercept with 95 % bootstrap intervals."""
    random = np.random.default_rng(seed)
    draws: list[tuple[float, float]] = []
    while len(draws) < BOOTSTRAP_SAMPLES:
        drawn = random.integers(len(labels), size=len(labels))
        if len(np.unique(labels[drawn])) == 2:
            draws.append(calibration_line(probabilities[drawn], labels[drawn]))
    low, high = np.percentile(draws, [2.5, 97.5], axis=0)
    slope, intercept = calibration_line(probabilities, labels)
    return (
        Interval(slope, float(low[0]), float(high[0])),
        Interval(intercept, float(low[1]), float(high[1])),
    )


def noise_floor(probabilities: Floats, seed: int, bins: int = BINS) -> tuple[float, float]:
    """Mean and 95th percentile of the expected calibration error where every probability is right."""
    random = np.random.default_rng(seed)
    errors = [
        expected_calibration_error(
            probabilities, (random.random(len(probabilities)) < probabilities).astype(float), bins
        )
        for _ in range(SIMULATIONS)
    ]
    return float(np.mean(errors)), float(np.quantile(errors, 0.95))
