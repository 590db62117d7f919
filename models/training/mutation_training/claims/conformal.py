"""Sets of classes by split conformal prediction, class by class (Mondrian).

core/src/prediction/conformalSet.ts makes the sets; both are held equal to crepes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

Floats = NDArray[np.float64]

LEVEL = 0.95
#: Below this number of calibration cases of either class no sets are claimed.
FEWEST_OF_A_CLASS = 50
DIGITS = 6


@dataclass(frozen=True)
class ConformalCalibration:
    level: float
    #: Probabilities of "mutant" of the calibration cases of each class, ascending.
    mutant: Floats
    wild_type: Floats

    def p_values(self, probabilities: Floats) -> Floats:
        """[cases, 2]: of "wild type" and "mutant"."""
        below = np.searchsorted(self.mutant, probabilities, side="right")
        above = len(self.wild_type) - np.searchsorted(self.wild_type, probabilities, side="left")
        columns = [(above + 1) / (len(self.wild_type) + 1), (below + 1) / (len(self.mutant) + 1)]
        return np.stack(columns, axis=1)

    def sets(self, probabilities: Floats) -> NDArray[np.bool_]:
        """[cases, 2]: whether "wild type" and "mutant" are in the set."""
        return np.asarray(self.p_values(probabilities) >= 1 - self.level)

    @property
    def indeterminate(self) -> tuple[float, float]:
        """Between these probabilities the set is not one class."""
        mutant_from = order_statistic(self.mutant, self.level, 0.0)
        wild_type_up_to = order_statistic(self.wild_type[::-1], self.level, 1.0)
        return min(mutant_from, wild_type_up_to), max(mutant_from, wild_type_up_to)


def order_statistic(ordered: Floats, level: float, otherwise: float) -> float:
    """The first probability, from the class's worst on, with which the class is in the set."""
    count = next(c for c in range(len(ordered) + 1) if (c + 1) / (len(ordered) + 1) >= 1 - level)
    return float(ordered[count - 1]) if count else otherwise


def calibrate_sets(
    probabilities: Floats, labels: Floats, level: float = LEVEL
) -> ConformalCalibration | None:
    """`None` where a class has too few cases to claim anything."""
    rounded = np.array([float(f"{p:.{DIGITS}g}") for p in probabilities])
    mutant, wild_type = np.sort(rounded[labels > 0.5]), np.sort(rounded[labels <= 0.5])
    if min(len(mutant), len(wild_type)) < FEWEST_OF_A_CLASS:
        return None
    return ConformalCalibration(level, mutant, wild_type)


def least_coverage(cases: int, level: float) -> float:
    """What the coverage is at least, with 95 % confidence in the calibration cases: the 5th percentile of
    Beta(k, n + 1 − k), k = ⌈(n + 1) · level⌉ (Vovk 2012)."""
    k = math.ceil(round((cases + 1) * level, 9))
    return 1.0 if k > cases else float(beta.ppf(0.05, k, cases + 1 - k))


def conformal_entry(calibration: ConformalCalibration) -> dict[str, Any]:
    """The manifest's `conformal` of a target."""

    def of_class(probabilities: Floats) -> dict[str, Any]:
        return {
            "probabilities": probabilities.tolist(),
            "coverage": round(least_coverage(len(probabilities), calibration.level), 4),
        }

    return {
        "level": calibration.level,
        "mutant": of_class(calibration.mutant),
        "wildType": of_class(calibration.wild_type),
    }
