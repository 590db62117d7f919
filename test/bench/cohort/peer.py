"""What a researcher would write: pydicom, SimpleITK and onnxruntime, each case of a cohort to a row of a table.

    python test/bench/cohort/peer.py COHORT PACKAGE OUT.csv whole|cube THREADS

`whole` resamples the volume to 1 mm as the MMDL paper words it, `cube` only the 64 mm around the lesion. Nine planes
of the cube, resized and normalised, go through the package's graph with the values for unknown clinical inputs.
"""

import csv
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import pydicom
import SimpleITK as sitk

COHORT, PACKAGE, OUT, HOW, THREADS = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5])
MANIFEST = json.loads((PACKAGE / "model.json").read_text())
VIEWS = next(given for given in MANIFEST["inputs"] if given["kind"] == "views")
CLINICAL = next(given for given in MANIFEST["inputs"] if given["kind"] == "clinical")
SIZE = VIEWS["cube"]["size"]


def planes(cube):
    """Nine planes of a cube [z, y, x]."""
    middle, n = SIZE // 2, np.arange(SIZE)
    return [
        cube[middle], cube[:, middle], cube[:, :, middle],
        cube[:, n, n], cube[:, n, n[::-1]], cube[n, :, n], cube[n, :, n[::-1]], cube[n, n], cube[n, n[::-1]],
    ]  # fmt: skip


def resized(plane):
    side = VIEWS["resize"]["size"]
    scale = SIZE / side
    position = (np.arange(side) + 0.5) * scale - 0.5
    low = np.clip(np.floor(position).astype(int), 0, SIZE - 1)
    high = np.clip(low + 1, 0, SIZE - 1)
    share = np.clip(position - low, 0, 1)
    rows = plane[low] * (1 - share)[:, None] + plane[high] * share[:, None]
    return rows[:, low] * (1 - share) + rows[:, high] * share


def read_case(folder):
    ct, seg = {}, None
    for path in folder.rglob("*.dcm"):
        ds = pydicom.dcmread(path)
        if ds.Modality == "CT":
            ct[float(ds.ImagePositionPatient[2])] = ds
        elif ds.Modality == "SEG":
            seg = ds
    slices = [ct[z] for z in sorted(ct)]
    volume = np.stack([s.pixel_array * float(s.RescaleSlope) + float(s.RescaleIntercept) for s in slices])
    image = sitk.GetImageFromArray(volume.astype(np.int16))
    dy, dx = map(float, slices[0].PixelSpacing)
    z = sorted(ct)
    image.SetSpacing((dx, dy, z[1] - z[0]))
    image.SetOrigin(tuple(map(float, slices[0].ImagePositionPatient)))
    mask = np.zeros(volume.shape, bool)
    for frame, pixels in zip(seg.PerFrameFunctionalGroupsSequence, np.atleast_3d(seg.pixel_array), strict=True):
        place = float(frame.PlanePositionSequence[0].ImagePositionPatient[2])
        mask[int(np.argmin(np.abs(np.array(z) - place)))] |= pixels.astype(bool)
    centre = image.TransformContinuousIndexToPhysicalPoint([float(c) for c in np.argwhere(mask).mean(axis=0)[::-1]])
    return image, centre


def cube_of(image, centre):
    step = VIEWS["cube"]["spacingMm"]
    outside = VIEWS["cube"]["outsideHu"]
    resample = sitk.ResampleImageFilter()
    resample.SetInterpolator(sitk.sitkBSpline)
    resample.SetDefaultPixelValue(outside)
    resample.SetOutputSpacing((step,) * 3)
    if HOW == "whole":
        size = [round(n * s / step) for n, s in zip(image.GetSize(), image.GetSpacing(), strict=True)]
        resample.SetSize(size)
        resample.SetOutputOrigin(image.GetOrigin())
        whole = sitk.GetArrayFromImage(resample.Execute(image))
        at = [round((c - o) / step) for c, o in zip(centre, image.GetOrigin(), strict=True)]
        padded = np.pad(whole, SIZE, constant_values=outside)
        k, j, i = (n + SIZE - SIZE // 2 for n in at[::-1])
        return padded[k : k + SIZE, j : j + SIZE, i : i + SIZE]
    resample.SetSize((SIZE,) * 3)
    resample.SetOutputOrigin([c - (SIZE - 1) / 2 * step for c in centre])
    return sitk.GetArrayFromImage(resample.Execute(image))


options = onnxruntime.SessionOptions()
options.intra_op_num_threads = THREADS
sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(THREADS)
session = onnxruntime.InferenceSession(PACKAGE / MANIFEST["graph"]["path"], options, providers=["CPUExecutionProvider"])
clinical = np.array([[field["missing"] for field in CLINICAL["fields"]]], np.float32)
low, high = VIEWS["clipHu"]
with open(OUT, "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["case", "target", "probability"])
    for folder in sorted(path for path in COHORT.iterdir() if path.is_dir()):
        cube = cube_of(*read_case(folder)).astype(np.float32)
        views = np.clip(np.stack([resized(plane) for plane in planes(cube)]), low, high)
        views = (views - VIEWS["normalisation"]["mean"]) / VIEWS["normalisation"]["sd"]
        feeds = {VIEWS["tensor"]: views[None].astype(np.float32), CLINICAL["tensor"]: clinical}
        (given,) = session.run([MANIFEST["outputs"]["probabilities"]], feeds)
        for target in MANIFEST["targets"]:
            writer.writerow([folder.name, target["id"], float(given[0][target["index"]])])
