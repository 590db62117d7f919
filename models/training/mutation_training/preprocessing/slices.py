"""The CT's own slices around the lesion, windowed and equalised (Ajou)."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .case import Case, round_up
from .sampling import resize_linear

#: Centre and width in HU where the CT names no window.
LUNG_WINDOW = (-600.0, 1500.0)
LEVELS = 256
#: "image": the CT's own (VOI LUT).
WindowSource = Literal["fixed", "image"]
#: A level of no pixel.
OUTSIDE = -1


def windowed_slices(
    case: Case,
    count: int = 64,
    crop: int = 224,
    size: int = 112,
    window: tuple[float, float] = LUNG_WINDOW,
    context_mm: float = 60.0,
) -> NDArray[np.float32]:
    """0 to 1 [count, size, size], feet first; rows toward P, columns toward L; 0 beyond the image.

    Slice `count / 2` and pixel (crop / 2, crop / 2) are those nearest to the lesion's centre. What lies
    farther than `context_mm` from the lesion's box counts as outside the image, so that a cropped case
    and the whole CT give the same.
    """
    start, stop = case.context_box(context_mm)
    column, row, k = round_up(case.to_index(case.centroid)) - [crop // 2, crop // 2, count // 2]
    levels = np.full((count, crop, crop), OUTSIDE, dtype=np.int16)
    first = np.maximum(start, [column, row, k])
    last = np.minimum(stop, [column + crop, row + crop, k + count])
    (i0, j0, k0), (i1, j1, k1) = first, last
    levels[k0 - k : k1 - k, j0 - row : j1 - row, i0 - column : i1 - column] = window_levels(
        case.hu[k0:k1, j0:j1, i0:i1], window
    )
    return resize_linear(np.stack([equalise(image) for image in levels]), (size, size))


def window_of(
    case: Case, source: WindowSource, fixed: tuple[float, float] = LUNG_WINDOW
) -> tuple[float, float]:
    """The one that the CT proposes, where it is asked for and there is one."""
    return case.window if source == "image" and case.window is not None else fixed


def window_levels(hu: NDArray[np.int16], window: tuple[float, float]) -> NDArray[np.int16]:
    """Linear VOI LUT (PS3.3 C.11.2.1.2.1) to whole levels 0 to 255, halves up."""
    centre, width = window
    share = np.clip((hu - (centre - 0.5)) / (width - 1) + 0.5, 0, 1)
    levels: NDArray[np.int16] = np.floor(share * (LEVELS - 1) + 0.5).astype(np.int16)
    return levels


def equalise(levels: NDArray[np.int16]) -> NDArray[np.float64]:
    """Histogram equalisation to 0 to 1 (OpenCV's `equalizeHist` without its last rounding).

    Pixels outside the image do not count and are 0; so is an image of one level.
    """
    image = levels != OUTSIDE
    histogram = np.bincount(levels[image], minlength=LEVELS)
    occurring = np.flatnonzero(histogram)
    if len(occurring) < 2:
        return np.zeros(levels.shape)
    histogram[occurring[0]] = 0
    table = histogram.cumsum() / histogram.sum()
    return np.where(image, table[np.where(image, levels, 0)], 0.0)
