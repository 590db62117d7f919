"""Tables of radiomic features: PyRadiomics' own, or those of `mutation-prediction radiomics`."""

from __future__ import annotations

import csv
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray

from ..preprocessing.radiomics import CASE_COLUMN, number
from ..tabular.radiomics import RadiomicsTableError

Floats = NDArray[np.float64]

#: PyRadiomics' command line names the image's file in this column.
IMAGE_COLUMN = "Image"
NO_FEATURE = (CASE_COLUMN, IMAGE_COLUMN, "Mask", "")


@dataclass(frozen=True)
class FeatureTable:
    patients: tuple[str, ...]
    features: tuple[str, ...]
    #: float64 [patients, features]; NaN where the feature is undefined.
    values: Floats


def read_features(path: Path, known: Container[str]) -> FeatureTable:
    """A row per patient; `Case`, or the file's name in `Image`, is a patient of the clinical table.

    Raises RadiomicsTableError where the file is missing or is no such table, or a patient is not known or
    named twice.
    """
    if not path.is_file():
        raise RadiomicsTableError(f"{path} does not exist. Name a table of radiomic features as a CSV file.")
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        header, rows = list(reader.fieldnames or ()), list(reader)
    column = next((name for name in (CASE_COLUMN, IMAGE_COLUMN) if name in header), None)
    features = [name for name in header if name not in NO_FEATURE and not name.startswith("diagnostics_")]
    if column is None or not features or not rows:
        raise RadiomicsTableError(
            f"{path} needs a column {CASE_COLUMN} or {IMAGE_COLUMN}, features and lesions. Give a table that "
            "PyRadiomics or `mutation-prediction radiomics --csv` wrote."
        )
    patients = [patient_of(row[column] or "") for row in rows]
    for line, patient in enumerate(patients, start=2):
        if patient not in known:
            raise RadiomicsTableError(f"{path}, line {line}: the clinical table has no patient '{patient}'.")
    if len(set(patients)) < len(patients):
        twice = next(patient for patient in patients if patients.count(patient) > 1)
        raise RadiomicsTableError(f"{path}: '{twice}' is named twice. Keep one lesion of each patient.")
    values = np.array([[number(row[name]) for name in features] for row in rows])
    values[~np.isfinite(values)] = np.nan
    defined = ~np.isnan(values).all(axis=0)
    kept = tuple(name for name, known_once in zip(features, defined, strict=True) if known_once)
    return FeatureTable(tuple(patients), kept, values[:, defined])


def patient_of(cell: str) -> str:
    """A case's name, or that of an image's file without folders and endings."""
    return PurePosixPath(cell.replace("\\", "/")).name.partition(".")[0]
