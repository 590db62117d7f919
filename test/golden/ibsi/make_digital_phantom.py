"""Writes digitalPhantom.json: the IBSI digital phantom and what IBSI says its features are.

    python make_digital_phantom.py IBSI1_FOLDER     (nibabel)

IBSI1_FOLDER holds phantoms/ibsi_1_digital_phantom (CC BY 4.0, Image Biomarker Standardisation
Initiative) and pyradiomics_native_vs_ibsi.csv, which puts the final reference values of IBSI 1 beside
PyRadiomics' feature names. Voxels are 2 mm, listed i fastest, then j, then k.
"""

import csv
import json
import sys
from pathlib import Path

import nibabel
import numpy as np

folder = Path(sys.argv[1])
phantom = folder / "phantoms/ibsi_1_digital_phantom"


def voxels(name: str) -> list[int]:
    image = np.asarray(nibabel.load(phantom / f"{name}.nii.gz").dataobj).squeeze()
    return [int(value) for value in image.flatten(order="F")]


with open(folder / "pyradiomics_native_vs_ibsi.csv", newline="", encoding="utf-8") as file:
    rows = [row for row in csv.DictReader(file) if row["run"] == "ibsi_digital_default_bw1"]
size = np.asarray(nibabel.load(phantom / "phantom.nii.gz").dataobj).squeeze().shape
golden = {
    "source": "IBSI digital phantom and reference values, theibsi.github.io, CC BY 4.0",
    "size": list(size),
    "spacingMm": 2,
    "voxels": voxels("phantom"),
    "mask": voxels("mask"),
    "reference": {
        f"original_{row['class']}_{row['feature']}": float(row["ibsi_reference"]) for row in rows
    },
}
path = Path(__file__).with_name("digitalPhantom.json")
path.write_text(json.dumps(golden, indent=1).replace(",\n  ", ", ").replace("[\n  ", "["), "utf-8")
