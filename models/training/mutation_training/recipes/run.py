"""What a training run works on: settings, cases, who trains and who is held out, and where it writes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..cohort.splits import INNER_FOLD, stratified_folds, stratified_split
from ..cohort.table import SPLITS, CaseRow, Cohort, Split, read_cohort
from .config import Config, ConfigError

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]

#: Of a fold's training cases: those that choose its epoch where the cohort deals no inner folds.
CHOOSING_SHARE = 0.15


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
    def pool(self) -> Mask:
        """The cases that anything may be fitted to: the training cases, with folds those of the
        validation split as well."""
        if self.config.folds is None:
            return self.in_split("train")
        return ~self.in_split("test")

    @cached_property
    def pool_rows(self) -> list[CaseRow]:
        return [row for row, inside in zip(self.rows, self.pool, strict=True) if inside]

    @cached_property
    def fold_of(self) -> NDArray[np.intp] | None:
        """[cases] the fold whose network does not see a case; −1 for those outside the pool."""
        if self.config.folds is None:
            return None
        if self.chooses_by_fold:
            names = sorted({row.extra[INNER_FOLD] for row in self.pool_rows}, key=int)
            folds = {row.case_id: names.index(row.extra[INNER_FOLD]) for row in self.pool_rows}
        else:
            folds = stratified_folds(
                self.pool_rows, self.config.targets, self.config.folds, self.config.seed
            )
        return np.array([folds.get(row.case_id, -1) for row in self.rows], dtype=np.intp)

    @cached_property
    def chooses_by_fold(self) -> bool:
        """Whether the cohort's table deals inner folds, whose held-out cases choose the epoch: other cases
        judge. Folds of the configuration's own choose by a share of each fold's training cases."""
        return self.config.folds is not None and all(row.extra.get(INNER_FOLD) for row in self.pool_rows)

    def choosing_cases(self, fold: int) -> Mask | None:
        """The cases of the pool by which a fold's network chooses its epoch; `None` where none is chosen."""
        folds = self.fold_of
        assert folds is not None
        if not any(stage.validate for stage in self.config.stages):
            return None
        if self.chooses_by_fold:
            return np.asarray(folds == fold)
        seen = [row for row, place in zip(self.rows, folds, strict=True) if place not in (-1, fold)]
        shares: dict[Split, float] = {"train": 1 - CHOOSING_SHARE, "validation": CHOOSING_SHARE}
        dealt = stratified_split(seen, self.config.targets, shares, self.config.seed + fold)
        return np.array([dealt.get(row.case_id) == "validation" for row in self.rows], dtype=bool)

    @cached_property
    def networks(self) -> list[tuple[Mask, Mask | None]]:
        """Of each network of the run, one or one per fold: the cases that it learns from, and those by which
        it chooses its epoch; `None` where none is chosen."""
        folds = self.fold_of
        if folds is None:
            validating = self.in_split("validation")
            return [(self.pool, validating if validating.any() else None)]
        found: list[tuple[Mask, Mask | None]] = []
        for fold in range(int(folds.max()) + 1):
            choosing = self.choosing_cases(fold)
            seen = self.pool & (folds != fold)
            found.append((seen if choosing is None else seen & ~choosing, choosing))
        return found

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
    if not cohort.rows:
        raise ConfigError(f"{cohort_folder} has no case with images: every row has an exclusion.")
    without = [row for row in cohort.rows if row.split is None]
    if without:
        shares: dict[Split, float] = {split: config.split.get(split, 0.0) for split in SPLITS}
        cohort = cohort.with_splits(stratified_split(without, config.targets, shares, config.seed))
    run = Run(config, cohort, folder)
    require_both_classes(run, f"{cohort_folder}:")
    return run


def require_both_classes(run: Run, where: str) -> None:
    """Raises ConfigError unless every network of the run has training cases of both classes, and a case
    with a label to choose its epoch by where it chooses one."""
    for target in run.config.targets:
        seen = [training for training, _ in run.networks]
        for labels in (run.labels(target)[cases] for cases in (run.pool, *seen)):
            for value, name in ((1, "positive"), (0, "negative")):
                if not np.any(labels == value):
                    raise ConfigError(
                        f"{where} no training case is {name} for {target}. Choose other targets, fewer folds "
                        "or another split."
                    )
    for _, choosing in run.networks:
        if choosing is not None and np.isnan(run.label_table[choosing]).all():
            raise ConfigError(
                f"{where} too few cases: none is left by which a network of the ensemble chooses its epoch. "
                "Bring more cases, or train each to its last epoch (validate: false in every stage)."
            )


def require_of_each_class(run: Run, fewest: int, purpose: str) -> None:
    """Raises ConfigError unless the run has so many training cases of each class of every target."""
    for target in run.config.targets:
        labels = run.labels(target)[run.pool]
        for value, name in ((1, "positive"), (0, "negative")):
            count = int(np.sum(labels == value))
            if count < fewest:
                raise ConfigError(
                    f"{purpose} needs {fewest} training cases of each class of {target}, and {count} are "
                    f"{name}. Bring more cases, or name fewer 'classifiers' or no 'radiomics' in the options."
                )
