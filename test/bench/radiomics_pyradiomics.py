"""Times PyRadiomics on lesions like those of radiomics.mjs, on one core.

    python3.9 test/bench/radiomics_pyradiomics.py        (pyradiomics==3.0.1, numpy, SimpleITK)
"""

import logging
import time

import numpy as np
import SimpleITK as sitk
from radiomics import featureextractor

logging.disable(logging.CRITICAL)
np.float = float  # PyRadiomics 3.0.1 predates its removal
sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(1)
REPEATS = 3
CLASSES = ["shape", "firstorder", "glcm", "glrlm", "glszm", "gldm", "ngtdm"]


def lesion(size, inside):
    k, j, i = np.indices((size, size, size))
    centre = (size - 1) / 2
    mask = inside(i - centre, j - centre, k - centre)
    noise = np.random.default_rng(1).integers(0, 128, mask.shape)
    data = np.where(mask, 40, -700) + 60 * np.sin(i / 3) * np.cos(j / 4) + noise
    return [sitk.GetImageFromArray(x) for x in (data.astype(np.int16), mask.astype(np.uint8))]


LESIONS = {
    "20 mm lesion": lesion(30, lambda x, y, z: x**2 + y**2 + z**2 <= 100),
    "ROI of 60³": lesion(70, lambda x, y, z: np.maximum(np.maximum(abs(x), abs(y)), abs(z)) <= 30),
}
for name, inputs in LESIONS.items():
    for count, types in {107: ["Original"], 851: ["Original", "Wavelet"]}.items():
        extractor = featureextractor.RadiomicsFeatureExtractor(additionalInfo=False)
        extractor.disableAllImageTypes()
        extractor.disableAllFeatures()
        for image_type in types:
            extractor.enableImageTypeByName(image_type)
        for feature_class in CLASSES:
            extractor.enableFeatureClassByName(feature_class)
        times = []
        for _ in range(REPEATS):
            start = time.perf_counter()
            features = extractor.execute(*inputs)
            times.append(time.perf_counter() - start)
        assert len(features) == count
        print(f"{name}, {count} features: {1000 * min(times):.0f} ms")
