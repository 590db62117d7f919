"""Negative controls: what is disturbed, what is not, and which models fail."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
from simulated_runs import simulated_cohort, simulated_run
from tiny_cohort import write_tiny_cohort

from mutation_training.__main__ import main
from mutation_training.cohort.table import Cohort, read_cohort, write_cohort
from mutation_training.controls.cohort import KINDS


def voxels(cohort: Cohort, case: str) -> tuple[np.ndarray, np.ndarray]:
    folder = cohort.folder / "cases" / case
    return tuple(np.asarray(nib.load(folder / f"{name}.nii.gz").dataobj) for name in ("ct", "mask"))  # type: ignore[return-value]


@pytest.mark.parametrize("kind", KINDS)
def test_a_control_disturbs_what_it_says_and_nothing_else(tmp_path: Path, kind: str) -> None:
    cohort = read_cohort(write_tiny_cohort(tmp_path / "cohort", 12))
    out = tmp_path / "control"
    main(["control", "--cohort", str(cohort.folder), "--kind", kind, "--out", str(out)])
    control = read_cohort(out)
    assert [row.case_id for row in control.rows] == [row.case_id for row in cohort.rows]
    assert {row.extra["control"] for row in control.rows} == {kind}
    for row in cohort.rows:
        (before, mask), (after, same) = (voxels(c, row.case_id) for c in (cohort, control))
        np.testing.assert_array_equal(mask, same)
        for inside, disturbed in ((mask > 0, kind == "roi-shuffled"), (mask == 0, kind.startswith("back"))):
            assert (before[inside] == after[inside]).all() != disturbed
            np.testing.assert_array_equal(np.sort(before[inside]), np.sort(after[inside]))
    labels = [[row.labels for row in c.rows] for c in (cohort, control)]
    assert (labels[0] != labels[1]) == (kind == "labels-permuted")
    assert sorted(map(str, labels[0])) == sorted(map(str, labels[1]))
    assert (out / "radiomics").exists() == (kind == "labels-permuted"), "features of other voxels are others"
    with pytest.raises(SystemExit, match="is the cohort itself"):
        main(["control", "--cohort", str(out), "--kind", kind, "--out", str(out)])


def control_run(folder: Path, kind: str, noise: float) -> Path:
    rows = [
        replace(row, extra={**row.extra, "control": kind}) for row in simulated_cohort(folder / "cohort", 400)
    ]
    write_cohort(folder / "cohort", rows)
    return simulated_run(folder / f"{kind}-{noise:g}", folder / "cohort", rows, noise)


@pytest.mark.parametrize(
    ("kind", "noise", "failure"),
    [
        ("roi-shuffled", 0.8, "survives shuffling the lesion"),
        ("roi-shuffled", 500, None),
        ("labels-permuted", 0.8, "has been seen in training"),
        ("labels-permuted", 500, None),
        ("background-randomised", 0.8, None),
        ("background-randomised", 500, "the model reads it there"),
    ],
)
def test_a_model_fails_by_what_it_can_do_without(
    tmp_path: Path, kind: str, noise: float, failure: str | None
) -> None:
    rows = simulated_cohort(tmp_path / "cohort", 400)
    run = simulated_run(tmp_path / "model", tmp_path / "cohort", rows, 0.8)
    control = control_run(tmp_path / "control", kind, noise)
    command = ["evaluate", "--run", str(run), "--control", str(control), "--out", str(tmp_path / "report")]
    if failure is None:
        main(command)
    else:
        with pytest.raises(SystemExit, match=failure):
            main(command)
    report = json.loads((tmp_path / "report/report.json").read_text())
    found = [entry for entry in report["controls"] if entry["target"] == "EGFR"]
    assert len(found) == 1 and (found[0]["failure"] is None) == (failure is None)
    assert bool(report["failures"]) == (failure is not None)
    assert ("Failed." in (tmp_path / "report/report.html").read_text()) == (failure is not None)


def test_an_ordinary_run_is_no_control(tmp_path: Path) -> None:
    rows = simulated_cohort(tmp_path / "cohort", 200)
    run = simulated_run(tmp_path / "model", tmp_path / "cohort", rows, 0.8)
    with pytest.raises(SystemExit, match="was not trained on a control cohort"):
        main(["evaluate", "--run", str(run), "--control", str(run), "--out", str(tmp_path / "report")])
    assert not (tmp_path / "report").exists()
