"""Which cases train, validate and test; always whole patients, always the same for a seed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np

from .errors import CohortError
from .table import SPLITS, CaseRow, Split, read_csv

#: The validation patients of Dong et al. 2021 in TCIA's NSCLC-Radiogenomics.
R01_PATIENT = re.compile(r"R01-\d{3}")
#: What the folds are stratified by.
STRATA = ("EGFR", "KRAS")


#: With fewer patients than this cross-validation is nested unless told: a single division of so few
#: says too little, and what is chosen on the cases judged flatters most.
FEW_PATIENTS = 300
#: Columns of cohort.csv: the fold that judges a case, one column for each repetition, and the fold of the
#: inner cross-validation that chooses.
FOLD, INNER_FOLD, TEST_SET = "fold", "inner_fold", "test_set"


@dataclass(frozen=True)
class SplitChoice:
    """Which cases train and which judge. "auto" is the paper's split where it leaves cases of both classes
    to train on, else nested cross-validation, or folds alone from `FEW_PATIENTS` patients on."""

    kind: Literal["auto", "paper", "folds", "nested", "table"] = "paper"
    folds: int = 5
    seed: int = 42
    table: Path | None = None
    #: Times that the patients are dealt anew.
    repeats: int = 1
    #: Of "nested", within the other folds of each fold.
    inner_folds: int = 3


def fold_columns(row: CaseRow) -> list[str]:
    """The names of the row's columns that hold a fold: "fold", "fold_2", …, in their order."""
    named = [name for name in row.extra if re.fullmatch(rf"{FOLD}(_[2-9]|_[1-9][0-9]+)?", name)]
    return sorted(named, key=lambda name: int(name.partition("_")[2] or 1))


def apply_split(rows: Sequence[CaseRow], choice: SplitChoice) -> tuple[list[CaseRow], str]:
    """The rows with their split (and `fold`), and a sentence on what was chosen. A split that the
    clinical table names wins.

    Raises CohortError where the patients cannot be dealt so.
    """
    if choice.kind == "table" and choice.table is not None:
        return split_by_table(rows, choice.table), f"split: by {choice.table}"
    paper = mmdl_split(rows)
    by_paper = [replace(row, split=row.split or paper[row.case_id]) for row in rows]
    free = [row for row in rows if row.split in (None, "train") and row.exclusion is None]
    # Too few patients to deal stay as they are.
    enough = len({row.patient_id for row in free}) >= choice.folds
    missing = lacking(by_paper) if choice.kind == "auto" and enough else None
    if choice.kind == "paper" or (choice.kind == "auto" and missing is None):
        return by_paper, "split: the paper's, R01-* test and everyone else trains"
    reason = "" if missing is None else f"; the paper's split would leave {missing}"
    patients = len({row.patient_id for row in free})
    nested = choice.kind == "nested" or (choice.kind == "auto" and patients < FEW_PATIENTS)
    columns = dealt_columns(free, choice, nested)
    dealt = [
        replace(
            row,
            split=row.split or "train",
            extra={
                **row.extra,
                **{name: str(fold_of.get(row.case_id, "")) for name, fold_of in columns.items()},
            },
        )
        for row in rows
    ]
    times = f"{choice.repeats} times " if choice.repeats > 1 else ""
    inner = f"nested ({choice.inner_folds} folds choose within each), " if nested else ""
    return dealt, (
        f"split: {times}{choice.folds}-fold cross-validation of {len(free)} cases by patient, "
        f"{inner}seed {choice.seed}{reason}"
    )


def dealt_columns(
    free: Sequence[CaseRow], choice: SplitChoice, nested: bool
) -> dict[str, dict[str, int]]:
    """Column -> case -> fold; every repetition, and the inner folds, by a seed of their own."""
    columns = {
        FOLD if repeat == 0 else f"{FOLD}_{repeat + 1}": stratified_folds(
            free, STRATA, choice.folds, choice.seed + 1000 * repeat
        )
        for repeat in range(choice.repeats)
    }
    if nested:
        columns[INNER_FOLD] = stratified_folds(free, STRATA, choice.inner_folds, choice.seed - 1)
    return columns


def lacking(rows: Sequence[CaseRow]) -> str | None:
    """What the training cases lack, where there are test cases whose folds would have it."""
    usable = [row for row in rows if row.exclusion is None]
    training = [row for row in usable if row.split == "train"]
    if len(training) == len(usable):
        return None
    if not training:
        return "no training case"
    for endpoint in STRATA:
        classes = {row.labels[endpoint] for row in training if endpoint in row.labels}
        if len(classes) < len({row.labels[endpoint] for row in usable if endpoint in row.labels}):
            return f"no training cases of both classes of {endpoint}"
    return None


def split_by_table(rows: Sequence[CaseRow], path: Path) -> list[CaseRow]:
    """The user's own: `case_id` or `patient_id`, and any of `split`, `fold` (`fold_2`, …), `inner_fold`
    and `test_set`, which names a test case's set ("internal", a hospital)."""
    if not path.is_file():
        raise CohortError(f"{path} does not exist. Name a CSV file with case_id and split or fold.")
    header, lines = read_csv(path)
    key = next((name for name in ("case_id", "patient_id") if name in header), None)
    if key is None or not {"split", FOLD} & set(header):
        raise CohortError(f"{path} needs a column case_id or patient_id, and a column split or fold.")
    taken = [name for name in header if name in (INNER_FOLD, TEST_SET) or name.partition("_")[0] == FOLD]
    named: dict[str, tuple[Split, dict[str, str]]] = {}
    for line, cells in lines:
        split = next((name for name in SPLITS if name == (cells.get("split") or "train")), None)
        if split is None:
            raise CohortError(
                f"{path}, line {line}: split '{cells['split']}' is none of {', '.join(SPLITS)}."
            )
        extra = {name: cells[name] for name in taken}
        refuse_misplaced(path, line, split, extra)
        if cells[key] in named:
            raise CohortError(f"{path}, line {line}: '{cells[key]}' is named twice. Keep one row.")
        named[cells[key]] = (split, extra)
    found = []
    nothing: dict[str, str] = dict.fromkeys(taken, "")
    for row in rows:
        own = named.get(row.case_id if key == "case_id" else row.patient_id)
        if own is None and row.exclusion is None:
            raise CohortError(f"{path} does not name {row.case_id}. Give every usable case a row.")
        split, extra = own or ("train", nothing)
        found.append(replace(row, split=split, extra={**row.extra, **extra}))
    return found


def refuse_misplaced(path: Path, line: int, split: Split, extra: Mapping[str, str]) -> None:
    for name, value in extra.items():
        if name == TEST_SET:
            if value and split != "test":
                raise CohortError(
                    f"{path}, line {line}: a {split} case is in the test set '{value}'. Only test cases "
                    "have a test_set."
                )
        elif value and (split != "train" or not re.fullmatch(r"[0-9]{1,3}", value)):
            raise CohortError(
                f"{path}, line {line}: {name} '{value}' of a {split} case. Give training cases folds 0, 1, …"
            )


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
