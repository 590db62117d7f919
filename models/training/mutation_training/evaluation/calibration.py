"""Do probabilities mean what they say: scaling, reliability, Brier score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq, minimize
from scipy.special import expit, logit

from .roc import Floats

#: A model that ranks the fitting cases the wrong way round keeps its order, at almost one probability.
SMALLEST_SLOPE = 1e-3
#: Probabilities are kept this far from 0 and 1 before their logit is taken.
SMALLEST_PROBABILITY = 1e-6
BINS = 10


@dataclass(frozen=True)
class Platt:
    """p' = sigmoid(slope · logit(p) + intercept)."""

    slope: float
    intercept: float

    def apply(self, probabilities: Floats) -> Floats:
        return np.asarray(expit(self.slope * logits(probabilities) + self.intercept))


@dataclass(frozen=True)
class ReliabilityBin:
    #: Mean predicted probability, observed share of positives, cases.
    predicted: float
    observed: float
    count: int


def logits(probabilities: Floats) -> Floats:
    inside = np.clip(probabilities, SMALLEST_PROBABILITY, 1 - SMALLEST_PROBABILITY)
    return np.asarray(logit(inside))


def fit_platt(probabilities: Floats, labels: Floats) -> Platt:
    """Platt's scaling by maximum likelihood with his smoothed targets, which keep it finite where the
    classes separate."""
    positive = labels > 0.5
    n1, n0 = int(positive.sum()), int((~positive).sum())
    targets = np.where(positive, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))
    slope, intercept = fit_line(logits(probabilities), targets)
    if slope < SMALLEST_SLOPE:
        return Platt(SMALLEST_SLOPE, float(logit(targets.mean())))
    return Platt(slope, intercept)


def fit_line(x: Floats, targets: Floats) -> tuple[float, float]:
    """Slope and intercept of a logistic regression of `targets` (0 … 1) on x."""

    def loss_and_gradient(parameters: Floats) -> tuple[float, Floats]:
        score = parameters[0] * x + parameters[1]
        residual = expit(score) - targets
        loss = float(np.sum(np.logaddexp(0, score) - targets * score))
        return loss, np.array([residual @ x, residual.sum()])

    start = np.array([1.0, 0.0])
    found = minimize(loss_and_gradient, start, jac=True, method="BFGS", options={"gtol": 1e-8})
    return float(found.x[0]), float(found.x[1])


def calibration_line(probabilities: Floats, labels: Floats) -> tuple[float, float]:
    """Cox's calibration slope, and the intercept beside it: 1 and 0 where probabilities are right. With
    another slope than 1 the intercept says nothing of the mean; `calibration_in_the_large` does."""
    return fit_line(logits(probabilities), (labels > 0.5).astype(float))


def calibration_in_the_large(probabilities: Floats, labels: Floats) -> float:
    """The intercept with a slope of 1 (Cox 1958; Steyerberg 2019): above 0, probabilities are too low."""
    offset, positive = logits(probabilities), (labels > 0.5).astype(float)

    def excess(intercept: float) -> float:
        return float(np.sum(expit(offset + intercept) - positive))

    # Every probability lies beyond any the data have at these ends.
    reach = float(np.abs(offset).max()) + np.log(2 * len(labels))
    return float(brentq(excess, -reach, reach))


def brier(probabilities: Floats, labels: Floats) -> float:
    """Mean squared distance of probability and outcome; 0 is perfect."""
    return float(np.mean((probabilities - labels) ** 2))


def reliability(probabilities: Floats, labels: Floats, bins: int = BINS) -> list[ReliabilityBin]:
    """Equally filled bins by rising probability; equal probabilities share a bin."""
    edges = np.unique(np.quantile(probabilities, np.linspace(0, 1, bins + 1)[1:-1]))
    member = np.searchsorted(edges, probabilities, side="right")
    found = []
    for index in np.unique(member):
        inside = member == index
        found.append(
            ReliabilityBin(
                float(probabilities[inside].mean()), float(labels[inside].mean()), int(inside.sum())
            )
        )
    return found


def expected_calibration_error(probabilities: Floats, labels: Floats, bins: int = BINS) -> float:
    """Mean distance of predicted and observed over the bins of `reliability`."""
    found = reliability(probabilities, labels, bins)
    return sum(abs(b.predicted - b.observed) * b.count for b in found) / len(labels)
