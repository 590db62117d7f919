"""Golden cubes and views from SciPy, for core/src/views/extractViews.test.ts.

An independent implementation of the sampling that the code promises: the whole volume is
interpolated, not a region of it, and every step is SciPy's own. The CTs are made from integer
hashes, which both languages compute alike, so only results are stored.

    python test/golden/views/make_golden.py        (numpy, scipy)
"""

import gzip
import json
from pathlib import Path

import numpy as np
from scipy.ndimage import map_coordinates
from scipy.spatial.transform import Rotation

HERE = Path(__file__).parent
RESIZE = 299
# Every view pixel depends on the cube alone; a lattice of them shows that they are cut and resized
# as they should be.
VIEW_STEP = 13
OUTSIDE_HU = -1000

OBLIQUE = Rotation.from_euler("xyz", [11, -17, 23], degrees=True).as_matrix()


def axes(directions, spacing):
    """Rows: LPS mm per index along i, j, k."""
    return (np.asarray(directions, float) * np.asarray(spacing)[:, None]).tolist()


# The ellipsoid holds the voxels with w·(index − centre)² ≤ limit, in integers.
CASES = {
    "axial": dict(
        size=[140, 132, 46],
        origin=[-51.3, -170.25, -302.5],
        axes=axes(np.eye(3), [0.703125, 0.703125, 2.5]),
        ellipsoid=dict(centre=[71, 60, 21], weights=[4, 5, 40], limit=900),
        cube=dict(size=64, spacingMm=1.0),
    ),
    "coronal-flipped": dict(
        size=[90, 84, 74],
        origin=[60.0, -30.0, 80.0],
        axes=axes([[-1, 0, 0], [0, 0, -1], [0, 1, 0]], [0.9, 0.9, 1.3]),
        ellipsoid=dict(centre=[40, 45, 33], weights=[3, 2, 7], limit=300),
        cube=dict(size=40, spacingMm=1.0),
    ),
    "oblique-fractional": dict(
        size=[88, 80, 62],
        origin=[-44.0, 12.0, 300.0],
        axes=axes(OBLIQUE.T, [0.8, 0.85, 1.25]),
        ellipsoid=dict(centre=[43, 40, 30], weights=[3, 3, 8], limit=500),
        cube=dict(size=40, spacingMm=1.0),
        fractional=True,
    ),
    "at-the-border": dict(
        size=[60, 64, 5],
        origin=[-100.0, -100.0, 50.0],
        axes=axes(np.eye(3), [1.0, 1.0, 5.0]),
        ellipsoid=dict(centre=[8, 57, 2], weights=[2, 3, 30], limit=130),
        cube=dict(size=40, spacingMm=1.25),
    ),
}

PLANES = {
    "axial": lambda v, i: v[len(i) // 2, :, :],
    "coronal": lambda v, i: v[:, len(i) // 2, :],
    "sagittal": lambda v, i: v[:, :, len(i) // 2],
    "diagonal-yx": lambda v, i: v[:, i, i],
    "antidiagonal-yx": lambda v, i: v[:, i, i[::-1]],
    "diagonal-zx": lambda v, i: v[i, :, i],
    "antidiagonal-zx": lambda v, i: v[i, :, i[::-1]],
    "diagonal-zy": lambda v, i: v[i, i, :],
    "antidiagonal-zy": lambda v, i: v[i, i[::-1], :],
}


def hash32(i, j, k):
    """Mixes three indices into 32 bits (the finaliser of MurmurHash3)."""
    h = (i * 0x9E3779B1 + j * 0x85EBCA77 + k * 0xC2B2AE3D) & 0xFFFFFFFF
    h ^= h >> 16
    h = (h * 0x85EBCA6B) & 0xFFFFFFFF
    h ^= h >> 13
    h = (h * 0xC2B2AE35) & 0xFFFFFFFF
    return h ^ (h >> 16)


def indices(size):
    k, j, i = np.meshgrid(*(np.arange(n, dtype=np.uint64) for n in size[::-1]), indexing="ij")
    return i, j, k


def make_ct(size, fractional):
    """Blocks of 5 x 6 x 3 voxels with HU from -1000 to 599, and noise of 0 to 31 HU, [k, j, i]."""
    i, j, k = indices(size)
    blocks = (hash32(i // 5, j // 6, k // 3) % 1600).astype(np.int64) - 1000
    noise = (hash32(i, j, k) % 32).astype(np.int64)
    return blocks + noise / 8 if fractional else (blocks + noise).astype(np.int16)


def make_mask(size, ellipsoid):
    i, j, k = (axis.astype(np.int64) for axis in indices(size))
    (ci, cj, ck), (wi, wj, wk) = ellipsoid["centre"], ellipsoid["weights"]
    return wi * (i - ci) ** 2 + wj * (j - cj) ** 2 + wk * (k - ck) ** 2 <= ellipsoid["limit"]


def sample(case):
    """Cube (int16), mask cube, views (float32) and the centre."""
    ct = make_ct(case["size"], case.get("fractional", False))
    mask = make_mask(case["size"], case["ellipsoid"])
    axes_ = np.array(case["axes"])
    origin = np.array(case["origin"])
    centre = origin + np.argwhere(mask)[:, ::-1].mean(axis=0) @ axes_

    size, spacing = case["cube"]["size"], case["cube"]["spacingMm"]
    offsets = (np.arange(size) - (size - 1) / 2) * spacing
    z, y, x = np.meshgrid(offsets, offsets, offsets, indexing="ij")
    points = centre + np.stack([x, y, z], axis=-1).reshape(-1, 3)
    index = ((points - origin) @ np.linalg.inv(axes_)).T

    last = np.array(case["size"])[:, None] - 1
    inside = ((index >= -1e-6) & (index <= last + 1e-6)).all(axis=0)
    values = map_coordinates(ct.astype(np.float64), index[::-1], order=3, mode="mirror")
    cube = np.where(inside, np.rint(values), OUTSIDE_HU).reshape(size, size, size).astype(np.int16)
    lesion = map_coordinates(mask.astype(np.uint8), index[::-1], order=0, mode="nearest")
    lesion = (lesion.astype(bool) & inside).reshape(size, size, size)

    half_pixel = (np.arange(RESIZE) + 0.5) * size / RESIZE - 0.5
    rows, columns = np.meshgrid(half_pixel, half_pixel, indexing="ij")
    views = [
        map_coordinates(plane(cube.astype(np.float64), np.arange(size)), [rows, columns], order=1,
                        mode="nearest")
        for plane in PLANES.values()
    ]
    return cube, lesion, np.stack(views).astype(np.float32), centre


def write(name, array):
    (HERE / name).write_bytes(gzip.compress(array.tobytes(), 9, mtime=0))


def main():
    described = []
    for name, case in CASES.items():
        cube, lesion, views, centre = sample(case)
        write(f"{name}.cube.i16.gz", cube)
        write(f"{name}.mask.u8.gz", lesion.astype(np.uint8))
        write(f"{name}.views.f32.gz", np.ascontiguousarray(views[:, ::VIEW_STEP, ::VIEW_STEP]))
        described.append(dict(name=name, fractional=False, centreLps=centre.tolist()) | case)
    golden = dict(resize=RESIZE, viewStep=VIEW_STEP, outsideHu=OUTSIDE_HU, planes=list(PLANES),
                  cases=described)
    (HERE / "golden.json").write_text(json.dumps(golden, indent=2) + "\n")


if __name__ == "__main__":
    main()
