"""Radiomic features as numbers, by the features of a manifest's radiomics input."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Columns of the table that name the case or describe the extraction.
CASE_COLUMN = "Case"


def read_radiomics(path: Path | str) -> dict[str, dict[str, float]]:
    """Case -> feature -> value, of the table that `npx mutation-prediction radiomics` writes.

    Empty and unreadable cells are NaN; columns of diagnostics (`diagnostics_…`) are left out.
    """
    with Path(path).open(newline="", encoding="utf-8-sig") as file:
        return {
            cells[CASE_COLUMN]: {
                name: number(text)
                for name, text in cells.items()
                if name != CASE_COLUMN and not name.startswith("diagnostics_")
            }
            for cells in csv.DictReader(file)
        }


def number(text: str | None) -> float:
    try:
        return float(text or "nan")
    except ValueError:
        return float("nan")


def radiomics_vector(
    row: Mapping[str, float], features: Sequence[Mapping[str, Any]]
) -> NDArray[np.float32]:
    """float32 [features]: (value − offset) · scale, `missing` for what is no number.

    Each feature is the manifest's: name, offset, scale, missing.
    """
    scaled = np.array(
        [
            (row.get(feature["name"], np.nan) - feature["offset"]) * feature["scale"]
            for feature in features
        ],
        dtype=np.float64,
    )
    missing = [feature["missing"] for feature in features]
    return np.where(np.isfinite(scaled), scaled, missing).astype(np.float32)


def scaling_of(
    rows: Sequence[Mapping[str, float]], names: Sequence[str], *, minmax: bool = False
) -> list[dict[str, Any]]:
    """The manifest's features, scaled by the rows' mean and sd (or minimum and range).

    Missing is the mean, or with `minmax` the median; a constant feature becomes 0.
    """
    features = []
    for name in names:
        values = np.array([row[name] for row in rows], dtype=np.float64)
        values = values[np.isfinite(values)]
        if len(values) == 0:
            features.append({"name": name, "offset": 0.0, "scale": 0.0, "missing": 0.0})
            continue
        offset = float(values.min() if minmax else values.mean())
        spread = float(np.ptp(values) if minmax else values.std())
        scale = 1 / spread if spread > 0 else 0.0
        missing = (float(np.median(values)) - offset) * scale if minmax else 0.0
        features.append({"name": name, "offset": offset, "scale": scale, "missing": missing})
    return features
