"""Golden region descriptors from SciPy, for core/src/plausibility/regionDescriptor.test.ts.

An independent implementation of what core/src/plausibility/regionDescriptor.ts promises, with SciPy's filter,
labels, erosion and distances and NumPy's percentiles. The CTs are ellipsoids of tissue with noise from integer
hashes, which both languages compute alike, so only results are stored.

    python test/golden/plausibility/make_golden.py        (numpy, scipy)
"""

import json
from pathlib import Path

import numpy as np
from scipy import ndimage

HERE = Path(__file__).parent
REACH_MM = 22

# An ellipsoid holds the voxels with w·(index − centre)² ≤ limit, in integers; later ones lie on top.
CHEST = [
    dict(hu=40, centre=[70, 60, 20], weights=[1, 1, 1], limit=3600),
    dict(hu=-100, centre=[70, 2, 20], weights=[1, 3, 1], limit=2600),
    dict(hu=-860, centre=[66, 58, 20], weights=[1, 1, 3], limit=1500),
    dict(hu=-1000, centre=[52, 44, 20], weights=[2, 2, 0], limit=70),
    dict(hu=640, centre=[106, 62, 20], weights=[2, 1, 1], limit=110),
]
NODULE = dict(centre=[78, 66, 20], weights=[1, 1, 9], limit=80)
CASES = {
    # In the lung, beside airway and rib.
    "nodule": dict(spacing=[0.75, 0.75, 2.5], shapes=[*CHEST, dict(hu=35, **NODULE)], mask=NODULE, noise=61),
    "ground-glass": dict(
        spacing=[0.9, 0.9, 1.25], shapes=[*CHEST, dict(hu=-620, **NODULE)], mask=NODULE, noise=121, fractional=True
    ),
    # The chest wall up to the skin: padding of the scanner's circle instead of air, and no core of lung.
    "chest-wall": dict(
        spacing=[0.7, 0.7, 1],
        shapes=CHEST,
        mask=dict(centre=[117, 62, 20], weights=[2, 1, 2], limit=60),
        noise=41,
        outside=-3024,
    ),
    # Lung and mask end with the image; slices thicker than the shell.
    "at-the-border": dict(
        spacing=[0.8, 0.7, 5],
        shapes=[*CHEST, dict(hu=20, **NODULE)],
        mask=dict(centre=[70, 66, 40], weights=[1, 2, 4], limit=300),
        noise=81,
    ),
    # Voxels wider than the shell.
    "coarse": dict(spacing=[4.5, 4.5, 5], shapes=[*CHEST, dict(hu=20, **NODULE)], mask=NODULE, noise=31),
    # Values of no scale: shifted, so that lung lies below any HU.
    "shifted": dict(
        spacing=[0.75, 0.75, 2.5], shapes=[*CHEST, dict(hu=35, **NODULE)], mask=NODULE, noise=61, shift=-1000
    ),
}
SIZE = [140, 120, 41]


def hash32(i, j, k):
    """Mixes three indices into 32 bits (the finaliser of MurmurHash3)."""
    h = i * 0x9E3779B1 + j * 0x85EBCA77 + k * 0xC2B2AE3D & 0xFFFFFFFF
    h ^= h >> 16
    h = h * 0x85EBCA6B & 0xFFFFFFFF
    h ^= h >> 13
    h = h * 0xC2B2AE35 & 0xFFFFFFFF
    return h ^ h >> 16


def indices():
    i, j, k = (np.arange(n, dtype=np.uint64) for n in SIZE)
    return i[None, None, :], j[None, :, None], k[:, None, None]


def inside(shape):
    square = sum(
        weight * (index.astype(np.int64) - centre) ** 2
        for weight, index, centre in zip(shape["weights"], indices(), shape["centre"], strict=True)
    )
    return square <= shape["limit"]


def ct_of(case):
    """HU [k, j, i]."""
    outside = case.get("outside", -1000)
    hu = np.full(SIZE[::-1], outside, dtype=np.int64)
    for shape in case["shapes"]:
        hu[inside(shape)] = shape["hu"]
    noise = (hash32(*indices()) % case["noise"]).astype(np.int64) - case["noise"] // 2
    hu = np.where(hu == -3024, hu, hu + noise) + case.get("shift", 0)
    return hu + 0.375 if case.get("fractional") else hu


