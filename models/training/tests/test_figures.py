"""The papers' figures at smoke size; maps against captum's, Shapley values against their definition."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from math import factorial
from pathlib import Path

import matplotlib.image
import numpy as np
import pytest
import torch
from captum.attr import LayerAttribution, LayerGradCam
from scipy.stats import pearsonr
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from test_reproduction import filled

from mutation_training.__main__ import main
from mutation_training.cohort.table import read_cohort, write_cohort
from mutation_training.export.inputs import encode_input, manifest_inputs
from mutation_training.networks.registry import build_network
from mutation_training.preprocessing.case import load_case
from mutation_training.reproduction.figures.activation_maps import (
    RunMaps,
    Unseen,
    checkpoint_of,
    class_map,
    drawn_by_lot,
    unseen_cases,
)
from mutation_training.reproduction.figures.fused_features import read_fused_features
from mutation_training.reproduction.figures.fused_figures import order_of, pearson
from mutation_training.reproduction.figures.map_figures import highest_plane
from mutation_training.reproduction.figures.shapley import probabilities_by, shapley_values
from mutation_training.reproduction.figures.training_curves import curves, read_histories
from mutation_training.tabular.classifiers import CLASSIFIERS, make_classifier, probability
from mutation_training.tabular.plain_classifiers import plain_classifier

SmokeRun = Callable[[str], Path]


def said_of(run: Path, case: Unseen, target: str) -> float:
    """What predictions.csv has of an unseen case."""
    with (run / "predictions.csv").open(newline="") as file:
        (found,) = [
            float(row["probability"])
            for row in csv.DictReader(file)
            if (row["case_id"], row["model"], row["target"]) == (case.row.case_id, "cnn", target)
            and row["fold"] == (case.fold or "")
        ]
    return found


@pytest.mark.parametrize(("system", "target"), [("mmdl", "KRAS"), ("cnn3d", "EGFR")])
def test_a_case_is_shown_by_captums_map_of_its_class(
    system: str, target: str, smoke_run: SmokeRun, tiny_cohort_folder: Path
) -> None:
    run, cohort = smoke_run(system), read_cohort(tiny_cohort_folder)
    cases = drawn_by_lot(unseen_cases(run, cohort, target), 1, 1)
    assert [case.label for case in cases] == [1, 0]
    reader = RunMaps(run, cohort, target)
    checkpoint = checkpoint_of(run, None)
    network = build_network(system, checkpoint["network"], None)
    network.load_state_dict(checkpoint["state"])
    network.eval()
    layer = network.layers if system == "cnn3d" else network.view_models[0].view_network.trunk.layers
    says_something = []
    for case in cases:
        found = reader.of(case)
        assert found.probability == pytest.approx(said_of(run, case, target), abs=1e-5)
        inputs = manifest_inputs(checkpoint, network.inputs, None)
        folder = load_case(cohort.case_folder(case.row))
        tensors = tuple(torch.from_numpy(encode_input(one, folder, case.row, {})) for one in inputs)
        place = checkpoint["targets"].index(target)
        # captum's map of the log odds; for the wild type what lowers them.
        maps = LayerGradCam(network.log_odds, layer).attribute(tensors, target=place)
        maps = torch.relu(maps if case.label else -maps)
        shape = found.image.shape[1:]
        mode = "trilinear" if len(shape) == 3 else "bilinear"
        expected = LayerAttribution.interpolate(maps, shape, mode)[:, 0].detach().numpy()
        says_something.append(expected.max() > 0)
        np.testing.assert_allclose(found.map, expected / (expected.max() or 1), atol=1e-4)
        assert found.image.min() >= 0 and found.image.max() <= 1 and np.ptp(found.image) > 0.2
    # The little network's map may speak for neither class.
    assert any(says_something)


@pytest.mark.parametrize("dealt_by", ["cohort", "settings"])
def test_a_held_out_case_is_shown_by_the_network_that_has_not_seen_it(
    dealt_by: str, tiny_cohort_folder: Path, tmp_path: Path
) -> None:
    """By its own run in cross-validation, by a member of an ensemble."""
    folder = tmp_path / "cohort"
    (folder / "cases").parent.mkdir()
    (folder / "cases").symlink_to(tiny_cohort_folder / "cases")
    rows = read_cohort(tiny_cohort_folder).rows
    folds = [{"fold": str(i // 2 % 2)} if dealt_by == "cohort" else {} for i in range(len(rows))]
    write_cohort(
        folder, [replace(row, split="train", extra=extra) for row, extra in zip(rows, folds, strict=True)]
    )
    config = tmp_path / "config.yaml"
    config.write_text(
        f"system: cnn3d\ntargets: [EGFR]\n{'folds: 2' if dealt_by == 'settings' else ''}\n"
        "network: {channels: [4, 4, 8, 8], hidden: 16}\n"
        "options: {volume: {shape: [16, 32, 32]}, radiomics: null}\n"
        "stages: [{name: all, epochs: 1, batch: 8, learning_rate: 0.01, optimizer: adam, validate: false}]\n"
    )
    run = tmp_path / "run"
    main(["train", "--config", str(config), "--cohort", str(folder), "--out", str(run)])
    cohort = read_cohort(folder)
    cases = unseen_cases(run, cohort, "EGFR")
    assert {case.fold for case in cases} == {"0", "1"}
    assert (run / "fold-1").is_dir() == (dealt_by == "cohort")
    reader = RunMaps(run, cohort, "EGFR")
    said = {fold: reader.of(next(c for c in cases if c.fold == fold)) for fold in ("0", "1")}
    for found in said.values():
        assert found.probability == pytest.approx(said_of(run, found.case, "EGFR"), abs=1e-5)
    other = replace(said["0"].case, fold="1")
    assert abs(reader.of(other).probability - said["0"].probability) > 1e-5, "another network says otherwise"


@pytest.mark.parametrize(
    ("paper", "number", "pictures", "columns"),
    [("mmdl", "7", ("", "-views"), 7), ("mmdl", "8", ("", "-views"), 7), ("cnn3d", "6", ("",), 6)],
)
def test_maps_of_a_run_are_drawn(
    smoke_run: SmokeRun,
    tiny_cohort_folder: Path,
    tmp_path: Path,
    paper: str,
    number: str,
    pictures: tuple[str, ...],
    columns: int,
) -> None:
    cells = filled(
        paper, f"figure-{number}", tiny_cohort_folder, tmp_path, "--run", str(smoke_run(paper))
    )
    assert 2 <= len(cells) <= columns
    assert all(0 <= float(cell["ours"]) <= 1 for cell in cells.values())
    for picture in pictures:
        path = tmp_path / f"{paper}-figure-{number}{picture}"
        assert np.ptp(matplotlib.image.imread(path.with_name(f"{path.name}.png"))[..., :3]) > 0.9
        assert path.with_name(f"{path.name}.svg").read_text().startswith("<?xml")
        assert f"{path.name}.png" in (tmp_path / f"{paper}-figure-{number}.md").read_text()


@pytest.mark.parametrize("number", ["11", "12"])
def test_maps_with_and_without_attention_are_drawn(
    tiny_cohort_folder: Path, tmp_path_factory: pytest.TempPathFactory, number: str
) -> None:
    out = tmp_path_factory.getbasetemp() / "attention-grid"
    cells = filled("mmdl", f"figure-{number}", tiny_cohort_folder, out)
    measures = {measure for _, measure in cells}
    assert measures == {"probability, without attention", "probability, with attention"}
    assert (out / f"mmdl-figure-{number}.png").is_file()


@pytest.mark.parametrize("cells", [(8, 8), (4, 5, 6)])
def test_a_map_is_enlarged_as_pytorch_enlarges(cells: tuple[int, ...]) -> None:
    generator = torch.Generator().manual_seed(4)
    maps = torch.randn(3, 7, *cells, generator=generator)
    weights = torch.randn(3, 7, generator=generator)
    shape = tuple(7 * n for n in cells)
    for label in (0, 1):
        summed = sum(weights[:, c].reshape(3, *[1] * len(cells)) * maps[:, c] for c in range(7))
        towards = torch.relu(summed if label else -summed).unsqueeze(1)
        mode = "bilinear" if len(cells) == 2 else "trilinear"
        expected = torch.nn.functional.interpolate(towards, shape, mode=mode)[:, 0]
        found = class_map(maps, weights, label, shape)
        np.testing.assert_allclose(found, expected / expected.max(), atol=1e-5)


def test_the_plane_with_the_most_of_the_map_is_shown(
    smoke_run: SmokeRun, tiny_cohort_folder: Path
) -> None:
    run, cohort = smoke_run("cnn3d"), read_cohort(tiny_cohort_folder)
    found = RunMaps(run, cohort, "EGFR").of(unseen_cases(run, cohort, "EGFR")[0])
    plane = highest_plane(found)
    sums = [found.map[0, k].sum() for k in range(found.map.shape[1])]
    assert plane.map[0].sum() == max(sums) and plane.image.shape == plane.map.shape == (1, 32, 32)


def test_curves_are_those_of_the_history(
    smoke_run: SmokeRun, tiny_cohort_folder: Path, tmp_path: Path
) -> None:
    run = smoke_run("cnn3d")
    history = [json.loads(line) for line in (run / "history.jsonl").read_text().splitlines()]
    loss, accuracy = curves(read_histories(run)).axes
    for axes, measure in ((loss, "loss"), (accuracy, "accuracy")):
        drawn = {line.get_label(): list(line.get_ydata()) for line in axes.lines}
        for name in ("training", "validation"):
            assert drawn[name] == [epoch[f"{name}_{measure}"] for epoch in history]
    cells = filled("cnn3d", "figure-4", tiny_cohort_folder, tmp_path, "--run", str(run))
    last = float(cells["training", "accuracy after 2 epochs"]["ours"])
    assert last == pytest.approx(history[-1]["training_accuracy"], rel=1e-3)


def by_definition(
    says: Callable[[np.ndarray], np.ndarray], usual: np.ndarray, case: np.ndarray
) -> np.ndarray:
    """Shapley 1953: every coalition of the other features, absent ones as in the usual rows."""
    count = len(case)

    def worth(present: tuple[int, ...]) -> float:
        rows = usual.copy()
        rows[:, list(present)] = case[list(present)]
        return float(says(rows).mean())

    found = np.zeros(count)
    for feature in range(count):
        others = [i for i in range(count) if i != feature]
        for size in range(count):
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            for present in combinations(others, size):
                found[feature] += weight * (worth((*present, feature)) - worth(present))
    return found


def test_shapley_values_are_those_of_their_definition() -> None:
    random = np.random.default_rng(5)
    usual, cases = random.normal(size=(12, 5)), random.normal(size=(3, 5))
    labels = (usual[:, 0] * usual[:, 1] > 0).astype(int)
    forest = RandomForestClassifier(10, random_state=0).fit(usual, labels)

    def says(rows: np.ndarray) -> np.ndarray:
        return forest.predict_proba(rows)[:, 1]

    found = shapley_values(says, usual, cases)
    np.testing.assert_allclose(found, [by_definition(says, usual, case) for case in cases], atol=1e-9)
    np.testing.assert_allclose(found.sum(axis=1), says(cases) - says(usual).mean(), atol=1e-9)
    linear = LogisticRegression().fit(usual, labels)
    of_log_odds = shapley_values(linear.decision_function, usual, cases)
    np.testing.assert_allclose(of_log_odds, linear.coef_ * (cases - usual.mean(axis=0)), atol=1e-9)


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_every_classifier_says_the_same_of_many_rows(name: str) -> None:
    random = np.random.default_rng(6)
    values, labels = random.normal(size=(60, 12)), np.arange(60) % 2
    values[:, 0] += labels
    fitted = make_classifier(name, 1).fit(values, labels)
    asked = random.normal(size=(300, 12))
    found = probabilities_by(plain_classifier(name, fitted))(asked)
    np.testing.assert_allclose(found, probability(fitted, asked), atol=2e-5)


def test_correlations_and_contributions_are_drawn(
    smoke_run: SmokeRun, tiny_cohort_folder: Path, tmp_path: Path
) -> None:
    run = smoke_run("deep-radscore")
    cells = filled("deep-radscore", "figure-4", tiny_cohort_folder, tmp_path, "--run", str(run))
    fused = read_fused_features(run, read_cohort(tiny_cohort_folder))
    assert fused.names[-2:] == ["tumour", "peritumoral"] and fused.judged.shape[1:] == (2, 12)
    for t, target in enumerate(fused.targets):
        sizes = [
            abs(pearsonr(fused.judged[:, t, deep], fused.judged[:, t, score]).statistic)
            for deep in range(10)
            for score in (10, 11)
            if np.ptp(fused.judged[:, t, score]) > 0 and np.ptp(fused.judged[:, t, deep]) > 0
        ]
        if sizes:
            assert float(cells[target, "mean abs r"]["ours"]) == pytest.approx(np.mean(sizes), rel=1e-3)
            assert float(cells[target, "largest abs r"]["ours"]) == pytest.approx(max(sizes), rel=1e-3)
        assert cells[target, "mean abs r"]["paper"]
        total = sum(float(cells[target, f"share of {name}"]["ours"]) for name in fused.names)
        assert total == pytest.approx(1, abs=1e-2) or total == 0
        assert (tmp_path / f"deep-radscore-figure-4-shap-{target}.png").is_file()
    assert (tmp_path / "deep-radscore-figure-4-correlation.svg").is_file()


def test_features_that_hang_together_stand_side_by_side() -> None:
    random = np.random.default_rng(7)
    base = random.normal(size=(50, 2))
    columns = [base[:, i % 2] + 0.1 * random.normal(size=50) for i in range(6)] + [np.zeros(50)]
    r = pearson(np.stack(columns, axis=1))
    order = order_of(r).tolist()
    assert order[-1] == 6, "what has no r stands at the end"
    assert sorted(order[:3]) in ([0, 2, 4], [1, 3, 5])
