"""Writes the IBSI CT phantom's NIfTI mask as a BINARY SEG by highdicom.

    python make_seg.py IBSI_FOLDER OUT.dcm

The phantom is CC BY-NC 3.0, so nothing made from it is committed: tests run this where a Python with
highdicom, pydicom and nibabel is named by MP_PYTHON.
"""

import sys
from pathlib import Path

import highdicom as hd
import nibabel
import numpy as np
import pydicom
from pydicom.sr.codedict import codes


def main(folder: Path, out: Path) -> None:
    slices = [pydicom.dcmread(file) for file in sorted((folder / "dicom/image").glob("*.dcm"))]
    slices.sort(key=lambda ds: float(ds.ImagePositionPatient[2]))
    for ds in slices:  # highdicom wants type-2 attributes that the phantom leaves out
        for keyword in ("StudyDate", "StudyTime", "AccessionNumber", "StudyID", "PatientBirthDate"):
            if keyword not in ds:
                setattr(ds, keyword, "")

    mask = np.asarray(nibabel.load(folder / "nifti/mask/mask.nii.gz").dataobj) > 0
    # NIfTI counts (x, y, z) as the DICOM columns, rows and slices do; only the order differs.
    frames = np.ascontiguousarray(mask.transpose(2, 1, 0))
    assert frames.shape == (len(slices), slices[0].Rows, slices[0].Columns)

    description = hd.seg.SegmentDescription(
        segment_number=1,
        segment_label="GTV-1",
        segmented_property_category=codes.SCT.MorphologicallyAbnormalStructure,
        segmented_property_type=codes.SCT.Neoplasm,
        algorithm_type=hd.seg.SegmentAlgorithmTypeValues.MANUAL,
    )
    hd.seg.Segmentation(
        source_images=slices,
        pixel_array=frames,
        segmentation_type=hd.seg.SegmentationTypeValues.BINARY,
        segment_descriptions=[description],
        series_instance_uid=hd.UID(),
        series_number=2,
        sop_instance_uid=hd.UID(),
        instance_number=1,
        manufacturer="highdicom",
        manufacturer_model_name="make_seg.py",
        software_versions=hd.__version__,
        device_serial_number="0",
    ).save_as(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
