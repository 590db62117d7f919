"""What stands on Deep-RadScore's network is fitted to cases that the network did not learn from."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml
from sklearn.metrics import log_loss, roc_auc_score
from tiny_cohort import write_tiny_cohort

from mutation_training.__main__ import main
from mutation_training.cohort.table import read_cohort, write_cohort
from mutation_training.recipes import deep_radscore
from mutation_training.recipes.config import find_config
from mutation_training.recipes.deep_radscore import FEWEST_UNSEEN, DeepRadScoreSystem
from mutation_training.recipes.examples import Examples
from mutation_training.recipes.run import Floats
from mutation_training.recipes.system import Trained

SPLITS = ("train", "validation", "test")
OF_EACH_CLASS = FEWEST_UNSEEN + 4
MODELS = ("deep-best", "combined", "fusion")


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


def judged(
    cohort: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[tuple[str, str], tuple[Floats, Floats]]:
    """Model and split -> labels and probabilities, of a network that knows its training cases by heart."""

    def by_heart(self: DeepRadScoreSystem, trained: Trained, examples: Examples) -> Floats:
        labels = self.run.labels("EGFR")
        random = np.random.default_rng(2)
        features = random.normal(size=(len(labels), 1, deep_radscore.DEEP_FEATURES))
        # As sure of cases that it has not seen, whatever they are.
        taken_for = np.where(self.run.in_split("train"), labels, random.integers(2, size=len(labels)))
        features[:, 0, :3] += 6 * (taken_for[:, None] - 0.5)
        return features

    monkeypatch.setattr(DeepRadScoreSystem, "deep_features", by_heart)
    settings = yaml.safe_load(find_config("deep-radscore/smoke").read_text())
    settings["stages"] = [{**settings["stages"][0], "epochs": 1}]
    config = out.with_suffix(".yaml")
    config.write_text(yaml.safe_dump(settings))
    main(["train", "--config", str(config), "--cohort", str(cohort), "--targets", "EGFR", "--out", str(out)])
    with (out / "predictions.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    found = {}
    for model in MODELS:
        for split in SPLITS:
            of = [row for row in rows if (row["model"], row["split"]) == (model, split)]
            assert len(of) == 2 * OF_EACH_CLASS
            found[model, split] = tuple(
                np.array([float(row[name]) for row in of]) for name in ("label", "probability")
            )
    return found


def loss(said: tuple[Floats, Floats]) -> float:
    return float(log_loss(*said, labels=[0, 1]))


def test_nothing_is_fitted_to_what_the_network_knows_by_heart(
    cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With labels that nothing tells, whatever trusts features of training cases is sure, and wrong."""
    found = judged(cohort, tmp_path / "run", monkeypatch)
    for model in MODELS:
        for split in ("validation", "test"):
            assert 0.3 < roc_auc_score(*found[model, split]) < 0.7, (model, split)
            # .69 for whoever knows nothing and says so; twelve useless numbers and 48 cases cost some of it.
            assert loss(found[model, split]) < 1.2, (model, split)

    # The same cases, were it fitted to those that were learnt from.
    monkeypatch.setattr(deep_radscore, "FEWEST_UNSEEN", OF_EACH_CLASS + 1)
    seen = judged(cohort, tmp_path / "seen", monkeypatch)
    for model in MODELS:
        assert roc_auc_score(*seen[model, "train"]) > 0.99, model
        assert loss(seen[model, "test"]) > 1.5 * max(loss(found[model, "test"]), 1), model
