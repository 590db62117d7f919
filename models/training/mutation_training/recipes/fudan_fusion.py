"""Fudan's fusion (2022): a 3-D network and boosted trees, joined by what they say of unseen cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..tabular.boosting import fit_boosting, probability
from ..tabular.clinical import ASKED, FIELD_CODES, raw_table, require_columns
from ..tabular.logistic import fit_logistic
from ..tabular.radiomics import RadiomicsTable
from ..tabular.scaling import z_score
from ..tabular.selection import most_informative
from .config import ConfigError, strict
from .examples import Examples
from .features import read_features
from .predictions import Predictions
from .run import Floats, Run
from .system import Outcome, Trained
from .volumes import CentredCube, VolumeSystem

#: Models beside the system's own: name, whether it reads features, and clinical values.
COMPARATORS = (("radiomics", True, False), ("clinical-trees", False, True))


@dataclass(frozen=True)
class FudanOptions:
    volume: dict[str, Any] = field(default_factory=dict)
    #: File in COHORT/radiomics; none: the network alone.
    radiomics: str | None = "tumour.csv"
    #: Features with an intraclass correlation of at least .95 between two segmentations, one per line;
    #: without, none is dropped. Relative to COHORT/radiomics.
    reproducible: str | None = None
    #: Share of the features that is kept, by mutual information.
    share: float = 0.1
    clinical: tuple[str, ...] = ("sex", "age", "invasive_degree", "density", "vacuole", "smoking")
    trees: int = 200
    leaves: int = 15


class FudanSystem(VolumeSystem):
    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self.options = strict(FudanOptions, self.config.options, "options")
        self.volume = strict(CentredCube, self.options.volume, "options, volume")
        if run.config.folds is None:
            raise ConfigError("fudan-fusion joins what its models say of unseen cases; set 'folds'.")
        require_columns(self.options.clinical, ASKED)
        self.features: list[str] = []
        if self.options.radiomics is not None:
            if len(self.config.targets) != 1:
                raise ConfigError("fudan-fusion selects features for one target; train one run per target.")
            self.table = self.read_features(self.options.radiomics)

    def preprocessing(self) -> dict[str, Any]:
        found = super().preprocessing()
        if self.features:
            count = len(self.features)
            # As they are; trees split on NaN, too.
            found["radiomics"] = {
                "tumour": {
                    "features": self.features,
                    "offset": [0.0] * count,
                    "scale": [1.0] * count,
                    "missing": [float("nan")] * count,
                }
            }
            found["clinical"] = {"fields": [raw_field(name) for name in self.options.clinical]}
        return found

    def finish(self, trained: Trained, examples: Examples, predictions: Predictions) -> Outcome:
        self.add_predictions(predictions, "cnn", trained.probabilities)
        if self.options.radiomics is None:
            return Outcome(trained, self.network_arguments(), "cnn")
        (target,) = self.config.targets
        labels = self.run.labels(target)
        chosen = self.chosen(labels)
        for model, features, clinical in COMPARATORS:
            _, found = self.boost(labels, chosen, features, clinical)
            predictions.add(model, target, found, self.run.fold_of)
        trees, boosted = self.boost(labels, chosen)
        predictions.add("radiomics-clinical", target, boosted, self.run.fold_of)
        both = np.stack([trained.probabilities[:, 0], boosted], axis=1)
        fusion = fit_logistic(both, np.where(self.run.pool, labels, np.nan))
        predictions.add("fusion", target, fusion.probability(both), self.run.fold_of)
        parts = {
            "trees": trees,
            "columns": [*self.features, *self.options.clinical],
            "fusion": {target: {"models": ["cnn", "radiomics-clinical"], **fusion.to_mapping()}},
        }
        return Outcome(trained, self.network_arguments(), "fusion", parts)

    def read_features(self, name: str) -> RadiomicsTable:
        folder, table = self.run.cohort.folder / "radiomics", read_features(self.run, name)
        if self.options.reproducible is None:
            return table
        path = folder / self.options.reproducible
        if not path.is_file():
            raise ConfigError(f"{path} does not exist. Make it with `mutation-train icc`.")
        listed = set(path.read_text(encoding="utf-8").split())
        kept = [feature for feature in table.features if feature in listed]
        if not kept:
            raise ConfigError(f"{path} names none of the features of {folder / name}.")
        return table.choose(kept)

    def training(self, labels: Floats) -> list[NDArray[np.bool_]]:
        """Of each fold: the cases that its booster learns from."""
        folds = self.run.fold_of
        assert folds is not None
        return [self.run.pool & (folds != k) & ~np.isnan(labels) for k in range(folds.max() + 1)]

    def chosen(self, labels: Floats) -> list[NDArray[np.intp]]:
        """Of each fold: the features chosen on its own training cases; `features` becomes all of them."""
        found = [self.choose(labels, cases) for cases in self.training(labels)]
        self.features = [self.table.features[column] for column in np.unique(np.concatenate(found))]
        return found

    def boost(
        self,
        labels: Floats,
        chosen: Sequence[NDArray[np.intp]],
        with_features: bool = True,
        with_clinical: bool = True,
    ) -> tuple[list[str], Floats]:
        """One booster per fold, as text, and what they say: of the pool's cases the one that did not see
        them, of the others their mean."""
        folds = self.run.fold_of
        assert folds is not None
        clinical = raw_table(self.run.rows, self.options.clinical)
        union = np.unique(np.concatenate(chosen))
        columns = np.concatenate([self.table.values[:, union], clinical], axis=1)
        trees, found = [], np.zeros(len(labels))
        for fold, (cases, own) in enumerate(zip(self.training(labels), chosen, strict=True)):
            reads = np.append(
                np.isin(union, own) & with_features, np.full(clinical.shape[1], with_clinical)
            )
            # A booster never splits on a constant column.
            read = np.where(reads, columns, 0.0)
            booster = fit_boosting(
                read[cases], labels[cases], self.config.seed, self.options.trees, self.options.leaves
            )
            of_fold = probability(booster, columns)
            found[folds == fold] = of_fold[folds == fold]
            found[folds < 0] += of_fold[folds < 0] / len(chosen)
            trees.append(booster.model_to_string())
        return trees, found

    def choose(self, labels: Floats, cases: NDArray[np.bool_]) -> NDArray[np.intp]:
        """The columns that tell most of the label in these cases."""
        values = self.table.values[cases]
        scaled = z_score(values).apply(values)
        return most_informative(scaled, labels[cases], self.options.share, self.config.seed)


def raw_field(name: str) -> dict[str, Any]:
    """A manifest's field that passes the column on as it is."""
    missing = float("nan")
    if name in FIELD_CODES:
        return {"name": name, "encoding": dict(FIELD_CODES[name]), "missing": missing}
    return {"name": name, "mean": 0.0, "sd": 1.0, "missing": missing}
