"""Finished packages on a new cohort: every lesion counted once, figures those of other implementations."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pandas
import pytest
from numpy.typing import NDArray
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, confusion_matrix, roc_auc_score
from statistics_oracles import clopper_pearson

from mutation_training.__main__ import main
from mutation_training.claims.conformal import FEWEST_OF_A_CLASS as FEWEST_FOR_SETS
from mutation_training.cohort.errors import CohortError
from mutation_training.evaluation.report import Report
from mutation_training.external.labels import match_labels, read_labels
from mutation_training.external.package_version import next_version
from mutation_training.external.recalibration import recalibrated
from mutation_training.external.report import external_report
from mutation_training.external.table import read_prediction_table

ROOT = Path(__file__).parents[3]
PACKAGE = ROOT / "models/packages/clinical-tcia"
COLUMNS = [
    "case", "patient_id", "segment", "component", "model", "model_version", "model_digest", "target",
    "probability", "status", "withheld_for", "threshold", "set", "set_level", "warnings", "volume_mm3",
    "clinical", "error_code", "error",
]  # fmt: skip
Row = dict[str, object]


def prediction(case: str, target: str, probability: float, **cells: object) -> Row:
    row: Row = {
        "case": case, "patient_id": f"P-{case}", "segment": 1, "model": "mmdl-demo", "model_version": "0.3.0",
        "model_digest": "sha256:1", "target": target, "probability": probability, "threshold": 0.4,
        "status": "mutant" if probability >= 0.4 else "wild-type", "warnings": "demonstration-weights",
    }  # fmt: skip
    return {**row, **cells}


def withheld(case: str, target: str, *reasons: str) -> Row:
    shown = prediction(case, target, 0.5)
    return {
        **shown, "probability": "", "threshold": "", "status": "withheld", "withheld_for": ";".join(reasons)
    }  # fmt: skip


def failed(case: str, code: str, **cells: object) -> Row:
    return {"case": case, "error_code": code, "error": "It cannot be read.", **cells}


def write(path: Path, rows: list[Row], columns: list[str] | None = None) -> Path:
    names = columns or list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def simulated(folder: Path, lesions: int = 240) -> tuple[Path, Path]:
    """An over-confident package on patients of two lesions; some withheld, failed, unlabelled, absent."""
    random = np.random.default_rng(11)
    rows: list[Row] = []
    labels: list[Row] = []
    for n in range(lesions):
        case, patient = f"c{n:03d}", f"P{n // 2:03d}"
        smoking = ("never", "former", "current")[random.integers(3)]
        truth = int(random.random() < (0.55 if smoking == "never" else 0.35))
        probability = float(expit(3 * (truth - 0.6 + random.normal())))
        known: Row = {"case": case, "EGFR": truth, "KRAS": ""}
        if n % 40 == 7:
            reasons = ("outside-lung", "unlike-training-data")
            rows.append({**withheld(case, "EGFR", *reasons), "patient_id": patient})
        elif n % 40 == 9:
            rows.append(failed(case, "no-ct"))
        elif n % 40 == 11:
            rows.append(failed(case, "gantry-tilt", model="mmdl-demo", segment=1, patient_id=patient))
        elif n % 40 != 13:
            sets = [*["mutant"] * (probability > 0.3), *["wild-type"] * (probability < 0.7)]
            rows.append(
                prediction(
                    case, "EGFR", round(probability, 6), patient_id=patient,
                    set=";".join(sets), set_level=0.9, clinical=f"age={50 + n % 30};sex=FM;smoking={smoking}",
                    volume_mm3=float(random.uniform(400, 9000)),
                    warnings="demonstration-weights" + (";thick-slices" if n % 3 == 0 else ""),
                )
            )  # fmt: skip
        if n % 40 == 15:
            known["EGFR"] = ""
        labels.append(known)
    return write(folder / "table.csv", rows, COLUMNS), write(folder / "labels.csv", labels)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("external")
    simulated(folder)
    return folder


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    return external_report(
        read_prediction_table(folder / "table.csv"), read_labels(folder / "labels.csv"), seed=1
    )


def judged_by_pandas(folder: Path) -> pandas.DataFrame:
    """The same cases, put together without the package under test."""
    table = pandas.read_csv(folder / "table.csv", dtype={"set": str})
    labels = pandas.read_csv(folder / "labels.csv")
    joined = table.merge(labels, on="case", validate="one_to_one")
    return joined[joined["probability"].notna() & joined["EGFR"].notna()]


def values(report: Report, name: str) -> list[dict[str, object]]:
    return [dict(row) for section in report.sections if section.name == name for row in section.values]


def test_figures_are_scikit_learns(folder: Path, report: Report) -> None:
    cases = judged_by_pandas(folder)
    labels, probabilities = cases["EGFR"].to_numpy(), cases["probability"].to_numpy()
    (egfr,) = report.targets
    found = egfr.first.assessment
    assert egfr.first.label == "mmdl-demo 0.3.0"
    assert (found.threshold, found.tuned_on, found.platt.slope) == (0.4, "package", 1)
    assert found.auc.value == pytest.approx(roc_auc_score(labels, probabilities))
    assert found.measures["brier"].value == pytest.approx(brier_score_loss(labels, probabilities))
    tn, fp, fn, tp = confusion_matrix(labels, probabilities >= 0.4).ravel()
    assert found.measures["sensitivity"].value == pytest.approx(tp / (tp + fn))
    assert found.measures["specificity"].value == pytest.approx(tn / (tn + fp))
    assert report.data.patients == cases["patient_id"].nunique()
    assert [group.name for group in egfr.first.subgroups if group.name == "Smoking"]
    assert not [group for group in egfr.first.subgroups if group.name == "Sex"], "FM is no sex"


def test_every_lesion_is_counted_once(folder: Path, report: Report) -> None:
    labels = pandas.read_csv(folder / "labels.csv")
    known = labels[labels["EGFR"].notna()]
    place = known["case"].str[1:].astype(int) % 40
    (flow,) = values(report, "flow")

    def counted(of: NDArray[np.bool_], **more: object) -> dict[str, object]:
        return {"lesions": int(of.sum()), "positives": int(known["EGFR"][of].sum()), **more}

    assert flow["judged"] == counted(~place.isin([7, 9, 11, 13]))
    assert flow["withheld"] == counted(place == 7, reasons={"outside-lung": 6, "unlike-training-data": 6})
    assert flow["failed"] == counted(place.isin([9, 11]), reasons={"no-ct": 6, "gantry-tilt": 6})
    assert flow["not_in_table"] == counted(place == 13)
    assert flow["endpoint_unknown"] == 6
    cases = judged_by_pandas(folder)
    positive = cases["EGFR"] == 1
    right = int((cases["probability"][positive] >= 0.4).sum())
    all_positives = int(known["EGFR"][~place.isin([13])].sum())
    assert flow["sensitivity_with_all"] == pytest.approx(right / all_positives, abs=1e-6)
    assert right / all_positives < right / positive.sum()


def test_sets_and_warnings_are_held_against_the_truth(folder: Path, report: Report) -> None:
    cases = judged_by_pandas(folder)
    (sets,) = values(report, "sets")
    for label, name, key in ((1, "mutant", "mutant"), (0, "wild-type", "wild_type")):
        of_class = cases[cases["EGFR"] == label]
        held = int(of_class["set"].str.split(";").apply(lambda classes, name=name: name in classes).sum())
        low, high = clopper_pearson(held, len(of_class))
        assert sets[key] == {
            "value": pytest.approx(held / len(of_class), abs=1e-6),
            "low": pytest.approx(low, abs=1e-6),
            "high": pytest.approx(high, abs=1e-6),
        }
    assert sets["one_class"] == int((~cases["set"].str.contains(";")).sum())
    (warning,) = values(report, "warnings")
    assert warning["warning"] == "thick-slices", "one that all lesions have says nothing"
    assert warning["lesions"] == int(cases["warnings"].str.contains("thick-slices").sum())


def test_recalibration_is_scikit_learns_and_mends_other_cases(folder: Path, report: Report) -> None:
    cases = judged_by_pandas(folder)
    labels, probabilities = cases["EGFR"].to_numpy(), cases["probability"].to_numpy()
    positives, negatives = labels.sum(), (1 - labels).sum()
    # Platt's smoothed targets: each case counts as both classes, with these weights.
    weights = np.where(labels == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    twice = np.concatenate([logit(probabilities)] * 2)[:, None]
    theirs = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(
        twice, np.repeat([1, 0], len(labels)), np.concatenate([weights, 1 - weights])
    )
    (offer,) = values(report, "recalibration")
    assert offer["offered"] is True
    assert offer["slope"] == pytest.approx(theirs.coef_[0, 0], abs=1e-4)
    assert offer["intercept"] == pytest.approx(theirs.intercept_[0], abs=1e-4)
    (egfr,) = report.targets
    by_model = {result.model: result.assessment for result in egfr.results}
    given, mended = by_model["package"], by_model["recalibrated"]
    assert mended.measures["brier"].value < given.measures["brier"].value
    assert abs(mended.calibration_slope - 1) < abs(given.calibration_slope - 1)
    assert egfr.first.versus_clinical is not None


def test_a_patients_lesions_are_scaled_by_other_patients(folder: Path, report: Report) -> None:
    """Other probabilities of one patient's lesions move the figures of the other folds, not of their own."""
    scores = report.targets[0].first.assessment.raw
    patients = {str(case): f"P{int(case[1:]) // 2}" for case in scores.case_ids}
    before = recalibrated(scores, patients, 1)
    twins = np.array([patients[str(case)] == patients[str(scores.case_ids[0])] for case in scores.case_ids])
    assert twins.sum() == 2 and before is not None
    changed = replace(scores, probabilities=np.where(twins, 0.5, scores.probabilities))
    after = recalibrated(changed, patients, 1)
    assert after is not None
    same = after.probabilities[~twins] == before.probabilities[~twins]
    assert len(same) * 0.1 < same.sum() < len(same) * 0.3, "one fold of five, fitted without the patient"


