"""What a run and its cohort give to a package: unseen predictions, cases, features."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from ..cohort.table import CaseRow, Cohort, read_cohort
from ..evaluation.roc import Floats
from ..preprocessing.case import load_case
from ..preprocessing.radiomics import read_radiomics
from .inputs import Input, encode_input


class ExportError(Exception):
    """A run that no package can be made of; the message says why and what to do."""


@dataclass(frozen=True)
class Prediction:
    case_id: str
    split: str
    #: Held out in a fold of cross-validation.
    held_out: bool
    label: float
    probability: float


@dataclass(frozen=True)
class RunData:
    config: Mapping[str, Any]
    cohort: Cohort
    #: (model, target) -> predictions of cases whose label is known or not (NaN).
    predictions: Mapping[tuple[str, str], tuple[Prediction, ...]]

    @property
    def models(self) -> list[str]:
        return list(dict.fromkeys(model for model, _ in self.predictions))

    def of(self, model: str, target: str) -> tuple[Prediction, ...]:
        found = self.predictions.get((model, target), ())
        if not found:
            raise ExportError(f"predictions.csv has no '{model}' for {target}. Train the run again.")
        return found

    def unseen(self, model: str, target: str) -> tuple[Floats, Floats]:
        """Probabilities and labels of cases that the model was tuned by, but not trained on: those of
        the validation split, or of cross-validation's held-out folds."""
        known = [p for p in self.of(model, target) if not np.isnan(p.label)]
        folds = any(p.held_out for p in known)
        chosen = [p for p in known if (p.held_out if folds else p.split == "validation")]
        return columns_of(chosen)

    @property
    def has_test(self) -> bool:
        return any(p.split == "test" for found in self.predictions.values() for p in found)

    def tested(self, model: str, target: str) -> tuple[Floats, Floats]:
        known = [p for p in self.of(model, target) if not np.isnan(p.label)]
        judged = (p for p in known if (p.split == "test" if self.has_test else p.held_out))
        return columns_of(list(judged))

    def probability(self, model: str, target: str, case_id: str) -> float | None:
        """By the model that the checkpoint holds; `None` where only others have judged the case."""
        own = (p for p in self.of(model, target) if p.case_id == case_id and not p.held_out)
        return next((p.probability for p in own), None)

    def labels_in(self, model: str, target: str, split: str) -> Floats:
        """Known labels of the split's cases, each once."""
        found = {p.case_id: p.label for p in self.of(model, target) if p.split == split}
        return np.array([label for label in found.values() if not np.isnan(label)])

    def rows_in(self, split: str, limit: int) -> list[CaseRow]:
        """At most `limit` cases of the split, evenly over the table; with ComBat only those of the reference
        site, whose features the model takes as they are."""
        splits = {p.case_id: p.split for found in self.predictions.values() for p in found}
        combat = self.config.get("combat")
        rows = [
            row
            for row in self.cohort.rows
            if splits.get(row.case_id) == split
            and (combat is None or row.extra.get(combat["column"]) == combat["reference"])
        ]
        step = max(1, -(-len(rows) // limit))
        return rows[::step]


def columns_of(predictions: list[Prediction]) -> tuple[Floats, Floats]:
    """Probabilities and labels, each case once: of several repetitions the mean."""
    by_case: dict[str, list[Prediction]] = {}
    for prediction in predictions:
        by_case.setdefault(prediction.case_id, []).append(prediction)
    return (
        np.array([np.mean([p.probability for p in found]) for found in by_case.values()], dtype=np.float64),
        np.array([found[0].label for found in by_case.values()], dtype=np.float64),
    )


def read_run_data(run: Path, cohort: Path | None) -> RunData:
    for name in ("config.yaml", "predictions.csv"):
        if not (run / name).is_file():
            raise ExportError(
                f"{run / name} does not exist. Name a folder that `mutation-train train` finished."
            )
    config = yaml.safe_load((run / "config.yaml").read_text())
    predictions: dict[tuple[str, str], list[Prediction]] = {}
    with (run / "predictions.csv").open(newline="", encoding="utf-8") as file:
        for cells in csv.DictReader(file):
            predictions.setdefault((cells["model"], cells["target"]), []).append(
                Prediction(
                    case_id=cells["case_id"],
                    split=cells["split"],
                    held_out=cells["fold"] != "",
                    label=float(cells["label"] or "nan"),
                    probability=float(cells["probability"]),
                )
            )
    folder = cohort or config.get("cohort")
    if folder is None:
        raise ExportError("The run does not name its cohort. Name the folder with --cohort.")
    return RunData(
        config, read_cohort(folder), {key: tuple(found) for key, found in predictions.items()}
    )


class CaseInputs:
    """Cases of a cohort as the tensors that a manifest describes."""

    def __init__(self, data: RunData, inputs: list[Input]) -> None:
        self.cohort = data.cohort
        self.inputs = inputs
        folder = data.cohort.folder / "radiomics"
        options = data.config.get("options", {})
        self.radiomics = {
            given["tensor"]: read_radiomics(folder / radiomics_file(options, given["tensor"]))
            for given in inputs
            if given["kind"] == "radiomics"
        }

    def of(self, row: CaseRow) -> list[NDArray[np.float32]]:
        case = load_case(self.cohort.case_folder(row))
        return [encode_input(given, case, row, self.radiomics) for given in self.inputs]


def radiomics_file(options: Mapping[str, Any], tensor: str) -> str:
    """The table that the recipe took a tensor's features from, by its options or its default."""
    _, _, roi = tensor.partition("_")
    named = options.get("radiomics")
    if isinstance(named, Mapping):
        return str(named[roi])
    return str(named) if named and not roi else f"{roi or 'tumour'}.csv"
