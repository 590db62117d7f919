"""Features as the networks and classifiers read them, in numbers that a manifest can hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Scaling:
    """(x − offset) · scale per feature; an undefined value becomes `missing` after scaling."""

    offset: Floats
    scale: Floats
    missing: Floats

    def apply(self, values: Floats) -> Floats:
        scaled = (values - self.offset) * self.scale
        return np.where(np.isnan(scaled), self.missing, scaled)

    def take(self, columns: NDArray[np.intp]) -> Scaling:
        return Scaling(self.offset[columns], self.scale[columns], self.missing[columns])

    def to_mapping(self) -> dict[str, list[float]]:
        return {
            "offset": self.offset.tolist(),
            "scale": self.scale.tolist(),
            "missing": self.missing.tolist(),
        }


def inverse(spread: Floats) -> Floats:
    """1 / spread; a constant feature says nothing and becomes 0."""
    return np.where(spread > 0, 1 / np.where(spread > 0, spread, 1), 0.0)


def z_score(training: Floats) -> Scaling:
    """Mean 0 and standard deviation 1 on the training cases; missing is the mean."""
    filled = fill_empty(training)
    return Scaling(
        np.nanmean(filled, axis=0), inverse(np.nanstd(filled, axis=0)), np.zeros(training.shape[1])
    )


def min_max(training: Floats) -> Scaling:
    """0 to 1 on the training cases; missing is the median."""
    filled = fill_empty(training)
    low, high = np.nanmin(filled, axis=0), np.nanmax(filled, axis=0)
    scale = inverse(high - low)
    return Scaling(low, scale, (np.nanmedian(filled, axis=0) - low) * scale)


def fill_empty(training: Floats) -> Floats:
    """A feature that no training case has counts as constant."""
    empty = np.isnan(training).all(axis=0)
    return np.where(empty, 0.0, training)


def scaling_from(mapping: dict[str, Any]) -> Scaling:
    return Scaling(*(np.array(mapping[name], dtype=np.float64) for name in ("offset", "scale", "missing")))
