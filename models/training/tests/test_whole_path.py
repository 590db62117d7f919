"""From a folder as NBIA leaves it to the viewer, by the commands of docs/from-tcia-to-a-package.md."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml
from dicom_tree import Study, ball, ct_series, save, segmentation
from real_data import TCIA, needs_tcia

from mutation_training.__main__ import main
from mutation_training.claims import conformal, out_of_fold
from mutation_training.cohort.errors import CohortError
from mutation_training.cohort.splits import SplitChoice, apply_split
from mutation_training.cohort.table import CaseRow, read_cohort, write_cohort
from mutation_training.recipes.config import find_config, read_config
from mutation_training.recipes.cross_validation import outer_folds, without_fold
from mutation_training.recipes.run import open_run

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs/from-tcia-to-a-package.md"
CLI = ROOT / "cli/bin/mutation-prediction.js"
OHIF = Path.home() / ".cache/mutation-prediction"
#: Of what the page names, what this test takes instead.
SMALLER = {"cnn3d/paper": "cnn3d/smoke", "1688": "107"}
#: Patients of the real table with a SEG, by EGFR; one whose CT lacks slices; and some without a SEG.
MUTANT = ("R01-003", "R01-026", "R01-037", "R01-047", "R01-056", "R01-058", "R01-075")
WILD_TYPE = ("R01-004", "R01-005", "R01-006", "R01-007", "R01-008", "R01-010", "R01-012", "R01-015")
LACKS_SLICES = "R01-016"
WITHOUT_SEG = ("AMC-001", "AMC-002", "AMC-003")

needs_cli = pytest.mark.skipif(
    shutil.which("node") is None or not (ROOT / "cli/dist/main.js").is_file(),
    reason="skipped: the command line is not built (npm run build:ts)",
)


def documented() -> list[list[str]]:
    block = re.search(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    return [[SMALLER.get(word, word) for word in shlex.split(line)] for line in block[1].splitlines()]


def write_archive(folder: Path) -> None:
    """NBIA's names, two CT series each, SEGs whose segment is called "Heart"."""
    for i, name in enumerate((*MUTANT, *WILD_TYPE, LACKS_SLICES, *WITHOUT_SEG)):
        study = Study(name)
        lesion = ball(radius=4 + i % 3)
        ct = ct_series(study, lesion=lesion)
        where = folder / "manifest-1622561851074/NSCLC Radiogenomics" / name / "09-06-1990-NA-CT-45.1"
        kept = [ct for ct in ct if ct.InstanceNumber not in (9, 10)] if name == LACKS_SLICES else ct
        save(where / "3.000000-THORAX 2.0-04412", kept, "1-%03d.dcm")
        save(where / "4.000000-LUNG 1.0-11883", ct_series(study, slices=48, spacing=1.0), "1-%03d.dcm")
        if name not in WITHOUT_SEG:
            seg = segmentation(ct, lesion, label="Heart")
            save(where / "1000.000000-3D Slicer segmentation result-67652", [seg], "1-1.dcm")


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder, before = tmp_path_factory.mktemp("whole-path"), Path.cwd()
    write_archive(folder)
    (folder / "NSCLC Radiogenomics").symlink_to(folder / "manifest-1622561851074/NSCLC Radiogenomics")
    shutil.copy(TCIA / "clinical-labels.csv", folder / "clinical.csv")
    os.chdir(folder)
    yield folder
    os.chdir(before)


