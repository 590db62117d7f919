"""The tables of `mutation-train real-results`, as Markdown and JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm

from ..evaluation.markdown import p_value, spelled
from ..evaluation.roc import Interval, mann_whitney_variance
from ..export.markdown import table
from .judged import Control, Effort, Judged

POWER = 0.8


@dataclass(frozen=True)
class Question:
    """One target of one table, and what answers it; null results are rows like any other."""

    title: str
    target: str
    patients: int
    positives: int
    judged: tuple[Judged, ...]

    @property
    def detectable(self) -> float:
        return detectable_auc(self.positives, self.patients - self.positives)


def detectable_auc(positives: int, negatives: int) -> float:
    """The AUC that four of five such cohorts would tell from .5, two-sided at 5 % (Hanley, McNeil 1982)."""
    null = math.sqrt(mann_whitney_variance(0.5, positives, negatives))
    z, z_power = float(norm.ppf(0.975)), float(norm.ppf(POWER))

    def beyond(theta: float) -> float:
        there = math.sqrt(mann_whitney_variance(theta, positives, negatives))
        return theta - 0.5 - z * null - z_power * there

    return float(brentq(beyond, 0.5, 1 - 1e-9)) if beyond(1 - 1e-9) > 0 else 1.0


def markdown(questions: Sequence[Question], effort: Effort) -> str:
    return "\n\n".join([said(effort), *(section(question) for question in questions)]) + "\n"


def said(effort: Effort) -> str:
    return (
        f"Five folds, dealt {effort.repeats} times; a recipe chooses within the other folds alone. "
        f"AUC: mean of the folds, with Newcombe's interval. Controls: mean (lowest … highest) of "
        f"{effort.controls} times. Seed {effort.seed}."
    )


def section(question: Question) -> str:
    return "\n\n".join(
        [
            f"## {question.title}, {question.target}: {question.patients} patients, "
            f"{question.positives} mutant",
            f"Four of five cohorts of this size would tell an AUC of {question.detectable:.2f} from .5.",
            table(header(question), [cells(question, one) for one in question.judged]),
        ]
    )


def header(question: Question) -> list[str]:
    return [
        "recipe",
        "AUC (95 % interval)",
        "less the first",
        "p (Holm)",
        "labels of other patients",
        *(["lesions of other patients"] if has(question, "lesions_exchanged") else []),
        *(["adenocarcinomas alone"] if has(question, "adenocarcinoma") else []),
        *(f"judged on {site} alone" for site in sites(question)),
    ]


def cells(question: Question, one: Judged) -> list[str]:
    versus = one.versus_first
    return [
        one.recipe,
        spelled(one.auc),
        "" if versus is None else spelled(versus.difference, sign="+"),
        "" if versus is None or versus.p_holm is None else p_value(versus.p_holm),
        control(one.labels_permuted),
        *([control(one.lesions_exchanged)] if has(question, "lesions_exchanged") else []),
        *([of(one.adenocarcinoma)] if has(question, "adenocarcinoma") else []),
        *(of(one.other_sites.get(site)) for site in sites(question)),
    ]


def has(question: Question, name: str) -> bool:
    return any(getattr(one, name) is not None for one in question.judged)


def sites(question: Question) -> list[str]:
    return list(dict.fromkeys(site for one in question.judged for site in one.other_sites))


def of(found: Interval | None) -> str:
    return "" if found is None else spelled(found)


def control(found: Control | None) -> str:
    return "" if found is None else f"{found.mean:.3f} ({found.low:.3f} … {found.high:.3f})"


def content(questions: Sequence[Question], effort: Effort) -> str:
    tables = [{**asdict(question), "detectable": question.detectable} for question in questions]
    return json.dumps({**asdict(effort), "tables": tables}, indent=2, default=plain) + "\n"


def plain(value: object) -> object:
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
