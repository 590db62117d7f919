"""Structure sets whose contours repeat, overlap or lie in each other, and the voxels that they mean.

    python make_overlapping_contours.py        # pydicom 3, numpy, shapely 2

Writes overlapping-contours.dcm and overlapping-contours.json beside this file. The expected voxels are
those whose centres lie in the polygons as shapely joins and subtracts them. Where plastimatch is
installed, how many voxels it fills is recorded too, as it joins contours by default and with
--xor-contours; docs/decisions/0012-contours-that-overlap.md compares the readers.
"""

import gzip
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, RTStructureSetStorage
from shapely import contains_xy
from shapely.geometry import Polygon

HERE = Path(__file__).parent
COLUMNS, ROWS, SLICES = 48, 40, 3
ROOT = "1.2.826.0.1.3680043.8.498.79"
SLICE = 1


def disc(x, y, radius, corners=40):
    angles = 2 * np.pi * (np.arange(corners) + 0.3) / corners
    return [(float(x + radius * np.cos(a)), float(y + radius * np.sin(a))) for a in angles]


A = disc(18.21, 17.13, 11.37)
B = disc(31.07, 20.41, 8.23)
C = disc(17.33, 16.19, 5.41)
D = disc(17.83, 16.71, 2.37)
E = disc(39.17, 8.29, 4.61)
F = disc(9.13, 12.71, 5.19)
G = disc(22.21, 18.37, 3.83)
NEARLY_A = disc(18.21, 17.13, 11.07)
INSIDE_A = disc(18.21, 17.13, 8.83)
KEYHOLE = [*A, A[0], *C[::-1], C[-1]]
a, b, c, d, e, f, g, inside_a = map(Polygon, (A, B, C, D, E, F, G, INSIDE_A))

PLANAR, XOR = "CLOSED_PLANAR", "CLOSEDPLANAR_XOR"
# number: (name, [(polygon, type)], what it means)
ROIS = {
    1: ("Plain", [(A, PLANAR)], a),
    2: ("Repeated", [(A, PLANAR), (A[7:] + A[:7], PLANAR)], a),
    3: ("Repeated the other way round", [(A, PLANAR), (A[::-1], PLANAR)], a),
    4: ("Overlapping", [(A, PLANAR), (B, PLANAR)], a | b),
    5: ("Hole", [(A, PLANAR), (C, PLANAR)], a - c),
    6: ("Island in a hole", [(D, PLANAR), (A, PLANAR), (C, PLANAR)], (a - c) | d),
    7: ("Nearly repeated", [(A, PLANAR), (NEARLY_A, PLANAR)], a),
    8: ("Hole of two", [(A, PLANAR), (C, PLANAR), (G, PLANAR)], a - (c | g)),
    9: ("Beside", [(A, PLANAR), (E, PLANAR)], a | e),
    10: ("Hole by XOR", [(A, XOR), (C, XOR)], a - c),
    11: ("Overlapping by XOR", [(A, XOR), (B, XOR)], a ^ b),
    12: ("Traced twice", [(A + A, PLANAR)], a),
    13: ("Hole across the border", [(A, PLANAR), (F, PLANAR)], a | f),
    14: ("Keyhole and another", [(KEYHOLE, PLANAR), (B, PLANAR)], (a - c) | b),
    15: ("Wall", [(A, PLANAR), (INSIDE_A, PLANAR)], a - inside_a),
    16: ("Hole by XOR in a plain one", [(A, PLANAR), (C, XOR), (D, XOR)], (a - c) | d),
}


