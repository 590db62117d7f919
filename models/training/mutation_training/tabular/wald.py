"""Logistic regression without a penalty, with Wald's intervals: for tables of predictors, not to predict."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from scipy.stats import norm

from ..evaluation.roc import Z_95, Interval

Floats = NDArray[np.float64]
ITERATIONS, LARGEST_CONDITION = 50, 1e12


@dataclass(frozen=True)
class Wald:
    """Of each column; the intercept is left out."""

    coefficients: Floats
    errors: Floats
    p: Floats

    def odds_ratio(self, column: int) -> Interval:
        """Of one unit more, with its 95 % interval."""
        value, reach = self.coefficients[column], Z_95 * self.errors[column]
        return Interval(*(float(np.exp(x)) for x in (value, value - reach, value + reach)))


def fit_wald(inputs: Floats, labels: Floats) -> Wald | None:
    """By Newton's method; `None` where the columns separate the classes or depend on each other."""
    x = np.column_stack([np.ones(len(inputs)), (inputs - inputs.mean(axis=0)) / inputs.std(axis=0)])
    beta = np.zeros(x.shape[1])
    for _ in range(ITERATIONS):
        mean = expit(x @ beta)
        information = (x.T * (mean * (1 - mean))) @ x
        if not np.linalg.cond(information) < LARGEST_CONDITION:
            return None
        step = np.linalg.solve(information, x.T @ (labels - mean))
        beta = beta + step
        if np.abs(step).max() < 1e-10:
            break
    else:
        return None
    spread = inputs.std(axis=0)
    errors = np.sqrt(np.diag(np.linalg.inv(information)))[1:]
    return Wald(beta[1:] / spread, errors / spread, 2 * norm.sf(np.abs(beta[1:]) / errors))
