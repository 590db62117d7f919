"""What stands on Deep-RadScore's network is fitted to cases that the network did not learn from."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import pytest
import torch
import yaml
from sklearn.metrics import log_loss, roc_auc_score
from tiny_cohort import write_tiny_cohort
from torch import Tensor

from mutation_training.__main__ import main
from mutation_training.cohort.table import read_cohort, write_cohort
from mutation_training.networks.deep_radscore import DEEP_FEATURES, DeepRadScore
from mutation_training.recipes import deep_radscore, one_network
from mutation_training.recipes.config import find_config
from mutation_training.recipes.deep_radscore import FEWEST_UNSEEN, DeepRadScoreSystem
from mutation_training.recipes.examples import Examples
from mutation_training.recipes.run import Floats

SPLITS = ("train", "validation", "test")
OF_EACH_CLASS = FEWEST_UNSEEN + 4
MODELS = ("deep-best", "combined", "fusion")
Row = dict[str, str]


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As many of both classes in each split. Labels are dealt anew: neither images nor features tell them."""
    folder = write_tiny_cohort(tmp_path_factory.mktemp("permuted") / "cohort", 6 * OF_EACH_CLASS)
    rows = list(read_cohort(folder).rows)
    order = np.random.default_rng(1).permutation(len(rows))
    write_cohort(
        folder,
        [replace(rows[i], split=SPLITS[n % 3], labels={"EGFR": n // 3 % 2}) for n, i in enumerate(order)],
    )
    return folder


def learn_by_heart(
    network: DeepRadScore, system: DeepRadScoreSystem, training: Examples, _: Any, __: Any, folder: Path,
    **settings: Any,
) -> None:  # fmt: skip
    """In place of training: the network knows the label of each image that it is shown."""
    images = system.network_image(training.images.float())
    labels = training.labels[:, 0].tolist()
    network.known = {image.numpy().tobytes(): label for image, label in zip(images, labels, strict=True)}
    network.whim = crc32(folder.name.encode())
    (last,) = network.last
    last.weight.data.zero_()
    last.bias.data = torch.tensor([0.5, 0.0])
    last.weight.data[1, :3] = 1


def recall(network: DeepRadScore, patch: Tensor) -> Tensor:
    """Deep features, of which three tell the label; as sure of cases that it has not seen."""
    found = []
    for image in patch:
        name = image.numpy().tobytes()
        random = np.random.default_rng([crc32(name), network.whim])
        features = random.normal(size=DEEP_FEATURES)
        features[:3] += 6 * (network.known.get(name, random.integers(2)) - 0.5)
        found.append(features)
    return torch.from_numpy(np.stack(found)).float().unsqueeze(1)


@pytest.fixture()
def by_heart(cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[Row]]:
    """Name of a run's folder -> its predictions."""
    monkeypatch.setattr(one_network, "fit", learn_by_heart)
    monkeypatch.setattr(DeepRadScore, "deep_features", recall)
    config = tmp_path / "by-heart.yaml"
    settings = yaml.safe_load(find_config("deep-radscore/smoke").read_text())
    config.write_text(yaml.safe_dump({**settings, "targets": ["EGFR"]}))

    def run(name: str) -> list[Row]:
        out = tmp_path / name
        main(["train", "--config", str(config), "--cohort", str(cohort), "--out", str(out)])
        with (out / "predictions.csv").open(newline="") as file:
            return list(csv.DictReader(file))

    return run


def said(rows: list[Row], model: str, split: str, *, held_out: bool) -> tuple[Floats, Floats]:
    """Labels and probabilities."""
    of = [row for row in rows if (row["model"], row["split"]) == (model, split)]
    assert len(of) == 2 * OF_EACH_CLASS
    assert all(bool(row["fold"]) == held_out for row in of)
    labels, probabilities = ([float(row[name]) for row in of] for name in ("label", "probability"))
    return np.array(labels), np.array(probabilities)


def require_no_trust(found: tuple[Floats, Floats]) -> None:
    """An AUC of .5, which 48 cases miss by .1 (one standard deviation), and a loss of .69, of which useless
    numbers cost some; what was fitted to features learnt by heart has 1 and 0 on its cases, and far more than
    1.2 on others."""
    assert 0.2 < roc_auc_score(*found) < 0.8
    assert log_loss(*found, labels=[0, 1]) < 1.2


def test_what_the_network_knows_by_heart_is_sure_and_wrong(by_heart: Callable[[str], list[Row]]) -> None:
    rows = by_heart("run")
    assert roc_auc_score(*said(rows, "cnn", "train", held_out=False)) > 0.99
    assert log_loss(*said(rows, "cnn", "test", held_out=False)) > 2


def test_with_enough_validation_cases_nothing_is_fitted_to_others(
    by_heart: Callable[[str], list[Row]],
) -> None:
    """With labels that nothing tells, whatever trusts features of training cases is sure, and wrong."""
    rows = by_heart("run")
    for model in MODELS:
        require_no_trust(said(rows, model, "validation", held_out=True))
        require_no_trust(said(rows, model, "test", held_out=False))


def test_with_few_validation_cases_each_is_judged_by_a_network_that_has_not_seen_it(
    by_heart: Callable[[str], list[Row]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deep_radscore, "FEWEST_UNSEEN", OF_EACH_CLASS + 1)
    rows = by_heart("few")
    for model in MODELS:
        require_no_trust(said(rows, model, "train", held_out=True))
        for split in ("validation", "test"):
            require_no_trust(said(rows, model, split, held_out=False))
