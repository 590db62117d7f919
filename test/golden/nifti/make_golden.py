"""Small NIfTI files written by nibabel, and what nibabel reads back, for core/src/imaging/nifti.test.ts.

    python test/golden/nifti/make_golden.py        (numpy, nibabel, SimpleITK)
"""

import json
from pathlib import Path

import nibabel as nib
import numpy as np
import SimpleITK as sitk
from scipy.spatial.transform import Rotation

HERE = Path(__file__).parent
SIZE = (5, 4, 3)
STORED = (np.arange(60).reshape(SIZE) * 37) % 211 - 90


def affine(rotation, spacing, origin):
    result = np.eye(4)
    result[:3, :3] = rotation @ np.diag(spacing)
    result[:3, 3] = origin
    return result


OBLIQUE = affine(Rotation.from_euler("xyz", [10, 20, 30], degrees=True).as_matrix(),
                 [0.7, 0.8, 2.5], [-100.5, 20.25, 300.0])
# A half turn about an oblique axis: the quaternion's scalar is 0 and float32 rounds its length.
HALF_TURN = affine(Rotation.from_rotvec(np.pi * np.array([0.36, 0.48, 0.8])).as_matrix(),
                   [0.9, 0.9, -1.25], [10.0, -20.0, 30.0])
SHEARED = OBLIQUE @ np.array([[1, 0, 0.2, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]])


def save(name, data, matrix, *, image=nib.Nifti1Image, sform=1, qform=0, slope=None, big=False):
    written = image(data, matrix)
    written.set_sform(matrix if sform else None, sform)
    written.set_qform(matrix if qform else None, qform)
    if slope:
        written.header.set_slope_inter(*slope)
    if big:
        written = image(data, matrix, written.header.as_byteswapped(">"))
        if slope:
            written.header.set_slope_inter(*slope)
    nib.save(written, HERE / name)
    return name


def save_written(name, voxels):
    """What we must write byte for byte; SimpleITK agrees where its voxels lie."""
    written = nib.Nifti1Image(voxels, OBLIQUE)
    header = written.header
    header.set_xyzt_units("mm")
    header.set_slope_inter(1, 0)
    header["sform_code"] = 1
    for unused in ["quatern_b", "quatern_c", "quatern_d", "qoffset_x", "qoffset_y", "qoffset_z"]:
        header[unused] = 0
    nib.save(written, HERE / name)

    image = sitk.ReadImage(str(HERE / name))
    corner = [size - 1 for size in SIZE]
    lps = np.diag([-1, -1, 1, 1]) @ OBLIQUE @ [*corner, 1]
    assert np.allclose(image.TransformIndexToPhysicalPoint(corner), lps[:3], atol=1e-4)
    assert np.array_equal(sitk.GetArrayFromImage(image), voxels.T)


def main():
    save_written("mask.nii", (STORED % 2).astype(np.uint8))
    save_written("image.nii", STORED.astype(np.int16))
    nan = STORED.astype(np.float64)
    nan[0, 0, 0] = np.nan
    good = [
        save("sform-int16.nii.gz", STORED.astype(np.int16), OBLIQUE),
        save("sform-scaled.nii", STORED.astype(np.int16), OBLIQUE, slope=(0.5, -1000)),
        save("qform-half-turn.nii.gz", STORED.astype(np.float32), HALF_TURN, sform=0, qform=1),
        save("big-endian.nii.gz", STORED.astype(np.int16), OBLIQUE, big=True),
        save("nifti2-float64.nii.gz", nan, OBLIQUE, image=nib.Nifti2Image),
        save("labels-uint8.nii.gz", (STORED % 4).astype(np.uint8), OBLIQUE),
    ]
    save("sheared.nii.gz", STORED.astype(np.int16), SHEARED)
    save("no-orientation.nii.gz", STORED.astype(np.int16), OBLIQUE, sform=0)
    save("four-dimensional.nii.gz", np.zeros((2, 2, 2, 2), np.int16), OBLIQUE)

    expected = []
    for name in good:
        read = nib.load(HERE / name)
        lps = np.diag([-1, -1, 1, 1]) @ read.affine
        voxels = read.get_fdata().ravel(order="F")
        expected.append(dict(
            name=name,
            size=read.shape,
            origin=lps[:3, 3].tolist(),
            axes=lps[:3, :3].T.tolist(),
            voxels=[None if np.isnan(v) else v for v in voxels],
        ))
    (HERE / "golden.json").write_text(json.dumps(expected) + "\n")


if __name__ == "__main__":
    main()
