"""A light tier learns from its teacher's probabilities, and its package says how far it agrees."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import yaml
from numpy.typing import NDArray
from scipy.special import expit, logit
from tiny_cohort import write_tiny_cohort
from torch import Tensor

from mutation_training.__main__ import main
from mutation_training.claims.measure import calibrated
from mutation_training.cohort.table import read_cohort
from mutation_training.evaluation.calibration import Platt
from mutation_training.evaluation.roc import Interval
from mutation_training.export.inputs import encode_input
from mutation_training.export.operating_point import OperatingPoint
from mutation_training.export.run_data import ExportError
from mutation_training.export.session import open_network
from mutation_training.light.agreement import Pairs, agreement, taught_point
from mutation_training.light.maps import WEIGHT, mixed
from mutation_training.light.student import LightMmdl, distance
from mutation_training.light.teacher import Said, Teacher
from mutation_training.networks.registry import build_network
from mutation_training.preprocessing.case import load_case
from mutation_training.recipes.config import Stage, find_config, read_config
from mutation_training.recipes.loop import make_optimizer, train_epoch
from mutation_training.recipes.run import open_run

CASES = 40


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_cohort(tmp_path_factory.mktemp("cohort"), CASES)


@pytest.fixture(scope="module")
def teacher(cohort: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("teacher")
    main(["train", "--config", "mmdl/smoke", "--cohort", str(cohort), "--out", str(folder / "run")])
    package = folder / "full-model"
    main(["export", "--run", str(folder / "run"), "--package", str(package), "--trained-on", "Tiny cases."])
    return package


@pytest.fixture(scope="module")
def run(cohort: Path, teacher: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("light") / "run"
    distil(teacher, cohort, folder)
    return folder


@pytest.fixture(scope="module")
def package(run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages") / "light-model"
    main(["export", "--run", str(run), "--package", str(folder), "--trained-on", "Tiny cases."])
    return folder


def distil(teacher: Path, cohort: Path, out: Path) -> None:
    config = ("--config", "mmdl/light-smoke")
    main(["distil", "--package", str(teacher), "--cohort", str(cohort), "--out", str(out), *config])


def read_manifest(package: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((package / "model.json").read_text())
    return manifest


def test_the_teacher_says_what_its_package_says(run: Path, teacher: Path, cohort: Path) -> None:
    """Beside what hosts do: the case encoded by the manifest, run by ONNX Runtime."""
    manifest = read_manifest(teacher)
    session = open_network(teacher, manifest["graph"])
    with (run / "predictions.csv").open(newline="") as file:
        said = {
            (cells["case_id"], cells["target"]): float(cells["probability"])
            for cells in csv.DictReader(file)
            if cells["model"] == "teacher"
        }
    assert len(said) == CASES * len(manifest["targets"])
    table = read_cohort(cohort)
    for row in table.rows[:5]:
        case = load_case(table.case_folder(row))
        feeds = {given["tensor"]: encode_input(given, case, row, {}) for given in manifest["inputs"]}
        (found,) = session.run(["probabilities"], feeds)
        expected = calibrated(manifest, found[0])
        for target, value in zip(manifest["targets"], expected, strict=True):
            assert said[row.case_id, target["id"]] == pytest.approx(value, abs=2e-4)


def test_a_light_tier_has_its_teacher_s_contract(package: Path, teacher: Path) -> None:
    light, full = read_manifest(package), read_manifest(teacher)
    digest = hashlib.sha256((teacher / "model.json").read_bytes()).hexdigest()
    assert light["lightTierOf"] == {"id": "full-model", "digest": f"sha256:{digest}"}
    assert light["outputs"] == full["outputs"]
    assert light["name"] == "MMDL nine views, light"
    assert light["status"] == full["status"] == "research", "no column tells of traits"
    for name in ("id", "index", "threshold", "probability", "prediction", "gene"):
        assert [t[name] for t in light["targets"]] == [t[name] for t in full["targets"]]
    views, of_teacher = light["inputs"][0], full["inputs"][0]
    assert views["resize"]["size"] == views["cube"]["size"] == 64
    for name in ("cube", "planes", "clipHu"):
        assert views[name] == of_teacher[name]
    assert light["inputs"][1] == full["inputs"][1], "clinical values are encoded alike"


def test_the_card_tells_how_far_they_agree(package: Path, run: Path) -> None:
    card = (package / "card.md").read_text()
    section = card.partition("## Agreement with the full model\n")[2].partition("\n## ")[0]
    assert "Light tier of `full-model`" in section
    with (run / "predictions.csv").open(newline="") as file:
        tested = {cells["case_id"] for cells in csv.DictReader(file) if cells["split"] == "test"}
    rows = [line.split(" | ") for line in section.splitlines() if line.startswith(("| EGFR", "| KRAS"))]
    assert [int(row[1]) for row in rows] == [len(tested)] * 2
    assert "Thresholds are those of the full model." in card
    assert "{" not in card, "a placeholder was left"


def test_it_is_evaluated_beside_its_teacher(run: Path, tmp_path: Path) -> None:
    main(["evaluate", "--run", str(run), "--out", str(tmp_path)])
    report = json.loads((tmp_path / "report.json").read_text())
    for results in report["targets"].values():
        assert {"cnn", "teacher", "teacher-mirrored"} <= {result["model"] for result in results}


def test_it_learns_the_whole_and_each_view() -> None:
    said = Said(torch.tensor([[0.2, 0.9]]), torch.rand(1, 9, 2))
    alike = Said(torch.logit(said.whole).requires_grad_(), torch.logit(said.views).requires_grad_())
    torch.autograd.backward(distance(alike, said))
    for part in (alike.whole, alike.views):
        assert part.grad is not None
        assert part.grad.abs().max() < 1e-6

    def apart(whole: Tensor, views: Tensor) -> float:
        return float(distance(Said(alike.whole + whole, alike.views + views), said))

    least = apart(torch.zeros(1), torch.zeros(1))
    assert apart(torch.tensor([0.5, 0.0]), torch.zeros(1)) > least
    assert apart(torch.zeros(1), torch.randn(1, 9, 2)) > least


def test_each_step_is_held_to_what_the_teacher_says_of_its_images(
    run: Path, cohort: Path, tmp_path: Path
) -> None:
    """Of the very images and values of the step, as they are turned and hidden: no labels, no other views."""
    config = read_config(run / "config.yaml")
    student = LightMmdl(open_run(config, cohort, tmp_path))
    taught = torch.from_numpy(student.run.pool).nonzero().flatten()[:4]
    examples = student.examples().take(taught)
    torch.manual_seed(1)
    network = build_network("mmdl", student.network_arguments())
    without_guess = set(network.state_dict())
    student.before_fit(network)
    stage = Stage("taught", epochs=1, batch=4, learning_rate=0.0)
    optimizer = make_optimizer(list(network.parameters()), stage)
    torch.manual_seed(2)
    record = train_epoch(network, student, examples, stage, optimizer, 0, torch.ones(2))

    torch.manual_seed(2)
    (batch,) = examples.batches(4, shuffle=True)
    changed = student.augmented(batch)
    assert (changed.images - batch.images).abs().max() > 0, "no view is turned"
    said = student.teacher.read(changed.images, changed.tables["clinical"])
    assert (said.whole - batch.labels).abs().max() > 1e-4, "it says something else of the image as it was"
    views, clinical = student.network_inputs(network, changed)
    whole, alone, _ = network.fusion(torch.sigmoid(network.branch_logits(views, clinical)))
    of_probabilities = float(distance(Said(whole, alone), said))
    of_maps = map_distance(student, network, views, said)
    assert record["training_loss"] == pytest.approx(of_probabilities + WEIGHT * of_maps, rel=1e-4)

    student.after_fit(network, examples)
    assert set(network.state_dict()) == without_guess, "what helps to learn is no part of what was learnt"


def map_distance(student: LightMmdl, network: Any, views: Tensor, said: Said) -> float:
    """By NumPy: what the 1×1 layer makes of the student's maps, less the teacher's, by their variance."""
    assert said.maps is not None
    weight, bias = (p.detach().double().numpy() for p in network.guess.parameters())
    own = network.maps(views).detach().double().numpy()
    guessed = np.einsum("kc,nvchw->nvkhw", weight[:, :, 0, 0], own) + bias[:, None, None]
    wanted = averaged(averaged(said.maps.double().numpy(), own.shape[-1], 4), own.shape[-2], 3)
    lessons = [np.load(path)["maps"] for path in student.run.folder.glob("lessons/*.npz")]
    variance = np.var([maps[0] for maps in lessons if len(maps) > 0], dtype=np.float64, ddof=1)
    return float(np.mean((guessed - wanted) ** 2) / variance)


def averaged(maps: NDArray[np.float64], size: int, axis: int) -> NDArray[np.float64]:
    """To `size` pixels along an axis, each the mean of those that it touches."""
    found = maps.shape[axis]
    spans = [range(n * found // size, -(-(n + 1) * found // size)) for n in range(size)]
    return np.stack([maps.take(span, axis).mean(axis) for span in spans], axis)


def test_few_channels_tell_maps_apart_as_all_do() -> None:
    maps = np.random.default_rng(5).normal(size=(40, 192, 3, 3)).astype(np.float32)
    fewer = mixed(maps).astype(np.float64)
    assert fewer.shape == (40, 48, 3, 3)
    all_of_them, of_few = (
        np.linalg.norm((found[:, None] - found[None]).reshape(40, 40, -1), axis=2) for found in (maps, fewer)
    )
    ratio = of_few[all_of_them > 0] / all_of_them[all_of_them > 0] / np.sqrt(48 / 192)
    assert 0.75 < ratio.min() < ratio.max() < 1.25
    few = maps[:, :12]
    np.testing.assert_allclose(
        np.linalg.norm(mixed(few).astype(np.float64), axis=1), np.linalg.norm(few, axis=1), rtol=5e-3
    )


def test_a_package_that_shows_no_maps_teaches_by_its_probabilities(
    teacher: Path, cohort: Path, tmp_path: Path
) -> None:
    package = tmp_path / "without-maps"
    shutil.copytree(teacher, package)
    manifest = read_manifest(package)
    del manifest["outputs"]["featureMaps"]
    (package / "model.json").write_text(json.dumps(manifest))
    distil(package, cohort, tmp_path / "run")
    with np.load(next((tmp_path / "run" / "lessons").glob("*.npz"))) as lesson:
        assert lesson["maps"].size == 0
    assert (tmp_path / "run" / "checkpoint.pt").is_file()


def test_a_teacher_is_asked_once_of_each_orientation(
    run: Path, cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    read = Teacher.read

    def counted(teacher: Teacher, images: Tensor, clinical: Tensor) -> Said:
        asked.append(len(images))
        return read(teacher, images, clinical)

    monkeypatch.setattr(Teacher, "read", counted)
    student = LightMmdl(open_run(read_config(run / "config.yaml"), cohort, tmp_path))
    first = student.examples()
    pool = student.run.pool
    assert sorted(asked) == sorted([8] * pool.sum() + [1, 1] * (~pool).sum())
    lessons = first.tables["lesson_said"]
    assert lessons[pool].isfinite().all()
    assert lessons[~pool][:, 1:].isnan().all(), "cases that judge are read as they lie alone"
    hidden = first.tables["lesson_clinical"][pool] != first.tables["clinical"][pool].unsqueeze(1)
    assert not hidden[:, 0].any()
    assert 0.02 < hidden[:, 1:].float().mean() < 0.3, "about 15 % of what differs from unknown"

    judged = int(np.flatnonzero(~pool)[0])
    images = first.images[judged : judged + 1].float()
    clinical = first.tables["clinical"][judged : judged + 1]
    mirrored = read(student.teacher, images.flip(-1), clinical).whole[0]
    torch.testing.assert_close(first.tables["mirrored"][judged], mirrored)
    assert first.tables["mirrored"][pool].isnan().all()

    asked.clear()
    (tmp_path / "lessons" / f"{student.run.rows[0].case_id}.npz").unlink()
    again = student.examples()
    assert len(asked) == (1 if pool[0] else 2), "a run that was interrupted asks what it does not know"
    for name in ("lesson_clinical", "lesson_said", "mirrored"):
        torch.testing.assert_close(again.tables[name], first.tables[name], rtol=0, atol=1e-6, equal_nan=True)


def test_what_would_blur_the_lessons_is_refused(tmp_path: Path, teacher: Path, cohort: Path) -> None:
    settings = yaml.safe_load(find_config("mmdl/light-smoke").read_text())
    settings["augment"]["shift"] = 2
    (tmp_path / "shifted.yaml").write_text(yaml.safe_dump(settings))
    with pytest.raises(SystemExit, match="it takes only quarter_turns, flips, hide_clinical"):
        main(
            ["distil", "--package", str(teacher), "--cohort", str(cohort), "--out", str(tmp_path / "run")]
            + ["--config", str(tmp_path / "shifted.yaml")]
        )
    assert not (tmp_path / "run").exists()


def test_it_is_scaled_to_its_teacher() -> None:
    random = np.random.default_rng(3)
    student = expit(random.normal(size=200))
    unknown = np.full(200, np.nan)
    pairs = Pairs(student, expit(1.7 * logit(student) - 0.4), unknown, unknown)
    point = taught_point(pairs, 0.37, seed=1)
    assert (point.calibration.slope, point.calibration.intercept) == pytest.approx((1.7, -0.4), abs=1e-5)
    assert point.threshold == 0.37
    assert agreement(pairs, point).within == 1
    turned = taught_point(Pairs(student, 1 - student, unknown, unknown), 0.5, seed=1)
    assert turned.calibration.slope == 1e-3, "what was learnt the wrong way round says hardly anything"
    none = np.array([])
    with pytest.raises(ExportError, match="No case was held out"):
        taught_point(Pairs(none, none, none, none), 0.5, seed=1)


def test_agreement_counts_what_differs() -> None:
    same = Interval(1, 1, 1)
    point = OperatingPoint(Platt(1, 0), same, same, 0.5, 4)
    pairs = Pairs(
        student=np.array([0.10, 0.48, 0.70, 0.90]),
        teacher=np.array([0.12, 0.52, 0.60, 0.90]),
        labels=np.array([0.0, 1.0, np.nan, 1.0]),
        mirrored=np.array([0.12, 0.53, 0.64, 0.92]),
    )
    found = agreement(pairs, point)
    assert (found.cases, found.changed, found.within) == (4, 1, 0.5)
    assert found.within_itself == 0.75
    assert (found.median, found.largest) == pytest.approx((0.03, 0.1))
    assert (found.teacher_auc, found.student_auc) == (1, 1)


def test_what_is_no_nine_view_package_is_refused(tmp_path: Path, cohort: Path) -> None:
    other = tmp_path / "cnn3d"
    main(["export", "--untrained", "--config", "cnn3d/smoke", "--package", str(other)])
    with pytest.raises(SystemExit, match="nine-view package"):
        distil(other, cohort, tmp_path / "run")
    with pytest.raises(SystemExit, match=r"model\.json does not exist"):
        distil(tmp_path / "nothing", cohort, tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_a_teacher_that_changed_ends_the_run(tmp_path: Path, run: Path, cohort: Path) -> None:
    settings = yaml.safe_load((run / "config.yaml").read_text())
    settings |= {"teacher_digest": "sha256:" + "0" * 64, "cohort_sha256": None, "cohort": None}
    (tmp_path / "other.yaml").write_text(yaml.safe_dump(settings))
    with pytest.raises(SystemExit, match="has changed since the run began"):
        main(
            ["train", "--config", str(tmp_path / "other.yaml"), "--cohort", str(cohort)]
            + ["--out", str(tmp_path / "run")]
        )
