"""What the training data look like in the penultimate layer, for core's check of new inputs."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

QUANTILE = 0.99
#: Features that hardly vary in training would make every input look strange.
SMALLEST_VARIANCE_SHARE = 0.01
DIGITS = 6


def training_distribution(
    training: NDArray[np.floating], validation: NDArray[np.floating]
) -> dict[str, Any]:
    """The manifest's `trainingDistribution`: `training` and `validation` are [cases, features]."""
    mean = training.mean(axis=0, dtype=np.float64)
    variance = training.var(axis=0, dtype=np.float64)
    variance = np.maximum(variance, SMALLEST_VARIANCE_SHARE * variance.mean() + 1e-12)
    distances = np.sqrt(((validation - mean) ** 2 / variance).sum(axis=1))
    return {
        "mean": rounded(mean),
        "variance": rounded(variance),
        "threshold": float(f"{np.quantile(distances, QUANTILE):.{DIGITS}g}"),
        "quantile": QUANTILE,
    }


def rounded(values: NDArray[np.float64]) -> list[float]:
    return [float(f"{value:.{DIGITS}g}") for value in values]
