"""Ajou's multimodality network (2024): slices, radiomic features and clinical values in one network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ..preprocessing.case import Case
from ..preprocessing.clinical import encode_clinical
from ..preprocessing.slices import WindowSource, windowed_slices
from ..tabular.clinical import package_fields
from ..tabular.logistic import fit_logistic
from ..tabular.scaling import min_max
from .config import strict
from .examples import Examples
from .features import read_features
from .predictions import Predictions
from .run import Run
from .system import Outcome, System, Trained

COMPARATOR_RIDGE = 1.0


@dataclass(frozen=True)
class AjouOptions:
    count: int = 64
    crop: int = 224
    size: int = 112
    #: "image": as in the paper; −600/1500 where a slice proposes none.
    window: WindowSource = "fixed"
    #: File in COHORT/radiomics.
    radiomics: str = "tumour.csv"
    #: "lobe" is five values.
    clinical: tuple[str, ...] = (
        "sex",
        "age",
        "height_cm",
        "weight_kg",
        "smoking",
        "family_history",
        "stage",
        "lobe",
    )

    def slices(self) -> dict[str, Any]:
        """What the image depends on."""
        found: dict[str, Any] = {"count": self.count, "crop": self.crop, "size": self.size}
        return found if self.window == "fixed" else {**found, "window": self.window}


class AjouSystem(System):
    image = "slices"
    background = 0.0

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self.options = strict(AjouOptions, self.config.options, "options")
        self.table = read_features(run, self.options.radiomics)
        self.scaling = min_max(self.table.values[run.pool])
        self.fields = package_fields(self.options.clinical, run.pool_rows, "min-max")

    def image_settings(self) -> dict[str, Any]:
        return self.options.slices()

    def read_image(self, case: Case) -> NDArray[np.float32]:
        options = self.options
        return windowed_slices(case, options.count, options.crop, options.size, source=options.window)

    def tables(self) -> dict[str, Tensor]:
        clinical = np.stack([encode_clinical(row, self.fields) for row in self.run.rows])
        return {
            "radiomics": torch.from_numpy(self.scaling.apply(self.table.values)).float(),
            "clinical": torch.from_numpy(clinical).float(),
        }

    def network_image(self, images: Tensor) -> Tensor:
        return images

    def missing_clinical(self) -> Tensor | None:
        return torch.tensor([field["missing"] for field in self.fields])

    def preprocessing(self) -> dict[str, Any]:
        radiomics = {"features": list(self.table.features), **self.scaling.to_mapping()}
        return {
            "slices": self.image_settings(),
            "clinical": {"fields": self.fields},
            "radiomics": {"tumour": radiomics},
        }

    def network_arguments(self) -> dict[str, Any]:
        return {
            **self.config.network,
            "radiomics": len(self.table.features),
            "clinical": len(self.fields),
            "targets": len(self.config.targets),
        }

    def companions(self) -> Mapping[str, tuple[str, dict[str, Any]]]:
        """The paper's comparator: the network's tables without its images."""
        known = ("hidden", "radiomics", "clinical", "targets")
        arguments = {key: value for key, value in self.network_arguments().items() if key in known}
        return {"radiomics-clinical": ("ajou-tables", arguments)}

    def finish(self, trained: Trained, examples: Examples, predictions: Predictions) -> Outcome:
        """The network, and a logistic regression on its tables alone."""
        self.add_predictions(predictions, "cnn", trained.probabilities)
        tables = torch.cat([examples.tables["radiomics"], examples.tables["clinical"]], dim=1)
        inputs = tables.double().numpy()
        for target in self.config.targets:
            labels = np.where(self.run.pool, self.run.labels(target), np.nan)
            model = fit_logistic(inputs, labels, ridge=COMPARATOR_RIDGE)
            predictions.add("radiomics-clinical-logistic", target, model.probability(inputs))
        return Outcome(trained, self.network_arguments(), "cnn")
