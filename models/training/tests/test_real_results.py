"""`real-results`: its statistics against their definitions, and the command on small made tables."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from real_data import REPOSITORY, TCIA, needs_tcia
from scipy.stats import norm
from sklearn.metrics import roc_auc_score

from mutation_training.__main__ import main
from mutation_training.cohort.clinical import read_clinical
from mutation_training.cohort.table import CaseRow
from mutation_training.evaluation.comparison import compare_auc
from mutation_training.evaluation.cross_validated import OutOfFold, compare_fold_auc, components, fold_auc
from mutation_training.evaluation.markdown import spelled
from mutation_training.evaluation.roc import Interval, auc_interval
from mutation_training.real_results.features import read_features
from mutation_training.real_results.judged import Effort, judge, out_of_fold
from mutation_training.real_results.recipes import CLINICAL_RECIPES, RADIOMICS_RECIPES, Patients, Recipe
from mutation_training.real_results.report import detectable_auc
from mutation_training.real_results.unfinished import Unfinished
from mutation_training.tabular.radiomics import RadiomicsTableError


def one_fold(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    labels = (random.random(count) < 0.4).astype(float)
    return labels, random.normal(size=count) + labels


def same(found: Interval, expected: Interval) -> None:
    assert astuple(found) == pytest.approx(astuple(expected))


def test_the_auc_of_folds_is_their_mean() -> None:
    labels, scores = one_fold(100, 0)
    folds = np.arange(100) % 4
    of_folds = [roc_auc_score(labels[folds == fold], scores[folds == fold]) for fold in range(4)]
    shifted = scores + 10 * folds
    found = OutOfFold(np.stack([scores, shifted]), np.stack([folds, folds]))
    counts = [int((labels[folds == fold] == 1).sum()) for fold in range(4)]
    positives, _ = components(found, labels)
    assert positives.mean() == pytest.approx(np.average(of_folds, weights=counts))
    alone = OutOfFold(scores[None], folds[None])
    # Folds are never compared with each other.
    same(fold_auc(found, labels), fold_auc(alone, labels))


def test_in_one_fold_they_are_the_plain_statistics() -> None:
    labels, scores = one_fold(120, 1)
    other = scores + np.random.default_rng(2).normal(size=120)
    whole = np.zeros((1, 120), dtype=int)
    same(fold_auc(OutOfFold(scores[None], whole), labels), auc_interval(scores, labels))
    found = compare_fold_auc(OutOfFold(scores[None], whole), OutOfFold(other[None], whole), labels)
    delong = compare_auc(scores, other, labels)
    assert found.difference.value == pytest.approx(delong.difference.value)
    assert found.p == pytest.approx(delong.p)


def test_patients_left_out_are_not_compared() -> None:
    labels, scores = one_fold(80, 3)
    among = np.arange(80) < 50
    found = OutOfFold(scores[None], np.zeros((1, 80), dtype=int))
    same(fold_auc(found, labels, among), auc_interval(scores[among], labels[among]))


def test_a_cohort_tells_large_aucs_only() -> None:
    assert detectable_auc(16, 44) > detectable_auc(160, 440) > 0.5
    # Simulated: four of five cohorts of 50 and 50 with this AUC have an interval above .5.
    random, auc = np.random.default_rng(0), detectable_auc(50, 50)
    shift = np.sqrt(2) * float(norm.ppf(auc))
    labels = np.repeat([1.0, 0.0], 50)
    told = [
        auc_interval(random.normal(size=100) + shift * labels, labels).low > 0.5 for _ in range(400)
    ]
    assert np.mean(told) == pytest.approx(0.8, abs=0.06)


def made_patients(count: int = 90) -> tuple[list[CaseRow], np.ndarray, np.ndarray]:
    """Smoking and the first feature tell of EGFR, nothing of KRAS."""
    random = np.random.default_rng(5)
    rows, features = [], random.lognormal(size=(count, 30))
    labels = np.arange(count) % 3 == 0
    for i in range(count):
        smoker = random.random() < (0.25 if labels[i] else 0.75)
        rows.append(
            CaseRow(
                f"R01-{i:03}" if i % 2 else f"AMC-{i:03}", f"R01-{i:03}" if i % 2 else f"AMC-{i:03}",
                sex="F" if random.random() < 0.5 else "M", age=float(random.integers(40, 85)),
                smoking="former" if smoker else "never", stage=int(random.integers(1, 5)),
                labels={"EGFR": int(labels[i]), "KRAS": int(random.random() < 0.4)},
                extra={"histology": "Adenocarcinoma" if i % 5 else "Squamous cell carcinoma"},
            )
        )  # fmt: skip
    features[labels, 0] *= 6
    return rows, labels.astype(float), features


def test_a_signal_is_found_and_controls_show_none() -> None:
    rows, labels, features = made_patients()
    patients = Patients(tuple(rows), features, ("original_shape_MeshVolume", *map(str, range(29))))
    by_name = {recipe.name: recipe for recipe in RADIOMICS_RECIPES}
    names = [
        "age, sex, smoking: logistic regression",
        "the lesion's volume: logistic regression",
        "Deep-RadScore: RadScore, age, sex, smoking",
    ]
    found = judge([by_name[name] for name in names], patients, labels, Effort(1, 3, 7))
    clinical, volume, joint = found
    assert clinical.versus_first is None and clinical.lesions_exchanged is None
    assert volume.auc.low > 0.8 and joint.auc.value > clinical.auc.value
    assert volume.versus_first is not None and volume.versus_first.p_holm is not None
    assert volume.versus_first.p_holm >= volume.versus_first.p
    assert all(abs(one.labels_permuted.mean - 0.5) < 0.15 for one in found)
    assert joint.lesions_exchanged is not None and joint.lesions_exchanged.high < joint.auc.value
    assert set(volume.other_sites) == {"AMC", "R01"} and volume.other_sites["AMC"].value > 0.8
    assert volume.adenocarcinoma is not None and volume.adenocarcinoma.value > 0.8


@pytest.mark.parametrize("recipe", [*CLINICAL_RECIPES, *RADIOMICS_RECIPES], ids=lambda recipe: recipe.name)
def test_no_recipe_sees_who_is_judged(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mutation_training.real_results.recipes.CLASSIFIERS", ("logistic", "naive-bayes"))
    rows, labels, features = made_patients(60)
    patients = Patients(tuple(rows), features, ("original_shape_VoxelVolume", *map(str, range(29))))
    seen, unseen = np.arange(40), np.arange(40, 60)
    asked = recipe.fit(patients.take(seen), labels[seen], patients.take(unseen), 1)
    one_by_one = recipe.fit(patients.take(seen), labels[seen], patients.take(unseen[:1]), 1)
    assert asked.shape == (20,) and ((asked >= 0) & (asked <= 1)).all()
    assert one_by_one[0] == pytest.approx(asked[0]), "the others who are judged change nothing"


def write_tables(folder: Path) -> tuple[Path, Path]:
    """A clinical table in cohort.csv's columns, and features as PyRadiomics' command line writes them."""
    rows, _, features = made_patients()
    clinical, table = folder / "clinical.csv", folder / "features.csv"
    with clinical.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["patient_id", "sex", "age", "smoking", "stage", "EGFR", "KRAS", "histology"])
        for row in rows:
            known = [row.patient_id, row.sex, row.age, row.smoking, row.stage]
            writer.writerow([*known, *row.labels.values(), "Adenocarcinoma"])
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        names = ["original_shape_MeshVolume", *(f"wavelet-LLH_glcm_f{i}" for i in range(29))]
        writer.writerow(["", "Image", "Mask", "diagnostics_Versions_PyRadiomics", *names])
        for i, (row, values) in enumerate(zip(rows, features, strict=True)):
            image = f"/data/images/{row.patient_id}.nii.gz"
            writer.writerow([i, image, image.replace("images", "masks"), "v3.0.1", *values])
    return clinical, table


def test_features_are_pyradiomics_or_ours(tmp_path: Path) -> None:
    clinical, path = write_tables(tmp_path)
    known = read_clinical(clinical).records
    table = read_features(path, known)
    assert table.patients[0] == "AMC-000" and table.values.shape == (90, 30)
    assert table.features[0] == "original_shape_MeshVolume"
    text = path.read_text(encoding="utf-8")
    ours = tmp_path / "ours.csv"
    ours.write_text(text.replace("Image", "Case", 1).replace("/data/images/", ""), encoding="utf-8")
    assert read_features(ours, known).patients == table.patients
    twice = tmp_path / "twice.csv"
    twice.write_text(text.replace("R01-001", "R01-003"), encoding="utf-8")
    with pytest.raises(RadiomicsTableError, match="named twice"):
        read_features(twice, known)
    with pytest.raises(RadiomicsTableError, match="has no patient 'AMC-000'"):
        read_features(path, {})
    with pytest.raises(RadiomicsTableError, match="needs a column Case or Image"):
        read_features(clinical, known)


def test_the_command_writes_both_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clinical, features = write_tables(tmp_path)
    # Whole recipes take minutes; those that choose among seven classifiers are tried above.
    few = {"CLINICAL_RECIPES": CLINICAL_RECIPES[:1], "RADIOMICS_RECIPES": RADIOMICS_RECIPES[:2]}
    for name, recipes in few.items():
        monkeypatch.setattr(f"mutation_training.commands.real_results.{name}", recipes)
    out = tmp_path / "out"
    main(
        ["real-results", "--clinical", str(clinical), "--features", str(features), "--out", str(out)]
        + ["--repeats", "1", "--controls", "1"]
    )
    assert str(out / "real-results.md") in capsys.readouterr().out
    found = json.loads((out / "real-results.json").read_text(encoding="utf-8"))
    assert [(table["title"], table["target"]) for table in found["tables"]] == [
        ("The clinical table", "EGFR"),
        ("The clinical table", "KRAS"),
        ("The table of features", "EGFR"),
        ("The table of features", "KRAS"),
    ]
    text = (out / "real-results.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (?!recipe|---)", text, re.MULTILINE)
    assert len(rows) == 2 * 1 + 2 * 2
    assert "Four of five cohorts of this size" in text


def test_an_interrupted_run_goes_on_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinical, _ = write_tables(tmp_path)
    monkeypatch.setattr(
        "mutation_training.commands.real_results.CLINICAL_RECIPES", CLINICAL_RECIPES[:1]
    )

    def run(out: Path, seed: int = 7) -> None:
        main(
            ["real-results", "--clinical", str(clinical), "--out", str(out), "--seed", str(seed)]
            + ["--repeats", "1", "--controls", "1"]
        )

    once, asked = Unfinished.once, list[str]()

    def stopping(self: Unfinished, name: str, find: Callable[[], Any]) -> Any:
        if name == "1-0-labels" and "1-0-labels" not in asked:
            asked.append(name)
            raise KeyboardInterrupt
        return once(self, name, lambda: (asked.append(name), find())[1])

    monkeypatch.setattr(Unfinished, "once", stopping)
    out, whole = tmp_path / "out", tmp_path / "whole"
    with pytest.raises(KeyboardInterrupt):
        run(out)
    assert [path.name for path in out.iterdir()] == [".unfinished"]
    with pytest.raises(SystemExit, match="unfinished run of other tables or settings"):
        run(out, seed=8)
    run(out)
    assert [name for name in asked if name.endswith("out-of-fold")] == ["0-0-out-of-fold", "1-0-out-of-fold"]
    assert sorted(path.name for path in out.iterdir()) == ["real-results.json", "real-results.md"]
    run(whole)
    assert (out / "real-results.json").read_text() == (whole / "real-results.json").read_text()


def test_too_few_patients_are_refused_and_nothing_is_left(tmp_path: Path) -> None:
    clinical, _ = write_tables(tmp_path)
    lines = clinical.read_text(encoding="utf-8").splitlines()
    clinical.write_text("\n".join(lines[:20]), encoding="utf-8")
    out = tmp_path / "out"
    with pytest.raises(SystemExit, match="patients of the rarer class of EGFR; 10 are needed"):
        main(["real-results", "--clinical", str(clinical), "--out", str(out)])
    assert not out.exists()


@needs_tcia
@pytest.mark.parametrize("target", ["EGFR", "KRAS"])
def test_the_page_says_what_the_clinical_table_gives(target: str) -> None:
    rows = [record.row for record in read_clinical(TCIA / "clinical-labels.csv").records.values()]
    known = tuple(row for row in rows if target in row.labels)
    labels = np.array([float(row.labels[target]) for row in known])
    found = fold_auc(out_of_fold(CLINICAL_RECIPES[0], Patients(known), labels, Effort()), labels)
    page = (REPOSITORY / "docs" / "real-results.md").read_text(encoding="utf-8")
    assert f"| {CLINICAL_RECIPES[0].name} | {spelled(found)}" in re.sub(" +", " ", page)
