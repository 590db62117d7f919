"""RadScore: Σ f·c over z-scored features, with the LASSO's coefficients."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .patient_folds import most_folds, patient_folds
from .selection import lasso_coefficients

Floats = NDArray[np.float64]


def cross_fitted_scores(
    scaled: Floats, labels: Floats, folds: int, seed: int, patients: Sequence[str] | None = None
) -> Floats:
    """[cases]: each case's score by a LASSO that has not seen it, nor another of the same patient (without
    `patients` each case is one's own). What is fitted on scores of cases seen would trust them too much. With
    one case of a class there is nothing to hold out."""
    whose = patients or [str(i) for i in range(len(labels))]
    most = most_folds(labels, whose, folds)
    if most < 2:
        return scaled @ lasso_coefficients(scaled, labels)
    scores = np.zeros(len(labels))
    fold_of = patient_folds(labels, whose, most, seed)
    for fold in range(most):
        seen, unseen = fold_of != fold, fold_of == fold
        scores[unseen] = scaled[unseen] @ lasso_coefficients(scaled[seen], labels[seen])
    return scores
