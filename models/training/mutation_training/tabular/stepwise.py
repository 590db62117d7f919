"""The 3-D CNN paper's choice of radiomic features for its comparators, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .selection import lasso, mann_whitney, uncorrelated, univariate_logistic

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class SelectionOptions:
    """Mann-Whitney, then Spearman, then LASSO, then univariate logistic regression."""

    mann_whitney_level: float = 0.05
    #: Choice: the paper gives no limit.
    spearman_limit: float = 0.9
    univariate_level: float = 0.05
    #: The published number of features.
    features: int = 13


def select(values: Floats, labels: Floats, options: SelectionOptions) -> NDArray[np.intp]:
    """Columns of scaled training features; a step that would leave none is left out."""
    columns = np.arange(values.shape[1])
    steps: tuple[Callable[[Floats], NDArray[np.intp]], ...] = (
        lambda x: mann_whitney(x, labels, options.mann_whitney_level),
        lambda x: uncorrelated(x, options.spearman_limit),
        lambda x: lasso(x, labels),
        lambda x: univariate_logistic(x, labels, options.univariate_level),
    )
    for step in steps:
        kept = step(values[:, columns])
        if len(kept):
            columns = columns[kept]
    return columns[: options.features]
