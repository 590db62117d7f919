"""Reports of simulated runs, whose truth is known."""

import argparse
import csv
import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import torch
import yaml
from simulated_runs import simulated_cohort, simulated_run
from sklearn.metrics import roc_auc_score

from mutation_training.cohort.table import read_cohort, write_cohort
from mutation_training.commands import evaluate
from mutation_training.evaluation.baseline import clinical_scores
from mutation_training.evaluation.calibration import fit_platt
from mutation_training.evaluation.predictions import RunError, Scores, read_run
from mutation_training.evaluation.published import published_systems
from mutation_training.evaluation.report import Report, make_report
from mutation_training.evaluation.tuning import tune


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs")
    rows = simulated_cohort(folder / "cohort")
    simulated_run(folder / "good", folder / "cohort", rows, noise=0.9)
    simulated_run(folder / "worse", folder / "cohort", rows, noise=1.6)
    return folder


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    runs = [read_run(folder / "good"), read_run(folder / "worse")]
    return make_report(runs, read_cohort(folder / "cohort"), seed=1)


def main(*arguments: str | Path) -> None:
    parser = argparse.ArgumentParser()
    evaluate.add_parser(parser.add_subparsers())
    parsed = parser.parse_args(["evaluate", *map(str, arguments)])
    parsed.func(parsed)


def test_judges_test_cases_with_known_labels(report: Report, folder: Path) -> None:
    rows = [row for row in read_cohort(folder / "cohort").rows if row.split == "test"]
    egfr, kras = report.targets
    assert (egfr.target, kras.target) == ("EGFR", "KRAS")
    assert len(egfr.first.assessment.scores) == len(rows)
    assert len(kras.first.assessment.scores) == sum("KRAS" in row.labels for row in rows) < len(rows)
    assert report.data.patients == len(rows) / 2


def test_auc_is_scikit_learns(report: Report) -> None:
    for target in report.targets:
        for result in target.results:
            raw = result.assessment.raw
            expected = roc_auc_score(raw.labels, raw.probabilities)
            assert result.assessment.auc.value == pytest.approx(expected)


def test_calibration_is_fitted_elsewhere_and_mends_over_confidence(report: Report, folder: Path) -> None:
    found = report.targets[0].first.assessment
    assert found.tuned_elsewhere
    assert found.platt.slope < 0.8
    assert found.measures["brier"].value < found.brier_uncalibrated
    test = found.raw.probabilities
    np.testing.assert_allclose(found.platt.apply(test), found.scores.probabilities)


def test_cases_out_of_fold_set_the_threshold_before_validation_cases() -> None:
    """As they set a package's: validation cases may be few."""
    random = np.random.default_rng(3)
    names = ("test", "validation", "out-of-fold")
    splits = {
        name: Scores(np.array([f"{name} {i}" for i in range(50)]), np.arange(50) % 2.0, random.random(50))
        for name in names
    }
    found = tune(splits, "test", None)
    assert found.tuned_on == "out-of-fold"
    expected = fit_platt(splits["out-of-fold"].probabilities, splits["out-of-fold"].labels)
    assert (found.platt.slope, found.platt.intercept) == (expected.slope, expected.intercept)
    del splits["out-of-fold"]
    assert tune(splits, "test", None).tuned_on == "validation"


def test_runs_are_compared_and_ranked_as_simulated(report: Report) -> None:
    good, clinical, worse = report.targets[0].results
    assert (good.label, clinical.label, worse.label) == ("good", "good · clinical", "worse")
    assert good.versus_first is None
    assert worse.versus_first is not None
    assert worse.versus_first.difference.high < 0
    assert worse.versus_first.p < 0.05
    assert good.versus_clinical is not None
    assert good.versus_clinical.difference.low > 0.1
    assert clinical.versus_clinical is None


def test_clinical_baseline_finds_the_clinical_signal(folder: Path) -> None:
    """Enough cases that never-smoking, which the simulation plants, must show."""
    cohort_folder = folder / "large"
    simulated_cohort(cohort_folder, cases=6000)
    cohort = read_cohort(cohort_folder)
    splits = {
        split: Scores(
            np.array([row.case_id for row in cohort.in_split(split).rows]),
            cohort.in_split(split).labels("EGFR"),
            np.zeros(len(cohort.in_split(split))),
        )
        for split in ("train", "test")
    }
    found = clinical_scores(cohort, splits["train"], splits)["test"]
    rows = {row.case_id: row for row in cohort.rows}
    never = np.array([rows[str(case)].smoking == "never" for case in found.case_ids])
    assert found.probabilities[never].min() > found.probabilities[~never].max() - 0.05
    assert 0.53 < roc_auc_score(found.labels, found.probabilities) < 0.62


def test_subgroups_cover_all_cases(report: Report) -> None:
    groups = report.targets[0].first.subgroups
    names = [group.name for group in groups]
    assert list(dict.fromkeys(names)) == ["Sex", "Smoking", "Age", "Diameter"]
    for name in set(names):
        assert sum(g.cases for g in groups if g.name == name) == len(report.targets[0].first.assessment.raw)
    assert [g.value[0] for g in groups if g.name == "Age"] == ["<", "5", "≥"]
    smallest = min(groups, key=lambda group: group.cases)
    assert smallest.auc is not None
    assert smallest.auc.low < smallest.auc.value


