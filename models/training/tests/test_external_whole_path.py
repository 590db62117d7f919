"""From a cohort through the command line to a report, to a new version, and to its predictions."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pandas
import pytest
from scipy.special import expit, logit

from mutation_training.__main__ import main
from mutation_training.cohort.table import read_cohort

ROOT = Path(__file__).parents[3]
CLI = ROOT / "cli/bin/mutation-prediction.js"
BUILT = ROOT / "cli/dist/main.js"
MADE, COPIES = 6, 8

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not BUILT.is_file(),
    reason="skipped: the command line is not built (npm run build:ts)",
)


def command_line(*arguments: str | Path, code: int = 0) -> None:
    done = subprocess.run(["node", str(CLI), *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == code, done.stderr


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few synthetic lesions, each several times, and one whose CT is cut off."""
    folder = tmp_path_factory.mktemp("whole-path")
    command_line("phantom-cohort", "--cases", MADE, "--seed", 3, "--out", folder / "made")
    lines = ["case,sex,age,smoking"]
    for row in read_cohort(folder / "made").rows:
        for copy in range(COPIES):
            case = f"{row.case_id}-{copy}"
            shutil.copytree(folder / "made/cases" / row.case_id, folder / "cases" / case)
            lines.append(f"{case},{row.sex or ''},{row.age or ''},{row.smoking or ''}")
    cut_off = folder / "cases/unreadable"
    shutil.copytree(folder / "made/cases" / row.case_id, cut_off)
    (cut_off / "ct.nii.gz").write_bytes((cut_off / "ct.nii.gz").read_bytes()[:20_000])
    (folder / "clinical.csv").write_text("\n".join(lines) + "\n")
    return folder


def write_labels(path: Path, table: pandas.DataFrame) -> None:
    """The more probable half of the lesions mutant, every fifth the other way round."""
    ranks = table["probability"].rank(method="first")
    labels = (ranks > ranks.median()).astype(float)
    labels[::5] = 1 - labels[::5]
    known = pandas.DataFrame({"case": table["case"], "EGFR": labels}).dropna()
    known["EGFR"] = known["EGFR"].astype(int)
    known.loc[len(known)] = ["never-segmented", 0]
    known.to_csv(path, index=False)


def predicted(cohort: Path, name: str, *models: str | Path) -> pandas.DataFrame:
    command_line("predict", cohort / "cases", "--csv", cohort / name, *models, code=3)
    return pandas.read_csv(cohort / name)


def test_from_a_cohort_to_a_recalibrated_package(cohort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = predicted(cohort, "table.csv", "--model", "cnn3d-demo", "--clinical", cohort / "clinical.csv")
    write_labels(cohort / "labels.csv", table)
    tables = ["--predictions", str(cohort / "table.csv"), "--labels", str(cohort / "labels.csv")]
    main(["evaluate", *tables, "--out", str(cohort / "report")])
    printed = capsys.readouterr().out
    summary = json.loads((cohort / "report/report.json").read_text())
    (flow,) = summary["flow"]
    lost = flow["withheld"]["lesions"]
    assert flow["judged"]["lesions"] + lost == MADE * COPIES
    assert flow["failed"]["lesions"] == 1 and sum(flow["failed"]["reasons"].values()) == 1
    assert flow["not_in_table"] == {"lesions": 1, "positives": 0}
    assert "1 failed (" in printed
    assert {group["name"] for group in summary["targets"]["EGFR"][0]["subgroups"]} >= {"Diameter"}

    package = cohort / "packages/cnn3d-here"
    main(
        ["recalibrate", "--package", str(ROOT / "models/packages/cnn3d-demo"), *tables, "--out", str(package),
         "--cases", "Synthetic lesions."]
    )  # fmt: skip
    again = predicted(cohort, "again.csv", "--models", cohort / "packages", "--model", "cnn3d-here")
    target = json.loads((package / "model.json").read_text())["targets"][0]
    slope, intercept = (target["calibration"][name] for name in ("slope", "intercept"))
    both = table.merge(again, on=["case", "segment"]).dropna(subset=["probability_x", "probability_y"])
    assert len(both) == MADE * COPIES - lost
    expected = expit(slope * logit(both["probability_x"]) + intercept)
    np.testing.assert_allclose(both["probability_y"], expected, atol=2e-6)
    assert (both["model_version_y"] != both["model_version_x"]).all()
    assert (both["model_digest_y"] != both["model_digest_x"]).all()
    assert (both["status_x"] == both["status_y"]).all(), "sets and threshold moved along"
