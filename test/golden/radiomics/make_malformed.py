"""What PyRadiomics does with masks and images that are hardly fit for features, for
core/src/radiomics/roi/malformedRois.test.ts.

Oracle: PyRadiomics 3.0.1 itself. Inputs are named here and made in the same way in the test; values that
are no numbers are written as null.

    python3.9 test/golden/radiomics/make_malformed.py     (pyradiomics==3.0.1, numpy<1.24, SimpleITK)
"""

import json
import logging
import math
from pathlib import Path

import numpy as np
import SimpleITK as sitk
from make_golden import ELLIPSOID, GRID, hash32
from radiomics import featureextractor

logging.disable(logging.CRITICAL)

CLASSES = ["shape", "firstorder", "glcm", "glrlm", "glszm", "gldm", "ngtdm"]
K, J, I = np.indices(GRID["size"][::-1])
CT = (hash32(I // 5, J // 6, K // 3) % 1600 - 1000 + hash32(I, J, K) % 32).astype(np.int16)
DISTANCE = sum(w * (x - c) ** 2 for w, x, c in zip(ELLIPSOID["weights"], (I, J, K), ELLIPSOID["centre"]))
LESION = DISTANCE <= 40
CENTRE = (I == 14) & (J == 12) & (K == 8)
CORNER = (I == 0) & (J == 0) & (K == 0)

MASKS = {
    "nothing": np.zeros_like(LESION),
    "one voxel": CENTRE,
    "a line of voxels": (J == 12) & (K == 8) & (I >= 10) & (I < 15),
    "two voxels": (J == 12) & (K == 8) & (I >= 10) & (I < 12),
    "one slice in the corner": (K == 0) & (J < 5) & (I < 6),
    "a wall of one column": (I == 29) & (J < 6) & (K < 5),
    "eight voxels": (I >= 10) & (I < 12) & (J >= 10) & (J < 12) & (K >= 8) & (K < 10),
    "voxels apart": (I % 3 == 0) & (J % 3 == 0) & (K % 3 == 0) & (DISTANCE <= 80),
    "two corners": CORNER | ((I == 29) & (J == 25) & (K == 15)),
    "a ragged slice": (K == 8) & (DISTANCE <= 160) & ((I * J) % 5 != 0),
    "a ragged plane": (J == 12) & (DISTANCE <= 160) & ((I * K) % 5 != 0),
    "the whole image": np.ones_like(LESION),
    "the lesion": LESION,
}
REAL = CT.astype(np.float32)
IMAGES = {
    "the CT": CT,
    "all 40": np.full_like(CT, 40),
    "NaN outside": np.where(CORNER, np.float32("nan"), REAL),
    "NaN inside": np.where(CENTRE, np.float32("nan"), REAL),
    "infinity outside": np.where(CORNER, np.float32("inf"), REAL),
    "infinity inside": np.where(CENTRE, np.float32("inf"), REAL),
}
LINE = dict(minimumROIDimensions=1)
FILTERED = ["Original", "LoG", "Wavelet", "Square", "SquareRoot", "Logarithm", "Exponential", "Gradient"]
CASES = [
    *[dict(mask=mask, image="the CT") for mask in MASKS],
    dict(mask="one voxel", image="the CT", setting=LINE),
    dict(mask="a line of voxels", image="the CT", setting=LINE),
    dict(mask="two voxels", image="the CT", setting=LINE),
    *[dict(mask="the lesion", image=image) for image in IMAGES if image != "the CT"],
    *[dict(mask="the lesion", image=image, imageTypes=FILTERED, classes=["firstorder"])
      for image in ("all 40", "NaN outside", "infinity outside")],
    dict(mask="the lesion", image="the CT", setting=dict(resegmentRange=[5000, 6000])),
    dict(mask="the lesion", image="the CT", setting=dict(minimumROISize=100000)),
    dict(mask="the lesion", image="the CT", shifted=True),
    *[dict(mask=mask, image="the CT", setting=dict(force2D=True, force2Ddimension=n), classes=["shape2D"])
      for mask, n in (("one slice in the corner", 0), ("a wall of one column", 2), ("a ragged slice", 0),
                       ("a ragged plane", 1), ("the lesion", 0))],
    dict(mask="one slice in the corner", image="the CT", classes=["shape2D"]),
]


def image_of(array, shift=0.0):
    image = sitk.GetImageFromArray(array)
    image.SetOrigin([GRID["origin"][0] + shift, *GRID["origin"][1:]])
    image.SetSpacing([GRID["axes"][n][n] for n in range(3)])
    return image


def extract(mask, image, setting=None, imageTypes=("Original",), classes=CLASSES, shifted=False):
    case = dict(mask=mask, image=image, setting=setting or {}, imageTypes=list(imageTypes),
                classes=classes, shifted=shifted)
    extractor = featureextractor.RadiomicsFeatureExtractor(additionalInfo=False, **case["setting"])
    extractor.disableAllImageTypes()
    for name in imageTypes:
        extractor.enableImageTypeByName(name, customArgs=dict(sigma=[2.0]) if name == "LoG" else {})
    extractor.disableAllFeatures()
    for name in classes:
        extractor.enableFeatureClassByName(name)
    roi = image_of(MASKS[mask].astype(np.uint8), shift=50.0 if shifted else 0.0)
    try:
        with np.errstate(all="ignore"):
            features = extractor.execute(image_of(IMAGES[image]), roi)
    except Exception as error:  # whatever PyRadiomics, NumPy or ITK raise
        return {**case, "error": f"{type(error).__name__}: {str(error).splitlines()[0]}"}
    values = {name: float(value) for name, value in features.items()}
    return {**case, "values": {name: value if math.isfinite(value) else None
                               for name, value in values.items()}}


def main():
    cases = [extract(**case) for case in CASES]
    path = Path(__file__).parent / "malformed.json"
    path.write_text(json.dumps(dict(grid=GRID, ellipsoid=ELLIPSOID, cases=cases)) + "\n")


if __name__ == "__main__":
    main()
