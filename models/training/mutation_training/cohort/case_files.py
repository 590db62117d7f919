"""Writes a case: the CT around the lesion and the lesion's mask, as NIfTI on one grid."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import nibabel as nib
import numpy as np
from numpy.typing import NDArray

from .ct import CtVolume
from .geometry import Floats, Grid
from .windows import SliceWindows, describe

#: The crop reaches this far beyond the lesion's bounding box, where the CT does.
MARGIN_MM = 60.0
#: NIfTI's world is RAS: x and y turn round.
RAS_OF_LPS = np.diag([-1.0, -1.0, 1.0, 1.0])


def write_case(folder: Path, volume: CtVolume, mask: NDArray[np.bool_]) -> None:
    """Writes ct.nii.gz (int16 HU) and mask.nii.gz (uint8); `mask` is [k, j, i] on the CT's grid."""
    start, stop = crop_around(mask, volume.grid)
    (i0, j0, k0), (i1, j1, k1) = start, stop
    grid = volume.grid.part(start, stop)
    folder.mkdir(parents=True, exist_ok=True)
    write_nifti(folder / "ct.nii.gz", volume.read(start, stop), grid, volume.windows[k0:k1])
    write_nifti(folder / "mask.nii.gz", mask[k0:k1, j0:j1, i0:i1].astype(np.uint8), grid)


def crop_around(mask: NDArray[np.bool_], grid: Grid) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """First and last-plus-one index (i, j, k) of the crop."""
    ijk = np.argwhere(mask)[:, ::-1]
    margin = np.ceil(MARGIN_MM / grid.spacing).astype(int)
    start = np.maximum(ijk.min(axis=0) - margin, 0)
    stop = np.minimum(ijk.max(axis=0) + 1 + margin, grid.size)
    return start, stop


def write_nifti(
    path: Path,
    voxels: NDArray[np.int16] | NDArray[np.uint8],
    grid: Grid,
    windows: SliceWindows = (),
) -> None:
    """`voxels` is [k, j, i], `windows` of its slices k."""
    # nibabel's classes come without types.
    image: Any = cast(Any, nib).Nifti1Image(voxels.transpose(2, 1, 0), RAS_OF_LPS @ grid.affine)
    image.header.set_xyzt_units("mm")
    image.set_sform(image.affine, code="scanner")
    image.set_qform(image.affine, code="scanner")
    describe(image, windows)
    nib.save(image, path)


def centroid(mask: NDArray[np.bool_], grid: Grid) -> Floats:
    """Mean of the lesion's voxel centres, LPS mm [3]."""
    return np.asarray(grid.to_lps(np.argwhere(mask)[:, ::-1].mean(axis=0, keepdims=True))[0])


def sphere(grid: Grid, centre: Floats, diameter_mm: float) -> NDArray[np.bool_]:
    """[k, j, i]: voxels whose centres lie within the sphere, and at least the nearest one."""
    i, j, k = (np.arange(n, dtype=float) for n in grid.size)
    steps = grid.affine[:3, :3]
    offset = grid.affine[:3, 3] - centre
    squared = np.zeros(grid.size[::-1], dtype=np.float32)
    for axis in range(3):
        along = (
            offset[axis]
            + (steps[axis, 2] * k)[:, None, None]
            + (steps[axis, 1] * j)[None, :, None]
            + (steps[axis, 0] * i)[None, None, :]
        )
        squared += along.astype(np.float32) ** 2
    return np.asarray((squared <= (diameter_mm / 2) ** 2) | (squared == squared.min()))
