"""report.md: its small tables, for a model card or a documentation page."""

from __future__ import annotations

from .report import ModelResult, Report, Section
from .roc import Interval

HEADER = "| endpoint | model | cases | positive | AUC (95 % interval) | over clinical inputs alone | p |"
RULE = "| --- | --- | ---: | ---: | ---: | ---: | ---: |"


def table(report: Report) -> str:
    """Every model of every endpoint; main models are set in bold."""
    rows = [row(target.target, result) for target in report.targets for result in target.results]
    sections = [line for found in report.sections for line in section(found)]
    return "\n".join([report.data.sentence, "", HEADER, RULE, *rows, *sections, ""])


def section(found: Section) -> list[str]:
    lines = [found.header, ("---",) * len(found.header), *found.rows]
    cells = [" | ".join(cell.replace("|", "\\|") for cell in line) for line in lines]
    return ["", f"### {found.title}", "", found.text, "", *(f"| {line} |" for line in cells)]


def row(target: str, result: ModelResult) -> str:
    found, gain = result.assessment, result.versus_clinical
    name = f"**{result.label}**" if result.main else result.label
    difference = "" if gain is None else spelled(gain.difference, sign="+")
    p = "" if gain is None else p_value(gain.p if gain.p_holm is None else gain.p_holm)
    return (
        f"| {target} | {name} | {len(found.scores)} | {int(found.scores.labels.sum())} "
        f"| {spelled(found.auc)} | {difference} | {p} |"
    )


def p_value(p: float) -> str:
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def spelled(interval: Interval, sign: str = "") -> str:
    value, low, high = (f"{x:{sign}.3f}" for x in (interval.value, interval.low, interval.high))
    return f"{value} ({low} … {high})"
