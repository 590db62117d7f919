"""Golden levels of windows (VOI LUT), for core's slices and for those that networks are trained with.

`levels`: pydicom's apply_voi_lut on HU, for each of DICOM's functions, and which of an image's windows
counts. `cases`: CTs of test/golden/views whose slices differ in their windows, levels by pydicom, then
cut, equalised and resized by mutation_training.preprocessing.

    python test/golden/inputs/make_windows.py       (with models/training installed)
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset
from pydicom.pixels import apply_voi_lut

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(HERE.parent / "views"), str(ROOT / "models/training")]
from make_golden import CASES, make_ct, make_mask  # noqa: E402

from mutation_training.preprocessing.case import case_of, round_up  # noqa: E402
from mutation_training.preprocessing.sampling import resize_linear  # noqa: E402
from mutation_training.preprocessing.slices import OUTSIDE, equalise  # noqa: E402

HU = np.arange(-1400, 701, 7, dtype=np.int16)
FALLBACK = (-600.0, 1500.0, "LINEAR")
COUNT, CROP, SIZE, CONTEXT_MM = 5, 32, 16, 12.0
#: One axial, one whose own slices lie across ours, one that is neither.
NAMES = ("axial", "coronal-flipped", "oblique-fractional")
#: Centres, widths and function of an image, and the index of the window that counts.
STATED = [
    ([-600], [1500], "LINEAR", 0),
    ([40, -550.5, -900], [400, 1401, 1], "LINEAR", 1),
    ([40, -550.5], [400, 1401], "LINEAR_EXACT", 1),
    ([-300], [700.5], "LINEAR_EXACT", 0),
    ([-600], [1200], "SIGMOID", 0),
    ([50, 10], [80, 15], "SIGMOID", 1),
    ([0], [2], "LINEAR", 0),
]


def shown(hu, centre, width, function):
    """Whole levels, 0 to 255."""
    dataset = Dataset()
    dataset.WindowCenter, dataset.WindowWidth, dataset.VOILUTFunction = centre, width, function
    dataset.PhotometricInterpretation, dataset.BitsStored, dataset.PixelRepresentation = "MONOCHROME2", 8, 0
    with np.errstate(over="ignore"):
        return np.floor(apply_voi_lut(hu, dataset) + 0.5).astype(np.int16)


def window_of_slice(n):
    """Of slice k of a CT: in turn each function, and none."""
    function = ["LINEAR", "LINEAR_EXACT", "SIGMOID", None][n % 4]
    return function and (-700.0 + 23 * n, 400.0 + 61 * n, function)


def hashed_ct(name):
    """HU and lesion [k, j, i], affine, and the windows of slices k."""
    case = CASES[name]
    affine = np.eye(4)
    affine[:3, :3] = np.array(case["axes"]).T
    affine[:3, 3] = case["origin"]
    hu, mask = make_ct(case["size"], False), make_mask(case["size"], case["ellipsoid"])
    return hu, mask, affine, [window_of_slice(n) for n in range(len(hu))]


def windowed(hu, mask, affine, windows):
    """[COUNT, SIZE, SIZE]: every voxel's level by pydicom, where the CT has it; then as windowed_slices does."""
    levels = [shown(image, *(window or FALLBACK)) for image, window in zip(hu, windows, strict=True)]
    case = case_of(np.stack(levels), mask, affine)
    start, stop = case.context_box(CONTEXT_MM)
    inside = np.zeros(case.hu.shape, dtype=bool)
    inside[tuple(slice(a, b) for a, b in zip(start[::-1], stop[::-1], strict=True))] = True
    around = np.pad(np.where(inside, case.hu, OUTSIDE), CROP, constant_values=OUTSIDE)
    centre = round_up(case.to_index(case.centroid)) + CROP
    i, j, k = centre - [CROP // 2, CROP // 2, COUNT // 2]
    cut = around[k : k + COUNT, j : j + CROP, i : i + CROP]
    return resize_linear(np.stack([equalise(image) for image in cut]), (SIZE, SIZE))


def main():
    levels = [
        dict(
            centres=centres,
            widths=widths,
            function=function,
            levels=shown(HU, centres[n], widths[n], function).tolist(),
        )
        for centres, widths, function, n in STATED
    ]
    found = {name: windowed(*hashed_ct(name)).astype("<f4") for name in NAMES}
    data = b"".join(array.tobytes() for array in found.values())
    (HERE / "windows.f32.gz").write_bytes(gzip.compress(data, 9, mtime=0))
    golden = dict(
        hu=HU.tolist(),
        levels=levels,
        fallback=FALLBACK[:2],
        count=COUNT,
        crop=CROP,
        size=SIZE,
        contextMm=CONTEXT_MM,
        cases=list(found),
    )
    (HERE / "windows.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
