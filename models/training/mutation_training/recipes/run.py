"""What a training run works on: settings, cases, who trains and who is held out, and where it writes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..cohort.splits import stratified_folds, stratified_split
from ..cohort.table import SPLITS, CaseRow, Cohort, Split, read_cohort
from .config import Config, ConfigError

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Run:
    config: Config
    #: Every case has a split.
    cohort: Cohort
    folder: Path

    @property
    def rows(self) -> tuple[CaseRow, ...]:
        return self.cohort.rows

    def in_split(self, split: Split) -> Mask:
        return np.array([row.split == split for row in self.rows], dtype=bool)

    @cached_property
    def has_cohort_folds(self) -> bool:
        """Whether the cohort's table deals its training cases into folds. They win over `folds`, and
        judge: unlike those, they choose no weights."""
        return any(row.extra.get("fold") for row in self.rows)

    @cached_property
    def pool(self) -> Mask:
        """The cases that anything may be fitted to: the training cases, with folds those of the
        validation split as well."""
        if self.config.folds is None or self.has_cohort_folds:
            return self.in_split("train")
        return ~self.in_split("test")

    @cached_property
    def pool_rows(self) -> list[CaseRow]:
        return [row for row, inside in zip(self.rows, self.pool, strict=True) if inside]

    @cached_property
    def fold_of(self) -> NDArray[np.intp] | None:
        """[cases] the fold in which a case is held out; −1 for those outside the pool."""
        if self.has_cohort_folds:
            return np.array(
                [int(row.extra["fold"]) if inside else -1
                 for row, inside in zip(self.rows, self.pool, strict=True)],
                dtype=np.intp,
            )
        if self.config.folds is None:
            return None
        folds = stratified_folds(
            self.pool_rows, self.config.targets, self.config.folds, self.config.seed
        )
        return np.array([folds.get(row.case_id, -1) for row in self.rows], dtype=np.intp)

    def labels(self, target: str) -> Floats:
        """[cases] 0, 1 or NaN."""
        return self.cohort.labels(target)

    @cached_property
    def label_table(self) -> Floats:
        """[cases, targets]."""
        return np.stack([self.labels(target) for target in self.config.targets], axis=1)


def open_run(config: Config, cohort_folder: Path, folder: Path) -> Run:
    """Reads the cohort and gives a split to the cases that have none."""
    cohort = read_cohort(cohort_folder)
    without = [row for row in cohort.rows if row.split is None]
    if without:
        shares: dict[Split, float] = {split: config.split.get(split, 0.0) for split in SPLITS}
        cohort = cohort.with_splits(stratified_split(without, config.targets, shares, config.seed))
    run = Run(config, cohort, folder)
    if run.has_cohort_folds:
        require_folds(run)
    for target in config.targets:
        labels = run.labels(target)[run.pool]
        for value, name in ((1, "positive"), (0, "negative")):
            if not np.any(labels == value):
                raise ConfigError(
                    f"{cohort_folder}: no training case is {name} for {target}. Choose other targets "
                    "or another split."
                )
    return run


def require_folds(run: Run) -> None:
    """Every training case is in a fold, patients are whole, and without any fold both classes remain."""
    fold_of_patient: dict[str, str] = {}
    for row in run.pool_rows:
        fold = row.extra.get("fold", "")
        if not (fold.isascii() and fold.isdigit()):
            raise ConfigError(f"Training case {row.case_id} has fold '{fold}'. Number the folds 0, 1, …")
        if fold_of_patient.setdefault(row.patient_id, fold) != fold:
            raise ConfigError(f"Patient {row.patient_id} is in two folds. Keep patients whole.")
    folds = run.fold_of
    assert folds is not None
    numbers = set(folds[run.pool].tolist())
    if numbers != set(range(len(numbers))) or len(numbers) < 2:
        raise ConfigError("The folds must be numbered 0, 1, … without a gap, and be two at least.")
    for fold in sorted(numbers):
        for target in run.config.targets:
            labels = run.labels(target)[run.pool & (folds != fold)]
            if not (np.any(labels == 0) and np.any(labels == 1)):
                raise ConfigError(
                    f"Without fold {fold} no cases of both classes of {target} are left to train on. "
                    "Take fewer folds or other targets."
                )
