"""Every recipe runs from a cohort to its predictions, and the shared loop keeps its promises."""

from __future__ import annotations

import csv
import json
import shutil
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from sklearn.metrics import accuracy_score, roc_auc_score
from tiny_cohort import write_tiny_cohort
from torch import nn

from mutation_training.__main__ import main
from mutation_training.cohort.errors import CohortError
from mutation_training.cohort.table import read_cohort, write_cohort
from mutation_training.networks.mmdl import Mmdl
from mutation_training.networks.registry import build_network
from mutation_training.recipes import loop
from mutation_training.recipes.config import (
    CONFIGS,
    Augmentation,
    Config,
    ConfigError,
    Stage,
    find_config,
    parse_config,
    read_config,
)
from mutation_training.recipes.pretraining import load_trunk
from mutation_training.recipes.training import SYSTEMS, train
from mutation_training.tabular.classifiers import best_classifier, fewest_of_each_class

#: Of the tiny cohort.
CASES = 24
MODELS = {
    "ajou-multimodal": {"cnn", "radiomics-clinical", "radiomics-clinical-logistic", "clinical"},
    "cnn3d": {
        "cnn", "radiomics-logistic", "radiomics-svm", "radiomics-naive-bayes", "fusion", "clinical",
    },
    "deep-radscore": {
        "cnn", "radscore", "combined", "radscore-best", "deep-best", "fusion", "clinical",
    },
    "fudan-fusion": {
        "cnn", "radiomics", "clinical-trees", "radiomics-clinical", "fusion", "clinical",
    },
    "mmdl": {"cnn", "clinical"},
}


@pytest.fixture(scope="module")
def cohort(tiny_cohort_folder: Path) -> Path:
    return tiny_cohort_folder


def predictions_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "predictions.csv").open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_a_recipe_runs_from_cohort_to_predictions(
    system: str, smoke_run: Callable[[str], Path]
) -> None:
    folder = smoke_run(system)
    by_model: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in predictions_of(folder):
        by_model[row["model"], row["target"]].append(row)
    config = read_config(folder / "config.yaml")
    assert set(by_model) == {(m, t) for m in MODELS[system] for t in config.targets}
    for (model, _), rows in by_model.items():
        assert len({row["case_id"] for row in rows}) == len(rows) == CASES
        probabilities = np.array([float(row["probability"]) for row in rows])
        assert np.all((probabilities >= 0) & (probabilities <= 1))
        # Of features that say nothing LASSO keeps none.
        assert np.ptp(probabilities) > 0 or model.startswith("radscore")

    histories = list(folder.rglob("history.jsonl"))
    others = {"ajou-multimodal": 1, "deep-radscore": config.options.get("score_folds")}.get(system, 0)
    assert len(histories) == (1 + others) * (config.folds or 1)
    epochs = sum(stage.epochs for stage in config.stages)
    assert all(len(file.read_text().splitlines()) <= epochs for file in histories)
    assert list(folder.rglob("events.out.tfevents.*"))


@pytest.fixture(scope="module")
def learning() -> Config:
    """Enough for the spheres' density, which gives EGFR away."""
    config = read_config(find_config("cnn3d/smoke"))
    stage = Stage("all", epochs=8, batch=4, learning_rate=0.005, optimizer="adam")
    return replace(config, stages=(stage,), options={**config.options, "radiomics": None})


