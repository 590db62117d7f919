"""What a package is: a demonstration, whose cases a program made, or research."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from ..cohort.provenance import TRAIT, is_synthetic
from ..cohort.table import CaseRow
from .run_data import ExportError

#: `demonstration`: its cases are no patients, and its numbers mean nothing for one.
Status = Literal["demonstration", "research"]


def status_of(rows: Sequence[CaseRow], asked: Status | None = None) -> Status:
    """That of a package made of these cases: a demonstration is not from patients, and says so at every use.

    Raises `ExportError` where another was asked for.
    """
    status: Status = "demonstration" if is_synthetic(rows) else "research"
    if asked in (None, status):
        return status
    raise ExportError(
        "A package of these cases is a demonstration: a program made them (their table has columns "
        f"'{TRAIT}…'), and what was learnt of them says nothing of patients. Leave out --status {asked}."
        if status == "demonstration"
        else "A demonstration warns at every use that it is not from patients, and nothing in the cohort's "
        f"table says that a program made these cases (columns '{TRAIT}…'). Leave out --status {asked}."
    )


def status_and_use(status: Status | None) -> dict[str, Any]:
    return {
        "status": status,
        "intendedUse": "Research use only. Demonstration weights: numbers mean nothing for a patient."
        if status == "demonstration"
        else "Research use only. An estimate from images; not a molecular test.",
    }
