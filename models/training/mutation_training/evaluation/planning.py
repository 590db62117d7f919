"""Were there enough cases: what those at hand bear, and what more of them brought."""

from __future__ import annotations

from collections.abc import Sequence

from .predictions import OUT_OF_FOLD, Run
from .report import ModelResult, Report, Section
from .roc import Interval
from .sample_size import affordable_parameters, auc_width, expected_r2, needed_cases
from .summary import interval_of

#: AUCs that one may have hoped for, and parameters: of the clinical baseline, and of a small signature.
ANTICIPATED = (0.7, 0.8, 0.9)
PARAMETERS = (3, 10)
SIZE_TEXT = (
    "By Riley et al. (2020): candidate parameters that the training cases bear at an AUC hoped for "
    "(shrinkage of at most 10 %, optimism of R² of at most .05, the share of positives known to ± .05), and "
    "cases that a model of so many would need. A network has far more; what it learnt then shows only on "
    "cases that it has not seen. Last, the width of the AUC's interval on the cases judged."
)
CURVE_TEXT = (
    "The same recipe on a share of its training patients (`train --share`), judged on the same cases. Where "
    "the AUC still rises, more patients would help."
)


def with_planning(report: Report) -> Report:
    sections = [sample_size(report), learning_curve(report)]
    found = tuple(section for section in sections if section.rows)
    return Report(**{**vars(report), "sections": (*report.sections, *found)})


def sample_size(report: Report) -> Section:
    rows, values = [], []
    for target in report.targets:
        for result in (result for result in target.results if result.main):
            counts = training_counts(report.runs, result, target.target)
            if counts is None:
                continue
            cases, positives = counts
            share = positives / cases
            bears = {auc: affordable_parameters(cases, auc, share) for auc in ANTICIPATED}
            needs = {p: needed_cases(p, expected_r2(0.8, share), share).cases for p in PARAMETERS}
            judged = len(result.assessment.scores)
            width = auc_width(judged, 0.8, float(result.assessment.scores.labels.mean()))
            rows.append(
                (result.run, target.target, f"{positives} / {cases}", *map(str, bears.values()),
                 *map(str, needs.values()), f"{width:.2f} ({judged} cases)")
            )  # fmt: skip
            values.append(
                {
                    "run": result.run,
                    "target": target.target,
                    "training_cases": cases,
                    "positives": positives,
                    "affordable_parameters": {str(auc): count for auc, count in bears.items()},
                    "needed_cases": {str(p): count for p, count in needs.items()},
                    "auc_width": round(width, 4),
                }
            )
    return Section(
        name="sample_size",
        title="Sample size",
        text=SIZE_TEXT,
        header=("Run", "Target", "Positive / training cases",
                *(f"Parameters at AUC {auc:g}" for auc in ANTICIPATED),
                *(f"Cases for {p} parameters at AUC .8" for p in PARAMETERS),
                "Interval's width at AUC .8"),
        rows=tuple(rows),
        values=tuple(values),
    )  # fmt: skip


def training_counts(runs: Sequence[Run], result: ModelResult, target: str) -> tuple[int, int] | None:
    """Cases whose label is known, and how many are positive; `None` unless both classes are there."""
    run = next(run for run in runs if run.name == result.run)
    splits = (run.scores.get((run.main_model, target, split)) for split in (OUT_OF_FOLD, "train"))
    # Out of fold may be judged what stands on the network alone, with fewer cases than that learnt from.
    known = [found for found in splits if found is not None and found.has_both_classes]
    scores = max(known, key=len, default=None)
    return None if scores is None else (len(scores), int(scores.labels.sum()))


def learning_curve(report: Report) -> Section:
    """Rows only where some run has learnt from a share of its cases."""
    shares = {run.name: run.training_share for run in report.runs}
    points = sorted(
        (
            (result.run, target.target, shares[result.run], result.assessment.auc)
            for target in report.targets
            for result in target.results
            if result.main
        ),
        key=lambda point: (point[1], point[2]),
    )
    partial = any(share < 1 for share in shares.values())
    return Section(
        name="learning_curve",
        title="Learning curve",
        text=CURVE_TEXT,
        header=("Target", "Share of training patients", "Run", "AUC"),
        rows=tuple((target, f"{share:.0%}", run, spelled(auc)) for run, target, share, auc in points)
        if partial
        else (),
        values=tuple(
            {"target": target, "share": share, "run": run, "auc": interval_of(auc)}
            for run, target, share, auc in points
        ),
    )


def spelled(found: Interval) -> str:
    return f"{found.value:.3f} ({found.low:.3f} to {found.high:.3f})"