def test_command_gives_the_whole_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / "report"
    arguments = ["--predictions", folder / "table.csv", "--labels", folder / "labels.csv", "--out", out]
    main(["evaluate", *map(str, arguments)])
    printed = capsys.readouterr().out
    assert "6 withheld (outside-lung 6, unlike-training-data 6)" in printed
    assert "12 failed (no-ct 6, gantry-tilt 6)" in printed
    page = (out / "report.html").read_text()
    for heading in ("Discrimination", "At the threshold", "Calibration", "Subgroups of mmdl-demo 0.3.0",
                    "Who was judged", "Do the sets of classes hold here", "What warnings are worth",
                    "Recalibration for this site", "What the paper reports"):  # fmt: skip
        assert heading in page
    assert page.count("<svg") >= 2 and "the package’s" in page
    summary = json.loads((out / "report.json").read_text())
    assert summary["flow"][0]["failed"]["reasons"] == {"no-ct": 6, "gantry-tilt": 6}
    assert summary["targets"]["EGFR"][0]["tuned_on"] == "package"
    assert "### Who was judged" in (out / "report.md").read_text()


def test_labels_of_segments_patients_and_cohorts(tmp_path: Path) -> None:
    rows = [
        prediction("'=a/seg.dcm", "EGFR", 0.9, patient_id="A"),
        prediction("'=a/seg.dcm", "EGFR", 0.2, segment=2, patient_id="A"),
        prediction("b", "EGFR", 0.3, patient_id="B"),
        failed("d", "no-ct"),
    ]
    table = read_prediction_table(write(tmp_path / "table.csv", rows, COLUMNS))

    def known(labels: list[Row]) -> dict[tuple[str, str], list[int]]:
        found = match_labels(read_labels(write(tmp_path / "labels.csv", labels)), table)
        return {(case, n): [row.labels["EGFR"] for row in label] for (case, n, _), label in found.of.items()}

    assert known(
        [
            {"case": "=a/seg.dcm", "segment": 1, "EGFR": 1},
            {"case": "=a/seg.dcm", "segment": 2, "EGFR": 0},
            {"case": "d", "segment": 1, "EGFR": 1},
            {"case": "d", "segment": 2, "EGFR": 0},
        ]
    ) == {("=a/seg.dcm", "1"): [1], ("=a/seg.dcm", "2"): [0], ("d", ""): [1, 0]}
    assert known([{"patient_id": "A", "EGFR": 1}]) == {("=a/seg.dcm", "1"): [1], ("=a/seg.dcm", "2"): [1]}
    # A cohort's own names are not those of the table, its patients are.
    assert known([{"case_id": "A", "patient_id": "A", "EGFR": 0}]) == {
        ("=a/seg.dcm", "1"): [0],
        ("=a/seg.dcm", "2"): [0],
    }
    with pytest.raises(CohortError, match="cases of patient 'A' say different things"):
        known([{"case_id": name, "patient_id": "A", "EGFR": n} for n, name in enumerate("xy")])
    with pytest.raises(CohortError, match="names none of the cases or patients"):
        known([{"patient_id": "Z", "EGFR": 0}])
    with pytest.raises(CohortError, match="line 2, column 'EGFR': 'maybe' is not known"):
        known([{"patient_id": "A", "EGFR": "maybe"}])
    with pytest.raises(CohortError, match="knows no endpoint"):
        known([{"patient_id": "A", "EGFR": ""}])


