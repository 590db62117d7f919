"""Samples of a CT at equal distances along the patient's L, P and S; resizing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates, spline_filter

from ..cohort.geometry import Floats
from .case import Case

OUTSIDE_HU = -1000
#: A sample counts as inside the volume up to this far beyond its outermost voxel centres.
EDGE_VOXELS = 1e-6
#: Between two voxels a spline often gives a half: which way it goes must not hang on its last bit.
ROUNDING_HU = 1e-6


def sample_box(
    case: Case, centre: Floats, size: tuple[int, int, int], spacing_mm: float
) -> tuple[NDArray[np.int16], NDArray[np.bool_]]:
    """HU and lesion, [z, y, x], at `size` (x, y, z) samples around `centre` (LPS mm).

    Sample (z, y, x) lies at centre + ((x, y, z) − (size − 1) / 2) · spacing along L, P, S. HU by cubic
    B-spline with mirror boundary, rounded (halves up, to a millionth); −1000 outside the volume. The
    lesion by nearest neighbour, half-way positions (to a millionth of a voxel) up; false outside.
    """
    steps = case.to_index(np.eye(3) * spacing_mm + case.affine[:3, 3])
    offsets = [np.arange(n) - (n - 1) / 2 for n in size]
    z, y, x = np.meshgrid(*offsets[::-1], indexing="ij")
    points = np.stack([x, y, z]).reshape(3, -1)
    index = (case.to_index(centre) + points.T @ steps).T

    last = np.array(case.hu.shape[::-1])[:, None] - 1
    inside = ((index >= -EDGE_VOXELS) & (index <= last + EDGE_VOXELS)).all(axis=0)
    coefficients = spline_filter(case.hu, order=3, mode="mirror", output=np.float64)
    within = index[::-1, inside]
    hu = np.full(inside.shape, OUTSIDE_HU, dtype=np.int16)
    values = map_coordinates(coefficients, within, order=3, mode="mirror", prefilter=False)
    hu[inside] = np.clip(np.floor(values + 0.5 + ROUNDING_HU), -32768, 32767).astype(np.int16)
    lesion = np.zeros(inside.shape, dtype=bool)
    nearest = np.floor(within + 0.5 + EDGE_VOXELS).astype(np.intp)
    lesion[inside] = case.mask[tuple(np.minimum(nearest, last[::-1]))]
    shape = size[::-1]
    return hu.reshape(shape), lesion.reshape(shape)


def resize_linear(data: NDArray[np.floating], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Linear along each of the last axes, half-pixel centres, clamped edges.

    What PyTorch's `interpolate(align_corners=False)` does; axes before the last `len(shape)` stay.
    """
    resized = data.astype(np.float64)
    for axis, target in enumerate(shape, start=data.ndim - len(shape)):
        length = resized.shape[axis]
        position = np.clip((np.arange(target) + 0.5) * length / target - 0.5, 0, length - 1)
        lower = np.floor(position).astype(np.intp)
        upper = np.minimum(lower + 1, length - 1)
        weight = (position - lower).reshape([-1 if n == axis else 1 for n in range(data.ndim)])
        first, second = resized.take(lower, axis), resized.take(upper, axis)
        resized = first + weight * (second - first)
    return resized.astype(np.float32)
