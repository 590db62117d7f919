"""The report as plain values, for report.json."""

from __future__ import annotations

import math
from typing import Any

from .comparison import Comparison
from .report import ModelResult, Report
from .roc import Interval


def summarise(report: Report) -> dict[str, Any]:
    """Every number of report.html; NaN as null."""
    return {
        "data": {
            "name": report.data.name,
            "cases": report.data.cases,
            "patients": report.data.patients,
            "synthetic": report.data.synthetic,
            "statement": report.data.sentence,
        },
        "runs": [{"name": run.name, "system": run.system, "seed": run.seed} for run in report.runs],
        "targets": {
            target.target: [result_of(result) for result in target.results] for target in report.targets
        },
        **{section.name: list(section.values) for section in report.sections},
        "left_out": list(report.left_out),
        "failures": list(report.failures),
        "published": [
            {
                "system": system.system,
                "source": system.source,
                "data": system.data,
                "note": system.note,
                "results": list(system.results),
            }
            for system in report.published
        ],
    }


def result_of(result: ModelResult) -> dict[str, Any]:
    found = result.assessment
    return {
        "run": result.run,
        "model": result.model,
        "main": result.main,
        "split": found.split,
        "cases": len(found.scores),
        "positives": int(found.scores.labels.sum()),
        "auc": interval_of(found.auc),
        "training_auc": number(found.training_auc),
        "threshold": number(found.threshold),
        "tuned_on": found.tuned_on,
        "platt": {"slope": number(found.platt.slope), "intercept": number(found.platt.intercept)},
        "measures": {name: interval_of(value) for name, value in found.measures.items()},
        "calibration": {
            "brier_uncalibrated": number(found.brier_uncalibrated),
            "slope": number(found.calibration_slope),
            "intercept": number(found.calibration_intercept),
            "in_the_large": number(found.calibration_in_the_large),
            "expected_error": number(found.expected_calibration_error),
            "reliability": [
                {"predicted": number(b.predicted), "observed": number(b.observed), "cases": b.count}
                for b in found.reliability
            ],
        },
        "decision": [
            {"threshold": number(t), "model": number(m), "treat_all": number(a)}
            for t, m, a in zip(
                found.decision.thresholds, found.decision.model, found.decision.treat_all, strict=True
            )
        ],
        "versus_clinical": comparison_of(result.versus_clinical),
        "versus_first": comparison_of(result.versus_first),
        "subgroups": [
            {
                "name": group.name,
                "value": group.value,
                "cases": group.cases,
                "positives": group.positives,
                "auc": None if group.auc is None else interval_of(group.auc),
                "sensitivity": number(group.sensitivity),
                "specificity": number(group.specificity),
            }
            for group in result.subgroups
        ],
    }


def number(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else round(value, 6)


def interval_of(interval: Interval) -> dict[str, float | None]:
    return {
        "value": number(interval.value),
        "low": number(interval.low),
        "high": number(interval.high),
    }


def comparison_of(comparison: Comparison | None) -> dict[str, Any] | None:
    if comparison is None:
        return None
    return {"difference": interval_of(comparison.difference), "p": comparison.p, "p_holm": comparison.p_holm}
