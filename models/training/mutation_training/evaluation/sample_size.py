"""How many cases a model of a binary outcome needs, and how many parameters the cases at hand bear.

Riley et al. 2020 (BMJ 368:m441), as the R package pmsampsize has it: shrinkage of at most 10 %, optimism of
Nagelkerke's R² of at most .05, and the overall risk known to ± .05.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import log_expit
from scipy.stats import norm

from .roc import newcombe_interval

SHRINKAGE, OPTIMISM, RISK_ERROR = 0.9, 0.05, 0.05
#: Nodes of the quadrature over a class's scores.
NODES = 80


@dataclass(frozen=True)
class NeededCases:
    """By each criterion; a model needs the largest."""

    shrinkage: int
    optimism: int
    risk: int

    @property
    def cases(self) -> int:
        return max(self.shrinkage, self.optimism, self.risk)


def null_log_likelihood(share: float) -> float:
    """Per case, of the share of positives alone."""
    return share * math.log(share) + (1 - share) * math.log(1 - share)


def expected_r2(auc: float, share: float) -> float:
    """Cox and Snell's R² of a calibrated model with this AUC whose scores are normal with one variance in
    either class: what pmsampsize finds by simulation, by quadrature."""
    distance = math.sqrt(2) * float(norm.ppf(auc))
    x, weights = np.polynomial.hermite_e.hermegauss(NODES)
    weights = weights / weights.sum()
    base = math.log(share / (1 - share)) - distance**2 / 2
    positive = float(weights @ log_expit(base + distance * (x + distance)))
    negative = float(weights @ log_expit(-(base + distance * x)))
    likelihood = share * positive + (1 - share) * negative
    return 1 - math.exp(2 * (null_log_likelihood(share) - likelihood))


def needed_cases(parameters: int, r2: float, share: float) -> NeededCases:
    """Of a model with so many candidate parameters and Cox and Snell's R²."""
    return NeededCases(
        math.ceil(parameters / cases_per_parameter(SHRINKAGE, r2)),
        math.ceil(parameters / cases_per_parameter(shrinkage_for_optimism(r2, share), r2)),
        math.ceil((float(norm.ppf(0.975)) / RISK_ERROR) ** 2 * share * (1 - share)),
    )


def cases_per_parameter(shrinkage: float, r2: float) -> float:
    """The inverse: parameters that one case bears."""
    return (shrinkage - 1) * math.log(1 - r2 / shrinkage)


def shrinkage_for_optimism(r2: float, share: float) -> float:
    highest = 1 - math.exp(2 * null_log_likelihood(share))
    return r2 / (r2 + OPTIMISM * highest)


def affordable_parameters(cases: int, auc: float, share: float) -> int:
    """Candidate parameters that the cases bear at an anticipated AUC; 0 where they are too few for any."""
    r2 = expected_r2(auc, share)
    if r2 <= 0 or needed_cases(1, r2, share).risk > cases:
        return 0
    least = min(
        cases_per_parameter(SHRINKAGE, r2), cases_per_parameter(shrinkage_for_optimism(r2, share), r2)
    )
    return int(cases * least)


def auc_width(cases: int, auc: float, share: float) -> float:
    """Width of the 95 % interval of this AUC on so many cases judged."""
    positives = max(1, round(cases * share))
    found = newcombe_interval(auc, positives, max(1, cases - positives))
    return found.high - found.low
