"""predictions.csv: what every model of a run says of every case."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .run import Floats, Run

COLUMNS = ("case_id", "split", "fold", "model", "target", "label", "probability")


@dataclass(frozen=True)
class Prediction:
    """A row. Probabilities are not calibrated; `fold` is empty unless the model has not seen this fold,
    in which the case is."""

    case_id: str
    split: str
    fold: str
    model: str
    target: str
    label: str
    probability: str


class Predictions:
    """Long format, one row per case, model and target."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.rows: list[Prediction] = []

    def add(
        self, model: str, target: str, probabilities: Floats, folds: NDArray[np.intp] | None = None
    ) -> None:
        """`probabilities` [cases], NaN where the model says nothing; `folds` [cases], −1 for none."""
        labels = self.run.labels(target)
        for i, row in enumerate(self.run.rows):
            if np.isnan(probabilities[i]):
                continue
            fold = "" if folds is None or folds[i] < 0 else str(folds[i])
            label = "" if np.isnan(labels[i]) else str(int(labels[i]))
            probability = f"{probabilities[i]:.6f}"
            self.rows.append(
                Prediction(row.case_id, row.split or "", fold, model, target, label, probability)
            )


def write_predictions(path: Path, rows: Iterable[Prediction]) -> None:
    """Written beside and moved into place: a file that is there is whole."""
    part = path.with_suffix(".part")
    with part.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(astuple(row) for row in rows)
    part.replace(path)


def read_rows(path: Path) -> list[Prediction]:
    with path.open(newline="", encoding="utf-8") as file:
        return [Prediction(**cells) for cells in csv.DictReader(file)]
