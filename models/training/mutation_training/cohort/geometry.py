"""Voxel grids in LPS millimetres; arrays are [k, j, i], i fastest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Grid:
    """Where voxel (i, j, k) lies: `affine` @ (i, j, k, 1) is its centre in LPS mm."""

    affine: Floats
    #: Voxels along i, j, k.
    size: tuple[int, int, int]

    @property
    def voxel_volume_mm3(self) -> float:
        return float(abs(np.linalg.det(self.affine[:3, :3])))

    @property
    def spacing(self) -> Floats:
        return np.asarray(np.linalg.norm(self.affine[:3, :3], axis=0))

    def to_lps(self, ijk: Floats) -> Floats:
        """[n, 3] indices -> [n, 3] mm."""
        return ijk @ self.affine[:3, :3].T + self.affine[:3, 3]

    def to_ijk(self, lps: Floats) -> Floats:
        """[n, 3] mm -> [n, 3] fractional indices."""
        return (lps - self.affine[:3, 3]) @ np.linalg.inv(self.affine[:3, :3]).T

    def contains(self, lps: Floats) -> bool:
        index = self.to_ijk(np.atleast_2d(lps))
        return bool((index >= -0.5).all() and (index <= np.array(self.size) - 0.5).all())

    def part(self, start: NDArray[np.intp], stop: NDArray[np.intp]) -> Grid:
        """The block of voxels from `start` (i, j, k) up to, not including, `stop`."""
        affine = self.affine.copy()
        affine[:3, 3] = self.to_lps(start[None].astype(float))[0]
        i, j, k = (int(n) for n in stop - start)
        return Grid(affine, (i, j, k))

    def around(self, inside: NDArray[np.bool_], start: NDArray[np.intp]) -> NDArray[np.bool_]:
        """[k, j, i] of the whole grid: `inside` from `start` (i, j, k) on, and nothing elsewhere."""
        whole = np.zeros(self.size[::-1], dtype=bool)
        places = zip(start[::-1], inside.shape, strict=True)
        whole[tuple(slice(first, first + count) for first, count in places)] = inside
        return whole


def image_axes(orientation: tuple[float, ...], row_mm: float, column_mm: float) -> Floats:
    """[3, 2]: the steps of i and j in mm, from ImageOrientationPatient and PixelSpacing.

    PixelSpacing gives the distance between rows first, which is the step of j.
    """
    return np.column_stack([np.array(orientation[:3]) * column_mm, np.array(orientation[3:]) * row_mm])
