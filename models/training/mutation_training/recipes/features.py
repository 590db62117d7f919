"""A run's radiomic features: read for its cases, and harmonised over sites where the settings ask for it."""

from __future__ import annotations

from ..tabular.harmonise import Combat, harmonised
from ..tabular.radiomics import RadiomicsTable, read_radiomics
from .config import strict
from .run import Run


def read_features(run: Run, name: str) -> RadiomicsTable:
    """Of COHORT/radiomics/`name`; ComBat is fitted to the cases of the run's pool, never to those held out.

    Raises RadiomicsTableError, and ConfigError for settings that cannot be.
    """
    path = run.cohort.folder / "radiomics" / name
    table = read_radiomics(path, [row.case_id for row in run.rows])
    if run.config.combat is None:
        return table
    return harmonised(table, run.rows, run.pool, strict(Combat, run.config.combat, "combat"))
