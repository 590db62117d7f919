"""From a folder as NBIA leaves it to a package, by the documented commands."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from dicom_tree import Study, ball, ct_series, save, segmentation
from test_cohort_build import HEADER, LINE

from mutation_training.__main__ import main
from mutation_training.cohort.errors import CohortError
from mutation_training.cohort.splits import SplitChoice, apply_split
from mutation_training.cohort.table import CaseRow, read_cohort

PATIENTS = 10
NO_RADIOMICS = """
system: cnn3d
targets: [EGFR]
network: { channels: [4, 4, 8, 8], hidden: 16 }
options: { volume: { shape: [16, 32, 32] }, radiomics: null }
stages: [{ name: all, epochs: 1, batch: 4, learning_rate: 0.001, optimizer: adam }]
"""


def write_archive(folder: Path) -> Path:
    """R01 patients with a SEG called "Heart" and two CT series; AMC patients without a SEG."""
    lines = [HEADER]
    names = [f"R01-{i:03d}" for i in range(1, PATIENTS + 1)] + ["AMC-001", "AMC-002"]
    for i, name in enumerate(names):
        study = Study(name)
        ct = ct_series(study, lesion=ball(radius=4 + i % 3))
        where = folder / "manifest-1/NSCLC Radiogenomics" / name / "09-06-1990-CT"
        save(where / "3.000000-thick-1", ct, "1-%03d.dcm")
        save(where / "4.000000-thin-2", ct_series(study, slices=48, spacing=1.0), "1-%03d.dcm")
        if name.startswith("R01"):
            save(where / "1000.000000-3D Slicer segmentation result-3", [segmentation(ct, ball())], "1-1.dcm")
        line = LINE.replace("R01-001", name)
        lines.append(line if i % 2 else line.replace("Mutant", "Wildtype"))
    table = folder / "clinical.csv"
    table.write_text("".join(lines))
    return table


def test_from_tcia_to_a_package(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    archive, cohort, run = tmp_path / "archive", tmp_path / "cohort", tmp_path / "runs/cnn3d"
    clinical = write_archive(archive)
    paths = ["--clinical", str(clinical), "--dicom", str(archive), "--out", str(cohort)]
    main(["cohort", *paths, "--write-cases"])
    assert "5-fold cross-validation of 10 cases" in caplog.text
    assert "would leave no training case" in caplog.text
    assert {row.extra["fold"] for row in read_cohort(cohort).rows} == set("01234")

    config = tmp_path / "config.yaml"
    config.write_text(NO_RADIOMICS)
    main(["train", "--config", str(config), "--cohort", str(cohort), "--out", str(run)])
    with (run / "predictions.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    for model in ("cnn", "clinical"):
        folds = {row["case_id"]: row["fold"] for row in rows if row["model"] == model}
        assert folds == {row.case_id: row.extra["fold"] for row in read_cohort(cohort).rows}

    main(["evaluate", "--run", str(run), "--out", str(tmp_path / "report")])
    report = json.loads((tmp_path / "report/report.json").read_text())
    assert "judged out of fold" in report["data"]["statement"]
    assert "judged out of fold" in (tmp_path / "report/report.html").read_text()
    assert {(r["split"], r["cases"]) for r in report["targets"]["EGFR"]} == {("out-of-fold", PATIENTS)}

    package = tmp_path / "my-cnn3d"
    export = ["export", "--package", str(package), "--status", "research", "--trained-on", "TCIA"]
    predictions = (run / "predictions.csv").read_text()
    in_sample = "\n".join(line.replace(f",train,{line.split(',')[2]},", ",train,,")
                          for line in predictions.splitlines())
    (run / "predictions.csv").write_text(in_sample + "\n")
    with pytest.raises(SystemExit, match="No case of EGFR was held out of training"):
        main([*export, "--run", str(run)])
    with pytest.raises(SystemExit, match="does not exist"):
        main([*export, "--run", str(tmp_path)])
    assert not package.exists()
    (run / "predictions.csv").write_text(predictions)
    main([*export, "--run", str(run)])
    assert "Results on the out-of-fold cases" in (package / "card.md").read_text()
    assert 0 < json.loads((package / "model.json").read_text())["targets"][0]["threshold"] < 1


def test_an_own_table_splits(tmp_path: Path) -> None:
    rows = [CaseRow(name, name) for name in ("R01-001", "b", "c")]
    table = tmp_path / "split.csv"
    table.write_text("patient_id,split,fold\nR01-001,train,0\nb,train,1\nc,test,\n")
    found, _ = apply_split(rows, SplitChoice("table", table=table))
    assert [(row.split, row.extra["fold"]) for row in found] == [("train", "0"), ("train", "1"), ("test", "")]
    table.write_text("patient_id,split\nR01-001,train\nb,tset\nc,test\n")
    with pytest.raises(CohortError, match="line 3: split 'tset'"):
        apply_split(rows, SplitChoice("table", table=table))
    table.write_text("patient_id,split\nR01-001,train\n")
    with pytest.raises(CohortError, match="does not name b"):
        apply_split(rows, SplitChoice("table", table=table))
