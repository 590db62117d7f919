"""Label maps and a map of probabilities in JPEG-LS and JPEG 2000, and what pydicom's codecs read back.

    python test/golden/dicom/make_compressed_seg.py   (highdicom 0.28, pydicom 3, pyjpegls, pylibjpeg-openjpeg)

Encoded by CharLS and OpenJPEG through pydicom; `seg-compressed.json` has for each file the voxels of each
segment, and of the fractional one for thresholds as fractions of its maximum.
"""

import json
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
from pydicom.uid import JPEG2000Lossless, JPEGLSLossless

HERE = Path(__file__).parent
OUT = HERE / "seg-compressed"
ROOT = "1.2.826.0.1.3680043.8.498.77.9."
#: As small as the JPEG 2000 encoder takes.
COLUMNS, ROWS, SLICES = 48, 40, 7
SYNTAXES = {"jpeg-ls": JPEGLSLossless, "jpeg-2000": JPEG2000Lossless}

uid_count = 0


def uid() -> str:
    global uid_count
    uid_count += 1
    return f"{ROOT}{uid_count}"


base = sorted(
    (pydicom.dcmread(path) for path in (HERE / "oblique").glob("*.dcm")), key=lambda image: int(image.InstanceNumber)
)
for image in base:
    image.Rows, image.Columns = ROWS, COLUMNS
    image.PixelData = bytes(2 * ROWS * COLUMNS)
k, j, i = np.meshgrid(np.arange(SLICES), np.arange(ROWS), np.arange(COLUMNS), indexing="ij")
DISTANCE = np.sqrt((i - 9) ** 2 + (j - 9) ** 2 + (2 * (k - 3)) ** 2)
LABELS = np.where(DISTANCE <= 4, 1, np.where(np.abs(i - 17) + np.abs(j - 5) + k <= 5, 2, 0)).astype(np.uint8)
FRACTIONS = np.exp(-((DISTANCE / 6) ** 2))


def describe(number: int) -> hd.seg.SegmentDescription:
    return hd.seg.SegmentDescription(
        number, f"Tumour {number}",
        hd.sr.CodedConcept("49755003", "SCT", "Morphologically abnormal structure"),
        hd.sr.CodedConcept("108369006", "SCT", "Neoplasm"),
        hd.seg.SegmentAlgorithmTypeValues.MANUAL,
    )  # fmt: skip


def write(name, pixels, kind, numbers, syntax) -> Path:
    segmentation = hd.seg.Segmentation(
        source_images=base, pixel_array=pixels, segmentation_type=kind,
        segment_descriptions=[describe(number) for number in numbers],
        series_instance_uid=uid(), series_number=9, sop_instance_uid=uid(), instance_number=1,
        manufacturer="test", manufacturer_model_name="test", software_versions="1", device_serial_number="1",
        omit_empty_frames=False,
    )  # fmt: skip
    segmentation.compress(syntax, generate_instance_uid=False)
    path = OUT / f"{name}.dcm"
    segmentation.save_as(path)
    return path


def main() -> None:
    OUT.mkdir(exist_ok=True)
    expected = {}
    for short, syntax in SYNTAXES.items():
        path = write(f"labelmap-{short}", LABELS, "LABELMAP", (1, 2), syntax)
        stored = pydicom.dcmread(path).pixel_array
        expected[path.name] = {str(n): int((stored == n).sum()) for n in (1, 2)}
    path = write("fractional-jpeg-ls", FRACTIONS, "FRACTIONAL", (1,), JPEGLSLossless)
    fractional = pydicom.dcmread(path)
    maximum = int(fractional.MaximumFractionalValue)
    expected[path.name] = {
        str(t): int((fractional.pixel_array >= t * maximum).sum()) for t in (0.25, 0.5, 0.75)
    }
    (HERE / "seg-compressed.json").write_text(json.dumps(expected, indent=2) + "\n")


main()
