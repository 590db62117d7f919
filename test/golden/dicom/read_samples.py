"""Writes what highdicom, pydicom and nibabel find in third-party objects to `samples.json`.

    MP_DATA=… python test/golden/dicom/read_samples.py

Every SEG of the sample folder is read on its own grid, those drawn on the CT of ct3 also on that, ct3
itself, and the IBSI CT phantom with its NIfTI mask. Masks are told by their voxel count and the SHA-256 of their
bytes (0 or 1, i fastest, then j, then k).
"""

import hashlib
import json
import os
from pathlib import Path

import highdicom as hd
import nibabel
import numpy as np
import pydicom

HERE = Path(__file__).parent
DATA = Path(os.environ.get("MP_DATA", HERE.parents[3] / "shared/data"))


def right_handed(volume: hd.Volume) -> hd.Volume:
    """Slices along row direction × column direction."""
    normal = np.cross(volume.affine[:3, 2], volume.affine[:3, 1])
    return volume if volume.affine[:3, 0] @ normal > 0 else volume.flip_spatial(0)


def grid(volume: hd.Volume) -> dict:
    return {
        "size": [int(n) for n in volume.spatial_shape[::-1]],
        "origin": volume.affine[:3, 3].tolist(),
        "axes": [volume.affine[:3, axis].tolist() for axis in (2, 1, 0)],
    }


def digest(mask: np.ndarray) -> dict:
    data = np.ascontiguousarray(mask.astype(np.uint8)).tobytes()
    return {"count": int(mask.sum()), "sha256": hashlib.sha256(data).hexdigest()}


def is_background(seg: hd.seg.Segmentation, number: int) -> bool:
    return seg.get_segment_description(number).segmented_property_type.value == "125040"


ct3 = right_handed(
    hd.get_volume_from_series([pydicom.dcmread(f) for f in sorted((DATA / "dicom-samples/ct3").glob("*"))])
)
found = []
for path in sorted((DATA / "dicom-samples/seg").glob("*.dcm")):
    seg = hd.seg.segread(path)
    targets = {}
    numbers = [int(d.SegmentNumber) for d in seg.SegmentSequence]
    for number in numbers:
        if number == 0 or is_background(seg, number):
            continue
        fractional = seg.segmentation_type == hd.seg.SegmentationTypeValues.FRACTIONAL
        if seg.get_volume_geometry(allow_missing_positions=True) is None:
            raise SystemExit(f"{path.name} has no regular grid")
        volume = right_handed(
            seg.get_volume(
                segment_numbers=[number], allow_missing_positions=True, rescale_fractional=fractional
            ).squeeze_channel()
        )
        member = (lambda v: v >= 0.5) if fractional else (lambda v: v > 0)
        own = targets.setdefault("own", {"grid": grid(volume), "segments": {}})
        own["segments"][number] = digest(member(volume.array))
        if path.name in ("liver.dcm", "partial_overlaps.dcm"):
            on_ct = targets.setdefault("ct3", {"grid": grid(ct3), "segments": {}})
            on_ct["segments"][number] = digest(member(volume.match_geometry(ct3.get_geometry()).array))
    found.append(
        {"file": path.name, "frameOfReferenceUid": seg.FrameOfReferenceUID, "targets": targets}
    )

ibsi = np.asarray(nibabel.load(DATA / "ct-seg/ibsi-ct/nifti/mask/mask.nii.gz").dataobj) > 0
images = [pydicom.dcmread(f) for f in (DATA / "ct-seg/ibsi-ct/dicom/image").glob("*.dcm")]
images.sort(key=lambda image: float(image.ImagePositionPatient[2]))
hounsfield = np.stack([i.pixel_array * float(i.RescaleSlope) + float(i.RescaleIntercept) for i in images])
result = {
    "ct3": {
        "grid": grid(ct3),
        "sha256": hashlib.sha256(np.ascontiguousarray(ct3.array.astype("<i2")).tobytes()).hexdigest(),
    },
    "segmentations": found,
    "ibsiMask": digest(ibsi.transpose(2, 1, 0)),
    "ibsiImage": {"sha256": hashlib.sha256(hounsfield.astype("<i2").tobytes()).hexdigest()},
}
(HERE / "samples.json").write_text(json.dumps(result, indent=1) + "\n")
