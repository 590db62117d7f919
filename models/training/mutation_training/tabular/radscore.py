"""RadScore: Σ f·c over z-scored features, with the LASSO's coefficients."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedKFold

from .selection import lasso_coefficients

Floats = NDArray[np.float64]


def cross_fitted_scores(scaled: Floats, labels: Floats, folds: int, seed: int) -> Floats:
    """[cases]: each case's score by a LASSO that has not seen it. What is fitted on scores of cases seen
    would trust them too much. With one case of a class there is nothing to hold out."""
    most = int(min(folds, (labels == 1).sum(), (labels == 0).sum()))
    if most < 2:
        return scaled @ lasso_coefficients(scaled, labels)
    scores = np.zeros(len(labels))
    splits = StratifiedKFold(most, shuffle=True, random_state=seed)
    for seen, unseen in splits.split(scaled, labels):
        scores[unseen] = scaled[unseen] @ lasso_coefficients(scaled[seen], labels[seen])
    return scores
