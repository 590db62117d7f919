"""The evaluation report of finished packages on a new cohort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from ..cohort.table import CaseRow, Cohort
from ..evaluation.calibration import fit_platt
from ..evaluation.predictions import CLINICAL, EXTERNAL, Run, Scores
from ..evaluation.published import published_systems
from ..evaluation.report import Report, make_report
from .cases import TargetCases, cohort_rows, sort_cases
from .labels import Labels, match_labels
from .recalibration import clinical_baseline, ranks_rightly, recalibrated
from .sections import claims_section, flow_section, recalibration_section, warnings_section
from .table import PredictionRow

PACKAGE, RECALIBRATED = "package", "recalibrated"
HOW = "Predicted by finished packages, at their own thresholds; lesions without a figure are counted below."
METHODS = {
    "Threshold": "The package's own, set before these cases were seen. Of the clinical baseline Youden's on "
    "the cases judged.",
    "Calibration": "Probabilities as the package gives them. Points: tenths of the cases by predicted "
    "probability. ECE: mean distance of the points from the diagonal. Slope 1 and intercept 0 are right.",
    "Recalibrated": "Platt's scaling, for each case fitted on the cases of other patients (5-fold "
    "cross-validation by patient). Within a fold it changes no rank; over the folds the AUC differs a "
    "little from the package's.",
    "Clinical baseline": "Logistic regression on age, sex and smoking, for each case fitted on the cases of "
    "other patients of this cohort (5-fold cross-validation by patient).",
}


def external_report(rows: Sequence[PredictionRow], labels: Labels, seed: int) -> Report:
    """Raises CohortError where labels and predictions do not belong together."""
    matched = match_labels(labels, rows)
    sorted_cases = sort_cases(rows, matched)
    cohort = Cohort(Path(labels.name), tuple(cohort_rows(rows, matched)))
    by_name = {row.case_id: row for row in cohort.rows}
    runs = [run_of(model, cases, rows, by_name, seed) for model, cases in by_model(sorted_cases).items()]
    report = make_report([run for run in runs if run.scores], cohort, seed)
    sections = (
        flow_section(sorted_cases),
        claims_section(sorted_cases),
        warnings_section(sorted_cases),
        recalibration_section(sorted_cases),
    )
    return replace(
        report,
        data=replace(report.data, how=HOW),
        sections=tuple(section for section in sections if section.rows),
        methods=METHODS,
    )


def by_model(cases: Sequence[TargetCases]) -> dict[str, list[TargetCases]]:
    found: dict[str, list[TargetCases]] = {}
    for one in cases:
        found.setdefault(one.model, []).append(one)
    return found


def run_of(
    model: str,
    cases: Sequence[TargetCases],
    rows: Sequence[PredictionRow],
    cohort: Mapping[str, CaseRow],
    seed: int,
) -> Run:
    """The package as a run: its figures, what recalibration makes of them, and the clinical baseline."""
    scores: dict[tuple[str, str, str], Scores] = {}
    thresholds: dict[tuple[str, str], float] = {}
    patients = {name: row.patient_id for name, row in cohort.items()}
    for one in cases:
        if not one.judged:
            continue
        given = one.scores
        scores[PACKAGE, one.target, EXTERNAL] = given
        if one.threshold is not None:
            thresholds[PACKAGE, one.target] = one.threshold
        mended = recalibrated(given, patients, seed)
        platt = fit_platt(given.probabilities, given.labels)
        if mended is not None and ranks_rightly(platt):
            scores[RECALIBRATED, one.target, EXTERNAL] = mended
            if one.threshold is not None:
                moved = platt.apply(np.array([one.threshold]))
                thresholds[RECALIBRATED, one.target] = float(moved[0])
        baseline = clinical_baseline(given, cohort, seed)
        if baseline is not None:
            scores[CLINICAL, one.target, EXTERNAL] = baseline
    return Run(
        name=name_of(model, rows),
        system=system_of(model),
        seed=None,
        cohort=None,
        main_model=PACKAGE,
        scores=scores,
        thresholds=thresholds,
    )


def name_of(model: str, rows: Sequence[PredictionRow]) -> str:
    version = next((row.version for row in rows if row.model == model and row.version), "")
    return f"{model} {version}".strip()


def system_of(model: str) -> str:
    """By its name: `mmdl-demo` is `mmdl`; empty where it is none of the published ones."""
    return next((name for name in published_systems() if f"{model}-".startswith(f"{name}-")), "")
