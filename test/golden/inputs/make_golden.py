"""Golden model inputs of mutation_training.preprocessing, for core/src/inputs/inputs.test.ts.

The Python side is the one that networks are trained with, and samples by SciPy; the CTs are those of
test/golden/views, made from integer hashes, so only results are stored. models/training/tests reads
the same files: neither side can drift from them.

    python test/golden/inputs/make_golden.py       (with models/training installed)
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(HERE.parent / "views"), str(ROOT / "models/training")]
from make_golden import CASES, make_ct, make_mask  # noqa: E402

from mutation_training.preprocessing.case import case_of  # noqa: E402
from mutation_training.preprocessing.patch import largest_slice_patch  # noqa: E402
from mutation_training.preprocessing.slices import windowed_slices  # noqa: E402
from mutation_training.preprocessing.volume import bounding_box_volume, centred_cube  # noqa: E402

WINDOW = (-300.0, 1000.0)
CONTEXT_MM = 12.0
#: What each array is of: one entry per image input.
INPUTS = {
    "cube": lambda case: centred_cube(case, 12, 1.5),
    "box": lambda case: bounding_box_volume(case, (8, 12, 10)),
    "box-with-surroundings": lambda case: bounding_box_volume(
        case, (6, 9, 11), outside=None, spacing_mm=1.5, quarter_turns=0
    ),
    "patch": lambda case: largest_slice_patch(case, 25),
    "slices": lambda case: windowed_slices(case, 5, 32, 16, WINDOW, CONTEXT_MM),
}


def hashed_case(name):
    """One of test/golden/views' CTs; fractional HU are rounded, as cohorts store them."""
    case = CASES[name]
    affine = np.eye(4)
    affine[:3, :3] = np.array(case["axes"]).T
    affine[:3, 3] = case["origin"]
    return case_of(make_ct(case["size"], False), make_mask(case["size"], case["ellipsoid"]), affine)


def main():
    golden = dict(window=WINDOW, contextMm=CONTEXT_MM, cases=[])
    for name in CASES:
        case = hashed_case(name)
        arrays = {key: make(case).astype("<f4") for key, make in INPUTS.items()}
        data = b"".join(array.tobytes() for array in arrays.values())
        (HERE / f"{name}.f32.gz").write_bytes(gzip.compress(data, 9, mtime=0))
        shapes = {key: array.shape for key, array in arrays.items()}
        golden["cases"].append(dict(name=name, shapes=shapes))
    (HERE / "golden.json").write_text(json.dumps(golden, indent=2) + "\n")


if __name__ == "__main__":
    main()
