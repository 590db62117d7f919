"""The recipe of a light tier: MMDL at the views' own resolution, taught by a package in place of labels."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from tqdm import tqdm

from ..networks.mmdl import Mmdl
from ..preprocessing.clinical import ATTRIBUTES
from ..recipes.config import Config, ConfigError
from ..recipes.examples import Examples
from ..recipes.mmdl import MmdlSystem
from ..recipes.predictions import Predictions
from ..recipes.run import Run
from ..recipes.system import Outcome, Trained
from .teacher import Said, Teacher

#: The model of predictions.csv that is the teacher.
TEACHER = "teacher"
#: Cases that the teacher reads between two steps of the progress bar.
CASES_AT_ONCE = 4


def taught_by(config: Config, package: Path) -> Config:
    """The settings with what a student must have as its teacher has it. Raises as `Teacher`."""
    teacher = Teacher(package)
    if config.system != "mmdl":
        raise ConfigError(f"A light tier's system is mmdl, not '{config.system}'.")
    return replace(
        config,
        targets=teacher.targets,
        teacher=str(package.resolve()),
        teacher_digest=teacher.digest,
        options={
            **config.options,
            "views": list(teacher.planes),
            "clip_hu": list(teacher.clip_hu),
            "clinical": list(dict.fromkeys(ATTRIBUTES[field["name"]] for field in teacher.fields)),
        },
    )


class LightMmdl(MmdlSystem):
    """Learns the calibrated probabilities that the teacher gives to the very images and values of each step,
    augmented as they are: of all views together, and of each alone."""

    takes_folds = False

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        assert run.config.teacher is not None
        self.teacher = Teacher(Path(run.config.teacher))
        if self.teacher.digest != run.config.teacher_digest:
            raise ConfigError(f"{run.config.teacher} has changed since the run began. Begin another run.")
        self.fields = self.teacher.fields

    def examples(self) -> Examples:
        """With the teacher's probabilities in place of labels."""
        found = super().examples()
        parts = found.batches(CASES_AT_ONCE, shuffle=False)
        said = [
            self.teacher.read(part.images, part.tables["clinical"]).whole
            for part in tqdm(parts, desc="teacher", total=found.steps(CASES_AT_ONCE), disable=None)
        ]
        return replace(found, labels=torch.cat(said))

    def called(self, network: nn.Module, batch: Examples) -> tuple[Tensor, Tensor]:
        """[n, 1 + views, targets]: what all views say together, then each alone."""
        said = self.teacher.read(batch.images, batch.tables["clinical"])
        mmdl = cast(Mmdl, network)
        outputs = torch.sigmoid(mmdl.branch_logits(*self.network_inputs(network, batch)))
        whole, alone, _ = mmdl.fusion(outputs)
        return together(Said(whole, alone)), together(said)

    def loss(self, log_odds: Tensor, labels: Tensor, positive_weight: Tensor) -> Tensor:
        if log_odds.ndim == 2:
            # Of validation cases the loop asks for the whole alone.
            return super().loss(log_odds, labels, positive_weight)
        return distance(apart(log_odds), apart(labels))

    def finish(self, trained: Trained, examples: Examples, predictions: Predictions) -> Outcome:
        self.add_predictions(predictions, "cnn", trained.probabilities)
        for i, target in enumerate(self.config.targets):
            predictions.add(TEACHER, target, examples.labels[:, i].double().numpy())
        return Outcome(trained, self.network_arguments(), "cnn", {TEACHER: self.description()})

    def description(self) -> dict[str, Any]:
        """What the package must know of its teacher."""
        return {
            "id": self.teacher.id,
            "digest": self.teacher.digest,
            "thresholds": self.teacher.thresholds,
        }


def together(said: Said) -> Tensor:
    return torch.cat([said.whole.unsqueeze(1), said.views], dim=1)


def apart(values: Tensor) -> Said:
    return Said(values[:, 0], values[:, 1:])


def distance(log_odds: Said, said: Said) -> Tensor:
    """Cross-entropy with the teacher's probabilities, whole and view by view: least where they agree."""
    whole = F.binary_cross_entropy_with_logits(log_odds.whole, said.whole)
    return whole + F.binary_cross_entropy_with_logits(log_odds.views, said.views)
