"""Classic CT series that hold several phases of one place, told apart in each of the ways that scanners use.

    python test/golden/dicom/make_phases.py   (pydicom 3, highdicom 0.28)

Every folder of phases/ is one series of three slices; phase n (from 0) is all (100 n) HU, so that a phase put together
wrongly shows. `phases.json` names the phases in the order of n. `segmentation.dcm` of trigger-time names the series
that it was drawn on and none of its images.
"""

import json
import shutil
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

HERE = Path(__file__).parent
OUT = HERE / "phases"
ROOT = "1.2.826.0.1.3680043.8.498.77.10."
SLICES, SIZE = 3, 8

uid_count = 0


def uid() -> str:
    global uid_count
    uid_count += 1
    return f"{ROOT}{uid_count}"


STUDY, FRAME = uid(), uid()


def image(series: str, k: int, n: int, number: int, says: dict) -> Dataset:
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds.SOPClassUID, ds.SOPInstanceUID = CTImageStorage, uid()
    ds.StudyInstanceUID, ds.SeriesInstanceUID, ds.FrameOfReferenceUID = STUDY, series, FRAME
    ds.PatientName, ds.PatientID, ds.PatientBirthDate, ds.PatientSex = "Phases^Synthetic", "PHASES", "", ""
    ds.StudyDate, ds.StudyTime, ds.StudyID, ds.AccessionNumber = "20240102", "101500", "1", ""
    ds.ReferringPhysicianName, ds.Manufacturer, ds.PositionReferenceIndicator = "", "test", ""
    ds.Modality, ds.SeriesNumber, ds.InstanceNumber = "CT", "3", str(number)
    ds.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    ds.KVP, ds.SliceThickness, ds.PixelSpacing = "120", "2", ["0.5", "0.5"]
    ds.ImagePositionPatient, ds.ImageOrientationPatient = ["0", "0", str(2 * k)], ["1", "0", "0", "0", "1", "0"]
    ds.Rows = ds.Columns = SIZE
    ds.SamplesPerPixel, ds.PhotometricInterpretation, ds.PixelRepresentation = 1, "MONOCHROME2", 1
    ds.BitsAllocated, ds.BitsStored, ds.HighBit = 16, 16, 15
    ds.RescaleIntercept, ds.RescaleSlope, ds.RescaleType = "0", "1", "HU"
    ds.PixelData = np.full((SIZE, SIZE), 100 * n, np.int16).tobytes()
    for keyword, value in says.items():
        setattr(ds, keyword, value)
    return ds


def temporal_position(k, n):
    return {"TemporalPositionIdentifier": str(n + 1), "NumberOfTemporalPositions": "3", "AcquisitionNumber": "1"}


def cardiac_phase(k, n):
    # Beds have an acquisition number each, which tells no phases apart.
    return {"NominalPercentageOfCardiacPhase": float(5 + 35 * n), "AcquisitionNumber": str(1 + k // 2)}


def trigger_time(k, n):
    # No two images have the same.
    return {"TriggerTime": f"{200 + 310 * n + 7 * k:.1f}"}


def acquisition_time(k, n):
    return {"AcquisitionDate": "20240102", "AcquisitionTime": f"10{20 + n:02d}{10 + k:02d}.250000"}


WAYS = {
    "temporal-position": (temporal_position, ["time point 1", "time point 2", "time point 3"]),
    "cardiac-phase": (cardiac_phase, ["cardiac phase 5 %", "cardiac phase 40 %", "cardiac phase 75 %"]),
    "trigger-time": (trigger_time, [f"phase {n} of 3 by trigger time" for n in (1, 2, 3)]),
    "acquisition-time": (acquisition_time, [f"phase {n} of 3 by acquisition time" for n in (1, 2, 3)]),
}


def main() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    for name, (says, _) in WAYS.items():
        series = uid()
        images = [
            image(series, k, n, 1 + n + 3 * k, says(k, n)) for k in range(SLICES) for n in range(3)
        ]
        (OUT / name).mkdir(parents=True)
        for number, ds in enumerate(images):
            # In no order.
            pydicom.dcmwrite(OUT / name / f"{(number * 5) % 9}.dcm", ds, enforce_file_format=True)
        if name == "trigger-time":
            segmentation(images[::3]).save_as(OUT / "trigger-time.seg.dcm")
    names = {name: phases for name, (_, phases) in WAYS.items()}
    (HERE / "phases.json").write_text(json.dumps(names, indent=2) + "\n")


def segmentation(images: list[Dataset]) -> hd.seg.Segmentation:
    """Of the series, without a word of its images: nothing says which phase it was drawn on."""
    mask = np.zeros((SLICES, SIZE, SIZE), np.uint8)
    mask[:, 2:6, 2:6] = 1
    neoplasm = hd.sr.CodedConcept("108369006", "SCT", "Neoplasm")
    abnormal = hd.sr.CodedConcept("49755003", "SCT", "Morphologically abnormal structure")
    seg = hd.seg.Segmentation(
        source_images=images, pixel_array=mask, segmentation_type="BINARY",
        segment_descriptions=[
            hd.seg.SegmentDescription(1, "Tumour", abnormal, neoplasm, hd.seg.SegmentAlgorithmTypeValues.MANUAL)
        ],
        series_instance_uid=uid(), series_number=9, sop_instance_uid=uid(), instance_number=1,
        manufacturer="test", manufacturer_model_name="test", software_versions="1", device_serial_number="1",
    )  # fmt: skip
    for frame in seg.PerFrameFunctionalGroupsSequence:
        if "DerivationImageSequence" in frame:
            del frame.DerivationImageSequence
    if "SourceImageSequence" in seg:
        del seg.SourceImageSequence
    for item in seg.ReferencedSeriesSequence:
        item.ReferencedInstanceSequence = Sequence()
    return seg


main()
