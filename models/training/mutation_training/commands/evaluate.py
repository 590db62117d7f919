"""`mutation-train evaluate`: one or several runs judged side by side."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from ..cohort.errors import CohortError
from ..cohort.table import read_cohort
from ..evaluation.markdown import table
from ..evaluation.page import render
from ..evaluation.predictions import RunError, read_run
from ..evaluation.report import Report, cohort_folder, make_report
from ..evaluation.summary import summarise


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "evaluate", help="judge runs on their test cases: report.html, report.json and report.md"
    )
    parser.add_argument(
        "--run",
        type=Path,
        action="append",
        required=True,
        metavar="RUN",
        dest="runs",
        help="a run's folder; repeat it to put runs side by side (the first is compared with)",
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
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "report.html").write_text(render(report), encoding="utf-8")
    (arguments.out / "report.md").write_text(table(report), encoding="utf-8")
    summary = json.dumps(summarise(report), indent=2, ensure_ascii=False, allow_nan=False)
    (arguments.out / "report.json").write_text(summary + "\n", encoding="utf-8")
    print("\n".join([*lines(report), f"{arguments.out / 'report.html'}"]))


def evaluate(arguments: argparse.Namespace) -> Report:
    runs = [read_run(folder) for folder in arguments.runs]
    folder = cohort_folder(runs, arguments.cohort)
    if folder is None:
        raise RunError("No run says which cohort it used. Name it with --cohort.")
    report = make_report(runs, read_cohort(folder), arguments.seed)
    if not report.targets:
        raise RunError(f"Nothing can be judged: {'; '.join(report.left_out)}.")
    return report


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
    return [*found, *(f"left out: {text}" for text in report.left_out)]