@pytest.fixture(scope="module")
def undisturbed(learning: Config, cohort: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("undisturbed")
    train(learning, cohort, folder)
    return folder


def test_training_learns_what_is_in_the_voxels(undisturbed: Path) -> None:
    rows = [row for row in predictions_of(undisturbed) if row["model"] == "cnn"]
    labels = [int(row["label"]) for row in rows]
    assert roc_auc_score(labels, [float(row["probability"]) for row in rows]) > 0.95


class Killed(BaseException):
    """As a kill, nothing catches it."""


def test_a_killed_run_goes_on_to_the_identical_result(
    learning: Config, cohort: Path, undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after_epoch = loop.Progress.after_epoch
    epochs = []

    def die_in_the_fourth(self, *arguments) -> None:  # type: ignore[no-untyped-def]
        epochs.append(1)
        if len(epochs) == 4:
            raise Killed
        after_epoch(self, *arguments)

    with monkeypatch.context() as patched:
        patched.setattr(loop.Progress, "after_epoch", die_in_the_fourth)
        with pytest.raises(Killed):
            train(learning, cohort, tmp_path)
    assert len((tmp_path / "history.jsonl").read_text().splitlines()) == 3
    assert not (tmp_path / "predictions.csv").exists()

    train(learning, cohort, tmp_path)
    for name in ("predictions.csv", "history.jsonl"):
        assert (tmp_path / name).read_text() == (undisturbed / name).read_text()
    states = [torch.load(f / "checkpoint.pt", weights_only=True)["state"] for f in (tmp_path, undisturbed)]
    for name, value in states[0].items():
        assert torch.equal(value, states[1][name]), name


def test_another_seed_gives_another_network_and_needs_another_folder(
    learning: Config, cohort: Path, undisturbed: Path, tmp_path: Path
) -> None:
    other = replace(learning, seed=7)
    with pytest.raises(ConfigError, match="holds a run with other settings"):
        train(other, cohort, undisturbed)
    train(other, cohort, tmp_path)
    assert (tmp_path / "history.jsonl").read_text() != (undisturbed / "history.jsonl").read_text()


def test_training_accuracy_is_the_share_of_right_calls(
    learning: Config, cohort: Path, tmp_path: Path
) -> None:
    """With a frozen trunk, no step and nothing augmented it is that of the predictions."""
    stage = Stage("head", epochs=1, batch=4, learning_rate=0.0, optimizer="sgd", trainable="head")
    train(replace(learning, stages=(stage,), augment=Augmentation()), cohort, tmp_path)
    rows = [row for row in predictions_of(tmp_path) if (row["model"], row["split"]) == ("cnn", "train")]
    expected = accuracy_score(
        [int(row["label"]) for row in rows], [float(row["probability"]) > 0.5 for row in rows]
    )
    (line,) = (tmp_path / "history.jsonl").read_text().splitlines()
    assert json.loads(line)["training_accuracy"] == pytest.approx(expected, abs=1e-12)


def test_a_column_that_is_none_is_refused_before_anything_is_written(
    learning: Config, cohort: Path, tmp_path: Path
) -> None:
    for config, message in (
        (replace(learning, clinical_baseline=("shoe_size",)), "'shoe_size' is no clinical column. Use age"),
        (
            replace(read_config(find_config("mmdl/smoke")), options={"clinical": ["age", "cea"]}),
            "No viewer asks for 'cea'",
        ),
    ):
        with pytest.raises(CohortError, match=message):
            train(config, cohort, tmp_path / "run")
        assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("system", "cases", "message"),
    [
        ("fudan-fusion", 6, "none is left by which a network of the ensemble chooses its epoch"),
        ("ajou-multimodal", 6, "none is left by which a network of the ensemble chooses its epoch"),
        ("deep-radscore", 6, "Choosing among .* 4 training cases of each class of EGFR, and 3 are positive"),
        ("cnn3d", 8, "with classifiers of radiomics needs 5 training cases of each class of EGFR, and 4 are"),
    ],
)
def test_a_handful_of_cases_is_refused_before_anything_is_written(
    system: str, cases: int, message: str, tmp_path: Path
) -> None:
    cohort = write_tiny_cohort(tmp_path / "cohort", cases)
    smoke = replace(
        read_config(find_config(f"{system}/smoke")), targets=("EGFR",), split={"train": 1.0}
    )
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ConfigError, match=message):
        train(smoke, cohort, tmp_path / "run")
    assert [path for path in sorted(tmp_path.rglob("*")) if path not in before] == []


@pytest.mark.parametrize(("system", "cases"), [("fudan-fusion", 8), ("deep-radscore", 8), ("cnn3d", 10)])
def test_as_few_cases_as_are_not_refused_do(system: str, cases: int, tmp_path: Path) -> None:
    cohort = write_tiny_cohort(tmp_path / "cohort", cases)
    smoke = replace(
        read_config(find_config(f"{system}/smoke")), targets=("EGFR",), split={"train": 1.0}
    )
    train(smoke, cohort, tmp_path / "run")
    assert {row["target"] for row in predictions_of(tmp_path / "run")} == {"EGFR"}


@pytest.mark.parametrize("names", [("svm",), ("knn",), ("lda", "logistic", "naive-bayes")])
def test_as_few_cases_as_a_classifier_is_said_to_need_choose_it(names: tuple[str, ...]) -> None:
    each = fewest_of_each_class(names, chosen=True)
    labels = np.arange(2 * each) % 2.0
    values = np.random.default_rng(1).normal(size=(2 * each, 3)) + labels[:, None]
    assert best_classifier(names, values, labels, seed=0)[0] in names


def test_cea_is_an_input_of_the_clinical_model(learning: Config, cohort: Path, tmp_path: Path) -> None:
    """An unknown one says nothing; a high one of all mutant cases says all."""
    rows = [
        replace(row, cea=None if i % 5 == 0 else 20.0 if row.labels["EGFR"] else 2.0)
        for i, row in enumerate(read_cohort(cohort).rows)
    ]
    folder = tmp_path / "cohort"
    shutil.copytree(cohort / "cases", folder / "cases")
    write_cohort(folder, rows)
    once = (replace(learning.stages[0], epochs=1),)
    config = replace(learning, clinical_baseline=("cea_high",), stages=once)
    train(config, folder, tmp_path / "run")
    said = {row["case_id"]: float(row["probability"]) for row in predictions_of(tmp_path / "run")
            if row["model"] == "clinical"}  # fmt: skip
    of = {name: [said[r.case_id] for r in rows if r.cea_high is name] for name in (True, None, False)}
    assert min(of[True]) > max(of[None]) and min(of[None]) > max(of[False])


