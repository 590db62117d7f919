"""Does the model work as well in every group of patients."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..cohort.table import CaseRow
from .assess import Assessment
from .classification import measures_at
from .roc import Interval, auc_interval

#: Fewer positives or negatives than this give no interval worth printing.
FEWEST_OF_A_CLASS = 5


@dataclass(frozen=True)
class Subgroup:
    name: str
    value: str
    cases: int
    positives: int
    #: `None` where a class has too few cases.
    auc: Interval | None
    sensitivity: float
    specificity: float


def subgroups(assessment: Assessment, rows: Mapping[str, CaseRow]) -> list[Subgroup]:
    """Sex, smoking, and thirds of age and lesion diameter, at the model's one threshold."""
    known = [rows[str(case)] for case in assessment.scores.case_ids if str(case) in rows]
    if len(known) != len(assessment.scores):
        return []
    groupings: list[tuple[str, Callable[[CaseRow], str | None]]] = [
        ("Sex", lambda row: {"F": "female", "M": "male"}.get(row.sex or "")),
        ("Smoking", lambda row: row.smoking),
        ("Age", thirds([row.age for row in known], lambda row: row.age, "years")),
        ("Diameter", thirds([diameter(row) for row in known], diameter, "mm")),
    ]
    return [found for name, grouping in groupings for found in by(assessment, known, name, grouping)]


def by(
    assessment: Assessment,
    rows: Sequence[CaseRow],
    name: str,
    grouping: Callable[[CaseRow], str | None],
) -> Iterator[Subgroup]:
    group = np.array([grouping(row) or "" for row in rows])
    probabilities, labels = assessment.scores.probabilities, assessment.scores.labels
    for value in sorted(set(group) - {""}, key=first_number):
        inside = group == value
        positives = int(labels[inside].sum())
        measures = measures_at(assessment.called[inside], labels[inside])
        enough = min(positives, int(inside.sum()) - positives) >= FEWEST_OF_A_CLASS
        yield Subgroup(
            name=name,
            value=value,
            cases=int(inside.sum()),
            positives=positives,
            auc=auc_interval(probabilities[inside], labels[inside]) if enough else None,
            sensitivity=measures["sensitivity"],
            specificity=measures["specificity"],
        )


def first_number(text: str) -> tuple[int, str]:
    """Keeps "< 60", "60 - 68", "≥ 68" in their order."""
    return ({"<": 0, "≥": 2}.get(text[0], 1), text)


def diameter(row: CaseRow) -> float | None:
    """Of the sphere as large as the lesion, in mm."""
    volume = row.extra.get("volume_mm3")
    return (6 * float(volume) / np.pi) ** (1 / 3) if volume else None


def thirds(
    values: Sequence[float | None], value_of: Callable[[CaseRow], float | None], unit: str
) -> Callable[[CaseRow], str | None]:
    known = [value for value in values if value is not None]
    if not known:
        return lambda _: None
    low, high = (float(x) for x in np.round(np.quantile(known, [1 / 3, 2 / 3])))

    def group(row: CaseRow) -> str | None:
        value = value_of(row)
        if value is None:
            return None
        if value < low:
            return f"< {low:g} {unit}"
        return f"≥ {high:g} {unit}" if value >= high else f"{low:g} to {high:g} {unit}"

    return group
