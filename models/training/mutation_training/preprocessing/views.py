"""The nine planes of a cube around the lesion (MMDL)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .case import Case
from .sampling import resize_linear
from .volume import centred_cube

CUBE_SIZE = 64
CUBE_SPACING_MM = 1.0

#: In the order of the network's views; names as in the manifest.
PLANES = (
    "axial",
    "coronal",
    "sagittal",
    "diagonal-yx",
    "antidiagonal-yx",
    "diagonal-zx",
    "antidiagonal-zx",
    "diagonal-zy",
    "antidiagonal-zy",
)


def nine_views(case: Case, size: int = 299) -> NDArray[np.float32]:
    """HU [9, size, size], bilinear with half-pixel centres."""
    return resize_linear(nine_planes(case), (size, size))


def nine_planes(case: Case) -> NDArray[np.float32]:
    """HU [9, 64, 64] before resizing: small enough to keep in memory for a whole cohort."""
    return cut_planes(centred_cube(case, CUBE_SIZE, CUBE_SPACING_MM))


def cut_planes(cube: NDArray[np.float32]) -> NDArray[np.float32]:
    """V[z, y, x] of shape [n, n, n] to [9, n, n]; rows and columns as the indices read."""
    size = len(cube)
    middle = size // 2
    i = np.arange(size)
    back = size - 1 - i
    return np.stack(
        [
            cube[middle],
            cube[:, middle],
            cube[:, :, middle],
            cube[:, i, i],
            cube[:, i, back],
            cube[i, :, i],
            cube[i, :, back],
            cube[i, i],
            cube[i, back],
        ]
    )
