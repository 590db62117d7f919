"""Blocks of the CT around the lesion: a centred cube, or the lesion's bounding box."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .case import Case
from .sampling import OUTSIDE_HU, resize_linear, sample_box

CLIP_HU = (-1000.0, 400.0)


def centred_cube(case: Case, size: int = 64, spacing_mm: float = 1.0) -> NDArray[np.float32]:
    """Whole HU [z, y, x] around the mean of the lesion's voxel centres; −1000 outside the CT."""
    hu, _ = sample_box(case, case.centroid, (size, size, size), spacing_mm)
    return hu.astype(np.float32)


def bounding_box_volume(
    case: Case,
    shape: tuple[int, int, int] = (32, 64, 64),
    outside: int | None = OUTSIDE_HU,
    spacing_mm: float = 1.0,
    quarter_turns: int = 1,
) -> NDArray[np.float32]:
    """HU clipped to [−1000, 400] of the lesion's box, [D, H, W], resized trilinearly after clipping.

    The box is the smallest along L, P and S that holds the lesion's voxels, edges included; samples
    outside the lesion become `outside` (`None` keeps them); turned by 90° from columns to rows.
    """
    box = bounding_box_samples(case, outside, spacing_mm, quarter_turns)
    return resize_linear(np.clip(box.astype(np.float32), *CLIP_HU), shape)


def bounding_box_samples(
    case: Case,
    outside: int | None = OUTSIDE_HU,
    spacing_mm: float = 1.0,
    quarter_turns: int = 1,
) -> NDArray[np.int16]:
    """The box in whole HU, turned, before clipping and resizing."""
    points = case.to_lps(case.voxels)
    half = np.abs(case.affine[:3, :3]).sum(axis=1) / 2
    lower, upper = points.min(axis=0), points.max(axis=0)
    extent = upper - lower + 2 * half
    x, y, z = (int(n) for n in np.maximum(1, np.ceil(extent / spacing_mm - 1e-6)))
    hu, lesion = sample_box(case, (lower + upper) / 2, (x, y, z), spacing_mm)
    if outside is not None:
        hu[~lesion] = outside
    return np.ascontiguousarray(np.rot90(hu, quarter_turns, axes=(1, 2)))
