"""The Python side of preprocessing.mjs: prints timings as JSON, leaves SciPy's unrounded cube.

    python preprocessing_peers.py FOLDER CENTRE_L CENTRE_P CENTRE_S
"""

import json
import sys
from pathlib import Path
from time import perf_counter

import numpy as np
import SimpleITK as sitk
from scipy.ndimage import map_coordinates, spline_filter, zoom

SHAPE = (300, 512, 512)
SPACING = np.array([0.7, 0.7, 1.0])
ORIGIN = np.array([-179.2, -179.2, 0.0])
SIZE, RESIZE, MARGIN = 64, 299, 16
CUBE_RUNS = 5

OFFSETS = np.arange(SIZE) - (SIZE - 1) / 2
HALF_PIXEL = (np.arange(RESIZE) + 0.5) * SIZE / RESIZE - 0.5


def nine_views(cube):
    i = np.arange(SIZE)
    o = i[::-1]
    h = SIZE // 2
    planes = [cube[h], cube[:, h], cube[:, :, h], cube[:, i, i], cube[:, i, o], cube[i, :, i],
              cube[i, :, o], cube[i, i], cube[i, o]]
    lower = np.clip(np.floor(HALF_PIXEL), 0, SIZE - 1).astype(int)
    upper = np.minimum(lower + 1, SIZE - 1)
    weight = (np.clip(HALF_PIXEL, 0, SIZE - 1) - lower).astype(np.float32)
    stack = np.stack(planes).astype(np.float32)
    rows = stack[:, lower] + weight[:, None] * (stack[:, upper] - stack[:, lower])
    return rows[:, :, lower] + weight * (rows[:, :, upper] - rows[:, :, lower])


def scipy_cube(ct, centre):
    index = [(centre[a] + OFFSETS - ORIGIN[a]) / SPACING[a] for a in range(3)]
    box = [(max(0, int(np.floor(p[0])) - MARGIN), int(np.ceil(p[-1])) + 1 + MARGIN) for p in index]
    (i0, i1), (j0, j1), (k0, k1) = box
    coefficients = spline_filter(ct[k0:k1, j0:j1, i0:i1], order=3, mode="mirror")
    z, y, x = np.meshgrid(index[2] - k0, index[1] - j0, index[0] - i0, indexing="ij")
    return map_coordinates(coefficients, [z, y, x], order=3, mode="mirror", prefilter=False)


def scipy_whole(ct, centre):
    """The volume at 1 mm, then the 64 voxels around the centre."""
    isotropic = zoom(ct, SPACING[::-1], order=3, mode="mirror", grid_mode=True)
    return crop_cube(isotropic, centre - ORIGIN + (SPACING - 1) / 2)


def sitk_image(ct):
    image = sitk.GetImageFromArray(ct)
    image.SetSpacing(SPACING.tolist())
    image.SetOrigin(ORIGIN.tolist())
    return image


def sitk_resample(image, size, origin):
    return sitk.GetArrayFromImage(sitk.Resample(
        image, [int(n) for n in size], sitk.Transform(), sitk.sitkBSpline, np.asarray(origin).tolist(),
        [1.0, 1.0, 1.0], [1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0], -1000, sitk.sitkInt16))


def sitk_whole(image, centre):
    size = np.floor((np.array(image.GetSize()) - 1) * SPACING) + 1
    return crop_cube(sitk_resample(image, size, ORIGIN), centre - ORIGIN)


def sitk_cube(image, centre):
    lower = np.floor((centre - ORIGIN + OFFSETS[0]) / SPACING).astype(int) - MARGIN
    upper = np.ceil((centre - ORIGIN + OFFSETS[-1]) / SPACING).astype(int) + 1 + MARGIN
    region = image[lower[0]:upper[0], lower[1]:upper[1], lower[2]:upper[2]]
    return sitk_resample(region, [SIZE] * 3, centre + OFFSETS[0])


def crop_cube(isotropic, centre_mm):
    i, j, k = np.round(centre_mm - SIZE / 2).astype(int)
    return isotropic[k:k + SIZE, j:j + SIZE, i:i + SIZE]


def timed(name, run, repeats):
    times = []
    for _ in range(repeats):
        start = perf_counter()
        nine_views(run())
        times.append((perf_counter() - start) * 1000)
    return dict(name=name, ms=float(np.median(times)))


def main():
    folder = Path(sys.argv[1])
    centre = np.array([float(value) for value in sys.argv[2:5]])
    sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(1)
    ct = np.fromfile(folder / "ct.i16", np.int16).reshape(SHAPE)
    image = sitk_image(ct)
    scipy_cube(ct, centre).astype(np.float64).tofile(folder / "cube.f64")
    print(json.dumps([
        timed("SciPy, cube only", lambda: scipy_cube(ct, centre), CUBE_RUNS),
        timed("SimpleITK, cube only", lambda: sitk_cube(image, centre), CUBE_RUNS),
        timed("SciPy, whole volume", lambda: scipy_whole(ct, centre), 1),
        timed("SimpleITK, whole volume", lambda: sitk_whole(image, centre), 1),
    ]))


if __name__ == "__main__":
    main()
