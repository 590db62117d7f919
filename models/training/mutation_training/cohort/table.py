"""cohort.csv: one row per case, read strictly and written back the same.

Unknown is an empty cell. Further columns are kept as text in `CaseRow.extra`.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .errors import CohortCellError, CohortColumnError, CohortFileError

Split = Literal["train", "validation", "test"]

FILE_NAME = "cohort.csv"
SPLITS: tuple[Split, ...] = ("train", "validation", "test")
#: ng/mL (choice: the papers name no bound).
CEA_NORMAL_UP_TO = 5.0
ENDPOINTS = ("EGFR", "KRAS", "ALK", "ROS1", "TP53", "PIK3CA", "PDL1", "LVI", "VPI", "T4")


@dataclass(frozen=True)
class CaseRow:
    """One lesion of one patient. `None` and an absent label mean unknown."""

    case_id: str
    #: Cases of one patient share it, and never fall into two splits.
    patient_id: str
    split: Split | None = None
    sex: Literal["F", "M"] | None = None
    #: Years.
    age: float | None = None
    smoking: Literal["never", "former", "current"] | None = None
    height_cm: float | None = None
    weight_kg: float | None = None
    family_history: int | None = None
    stage: int | None = None
    lobe: Literal["RUL", "RML", "RLL", "LUL", "LLL"] | None = None
    invasive_degree: Literal["AAH", "AIS", "MIA", "IAC"] | None = None
    density: Literal["pGGN", "mGGN", "solid"] | None = None
    vacuole: int | None = None
    #: Endpoint -> 0 or 1; unknown ones are absent.
    labels: Mapping[str, int] = field(default_factory=dict)
    #: Columns beyond the contract's, as text.
    extra: Mapping[str, str] = field(default_factory=dict)
    #: Carcinoembryonic antigen, ng/mL.
    cea: float | None = None

    @property
    def cea_high(self) -> bool | None:
        return None if self.cea is None else self.cea > CEA_NORMAL_UP_TO

    @property
    def exclusion(self) -> str | None:
        """Why the case has no images in the cohort, if it has none."""
        return self.extra.get("exclusion") or None


@dataclass(frozen=True)
class Cohort:
    folder: Path
    #: The cases with images, in the table's order.
    rows: tuple[CaseRow, ...]
    #: The cases without, each with its `exclusion`.
    excluded: tuple[CaseRow, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def case_folder(self, row: CaseRow) -> Path:
        """Where the case's ct.nii.gz and mask.nii.gz are."""
        return self.folder / "cases" / row.case_id

    def labels(self, endpoint: str) -> NDArray[np.float64]:
        """float64 [rows]: 0, 1, or NaN where unknown."""
        return np.array([row.labels.get(endpoint, math.nan) for row in self.rows], dtype=np.float64)

    def in_split(self, split: Split) -> Cohort:
        return replace(self, rows=tuple(row for row in self.rows if row.split == split))

    def with_splits(self, splits: Mapping[str, Split]) -> Cohort:
        """The same cases with the splits of `splits` (case_id -> split); others keep theirs."""
        return replace(
            self,
            rows=tuple(replace(row, split=splits.get(row.case_id, row.split)) for row in self.rows),
        )


Parse = Callable[[str], Any]


class Refused(ValueError):
    """A value that its column cannot hold: the problem, then what is accepted."""

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.advice = advice


def one_of(*values: str) -> Parse:
    def parse(text: str) -> str:
        if text not in values:
            raise Refused(f"'{text}' is not known.", f"Use {', '.join(values)} or leave it empty.")
        return text

    return parse


def integer_of(*values: int) -> Parse:
    accepted = one_of(*map(str, values))
    return lambda text: int(accepted(text))


def number(low: float, high: float, unit: str) -> Parse:
    advice = f"Use a number of {unit} from {low:g} to {high:g} or leave it empty."

    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            raise Refused(f"'{text}' is not a number.", advice) from None
        if not low <= value <= high:
            raise Refused(f"{text} is out of range.", advice)
        return value

    return parse


COLUMNS: Mapping[str, Parse] = {
    "split": one_of(*SPLITS),
    "sex": one_of("F", "M"),
    "age": number(0, 120, "years"),
    "smoking": one_of("never", "former", "current"),
    "height_cm": number(30, 250, "centimetres"),
    "weight_kg": number(1, 400, "kilograms"),
    "family_history": integer_of(0, 1),
    "stage": integer_of(1, 2, 3, 4),
    "lobe": one_of("RUL", "RML", "RLL", "LUL", "LLL"),
    "invasive_degree": one_of("AAH", "AIS", "MIA", "IAC"),
    "density": one_of("pGGN", "mGGN", "solid"),
    "vacuole": integer_of(0, 1),
}
#: Columns that a table may leave out.
OPTIONAL_COLUMNS: Mapping[str, Parse] = {"cea": number(0, 100_000, "ng/mL")}
LABEL = integer_of(0, 1)
CASE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
CONTRACT_COLUMNS = ("case_id", *COLUMNS, *ENDPOINTS)


