"""An external extractor as a package: shown with a stand-in graph, which only averages two filters."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper
from sklearn.linear_model import LogisticRegression
from test_external_whole_path import BUILT, CLI
from tiny_cohort import write_tiny_cohort

from mutation_training.__main__ import main
from mutation_training.cohort.table import read_cohort, write_cohort
from mutation_training.foundation.extractor import Cube, read_extractor
from mutation_training.foundation.head import fit_head
from mutation_training.preprocessing.case import load_case

SIZE = 16
FILTERS = 6


def stand_in(path: Path, size: int = SIZE) -> Path:
    """Convolution, ReLU, mean over the cube: [1, 1, n, n, n] to [1, filters, 1, 1, 1]."""
    weights = np.random.default_rng(0).normal(size=(FILTERS, 1, 3, 3, 3)).astype(np.float32)
    graph = helper.make_graph(
        [
            helper.make_node("Conv", ["ct", "w"], ["c"], pads=[1] * 6),
            helper.make_node("Relu", ["c"], ["r"]),
            helper.make_node("GlobalAveragePool", ["r"], ["y"]),
        ],
        "stand-in",
        [helper.make_tensor_value_info("ct", TensorProto.FLOAT, [1, 1, size, size, size])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, FILTERS, 1, 1, 1])],
        [numpy_helper.from_array(weights, "w")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, path)
    return path


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_tiny_cohort(tmp_path_factory.mktemp("foundation") / "cohort", 40)
    rows = [replace(row, split="train") for row in read_cohort(folder).rows]
    write_cohort(folder, rows)
    return folder


def command(extractor: Path, cohort: Path, package: Path, *more: str) -> list[str]:
    return [
        "foundation", "--extractor", str(extractor), "--size", str(SIZE), "--spacing", "2", "--cohort",
        str(cohort), "--package", str(package), "--source", "A stand-in", "--licence", "MIT",
        "--trained-on", "Spheres.", *more,
    ]  # fmt: skip


def test_a_package_is_the_extractor_and_the_regression(
    cohort: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extractor, package = stand_in(tmp_path / "extractor.onnx"), tmp_path / "packages/my-foundation"
    main(command(extractor, cohort, package, "--targets", "EGFR", "KRAS"))
    assert "EGFR: AUC 1.000" in capsys.readouterr().out, "the spheres' density tells"
    manifest = json.loads((package / "model.json").read_text())
    assert [target["id"] for target in manifest["targets"]] == ["EGFR", "KRAS"]
    assert manifest["inputs"][0]["crop"] == {"kind": "centred", "size": SIZE}
    table, cube = read_cohort(cohort), Cube(SIZE, 2.0, (-1000.0, 400.0))
    read = read_extractor(extractor, cube)
    features = read.of(table, table.rows)
    head = fit_head(features, table.labels("EGFR"))
    session = onnxruntime.InferenceSession(package / "model.onnx")
    for i, row in enumerate(table.rows[:5]):
        volume = cube.read(load_case(table.case_folder(row)))
        probabilities, penultimate = session.run(["probabilities", "penultimate"], {"volume": volume})
        np.testing.assert_allclose(penultimate[0], features[i], rtol=1e-5)
        assert probabilities[0, 0] == pytest.approx(1 / (1 + np.exp(-head.log_odds(features[i]))), abs=1e-5)
    card = (package / "card.md").read_text()
    assert "A stand-in" in card and "out of fold" in card and "{" not in card.split("Graph:")[0]


def test_the_head_is_scikit_learns_on_z_scores(cohort: Path, tmp_path: Path) -> None:
    table = read_cohort(cohort)
    extractor = read_extractor(stand_in(tmp_path / "e.onnx"), Cube(SIZE, 2.0, (-1000, 400)))
    features = extractor.of(table, table.rows)
    labels = np.arange(len(features)) % 3 == 0
    head = fit_head(features, labels.astype(float))
    scaled = (features - features.mean(axis=0)) / features.std(axis=0)
    candidates = [LogisticRegression(C=c, max_iter=10_000).fit(scaled, labels) for c in np.logspace(-4, 1, 6)]
    distances = [np.abs(c.decision_function(scaled) - head.log_odds(features)).max() for c in candidates]
    assert min(distances) < 1e-3


@pytest.mark.skipif(
    shutil.which("node") is None or not BUILT.is_file(),
    reason="skipped: the command line is not built (npm run build:ts)",
)
def test_the_command_line_predicts_with_it(cohort: Path, tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    main(command(stand_in(tmp_path / "extractor.onnx"), cohort, packages / "my-foundation"))
    cases = tmp_path / "cases"
    for name in ("tiny-000", "tiny-001"):
        shutil.copytree(cohort / "cases" / name, cases / name)
    table = tmp_path / "table.csv"
    done = subprocess.run(
        ["node", str(CLI), "predict", str(cases), "--csv", str(table), "--models", str(packages), "--model",
         "my-foundation", "--show-withheld"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = table.read_text().splitlines()
    assert len(lines) == 3 and all("my-foundation" in line for line in lines[1:])


def test_what_is_no_extractor_is_refused(cohort: Path, tmp_path: Path) -> None:
    package = tmp_path / "made/package"
    for match, extractor in (
        ("does not exist", tmp_path / "none.onnx"),
        (r"takes \[1, 1, 8, 8, 8\], not \[1, 1, 16, 16, 16\]", stand_in(tmp_path / "small.onnx", 8)),
    ):
        with pytest.raises(SystemExit, match=match):
            main(command(extractor, cohort, package))
    with pytest.raises(SystemExit, match="too few training cases of both classes of FLT3"):
        main(command(stand_in(tmp_path / "e.onnx"), cohort, package, "--targets", "FLT3"))
    assert not package.parent.exists()