def structure_set() -> FileDataset:
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = RTStructureSetStorage
    meta.MediaStorageSOPInstanceUID = f"{ROOT}.3"
    rt = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    rt.SOPClassUID, rt.SOPInstanceUID = meta.MediaStorageSOPClassUID, f"{ROOT}.3"
    rt.Modality = "RTSTRUCT"
    rt.StudyInstanceUID, rt.SeriesInstanceUID = f"{ROOT}.1", f"{ROOT}.2"
    rt.PatientName, rt.PatientID = "Fixture^Overlap", "FIX-3"
    rt.StructureSetLabel = "OVERLAPPING"
    frame = Dataset()
    frame.FrameOfReferenceUID = f"{ROOT}.4"
    rt.ReferencedFrameOfReferenceSequence = [frame]
    rt.StructureSetROISequence, rt.ROIContourSequence = [], []
    for number, (name, contours, _) in ROIS.items():
        roi = Dataset()
        roi.ROINumber, roi.ROIName = number, name
        roi.ReferencedFrameOfReferenceUID = f"{ROOT}.4"
        roi.ROIGenerationAlgorithm = "MANUAL"
        rt.StructureSetROISequence.append(roi)
        drawn = Dataset()
        drawn.ReferencedROINumber = number
        drawn.ContourSequence = []
        for polygon, kind in contours:
            contour = Dataset()
            contour.ContourGeometricType = kind
            contour.NumberOfContourPoints = len(polygon)
            contour.ContourData = [f"{x:.6f}" for px, py in polygon for x in (px, py, SLICE)]
            drawn.ContourSequence.append(contour)
        rt.ROIContourSequence.append(drawn)
    return rt


def meant(region) -> list[int]:
    """Flat indices, i fastest, of the voxels of 1 mm whose centres lie inside."""
    j, i = np.mgrid[0:ROWS, 0:COLUMNS]
    inside = contains_xy(region, i.ravel(), j.ravel())
    return [int(n) + SLICE * ROWS * COLUMNS for n in np.flatnonzero(inside)]


def plastimatch(file: Path, *options: str) -> dict[str, int]:
    """Voxels of each region as plastimatch fills it on the same grid."""
    with tempfile.TemporaryDirectory() as folder:
        fixed = Path(folder) / "fixed.nrrd"
        header = (
            "NRRD0004\ntype: uint8\ndimension: 3\nspace: left-posterior-superior\n"
            f"sizes: {COLUMNS} {ROWS} {SLICES}\n"
            "space directions: (1,0,0) (0,1,0) (0,0,1)\nspace origin: (0,0,0)\nencoding: raw\n\n"
        )
        fixed.write_bytes(header.encode() + bytes(COLUMNS * ROWS * SLICES))
        out = Path(folder) / "out"
        command = ["plastimatch", "convert", "--input", str(file), "--fixed", str(fixed)]
        command += ["--output-prefix", str(out), "--prefix-format", "nrrd", *options]
        subprocess.run(command, check=True, capture_output=True)
        counts = {}
        for number, (name, _, _) in ROIS.items():
            file_of_region = out / f"{name}.nrrd"
            # It leaves out what it reads no contour of: those of type CLOSEDPLANAR_XOR.
            found = voxels_of(file_of_region.read_bytes()) if file_of_region.exists() else []
            counts[str(number)] = int(np.count_nonzero(found))
        return counts


def voxels_of(nrrd: bytes) -> np.ndarray:
    header, data = nrrd.split(b"\n\n", 1)
    if b"encoding: gzip" in header:
        data = gzip.decompress(data)
    return np.frombuffer(data, np.uint8)


file = HERE / "overlapping-contours.dcm"
structure_set().save_as(file, enforce_file_format=True)
expected = {
    "size": [COLUMNS, ROWS, SLICES],
    "frameOfReferenceUid": f"{ROOT}.4",
    "rois": [
        {"number": number, "name": name, "voxels": meant(region)}
        for number, (name, _, region) in ROIS.items()
    ],
}
known = HERE / "overlapping-contours.json"
if shutil.which("plastimatch"):
    expected["plastimatch"] = plastimatch(file)
    expected["plastimatchXor"] = plastimatch(file, "--xor-contours")
elif known.exists():
    before = json.loads(known.read_text())
    expected |= {key: before[key] for key in ("plastimatch", "plastimatchXor") if key in before}
known.write_text(json.dumps(expected) + "\n")
