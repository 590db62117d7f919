"""Every kind of image input at paper size, of the IBSI CT phantom, as networks are trained on them.

    MP_DATA=… python test/golden/inputs/make_ibsi.py

Writes ibsi.json: shape, mean and standard deviation of each, and its values at places that both
languages find by the same arithmetic (element n · STRIDE modulo the length).
"""

import json
import os
import sys
from pathlib import Path

import nibabel as nib
import numpy as np

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / "models/training"))
from mutation_training.preprocessing.case import LPS_OF_RAS, case_of  # noqa: E402
from mutation_training.preprocessing.patch import largest_slice_patch  # noqa: E402
from mutation_training.preprocessing.slices import windowed_slices  # noqa: E402
from mutation_training.preprocessing.volume import bounding_box_volume, centred_cube  # noqa: E402

PLACES = 100
STRIDE = 7919

folder = Path(os.environ.get("MP_DATA", ROOT.parent / "shared/data")) / "ct-seg/ibsi-ct/nifti"
ct = nib.load(folder / "image/phantom.nii.gz")
mask = nib.load(folder / "mask/mask.nii.gz")
case = case_of(
    np.asanyarray(ct.dataobj).transpose(2, 1, 0),
    np.asanyarray(mask.dataobj).transpose(2, 1, 0) > 0,
    LPS_OF_RAS @ ct.affine,
)
inputs = {
    "cube": centred_cube(case, 64, 1.0),
    "box": bounding_box_volume(case, (32, 64, 64)),
    "patch": largest_slice_patch(case, 160),
    "slices": windowed_slices(case),
}
golden = {
    name: {
        "shape": list(values.shape),
        "mean": float(values.mean(dtype=np.float64)),
        "sd": float(values.std(dtype=np.float64)),
        "values": [float(values.ravel()[n * STRIDE % values.size]) for n in range(PLACES)],
    }
    for name, values in inputs.items()
}
(HERE / "ibsi.json").write_text(json.dumps(golden) + "\n")
