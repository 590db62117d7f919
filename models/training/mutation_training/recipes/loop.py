"""The training loop of every network: stages, early stopping, resuming.

Every epoch seeds torch anew from the run's seed, so that a run that was killed and resumed gives the
identical result, and a seed the same run.
"""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import torch
from torch import Tensor, nn
from torch.utils.tensorboard import SummaryWriter
from tqdm import tqdm

from .config import Stage
from .examples import Examples
from .loss import balanced_weight

log = logging.getLogger(__name__)

OPTIMIZERS: dict[str, type[torch.optim.Optimizer]] = {
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
    "sgd": torch.optim.SGD,
}
#: What of an epoch's record is drawn.
BOARD = {"learning_rate", "training_accuracy", "training_loss", "validation_accuracy", "validation_loss"}
#: One-cycle: share of the steps that rise, and where they start.
WARM_UP_SHARE, WARM_UP_START = 0.3, 1 / 25


Record = dict[str, Any]


class Called(NamedTuple):
    """What becomes of a batch that is trained on."""

    #: [n, …, targets].
    log_odds: Tensor
    #: That they are held to.
    labels: Tensor
    #: Added to the loss, where a network learns more than its labels.
    further_loss: Tensor | None = None


class Task(Protocol):
    """What the loop needs to know of a system."""

    def head(self, network: nn.Module) -> Sequence[nn.Module]:
        """The submodules that a stage with `trainable: head` trains."""

    def augmented(self, batch: Examples) -> Examples: ...

    def called(self, network: nn.Module, batch: Examples) -> Called: ...

    def log_odds(self, network: nn.Module, batch: Examples) -> Tensor: ...

    def loss(self, log_odds: Tensor, labels: Tensor, positive_weight: Tensor) -> Tensor:
        """A batch's mean; `positive_weight` [targets]."""


def fit(
    network: nn.Module,
    task: Task,
    training: Examples,
    validation: Examples | None,
    stages: Sequence[Stage],
    folder: Path,
    *,
    seed: int,
    balance_classes: bool,
) -> None:
    """Trains `network` in place, on the GPU if there is one; leaves `last.pt`, `history.jsonl` and
    TensorBoard's events.

    With validation cases every stage ends with the weights of its lowest validation loss. A `last.pt`
    in `folder` is taken up where it ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    network.to(best_device())
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            # Few channels over 2-D maps take half the time in this order on a CPU.
            weight = module.weight
            weight.data = weight.data.contiguous(memory_format=torch.channels_last)
    targets = training.labels.shape[-1]
    positive_weight = balanced_weight(training.labels) if balance_classes else torch.ones(targets)
    progress = Progress(folder)
    progress.resume(network)
    with SummaryWriter(str(folder), purge_step=len(progress.history)) as board:
        for number, stage in enumerate(stages):
            if number < progress.stage:
                continue
            for record in run_stage(
                network, task, training, validation, stage, progress, seed, positive_weight
            ):
                log.info("%s", json.dumps(record))
                for name in BOARD.intersection(record):
                    board.add_scalar(name, record[name], len(progress.history))
            progress.next_stage(network)
    network.eval()


def best_device() -> torch.device:
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def device_of(network: nn.Module) -> torch.device:
    return next(network.parameters()).device


def run_stage(
    network: nn.Module,
    task: Task,
    training: Examples,
    validation: Examples | None,
    stage: Stage,
    progress: Progress,
    seed: int,
    positive_weight: Tensor,
) -> Iterator[Record]:
    """The record of every epoch, once it is on disk."""
    optimizer = make_optimizer(select_trainable(network, task, stage), stage)
    progress.resume_optimizer(optimizer)
    with tqdm(desc=stage.name, initial=progress.epoch, total=stage.epochs, disable=None) as bar:
        while progress.epoch < stage.epochs:
            if stage.patience is not None and progress.waited >= stage.patience:
                return
            torch.manual_seed(seed * 1_000_003 + progress.stage * 10_007 + progress.epoch)
            record: Record = {"stage": stage.name, "epoch": progress.epoch}
            record |= train_epoch(
                network, task, training, stage, optimizer, progress.epoch, positive_weight
            )
            record["learning_rate"] = optimizer.param_groups[0]["lr"]
            if validation is not None and stage.validate:
                record |= validated(network, task, validation, stage.batch)
            progress.after_epoch(record, network, optimizer)
            bar.update()
            bar.set_postfix({name: f"{record[name]:.4g}" for name in sorted(BOARD.intersection(record))})
            yield record


def train_epoch(
    network: nn.Module,
    task: Task,
    training: Examples,
    stage: Stage,
    optimizer: torch.optim.Optimizer,
    epoch: int,
    positive_weight: Tensor,
) -> dict[str, float]:
    """The mean loss, and the share of known labels that were called rightly, each batch as it was trained on:
    augmented, with dropout, before its step."""
    set_training(network, task, stage)
    device = device_of(network)
    steps, total = training.steps(stage.batch), 0.0
    right, known = 0, 0
    for step, batch in enumerate(training.batches(stage.batch, shuffle=True)):
        rate = learning_rate(stage, epoch * steps + step, stage.epochs * steps)
        for group in optimizer.param_groups:
            group["lr"] = rate
        log_odds, labels, further = task.called(network, task.augmented(batch.to(device)))
        loss = task.loss(log_odds, labels, positive_weight.to(device))
        if further is not None:
            loss = loss + further
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        total += loss.item() * len(batch)
        calls = right_calls(log_odds, labels)
        right, known = right + int(calls.sum()), known + len(calls)
    return {
        "training_loss": total / len(training),
        "training_accuracy": right / known if known else math.nan,
    }


def right_calls(log_odds: Tensor, labels: Tensor) -> Tensor:
    """[known labels] whether a probability of one half calls each rightly."""
    right = (log_odds > 0) == (labels > 0.5)
    return right[~torch.isnan(labels)]


def select_trainable(network: nn.Module, task: Task, stage: Stage) -> list[nn.Parameter]:
    network.requires_grad_(stage.trainable == "all")
    if stage.trainable == "head":
        for module in task.head(network):
            module.requires_grad_(True)
    return [parameter for parameter in network.parameters() if parameter.requires_grad]


def set_training(network: nn.Module, task: Task, stage: Stage) -> None:
    """Training mode; a frozen trunk keeps its running statistics and drops nothing out."""
    network.train(stage.trainable == "all")
    if stage.trainable == "head":
        for module in task.head(network):
            module.train()


def make_optimizer(parameters: Sequence[nn.Parameter], stage: Stage) -> torch.optim.Optimizer:
    kind: Any = OPTIMIZERS[stage.optimizer]
    optimizer: torch.optim.Optimizer = kind(
        parameters, lr=stage.learning_rate, weight_decay=stage.weight_decay
    )
    return optimizer


def learning_rate(stage: Stage, step: int, steps: int) -> float:
    """At one of the stage's `steps` steps."""
    first, last = stage.learning_rate, stage.final_learning_rate
    if stage.schedule == "constant":
        return first
    if stage.schedule == "exponential":
        return first * math.pow(stage.decay, step / stage.decay_steps)
    done = step / max(steps - 1, 1)
    if stage.schedule == "cosine":
        return last + (first - last) * (1 + math.cos(math.pi * done)) / 2
    if done < WARM_UP_SHARE:
        rise = (1 - math.cos(math.pi * done / WARM_UP_SHARE)) / 2
        return first * (WARM_UP_START + (1 - WARM_UP_START) * rise)
    fall = (done - WARM_UP_SHARE) / (1 - WARM_UP_SHARE)
    return last + (first - last) * (1 + math.cos(math.pi * fall)) / 2


