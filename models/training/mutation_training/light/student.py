"""The recipe of a light tier: MMDL at the views' own resolution, taught by a package in place of labels."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..networks.mmdl import Mmdl
from ..networks.network import MutationNetwork
from ..preprocessing.clinical import ATTRIBUTES
from ..recipes.augment import Augmentation, orientations, oriented
from ..recipes.config import Config, ConfigError
from ..recipes.examples import Examples
from ..recipes.loop import Called
from ..recipes.mmdl import MmdlSystem
from ..recipes.predictions import Predictions
from ..recipes.run import Run
from ..recipes.system import Outcome, Trained
from .agreement import MIRRORED, STUDENT, TEACHER
from .lessons import give_lessons, together
from .maps import WEIGHT, MapGuess
from .teacher import Said, Teacher

#: Of the network while it learns: the layer that guesses the teacher's maps.
GUESS = "guess"
#: What of `augment` a student takes.
TAKEN = ("quarter_turns", "flips", "hide_clinical")


def taught_by(config: Config, package: Path) -> Config:
    """The settings with what a student must have as its teacher has it. Raises as `Teacher`."""
    teacher = Teacher(package)
    if config.system != "mmdl":
        raise ConfigError(f"A light tier's system is mmdl, not '{config.system}'.")
    if replace(config.augment, **{name: getattr(Augmentation, name) for name in TAKEN}) != Augmentation():
        raise ConfigError(
            f"A light tier learns from views as they lie, turned and mirrored: of 'augment' it takes only "
            f"{', '.join(TAKEN)}."
        )
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
    turned and mirrored as they are: of all views together, and of each alone; and its last feature maps.

    Nothing but turns and mirrors, which move no pixel between others: the teacher is asked once for each
    orientation of a case, not at every step, and nothing blurs what it goes by.
    """

    takes_folds = False

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        assert run.config.teacher is not None
        self.teacher = Teacher(Path(run.config.teacher))
        if self.teacher.digest != run.config.teacher_digest:
            raise ConfigError(f"{run.config.teacher} has changed since the run began. Begin another run.")
        self.fields = self.teacher.fields

    def examples(self) -> Examples:
        """With the teacher's probabilities in place of labels, and its lessons beside."""
        found = super().examples()
        lessons = give_lessons(self.run, self.teacher, found, self.missing_clinical())
        tables = {
            **found.tables,
            "lesson_clinical": lessons.clinical,
            "lesson_said": lessons.said,
            "lesson_maps": lessons.maps,
            "mirrored": lessons.mirrored,
        }
        self.map_channels = lessons.maps.shape[3]
        taught = lessons.maps[:, 0][torch.from_numpy(self.run.pool)]
        self.map_variance = float(taught.float().var()) if self.map_channels else 1.0
        return replace(found, tables=tables, labels=lessons.said[:, 0, 0])

    def augmented(self, batch: Examples) -> Examples:
        """Each case in one of its orientations, with what the teacher said of it so."""
        ways = orientations(self.config.augment)
        each, chosen = torch.arange(len(batch)), torch.randint(len(ways), (len(batch),))
        images = [oriented(image, ways[way]) for image, way in zip(batch.images, chosen, strict=True)]
        tables = {
            "clinical": batch.tables["lesson_clinical"][each, chosen],
            "said": batch.tables["lesson_said"][each, chosen],
            "maps": batch.tables["lesson_maps"][each, chosen],
        }
        return replace(batch, images=torch.stack(images), tables=tables)

    def before_fit(self, network: MutationNetwork) -> None:
        if self.map_channels:
            network.add_module(GUESS, MapGuess(cast(Mmdl, network), self.map_channels))

    def after_fit(self, network: MutationNetwork, training: Examples) -> None:
        if self.map_channels:
            delattr(network, GUESS)
        super().after_fit(network, training)

    def called(self, network: nn.Module, batch: Examples) -> Called:
        """[n, 1 + views, targets]: what all views say together, then each alone."""
        mmdl = cast(Mmdl, network)
        views, clinical = self.network_inputs(network, batch)
        maps = mmdl.maps(views)
        whole, alone, _ = mmdl.fusion(torch.sigmoid(mmdl.logits_of_maps(maps, clinical)))
        further = None
        if self.map_channels:
            guess = cast(MapGuess, network.get_submodule(GUESS))
            further = WEIGHT * guess.distance(maps, batch.tables["maps"], self.map_variance)
        return Called(together(Said(whole, alone)), batch.tables["said"], further)

    def loss(self, log_odds: Tensor, labels: Tensor, positive_weight: Tensor) -> Tensor:
        if log_odds.ndim == 2:
            # Of validation cases the loop asks for the whole alone.
            return super().loss(log_odds, labels, positive_weight)
        return distance(apart(log_odds), apart(labels))

    def finish(self, trained: Trained, examples: Examples, predictions: Predictions) -> Outcome:
        self.add_predictions(predictions, STUDENT, trained.probabilities)
        for i, target in enumerate(self.config.targets):
            predictions.add(TEACHER, target, examples.labels[:, i].double().numpy())
            predictions.add(MIRRORED, target, examples.tables["mirrored"][:, i].double().numpy())
        return Outcome(trained, self.network_arguments(), STUDENT, {TEACHER: self.description()})

    def description(self) -> dict[str, Any]:
        """What the package must know of its teacher."""
        return {
            "id": self.teacher.id,
            "digest": self.teacher.digest,
            "thresholds": self.teacher.thresholds,
        }


def apart(values: Tensor) -> Said:
    return Said(values[:, 0], values[:, 1:])


def distance(log_odds: Said, said: Said) -> Tensor:
    """Cross-entropy with the teacher's probabilities, whole and view by view: least where they agree."""
    whole = F.binary_cross_entropy_with_logits(log_odds.whole, said.whole)
    return whole + F.binary_cross_entropy_with_logits(log_odds.views, said.views)