def test_wrong_tables_are_named(tmp_path: Path) -> None:
    def read(*rows: Row) -> None:
        read_prediction_table(write(tmp_path / "table.csv", list(rows), COLUMNS))

    with pytest.raises(CohortError, match="already on line 2"):
        read(prediction("a", "EGFR", 0.5), prediction("a", "EGFR", 0.5))
    with pytest.raises(CohortError, match="line 2, column 'probability': '1.5'"):
        read(prediction("a", "EGFR", 1.5))
    with pytest.raises(CohortError, match="another package than above"):
        read(prediction("a", "EGFR", 0.5), prediction("b", "EGFR", 0.5, model_digest="sha256:2"))
    with pytest.raises(CohortError, match="does not go with the status 'withheld'"):
        read({**withheld("a", "EGFR"), "probability": 0.3})
    with pytest.raises(CohortError, match="column 'case' is missing"):
        read_prediction_table(write(tmp_path / "table.csv", [{"x": 1}]))


def test_shown_on_request_is_withheld_all_the_same(tmp_path: Path) -> None:
    folder = tmp_path
    simulated(folder)
    table = pandas.read_csv(folder / "table.csv", dtype=str)
    shown = table["case"] == "c000"
    table.loc[shown, "withheld_for"] = "outside-lung"
    table.to_csv(folder / "table.csv", index=False)
    rows = read_prediction_table(folder / "table.csv")
    report = external_report(rows, read_labels(folder / "labels.csv"), 1)
    (flow,) = values(report, "flow")
    assert flow["withheld"]["reasons"]["outside-lung"] == 7  # type: ignore[index]


