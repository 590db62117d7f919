"""Distance of a case from the training cases, in numbers of one origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.covariance import LedoitWolf

Floats = NDArray[np.float64]
Scale = Literal["linear", "signed-logarithm"]

#: Stands for a radiomic feature that is no number (core's ABSENT_BELOW).
ABSENT_BELOW = -1e29
#: Added to the covariance of standardised numbers: no direction is narrower than this.
RIDGE = 0.05
#: Smallest standard deviation, as a share of the columns' root mean square, where none is given.
SMALLEST_SD_SHARE = 0.05
#: Columns below this share are constant and tell nothing.
CONSTANT_SHARE = 1e-6
#: Smallest standard deviations of the region descriptor; without them one outlier among the calibration
#: cases makes the limit useless.
FRACTION_FLOOR, HU_FLOOR, NOISE_FLOOR, LOG_VOLUME_FLOOR = 0.05, 20.0, 3.0, 0.1


@dataclass(frozen=True)
class BlockDistance:
    """Mahalanobis distance from the training cases' mean, with Ledoit and Wolf's covariance (2004)."""

    length: int
    #: Columns that are used.
    places: NDArray[np.intp]
    scale: Scale
    mean: Floats
    sd: Floats
    #: Inverse covariance of the standardised columns.
    precision: Floats

    def of(self, numbers: Floats) -> Floats:
        """[cases, length] to [cases]."""
        offsets = (scaled(numbers, self.scale)[:, self.places] - self.mean) / self.sd
        return np.asarray(np.sqrt(np.einsum("ni,ij,nj->n", offsets, self.precision, offsets)))

    def rounded(self, digits: int) -> BlockDistance:
        """As a file with so many digits holds it."""
        triangle = np.tril(round_digits(self.precision, digits))
        return replace(
            self,
            mean=round_digits(self.mean, digits),
            sd=round_digits(self.sd, digits),
            precision=triangle + np.tril(triangle, -1).T,
        )


def fit_distance(training: Floats, scale: Scale, floors: Floats | None = None) -> BlockDistance:
    """`training` [cases, length]; `floors` [length]: smallest standard deviations."""
    values = scaled(training, scale)
    sd = values.std(axis=0)
    typical = float(np.sqrt(np.mean(sd**2)))
    smallest = np.full(len(sd), SMALLEST_SD_SHARE * typical) if floors is None else floors
    # A column with a floor of its own is kept even if it is constant: a change of it tells.
    places = np.flatnonzero(sd > CONSTANT_SHARE * typical) if floors is None else np.arange(len(sd))
    mean = values.mean(axis=0)[places]
    sd = np.maximum(sd, smallest)[places]
    covariance = LedoitWolf(assume_centered=True).fit((values[:, places] - mean) / sd).covariance_
    precision = np.linalg.inv(covariance + RIDGE * np.eye(len(places)))
    return BlockDistance(values.shape[1], places, scale, mean, sd, precision)


def scaled(numbers: Floats, scale: Scale) -> Floats:
    if scale == "linear":
        return numbers
    present = np.where(numbers <= ABSENT_BELOW, 0.0, numbers)
    return np.asarray(np.sign(present) * np.log1p(np.abs(present)))


def region_floors(names: Sequence[str]) -> Floats:
    """For the columns of the region descriptor."""
    return np.array([floor_of(name) for name in names])


def floor_of(name: str) -> float:
    if name == "noiseHu":
        return NOISE_FLOOR
    if name == "logVolume":
        return LOG_VOLUME_FLOOR
    return HU_FLOOR if name.endswith("Hu") else FRACTION_FLOOR


def round_digits(values: Floats, digits: int) -> Floats:
    """To significant digits."""
    return np.array([float(f"{value:.{digits}g}") for value in values.ravel()]).reshape(values.shape)