@torch.no_grad()
def predict(network: nn.Module, task: Task, examples: Examples, batch: int) -> Tensor:
    """Log-odds [n, targets] in evaluation mode."""
    network.eval()
    device = device_of(network)
    parts = examples.batches(batch, shuffle=False)
    return torch.cat([task.log_odds(network, part.to(device)).cpu() for part in parts])


def validated(network: nn.Module, task: Task, examples: Examples, batch: int) -> dict[str, float]:
    """The loss, unweighted, so that it is comparable between runs; and the share of known labels that a
    probability of one half calls rightly."""
    log_odds = predict(network, task, examples, batch)
    ones = torch.ones(examples.labels.shape[-1])
    right = right_calls(log_odds, examples.labels)
    return {
        "validation_loss": task.loss(log_odds, examples.labels, ones).item(),
        "validation_accuracy": right.double().mean().item() if len(right) else math.nan,
    }


class Progress:
    """Where a training stands, on disk after every epoch."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "last.pt"
        self.history_file = folder / "history.jsonl"
        self.stage = 0
        #: The next epoch of the stage.
        self.epoch = 0
        self.lowest_loss = math.inf
        self.best: dict[str, Tensor] | None = None
        #: Epochs since the lowest validation loss.
        self.waited = 0
        self.history: list[Record] = []
        self.saved_optimizer: dict[str, Any] | None = None

    def resume(self, network: nn.Module) -> None:
        if not self.file.exists():
            return
        saved = torch.load(self.file, weights_only=True, map_location=device_of(network))
        network.load_state_dict(saved["network"])
        self.saved_optimizer = saved["optimizer"]
        for name in ("stage", "epoch", "lowest_loss", "best", "waited", "history"):
            setattr(self, name, saved[name])
        log.info("resumed after %d epochs", len(self.history))

    def resume_optimizer(self, optimizer: torch.optim.Optimizer) -> None:
        if self.saved_optimizer is not None:
            optimizer.load_state_dict(self.saved_optimizer)
            self.saved_optimizer = None

    def after_epoch(
        self, record: Record, network: nn.Module, optimizer: torch.optim.Optimizer
    ) -> None:
        self.history.append(record)
        self.epoch += 1
        loss = record.get("validation_loss")
        if loss is not None:
            self.waited += 1
            if loss < self.lowest_loss:
                self.lowest_loss, self.waited = loss, 0
                self.best = {name: value.clone() for name, value in network.state_dict().items()}
        self.save(network, optimizer.state_dict())

    def next_stage(self, network: nn.Module) -> None:
        if self.best is not None:
            network.load_state_dict(self.best)
        self.stage += 1
        self.epoch, self.waited = 0, 0
        self.lowest_loss, self.best = math.inf, None
        self.save(network, None)

    def save(self, network: nn.Module, optimizer: dict[str, Any] | None) -> None:
        """Written beside and moved into place, so that a kill never leaves half a file."""
        state = {
            "network": network.state_dict(),
            "optimizer": optimizer,
            "stage": self.stage,
            "epoch": self.epoch,
            "lowest_loss": self.lowest_loss,
            "best": self.best,
            "waited": self.waited,
            "history": self.history,
        }
        part = self.file.with_suffix(".part")
        torch.save(state, part)
        part.replace(self.file)
        self.history_file.write_text("".join(json.dumps(line) + "\n" for line in self.history))
