"""A CT series as a grid whose Hounsfield units are read when they are needed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pydicom
from numpy.typing import NDArray

from .discovery import CtSeries, Instance
from .geometry import Grid, image_axes
from .windows import SliceWindows

#: Distances between slices may differ by this share of the median (rounded table positions).
SPACING_TOLERANCE = 0.1
#: Slices may be shifted sideways by this much from one to the next (a tilted gantry shifts more).
SHEAR_TOLERANCE_MM = 0.1


class UnusableImages(Exception):
    """Why a patient's images cannot make a case, in words for the table's `exclusion` column."""


@dataclass(frozen=True)
class CtVolume:
    series: CtSeries
    grid: Grid
    #: In the order of k.
    slices: tuple[Instance, ...]

    @property
    def windows(self) -> SliceWindows:
        """That the slices propose."""
        return tuple(item.window for item in self.slices)

    def read(self, start: NDArray[np.intp], stop: NDArray[np.intp]) -> NDArray[np.int16]:
        """HU [k, j, i] of the block from `start` (i, j, k) up to, not including, `stop`."""
        (i0, j0, k0), (i1, j1, k1) = start, stop
        return np.stack([hounsfield(item)[j0:j1, i0:i1] for item in self.slices[k0:k1]])


def hounsfield(instance: Instance) -> NDArray[np.int16]:
    dataset = pydicom.dcmread(instance.path)
    slope = float(dataset.get("RescaleSlope", 1))
    intercept = float(dataset.get("RescaleIntercept", 0))
    try:
        stored = dataset.pixel_array
    except Exception as error:  # decoders raise whatever they like
        raise UnusableImages(f"CT slice {instance.sop_uid} has no readable pixels") from error
    hu = np.rint(stored.astype(np.float64) * slope + intercept)
    limits = np.iinfo(np.int16)
    return np.clip(hu, limits.min, limits.max).astype(np.int16)


def open_ct(series: CtSeries) -> CtVolume:
    """The series' grid; of slices at one place the first acquisition's counts.

    Raises `UnusableImages` where slices are missing, unevenly spaced or sheared.
    """
    normal = series.normal
    by_place: dict[float, Instance] = {}
    for item in series.slices:
        by_place.setdefault(round(float(normal @ item.position), 3), item)
    places = sorted(by_place)
    slices = tuple(by_place[place] for place in places)
    steps = np.diff(places)
    step = float(np.median(steps))
    if np.abs(steps - step).max() > max(SPACING_TOLERANCE * step, 0.01):
        raise UnusableImages(f"CT series {series.uid} has missing or unevenly spaced slices")
    positions = np.array([item.position for item in slices])
    sideways = np.diff(positions, axis=0) - steps[:, None] * normal
    if np.linalg.norm(sideways, axis=1).max() > SHEAR_TOLERANCE_MM:
        raise UnusableImages(f"CT series {series.uid} was taken with a tilted gantry")
    header = pydicom.dcmread(slices[0].path, stop_before_pixels=True)
    row_mm, column_mm = map(float, header.PixelSpacing)
    affine = np.eye(4)
    affine[:3, :2] = image_axes(slices[0].orientation, row_mm, column_mm)
    affine[:3, 2] = (positions[-1] - positions[0]) / (len(slices) - 1)
    affine[:3, 3] = positions[0]
    grid = Grid(affine, (int(header.Columns), int(header.Rows), len(slices)))
    return CtVolume(series, grid, slices)
