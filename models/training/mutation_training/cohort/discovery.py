"""Finds the series of a DICOM archive of any layout by its tags; names and folders mean nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pydicom
from pydicom.dataset import FileDataset
from pydicom.errors import InvalidDicomError

from .errors import CohortFileError
from .windows import HuWindow, proposed_window

CT_STORAGE = "1.2.840.10008.5.1.4.1.1.2"
SEG_STORAGE = "1.2.840.10008.5.1.4.1.1.66.4"
LABELMAP_STORAGE = "1.2.840.10008.5.1.4.1.1.66.7"
KEPT_CLASSES = frozenset((CT_STORAGE, SEG_STORAGE, LABELMAP_STORAGE))
PREAMBLE_BYTES = 128
FILES_PER_TASK = 200
HEADER_TAGS = [
    "SOPClassUID", "SOPInstanceUID", "PatientID", "PatientSex", "PatientAge", "StudyInstanceUID",
    "StudyDate", "SeriesInstanceUID", "SeriesDescription", "ImageType", "FrameOfReferenceUID",
    "ImagePositionPatient", "ImageOrientationPatient", "AcquisitionNumber", "InstanceNumber",
    "ReferencedSeriesSequence", "SegmentSequence", "ContentLabel", "ContentDescription",
    "ContentCreatorName", "ContentDate", "ContentTime", "Manufacturer", "ManufacturerModelName",
    "WindowCenter", "WindowWidth", "VOILUTFunction",
]  # fmt: skip

Vector = tuple[float, ...]


@dataclass(frozen=True)
class Instance:
    """The tags of one CT slice or SEG object that choosing needs."""

    path: str
    sop_class: str
    sop_uid: str
    patient_id: str
    sex: str
    age: str
    study_uid: str
    study_date: str
    series_uid: str
    description: str
    image_type: tuple[str, ...]
    frame_of_reference: str
    position: Vector
    orientation: Vector
    #: Acquisition and instance number, the order in which the scanner made the images.
    order: tuple[int, int]
    #: CT only: that the slice proposes.
    window: HuWindow | None = None
    #: SEG only: the series it refers to, when it was made, and who says to have made it.
    referenced_series: tuple[str, ...] = ()
    content_time: str = ""
    origin_text: str = ""

    @property
    def is_segmentation(self) -> bool:
        return self.sop_class != CT_STORAGE


@dataclass(frozen=True)
class CtSeries:
    uid: str
    #: In the scanner's order.
    slices: tuple[Instance, ...]

    @property
    def first(self) -> Instance:
        return self.slices[0]

    @property
    def normal(self) -> np.ndarray:
        """Unit vector across the slices, LPS."""
        return np.cross(self.first.orientation[:3], self.first.orientation[3:])

    def slice_positions(self) -> np.ndarray:
        """Distinct places of the slices along the normal in mm, ascending."""
        return np.unique(np.round([self.normal @ item.position for item in self.slices], 3))

    @property
    def spacing_mm(self) -> float:
        """Median distance between neighbouring slices."""
        return float(np.median(np.diff(self.slice_positions())))


@dataclass(frozen=True)
class PatientImages:
    patient_id: str
    ct: tuple[CtSeries, ...]
    segmentations: tuple[Instance, ...]


def discover(root: Path) -> dict[str, PatientImages]:
    """Patient -> CT series and SEG objects under `root`; reads headers in parallel.

    An instance that is there twice counts once. Raises `CohortFileError` if there is no DICOM file.
    """
    files = [str(path) for path in sorted(root.rglob("*")) if path.is_file()]
    instances: dict[str, Instance] = {}
    for instance in read_headers(files):
        instances.setdefault(instance.sop_uid, instance)
    if not instances:
        raise CohortFileError(
            f"{root} holds no CT or SEG object in {len(files)} files. Name the folder that the "
            "download made; compressed archives must be unpacked."
        )
    return group(instances.values())


def read_headers(files: list[str]) -> Iterator[Instance]:
    tasks = [files[i : i + FILES_PER_TASK] for i in range(0, len(files), FILES_PER_TASK)]
    workers = min(os.cpu_count() or 1, len(tasks))
    if workers <= 1:
        for task in tasks:
            yield from headers_of(task)
        return
    with ProcessPoolExecutor(workers) as pool:
        for found in pool.map(headers_of, tasks):
            yield from found


def headers_of(files: list[str]) -> list[Instance]:
    return [instance for path in files if (instance := header_of(path)) is not None]


def header_of(path: str) -> Instance | None:
    """The instance's tags; `None` if the file is no CT slice or segmentation."""
    with open(path, "rb") as file:
        if file.read(PREAMBLE_BYTES + 4)[PREAMBLE_BYTES:] != b"DICM":
            return None
        file.seek(0)
        try:
            tags = pydicom.dcmread(file, stop_before_pixels=True, specific_tags=list(HEADER_TAGS))
        except (InvalidDicomError, EOFError, ValueError):
            return None
    sop_class = str(tags.get("SOPClassUID", ""))
    if sop_class not in KEPT_CLASSES or "SOPInstanceUID" not in tags:
        return None
    return instance_of(path, sop_class, tags)