def clinical_table(folder: Path, patients: int, package: Path) -> tuple[Path, Path]:
    """What `predict` would write for `clinical-tcia`, from its own graph, on patients with more mutations."""
    random = np.random.default_rng(5)
    session = onnxruntime.InferenceSession(package / "model.onnx", providers=["CPUExecutionProvider"])
    manifest = json.loads((package / "model.json").read_text())
    digest = subprocess.run(["sha256sum", package / "model.json"], capture_output=True, text=True).stdout[:64]
    tensor = next(given["tensor"] for given in manifest["inputs"])
    rows, labels = [], []
    for n in range(patients):
        inputs = np.array([[random.normal(), random.integers(2), random.integers(2)]], dtype=np.float32)
        given = session.run([manifest["outputs"]["probabilities"]], {tensor: inputs})[0][0]
        known: Row = {"case": f"c{n}"}
        for target in manifest["targets"]:
            p = float(given[target["index"]])
            scaling = target.get("calibration")
            if scaling:
                p = float(expit(scaling["slope"] * logit(p) + scaling["intercept"]))
            rows.append(
                prediction(
                    f"c{n}", target["id"], p, model=manifest["id"], model_version=manifest["version"],
                    model_digest=f"sha256:{digest}", threshold=target["threshold"],
                )
            )  # fmt: skip
            known[target["id"]] = int(random.random() < expit(2.2 * logit(p) + 2))
        labels.append(known)
    return write(folder / "table.csv", rows, COLUMNS), write(folder / "labels.csv", labels)


def recalibrate(package: Path, folder: Path, out: Path, *more: str) -> None:
    main(
        [
            "recalibrate", "--package", str(package), "--out", str(out), "--cases", "Simulated patients.",
            "--predictions", str(folder / "table.csv"), "--labels", str(folder / "labels.csv"), *more,
        ]
    )  # fmt: skip


