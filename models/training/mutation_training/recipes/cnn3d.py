"""The 17-layer 3-D CNN (2024), its radiomic comparators, and Com: both together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..tabular.classifiers import fewest_of_each_class, make_classifier, probability
from ..tabular.logistic import fit_logistic
from ..tabular.radiomics import RadiomicsTable
from ..tabular.scaling import z_score
from ..tabular.stepwise import SelectionOptions, select
from .config import strict
from .examples import Examples
from .features import read_features
from .predictions import Predictions
from .run import Floats, Run, require_of_each_class
from .system import Outcome, Trained
from .volumes import BoundingBox, VolumeSystem

#: The radiomic model that Com joins with the CNN.
JOINED = "svm"


@dataclass(frozen=True)
class Cnn3dOptions:
    volume: dict[str, Any] = field(default_factory=dict)
    #: File in COHORT/radiomics; none: no comparators.
    radiomics: str | None = "tumour.csv"
    selection: dict[str, Any] = field(default_factory=dict)
    classifiers: tuple[str, ...] = ("logistic", "svm", "naive-bayes")


class Cnn3dSystem(VolumeSystem):
    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self.options = strict(Cnn3dOptions, self.config.options, "options")
        self.volume = strict(BoundingBox, self.options.volume, "options, volume")
        self.selection = strict(SelectionOptions, self.options.selection, "options, selection")
        self.table: RadiomicsTable | None = None
        if self.options.radiomics is not None:
            fewest = fewest_of_each_class(self.options.classifiers, chosen=False)
            require_of_each_class(run, fewest, "Comparing cnn3d with classifiers of radiomics")
            self.table = read_features(run, self.options.radiomics)

    def finish(self, trained: Trained, examples: Examples, predictions: Predictions) -> Outcome:
        self.add_predictions(predictions, "cnn", trained.probabilities)
        parts: dict[str, Any] = {}
        if self.table is not None:
            for i, target in enumerate(self.config.targets):
                cnn = trained.probabilities[:, i]
                parts[target] = self.compare(target, cnn, self.table, predictions)
        return Outcome(trained, self.network_arguments(), "cnn", parts)

    def compare(
        self, target: str, cnn: Floats, table: RadiomicsTable, predictions: Predictions
    ) -> dict[str, Any]:
        labels = self.run.labels(target)
        training = self.run.pool & ~np.isnan(labels)
        scaled = z_score(table.values[training]).apply(table.values)
        columns = select(scaled[training], labels[training], self.selection)
        chosen = scaled[:, columns]
        joined = None
        for name in self.options.classifiers:
            classifier = make_classifier(name, self.config.seed)
            classifier.fit(chosen[training], labels[training])
            found = probability(classifier, chosen)
            predictions.add(f"radiomics-{name}", target, found)
            if name == JOINED:
                joined = found
        parts: dict[str, Any] = {"features": [table.features[column] for column in columns]}
        if joined is not None:
            both = np.stack([cnn, joined], axis=1)
            com = fit_logistic(both, np.where(self.fusion_cases(labels), labels, np.nan))
            # The radiomic part has seen every training case, so this is no out-of-fold prediction.
            predictions.add("fusion", target, com.probability(both))
            parts["fusion"] = {"models": ["cnn", f"radiomics-{JOINED}"], **com.to_mapping()}
        return parts

    def fusion_cases(self, labels: Floats) -> NDArray[np.bool_]:
        """Validation cases, whose probabilities are not fitted to their labels; without both classes
        among them, the training cases."""
        validation = self.run.in_split("validation")
        both = all(np.any(labels[validation] == value) for value in (0, 1))
        return validation if both else self.run.pool
