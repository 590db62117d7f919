"""Which cases train, validate and test; always whole patients, always the same for a seed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from .errors import CohortError
from .table import CaseRow, Split

#: The validation patients of Dong et al. 2021 in TCIA's NSCLC-Radiogenomics.
R01_PATIENT = re.compile(r"R01-\d{3}")


def mmdl_split(rows: Sequence[CaseRow]) -> dict[str, Split]:
    """The published split: `R01-*` tests; `AMC-*` and a user's own patients train."""
    return {row.case_id: "test" if R01_PATIENT.fullmatch(row.patient_id) else "train" for row in rows}


def stratified_split(
    rows: Sequence[CaseRow],
    endpoints: Sequence[str],
    fractions: Mapping[Split, float],
    seed: int,
) -> dict[str, Split]:
    """A seeded split (case_id -> split) with equal shares of each combination of the labels.

    `fractions` must sum to 1. Unknown labels are a class of their own.
    """
    if abs(sum(fractions.values()) - 1) > 1e-9 or min(fractions.values()) < 0:
        raise CohortError(f"The fractions {dict(fractions)} are no shares of 1.")
    dealt = dict.fromkeys(fractions, 0)
    split_of: dict[str, Split] = {}
    for count, patient in enumerate(dealt_order(rows, endpoints, seed), start=1):
        # Whoever is furthest behind its share is next, so no stratum goes to one split.
        split = max(fractions, key=lambda name: fractions[name] * count - dealt[name])
        dealt[split] += 1
        split_of[patient] = split
    return {row.case_id: split_of[row.patient_id] for row in rows}


def stratified_folds(
    rows: Sequence[CaseRow], endpoints: Sequence[str], folds: int, seed: int
) -> dict[str, int]:
    """Seeded folds (case_id -> 0 … folds − 1), stratified as `stratified_split`."""
    order = dealt_order(rows, endpoints, seed)
    if not 2 <= folds <= len(order):
        raise CohortError(f"{len(order)} patients cannot be dealt into {folds} folds.")
    fold_of = {patient: place % folds for place, patient in enumerate(order)}
    return {row.case_id: fold_of[row.patient_id] for row in rows}


def dealt_order(rows: Sequence[CaseRow], endpoints: Sequence[str], seed: int) -> list[str]:
    """Patients, stratum by stratum and shuffled within each.

    Dealing them out in turn spreads every stratum evenly, and the rest of one continues in the next,
    so that the parts differ by one patient at most. A patient's stratum is that of the first case.
    """
    strata: dict[tuple[int | None, ...], list[str]] = {}
    seen: set[str] = set()
    for row in rows:
        if row.patient_id not in seen:
            seen.add(row.patient_id)
            key = tuple(row.labels.get(endpoint) for endpoint in endpoints)
            strata.setdefault(key, []).append(row.patient_id)
    random = np.random.default_rng(seed)
    order: list[str] = []
    for key in sorted(strata, key=str):
        patients = sorted(strata[key])
        random.shuffle(patients)
        order += patients
    return order
