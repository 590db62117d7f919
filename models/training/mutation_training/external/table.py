"""The table that `mutation-prediction predict CASES --csv` writes; docs/cohorts.md explains its columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..cohort.errors import CohortCellError, CohortColumnError, CohortFileError
from ..cohort.table import read_csv

#: Without these the table is another one.
NEEDED = ("case", "patient_id", "segment", "component", "model", "target", "probability", "status",
          "error_code")  # fmt: skip
STATUSES = ("mutant", "wild-type", "indeterminate", "withheld")
#: What `predict` puts before text that a spreadsheet would run.
DEFUSED = re.compile(r"^'(?=[=+\-@\t\r])")

#: Case, segment, component, as the table writes them; a case that failed as a whole has no segment.
LesionKey = tuple[str, str, str]


@dataclass(frozen=True)
class PredictionRow:
    """A lesion under a model and a target, or why there is no prediction."""

    line: int
    case: str
    patient_id: str
    segment: str
    component: str
    #: Empty where the whole case failed.
    model: str
    version: str
    digest: str
    #: Empty where the lesion failed.
    target: str
    #: `None` where nothing was predicted, or it was withheld.
    probability: float | None
    #: One of `STATUSES`; empty where nothing was predicted.
    status: str
    #: Codes of the checks that withhold it, also where it is shown all the same.
    withheld_for: tuple[str, ...]
    threshold: float | None
    #: Level of the conformal set; `None` where the package claims none.
    set_level: float | None
    set_classes: tuple[str, ...]
    warnings: tuple[str, ...]
    #: Clinical values that the model was given, as it was given them.
    clinical: Mapping[str, str]
    volume_mm3: str
    error_code: str

    @property
    def lesion(self) -> LesionKey:
        return (self.case, self.segment, self.component)

    @property
    def is_withheld(self) -> bool:
        """A reader of the product sees no figure, unless it was asked for."""
        return self.status == "withheld" or bool(self.withheld_for)


def read_prediction_table(path: Path) -> list[PredictionRow]:
    """Raises CohortError naming line and column."""
    if not path.is_file():
        raise CohortFileError(
            f"{path} does not exist. Name the table that `mutation-prediction predict CASES --csv` wrote."
        )
    header, lines = read_csv(path)
    for name in NEEDED:
        if name not in header:
            raise CohortColumnError(
                f"{path}: column '{name}' is missing. Name the table that `mutation-prediction predict "
                "CASES --csv` wrote, as it is.",
                name,
            )
    rows = [row_of(str(path), line, cells) for line, cells in lines]
    if not rows:
        raise CohortFileError(f"{path} has no row. Nothing was predicted.")
    refuse_repetition(str(path), rows)
    refuse_mixed_packages(str(path), rows)
    return rows


def row_of(source: str, line: int, cells: Mapping[str, str]) -> PredictionRow:
    def refuse(column: str, problem: str) -> CohortCellError:
        return CohortCellError(source, line, column, problem, "Keep the table as it was written.")

    def number(column: str, low: float, high: float) -> float | None:
        text = cells.get(column, "")
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            raise refuse(column, f"'{text}' is no number from {low:g} to {high:g}.")
        return value

    status, error_code = cells["status"], cells["error_code"]
    probability = number("probability", 0, 1)
    if status and status not in STATUSES:
        raise refuse("status", f"'{status}' is not known.")
    if not status and not error_code:
        raise refuse("status", "it is empty, and so is error_code.")
    if status and (not cells["model"] or not cells["target"]):
        raise refuse("target", "there is a status, but no model or target.")
    if (probability is None) != (status in ("", "withheld")):
        raise refuse("probability", f"it does not go with the status '{status}'.")
    return PredictionRow(
        line=line,
        case=plain(cells["case"]),
        patient_id=plain(cells["patient_id"]),
        segment=cells["segment"],
        component=cells["component"],
        model=cells["model"],
        version=cells.get("model_version", ""),
        digest=cells.get("model_digest", ""),
        target=cells["target"],
        probability=probability,
        status=status,
        withheld_for=codes(cells.get("withheld_for", "")),
        threshold=number("threshold", 0, 1),
        set_level=number("set_level", 0, 1),
        set_classes=codes(cells.get("set", "")),
        warnings=codes(cells.get("warnings", "")),
        clinical=dict(pair.split("=", 1) for pair in codes(cells.get("clinical", "")) if "=" in pair),
        volume_mm3=cells.get("volume_mm3", ""),
        error_code=error_code,
    )


def plain(text: str) -> str:
    """As it was before it was kept from being run as a formula."""
    return DEFUSED.sub("", text)


def codes(text: str) -> tuple[str, ...]:
    return tuple(code for code in text.split(";") if code)


def refuse_repetition(source: str, rows: Sequence[PredictionRow]) -> None:
    lines: dict[tuple[LesionKey, str, str], int] = {}
    for row in rows:
        first = lines.setdefault((row.lesion, row.model, row.target), row.line)
        if first != row.line:
            problem = f"the lesion is already on line {first}."
            raise CohortCellError(source, row.line, "case", problem, "Keep one of the two rows.")


def refuse_mixed_packages(source: str, rows: Sequence[PredictionRow]) -> None:
    digests: dict[str, str] = {}
    for row in rows:
        if not row.digest:
            continue
        if digests.setdefault(row.model, row.digest) != row.digest:
            raise CohortCellError(
                source,
                row.line,
                "model_digest",
                f"'{row.model}' is another package than above.",
                "Judge one version of a package at a time.",
            )