def test_a_lower_validation_loss_is_kept_and_patience_ends_a_stage(undisturbed: Path) -> None:
    history = [json.loads(line) for line in (undisturbed / "history.jsonl").read_text().splitlines()]
    assert all({"stage", "epoch", "training_loss", "validation_loss"} <= set(line) for line in history)

    progress = loop.Progress(undisturbed / "elsewhere")
    progress.file.parent.mkdir()
    network = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.1)
    for value, loss in ((1.0, 0.5), (2.0, 0.3), (3.0, 0.4)):
        nn.init.constant_(network.weight, value)
        progress.after_epoch({"validation_loss": loss}, network, optimizer)
    assert progress.waited == 1
    progress.next_stage(network)
    assert network.weight.item() == 2.0


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ("constant", [1.0, 1.0, 1.0]),
        ("cosine", [1.0, 0.55, 0.1]),
        ("exponential", [1.0, 0.5, 0.25]),
        ("one-cycle", [1 / 25, None, 0.1]),
    ],
)
def test_schedules_go_through_their_known_points(schedule: str, expected: list[float | None]) -> None:
    stage = replace(
        Stage("s", epochs=1, batch=1, learning_rate=1.0, final_learning_rate=0.1, decay=0.5, decay_steps=50),
        schedule=schedule,
    )
    for step, value in zip((0, 50, 100), expected, strict=True):
        if value is not None:
            assert loop.learning_rate(stage, step, 101) == pytest.approx(value)
    assert max(loop.learning_rate(stage, step, 101) for step in range(101)) == pytest.approx(1.0, rel=1e-3)


def test_a_frozen_trunk_keeps_weights_and_running_statistics(cohort: Path, tmp_path: Path) -> None:
    config = read_config(find_config("mmdl/smoke"))
    head = replace(config.stages[1], epochs=1)
    config = replace(config, stages=(head,), options={**config.options, "fusion": "learned"})
    train(config, cohort, tmp_path)
    torch.manual_seed(config.seed)
    checkpoint = torch.load(tmp_path / "checkpoint.pt", weights_only=True)
    before = build_network("mmdl", checkpoint["network"]).state_dict()
    changed = {name for name, value in checkpoint["state"].items() if not torch.equal(value, before[name])}
    assert changed
    assert all(".branches." in name for name in changed)


def test_pretraining_on_photographs_starts_every_view_network(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    for name in ("cat", "dog"):
        (tmp_path / "photographs" / name).mkdir(parents=True)
        for i in range(6):
            pixels = rng.integers(0, 255, (90, 70, 3), dtype=np.uint8)
            Image.fromarray(pixels).save(tmp_path / "photographs" / name / f"{i}.png")
    out = tmp_path / "pretrained"
    photographs = str(tmp_path / "photographs")
    main(["train", "--config", "mmdl/pretrain-smoke", "--cohort", photographs, "--out", str(out)])
    state = torch.load(out / "trunk.pt", weights_only=True)
    network = Mmdl(width=0.0625, depth=(1, 1, 1), branch=(8, 4), views=2)
    load_trunk(network, out / "trunk.pt")
    for model in network.view_models:
        for name, value in model.get_submodule("view_network").state_dict().items():
            assert torch.equal(value, state[name])


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*/*.yaml")), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_configuration_is_whole(path: Path) -> None:
    config = read_config(path)
    assert parse_config(config.to_mapping(), "again") == config


def test_a_mistaken_configuration_is_named() -> None:
    with pytest.raises(ConfigError, match="stage 1: 'learning_rat' is not known"):
        parse_config(
            {"system": "cnn3d", "targets": ["EGFR"], "stages": [{"name": "a", "learning_rat": 1}]}, "file"
        )
    with pytest.raises(ConfigError, match="missing .* 'targets'"):
        parse_config({"system": "cnn3d", "stages": []}, "file")
    with pytest.raises(ConfigError, match="cnn3d/paper"):
        find_config("cnn3d/papper")


def test_the_command_line_ends_a_mistake_in_one_sentence(
    cohort: Path, tmp_path: Path
) -> None:
    def command(config: str, folder: Path) -> list[str]:
        return ["train", "--config", config, "--cohort", str(folder), "--out", str(tmp_path / "run")]

    with pytest.raises(SystemExit, match="is no file and no configuration"):
        main(command("cnn4d/smoke", cohort))
    with pytest.raises(SystemExit, match=r"cohort\.csv does not exist"):
        main(command("cnn3d/smoke", tmp_path))
