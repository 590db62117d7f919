"""The nine planes of a 64³ cube, resized and normalised as core's `views` does it."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

CUBE_SIZE = 64
SPACING_MM = 1.0
OUTSIDE_HU = -1000
CLIP_HU = (-1000.0, 400.0)

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


def cut_planes(cube: NDArray[np.int16]) -> NDArray[np.int16]:
    """V[z, y, x] of shape [64, 64, 64] to [9, 64, 64]; rows and columns as the indices read."""
    middle = CUBE_SIZE // 2
    i = np.arange(CUBE_SIZE)
    back = CUBE_SIZE - 1 - i
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


def to_network_input(planes: Tensor, mean_hu: float, sd_hu: float, size: int) -> Tensor:
    """HU [n, 9, 64, 64] to normalised float32 [n, 9, size, size]."""
    resized = F.interpolate(planes.float(), size=(size, size), mode="bilinear", align_corners=False)
    return (resized.clamp(*CLIP_HU) - mean_hu) / sd_hu
