"""The CT's own pixels on the slice where the lesion is largest (Deep-RadScore)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .case import Case, round_up
from .sampling import OUTSIDE_HU


def largest_slice_patch(case: Case, size: int = 160) -> NDArray[np.float32]:
    """HU [size, size]: rows toward P, columns toward L; −1000 beyond the image.

    Of slices with equally many pixels of the lesion the lowest. Pixel (size / 2, size / 2) is the one
    nearest to the mean of the lesion's pixels on that slice.
    """
    k = int(case.mask.sum(axis=(1, 2)).argmax())
    row, column = round_up(np.argwhere(case.mask[k]).mean(axis=0)) - size // 2
    patch = np.full((size, size), OUTSIDE_HU, dtype=np.float32)
    rows, columns = case.hu.shape[1:]
    top, bottom = max(0, row), min(rows, row + size)
    left, right = max(0, column), min(columns, column + size)
    patch[top - row : bottom - row, left - column : right - column] = case.hu[
        k, top:bottom, left:right
    ]
    return patch