def test_folds_of_a_case_are_averaged(folder: Path, tmp_path: Path) -> None:
    rows = list(read_cohort(folder / "cohort").rows)[:40]
    run = read_run(simulated_run(tmp_path / "folds", folder / "cohort", rows, 0.5, folds=3))
    once = read_run(simulated_run(tmp_path / "once", folder / "cohort", rows, 0.5))
    folds, single = (r.scores["cnn", "EGFR", "test"] for r in (run, once))
    assert list(folds.case_ids) == list(single.case_ids)
    assert (folds.probabilities > single.probabilities).all()


def test_without_validation_the_threshold_is_marked(folder: Path, tmp_path: Path) -> None:
    rows = [row for row in read_cohort(folder / "cohort").rows if row.split != "validation"]
    run = read_run(simulated_run(tmp_path / "run", folder / "cohort", rows, 0.9))
    found = make_report([run], read_cohort(folder / "cohort"), seed=1).targets[0].first.assessment
    assert not found.tuned_elsewhere
    np.testing.assert_array_equal(found.raw.probabilities, found.scores.probabilities)


def test_one_class_is_left_out_and_said(folder: Path, tmp_path: Path) -> None:
    rows = [
        row
        for row in read_cohort(folder / "cohort").rows
        if row.split != "test" or (row.labels["EGFR"] == 1 and "KRAS" in row.labels)
    ]
    run = read_run(simulated_run(tmp_path / "run", folder / "cohort", rows, 0.9))
    found = make_report([run], read_cohort(folder / "cohort"), seed=1)
    assert [target.target for target in found.targets] == ["KRAS"]
    assert "run, cnn, EGFR: no test cases of both classes" in found.left_out


def test_command_writes_a_page_and_its_numbers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main("--run", folder / "good", "--run", folder / "worse", "--out", folder / "report")
    printed = capsys.readouterr().out
    summary = json.loads((folder / "report/report.json").read_text())
    page = (folder / "report/report.html").read_text()
    auc = summary["targets"]["EGFR"][0]["auc"]["value"]
    assert f"AUC {auc:.3f}" in printed
    assert f"<b>{auc:.3f}</b>" in page
    assert summary["data"]["synthetic"] is True
    assert "synthetic phantoms" in printed
    assert "nothing about patients" in page
    assert f"| EGFR | **good** | 240 | 103 | {auc:.3f} (" in (folder / "report/report.md").read_text()
    assert "EGFR     MMDL                                     AUC 0.813" in printed
    assert summary["published"][0]["results"][0]["auc"] == 0.8129
    assert summary["targets"]["EGFR"][2]["versus_first"]["difference"]["value"] < 0


def test_page_needs_nothing_else_and_its_pictures_are_svg(folder: Path) -> None:
    main("--run", folder / "good", "--out", folder / "single")
    page = (folder / "single/report.html").read_text()
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page), "the page loads something"
    pictures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(pictures) >= 2
    for picture in pictures:
        assert "viewBox" in ElementTree.fromstring(picture).attrib


def test_a_checkpoint_says_what_the_run_is_about(folder: Path, tmp_path: Path) -> None:
    rows = list(read_cohort(folder / "cohort").rows)[:40]
    run = simulated_run(tmp_path / "run", folder / "cohort", rows, 0.5)
    text = (run / "predictions.csv").read_text()
    (run / "predictions.csv").write_text(text + text.split("\n", 1)[1].replace(",cnn,", ",fusion,"))
    assert read_run(run).models == ["fusion", "cnn"]
    torch.save({"main_model": "cnn", "state": {"weight": torch.zeros(3)}}, run / "checkpoint.pt")
    assert read_run(run).models == ["cnn", "fusion"]


