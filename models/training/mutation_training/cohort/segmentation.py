"""Reads a DICOM SEG onto a CT's grid, each frame placed by its position in the patient.

Independent of `core`'s reader. Segments are never chosen by their label: TCIA's tumours are labelled
"Heart", "Tissue" and "Segmentation".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pydicom
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from .ct import CtVolume, UnusableImages
from .discovery import LABELMAP_STORAGE, Instance
from .geometry import Floats, Grid, image_axes

#: Frames and slices this close, in mm, are at one place.
SAME_PLACE_MM = 0.01


@dataclass(frozen=True)
class Frames:
    """One segment's frames: parallel images, each at its place along the normal, ascending."""

    #: bool [f, rows, columns].
    pixels: NDArray[np.bool_]
    #: [3, 2]: steps of column and row index in mm.
    axes: Floats
    #: [f, 3]: centre of each frame's first pixel, LPS mm.
    origins: Floats
    #: Distance between frames or thickness of one, as the object says, if it says.
    stated_step_mm: float | None

    @property
    def normal(self) -> Floats:
        normal = np.cross(self.axes[:, 0], self.axes[:, 1])
        return normal / np.linalg.norm(normal)

    @property
    def places(self) -> Floats:
        """Each frame's place along the normal in mm."""
        return self.origins @ self.normal

    def reach_on(self, grid: Grid) -> float:
        """How far a frame reaches along the normal, to both sides together.

        Missing frames are empty: a frame never reaches farther than it says to be thick, or than the
        nearest other frame, however many slices between them have none.
        """
        apart = np.diff(self.places)
        apart = apart[apart > SAME_PLACE_MM]
        slice_step = float(abs(self.normal @ grid.affine[:3, 2]))
        return float(min([self.stated_step_mm or slice_step, *apart]))


def mask_on(volume: CtVolume, segmentation: Instance, segment: int | None) -> NDArray[np.bool_]:
    """bool [k, j, i] on the CT's grid: the lesion, by nearest neighbour where grids differ.

    `segment` chooses among several; without it there must be one. Raises `UnusableImages`.
    """
    dataset = pydicom.dcmread(segmentation.path)
    frame_of_reference = str(dataset.get("FrameOfReferenceUID", ""))
    expected = volume.series.first.frame_of_reference
    if frame_of_reference and expected and frame_of_reference != expected:
        raise UnusableImages("SEG and CT have different frames of reference")
    frames = read_frames(dataset, segment)
    if not frames.pixels.any():
        raise UnusableImages("SEG segment is empty")
    mask = resample(frames, volume.grid)
    if not mask.any():
        raise UnusableImages("SEG segment lies outside the CT")
    return mask


def stated_algorithm(segmentation: Instance, segment: int | None) -> str:
    """What the SEG says of a machine's part in the contours (PS3.3 C.8.20.2), e.g. "SEMIAUTOMATIC, …";
    nothing of contours by hand, or where it does not say. Raises `UnusableImages`."""
    dataset = pydicom.dcmread(segmentation.path, stop_before_pixels=True)
    number = choose_segment(dataset, segment)
    described = next(item for item in dataset.SegmentSequence if int(item.SegmentNumber) == number)
    kind = str(described.get("SegmentAlgorithmType", ""))
    if kind in ("", "MANUAL"):
        return ""
    return ", ".join(filter(None, [kind, str(described.get("SegmentAlgorithmName", "") or "")]))


def read_frames(dataset: Dataset, segment: int | None) -> Frames:
    """The frames of one segment, with geometry from per-frame or shared functional groups."""
    number = choose_segment(dataset, segment)
    pixels = segment_pixels(dataset, number)
    shared = next(iter(dataset.get("SharedFunctionalGroupsSequence") or ()), Dataset())
    groups = list(dataset.get("PerFrameFunctionalGroupsSequence") or ())
    if len(groups) != len(pixels):
        raise UnusableImages(f"SEG describes {len(groups)} frames and has {len(pixels)}")

    def attribute(group: Dataset, macro: str, name: str) -> Floats | None:
        for source in (group, shared):
            item = next(iter(source.get(macro) or ()), None)
            if item is not None and item.get(name) is not None:
                return np.atleast_1d(np.asarray(item[name].value, dtype=float))
        return None

    def belongs(group: Dataset) -> bool:
        named = attribute(group, "SegmentIdentificationSequence", "ReferencedSegmentNumber")
        return named is None or int(named[0]) == number

    # A label map's frames hold all segments; they name none.
    chosen = [k for k, group in enumerate(groups) if belongs(group)]
    if not chosen:
        raise UnusableImages("SEG segment has no frame")
    first = groups[chosen[0]]
    origins = [attribute(groups[k], "PlanePositionSequence", "ImagePositionPatient") for k in chosen]
    orientation = attribute(first, "PlaneOrientationSequence", "ImageOrientationPatient")
    spacing = attribute(first, "PixelMeasuresSequence", "PixelSpacing")
    if orientation is None or spacing is None or any(origin is None for origin in origins):
        raise UnusableImages("SEG frames have no place in the patient")
    stated = [
        abs(float(value[0]))
        for name in ("SpacingBetweenSlices", "SliceThickness")
        if (value := attribute(first, "PixelMeasuresSequence", name)) is not None
    ]
    frames = Frames(
        pixels=pixels[chosen],
        axes=image_axes(tuple(orientation), *spacing),
        origins=np.array(origins),
        stated_step_mm=next((step for step in stated if step > 0), None),
    )
    order = np.argsort(frames.places, kind="stable")
    return Frames(frames.pixels[order], frames.axes, frames.origins[order], frames.stated_step_mm)


