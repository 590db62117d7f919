"""Which segmentation and which CT of a patient make the case."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

import numpy as np

from .ct import UnusableImages
from .discovery import CtSeries, Instance, PatientImages
from .errors import CohortColumnError, CohortFileError

#: Who or what made a segmentation automatically, as its text attributes say.
AI_MAKER = re.compile(
    r"\b(AI|AIMI|BAMF|nn-?U-?Net|TotalSegmentator|deep[ -]learning|artificial intelligence)\b",
    re.IGNORECASE,
)
#: Series descriptions of the collection's own segmentations, beside which others are not its.
TCIA_ORIGIN = re.compile(r"3D Slicer segmentation result|ePAD Generated DSO", re.IGNORECASE)
TCIA_DOI = "10.7937/k9/tcia.2017.7hs46erv"
#: A CT of the chest has more slices than this; localisers and single images have fewer.
FEWEST_SLICES = 10
#: Cosine between the slices' normal and the patient's long axis; reformats fall below.
AXIAL_COSINE = 0.9
#: Direction cosines of parallel slices differ by rounding alone.
SAME_ORIENTATION = 1e-3
#: Reconstructions this much thicker, in mm, count as equally thin; then more slices win.
EQUAL_SPACING_MM = 0.01


def foreign_series(manifest: Path) -> frozenset[str]:
    """Series that IDC's manifest lists under another DOI than the collection's: AI segmentations."""
    if not manifest.is_file():
        raise CohortFileError(f"{manifest} does not exist. Name IDC's manifest as a CSV file.")
    with manifest.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        for column in ("SeriesInstanceUID", "source_DOI"):
            if column not in (reader.fieldnames or ()):
                raise CohortColumnError(f"{manifest}: column '{column}' is missing.", column)
        return frozenset(row["SeriesInstanceUID"] for row in reader if row["source_DOI"].lower() != TCIA_DOI)


def choose_segmentation(images: PatientImages, foreign: Collection[str] = frozenset()) -> Instance | None:
    """The patient's segmentation made by hand; `None` if there is none.

    Of several, those described as TCIA's precede, then the latest counts.
    """
    by_hand = [
        item
        for item in images.segmentations
        if item.series_uid not in foreign and not AI_MAKER.search(item.origin_text)
    ]
    return max(
        by_hand,
        key=lambda item: (bool(TCIA_ORIGIN.search(item.origin_text)), item.content_time, item.sop_uid),
        default=None,
    )


def is_axial_volume(series: CtSeries) -> bool:
    if any(len(item.position) != 3 or len(item.orientation) != 6 for item in series.slices):
        return False
    orientations = np.array([item.orientation for item in series.slices])
    if np.abs(orientations - orientations[0]).max() > SAME_ORIENTATION:
        return False
    return abs(series.normal[2]) >= AXIAL_COSINE and len(series.slice_positions()) > FEWEST_SLICES


def choose_ct(
    images: PatientImages,
    segmentation: Instance | None,
    ct_date: str | None,
    accepts: Callable[[CtSeries], bool] = lambda _: True,
) -> CtSeries:
    """The series that the SEG refers to; else the thinnest axial one of the study date.

    Where no study has the table's date, all studies are candidates. `accepts` refuses series that
    do not show the seed. Raises `UnusableImages`.
    """
    if segmentation is not None and segmentation.referenced_series:
        referenced = [series for series in images.ct if series.uid in segmentation.referenced_series]
        if not referenced:
            raise UnusableImages("the CT series that the SEG refers to is not there")
        if not is_axial_volume(referenced[0]):
            raise UnusableImages("the CT series that the SEG refers to is no axial volume")
        return referenced[0]
    candidates = [series for series in images.ct if is_axial_volume(series)]
    if segmentation is not None:
        same_study = [s for s in candidates if s.first.study_uid == segmentation.study_uid]
        candidates = same_study or candidates
    candidates = [s for s in candidates if s.first.study_date == ct_date] or candidates
    candidates = [series for series in candidates if accepts(series)]
    if not candidates:
        raise UnusableImages("no axial CT of the lesion")
    return thinnest(candidates)


def thinnest(candidates: Sequence[CtSeries]) -> CtSeries:
    smallest = min(series.spacing_mm for series in candidates)
    thin = [s for s in candidates if s.spacing_mm <= smallest + EQUAL_SPACING_MM]
    return max(thin, key=lambda series: (len(series.slice_positions()), series.uid))


def read_seeds(path: Path) -> Mapping[str, np.ndarray]:
    """Patient -> tumour centre in LPS mm, from columns `Case ID` and coordX, coordY, coordZ."""
    if not path.is_file():
        raise CohortFileError(f"{path} does not exist. Name the table of tumour centres.")
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        for column in ("Case ID", "coordX", "coordY", "coordZ"):
            if column not in (reader.fieldnames or ()):
                raise CohortColumnError(f"{path}: column '{column}' is missing.", column)
        return {
            row["Case ID"].strip(): np.array([float(row[f"coord{axis}"]) for axis in "XYZ"]) for row in reader
        }
