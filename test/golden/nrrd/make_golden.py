"""Label images as NRRD in each writer's space, a 3D Slicer segmentation, and maps of probabilities, with what SimpleITK
reads back, for core/src/radiomics/files/labelFile.test.ts and cli/src/case/labelImages.test.ts.

    python test/golden/nrrd/make_golden.py        (numpy, SimpleITK, pynrrd, slicerio)
"""

import json
from pathlib import Path

import nrrd
import numpy as np
import SimpleITK as sitk
import slicerio

HERE = Path(__file__).parent
SIZE = (12, 10, 8)
SPACING, ORIGIN = (0.75, 0.5, 2.5), (-40.0, 12.5, 300.0)
#: Factors from LPS to the file's axes.
SPACES = {
    "left-posterior-superior": (1, 1, 1),
    "right-anterior-superior": (-1, -1, 1),
    "left-anterior-superior": (1, -1, 1),
}
SHORT = {"left-posterior-superior": "lps", "right-anterior-superior": "ras", "left-anterior-superior": "las"}

i, j, k = np.indices(SIZE)
LABELS = np.zeros(SIZE, np.uint8)
LABELS[2:7, 3:8, 2:6] = 1
LABELS[8:11, 1:4, 1:4] = 5
DISTANCE = np.sqrt(((i - 5) * 0.75) ** 2 + ((j - 5) * 0.5) ** 2 + ((k - 4) * 2.5) ** 2)
PROBABILITIES = np.exp(-DISTANCE / 4).astype(np.float32)
CT = (-800 + 900 * np.exp(-DISTANCE)).astype(np.int16) + ((i * 7 + j * 3 + k * 5) % 23).astype(np.int16)


def header(space, dtype_is_raw=False):
    factors = SPACES[space]
    directions = np.diag(SPACING) * np.array(factors)
    return {
        "space": space,
        "space directions": directions,
        "space origin": np.array(ORIGIN) * np.array(factors),
        "encoding": "raw" if dtype_is_raw else "gzip",
    }


def save_itk(name, data):
    image = sitk.GetImageFromArray(data.transpose(2, 1, 0))
    image.SetSpacing(SPACING)
    image.SetOrigin(ORIGIN)
    sitk.WriteImage(image, str(HERE / name), useCompression=True)


def read_back(name):
    image = sitk.ReadImage(str(HERE / name))
    voxels = sitk.GetArrayFromImage(image)
    axes = np.array(image.GetDirection()).reshape(3, 3).T * np.array(image.GetSpacing())[:, None]
    return {
        "name": name,
        "size": list(image.GetSize()),
        "origin": list(image.GetOrigin()),
        "axes": axes.tolist(),
        "counts": {str(value): int((voxels == value).sum()) for value in np.unique(voxels) if value > 0},
        # Column, row, slice of the first voxel of each label.
        "first": {
            str(value): [int(n) for n in np.argwhere(voxels == value)[0][::-1]]
            for value in np.unique(voxels)
            if value > 0
        },
    }


def main():
    golden = []
    for space, short in SHORT.items():
        name = f"labels-{short}.nrrd"
        nrrd.write(str(HERE / name), LABELS, header(space, dtype_is_raw=short == "ras"))
        golden.append(read_back(name))
    save_itk("labels.nii.gz", LABELS)
    save_itk("ct.nii.gz", CT)
    nrrd.write(str(HERE / "ct-las.nrrd"), CT, header("left-anterior-superior"))
    save_itk("probabilities.nii.gz", PROBABILITIES)
    nrrd.write(str(HERE / "probabilities.nrrd"), PROBABILITIES, header("right-anterior-superior"))

    first, second = (LABELS == 1), np.zeros(SIZE, bool)
    second[5:9, 5:9, 3:7] = True
    ijk_to_lps = np.diag([*SPACING, 1.0])
    ijk_to_lps[:3, 3] = ORIGIN
    overlapping = {
        "voxels": np.stack([first, second]).astype(np.uint8),
        "ijkToLPS": ijk_to_lps,
        "containedRepresentationNames": ["Binary labelmap"],
        "segments": [
            {"id": "tumour", "name": "Tumour", "labelValue": 1, "layer": 0, "color": [1.0, 0.0, 0.0]},
            {"id": "node", "name": "Lymph node", "labelValue": 1, "layer": 1, "color": [0.0, 1.0, 0.0]},
        ],
    }
    slicerio.write_segmentation(str(HERE / "overlapping.seg.nrrd"), overlapping)
    image = sitk.ReadImage(str(HERE / "overlapping.seg.nrrd"), sitk.sitkVectorUInt8)
    layers = sitk.GetArrayFromImage(image)
    assert layers.shape == (*SIZE[::-1], 2), layers.shape
    slicer = {
        "origin": list(image.GetOrigin()),
        "segments": [
            {"number": 1, "label": "Tumour", "count": int(layers[..., 0].sum())},
            {"number": 2, "label": "Lymph node", "count": int(layers[..., 1].sum())},
        ],
    }
    thresholds = {str(t): int((PROBABILITIES >= np.float32(t)).sum()) for t in (0.25, 0.5, 0.75)}
    content = {"labels": golden, "slicer": slicer, "thresholds": thresholds}
    (HERE / "golden.json").write_text(json.dumps(content, indent=2) + "\n")


main()
