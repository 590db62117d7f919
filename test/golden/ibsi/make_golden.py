"""What SciPy makes of the IBSI lung-cancer CT, for core/src/views/ibsiCt.test.ts.

The CT may not be copied (CC BY-NC 3.0), so only numbers leave it: measurements of the lesion, and
statistics and random projections of each view, which a shift of a hundredth HU would move.

    python test/golden/ibsi/make_golden.py PATH/ct-seg/ibsi-ct/nifti     (numpy, scipy, nibabel)
"""

import json
import sys
from pathlib import Path

import nibabel as nib
import numpy as np
from scipy.ndimage import label, map_coordinates
from scipy.spatial import ConvexHull
from scipy.spatial.distance import pdist

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "views"))
from make_golden import PLANES, RESIZE, hash32  # noqa: E402

SIZE = 64
PROJECTIONS = 4


def main(folder):
    image = nib.load(folder / "image/phantom.nii.gz")
    mask = np.asarray(nib.load(folder / "mask/mask.nii.gz").dataobj) > 0
    affine = np.diag([-1, -1, 1, 1]) @ image.affine
    voxels = np.argwhere(mask)
    points = voxels @ affine[:3, :3].T + affine[:3, 3]
    centre = points.mean(axis=0)

    offsets = np.arange(SIZE) - (SIZE - 1) / 2
    z, y, x = np.meshgrid(offsets, offsets, offsets, indexing="ij")
    samples = centre + np.stack([x, y, z], axis=-1).reshape(-1, 3)
    index = (np.linalg.inv(affine[:3, :3]) @ (samples - affine[:3, 3]).T)
    last = np.array(image.shape)[:, None] - 1
    inside = ((index >= -1e-6) & (index <= last + 1e-6)).all(axis=0)
    values = map_coordinates(image.get_fdata(), index, order=3, mode="mirror")
    cube = np.where(inside, np.rint(values), -1000).reshape(SIZE, SIZE, SIZE)
    lesion = map_coordinates(mask.astype(np.uint8), index, order=0).reshape(cube.shape)

    half_pixel = (np.arange(RESIZE) + 0.5) * SIZE / RESIZE - 0.5
    grid = np.meshgrid(half_pixel, half_pixel, indexing="ij")
    pixel = np.arange(RESIZE**2, dtype=np.uint64)
    signs = [np.where(hash32(pixel, pixel * 0, pixel * 0 + n) & 1, 1, -1) for n in range(PROJECTIONS)]

    views = []
    for name, plane in PLANES.items():
        view = map_coordinates(plane(cube, np.arange(SIZE)), grid, order=1, mode="nearest").ravel()
        views.append(dict(
            plane=name, mean=view.mean(), sd=view.std(), min=view.min(), max=view.max(),
            projections=[float((view * sign).sum() / RESIZE) for sign in signs],
            lesionPixels=int(plane(lesion, np.arange(SIZE)).sum()),
        ))
    golden = dict(
        centroidLps=centre.tolist(),
        voxelCount=len(voxels),
        volumeMm3=float(len(voxels) * abs(np.linalg.det(affine[:3, :3]))),
        longestDiameterMm=float(pdist(points[ConvexHull(points).vertices]).max()),
        sliceCount=int(mask.any(axis=(0, 1)).sum()),
        partCount=int(label(mask, structure=np.ones((3, 3, 3)))[1]),
        views=views,
    )
    (HERE / "golden.json").write_text(json.dumps(golden, indent=2) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