def read_cohort(folder: Path | str) -> Cohort:
    """Reads and checks COHORT/cohort.csv.

    Raises `CohortFileError` (no such table, or no case in it), `CohortColumnError` (a column of the
    contract is missing or named twice) and `CohortCellError` (a cell that its column cannot hold, a
    case named twice, a patient in two splits), which name the row by its line in the file.
    """
    folder = Path(folder)
    path = folder / FILE_NAME
    if not path.is_file():
        raise CohortFileError(
            f"{path} does not exist. Name a cohort's folder; `mutation-train cohort` and "
            "`mutation-prediction phantom-cohort` make one."
        )
    header, lines = read_csv(path)
    require_columns(path, header)
    rows = [row_of(str(path), line, cells) for line, cells in lines]
    if not rows:
        raise CohortFileError(f"{path} has no case. Add one row per case below the header.")
    refuse_repetition(str(path), [line for line, _ in lines], rows)
    return Cohort(
        folder=folder,
        rows=tuple(row for row in rows if row.exclusion is None),
        excluded=tuple(row for row in rows if row.exclusion is not None),
    )


def read_csv(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Header and rows, each with its line in the file; cells without surrounding blanks."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.reader(file, strict=True)
        try:
            header = [name.strip() for name in next(reader, [])]
            lines = []
            for cells in reader:
                if not any(cell.strip() for cell in cells):
                    continue
                if len(cells) != len(header):
                    raise CohortFileError(
                        f"{path}, line {reader.line_num}: {len(cells)} cells where the header has "
                        f"{len(header)}. Quote cells that hold a comma."
                    )
                values = (cell.strip() for cell in cells)
                lines.append((reader.line_num, dict(zip(header, values, strict=True))))
        except (csv.Error, UnicodeDecodeError) as error:
            raise CohortFileError(f"{path} is not a UTF-8 CSV file: {error}.") from error
    return header, lines


def require_columns(path: Path, header: Sequence[str]) -> None:
    for name in header:
        if not name:
            raise CohortColumnError(f"{path}: a column has no name. Name or remove it.", name)
        if header.count(name) > 1:
            raise CohortColumnError(f"{path}: column '{name}' occurs twice. Remove one.", name)
    for name in CONTRACT_COLUMNS:
        if name not in header:
            raise CohortColumnError(
                f"{path}: column '{name}' is missing. Add it; its cells may be empty.", name
            )


def row_of(source: str, line: int, cells: Mapping[str, str]) -> CaseRow:
    def refuse(column: str, problem: str, advice: str) -> CohortCellError:
        return CohortCellError(source, line, column, problem, advice)

    def parsed(column: str, parse: Parse) -> Any:
        text = cells.get(column)
        if not text:
            return None
        try:
            return parse(text)
        except Refused as refused:
            raise refuse(column, refused.problem, refused.advice) from None

    case_id = cells["case_id"]
    if not CASE_ID.fullmatch(case_id):
        raise refuse(
            "case_id",
            f"'{case_id}' cannot name a folder." if case_id else "it is empty.",
            "Use letters, digits, '.', '_' and '-', beginning with a letter or digit.",
        )
    labels = {name: parsed(name, LABEL) for name in ENDPOINTS}
    columns = {**COLUMNS, **OPTIONAL_COLUMNS}
    known = {"patient_id", *OPTIONAL_COLUMNS, *CONTRACT_COLUMNS}
    return CaseRow(
        case_id=case_id,
        patient_id=cells.get("patient_id") or case_id,
        labels={name: value for name, value in labels.items() if value is not None},
        extra={name: text for name, text in cells.items() if name not in known},
        **{column: parsed(column, parse) for column, parse in columns.items()},
    )


def refuse_repetition(source: str, lines: Sequence[int], rows: Sequence[CaseRow]) -> None:
    case_lines: dict[str, int] = {}
    patient_splits: dict[str, tuple[int, Split]] = {}
    for line, row in zip(lines, rows, strict=True):
        first = case_lines.setdefault(row.case_id, line)
        if first != line:
            raise CohortCellError(
                source,
                line,
                "case_id",
                f"'{row.case_id}' is already on line {first}.",
                "Give every case its own name; lesions of one patient share patient_id.",
            )
        if row.split is None:
            continue
        first, split = patient_splits.setdefault(row.patient_id, (line, row.split))
        if split != row.split:
            raise CohortCellError(
                source,
                line,
                "split",
                f"the patient is in '{split}' on line {first}.",
                "Put all cases of a patient into one split.",
            )


def write_cohort(folder: Path, rows: Iterable[CaseRow]) -> Path:
    """Writes COHORT/cohort.csv; `read_cohort` reads the same rows back."""
    rows = tuple(rows)
    known = [name for name in OPTIONAL_COLUMNS if any(getattr(row, name) is not None for row in rows)]
    columns = [*COLUMNS, *known]
    extra = list(dict.fromkeys(name for row in rows for name in row.extra))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["case_id", "patient_id", *columns, *ENDPOINTS, *extra])
        for row in rows:
            writer.writerow(
                [
                    row.case_id,
                    row.patient_id,
                    *(text_of(getattr(row, column)) for column in columns),
                    *(text_of(row.labels.get(endpoint)) for endpoint in ENDPOINTS),
                    *(row.extra.get(name, "") for name in extra),
                ]
            )
    return path


def text_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)
