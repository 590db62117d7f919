"""Which lesions can be judged, and what became of every other: withheld, failed, unlabelled, absent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from ..cohort.table import COLUMNS, CaseRow
from ..evaluation.predictions import Scores
from .labels import MatchedLabels
from .table import LesionKey, PredictionRow


@dataclass(frozen=True)
class Judged:
    """A lesion with a prediction and a label."""

    case_id: str
    row: PredictionRow
    label: int


@dataclass(frozen=True)
class LeftOut:
    """A labelled lesion without a figure, and why."""

    kind: Literal["withheld", "failed"]
    #: Codes; of a withheld lesion there may be several.
    reasons: tuple[str, ...]
    label: int


@dataclass(frozen=True)
class TargetCases:
    """Every lesion of the table under one model and target, each counted once."""

    model: str
    target: str
    judged: tuple[Judged, ...]
    left_out: tuple[LeftOut, ...]
    #: Lesions whose label is not known: predicted, withheld or failed.
    unlabelled: int
    #: Labels of lesions that the table does not have.
    absent: tuple[int, ...]

    @property
    def scores(self) -> Scores:
        return Scores(
            case_ids=np.array([one.case_id for one in self.judged]),
            labels=np.array([one.label for one in self.judged], dtype=float),
            probabilities=np.array([one.row.probability for one in self.judged], dtype=float),
        )

    def of_kind(self, kind: str) -> list[LeftOut]:
        return [one for one in self.left_out if one.kind == kind]

    def reasons(self, kind: str) -> Counter[str]:
        """Code -> lesions; a lesion counts under each of its reasons."""
        return Counter(reason for one in self.of_kind(kind) for reason in one.reasons)

    @property
    def threshold(self) -> float | None:
        """The package's; `None` where nothing was judged."""
        return next((one.row.threshold for one in self.judged), None)


def case_name(lesion: LesionKey, several: bool) -> str:
    case, segment, component = lesion
    if not several:
        return case
    return f"{case}, segment {segment}" + (f", part {component}" if component else "")


def targets_of(rows: Sequence[PredictionRow]) -> dict[str, list[str]]:
    """Model -> its targets, in the table's order."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        if row.model and row.target:
            found.setdefault(row.model, {})[row.target] = None
    return {model: list(targets) for model, targets in found.items()}


def sort_cases(rows: Sequence[PredictionRow], labels: MatchedLabels) -> list[TargetCases]:
    names = case_names(rows)
    return [
        target_cases(model, target, rows, labels, names)
        for model, targets in targets_of(rows).items()
        for target in targets
    ]


def case_names(rows: Sequence[PredictionRow]) -> dict[LesionKey, str]:
    """Lesion -> its name in the report: the case, and which lesion where the case has several."""
    lesions = list(dict.fromkeys(row.lesion for row in rows))
    count = Counter(case for case, _, _ in lesions)
    return {lesion: case_name(lesion, count[lesion[0]] > 1) for lesion in lesions}


def target_cases(
    model: str,
    target: str,
    rows: Sequence[PredictionRow],
    labels: MatchedLabels,
    names: Mapping[LesionKey, str],
) -> TargetCases:
    judged: list[Judged] = []
    left_out: list[LeftOut] = []
    unlabelled = 0
    for row in outcomes(model, target, rows):
        known = [found.labels[target] for found in labels.of.get(row.lesion, ()) if target in found.labels]
        if not known:
            unlabelled += 1
        elif row.is_withheld:
            left_out.append(LeftOut("withheld", row.withheld_for or ("not said",), known[0]))
        elif row.probability is None:
            left_out += [LeftOut("failed", (row.error_code,), label) for label in known]
        else:
            judged.append(Judged(names[row.lesion], row, known[0]))
    absent = tuple(row.labels[target] for row in labels.unmatched if target in row.labels)
    return TargetCases(model, target, tuple(judged), tuple(left_out), unlabelled, absent)


def outcomes(model: str, target: str, rows: Sequence[PredictionRow]) -> list[PredictionRow]:
    """One row for each lesion: what failed before the target, or the model, was reached counts for it too.

    A case may have a row of its failure beside those of its lesions that were done.
    """
    found: dict[LesionKey, PredictionRow] = {}
    for row in rows:
        if row.model in ("", model) and row.target in ("", target):
            known = found.get(row.lesion)
            if known is None or known.probability is None:
                found[row.lesion] = row
    done = {row.case for row in found.values() if row.segment}
    return [row for row in found.values() if row.segment or row.case not in done]


def cohort_rows(rows: Sequence[PredictionRow], labels: MatchedLabels) -> list[CaseRow]:
    """The lesions as rows of a cohort: labels and clinical values of the label table, or else the clinical
    values that a model was given, and the measured volume."""
    names = case_names(rows)
    found: dict[LesionKey, CaseRow] = {}
    for row in rows:
        if row.probability is None:
            continue
        labelled = next(iter(labels.of.get(row.lesion, ())), None)
        known = found.get(row.lesion) or lesion_row(names[row.lesion], row, labelled)
        found[row.lesion] = with_clinical(known, row.clinical)
    return list(found.values())


def lesion_row(name: str, row: PredictionRow, labelled: CaseRow | None) -> CaseRow:
    patient = row.patient_id or (labelled.patient_id if labelled else "") or row.case
    extra = {"volume_mm3": row.volume_mm3} if row.volume_mm3 else {}
    if labelled is None:
        return CaseRow(name, patient, extra=extra)
    return replace(labelled, case_id=name, patient_id=patient, split=None, extra={**labelled.extra, **extra})


def with_clinical(row: CaseRow, given: Mapping[str, str]) -> CaseRow:
    """Values that the row lacks; spellings that a cohort has no column for stay unknown."""
    found: dict[str, Any] = {}
    for column in ("sex", "age", "smoking"):
        if getattr(row, column) is None and given.get(column):
            try:
                found[column] = COLUMNS[column](given[column])
            except ValueError:
                continue
    return replace(row, **found)
