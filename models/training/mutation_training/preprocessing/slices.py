"""The CT's own slices around the lesion, windowed and equalised (Ajou)."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..cohort.windows import HuWindow
from .case import Case, round_up
from .sampling import resize_linear

#: Centre and width in HU where a slice proposes no window.
LUNG_WINDOW = (-600.0, 1500.0)
LEVELS = 256
#: "image": each slice's own (VOI LUT).
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
    source: WindowSource = "fixed",
) -> NDArray[np.float32]:
    """0 to 1 [count, size, size], feet first; rows toward P, columns toward L; 0 beyond the image.

    Slice `count / 2` and pixel (crop / 2, crop / 2) are those nearest to the lesion's centre. What lies
    farther than `context_mm` from the lesion's box counts as outside the image, so that a cropped case
    and the whole CT give the same. `window` is that of slices that have none of their own, or of all.
    """
    start, stop = case.context_box(context_mm)
    column, row, k = round_up(case.to_index(case.centroid)) - [crop // 2, crop // 2, count // 2]
    levels = np.full((count, crop, crop), OUTSIDE, dtype=np.int16)
    first = np.maximum(start, [column, row, k])
    last = np.minimum(stop, [column + crop, row + crop, k + count])
    (i0, j0, k0), (i1, j1, k1) = first, last
    shown = levels[k0 - k : k1 - k, j0 - row : j1 - row, i0 - column : i1 - column]
    shown[:] = window_levels(case.hu[k0:k1, j0:j1, i0:i1], HuWindow(*window))
    if source == "image":
        level_in_own_windows(case, first, last, shown)
    return resize_linear(np.stack([equalise(image) for image in levels]), (size, size))


def level_in_own_windows(
    case: Case, first: NDArray[np.intp], last: NDArray[np.intp], levels: NDArray[np.int16]
) -> None:
    """Writes the levels [k, j, i] of the CT's own slices that propose a window.

    Of a CT that is not axial they lie across ours. The block reaches from `first` (i, j, k) up to, not
    including, `last`.
    """
    (i0, j0, k0), (i1, j1, k1) = first, last
    hu = np.moveaxis(case.hu[k0:k1, j0:j1, i0:i1], case.slice_axis, 0)
    start = first[::-1][case.slice_axis]
    windows = case.windows[start : start + len(hu)]
    for found, values, window in zip(np.moveaxis(levels, case.slice_axis, 0), hu, windows, strict=False):
        if window is not None:
            found[:] = window_levels(values, window)


def window_levels(hu: NDArray[np.int16], window: HuWindow) -> NDArray[np.int16]:
    """Whole levels 0 to 255, halves up (PS3.3 C.11.2.1.2.1, C.11.2.1.3.1 and C.11.2.1.3.2)."""
    centre, width, function = window
    match function:
        case "LINEAR":
            share = (hu - (centre - 0.5)) / (width - 1) + 0.5
        case "LINEAR_EXACT":
            share = (hu - centre) / width + 0.5
        case "SIGMOID":
            # Of what is much darker than the window the power is infinite, and the share 0.
            with np.errstate(over="ignore"):
                share = 1 / (1 + np.exp(-4 * (hu - centre) / width))
    levels: NDArray[np.int16] = np.floor(np.clip(share, 0, 1) * (LEVELS - 1) + 0.5).astype(np.int16)
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
