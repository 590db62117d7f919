"""Statistics by their textbook formulas, apart from the code under test."""

from __future__ import annotations

from scipy.stats import beta


def clopper_pearson(successes: int, trials: int) -> tuple[float, float]:
    low = beta.ppf(0.025, successes, trials - successes + 1) if successes else 0.0
    high = beta.ppf(0.975, successes + 1, trials - successes) if successes < trials else 1.0
    return float(low), float(high)
