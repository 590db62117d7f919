"""A case of a cohort: the CT around a lesion, and the lesion's mask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
from numpy.typing import NDArray

from ..cohort.geometry import Floats
from ..cohort.windows import SliceWindows, described

#: NIfTI's world is RAS: x and y turn round.
LPS_OF_RAS = np.diag([-1.0, -1.0, 1.0, 1.0])


@dataclass(frozen=True)
class Case:
    """Voxels in patient order: i runs closest to L, j to P, k to S, whatever the file's own order.

    Nothing is resampled: of an axial series the slices and pixels are the scanner's.
    """

    #: HU, int16 [k, j, i].
    hu: NDArray[np.int16]
    #: The lesion, [k, j, i].
    mask: NDArray[np.bool_]
    #: LPS mm of (i, j, k, 1), 4×4.
    affine: Floats
    #: That the CT's own slices propose (VOI LUT), in the order of the axis of `hu` that they lie along; none
    #: where no slice proposes one.
    windows: SliceWindows = ()
    slice_axis: int = 0

    def __post_init__(self) -> None:
        if self.hu.shape != self.mask.shape:
            raise ValueError(f"CT {self.hu.shape} and mask {self.mask.shape} have different grids")
        if not self.mask.any():
            raise ValueError("the mask has no voxel")

    @property
    def spacing(self) -> Floats:
        """mm along i, j, k."""
        spacing: Floats = np.linalg.norm(self.affine[:3, :3], axis=0)
        return spacing

    @cached_property
    def voxels(self) -> NDArray[np.intp]:
        """Indices (i, j, k) of the lesion's voxels, [n, 3]."""
        return np.argwhere(self.mask)[:, ::-1]

    @cached_property
    def centroid(self) -> Floats:
        """Mean of the lesion's voxel centres, LPS mm [3]."""
        return self.to_lps(self.voxels.mean(axis=0))

    def to_lps(self, ijk: Floats | NDArray[np.intp]) -> Floats:
        return ijk @ self.affine[:3, :3].T + self.affine[:3, 3]

    def to_index(self, lps: Floats) -> Floats:
        """Continuous (i, j, k) of points in LPS mm."""
        return (lps - self.affine[:3, 3]) @ np.linalg.inv(self.affine[:3, :3]).T

    def context_box(self, context_mm: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The lesion's box and at least so many mm around it: first and last-plus-one (i, j, k)."""
        margin = np.ceil(context_mm / self.spacing - 1e-6).astype(np.intp)
        start = np.maximum(self.voxels.min(axis=0) - margin, 0)
        stop = np.minimum(self.voxels.max(axis=0) + 1 + margin, self.hu.shape[::-1])
        return start, stop


def load_case(folder: Path | str) -> Case:
    """Reads ct.nii.gz and mask.nii.gz.

    Raises `FileNotFoundError`, and `ValueError` for grids that differ or an empty mask.
    """
    folder = Path(folder)
    ct: Any = nib.load(folder / "ct.nii.gz")
    mask: Any = nib.load(folder / "mask.nii.gz")
    if not np.allclose(ct.affine, mask.affine, atol=1e-2):
        raise ValueError(f"{folder}: CT and mask lie on different grids")
    hu = np.asanyarray(ct.dataobj).transpose(2, 1, 0)
    return case_of(
        hu,
        np.asanyarray(mask.dataobj).transpose(2, 1, 0) > 0,
        LPS_OF_RAS @ ct.affine,
        described(ct.header, len(hu)),
    )


def case_of(
    hu: NDArray[np.number],
    mask: NDArray[np.bool_],
    affine: Floats,
    windows: SliceWindows = (),
) -> Case:
    """Brings arrays [k, j, i] on any orthogonal grid into patient order; `windows` are of its slices k."""
    order, flips = patient_order(affine)
    axes = [2 - axis for axis in order[::-1]]
    hu, mask = hu.transpose(axes), mask.transpose(axes)
    matrix = affine[:, [*order, 3]].copy()
    for axis, flipped in enumerate(flips):
        if flipped:
            hu, mask = np.flip(hu, 2 - axis), np.flip(mask, 2 - axis)
            matrix[:3, 3] += matrix[:3, axis] * (hu.shape[2 - axis] - 1)
            matrix[:3, axis] *= -1
    along = order.index(2)
    if flips[along]:
        windows = windows[::-1]
    whole = hu if hu.dtype == np.int16 else np.rint(hu).astype(np.int16)
    voxels, lesion = np.ascontiguousarray(whole), np.ascontiguousarray(mask)
    return Case(voxels, lesion, matrix, windows, slice_axis=2 - along)


def patient_order(affine: Floats) -> tuple[tuple[int, ...], list[bool]]:
    """For L, P, S the grid axis that runs closest to it, and whether it runs the other way."""
    cosines = affine[:3, :3] / np.linalg.norm(affine[:3, :3], axis=0)
    # The first of equals, so that a grid at 45° is read in its own order.
    best: tuple[int, ...] = (0, 1, 2)
    for order in permutations(range(3)):
        if closeness(cosines, order) > closeness(cosines, best) + 1e-9:
            best = order
    return best, [bool(cosines[patient, axis] < 0) for patient, axis in enumerate(best)]


def closeness(cosines: Floats, order: tuple[int, ...]) -> float:
    return float(sum(abs(cosines[patient, axis]) for patient, axis in enumerate(order)))


def round_up(position: Floats) -> NDArray[np.intp]:
    """Nearest whole numbers; half-way positions (to a millionth) go up."""
    return np.floor(position + 0.5 + 1e-6).astype(np.intp)