def test_a_new_version_holds_the_scaling_and_says_so(tmp_path: Path) -> None:
    table, labels = clinical_table(tmp_path, 400, PACKAGE)
    out = tmp_path / "clinical-here"
    before = {path.name: path.read_bytes() for path in PACKAGE.iterdir()}
    recalibrate(PACKAGE, tmp_path, out)
    assert {path.name: path.read_bytes() for path in PACKAGE.iterdir()} == before
    old, new = (json.loads((folder / "model.json").read_text()) for folder in (PACKAGE, out))
    assert (new["id"], new["version"]) == ("clinical-here", next_version(old["version"]))
    assert new["description"].endswith("Recalibrated: Simulated patients.")
    for entry in (new["graph"], new["card"]):
        sha = subprocess.run(["sha256sum", out / entry["path"]], capture_output=True, text=True).stdout[:64]
        assert (sha, (out / entry["path"]).stat().st_size) == (entry["sha256"], entry["size"])
    rows = pandas.read_csv(table)
    known = pandas.read_csv(labels)
    for target, was in zip(new["targets"], old["targets"], strict=True):
        given = rows[rows["target"] == target["id"]]["probability"].to_numpy()
        scaled = expit(target["calibration"]["slope"] * logit(given) + target["calibration"]["intercept"])
        truth = known[target["id"]].to_numpy()
        assert brier_score_loss(truth, scaled) < brier_score_loss(truth, given)
        assert 1.7 < target["calibration"]["slope"] < 2.8 and 1 < target["calibration"]["intercept"] < 3
        sets = target["conformal"]
        assert sets["level"] == 0.95 and "conformal" not in was
        classes = {"mutant": truth == 1, "wildType": truth == 0}
        for name, of_class in classes.items():
            assert of_class.sum() >= FEWEST_FOR_SETS
            np.testing.assert_allclose(sets[name]["probabilities"], np.sort(scaled[of_class]), rtol=2e-5)
    card = (out / "card.md").read_text()
    assert card.startswith(f"# Clinical baseline (no image), version {new['version']}\n")
    assert f"Version {old['version']} (`sha256:" in card and "recalibrated at a site" in card
    assert card.index("## Calibration") < card.index("## Recalibration") < card.index("## Sets of classes")
    assert "Calibration cases are those of: EGFR this site, KRAS this site." in card

    twice = tmp_path / "clinical-twice"
    clinical_table(tmp_path, 400, out)
    recalibrate(out, tmp_path, twice, "--version", "1.0.0")
    again = json.loads((twice / "model.json").read_text())["targets"][0]["calibration"]
    assert again["slope"] == pytest.approx(new["targets"][0]["calibration"]["slope"] * 2.2, rel=0.3)
    assert (twice / "card.md").read_text().count("## Recalibration") == 1


def test_few_cases_move_threshold_and_sets_and_keep_every_reading(tmp_path: Path) -> None:
    package = tmp_path / "mmdl-demo"
    shutil.copytree(ROOT / "models/packages/mmdl-demo", package)
    random = np.random.default_rng(3)
    digest = subprocess.run(["sha256sum", package / "model.json"], capture_output=True, text=True).stdout[:64]
    rows = []
    labels: list[Row] = []
    for n in range(60):
        p = float(random.random())
        rows.append(prediction(f"c{n}", "EGFR", p, model_digest=f"sha256:{digest}"))
        rows.append(prediction(f"c{n}", "KRAS", p, model_digest=f"sha256:{digest}"))
        labels.append({"case": f"c{n}", "EGFR": int(random.random() < p), "KRAS": int(n < 5)})
    write(tmp_path / "table.csv", rows, COLUMNS)
    write(tmp_path / "labels.csv", labels)
    out = tmp_path / "mmdl-here"
    recalibrate(package, tmp_path, out)
    old, new = (json.loads((folder / "model.json").read_text())["targets"] for folder in (package, out))
    assert new[1] == old[1], "too few mutants: as before"
    slope, intercept = (new[0]["calibration"][name] for name in ("slope", "intercept"))
    for probabilities, before in (
        ([new[0]["threshold"]], [old[0]["threshold"]]),
        (new[0]["conformal"]["mutant"]["probabilities"], old[0]["conformal"]["mutant"]["probabilities"]),
    ):
        np.testing.assert_allclose(logit(probabilities), slope * logit(before) + intercept, atol=2e-4)
    card = (out / "card.md").read_text()
    version = json.loads((package / "model.json").read_text())["version"]
    assert f"Calibration cases are those of: EGFR version {version}, KRAS version {version}." in card
    assert "Not recalibrated: KRAS" in card
    assert (out / "likeness.json").read_bytes() == (package / "likeness.json").read_bytes()
    assert not (out / "model.json.sig").exists()


def test_what_cannot_be_recalibrated_is_refused(tmp_path: Path) -> None:
    clinical_table(tmp_path, 400, PACKAGE)
    there = tmp_path / "there"
    there.mkdir()
    with pytest.raises(SystemExit, match="is there already"):
        recalibrate(PACKAGE, tmp_path, there)
    with pytest.raises(SystemExit, match="is version 0.2.0 already"):
        recalibrate(PACKAGE, tmp_path, tmp_path / "new", "--version", "0.2.0")
    with pytest.raises(SystemExit, match="no prediction by mmdl-demo"):
        recalibrate(ROOT / "models/packages/mmdl-demo", tmp_path, tmp_path / "new")
    labels = pandas.read_csv(tmp_path / "labels.csv")
    labels[["EGFR", "KRAS"]] = 1 - labels[["EGFR", "KRAS"]]
    labels.to_csv(tmp_path / "labels.csv", index=False)
    with pytest.raises(SystemExit, match="No endpoint can be recalibrated"):
        recalibrate(PACKAGE, tmp_path, tmp_path / "new")
    assert not (tmp_path / "new").exists()
