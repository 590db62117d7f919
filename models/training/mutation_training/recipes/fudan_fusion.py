"""Fudan's fusion (2022): a 3-D network and boosted trees, joined by what they say of unseen cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..tabular.boosting import fit_boosting, probability
from ..tabular.clinical import FIELD_CODES, raw_table
from ..tabular.logistic import fit_logistic
from ..tabular.radiomics import read_radiomics
from ..tabular.scaling import z_score
from ..tabular.selection import most_informative
from .config import ConfigError, strict
from .examples import Examples
from .predictions import Predictions
from .run import Floats, Run
from .system import Outcome, Trained
from .volumes import CentredCube, VolumeSystem


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
        self.features: list[str] = []

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
        if len(self.config.targets) != 1:
            raise ConfigError("fudan-fusion selects features for one target; train one run per target.")
        (target,) = self.config.targets
        labels = self.run.labels(target)
        columns = self.columns(labels)
        trees, boosted = self.boost(columns, labels)
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

    def columns(self, labels: Floats) -> Floats:
        """[cases, features and clinical]; the features are chosen among the pool's cases."""
        folder = self.run.cohort.folder / "radiomics"
        path = folder / str(self.options.radiomics)
        table = read_radiomics(path, [row.case_id for row in self.run.rows])
        if self.options.reproducible is not None:
            listed = (folder / self.options.reproducible).read_text().split()
            table = table.choose([name for name in table.features if name in set(listed)])
        training = self.run.pool & ~np.isnan(labels)
        scaled = z_score(table.values[training]).apply(table.values[training])
        chosen = most_informative(scaled, labels[training], self.options.share, self.config.seed)
        self.features = [table.features[column] for column in chosen]
        clinical = raw_table(self.run.rows, self.options.clinical)
        return np.concatenate([table.values[:, chosen], clinical], axis=1)

    def boost(self, columns: Floats, labels: Floats) -> tuple[list[str], Floats]:
        """One booster per fold, as text, and what they say: of the pool's cases the one that did not see
        them, of the others their mean."""
        folds: NDArray[np.intp] | None = self.run.fold_of
        assert folds is not None
        count = int(folds.max()) + 1
        trees, found = [], np.zeros(len(labels))
        for fold in range(count):
            training = self.run.pool & (folds != fold) & ~np.isnan(labels)
            booster = fit_boosting(
                columns[training], labels[training], self.config.seed, self.options.trees, self.options.leaves
            )
            of_fold = probability(booster, columns)
            found[folds == fold] = of_fold[folds == fold]
            found[folds < 0] += of_fold[folds < 0] / count
            trees.append(booster.model_to_string())
        return trees, found


def raw_field(name: str) -> dict[str, Any]:
    """A manifest's field that passes the column on as it is."""
    missing = float("nan")
    if name in FIELD_CODES:
        return {"name": name, "encoding": dict(FIELD_CODES[name]), "missing": missing}
    return {"name": name, "mean": 0.0, "sd": 1.0, "missing": missing}
