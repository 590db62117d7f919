"""Logistic regression in plain numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float64]

#: Inverse of the ridge penalty: enough to keep separable data finite.
WEAK_RIDGE = 100.0


@dataclass(frozen=True)
class Logistic:
    """sigmoid(x · weights + bias)."""

    weights: Floats
    bias: float

    def log_odds(self, inputs: Floats) -> Floats:
        return inputs @ self.weights + self.bias

    def probability(self, inputs: Floats) -> Floats:
        return np.asarray(expit(self.log_odds(inputs)))

    def to_mapping(self) -> dict[str, Any]:
        return {"weights": self.weights.tolist(), "bias": self.bias}


def fit_logistic(
    inputs: Floats, labels: Floats, *, ridge: float = WEAK_RIDGE, balanced: bool = False
) -> Logistic:
    """`labels` [n] are 0, 1 or NaN (left out); with one class only, that class's share is constant."""
    known = ~np.isnan(labels)
    x, y = inputs[known], labels[known]
    if len(set(y)) < 2:
        raise ValueError("a logistic regression needs cases of both classes")
    model = LogisticRegression(
        C=ridge, max_iter=10_000, class_weight="balanced" if balanced else None
    ).fit(x, y)
    return Logistic(model.coef_[0].astype(np.float64), float(model.intercept_[0]))