def choose_segment(dataset: Dataset, segment: int | None) -> int:
    described = [int(item.SegmentNumber) for item in dataset.get("SegmentSequence") or ()]
    # A label map may describe its background as segment 0.
    numbers = [number for number in described if number > 0]
    if segment is not None:
        if segment not in numbers:
            raise UnusableImages(f"SEG has no segment {segment}")
        return segment
    if len(numbers) != 1:
        raise UnusableImages(f"SEG has {len(numbers)} segments; choose one with --segment")
    return numbers[0]


def segment_pixels(dataset: Dataset, number: int) -> NDArray[np.bool_]:
    """bool [frames, rows, columns]; refuses pixel data shorter than its frames."""
    frames, rows, columns = int(dataset.get("NumberOfFrames", 1)), dataset.Rows, dataset.Columns
    data = dataset.get("PixelData", b"")
    needed = (frames * rows * columns * int(dataset.BitsAllocated) + 7) // 8
    if not dataset.file_meta.TransferSyntaxUID.is_encapsulated and len(data) < needed:
        raise UnusableImages(f"SEG has {len(data)} bytes of pixels where its {frames} frames need {needed}")
    try:
        values = dataset.pixel_array.reshape(frames, rows, columns)
    except Exception as error:  # decoders raise whatever they like
        raise UnusableImages("SEG pixels cannot be decoded") from error
    if dataset.SOPClassUID == LABELMAP_STORAGE:
        return np.asarray(values == number)
    if dataset.get("SegmentationType") == "FRACTIONAL":
        return np.asarray(values >= float(dataset.get("MaximumFractionalValue", 255)) / 2)
    return np.asarray(values > 0)


def resample(frames: Frames, grid: Grid) -> NDArray[np.bool_]:
    """[k, j, i]: each voxel takes the pixel that its centre lies in, of the nearest frame."""
    mask = np.zeros(grid.size[::-1], dtype=bool)
    reach = frames.reach_on(grid)
    block = block_around(frames, reach, grid)
    k, j, i = np.meshgrid(*(np.arange(low, high) for low, high in block[::-1]), indexing="ij")
    lps = grid.to_lps(np.stack([i, j, k], axis=-1).reshape(-1, 3).astype(float))
    frame = nearest(frames.places, lps @ frames.normal)
    beyond = lps @ frames.normal - frames.places[frame]
    # Open on one side, so that a voxel halfway between two frames does not thicken both ends.
    inside = (beyond > -reach / 2 + SAME_PLACE_MM) & (beyond <= reach / 2 + SAME_PLACE_MM)
    column, row = np.rint((lps - frames.origins[frame]) @ np.linalg.pinv(frames.axes).T).astype(int).T
    rows, columns = frames.pixels.shape[1:]
    inside &= (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    found = np.zeros(len(lps), dtype=bool)
    found[inside] = frames.pixels[frame[inside], row[inside], column[inside]]
    mask[k, j, i] = found.reshape(k.shape)
    return mask


def nearest(ascending: Floats, values: Floats) -> NDArray[np.intp]:
    """Index of the nearest of `ascending` to each value."""
    middles = (ascending[1:] + ascending[:-1]) / 2
    return np.searchsorted(middles, values)


def block_around(frames: Frames, reach: float, grid: Grid) -> list[tuple[int, int]]:
    """Index ranges along i, j, k of the voxels that the segment's pixels can reach."""
    f, row, column = np.nonzero(frames.pixels)
    corners = []
    for index in {int(n) for n in f}:
        rows, columns = row[f == index], column[f == index]
        for y in (rows.min() - 0.5, rows.max() + 0.5):
            for x in (columns.min() - 0.5, columns.max() + 0.5):
                centre = frames.origins[index] + frames.axes @ (x, y)
                corners += [centre - frames.normal * reach / 2, centre + frames.normal * reach / 2]
    ijk = grid.to_ijk(np.array(corners))
    size = np.array(grid.size)
    low = np.clip(np.floor(ijk.min(axis=0)).astype(int), 0, size)
    high = np.clip(np.ceil(ijk.max(axis=0)).astype(int) + 1, 0, size)
    return list(zip(low.tolist(), high.tolist(), strict=True))
