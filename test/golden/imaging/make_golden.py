"""Golden lesion measurements, components and resampled masks, for core/src/imaging/*.test.ts.

Oracles: scipy.ndimage.label, scipy.spatial.distance.pdist over all voxels, SimpleITK's nearest
neighbour resampling. Masks are made from integer hashes, as in ../views/make_golden.py.

    python test/golden/imaging/make_golden.py        (numpy, scipy, SimpleITK)
"""

import base64
import json
import sys
from pathlib import Path

import numpy as np
import SimpleITK as sitk
from scipy.ndimage import label
from scipy.spatial.distance import pdist
from scipy.spatial.transform import Rotation

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "views"))
from make_golden import axes, hash32, indices, make_mask  # noqa: E402

OBLIQUE = Rotation.from_euler("xyz", [20, 7, -31], degrees=True).as_matrix().T
AXIAL = dict(size=[24, 20, 14], origin=[-10.5, 3.25, 100.0], axes=axes(np.eye(3), [0.7, 0.7, 2.5]))
TILTED = dict(size=[22, 24, 18], origin=[5.0, -6.0, 7.0], axes=axes(OBLIQUE, [0.9, 0.8, 1.5]))

MEASURED = [
    dict(name="sparse", grid=AXIAL, percent=3),
    dict(name="dense", grid=AXIAL, percent=9),
    dict(name="tilted", grid=TILTED, percent=5),
    dict(name="single voxel", grid=TILTED,
         ellipsoid=dict(centre=[3, 23, 9], weights=[1, 1, 1], limit=0)),
    dict(name="ellipsoid", grid=TILTED,
         ellipsoid=dict(centre=[10, 12, 9], weights=[2, 1, 4], limit=110)),
]

SOURCE = dict(grid=AXIAL, ellipsoid=dict(centre=[16, 9, 11], weights=[2, 1, 9], limit=70))
TARGETS = [
    dict(name="finer", grid=dict(size=[40, 30, 50], origin=[-8.1, 5.0, 112.3],
                                 axes=axes(np.eye(3), [0.45, 0.5, 0.55]))),
    dict(name="tilted", grid=dict(size=[18, 20, 24], origin=[-6.13, 2.27, 108.4],
                                  axes=axes(OBLIQUE, [0.9, 0.8, 1.5]))),
    dict(name="flipped", grid=dict(size=[24, 20, 14], origin=[5.7, 16.5, 132.6],
                                   axes=axes(-np.eye(3), [0.71, 0.69, 2.4]))),
    dict(name="elsewhere", grid=dict(size=[5, 5, 5], origin=[500.0, 0.0, 0.0],
                                     axes=axes(np.eye(3), [1, 1, 1]))),
]


def mask_of(case):
    size = case["grid"]["size"]
    if "ellipsoid" in case:
        return make_mask(size, case["ellipsoid"])
    return hash32(*indices(size)) % 100 < case["percent"]


def measure(case):
    mask = mask_of(case)
    grid_axes = np.array(case["grid"]["axes"])
    points = np.array(case["grid"]["origin"]) + np.argwhere(mask)[:, ::-1] @ grid_axes
    labels, count = label(mask, structure=np.ones((3, 3, 3)))
    return case | dict(
        centroidLps=points.mean(axis=0).tolist(),
        volumeMm3=float(mask.sum() * abs(np.linalg.det(grid_axes))),
        longestDiameterMm=float(pdist(points).max()) if len(points) > 1 else 0.0,
        sliceCount=int(mask.any(axis=(1, 2)).sum()),
        componentSizes=sorted((int((labels == n + 1).sum()) for n in range(count)), reverse=True),
    )


def image(mask, grid):
    result = sitk.GetImageFromArray(mask.astype(np.uint8))
    set_geometry(result, grid)
    return result


def set_geometry(result, grid):
    grid_axes = np.array(grid["axes"])
    spacing = np.linalg.norm(grid_axes, axis=1)
    result.SetOrigin(grid["origin"])
    result.SetSpacing(spacing.tolist())
    result.SetDirection((grid_axes / spacing[:, None]).T.ravel().tolist())


def resample(target):
    reference = sitk.Image(target["grid"]["size"], sitk.sitkUInt8)
    set_geometry(reference, target["grid"])
    source = image(mask_of(SOURCE), SOURCE["grid"])
    result = sitk.GetArrayFromImage(
        sitk.Resample(source, reference, sitk.Transform(), sitk.sitkNearestNeighbor, 0)
    )
    bits = base64.b64encode(np.packbits(result.ravel())).decode()
    return target | dict(voxelCount=int(result.sum()), bits=bits)


def main():
    golden = dict(
        measured=[measure(case) for case in MEASURED],
        resampled=dict(source=SOURCE, targets=[resample(target) for target in TARGETS]),
    )
    (HERE / "golden.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
