"""Small CT series and SEG objects on disk, with the quirks of real archives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import highdicom as hd
import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sr.codedict import codes
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

AXIAL = (1.0, 0, 0, 0, 1, 0)
CORONAL = (1.0, 0, 0, 0, 0, -1)
ROWS, COLUMNS = 40, 48
#: Background, and what the lesion adds.
LUNG_HU, LESION_HU = -800, 840


@dataclass
class Study:
    patient: str
    date: str = "19900906"
    uid: str = field(default_factory=generate_uid)
    frame_of_reference: str = field(default_factory=generate_uid)


def ct_series(
    study: Study,
    *,
    slices: int = 24,
    spacing: float = 2.0,
    lesion: NDArray[np.bool_] | None = None,
    orientation: Sequence[float] = AXIAL,
    image_type: Sequence[str] = ("ORIGINAL", "PRIMARY", "AXIAL"),
    first_z: float = -100.0,
    uid: str | None = None,
) -> list[FileDataset]:
    """`lesion` is [k, j, i]; the slices come in no particular order."""
    series = uid or generate_uid()
    normal = np.cross(orientation[:3], orientation[3:])
    datasets = []
    for k in range(slices):
        dataset = FileDataset("", {}, file_meta=FileMetaDataset(), preamble=b"\0" * 128)
        dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID = CTImageStorage
        dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
        dataset.PatientID, dataset.PatientName = study.patient, f"{study.patient}^"
        dataset.PatientSex, dataset.PatientAge, dataset.PatientBirthDate = "F", "078Y", ""
        dataset.StudyInstanceUID, dataset.SeriesInstanceUID = study.uid, series
        dataset.StudyDate, dataset.StudyTime = study.date, "120000"
        dataset.StudyID, dataset.AccessionNumber, dataset.ReferringPhysicianName = "1", "", ""
        dataset.SeriesNumber, dataset.InstanceNumber, dataset.Modality = 1, k + 1, "CT"
        dataset.ImageType = list(image_type)
        dataset.FrameOfReferenceUID, dataset.PositionReferenceIndicator = study.frame_of_reference, ""
        dataset.ImageOrientationPatient = list(orientation)
        dataset.ImagePositionPatient = list(np.array([-20.0, -30, first_z]) + normal * spacing * k)
        dataset.PixelSpacing, dataset.SliceThickness = [1.5, 1.25], spacing
        dataset.Rows, dataset.Columns = ROWS, COLUMNS
        dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
        dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 16, 12, 11
        dataset.PixelRepresentation = 0
        dataset.RescaleSlope, dataset.RescaleIntercept = 1, -1024
        hu = np.full((ROWS, COLUMNS), LUNG_HU + k)
        if lesion is not None:
            hu[lesion[k]] += LESION_HU
        dataset.PixelData = (hu + 1024).astype(np.uint16).tobytes()
        datasets.append(dataset)
    return datasets[::2] + datasets[1::2]


def ball(
    slices: int = 24, centre: tuple[int, int, int] = (11, 18, 22), radius: float = 5
) -> NDArray[np.bool_]:
    """[k, j, i], in voxels; not symmetric, so that a turned mask is another."""
    k, j, i = np.ogrid[:slices, :ROWS, :COLUMNS]
    found = (k - centre[0]) ** 2 + (j - centre[1]) ** 2 + (i - centre[2]) ** 2 <= radius**2
    found[centre[0] + 2, centre[1] : centre[1] + 9, centre[2]] = True
    return np.asarray(found)


def segmentation(
    ct: Sequence[FileDataset],
    mask: NDArray[np.bool_] | Sequence[NDArray[np.bool_]],
    *,
    label: str = "Heart",
    description: str = "3D Slicer segmentation result",
    algorithm: str = "SEMIAUTOMATIC",
    kind: hd.seg.SegmentationTypeValues = hd.seg.SegmentationTypeValues.BINARY,
    edit: Callable[[Dataset], None] = lambda _: None,
    **options: object,
) -> Dataset:
    """A SEG made by highdicom of [k, j, i] masks, one segment each, on the CT's grid."""
    masks = [mask] if isinstance(mask, np.ndarray) else list(mask)
    sources = sorted(ct, key=lambda dataset: dataset.InstanceNumber)
    segments = [
        hd.seg.SegmentDescription(
            segment_number=number,
            segment_label=label,
            segmented_property_category=codes.SCT.Tissue,
            segmented_property_type=codes.SCT.Heart,
            algorithm_type=algorithm,
            algorithm_identification=hd.AlgorithmIdentificationSequence(
                name="level tracing", version="1", family=codes.DCM.ArtificialIntelligence
            ),
        )
        for number in range(1, len(masks) + 1)
    ]
    found = hd.seg.Segmentation(
        source_images=sources,
        pixel_array=np.stack(masks, axis=-1).astype(np.uint8),
        segmentation_type=kind,
        segment_descriptions=segments,
        series_instance_uid=generate_uid(),
        series_number=99,
        sop_instance_uid=generate_uid(),
        instance_number=1,
        manufacturer="Slicer",
        manufacturer_model_name="4",
        software_versions="4",
        device_serial_number="1",
        series_description=description,
        **options,
    )
    edit(found)
    return found


def save(folder: Path, datasets: Sequence[Dataset], name: str = "1-%03d.dcm") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for index, dataset in enumerate(datasets):
        dataset.save_as(folder / (name % index if "%" in name else name), enforce_file_format=True)
