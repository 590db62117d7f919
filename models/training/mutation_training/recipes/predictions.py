"""predictions.csv: what every model of a run says of every case."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .run import Floats, Run

COLUMNS = ("case_id", "split", "fold", "model", "target", "label", "probability")


class Predictions:
    """Long format, one row per case, model and target; probabilities are not calibrated."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.rows: list[tuple[str, ...]] = []

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
                (row.case_id, row.split or "", fold, model, target, label, probability)
            )

    def write(self, path: Path) -> None:
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(self.rows)
