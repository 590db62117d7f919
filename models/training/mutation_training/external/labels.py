"""What is known of the lesions or patients: the reference standard, and clinical values for subgroups."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from ..cohort.clinical import TCIA_ID_COLUMNS, TCIA_MARK, read_clinical
from ..cohort.errors import CohortCellError, CohortColumnError, CohortFileError
from ..cohort.table import CONTRACT_COLUMNS, ENDPOINTS, CaseRow, read_csv, row_of
from .table import LesionKey, PredictionRow, plain

CASE_COLUMNS = ("case", "case_id")
#: Stands in where the table has none, since it need not name a folder here.
ANY_CASE = "case"

#: Case, then segment and component where the table tells them ("" where it does not).
LabelKey = tuple[str, str, str]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Labels:
    name: str
    #: Empty for a table of patients.
    by_case: Mapping[LabelKey, CaseRow]
    #: Of a table of cases, each patient's cases; empty where it does not name patients.
    by_patient: Mapping[str, Sequence[CaseRow]]


def read_labels(path: Path) -> Labels:
    """TCIA's clinical table, a table of patients (`patient_id`), or one of cases (`case` or `case_id`, as
    wanted `segment`, `component`, `patient_id`), cohort.csv among them; endpoints are 1, 0 or empty.

    Raises CohortError naming line and column.
    """
    if not path.is_file():
        raise CohortFileError(f"{path} does not exist. Name the table with the known mutations.")
    header, lines = read_csv(path)
    is_tcia = TCIA_MARK in header and any(name in header for name in TCIA_ID_COLUMNS)
    case_column = next((name for name in CASE_COLUMNS if name in header), None)
    if is_tcia or (case_column is None and "patient_id" in header):
        table = read_clinical(path)
        rows = [record.row for record in table.records.values()]
        refuse_none_known(path, rows)
        return Labels(path.name, {}, by_patient_of(rows))
    if case_column is None:
        raise CohortColumnError(
            f"{path}: column 'case' is missing. Give a column 'case' as in the table of predictions, or "
            "'patient_id'.",
            "case",
        )
    by_case: dict[LabelKey, CaseRow] = {}
    for line, cells in lines:
        row = case_row(str(path), line, cells, plain(cells[case_column]))
        key = (row.case_id, cells.get("segment", ""), cells.get("component", ""))
        if key in by_case:
            raise CohortCellError(
                str(path), line, case_column, f"'{row.case_id}' occurs twice.", "Keep one row."
            )
        by_case[key] = row
    refuse_none_known(path, by_case.values())
    return Labels(path.name, by_case, by_patient_of(by_case.values()) if "patient_id" in header else {})


def case_row(source: str, line: int, cells: Mapping[str, str], case: str) -> CaseRow:
    """A row of cohort.csv whose columns need not all be there, and whose case may be any text."""
    if not case:
        raise CohortCellError(source, line, "case", "it is empty.", "Name the case, or remove the row.")
    used = ("case", "segment", "component")
    own = {name: text for name, text in cells.items() if name not in used}
    row = row_of(source, line, {**dict.fromkeys(CONTRACT_COLUMNS, ""), **own, "case_id": ANY_CASE})
    return replace(row, case_id=case, patient_id=cells.get("patient_id") or case)


def refuse_none_known(path: Path, rows: Iterable[CaseRow]) -> None:
    if not any(row.labels for row in rows):
        raise CohortFileError(
            f"{path} knows no endpoint. Give at least one column of {', '.join(ENDPOINTS)} with 1 or 0."
        )


def by_patient_of(rows: Iterable[CaseRow]) -> dict[str, list[CaseRow]]:
    found: dict[str, list[CaseRow]] = {}
    for row in rows:
        found.setdefault(row.patient_id, []).append(row)
    return found


@dataclass(frozen=True)
class MatchedLabels:
    #: Of each lesion of the table that has any: one row, or of a case that failed as a whole all its rows.
    of: Mapping[LesionKey, tuple[CaseRow, ...]]
    #: Rows of the labels that no lesion of the table belongs to.
    unmatched: tuple[CaseRow, ...]


def match_labels(labels: Labels, rows: Sequence[PredictionRow]) -> MatchedLabels:
    """By case (and segment and component, where the labels tell them), or else by patient.

    Raises CohortFileError where no row of either table belongs to one of the other.
    """
    lesions = {row.lesion: row for row in rows}
    by_case = {lesion: keys_of(labels.by_case, row) for lesion, row in lesions.items()}
    if any(by_case.values()):
        return matched(by_case, labels.by_case)
    of_patient = {lesion: patient_key(labels, row) for lesion, row in lesions.items()}
    if any(of_patient.values()):
        return matched(of_patient, {name: rows[0] for name, rows in labels.by_patient.items()})
    first = next(iter(lesions.values()))
    known = next(iter([*(case for case, _, _ in labels.by_case), *labels.by_patient]))
    raise CohortFileError(
        f"{labels.name} names none of the cases or patients in the table of predictions: it has '{known}', "
        f"the predictions have case '{first.case}' of patient '{first.patient_id}'. Use the same names."
    )


def matched(keys: Mapping[LesionKey, Sequence[Key]], table: Mapping[Key, CaseRow]) -> MatchedLabels:
    used = {key for found in keys.values() for key in found}
    return MatchedLabels(
        {lesion: tuple(table[key] for key in found) for lesion, found in keys.items() if found},
        tuple(row for key, row in table.items() if key not in used),
    )


def keys_of(by_case: Mapping[LabelKey, CaseRow], row: PredictionRow) -> list[LabelKey]:
    """The most particular label there is; of a case that failed as a whole, all of the case."""
    if not row.segment:
        return [key for key in by_case if key[0] == row.case]
    particular = [row.lesion, (row.case, row.segment, ""), (row.case, "", "")]
    return [key for key in particular if key in by_case][:1]


def patient_key(labels: Labels, row: PredictionRow) -> list[str]:
    """Raises CohortFileError where the patient's cases say different things."""
    cases = labels.by_patient.get(row.patient_id, ())
    if any(case.labels != cases[0].labels for case in cases):
        raise CohortFileError(
            f"{labels.name}: the cases of patient '{row.patient_id}' say different things, and none is named "
            "as in the table of predictions. Name the cases in a column 'case' as there."
        )
    return [row.patient_id] if cases else []
