"""A cohort of small spheres, made in a second: a mutated one is denser, in voxels and features."""

from __future__ import annotations

from pathlib import Path

import nibabel as nib
import numpy as np
import pandas as pd

from mutation_training.cohort.table import ENDPOINTS, CaseRow, write_cohort

SPACING_MM = 2.0
EDGE = 36
LOBES = ("RUL", "RML", "RLL", "LUL", "LLL")


def write_tiny_cohort(folder: Path, cases: int = 24, seed: int = 0) -> Path:
    """cohort.csv without splits, cases/, radiomics/{tumour,ring}.csv; some cells are empty."""
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(cases):
        case_id = f"tiny-{i:03d}"
        mutated = i % 2
        write_case(folder / "cases" / case_id, mutated, rng)
        labels = {name: int(rng.random() < 0.5) for name in ENDPOINTS}
        labels |= {"EGFR": mutated, "KRAS": (i // 2) % 2}
        # Every fifth KRAS is unknown.
        if i % 5 == 4:
            del labels["KRAS"]
        rows.append(
            CaseRow(
                case_id=case_id,
                patient_id=case_id,
                sex=rng.choice(["F", "M"]),
                age=None if i % 7 == 6 else round(float(rng.normal(65, 8)), 1),
                smoking=rng.choice(["never", "former", "current"]),
                height_cm=170.0,
                weight_kg=round(float(rng.normal(70, 9)), 1),
                family_history=int(rng.integers(2)),
                stage=int(rng.integers(1, 5)),
                lobe=rng.choice(LOBES),
                invasive_degree=rng.choice(["AAH", "AIS", "MIA", "IAC"]),
                density=rng.choice(["pGGN", "mGGN", "solid"]),
                vacuole=int(rng.integers(2)),
                labels=labels,
            )
        )
    write_cohort(folder, rows)
    for name in ("tumour", "ring"):
        write_features(folder / "radiomics" / f"{name}.csv", rows, rng)
    return folder


def write_case(folder: Path, mutated: int, rng: np.random.Generator) -> None:
    axis = (np.arange(EDGE) - (EDGE - 1) / 2) * SPACING_MM
    distance = np.sqrt(sum(x**2 for x in np.meshgrid(axis, axis, axis, indexing="ij")))
    mask = distance < rng.uniform(8, 14)
    hu = rng.normal(-850, 30, mask.shape)
    hu[mask] = rng.normal(0 if mutated else -500, 40, mask.sum())
    affine = np.diag([-SPACING_MM, -SPACING_MM, SPACING_MM, 1.0])
    folder.mkdir(parents=True)
    nib.save(nib.Nifti1Image(hu.astype(np.int16), affine), folder / "ct.nii.gz")
    nib.save(nib.Nifti1Image(mask.astype(np.uint8), affine), folder / "mask.nii.gz")


def write_features(path: Path, rows: list[CaseRow], rng: np.random.Generator) -> None:
    """20 features, of which two follow EGFR and one is undefined here and there."""
    labels = np.array([row.labels["EGFR"] for row in rows])
    values = rng.normal(size=(len(rows), 20))
    values[:, 3] += 2 * labels
    values[:, 8] -= 2 * labels
    values[::6, 11] = np.nan
    table = pd.DataFrame(values, columns=[f"original_feature_{i}" for i in range(20)])
    table.insert(0, "diagnostics_Versions_PyRadiomics", "v3.0.1")
    table.insert(0, "Case", [row.case_id for row in rows])
    path.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(path, index=False)