def run(words: list[str]) -> None:
    if words[0] == "mutation-train":
        main(words[1:])
        return
    assert words[:2] == ["npx", "mutation-prediction"]
    done = subprocess.run(["node", str(CLI), *words[2:]], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@needs_tcia
@needs_cli
def test_the_page_s_commands_from_tcia_to_predictions(
    work: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    *steps, viewer = documented()
    for words in steps:
        began = time.monotonic()
        run(words)
        name = words[1] if words[0] == "mutation-train" else words[2]
        with capsys.disabled():
            print(f"\n{name}: {time.monotonic() - began:.0f} s")
    assert viewer[2:] == ["viewer", "--folder", "NSCLC Radiogenomics", "--models", "packages"]

    cohort = read_cohort(work / "cohort")
    assert "5-fold cross-validation of 15 cases" in caplog.text and "nested (3 folds choose" in caplog.text
    assert "would leave no training case" in caplog.text
    assert sorted(row.case_id for row in cohort.rows) == sorted((*MUTANT, *WILD_TYPE))
    assert {row.case_id for row in cohort.rows if row.labels["EGFR"] == 1} == set(MUTANT)
    why = {row.case_id: row.exclusion for row in cohort.excluded}
    assert len(why) == 211 - 15
    assert {why[name] for name in WITHOUT_SEG} == {"no segmentation"} and "slice" in str(why[LACKS_SLICES])

    settings = yaml.safe_load((work / "runs/cnn3d/config.yaml").read_text())
    assert settings["cohort"] == str((work / "cohort").resolve()) and len(settings["cohort_sha256"]) == 64
    with (work / "runs/cnn3d/predictions.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    for model in ("cnn", "clinical", "radiomics-svm", "fusion"):
        folds = {row["case_id"]: row["fold"] for row in rows if row["model"] == model and row["fold"]}
        assert folds == {row.case_id: row.extra["fold"] for row in cohort.rows}

    report = json.loads((work / "reports/cnn3d/report.json").read_text())
    assert "judged out of fold" in report["data"]["statement"]
    judged = {(r["split"], r["cases"], r["tuned_on"]) for r in report["targets"]["EGFR"]}
    assert judged == {("out-of-fold", 15, "other folds")}

    card = (work / "packages/my-cnn3d/card.md").read_text()
    assert "Results on the out-of-fold cases" in card and "The training cases, out of fold. 15 cases" in card
    assert "15 of 15 lesions were drawn by a machine, or with one's help, as their SEG says: SEMI" in card
    assert "fewer than 200 calibration cases" in card and "No sets are claimed for EGFR" in card
    manifest = json.loads((work / "packages/my-cnn3d/model.json").read_text())
    (target,) = manifest["targets"]
    assert 0 < target["threshold"] < 1
    assert manifest["status"] == "research" and "made by a program" not in card

    with (work / "table.csv").open(newline="") as file:
        table = list(csv.DictReader(file))
    assert len(table) >= 15 and {row["model"] for row in table if row["model"]} == {"my-cnn3d"}
    warnings = ";".join(row["warnings"] for row in table)
    assert "not-from-patients" not in warnings and "demonstration-weights" not in warnings


@needs_tcia
@needs_cli
@pytest.mark.skipif(
    not any(OHIF.glob("ohif-3.13*")) or not (ROOT / "extension/dist/esm/index.js").is_file(),
    reason="skipped: OHIF is not fetched or the plugin is not built (npm start)",
)
def test_the_viewer_offers_the_package(work: Path) -> None:
    words = [*documented()[-1][2:], "--port", "0"]
    viewer = subprocess.Popen(["node", str(CLI), *words], stdout=subprocess.PIPE, text=True)
    try:
        assert viewer.stdout is not None
        address = next(found[0] for line in viewer.stdout if (found := re.search(r"http://[\d.:]+", line)))
        with urllib.request.urlopen(f"{address}/app-config.js", timeout=30) as answer:
            assert '/models/my-cnn3d/"' in answer.read().decode()
    finally:
        viewer.send_signal(signal.SIGINT)
        viewer.wait(30)


def test_every_refusal_is_a_sentence_and_leaves_nothing(tmp_path: Path, tiny_cohort_folder: Path) -> None:
    cohort = shutil.copytree(tiny_cohort_folder, tmp_path / "cohort")
    (cohort / "radiomics/tumour.csv").unlink()
    out = tmp_path / "runs/new"

    def refused(match: str, *more: str, config: str = "cnn3d/smoke") -> None:
        with pytest.raises(SystemExit, match=match):
            main(["train", "--config", config, "--cohort", str(cohort), "--out", str(out), *more])
        assert not out.parent.exists()

    refused("tumour.csv does not exist")
    (cohort / "cases/tiny-003/ct.nii.gz").rename(cohort / "ct.nii.gz")
    refused("tiny-003/ct.nii.gz does not exist. Make the cohort with --write-cases", config="mmdl/smoke")
    (cohort / "cases/tiny-003/ct.nii.gz").write_bytes(b"no image")
    refused("tiny-003.*Write the case anew", config="mmdl/smoke")
    (cohort / "ct.nii.gz").rename(cohort / "cases/tiny-003/ct.nii.gz")
    refused("trunk.pt does not exist. Pre-train first", config="mmdl/paper")
    refused("no training case is positive for LUMINAL", "--targets", "LUMINAL")
    refused("one target", "--targets", "EGFR", "KRAS", config="fudan-fusion/smoke")
    refused("is no file and no configuration", config="cnn3d/none")
    table = (cohort / "cohort.csv").read_text().splitlines()
    table = [f"{line},{'fold' if i == 0 else i % 3 if i < 9 else ''}" for i, line in enumerate(table)]
    (cohort / "cohort.csv").write_text("\n".join(table) + "\n")
    with pytest.raises(SystemExit, match="does not exist. Give a folder"):
        main(["evaluate", "--run", str(tmp_path / "none"), "--out", str(out)])
    assert not out.parent.exists()


def test_sets_and_likeness_are_those_of_the_folds(
    tmp_path: Path, tiny_cohort_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the least numbers of cases lowered to what a tiny cohort has."""
    monkeypatch.setattr(out_of_fold, "FEWEST_CASES", 20)
    monkeypatch.setattr(conformal, "FEWEST_OF_A_CLASS", 5)
    cohort, run = shutil.copytree(tiny_cohort_folder, tmp_path / "cohort"), tmp_path / "run"
    rows = [
        replace(row, split="train", extra={"fold": str(i // 2 % 2), "fold_2": str(i // 4 % 2)})
        for i, row in enumerate(read_cohort(cohort).rows)
    ]
    write_cohort(cohort, rows)
    random = np.random.default_rng(0)
    lines = ["Case,Image,Mask,meanHu,logVolume"]
    lines += [f"{row.case_id},,,{random.normal():.4f},{random.normal():.4f}" for row in rows]
    (cohort / "region.csv").write_text("\n".join(lines) + "\n")
    main(["train", "--config", "ajou-multimodal/smoke", "--cohort", str(cohort), "--out", str(run)])
    package = tmp_path / "my-ajou"
    main(["export", "--run", str(run), "--package", str(package), "--trained-on", "Spheres."])
    manifest = json.loads((package / "model.json").read_text())
    found = json.loads((package / "likeness.json").read_text())
    assert manifest["likeness"]["cases"] == len(found["scores"]) == len(rows)
    assert [block["kind"] for block in found["blocks"]] == ["network", "region", "radiomics"]
    conformal_of = manifest["targets"][0]["conformal"]
    with (run / "predictions.csv").open(newline="") as file:
        unseen = [p["label"] for p in csv.DictReader(file) if p["model"] == "cnn" and p["fold"]]
    positives = sum(row.labels["EGFR"] for row in rows)
    assert len(conformal_of["mutant"]["probabilities"]) == positives
    assert unseen.count("1") == 2 * positives, "two repetitions, whose mean is one case's probability"
    assert sorted(path.name for path in package.iterdir()) == [
        "card.md", "likeness.json", "model.json", "model.onnx",
    ]  # fmt: skip


def test_a_paper_s_recipe_without_validation_cases_is_exported(
    tmp_path: Path, tiny_cohort_folder: Path
) -> None:
    """Fudan's split has none: its folds give the threshold, and a share of their training cases the epoch."""
    settings = yaml.safe_load(find_config("fudan-fusion/smoke").read_text())
    settings["split"] = yaml.safe_load(find_config("fudan-fusion/paper").read_text())["split"]
    assert settings["split"]["validation"] == 0
    config = tmp_path / "fudan.yaml"
    config.write_text(yaml.safe_dump(settings))
    run, package = tmp_path / "run", tmp_path / "my-fudan"
    main(["train", "--config", str(config), "--cohort", str(tiny_cohort_folder), "--out", str(run)])
    with (run / "member-0/history.jsonl").open() as file:
        assert 0 <= json.loads(file.readline())["validation_accuracy"] <= 1
    main(["export", "--run", str(run), "--package", str(package), "--trained-on", "Spheres."])
    assert "Found out of fold" in (package / "card.md").read_text()


def test_a_run_does_not_go_on_with_another_cohort(tmp_path: Path, tiny_cohort_folder: Path) -> None:
    cohort = shutil.copytree(tiny_cohort_folder, tmp_path / "cohort")
    arguments = ["train", "--config", "cnn3d/smoke", "--cohort", str(cohort), "--out", str(tmp_path / "run")]
    main(arguments)
    table = cohort / "cohort.csv"
    table.write_text(table.read_text().replace("tiny-000,tiny-000", "tiny-000,other"))
    with pytest.raises(SystemExit, match="has changed since"):
        main(arguments)
    main(["evaluate", "--run", str(tmp_path / "run"), "--out", str(tmp_path / "report")])


def test_a_refused_cohort_leaves_nothing(tmp_path: Path) -> None:
    ct = ct_series(Study("R01-001"), lesion=ball())
    save(tmp_path / "archive", [*ct, segmentation(ct, ball())])
    (tmp_path / "own.csv").write_text("patient_id,EGFR\nR01-001,1\n")
    (tmp_path / "split.csv").write_text("patient_id,split\nR01-002,train\n")
    arguments = ["cohort", "--clinical", str(tmp_path / "own.csv"), "--dicom", str(tmp_path / "archive")]
    out = tmp_path / "made/cohort"
    split = ["--split", "table", str(tmp_path / "split.csv")]
    with pytest.raises(SystemExit, match="does not name R01-001"):
        main([*arguments, "--write-cases", "--out", str(out), *split])
    assert not out.parent.exists()
    main([*arguments, "--write-cases", "--out", str(out)])
    before = (out / "cohort.csv").read_text()
    with pytest.raises(SystemExit, match="cannot be dealt into 5 folds"):
        main([*arguments, "--write-cases", "--out", str(out), "--split", "folds"])
    assert (out / "cohort.csv").read_text() == before and (out / "cases/R01-001/ct.nii.gz").is_file()
    assert sorted(path.name for path in out.iterdir()) == ["README.md", "cases", "cohort.csv"]


def test_an_own_table_splits(tmp_path: Path) -> None:
    rows = [CaseRow(name, name) for name in ("R01-001", "b", "c")]
    table = tmp_path / "split.csv"
    table.write_text("patient_id,split,fold,test_set\nR01-001,train,0,\nb,train,1,\nc,test,,external\n")
    found, _ = apply_split(rows, SplitChoice("table", table=table))
    assert [(row.split, row.extra["fold"]) for row in found] == [("train", "0"), ("train", "1"), ("test", "")]
    assert found[2].extra["test_set"] == "external"
    table.write_text("patient_id,split\nR01-001,train\nb,tset\nc,test\n")
    with pytest.raises(CohortError, match="line 3: split 'tset'"):
        apply_split(rows, SplitChoice("table", table=table))
    table.write_text("patient_id,split,test_set\nR01-001,train,external\n")
    with pytest.raises(CohortError, match="Only test cases"):
        apply_split(rows, SplitChoice("table", table=table))
    table.write_text("patient_id,split\nR01-001,train\n")
    with pytest.raises(CohortError, match="does not name b"):
        apply_split(rows, SplitChoice("table", table=table))


@pytest.mark.parametrize(("kind", "repeats", "inner"), [("folds", 1, False), ("folds", 3, False),
                                                        ("nested", 2, True)])  # fmt: skip
def test_dealt_folds_keep_patients_whole_and_classes_even(kind: str, repeats: int, inner: bool) -> None:
    random = np.random.default_rng(0)
    rows = [
        CaseRow(f"c{i}", f"p{i // 2}", labels={"EGFR": int(random.random() < 0.3)}) for i in range(200)
    ]
    found, sentence = apply_split(rows, SplitChoice(kind, repeats=repeats))  # type: ignore[arg-type]
    assert ("3 times 5-fold" in sentence) == (repeats == 3) and ("nested" in sentence) == inner
    columns = ["fold", *(f"fold_{n}" for n in range(2, repeats + 1)), *(["inner_fold"] if inner else [])]
    assert list(found[0].extra) == columns
    for column in columns:
        of_patient: dict[str, set[str]] = {}
        for row in found:
            of_patient.setdefault(row.patient_id, set()).add(row.extra[column])
        assert all(len(folds) == 1 for folds in of_patient.values())
        first = {row.patient_id: row for row in reversed(found)}.values()
        for fold in set().union(*of_patient.values()):
            labels = [row.labels["EGFR"] for row in first if row.extra[column] == fold]
            assert abs(np.mean(labels) - np.mean([row.labels["EGFR"] for row in first])) < 0.06
    if repeats > 1:
        assert [row.extra["fold"] for row in found] != [row.extra["fold_2"] for row in found]


def test_a_learning_curve_s_run_learns_from_a_share_of_the_same_patients(
    tmp_path: Path, tiny_cohort_folder: Path
) -> None:
    cohort = shutil.copytree(tiny_cohort_folder, tmp_path / "cohort")
    rows = [
        replace(row, split="train", extra={"fold": str(i // 2 % 2)})
        for i, row in enumerate(read_cohort(cohort).rows)
    ]
    write_cohort(cohort, rows)
    run = open_run(replace(read_config(find_config("cnn3d/smoke")), training_share=0.5), cohort, tmp_path)
    for fold in outer_folds(run):
        seen = without_fold(run, fold, takes_folds=True)
        training = [row for row in seen.rows if row.split == "train"]
        assert len(training) == (len(rows) - len(fold.held_out)) / 2
        assert 2 * sum(row.labels["EGFR"] for row in training) == len(training), "both classes alike"
        assert {row.case_id for row in seen.rows if row.split == "test"} == fold.held_out
    with pytest.raises(SystemExit, match="2 is no share of patients"):
        main(
            ["train", "--config", "cnn3d/smoke", "--share", "2", "--cohort", str(cohort),
             "--out", str(tmp_path / "run")]
        )  # fmt: skip
