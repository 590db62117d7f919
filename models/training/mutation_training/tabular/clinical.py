"""Clinical columns as numbers: the manifest's fields, with what training knows of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..cohort.errors import CohortError
from ..cohort.table import CaseRow

Field = dict[str, Any]

#: Symmetric codes: 0 stands for an unknown value.
CENTRED_CODES: Mapping[str, Mapping[str, float]] = {
    "sex": {"F": 1.0, "M": -1.0, "O": 0.0},
    "smoking": {"never": -1.0, "former": 0.5, "current": 1.0},
}
#: The papers' 0/1 and ordinal codes.
ORDINAL_CODES: Mapping[str, Mapping[str, float]] = {
    "sex": {"F": 1.0, "M": 0.0, "O": 0.5},
    "smoking": {"never": 0.0, "former": 1.0, "current": 1.0},
    "invasive_degree": {"AAH": 0.0, "AIS": 1.0, "MIA": 2.0, "IAC": 3.0},
    "density": {"pGGN": 0.0, "mGGN": 1.0, "solid": 2.0},
}
#: What a manifest's field encodes: the texts above, and yes and no.
FIELD_CODES: Mapping[str, Mapping[str, float]] = {**ORDINAL_CODES, "vacuole": {"no": 0.0, "yes": 1.0}}
#: Columns that viewers and the command line ask for, and packages may take.
ASKED = (
    *("age", "sex", "smoking", "height_cm", "weight_kg", "family_history", "stage", "lobe"),
    *("invasive_degree", "density", "vacuole"),
)
#: Columns that only comparators take; `cea_high`: whether `cea` is above normal.
NOT_ASKED = ("cea", "cea_high")
LOBES = ("RUL", "RML", "RLL", "LUL", "LLL")


def raw_values(rows: Sequence[CaseRow], name: str) -> NDArray[np.float64]:
    """A column as numbers, NaN where unknown; texts by their ordinal codes."""
    codes = ORDINAL_CODES.get(name)
    return np.array(
        [
            np.nan if value is None else codes[value] if codes else float(value)
            for value in (getattr(row, name) for row in rows)
        ]
    )


def raw_table(rows: Sequence[CaseRow], names: Sequence[str]) -> NDArray[np.float64]:
    """[rows, columns], NaN where unknown, as LightGBM takes them."""
    return np.stack([raw_values(rows, name) for name in names], axis=1)


def clinical_fields(
    names: Sequence[str], training: Sequence[CaseRow], scaling: Literal["z-score", "min-max"]
) -> list[Field]:
    """The manifest's fields for these columns; "lobe" becomes one field per lobe.

    "z-score": numbers by the training cases' mean and standard deviation, texts by symmetric codes,
    unknown is 0. "min-max": numbers by the training cases' range, unknown is their median. Raises CohortError
    for a name that is no clinical column.
    """
    require_columns(names)
    make = z_score_field if scaling == "z-score" else min_max_field
    fields: list[Field] = []
    for name in names:
        fields += lobe_fields(training) if name == "lobe" else [make(name, training)]
    return fields


def package_fields(
    names: Sequence[str], training: Sequence[CaseRow], scaling: Literal["z-score", "min-max"]
) -> list[Field]:
    """Of a network that packages hold: only what viewers ask for. Raises CohortError for another name."""
    require_columns(names, ASKED)
    return clinical_fields(names, training, scaling)


def require_columns(names: Sequence[str], accepted: Sequence[str] = (*ASKED, *NOT_ASKED)) -> None:
    """Raises CohortError for a name that is none of them."""
    for name in names:
        if name in accepted:
            continue
        if name in NOT_ASKED:
            raise CohortError(
                f"No viewer asks for '{name}', so a package's network cannot take it. Name it under "
                "clinical_baseline."
            )
        raise CohortError(f"'{name}' is no clinical column. Use {', '.join(accepted)}.")


def z_score_field(name: str, training: Sequence[CaseRow]) -> Field:
    if name in CENTRED_CODES:
        return {"name": name, "encoding": dict(CENTRED_CODES[name]), "missing": 0.0}
    if name in FIELD_CODES:
        return {"name": name, "encoding": centred(FIELD_CODES[name]), "missing": 0.0}
    values = raw_values(training, name)
    if np.isnan(values).all():
        return {"name": name, "mean": 0.0, "sd": 1.0, "missing": 0.0}
    sd = round(float(np.nanstd(values)), 4)
    return {"name": name, "mean": round(float(np.nanmean(values)), 4), "sd": sd or 1.0, "missing": 0.0}


def centred(codes: Mapping[str, float]) -> dict[str, float]:
    """The same steps around 0."""
    middle = (max(codes.values()) + min(codes.values())) / 2
    return {text: code - middle for text, code in codes.items()}


def min_max_field(name: str, training: Sequence[CaseRow]) -> Field:
    values = raw_values(training, name)
    if np.isnan(values).all():
        values = np.zeros(1)
    if name in FIELD_CODES:
        codes = FIELD_CODES[name]
        top = max(codes.values())
        encoding = {text: code / top for text, code in codes.items()}
        return {"name": name, "encoding": encoding, "missing": float(np.nanmedian(values)) / top}
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    spread = high - low or 1.0
    missing = (float(np.nanmedian(values)) - low) / spread
    return {"name": name, "mean": low, "sd": spread, "missing": missing}


def lobe_fields(training: Sequence[CaseRow]) -> list[Field]:
    """One 0/1 field per lobe; unknown is the training cases' most frequent lobe."""
    known: list[str] = [row.lobe for row in training if row.lobe is not None]
    usual = max(LOBES, key=lambda lobe: known.count(lobe))
    return [
        {
            "name": "lobe",
            "encoding": {other: float(other == lobe) for other in LOBES},
            "missing": float(lobe == usual),
        }
        for lobe in LOBES
    ]
