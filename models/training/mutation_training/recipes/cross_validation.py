"""A whole recipe, cross-validated: everything that is fitted or chosen is so anew without each fold.

The folds are those of the cohort's table. Their cases are judged by a run that has not seen them; the model
itself is that of a last run, on all training cases.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ..cohort.splits import FOLD, INNER_FOLD, fold_columns, stratified_split
from ..cohort.table import CaseRow, Cohort, Split
from .config import Config, ConfigError
from .run import Run, require_both_classes

#: The inner fold that chooses where a system has one validation set.
CHOOSING_FOLD = "0"


@dataclass(frozen=True)
class OuterFold:
    number: int
    #: Cases that the fold's run must not see.
    held_out: frozenset[str]


def outer_folds(run: Run) -> list[OuterFold]:
    """Of every repetition, numbered through; none where the cohort has none.

    Raises ConfigError where a training case is in no fold, a patient in two, or where without some fold no
    cases of both classes remain.
    """
    rows = [row for row in run.rows if row.split == "train"]
    columns = fold_columns(rows[0]) if rows else []
    found: list[OuterFold] = []
    for column in columns:
        if not any(row.extra.get(column) for row in rows):
            continue
        numbers = numbers_of(rows, column)
        for number in sorted(set(numbers.values())):
            held_out = frozenset(case for case, fold in numbers.items() if fold == number)
            found.append(OuterFold(len(found), held_out))
    if found and any(row.extra.get(INNER_FOLD) for row in rows):
        numbers_of(rows, INNER_FOLD)
    return found


def numbers_of(rows: list[CaseRow], column: str) -> dict[str, int]:
    """Case -> fold."""
    found: dict[str, int] = {}
    of_patient: dict[str, int] = {}
    for row in rows:
        text = row.extra.get(column, "")
        if not (text.isascii() and text.isdigit()):
            raise ConfigError(f"Training case {row.case_id} has {column} '{text}'. Number the folds 0, 1, …")
        found[row.case_id] = int(text)
        if of_patient.setdefault(row.patient_id, int(text)) != int(text):
            raise ConfigError(f"Patient {row.patient_id} is in two folds of {column}. Keep patients whole.")
    if set(found.values()) != set(range(max(found.values()) + 1)) or len(set(found.values())) < 2:
        raise ConfigError(f"The folds of {column} must be numbered 0, 1, … without a gap, two at least.")
    return found


def without_fold(run: Run, fold: OuterFold, takes_folds: bool) -> Run:
    """The run that has not seen a fold: its cases are test cases there, and it judges no other.

    Raises ConfigError where no training cases of both classes are left.
    """
    rows = tuple(
        replace(row, split="test") if row.case_id in fold.held_out else row
        for row in run.rows
        if row.split != "test"
    )
    found = inner_run(run, rows, takes_folds, run.folder / f"fold-{fold.number}")
    require_both_classes(found, f"Without fold {fold.number}:")
    return found


def whole(run: Run, takes_folds: bool) -> Run:
    """The run on all training cases, whose model the checkpoint holds; the run itself without folds.

    Raises ConfigError where some network of it lacks a class.
    """
    found = inner_run(run, run.rows, takes_folds, run.folder)
    require_both_classes(found, f"{run.cohort.folder}:")
    return found


def inner_run(run: Run, rows: tuple[CaseRow, ...], takes_folds: bool, folder: Path) -> Run:
    """With the cohort's inner folds the recipe chooses by them: as folds of its own, or where the system has
    one validation set, by the first of them. Without, it trains to its last epoch or by its own folds."""
    inner = {row.extra.get(INNER_FOLD, "") for row in rows if row.split == "train"} - {""}
    config = run.config
    if inner and takes_folds:
        config = replace(config, folds=len(inner))
    elif inner:
        rows = tuple(map(to_validation, rows))
    rows = tuple(map(without_outer, thinned(rows, config)))
    return Run(config, Cohort(run.cohort.folder, rows), folder)


def thinned(rows: tuple[CaseRow, ...], config: Config) -> tuple[CaseRow, ...]:
    """Without the training patients that the configuration's share leaves out, stratified by label."""
    if config.training_share == 1:
        return rows
    if not 0 < config.training_share < 1:
        raise ConfigError(f"{config.training_share:g} is no share of patients. Name one above 0, up to 1.")
    training = [row for row in rows if row.split == "train"]
    shares: dict[Split, float] = {"train": config.training_share, "test": 1 - config.training_share}
    dealt = stratified_split(training, config.targets, shares, config.seed)
    return tuple(row for row in rows if dealt.get(row.case_id) != "test")


def to_validation(row: CaseRow) -> CaseRow:
    chooses = row.split == "train" and row.extra.get(INNER_FOLD) == CHOOSING_FOLD
    return replace(row, split="validation") if chooses else row


def without_outer(row: CaseRow) -> CaseRow:
    kept = {name: text for name, text in row.extra.items() if name.partition("_")[0] != FOLD}
    return replace(row, extra=kept)
