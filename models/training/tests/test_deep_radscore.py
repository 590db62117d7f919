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
from mutation_training.cohort.table import Cohort, read_cohort, write_cohort
from mutation_training.networks.deep_radscore import DEEP_FEATURES, DeepRadScore
from mutation_training.recipes import deep_radscore, one_network
from mutation_training.recipes.config import ConfigError, find_config, read_config
from mutation_training.recipes.deep_radscore import (
    FEWEST_UNSEEN,
    DeepRadScoreSystem,
    own_last_layer,
    set_last_layer,
)
from mutation_training.recipes.examples import Examples
from mutation_training.recipes.loop import Progress
from mutation_training.recipes.run import Floats, Run
from mutation_training.tabular.patient_folds import most_folds, patient_folds
from mutation_training.tabular.radscore import cross_fitted_scores
from mutation_training.tabular.selection import lasso_coefficients
from mutation_training.tabular.stack import Stack, fit_last_layer

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


def test_a_run_that_only_folds_judge_is_packaged(tmp_path: Path) -> None:
    """Without validation and test cases, and without inner folds: no prediction is the package's own."""
    cohort = write_tiny_cohort(tmp_path / "cohort", 30)
    rows = read_cohort(cohort).rows
    dealt = [replace(row, split="train", extra={"fold": str(i // 2 % 3)}) for i, row in enumerate(rows)]
    write_cohort(cohort, dealt)
    run, package = str(tmp_path / "run"), str(tmp_path / "package")
    main(["train", "--config", "deep-radscore/smoke", "--cohort", str(cohort), "--out", run])
    main(["export", "--run", run, "--package", package, "--trained-on", "Tiny cases."])
    card = (tmp_path / "package" / "card.md").read_text()
    assert "predicted by a run of the whole recipe that has not seen it (3 runs)" in " ".join(card.split())
    assert "Of EGFR, KRAS validation cases were too few for this. It was fitted to 30 / 24 training" in card


def test_an_interrupted_network_of_a_fold_goes_on(
    smoke_run: Callable[[str], Path], tiny_cohort_folder: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    class Killed(BaseException):
        """As a kill, nothing catches it."""

    def die_in_the_second_fold(self: Progress, *arguments: Any) -> None:
        if self.file.parent.name == "score-fold-1" and len(self.history) == 1:
            raise Killed
        after_epoch(self, *arguments)

    after_epoch = Progress.after_epoch
    run = ["train", "--config", "deep-radscore/smoke", "--cohort", str(tiny_cohort_folder)]
    with monkeypatch.context() as patched:
        patched.setattr(Progress, "after_epoch", die_in_the_second_fold)
        with pytest.raises(Killed):
            main([*run, "--out", str(tmp_path)])
    before = (tmp_path / "history.jsonl").read_text()
    assert len((tmp_path / "score-fold-1/history.jsonl").read_text().splitlines()) == 1
    assert not (tmp_path / "predictions.csv").exists()
    main([*run, "--out", str(tmp_path)])
    assert (tmp_path / "history.jsonl").read_text() == before
    for name in ("predictions.csv", "score-fold-0/history.jsonl", "score-fold-1/history.jsonl"):
        assert (tmp_path / name).read_text() == (smoke_run("deep-radscore") / name).read_text()


def test_the_last_layer_of_the_checkpoint_is_the_one_on_log_odds() -> None:
    """Ten weights in place of one: the same log odds of any patch and scores."""
    torch.manual_seed(0)
    form: dict[str, Any] = {"blocks": (1, 1, 1, 1), "growth": 4, "initial": 8}
    network = DeepRadScore(**form).double().eval()
    combined = DeepRadScore(**form, radscores=2).double().eval()
    shared = {name: value for name, value in network.state_dict().items() if not name.startswith("last.")}
    combined.load_state_dict(shared, strict=False)
    patch, scores = torch.rand(30, 64, 64).double(), torch.randn(30, 1, 2).double()
    with torch.no_grad():
        deep = network.log_odds(patch).numpy()
    labels = np.arange(30) % 2.0
    table = np.concatenate([deep, scores[:, 0].numpy()], axis=1)
    stack = Stack(labels, deep, scores[:, 0].numpy(), np.full(30, -1), own_last_layer(network, 0))
    fitted = fit_last_layer(table, labels)
    assert np.abs(fitted.weights).min() > 1e-3
    deep_features = network.deep_features(patch)[:, 0].detach().numpy()
    on_features = np.concatenate([deep_features, scores[:, 0].numpy()], axis=1)
    np.testing.assert_allclose(stack.last_layer().log_odds(on_features), fitted.log_odds(table), atol=1e-12)
    set_last_layer(combined, 0, stack.last_layer())
    with torch.no_grad():
        found = combined.double().log_odds(patch, scores)[:, 0].numpy()
    np.testing.assert_allclose(found, fitted.log_odds(table), atol=1e-5, err_msg="weights are fp32")


def test_networks_and_scores_of_a_fold_have_seen_no_case_of_its_patients(
    tiny_cohort_folder: Path, tmp_path: Path
) -> None:
    """Of lesions in pairs."""
    found = read_cohort(tiny_cohort_folder)
    rows = [
        replace(row, patient_id=f"patient {i // 4}, {i % 2}", split="train")
        for i, row in enumerate(found.rows)
    ]
    config = read_config(find_config("deep-radscore/smoke"))
    system = DeepRadScoreSystem(Run(config, Cohort(found.folder, tuple(rows)), tmp_path))
    assert set(system.score_fold) == {0, 1, 2}
    patients = [row.patient_id for row in rows]
    labels = np.array([float(row.labels["EGFR"]) for row in rows])
    by_label = patient_folds(labels, patients, 3, seed=1)
    for folds in (system.score_fold, by_label):
        fold_of = dict(zip(patients, folds, strict=True))
        assert [fold_of[patient] for patient in patients] == list(folds)
    assert all(labels[by_label == fold].mean() == 0.5 for fold in range(3))
    assert most_folds(labels, patients, 9) == 6

    values = np.random.default_rng(0).normal(size=(24, 5)) + labels[:, None]
    ours = cross_fitted_scores(values, labels, 3, 1, patients)
    for fold in range(3):
        unseen = by_label == fold
        expected = values[unseen] @ lasso_coefficients(values[~unseen], labels[~unseen])
        np.testing.assert_array_equal(ours[unseen], expected)


def test_a_fold_that_leaves_one_class_is_refused(tiny_cohort_folder: Path, tmp_path: Path) -> None:
    """All mutant lesions are one patient's."""
    found = read_cohort(tiny_cohort_folder)
    rows = [
        replace(row, patient_id="one" if row.labels["EGFR"] else row.patient_id, split="train")
        for row in found.rows
    ]
    config = replace(read_config(find_config("deep-radscore/smoke")), targets=("EGFR",))
    run = Run(config, Cohort(found.folder, tuple(rows)), tmp_path)
    with pytest.raises(ConfigError, match="no training cases of both classes of EGFR are left"):
        DeepRadScoreSystem(run)
    alone = replace(config, options={**config.options, "score_folds": 1})
    with pytest.raises(ConfigError, match="'score_folds' of deep-radscore must be 2 or more"):
        DeepRadScoreSystem(replace(run, config=alone))