def aerated_lung(hu, voxel_mm3):
    low = hu < -500
    aerated = low & (hu >= -970)
    core = ndimage.binary_erosion(aerated, ndimage.generate_binary_structure(3, 1), border_value=1)
    labels, count = ndimage.label(low, np.ones((3, 3, 3)))
    lung = np.zeros_like(low)
    for n in range(1, count + 1):
        part = labels == n
        if core[part].sum() * voxel_mm3 >= 1000 and (hu[part] < -970).mean() <= 0.5:
            lung |= part & aerated
    return lung


def descriptor(ct, mask, spacing):
    """The 31 numbers of `RegionDescriptor`; arrays are [k, j, i], `spacing` mm along k, j, i."""
    spacing = np.asarray(spacing)
    where = np.argwhere(mask)
    margin = np.ceil(REACH_MM / spacing - 1e-6).astype(int)
    start = np.maximum(where.min(axis=0) - margin, 0)
    stop = np.minimum(where.max(axis=0) + 1 + margin, mask.shape)
    box = tuple(slice(a, b) for a, b in zip(start, stop, strict=True))
    ct, mask = ct[box].astype(np.float64), mask[box]

    if ct.min() <= -1500:
        ct = np.where(ct == ct.min(), -1000, ct)
    ct = np.clip(ct, -2048, 3071)
    exact = ndimage.gaussian_filter(ct, 1 / spacing, mode="nearest", truncate=4)
    hu = np.rint(exact)
    lung = aerated_lung(hu, spacing.prod())
    mm = ndimage.distance_transform_edt(~mask, sampling=spacing)
    region = mm <= REACH_MM
    shell = (mm > 1) & (mm <= max(4, 1.01 * spacing.min()))

    def share(condition, among):
        return float(condition[among].mean()) if among.any() else 0.0

    around = lung & (mm > 2) & (mm <= 20)
    lung_median = float(np.median(hu[around])) if around.any() else -500.0
    p10, median, p90 = np.percentile(hu[mask], [10, 50, 90])
    p1, p50, p99 = np.percentile(hu[region], [1, 50, 99])
    bone, air, fat, soft = hu > 250, hu < -970, (hu >= -150) & (hu < -30), (hu >= -30) & (hu <= 250)
    return {
        "meanHu": hu[mask].mean(),
        "medianHu": median,
        "p10Hu": p10,
        "p90Hu": p90,
        "sdHu": hu[mask].std(),
        "boneFraction": share(bone, mask),
        "aeratedFraction": share(lung, mask),
        "airFraction": share(air, mask),
        "fatFraction": share(fat, mask),
        "softFraction": share(soft, mask),
        "aboveMinus500Fraction": share(hu > -500, mask),
        "aboveMinus300Fraction": share(hu > -300, mask),
        "aeratedWithin5Mm": share(lung, (mm > 0) & (mm <= 5)),
        "aeratedWithin10Mm": share(lung, (mm > 0) & (mm <= 10)),
        "aeratedWithin20Mm": share(lung, (mm > 0) & (mm <= 20)),
        "contact": share(lung, shell),
        "wideContact": share(lung, (mm > 2) & (mm <= 6)),
        "shellBoneFraction": share(bone, shell),
        "shellAirFraction": share(air, shell),
        "shellFatFraction": share(fat, shell),
        "lungMedianHu": lung_median,
        "contrastHu": median - lung_median,
        "regionP1Hu": p1,
        "regionP50Hu": p50,
        "regionP99Hu": p99,
        "regionSdHu": hu[region].std(),
        "regionBelowMinus1050": share(hu < -1050, region),
        "regionBelowMinus500": share(hu < -500, region),
        "regionAbove500": share(hu > 500, region),
        "noiseHu": 1.4826 * np.median(np.rint(10 * np.abs(ct - exact))[region]) / 10,
        "logVolume": np.log(mask.sum() * spacing.prod()),
    }


def main():
    cases = []
    for name, case in CASES.items():
        features = descriptor(ct_of(case), inside(case["mask"]), case["spacing"][::-1])
        cases.append(
            dict(
                name=name,
                **case,
                features={key: float(f"{value:.9g}") for key, value in features.items()},
            )
        )
    text = json.dumps(dict(size=SIZE, cases=cases), indent=2)
    (HERE / "golden.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
