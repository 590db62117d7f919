"""The report's section on negative controls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..cohort.table import Cohort
from ..evaluation.assess import Assessment, assess
from ..evaluation.predictions import Run, RunError
from ..evaluation.report import ModelResult, Report, Section, compared
from ..evaluation.roc import Interval
from ..evaluation.summary import interval_of
from .cohort import CONTROL, LABELS_PERMUTED
from .verdict import WHAT, ControlResult

TEXT = (
    "The same recipe trained and judged on cohorts in which something is gone. A model fails whose AUC "
    "survives the shuffled lesion or the labels of other patients (the control's interval lies above .5), or "
    "does not survive another background. Size and shape of a lesion stay in all of them."
)


def with_controls(report: Report, controls: Sequence[tuple[Run, Cohort]], seed: int) -> Report:
    """The report with the section, and with what fails among its failures. Raises RunError for a run that
    is no control of one that is reported."""
    results = [found for run, cohort in controls for found in of_control(report, run, cohort, seed)]
    section = Section(
        name="controls",
        title="Negative controls",
        text=TEXT,
        header=("Run", "Control", "Target", "AUC", "AUC of the control", "Verdict"),
        rows=tuple(row_of(result) for result in results),
        values=tuple(
            {
                "run": result.run,
                "control": result.kind,
                "target": result.target,
                "auc": interval_of(result.auc),
                "control_auc": interval_of(result.control),
                "p": None if result.difference is None else result.difference.p,
                "failure": result.failure,
            }
            for result in results
        ),
    )
    failed = tuple(
        f"{result.run}, {result.target}, {result.kind}: {result.failure}"
        for result in results
        if result.failure is not None
    )
    return replace(report, sections=(*report.sections, section), failures=(*report.failures, *failed))


def of_control(report: Report, run: Run, cohort: Cohort, seed: int) -> list[ControlResult]:
    kind = next((row.extra[CONTROL] for row in cohort.rows if row.extra.get(CONTROL)), None)
    if kind not in WHAT:
        raise RunError(
            f"{run.name} was not trained on a control cohort. Make one with `mutation-train control`."
        )
    models = [(target.target, of_system(report, run, target.results)) for target in report.targets]
    judged = [(target, model) for target, model in models if model is not None]
    if not judged:
        raise RunError(f"{run.name} is a control of {run.system}, of which no run is reported.")
    patients = {row.case_id: row.patient_id for row in cohort.rows}
    found = []
    for target, model in judged:
        control = control_assessment(run, target, patients, seed)
        if control is not None:
            difference = None if kind == LABELS_PERMUTED else compared(model.assessment, control)
            found.append(
                ControlResult(model.run, kind, target, model.assessment.auc, control.auc, difference)
            )
    return found


def of_system(report: Report, control: Run, results: Sequence[ModelResult]) -> ModelResult | None:
    names = {run.name for run in report.runs if run.system == control.system}
    return next((result for result in results if result.main and result.run in names), None)


def control_assessment(run: Run, target: str, patients: dict[str, str], seed: int) -> Assessment | None:
    splits = {
        split: scores
        for (model, name, split), scores in run.scores.items()
        if model == run.main_model and name == target
    }
    return assess(splits, patients, seed)


def row_of(result: ControlResult) -> tuple[str, ...]:
    verdict = "passes" if result.failure is None else f"fails: {result.failure}"
    what = f"{result.kind} ({WHAT[result.kind]})"
    return (result.run, what, result.target, spelled(result.auc), spelled(result.control), verdict)


def spelled(found: Interval) -> str:
    return f"{found.value:.3f} ({found.low:.3f} to {found.high:.3f})"
