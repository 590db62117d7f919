"""What stands on Deep-RadScore's network: a last layer and classifiers of deep features and RadScores.

Fitted to features of cases that the network was fitted to, they would trust these too much. So they are
fitted to validation cases, or to training cases as networks that had not seen them judged them. Deep features
of two networks are not the same, but their log odds mean the same: these are the column then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .logistic import Floats, Logistic, fit_logistic
from .plain_classifiers import of_deep_log_odds
from .scaling import z_score

LAST_LAYER_RIDGE = 1.0


@dataclass(frozen=True)
class Stack:
    """Of one target."""

    #: [cases], NaN for those that are not fitted to.
    labels: Floats
    #: [cases, 10] deep features; or [cases, 1] log odds, of cases that are fitted to by networks that did not
    #: see them, of others by the run's own.
    deep: Floats
    #: [cases, regions].
    scores: Floats
    #: [cases] each is judged by what is fitted to the others; −1 where by what is fitted to all.
    folds: NDArray[np.intp]
    #: The last layer that the network was trained with, where `deep` is what it says.
    own: Logistic | None

    @property
    def table(self) -> Floats:
        return np.concatenate([self.deep, self.scores], axis=1)

    def judged(self, says: Callable[[Floats], Floats]) -> Floats:
        """`says`: labels [cases], NaN for cases that are not fitted to, to probabilities [cases]."""
        found = says(self.labels)
        for fold in range(self.folds.max() + 1):
            held_out = self.folds == fold
            found = np.where(held_out, says(np.where(held_out, np.nan, self.labels)), found)
        return found

    def last_layer(self) -> Logistic:
        """On ten deep features and the scores, whatever it was fitted to."""
        fitted = fit_last_layer(self.table, self.labels)
        return fitted if self.own is None else on_deep_features(fitted, self.own)

    def on_deep_features(self, plain: dict[str, Any]) -> dict[str, Any]:
        """A classifier in plain numbers, which reads `deep` first, as one that reads ten deep features."""
        return plain if self.own is None else of_deep_log_odds(plain, self.own)


def fit_last_layer(table: Floats, labels: Floats) -> Logistic:
    """Two neurons and a softmax over a table's row are a logistic regression, so they are fitted as one: on
    z-scored columns, so that the penalty treats them alike; returned for the columns as they are."""
    known = ~np.isnan(labels)
    scaling = z_score(table[known])
    fitted = fit_logistic(scaling.apply(table), labels, ridge=LAST_LAYER_RIDGE)
    weights = fitted.weights * scaling.scale
    return Logistic(weights, fitted.bias - float(weights @ scaling.offset))


def last_layer_says(table: Floats, labels: Floats) -> Floats:
    """[cases], by a last layer that is fitted to the cases with a label."""
    return fit_last_layer(table, labels).probability(table)


def on_deep_features(fitted: Logistic, own: Logistic) -> Logistic:
    """A layer on log odds and other columns as one on the deep features, of which `own` makes these log odds,
    and the same other columns."""
    slope, others = fitted.weights[0], fitted.weights[1:]
    return Logistic(np.concatenate([slope * own.weights, others]), fitted.bias + float(slope * own.bias))
