"""Golden radiomic features, for core/src/radiomics/extractRadiomics.test.ts.

Oracle: PyRadiomics 3.0.1 itself (which needs Python 3.9 and NumPy < 1.24.5 to build). The image is
made from integer hashes, as in ../views/make_golden.py and test/support/hashedCt.ts.

    python3.9 test/golden/radiomics/make_golden.py        (pyradiomics==3.0.1, numpy, SimpleITK)
"""

import json
import logging
from pathlib import Path

import numpy as np
import SimpleITK as sitk
from radiomics import featureextractor

logging.disable(logging.CRITICAL)
np.float = float  # PyRadiomics 3.0.1 predates its removal

GRID = dict(size=[30, 26, 16], origin=[-10.5, 3.25, 100.0],
            axes=[[0.75, 0, 0], [0, 0.75, 0], [0, 0, 2.5]])
ELLIPSOID = dict(centre=[14, 12, 8], weights=[2, 3, 9], limit=160)
ALL_TYPES = dict(Original={}, LoG=dict(sigma=[1.0, 2.0, 3.0, 4.0, 5.0]), Wavelet={}, Square={},
                 SquareRoot={}, Logarithm={}, Exponential={}, Gradient={})
CLASSES = ["shape", "firstorder", "glcm", "glrlm", "glszm", "gldm", "ngtdm"]
ORIGINAL = dict(Original={})
CASES = [
    dict(name="every image type, as it is", imageType=ALL_TYPES, setting={}),
    dict(name="every image type, resampled",
         imageType=ALL_TYPES, setting=dict(resampledPixelSpacing=[1.3, 1.3, 1.7], padDistance=6)),
    dict(name="cubic voxels, bin count, resegmented", imageType=ORIGINAL,
         setting=dict(resampledPixelSpacing=[1.37, 1.37, 1.37], interpolator="sitkLinear",
                      binCount=16, resegmentRange=[-900, 400], resegmentMode="absolute")),
    dict(name="normalised with outliers, sigma", imageType=ORIGINAL,
         setting=dict(normalize=True, normalizeScale=100, removeOutliers=1.5, binWidth=7.5,
                      resegmentRange=[-2, 1], resegmentMode="sigma", resegmentShape=True)),
    dict(name="asymmetric, two distances, alpha", imageType=ORIGINAL,
         setting=dict(symmetricalGLCM=False, distances=[1, 2], gldm_a=1, voxelArrayShift=1000,
                      binWidth=60)),
    dict(name="weighted by distance", imageType=ORIGINAL,
         setting=dict(weightingNorm="euclidean", binWidth=60)),
    dict(name="wavelets within slices", imageType=dict(Wavelet={}), setting=dict(force2D=True)),
    dict(name="filters within planes of rows",
         imageType=dict(LoG=dict(sigma=[2.0]), Wavelet={}, Gradient={}),
         setting=dict(force2D=True, force2Ddimension=1)),
    dict(name="within slices, weighted", imageType=ORIGINAL,
         setting=dict(force2D=True, weightingNorm="manhattan", binWidth=60)),
    dict(name="filters of an image of float32", fractional=True,
         imageType=dict(LoG=dict(sigma=[2.0]), Wavelet={}, Gradient={}), setting={}),
]


def hash32(i, j, k):
    multiply = lambda a, b: (a.astype(np.uint64) * np.uint64(b)) & np.uint64(0xFFFFFFFF)
    h = (multiply(i, 0x9E3779B1) + multiply(j, 0x85EBCA77) + multiply(k, 0xC2B2AE3D))
    h &= np.uint64(0xFFFFFFFF)
    h ^= h >> np.uint64(16)
    h = multiply(h, 0x85EBCA6B)
    h ^= h >> np.uint64(13)
    h = multiply(h, 0xC2B2AE35)
    return (h ^ (h >> np.uint64(16))).astype(np.int64)


def image_of(array):
    image = sitk.GetImageFromArray(array)
    image.SetOrigin(GRID["origin"])
    image.SetSpacing([GRID["axes"][n][n] for n in range(3)])
    return image


def inputs(fractional):
    k, j, i = np.indices(GRID["size"][::-1])
    noise = hash32(i, j, k) % 32
    ct = hash32(i // 5, j // 6, k // 3) % 1600 - 1000 + (noise / 8 if fractional else noise)
    distance = sum(w * (x - c) ** 2 for w, x, c
                   in zip(ELLIPSOID["weights"], (i, j, k), ELLIPSOID["centre"]))
    mask = distance <= ELLIPSOID["limit"]
    ct = ct.astype(np.float32 if fractional else np.int16)
    return image_of(ct), image_of(mask.astype(np.uint8))


def extract(case):
    extractor = featureextractor.RadiomicsFeatureExtractor(additionalInfo=False, **case["setting"])
    extractor.disableAllImageTypes()
    for name, settings in case["imageType"].items():
        extractor.enableImageTypeByName(name, customArgs=settings)
    extractor.disableAllFeatures()
    for name in CLASSES:
        extractor.enableFeatureClassByName(name)
    features = extractor.execute(*inputs(case.get("fractional", False)))
    values = {name: float(value) for name, value in features.items()}
    return {**case, "values": values}


def main():
    golden = dict(grid=GRID, ellipsoid=ELLIPSOID, cases=[extract(case) for case in CASES])
    path = Path(__file__).parent / "golden.json"
    path.write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
