"""report.html: one file that needs nothing else."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from .assess import Assessment
from .calibration import SMALLEST_SLOPE
from .comparison import Comparison
from .figures import MOST_CURVES, curves
from .published import PublishedSystem
from .report import ModelResult, Report, Section, TargetReport
from .roc import Interval
from .tuning import AS_IS, OTHER_FOLDS, PACKAGE

STYLE = Path(__file__).with_name("page.css")
MEASURES = (
    ("average_precision", "AP"), ("accuracy", "Accuracy"), ("sensitivity", "Sensitivity"),
    ("specificity", "Specificity"), ("ppv", "PPV"), ("npv", "NPV"), ("f1", "F1"),
    ("macro_f1", "Macro-F1"),
)  # fmt: skip
METHODS = (
    ("AUC", "Area under the ROC curve with Newcombe's 95 % interval; p by DeLong's test for correlated "
            "curves on the cases that both models judged, differences' intervals from the AUCs' own."),
    ("AP", "Average precision. Intervals of all measures but the AUC: bootstrap of patients, percentiles."),
    ("Threshold", "Maximises sensitivity + specificity (Youden) on the validation cases, or out of fold: "
                  "of cases judged out of fold, on the other folds. Never on those judged, unless the table "
                  "says so."),
    ("Calibration", "Platt's scaling, fitted where the threshold is, before everything but AUC and AP. "
                    "Points: tenths of the cases by predicted probability. ECE: mean distance of the "
                    "points from the diagonal. Slope 1 and intercept 0 are right. In the large: the "
                    "intercept with a slope of 1; above 0 the probabilities are too low on average."),
    ("Net benefit", "True positives minus false positives weighted by the odds of the threshold "
                    "probability, per patient."),
    ("Subgroups", "Thirds of age and diameter (of the sphere as large as the lesion) by the cases "
                  "judged. Groups with fewer than five positives or negatives have no AUC."),
    ("Clinical baseline", "The run's own; where it has none, logistic regression on age, sex and smoking, "
                          "fitted on the training cases."),
    ("p", "After Holm, over all comparisons with the clinical baseline, and over all with the first run."),
)  # fmt: skip


def render(report: Report) -> str:
    """The whole page."""
    title = "Evaluation of " + ", ".join(run.name for run in report.runs)
    body = "".join(
        [
            f"<h1>{escape(title)}</h1>",
            f'<p class="soft">{escape(report.data.sentence)}</p>',
            '<p class="banner"><strong>Research use only.</strong> '
            + (
                "Synthetic data with a planted signal: the figures show whether the software learns "
                "what was planted, and nothing about patients."
                if report.data.synthetic
                else "Not for clinical decisions. The figures hold for these patients."
            )
            + "</p>",
            *(f'<p class="banner"><strong>Failed.</strong> {escape(text)}.</p>' for text in report.failures),
            f'<div class="cards">{"".join(map(card, report.targets))}</div>',
            *map(target_section, report.targets),
            *map(own_section, report.sections),
            published_section(report),
            methods_section(report),
        ]
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE.read_text()}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )


def card(target: TargetReport) -> str:
    first = target.first
    gain = first.versus_clinical
    lines = [f"<small>AUC {range_of(first.assessment.auc)}</small>"]
    if gain is not None:
        lines.append(f"<small>{signed(gain.difference.value)} over clinical, {p_value(gain)}</small>")
    return (
        f'<a class="card" href="#{escape(target.target)}"><span class="name">{escape(target.target)}'
        f"</span><b>{first.assessment.auc.value:.3f}</b>{''.join(lines)}"
        f"<small>{cases_of(first)}</small></a>"
    )


def target_section(target: TargetReport) -> str:
    first = target.first.assessment
    parts = [
        f'<section id="{escape(target.target)}"><h2>{escape(target.target)}</h2>',
        f'<p class="soft">Judged on the {first.split} cases: {cases_of(target.first)}.</p>',
        curves(target),
        more_curves(target),
        "<h3>Discrimination</h3>",
        discrimination(target),
        "<h3>At the threshold</h3>",
        at_threshold(target),
        "<h3>Calibration</h3>",
        calibration(target),
    ]
    for result in target.results:
        if result.subgroups:
            opened = " open" if result is target.first else ""
            heading = f"<h3>Subgroups of {escape(result.label)}</h3>"
            parts.append(f"<details{opened}><summary>{heading}</summary>{subgroup_table(result)}</details>")
    return "".join([*parts, "</section>"])


def more_curves(target: TargetReport) -> str:
    hidden = len(target.results) - MOST_CURVES
    return f'<p class="soft">{hidden} more models are in the tables only.</p>' if hidden > 0 else ""


def discrimination(target: TargetReport) -> str:
    compares = any(result.versus_first for result in target.results)
    header = ["Model", "Cases", "Positive", "AUC", "AP", "Training AUC", "Over clinical"]
    header += [f"Over {target.first.label}"] if compares else []
    rows = []
    for result in target.results:
        found = result.assessment
        cells = [
            escape(result.label),
            str(len(found.scores)),
            str(int(found.scores.labels.sum())),
            estimate(found.auc),
            estimate(found.measures["average_precision"]),
            "–" if found.training_auc is None else f"{found.training_auc:.3f}",
            difference(result.versus_clinical),
        ]
        rows.append((result.main, cells + ([difference(result.versus_first)] if compares else [])))
    return table(header, rows)


def at_threshold(target: TargetReport) -> str:
    names = [(key, title) for key, title in MEASURES if key != "average_precision"]
    rows = []
    for result in target.results:
        found = result.assessment
        cells = [escape(result.label), f"{found.threshold:.3f}{source_of(found)}"]
        rows.append((result.main, cells + [estimate(found.measures[key]) for key, _ in names]))
    return table(["Model", "Threshold", *(title for _, title in names)], rows)


def source_of(assessment: Assessment) -> str:
    """Of a threshold that was not found on the validation cases."""
    if assessment.tuned_on == PACKAGE:
        return "<small>the package’s</small>"
    if assessment.tuned_on == OTHER_FOLDS:
        return "<small>mean of the other folds’</small>"
    return "" if assessment.tuned_elsewhere else "<small>from these cases</small>"


def calibration(target: TargetReport) -> str:
    rows = []
    for result in target.results:
        found = result.assessment
        # One probability for all has no slope.
        flat = found.platt.slope == SMALLEST_SLOPE
        cells = [
            escape(result.label),
            scaling(found),
            f"{found.brier_uncalibrated:.3f}",
            estimate(found.measures["brier"]),
            f"{found.expected_calibration_error:.3f}",
            "–" if flat else signed(found.calibration_slope, 2).lstrip("+"),
            "–" if flat else signed(found.calibration_intercept, 2),
            signed(found.calibration_in_the_large, 2),
        ]
        rows.append((result.main, cells))
    header = ["Model", "Scaling", "Brier before", "Brier", "ECE", "Slope", "Intercept", "In the large"]
    return table(header, rows)


def scaling(assessment: Assessment) -> str:
    platt = assessment.platt
    if assessment.platt == AS_IS:
        return "as given"
    if platt.slope == SMALLEST_SLOPE:
        return "one probability for all"
    return f"{platt.slope:.2f} · logit {signed(platt.intercept, 2)}"


def subgroup_table(result: ModelResult) -> str:
    rows = []
    previous = ""
    for group in result.subgroups:
        name = f"{group.name}: {group.value}"
        cells = [
            escape(name),
            str(group.cases),
            str(group.positives),
            "too few" if group.auc is None else estimate(group.auc),
            "" if group.auc is None else forest(group.auc),
            percent(group.sensitivity),
            percent(group.specificity),
        ]
        rows.append((group.name != previous, cells))
        previous = group.name
    return table(["Group", "Cases", "Positive", "AUC", "", "Sensitivity", "Specificity"], rows)


def forest(interval: Interval) -> str:
    """The interval as a line and the estimate as a point, from 0 to 1 with a tick at one half."""
    low, value, high = (f"{100 * x:.1f}" for x in (interval.low, interval.value, interval.high))
    return (
        '<svg class="forest" viewBox="-4 0 108 14" aria-hidden="true">'
        '<path d="M0 7H100" class="axis"/><path d="M50 3V11" class="axis"/>'
        f'<path d="M{low} 7H{high}" class="reach"/><circle cx="{value}" cy="7" r="3"/></svg>'
    )


def own_section(section: Section) -> str:
    rows = [(False, [escape(cell) for cell in row]) for row in section.rows]
    return (
        f'<section id="{escape(section.name)}"><h2>{escape(section.title)}</h2>'
        f'<p class="soft">{escape(section.text)}</p>{table(section.header, rows)}</section>'
    )


def published_section(report: Report) -> str:
    return "".join(published_table(system, report) for system in report.published)


def published_table(system: PublishedSystem, report: Report) -> str:
    keys = ("accuracy", "sensitivity", "specificity", "f1", "macro_f1")
    titles = dict(MEASURES)
    rows = []
    judged = {target.target for target in report.targets}
    for entry in system.results:
        if entry["target"] in judged:
            low, high = entry.get("low"), entry.get("high")
            interval = f"<small>{low:.3f} – {high:.3f}</small>" if low else ""
            cells = [f"Paper: {escape(entry['model'])}", entry["target"], f"{entry['auc']:g}{interval}"]
            rows.append((False, cells + [f"{entry[key]:g}" if key in entry else "–" for key in keys]))
    for target in report.targets:
        for result in target.results:
            if result.main and result.run in {r.name for r in report.runs if r.system == system.system}:
                found = result.assessment
                cells = [f"This run: {escape(result.label)}", target.target, estimate(found.auc)]
                rows.append((True, cells + [shown(found.measures[key].value) for key in keys]))
    ours = "synthetic phantoms" if report.data.synthetic else report.data.sentence
    return (
        f"<section><h2>What the paper reports: {escape(system.source)}</h2>"
        f"<p><strong>Paper’s data:</strong> {escape(system.data)}. "
        f"<strong>This run’s data:</strong> {escape(ours)}.</p>"
        f'<p class="soft">Side by side for orientation; figures from different data do not compare. '
        f"{escape(system.note)}</p>"
        + table(["Model", "Target", "AUC", *(titles[key] for key in keys)], rows)
        + "</section>"
    )


def methods_section(report: Report) -> str:
    methods = {**dict(METHODS), **report.methods}
    terms = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in methods.items())
    runs = "; ".join(
        f"{run.name} ({run.system or 'unnamed system'}"
        + (f", seed {run.seed})" if run.seed is not None else ")")
        for run in report.runs
    )
    out = "".join(f"<dt>Left out</dt><dd>{escape(text)}</dd>" for text in report.left_out)
    return (
        f"<section><h2>How to read this</h2><dl><dt>Runs</dt><dd>{escape(runs)}</dd>{terms}{out}</dl>"
        "</section>"
    )


def table(header: Sequence[str], rows: Iterable[tuple[bool, Sequence[str]]]) -> str:
    """Cells are HTML; the flag marks rows to stress."""
    head = "".join(f"<th>{escape(name)}</th>" for name in header)
    body = "".join(
        ('<tr class="main">' if main else "<tr>") + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
        for main, cells in rows
    )
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def estimate(interval: Interval) -> str:
    return f"{shown(interval.value)}<small>{range_of(interval)}</small>"


def range_of(interval: Interval) -> str:
    return "" if math.isnan(interval.low) else f"{interval.low:.3f} – {interval.high:.3f}"


def difference(comparison: Comparison | None) -> str:
    if comparison is None:
        return "–"
    interval = comparison.difference
    shown_range = f"{signed(interval.low)} to {signed(interval.high)}"
    return f"{signed(interval.value)}<small>{shown_range}</small><small>{p_value(comparison)}</small>"


def p_value(comparison: Comparison) -> str:
    """After Holm, where there is more than one comparison to correct for."""
    p = comparison.p if comparison.p_holm is None else comparison.p_holm
    return "p &lt; 0.001" if p < 0.001 else f"p = {p:.3f}"


def signed(value: float, digits: int = 3) -> str:
    return f"{value:+.{digits}f}".replace("-", "−")


def shown(value: float | None) -> str:
    return "–" if value is None or math.isnan(value) else f"{value:.3f}"


def percent(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.0%}"


def cases_of(result: ModelResult) -> str:
    scores = result.assessment.scores
    return f"{len(scores)} cases, {int(scores.labels.sum())} positive"
