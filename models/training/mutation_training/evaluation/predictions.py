"""A run's predictions: config.yaml and predictions.csv as `mutation-train train` writes them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
import yaml
from numpy.typing import NDArray

from .roc import Floats

COLUMNS = ("case_id", "split", "fold", "model", "target", "label", "probability")
#: What a run without a checkpoint is about: the first of these that it has.
MAIN_MODELS = ("fusion", "combined", "cnn")
CLINICAL = "clinical"
#: In place of a split: cases judged by the network of cross-validation that did not see them.
OUT_OF_FOLD = "out-of-fold"
#: In place of a split: cases of a cohort that a finished package was not made of.
EXTERNAL = "external"

Cells = dict[tuple[str, str, str], dict[str, "Cell"]]


class RunError(Exception):
    """A run that cannot be evaluated; the message names the file and what to do."""


@dataclass
class Cell:
    """What one model says of one case: one probability, or one from each repetition."""

    label: float
    #: Of the first repetition.
    fold: str
    probabilities: list[float]


@dataclass(frozen=True)
class Scores:
    """One model's probabilities of one target on the cases of one split whose label is known."""

    case_ids: NDArray[np.str_]
    labels: Floats
    probabilities: Floats
    #: Of the first repetition, where the cases were judged out of fold.
    folds: NDArray[np.str_] | None = None

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def has_both_classes(self) -> bool:
        return bool(0 < self.labels.sum() < len(self))

    def of(self, case_ids: Sequence[str]) -> Scores:
        """The same for these cases, in their order."""
        place = {case: index for index, case in enumerate(self.case_ids)}
        return self.where(np.array([place[case] for case in case_ids], dtype=int))

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Scores:
        folds = None if self.folds is None else self.folds[chosen]
        return Scores(self.case_ids[chosen], self.labels[chosen], self.probabilities[chosen], folds)


@dataclass(frozen=True)
class Run:
    name: str
    system: str
    seed: int | None
    #: The cohort's folder as the run's configuration names it.
    cohort: Path | None
    #: The model that the run is about; the others are its parts and baselines.
    main_model: str
    #: (model, target, split) -> scores.
    scores: Mapping[tuple[str, str, str], Scores]
    #: (model, target) -> threshold that was set before these cases were seen.
    thresholds: Mapping[tuple[str, str], float] = field(default_factory=dict)
    #: Of the training patients that it learnt from.
    training_share: float = 1.0

    @property
    def models(self) -> list[str]:
        """The main model first, then the others in the file's order."""
        names = dict.fromkeys(model for model, _, _ in self.scores)
        return [self.main_model, *(name for name in names if name != self.main_model)]

    @property
    def targets(self) -> list[str]:
        return list(dict.fromkeys(target for _, target, _ in self.scores))


def read_run(folder: Path) -> Run:
    """Raises `RunError` where a file is missing or a row is wrong."""
    config_path, predictions_path = folder / "config.yaml", folder / "predictions.csv"
    for path in (config_path, predictions_path):
        if not path.is_file():
            raise RunError(f"{path} does not exist. Give a folder that `mutation-train train` wrote.")
    config = yaml.safe_load(config_path.read_text(encoding="utf-8")) or {}
    seed, cohort = config.get("seed"), config.get("cohort")
    scores = read_predictions(predictions_path)
    return Run(
        name=folder.resolve().name,
        system=str(config.get("system", "")),
        seed=int(seed) if seed is not None else None,
        cohort=Path(cohort) if cohort else None,
        main_model=main_model_of(folder, list(dict.fromkeys(model for model, _, _ in scores))),
        scores=scores,
        training_share=float(config.get("training_share", 1.0)),
    )


def main_model_of(folder: Path, models: Sequence[str]) -> str:
    """The model that the checkpoint names; without one, the likeliest."""
    checkpoint = folder / "checkpoint.pt"
    if checkpoint.is_file():
        # Mapped, so that the weights stay on disk.
        named = torch.load(checkpoint, weights_only=True, mmap=True, map_location="cpu").get("main_model")
        if named in models:
            return str(named)
    return next((name for name in MAIN_MODELS if name in models), models[0])


def read_predictions(path: Path) -> dict[tuple[str, str, str], Scores]:
    """Probabilities by model, target and split; several folds' for one case are averaged."""
    cells: Cells = {}
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise RunError(f"{path}: column '{missing[0]}' is missing. Train the run again.")
        for row in reader:
            if not row["label"]:
                continue
            try:
                label, probability = float(row["label"]), float(row["probability"])
            except ValueError:
                raise RunError(f"{path}, line {reader.line_num}: not a number.") from None
            if label not in (0, 1) or not 0 <= probability <= 1:
                raise RunError(
                    f"{path}, line {reader.line_num}: label {row['label']} and probability "
                    f"{row['probability']}; a label is 0 or 1, a probability from 0 to 1."
                )
            # What a fold held out is judged apart from what a model says of cases that it was trained on.
            split = OUT_OF_FOLD if row["fold"] and row["split"] != "test" else row["split"]
            by_case = cells.setdefault((row["model"], row["target"], split), {})
            cell = by_case.setdefault(row["case_id"], Cell(label, row["fold"], []))
            if cell.label != label:
                raise RunError(f"{path}, line {reader.line_num}: the case has another label above.")
            cell.probabilities.append(probability)
    if not cells:
        raise RunError(f"{path} has no row with a known label. Train the run again.")
    return {key: scores_of(by_case, key[2]) for key, by_case in cells.items()}


def scores_of(by_case: Mapping[str, Cell], split: str) -> Scores:
    cells = by_case.values()
    return Scores(
        case_ids=np.array(list(by_case)),
        labels=np.array([cell.label for cell in cells]),
        probabilities=np.array([float(np.mean(cell.probabilities)) for cell in cells]),
        folds=np.array([cell.fold for cell in cells]) if split == OUT_OF_FOLD else None,
    )
