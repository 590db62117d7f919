"""A network that reads slices in the CT's own window gets the same of DICOM, of NIfTI, and in training."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import yaml
from dicom_tree import Study, ball, ct_series, save, segmentation

from mutation_training.__main__ import main
from mutation_training.claims.measure import encode, feature_tables, probabilities_of, read_package
from mutation_training.cohort.table import read_cohort
from mutation_training.export.session import open_network
from mutation_training.preprocessing.case import load_case
from mutation_training.preprocessing.slices import LUNG_WINDOW, windowed_slices
from mutation_training.recipes.config import find_config

CLI = Path(__file__).parents[3] / "cli/bin/mutation-prediction.js"
PATIENTS = 8


def run_cli(*words: str) -> None:
    done = subprocess.run(["node", str(CLI), *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def predicted(path: Path) -> dict[str, float]:
    """Case or patient -> probability of a table that `predict --csv` wrote."""
    with path.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["model"]]
    return {row["case"].split("/")[0]: float(row["probability"]) for row in rows}


@pytest.mark.skipif(
    shutil.which("node") is None or not (CLI.parents[1] / "dist/main.js").is_file(),
    reason="skipped: the command line is not built (npm run build:ts)",
)
def test_training_and_the_viewer_s_engine_take_the_same_window(tmp_path: Path) -> None:
    archive, cohort, run = tmp_path / "archive", tmp_path / "cohort", tmp_path / "run"
    for i in range(PATIENTS):
        lesion = ball(radius=4 + i % 3)
        ct = ct_series(Study(f"P{i}"), lesion=lesion)
        random = np.random.default_rng(i)
        for dataset in ct:
            # Of two flat tissues equalisation makes the same in any window.
            stored = np.frombuffer(dataset.PixelData, dtype=np.uint16) + random.integers(0, 200, 40 * 48)
            dataset.PixelData = stored.astype(np.uint16).tobytes()
            # The second window is the one with the lowest centre; some CTs and some slices propose none.
            k = dataset.InstanceNumber
            if i % 4 < 3 and (i % 4 < 1 or k % 5):
                dataset.WindowCenter, dataset.WindowWidth = [40, -800 + 100 * i], [400, 600 + 150 * i]
            # In some all slices have one window, in some each its own, by each of DICOM's functions.
            if i % 4 in (1, 2) and k % 5:
                dataset.WindowCenter = [40, -900 + 25 * k]
                dataset.VOILUTFunction = ["LINEAR", "LINEAR_EXACT", "SIGMOID"][k % 3]
        save(archive / f"P{i}", [*ct, segmentation(ct, lesion)])
    (tmp_path / "own.csv").write_text(
        "\n".join(["patient_id,EGFR", *(f"P{i},{i // 2 % 2}" for i in range(PATIENTS))]) + "\n"
    )
    main(
        ["cohort", "--clinical", str(tmp_path / "own.csv"), "--dicom", str(archive), "--write-cases",
         "--split", "folds", "--folds", "2", "--out", str(cohort)]
    )  # fmt: skip
    features = cohort / "radiomics/tumour.csv"
    run_cli("radiomics", str(cohort / "cases"), "--preset", "107", "--csv", str(features))
    settings = yaml.safe_load(find_config("ajou-multimodal/smoke").read_text())
    settings["options"]["window"] = "image"
    # Too few cases to choose an epoch by.
    settings["stages"][0]["validate"] = False
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(settings))
    main(["train", "--config", str(tmp_path / "config.yaml"), "--cohort", str(cohort), "--out", str(run)])
    package = tmp_path / "packages/my-ajou"
    main(["export", "--run", str(run), "--package", str(package), "--trained-on", "Balls."])

    inputs = read_package(package).manifest["inputs"]
    (slices,) = (given for given in inputs if given["kind"] == "slices")
    assert slices["window"] == {"source": "image", "centre": -600.0, "width": 1500.0}
    table, whole = read_cohort(cohort), read_package(package)
    tables = feature_tables(inputs, table)
    session = open_network(package, whole.manifest["graph"])
    name = whole.manifest["outputs"]["probabilities"]
    ours = {}
    for row in table.rows:
        feeds = encode(inputs, table, row, tables)
        ours[row.case_id] = float(
            probabilities_of(whole.manifest, {name: session.run([name], dict(feeds))[0]})[0]
        )
        case = load_case(table.case_folder(row))
        fixed = windowed_slices(case, 4, 64, 48, LUNG_WINDOW)
        is_own = any(case.windows)
        assert is_own == (int(row.case_id[1:]) % 4 < 3)
        assert (len(set(case.windows)) > 1) == (int(row.case_id[1:]) % 4 in (1, 2))
        assert np.array_equal(feeds[slices["tensor"]][0], fixed) != is_own

    models = ["--models", str(package.parent), "--model", "my-ajou", "--show-withheld"]
    models += ["--clinical", str(tmp_path / "clinical.csv")]
    people = [f"{row.case_id},{row.patient_id},{row.age:g},{row.sex}" for row in table.rows]
    (tmp_path / "clinical.csv").write_text("\n".join(["case,patient_id,age,sex", *people]) + "\n")
    for source in (archive, cohort / "cases"):
        out = tmp_path / f"{source.name}.csv"
        run_cli("predict", str(source), "--csv", str(out), *models)
        assert predicted(out) == pytest.approx(ours, abs=2e-4), json.dumps([predicted(out), ours])
