"""What only an external validation tells: who was judged, whether claims hold, what recalibration mends."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..evaluation.calibration import fit_platt
from ..evaluation.page import shown
from ..evaluation.report import Section
from ..evaluation.roc import Interval
from ..evaluation.summary import interval_of, number
from .cases import TargetCases
from .claims import called_rightly, sets_found, warnings_found
from .recalibration import FEWEST_OF_A_CLASS, is_enough, ranks_rightly


def flow_section(cases: Sequence[TargetCases]) -> Section:
    return Section(
        name="flow",
        title="Who was judged",
        text="Lesions with a known endpoint, by what became of them, and in brackets how many of them are "
        "positive. In the last two columns a lesion that was withheld or failed counts as called wrongly.",
        header=("Package", "Target", "Judged", "Withheld", "Failed", "Endpoint known, not in the table",
                "In the table, endpoint unknown", "Sensitivity with all", "Specificity with all"),
        rows=tuple(flow_row(one) for one in cases),
        values=tuple(flow_values(one) for one in cases),
    )  # fmt: skip


def flow_row(cases: TargetCases) -> tuple[str, ...]:
    judged = [one.label for one in cases.judged]
    sensitivity, specificity = with_all(cases)
    return (
        cases.model,
        cases.target,
        counted(judged),
        with_reasons(cases, "withheld"),
        with_reasons(cases, "failed"),
        counted(cases.absent),
        str(cases.unlabelled),
        shown(sensitivity),
        shown(specificity),
    )


def flow_values(cases: TargetCases) -> dict[str, Any]:
    sensitivity, specificity = with_all(cases)

    def left_out(kind: str) -> dict[str, Any]:
        labels = [one.label for one in cases.of_kind(kind)]
        return {"lesions": len(labels), "positives": sum(labels), "reasons": dict(cases.reasons(kind))}

    return {
        "package": cases.model,
        "target": cases.target,
        "judged": {"lesions": len(cases.judged), "positives": sum(one.label for one in cases.judged)},
        "withheld": left_out("withheld"),
        "failed": left_out("failed"),
        "not_in_table": {"lesions": len(cases.absent), "positives": sum(cases.absent)},
        "endpoint_unknown": cases.unlabelled,
        "sensitivity_with_all": number(sensitivity),
        "specificity_with_all": number(specificity),
    }


def with_all(cases: TargetCases) -> tuple[float, float]:
    """Sensitivity and specificity of all labelled lesions of the table, figure or none."""

    def of_class(label: int) -> float:
        judged = [called_rightly(one) for one in cases.judged if one.label == label]
        left_out = [one for one in cases.left_out if one.label == label]
        total = len(judged) + len(left_out)
        return sum(judged) / total if total else math.nan

    return of_class(1), of_class(0)


def with_reasons(cases: TargetCases, kind: str) -> str:
    labels = [one.label for one in cases.of_kind(kind)]
    reasons = listed(cases.reasons(kind))
    return counted(labels) + (f": {reasons}" if reasons else "")


def listed(reasons: Counter[str]) -> str:
    return ", ".join(f"{code} {count}" for code, count in reasons.most_common())


def counted(labels: Sequence[int]) -> str:
    return f"{len(labels)} ({sum(labels)})" if labels else "0"


def flow_sentence(values: Mapping[str, Any]) -> str:
    """A row of the flow for the terminal."""
    parts = [f"{values['judged']['lesions']} lesions judged"]
    for kind in ("withheld", "failed"):
        found = values[kind]
        if found["lesions"]:
            parts.append(f"{found['lesions']} {kind} ({listed(Counter(found['reasons']))})")
    if values["not_in_table"]["lesions"]:
        parts.append(f"{values['not_in_table']['lesions']} of the labels not in the table")
    if values["endpoint_unknown"]:
        parts.append(f"{values['endpoint_unknown']} lesions without a label")
    return f"{values['target']:8s} {values['package']:40s} {', '.join(parts)}"


def claims_section(cases: Sequence[TargetCases]) -> Section:
    found = [(one, sets) for one in cases if (sets := sets_found(one)) is not None]
    return Section(
        name="sets",
        title="Do the sets of classes hold here",
        text="Share of the lesions of either class whose set holds the true one, with 95 % intervals of "
        "Clopper and Pearson. The package promises the level for cases like its calibration cases, and "
        "nothing for others: an interval below the level says that these are others.",
        header=("Package", "Target", "Level", "Mutant or positive", "Wild type or negative", "One class",
                "Both", "Neither", "One class, and right"),
        rows=tuple(
            (
                one.model, one.target, f"{sets.level:g}", spelled(sets.mutant), spelled(sets.wild_type),
                str(sets.single), str(sets.both), str(sets.none), spelled(sets.single_right),
            )
            for one, sets in found
        ),
        values=tuple(
            {
                "package": one.model,
                "target": one.target,
                "level": sets.level,
                "mutant": interval_of(sets.mutant),
                "wild_type": interval_of(sets.wild_type),
                "one_class": sets.single,
                "both": sets.both,
                "neither": sets.none,
                "one_class_right": interval_of(sets.single_right),
            }
            for one, sets in found
        ),
    )  # fmt: skip


def warnings_section(cases: Sequence[TargetCases]) -> Section:
    found = [(one, warning) for one in cases for warning in warnings_found(one)]
    return Section(
        name="warnings",
        title="What warnings are worth",
        text="Share of lesions called rightly at the threshold, with and without the warning. Warnings that "
        "all lesions have are left out.",
        header=("Package", "Target", "Warning", "Lesions", "Right", "Right without it"),
        rows=tuple(
            (
                one.model, one.target, warning.code, f"{warning.lesions} ({warning.positives})",
                spelled(warning.right), spelled(warning.right_without),
            )
            for one, warning in found
        ),
        values=tuple(
            {
                "package": one.model,
                "target": one.target,
                "warning": warning.code,
                "lesions": warning.lesions,
                "positives": warning.positives,
                "right": interval_of(warning.right),
                "right_without": interval_of(warning.right_without),
            }
            for one, warning in found
        ),
    )  # fmt: skip


def recalibration_section(cases: Sequence[TargetCases]) -> Section:
    rows, values = zip(*recalibrations(cases), strict=True) if cases else ((), ())
    return Section(
        name="recalibration",
        title="Recalibration for this site",
        text="Platt's scaling on all cases judged: p' = σ(slope · logit(p) + intercept). `mutation-train "
        "recalibrate` writes it into a new version of the package. What it gains is in the rows "
        '"recalibrated" above, judged on cases that it was not fitted to.',
        header=("Package", "Target", "Slope", "Intercept", "Offered"),
        rows=tuple(rows),
        values=tuple(values),
    )


def recalibrations(cases: Sequence[TargetCases]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    for one in cases:
        labels = one.scores.labels
        slope = intercept = None
        if not is_enough(labels):
            why = f"no: fewer than {FEWEST_OF_A_CLASS} lesions of a class"
        else:
            platt = fit_platt(one.scores.probabilities, labels)
            if ranks_rightly(platt):
                slope, intercept, why = platt.slope, platt.intercept, "yes"
            else:
                why = "no: the package ranks these lesions no better than chance"
        yield (
            (
                one.model, one.target,
                "–" if slope is None else f"{slope:.3f}",
                "–" if intercept is None else f"{intercept:+.3f}".replace("-", "−"),
                why,
            ),
            {
                "package": one.model,
                "target": one.target,
                "slope": number(slope),
                "intercept": number(intercept),
                "offered": why == "yes",
                "why": why,
            },
        )  # fmt: skip


def spelled(interval: Interval) -> str:
    if math.isnan(interval.value):
        return "–"
    return f"{interval.value:.3f} ({interval.low:.3f} to {interval.high:.3f})"