def instance_of(path: str, sop_class: str, tags: FileDataset) -> Instance:
    def text(name: str) -> str:
        return str(tags.get(name, "") or "").strip()

    def vector(name: str) -> Vector:
        return tuple(float(value) for value in tags.get(name) or ())

    def whole(name: str) -> int:
        return int(tags.get(name) or 0)

    def uids(sequence: str, name: str) -> tuple[str, ...]:
        return tuple(str(item.get(name, "")) for item in tags.get(sequence) or ())

    return Instance(
        path=path,
        sop_class=sop_class,
        sop_uid=text("SOPInstanceUID"),
        patient_id=text("PatientID"),
        sex=text("PatientSex"),
        age=text("PatientAge"),
        study_uid=text("StudyInstanceUID"),
        study_date=text("StudyDate"),
        series_uid=text("SeriesInstanceUID"),
        description=text("SeriesDescription"),
        image_type=tuple(map(str, tags.get("ImageType") or ())),
        frame_of_reference=text("FrameOfReferenceUID"),
        position=vector("ImagePositionPatient"),
        orientation=vector("ImageOrientationPatient"),
        order=(whole("AcquisitionNumber"), whole("InstanceNumber")),
        window=proposed_window(tags),
        referenced_series=uids("ReferencedSeriesSequence", "SeriesInstanceUID"),
        content_time=text("ContentDate") + text("ContentTime"),
        origin_text=" | ".join(
            filter(None, [
                *map(text, ("SeriesDescription", "ContentLabel", "ContentDescription")),
                *map(text, ("ContentCreatorName", "Manufacturer", "ManufacturerModelName")),
                *uids("SegmentSequence", "SegmentAlgorithmName"),
            ])
        ),
    )  # fmt: skip


def group(instances: Iterable[Instance]) -> dict[str, PatientImages]:
    ct: dict[str, dict[str, list[Instance]]] = {}
    segmentations: dict[str, list[Instance]] = {}
    for instance in sorted(instances, key=lambda item: (item.order, item.sop_uid)):
        if instance.is_segmentation:
            segmentations.setdefault(instance.patient_id, []).append(instance)
        elif "LOCALIZER" not in instance.image_type:
            series = ct.setdefault(instance.patient_id, {})
            series.setdefault(instance.series_uid, []).append(instance)
    return {
        patient: PatientImages(
            patient,
            tuple(CtSeries(uid, tuple(items)) for uid, items in sorted(ct.get(patient, {}).items())),
            tuple(segmentations.get(patient, ())),
        )
        for patient in sorted({*ct, *segmentations})
    }
