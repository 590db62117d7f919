"""`mutation-train evaluate`: runs judged side by side, or finished packages on a new cohort."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from ..cohort.errors import CohortError
from ..cohort.table import Cohort, read_cohort
from ..controls.section import with_controls
from ..evaluation.markdown import table
from ..evaluation.page import render
from ..evaluation.planning import with_planning
from ..evaluation.predictions import Run, RunError, read_run
from ..evaluation.report import Report, cohort_folder, make_report
from ..evaluation.summary import summarise
from ..external.labels import read_labels
from ..external.report import external_report
from ..external.sections import flow_sentence
from ..external.table import read_prediction_table


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "evaluate",
        help="judge runs, or packages on a new cohort: report.html, report.json and report.md",
    )
    judged = parser.add_mutually_exclusive_group(required=True)
    judged.add_argument(
        "--run",
        type=Path,
        action="append",
        metavar="RUN",
        dest="runs",
        help="a run's folder; repeat it to put runs side by side (the first is compared with)",
    )
    judged.add_argument(
        "--predictions",
        type=Path,
        metavar="TABLE",
        help="table that `mutation-prediction predict CASES --csv TABLE` wrote: judges its packages",
    )
    parser.add_argument(
        "--labels",
        type=Path,
        metavar="CSV",
        help="with --predictions: what is known of the cases (column case or patient_id, and endpoints as 1, "
        "0 or empty), or TCIA's clinical table",
    )
    parser.add_argument(
        "--control",
        type=Path,
        action="append",
        default=[],
        metavar="RUN",
        dest="controls",
        help="with --run: the same recipe trained on a negative control (`mutation-train control`)",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="REPORT", help="folder of the report")
    parser.add_argument(
        "--cohort",
        type=Path,
        metavar="COHORT",
        help="the cohort's folder, if it is elsewhere than the run's config.yaml says",
    )
    parser.add_argument("--seed", type=int, default=1, help="of the bootstrap")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> None:
    try:
        report = evaluate(arguments)
    except (CohortError, RunError) as error:
        sys.exit(f"mutation-train evaluate: {error}")
    write_report(report, arguments.out)
    print("\n".join([*lines(report), f"{arguments.out / 'report.html'}"]))
    if report.failures:
        sys.exit("\n".join(f"mutation-train evaluate: failed: {text}." for text in report.failures))


def write_report(report: Report, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.html").write_text(render(report), encoding="utf-8")
    (folder / "report.md").write_text(table(report), encoding="utf-8")
    summary = json.dumps(summarise(report), indent=2, ensure_ascii=False, allow_nan=False)
    (folder / "report.json").write_text(summary + "\n", encoding="utf-8")


def evaluate(arguments: argparse.Namespace) -> Report:
    report = packages(arguments) if arguments.predictions is not None else runs(arguments)
    if not report.targets:
        raise RunError("\n".join([f"Nothing can be judged: {'; '.join(report.left_out)}.", *counts(report)]))
    return report


def packages(arguments: argparse.Namespace) -> Report:
    if arguments.labels is None:
        raise RunError("--predictions needs --labels: the table with what is known of the cases.")
    if arguments.cohort is not None:
        raise RunError("--cohort belongs to --run. With --predictions, --labels says what is known.")
    if arguments.controls:
        raise RunError("--control belongs to --run: a finished package has no recipe to train on a control.")
    rows = read_prediction_table(arguments.predictions)
    return external_report(rows, read_labels(arguments.labels), arguments.seed)


def runs(arguments: argparse.Namespace) -> Report:
    if arguments.labels is not None:
        raise RunError("--labels belongs to --predictions. The labels of a run are in its cohort.")
    found = [read_run(folder) for folder in arguments.runs]
    folder = cohort_folder(found, arguments.cohort)
    if folder is None:
        raise RunError("No run says which cohort it used. Name it with --cohort.")
    report = with_planning(make_report(found, read_cohort(folder), arguments.seed))
    controls = [(control, cohort_of(control)) for control in map(read_run, arguments.controls)]
    return with_controls(report, controls, arguments.seed) if controls else report


def cohort_of(run: Run) -> Cohort:
    if run.cohort is None:
        raise RunError(f"{run.name} does not say which cohort it used. Train the control again.")
    return read_cohort(run.cohort)


def lines(report: Report) -> list[str]:
    """AUCs, ours and the papers', and what each was measured on."""
    found = [report.data.sentence]
    for target in report.targets:
        for result in target.results:
            auc = result.assessment.auc
            found.append(
                f"{target.target:8s} {result.label:40s} AUC {auc.value:.3f} "
                f"({auc.low:.3f}-{auc.high:.3f}), {len(result.assessment.scores)} cases"
            )
    judged = {target.target for target in report.targets}
    for system in report.published:
        found.append(f"{system.source} reports, on {system.data}:")
        found += [
            f"{entry['target']:8s} {entry['model']:40s} AUC {entry['auc']:.3f}"
            for entry in system.results
            if entry["target"] in judged
        ]
    return [*found, *counts(report), *(f"left out: {text}" for text in report.left_out)]


def counts(report: Report) -> list[str]:
    """What became of every lesion of a new cohort."""
    flow = next((section for section in report.sections if section.name == "flow"), None)
    return [] if flow is None else [flow_sentence(row) for row in flow.values]