def test_report_is_the_same_every_time(folder: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        main("--run", folder / "good", "--out", tmp_path / name)
    for name in ("report.html", "report.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_patients_are_not_called_phantoms(tmp_path: Path) -> None:
    rows = simulated_cohort(tmp_path / "cohort", cases=200, synthetic=False)
    run = simulated_run(tmp_path / "run", tmp_path / "cohort", rows, 0.9)
    found = make_report([read_run(run)], read_cohort(tmp_path / "cohort"), seed=1)
    assert found.data.sentence == "cohort: 80 lesions of 40 patients."


def test_wrong_runs_are_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"config\.yaml does not exist"):
        read_run(tmp_path)
    with pytest.raises(SystemExit, match="predictions.csv, line 2: label 1 and probability 1.5"):
        main("--run", broken(folder, tmp_path, "1.5"), "--out", tmp_path / "out")
    with pytest.raises(RunError, match="line 2: not a number"):
        read_run(broken(folder, tmp_path, "high"))


def broken(folder: Path, tmp_path: Path, probability: str) -> Path:
    run = tmp_path / probability
    run.mkdir()
    (run / "config.yaml").write_text((folder / "good/config.yaml").read_text())
    (run / "predictions.csv").write_text(
        f"case_id,split,fold,model,target,label,probability\nC0000,test,,cnn,EGFR,1,{probability}\n"
    )
    return run


def test_published_figures_are_those_of_the_specification() -> None:
    systems = published_systems()
    assert set(systems) == {"mmdl", "cnn3d", "deep-radscore", "fudan-fusion", "ajou-multimodal"}
    first = {
        (name, entry["target"]): entry["auc"]
        for name, system in systems.items()
        for entry in reversed(system.results)
    }
    assert first["mmdl", "EGFR"] == 0.8129
    assert first["mmdl", "KRAS"] == 0.7423
    assert first["cnn3d", "EGFR"] == 0.947
    assert first["fudan-fusion", "EGFR"] == 0.751
    assert first["ajou-multimodal", "EGFR"] == 0.7760
    expected = {"EGFR": 0.884, "KRAS": 0.896, "ALK": 0.884, "TP53": 0.889, "PIK3CA": 0.896,
                "ROS1": 0.895, "PDL1": 0.893, "LVI": 0.889, "VPI": 0.903, "T4": 0.894}  # fmt: skip
    assert {target: auc for (name, target), auc in first.items() if name == "deep-radscore"} == expected


def test_named_test_sets_are_judged_apart(tmp_path: Path) -> None:
    rows = simulated_cohort(tmp_path / "cohort")
    sets = ("internal", "external")
    rows = [
        replace(row, extra={**row.extra, "test_set": sets[i // 200 % 2] if row.split == "test" else ""})
        for i, row in enumerate(rows)
    ]
    write_cohort(tmp_path / "cohort", rows)
    runs = [read_run(simulated_run(tmp_path / name, tmp_path / "cohort", rows, noise))
            for name, noise in (("good", 0.6), ("worse", 1.2))]  # fmt: skip
    report = make_report(runs, read_cohort(tmp_path / "cohort"), seed=1)
    names = ["good, internal", "good, external", "worse, internal", "worse, external"]
    assert [run.name for run in report.runs] == names
    found = {r.run: r for r in report.targets[0].results if r.main}
    for name in ("internal", "external"):
        cases = {row.case_id for row in rows if row.extra.get("test_set") == name}
        assert set(found[f"good, {name}"].assessment.raw.case_ids) == cases
        assert found[f"good, {name}"].versus_first is None
        versus = found[f"worse, {name}"].versus_first
        assert versus is not None and versus.difference.high < 0, "against the first run on the same set"
    assert found["good, internal"].assessment.threshold == found["good, external"].assessment.threshold


def test_out_of_fold_cases_are_called_by_the_other_folds_threshold(tmp_path: Path) -> None:
    rows = [replace(row, split="train") for row in simulated_cohort(tmp_path / "cohort", 300)]
    run = simulated_run(tmp_path / "run", tmp_path / "cohort", rows, 0.9)
    table = list(csv.DictReader((run / "predictions.csv").open()))
    for row in table:
        row["fold"] = str(int(row["case_id"][1:]) // 2 % 5)
        if row["fold"] == "0":
            # A fold on another scale: its own threshold would suit it, the others' does not.
            row["probability"] = f"{float(row['probability']) / 10:.6f}"
    with (run / "predictions.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, table[0])
        writer.writeheader()
        writer.writerows(table)
    report = make_report([read_run(run)], read_cohort(tmp_path / "cohort"), seed=1)
    found = report.targets[0].first.assessment
    assert found.split == "out-of-fold" and found.tuned_on == "other folds" and found.tuned_elsewhere
    outlying = {row["case_id"] for row in table if row["fold"] == "0"}
    first = np.array([case in outlying for case in found.raw.case_ids])
    assert found.called[first].mean() < 0.1 < found.called[~first].mean()
    others = found.raw.where(~first)
    platt = fit_platt(others.probabilities, others.labels)
    np.testing.assert_allclose(found.scores.probabilities[first], platt.apply(found.raw.probabilities[first]))


def test_shares_of_the_training_patients_make_a_learning_curve(tmp_path: Path) -> None:
    rows = simulated_cohort(tmp_path / "cohort", 400)
    for share, noise in ((0.25, 2.0), (1.0, 0.8)):
        run = simulated_run(tmp_path / f"share-{share:g}", tmp_path / "cohort", rows, noise)
        settings = yaml.safe_load((run / "config.yaml").read_text())
        (run / "config.yaml").write_text(yaml.safe_dump({**settings, "training_share": share}))
    main("--run", tmp_path / "share-1", "--run", tmp_path / "share-0.25", "--out", tmp_path / "report")
    summary = json.loads((tmp_path / "report/report.json").read_text())
    curve = [(p["share"], p["auc"]["value"]) for p in summary["learning_curve"] if p["target"] == "EGFR"]
    assert [share for share, _ in curve] == [0.25, 1.0] and curve[0][1] < curve[1][1]
    size = next(entry for entry in summary["sample_size"] if entry["target"] == "EGFR")
    training = [row.labels["EGFR"] for row in rows if row.split == "train"]
    assert (size["training_cases"], size["positives"]) == (len(training), sum(training))
