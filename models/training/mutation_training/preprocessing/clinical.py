"""Clinical values as numbers, by the fields of a manifest's clinical input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..cohort.table import CaseRow

#: Manifest name -> column of a cohort's table; fields may also be named by the column.
ATTRIBUTES = {
    "age": "age",
    "sex": "sex",
    "smoking": "smoking",
    "height": "height_cm",
    "weight": "weight_kg",
    "familyHistory": "family_history",
    "stage": "stage",
    "lobe": "lobe",
    "invasiveDegree": "invasive_degree",
    "density": "density",
    "vacuole": "vacuole",
}
YES_NO = {0: "no", 1: "yes"}
LOBES = ("RUL", "RML", "RLL", "LUL", "LLL")


def encode_clinical(row: CaseRow, fields: Sequence[Mapping[str, Any]]) -> NDArray[np.float32]:
    """float32 [fields]; each field is the manifest's: name, mean and sd or encoding, missing."""
    return np.array([encode_field(row, field) for field in fields], dtype=np.float32)


def encode_field(row: CaseRow, field: Mapping[str, Any]) -> float:
    value = clinical_value(row, field["name"])
    if value is None:
        return float(field["missing"])
    if "encoding" in field:
        return float(field["encoding"][value])
    return (float(value) - float(field["mean"])) / float(field["sd"])


def clinical_value(row: CaseRow, name: str) -> float | str | None:
    """Years, cm, kg, or one of the names of an encoding. By the manifest's name yes and no are words,
    by the column's they are 1 and 0."""
    value: float | str | None = getattr(row, ATTRIBUTES.get(name, name))
    if value is None or name not in ("familyHistory", "vacuole"):
        return value
    return YES_NO[int(value)]


def numeric_field(name: str, values: Sequence[float | None], *, minmax: bool = False) -> dict[str, Any]:
    """A field with the known values' mean and sd (or minimum and range); missing = their median."""
    known = np.array([value for value in values if value is not None], dtype=np.float64)
    if len(known) == 0:
        return {"name": name, "mean": 0.0, "sd": 1.0, "missing": 0.0}
    mean = float(known.min() if minmax else known.mean())
    sd = float(np.ptp(known) if minmax else known.std()) or 1.0
    return {"name": name, "mean": mean, "sd": sd, "missing": (float(np.median(known)) - mean) / sd}


def coded_field(name: str, encoding: Mapping[str, float], missing: float) -> dict[str, Any]:
    return {"name": name, "encoding": dict(encoding), "missing": missing}


def one_hot_lobes(missing: float = 0.0) -> list[dict[str, Any]]:
    """Five fields, one per lobe."""
    return [
        coded_field("lobe", {lobe: float(lobe == hot) for lobe in LOBES}, missing) for hot in LOBES
    ]
