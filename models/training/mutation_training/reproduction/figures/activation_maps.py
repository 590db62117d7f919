"""Class-activation maps of a run's unseen cases, each by a network that has not been trained on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ...cohort.errors import CohortError
from ...cohort.table import CaseRow, Cohort
from ...evaluation.predictions import OUT_OF_FOLD, Scores, read_run
from ...export.inputs import Input, manifest_inputs
from ...export.packaged import load_checkpoint, trained_readout
from ...export.readouts import Readings, Readout
from ...export.run_data import CaseInputs, read_run_data
from ...preprocessing.sampling import resize_linear
from ..judged import SEED

Floats = NDArray[np.float64]
Image = NDArray[np.float32]


@dataclass(frozen=True)
class Unseen:
    """A case that was not trained on."""

    row: CaseRow
    label: int
    #: Its fold in cross-validation or in an ensemble; `None` for a test case.
    fold: str | None


@dataclass(frozen=True)
class CaseMap:
    case: Unseen
    #: Of the mutation, before calibration.
    probability: float
    #: [images, …] as the network reads them, 0 to 1 over the input's window.
    image: Image
    #: [images, …] of the image's size: what speaks for the class that the case has, 0 to 1 (its highest).
    map: Image


def unseen_cases(folder: Path, cohort: Cohort, target: str) -> list[Unseen]:
    """The test cases, or without any those that folds held out, whose label is known."""
    scores, rows = judged_scores(folder, target), {row.case_id: row for row in cohort.rows}
    folds = [None] * len(scores) if scores.folds is None else [str(fold) for fold in scores.folds]
    return [
        Unseen(rows[str(case)], int(label), fold)
        for case, label, fold in zip(scores.case_ids, scores.labels, folds, strict=True)
        if str(case) in rows
    ]


def judged_scores(folder: Path, target: str) -> Scores:
    """Of the network. Raises CohortError where it has seen every case."""
    scores = read_run(folder).scores
    for split in ("test", OUT_OF_FOLD):
        if ("cnn", target, split) in scores:
            return scores["cnn", target, split]
    raise CohortError(
        f"{folder} has seen every case with known {target}: what its maps show there is no test. Train with "
        "test cases or folds."
    )


def drawn_by_lot(cases: Sequence[Unseen], mutant: int, wild_type: int) -> list[Unseen]:
    """Mutant cases first; of each class that many, or all where there are fewer."""
    random = np.random.default_rng(SEED)
    found: list[Unseen] = []
    for label, count in ((1, mutant), (0, wild_type)):
        own = [case for case in cases if case.label == label]
        chosen = random.permutation(len(own))[:count]
        found += [own[i] for i in sorted(chosen)]
    return found


class RunMaps:
    """Reads the maps of one target."""

    def __init__(self, folder: Path, cohort: Cohort, target: str) -> None:
        self.folder, self.target = folder, target
        self.data = read_run_data(folder, cohort.folder)
        self.network_of = cache(self.read_network)

    def of(self, case: Unseen) -> CaseMap:
        readout, given, inputs, place = self.network_of(case.fold)
        tensors = inputs.of(case.row)
        with torch.no_grad():
            read: Readings = readout(*(torch.from_numpy(tensor) for tensor in tensors))
        # The channels of a volume and of a patch are one image.
        image = window_of(tensors[readout.inputs.index(readout.image)][0], given)
        return CaseMap(
            case,
            float(torch.sigmoid(read.log_odds[0, place])),
            image,
            class_map(read.maps, read.weights[place], case.label, image.shape[1:]),
        )

    def read_network(self, fold: str | None) -> tuple[Readout, Input, CaseInputs, int]:
        """Network, its image among the manifest's inputs, all inputs, and the target's place."""
        checkpoint = checkpoint_of(self.folder, fold)
        readout = trained_readout(checkpoint)
        inputs = manifest_inputs(checkpoint, readout.inputs, None)
        image = inputs[readout.inputs.index(readout.image)]
        return readout, image, CaseInputs(self.data, inputs), checkpoint["targets"].index(self.target)


def checkpoint_of(folder: Path, fold: str | None) -> Mapping[str, Any]:
    """Of the network that has not seen the fold: its own run's, or a member of the ensemble."""
    if fold is None:
        return load_checkpoint(folder)
    if (folder / f"fold-{fold}" / "checkpoint.pt").is_file():
        return load_checkpoint(folder / f"fold-{fold}")
    whole, prefix = load_checkpoint(folder), f"members.{fold}."
    state = {name.removeprefix(prefix): v for name, v in whole["state"].items() if name.startswith(prefix)}
    return {**whole, "members": None, "state": state}


def window_of(tensor: Image, given: Input) -> Image:
    """The image 0 to 1 over the HU that the input is clipped to."""
    low, high = given["clipHu"]
    mean, sd = given["normalisation"]["mean"], given["normalisation"]["sd"]
    return np.asarray((tensor * sd + mean - low) / (high - low), dtype=np.float32)


def class_map(maps: Tensor, weights: Tensor, label: int, shape: tuple[int, ...]) -> Image:
    """[images, …] of `shape`: the channels [images, channels, …] weighed by what each adds to the log odds of
    the class [images, channels]; what speaks against it is 0 (Selvaraju 2017), the highest of all images 1.
    Linear between cells, half-pixel centres."""
    summed = torch.einsum("ic,ic...->i...", weights.double(), maps.double())
    towards = torch.relu(summed if label else -summed).numpy()
    resized = resize_linear(towards, shape)
    return np.asarray(resized / (resized.max() or 1), dtype=np.float32)
