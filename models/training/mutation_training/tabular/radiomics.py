"""Radiomic features of a cohort, as `mutation-prediction radiomics --csv` writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..preprocessing.radiomics import read_radiomics as read_table

Floats = NDArray[np.float64]


class RadiomicsTableError(Exception):
    """A table of features that cannot be used; the message names file, case and what to do."""


@dataclass(frozen=True)
class RadiomicsTable:
    features: tuple[str, ...]
    #: float64 [cases, features]; NaN where the feature is undefined.
    values: Floats

    def choose(self, features: Sequence[str]) -> RadiomicsTable:
        columns = [self.features.index(name) for name in features]
        return RadiomicsTable(tuple(features), self.values[:, columns])


def read_radiomics(path: Path, case_ids: Sequence[str]) -> RadiomicsTable:
    """The rows of `case_ids` in their order, and every column in which some case has a number.

    Raises RadiomicsTableError if the file or a case's row is missing.
    """
    if not path.is_file():
        raise RadiomicsTableError(
            f"{path} does not exist. Make it with `npx mutation-prediction radiomics "
            f"{path.parents[1] / 'cases'} --csv {path}` and the preset that the README names."
        )
    rows = read_table(path)
    for case_id in case_ids:
        if case_id not in rows:
            raise RadiomicsTableError(f"{path} lacks case '{case_id}'. Write the table anew.")
    features = list(next(iter(rows.values())))
    values = np.array([[rows[case_id][name] for name in features] for case_id in case_ids])
    values[~np.isfinite(values)] = np.nan
    defined = ~np.isnan(values).all(axis=0)
    kept = tuple(name for name, known in zip(features, defined, strict=True) if known)
    return RadiomicsTable(kept, values[:, defined])
