"""Gradient-boosted trees over radiomic and clinical columns."""

from __future__ import annotations

import lightgbm
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def fit_boosting(values: Floats, labels: Floats, seed: int, trees: int, leaves: int) -> lightgbm.Booster:
    """LightGBM; NaN is a value of its own. Single-threaded and deterministic."""
    settings = {
        "objective": "binary",
        "num_leaves": leaves,
        "learning_rate": 0.05,
        "min_data_in_leaf": max(2, min(20, len(labels) // 10)),
        "feature_fraction": 0.8,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": 1,
        "seed": seed,
        "verbosity": -1,
    }
    return lightgbm.train(settings, lightgbm.Dataset(values, labels), num_boost_round=trees)


def probability(booster: lightgbm.Booster, values: Floats) -> Floats:
    return np.asarray(booster.predict(values, num_threads=1), dtype=np.float64)
