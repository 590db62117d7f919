"""Intraclass correlation of features over repeated contours: which ones do not hang on who drew them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def icc(ratings: Floats) -> float:
    """ICC(2,1) of [cases, readings]: two-way random effects, absolute agreement, a single reading (Shrout
    and Fleiss 1979). NaN where nothing varies."""
    cases, readings = ratings.shape
    mean = ratings.mean()
    of_cases = readings * np.sum((ratings.mean(axis=1) - mean) ** 2) / (cases - 1)
    of_readings = cases * np.sum((ratings.mean(axis=0) - mean) ** 2) / (readings - 1)
    total = np.sum((ratings - mean) ** 2)
    error = total - of_cases * (cases - 1) - of_readings * (readings - 1)
    error /= (cases - 1) * (readings - 1)
    whole = of_cases + (readings - 1) * error + readings * (of_readings - error) / cases
    return float((of_cases - error) / whole) if whole > 0 else float("nan")


def icc_of_features(first: Floats, second: Floats) -> Floats:
    """Of each column of [cases, features], over the cases that have it in both."""
    found = []
    for column in range(first.shape[1]):
        both = np.stack([first[:, column], second[:, column]], axis=1)
        there = both[~np.isnan(both).any(axis=1)]
        found.append(icc(there) if len(there) > 2 else float("nan"))
    return np.array(found)
