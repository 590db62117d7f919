"""Clinical tables: TCIA's of NSCLC-Radiogenomics, and a user's own in the columns of cohort.csv."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from .errors import CohortCellError, CohortColumnError, CohortFileError
from .table import CONTRACT_COLUMNS, CaseRow, read_csv, row_of

KILOGRAMS_PER_POUND = 0.45359237
#: TCIA names the first column `Case ID`; copies of the table name it `Patient ID`.
TCIA_ID_COLUMNS = ("Case ID", "Patient ID")
TCIA_MARK = "EGFR mutation status"
#: Spellings of an unknown value in TCIA's table, in lower case.
MISSING = frozenset(("", "n/a", "not collected", "not recorded in database", "not assessed", "unknown"))

SEXES = {"male": "M", "female": "F"}
SMOKING = {"nonsmoker": "never", "former": "former", "current": "current"}
MUTATION = {"mutant": 1, "wildtype": 0}
TRANSLOCATION = {"translocated": 1, "wildtype": 0}
INVASION = {"present": 1, "absent": 0, "yes": 1, "no": 0}
#: Ground-glass share of the lesion.
DENSITY = {
    "0%": "solid",
    ">0 - 25%": "mGGN",
    "25 - 50%": "mGGN",
    "50 - 75%": "mGGN",
    "75 - < 100%": "mGGN",
    "100%": "pGGN",
}
T_STAGES = {name.lower(): name for name in ("Tis", "T1a", "T1b", "T2a", "T2b", "T3", "T4")}
N_STAGES = {"n0": 0, "n1": 1, "n2": 2, "n3": 3}
M_STAGES = {"m0": 0, "m1a": 1, "m1b": 1}
#: The lingula is a part of the left upper lobe.
LOBES = {"RUL": "RUL", "RML": "RML", "RLL": "RLL", "LUL": "LUL", "LLL": "LLL", "L Lingula": "LUL"}


@dataclass(frozen=True)
class ClinicalRecord:
    """What a clinical table says of one patient."""

    #: `case_id` and `patient_id` are the patient's.
    row: CaseRow
    #: YYYYMMDD, as DICOM writes StudyDate; TCIA shifted both by the same days.
    ct_date: str | None = None


@dataclass(frozen=True)
class ClinicalTable:
    source: str
    is_tcia: bool
    records: Mapping[str, ClinicalRecord] = field(default_factory=dict)


def read_clinical(path: Path) -> ClinicalTable:
    """Reads TCIA's clinical table, or one with a `patient_id` column and any of cohort.csv's.

    Raises the same errors as `read_cohort`; a spelling that is neither a value nor a known way to
    say "missing" is refused rather than taken for missing.
    """
    if not path.is_file():
        raise CohortFileError(f"{path} does not exist. Name the clinical table as a CSV file.")
    header, lines = read_csv(path)
    tcia_id = next((name for name in TCIA_ID_COLUMNS if name in header), None)
    is_tcia = tcia_id is not None and TCIA_MARK in header
    if not is_tcia and "patient_id" not in header:
        raise CohortColumnError(
            f"{path}: column 'patient_id' is missing. Give TCIA's table, or one with patient_id and "
            "the columns of cohort.csv.",
            "patient_id",
        )
    records: dict[str, ClinicalRecord] = {}
    for line, cells in lines:
        if is_tcia:
            record = TciaLine(str(path), line, cells).record(cells[str(tcia_id)])
        else:
            own = {**dict.fromkeys(CONTRACT_COLUMNS, ""), **cells, "case_id": cells["patient_id"]}
            record = ClinicalRecord(row_of(str(path), line, own), dicom_date(cells.get("ct_date")))
        patient = record.row.patient_id
        if patient in records:
            raise CohortCellError(
                str(path), line, "patient_id", f"'{patient}' occurs twice.", "Keep one row."
            )
        records[patient] = record
    return ClinicalTable(str(path), is_tcia, records)


@dataclass(frozen=True)
class TciaLine:
    """One row of TCIA's table; methods turn its spellings into the contract's values."""

    source: str
    line: int
    cells: Mapping[str, str]

    def record(self, patient: str) -> ClinicalRecord:
        t_stage = self.value("Pathological T stage", T_STAGES)
        labels = {
            "EGFR": self.value("EGFR mutation status", MUTATION),
            "KRAS": self.value("KRAS mutation status", MUTATION),
            "ALK": self.value("ALK translocation status", TRANSLOCATION),
            "LVI": self.value("Lymphovascular invasion", INVASION),
            "VPI": self.value("Pleural invasion (elastic, visceral, or parietal)", INVASION),
            "T4": None if t_stage is None else int(t_stage == "T4"),
        }
        pounds = self.convert("Weight (lbs)", float, "a number of pounds")
        row = CaseRow(
            case_id=patient,
            patient_id=patient,
            sex=self.value("Gender", SEXES),
            age=self.convert("Age at Histological Diagnosis", float, "a number of years"),
            smoking=self.value("Smoking status", SMOKING),
            weight_kg=None if pounds is None else round(pounds * KILOGRAMS_PER_POUND, 1),
            stage=self.stage(t_stage),
            lobe=self.lobe(),
            density=self.value("%GG", DENSITY),
            labels={name: label for name, label in labels.items() if label is not None},
            extra={"histology": self.text("Histology") or ""},
        )
        return ClinicalRecord(row, self.convert("CT Date", dicom_date, "a date as M/D/YYYY"))

    def text(self, column: str) -> str | None:
        """The cell, or `None` where the table does not say or has no such column."""
        text = self.cells.get(column, "")
        return None if text.lower() in MISSING else text

    def value(self, column: str, values: Mapping[str, Any]) -> Any:
        text = self.text(column)
        if text is None:
            return None
        if text.lower() not in values:
            raise CohortCellError(
                self.source,
                self.line,
                column,
                f"'{text}' is not known.",
                f"Use one of {', '.join(values)}, or Unknown.",
            )
        return values[text.lower()]

    def convert(self, column: str, conversion: Callable[[str], Any], expected: str) -> Any:
        text = self.text(column)
        if text is None:
            return None
        try:
            return conversion(text)
        except ValueError:
            raise CohortCellError(
                self.source, self.line, column, f"'{text}' is not {expected}.", "Correct the cell."
            ) from None

    def lobe(self) -> Any:
        lobes = {
            lobe
            for name, lobe in LOBES.items()
            if self.cells.get(f"Tumor Location (choice={name})", "").lower() == "checked"
        }
        return lobes.pop() if len(lobes) == 1 else None

    def stage(self, t: str | None) -> int | None:
        """Stage 1-4 by the 7th edition of the TNM classification, which names T1a to T2b."""
        n = self.value("Pathological N stage", N_STAGES)
        m = self.value("Pathological M stage", M_STAGES)
        if t is None or n is None or m is None or t == "Tis":
            return None
        if m:
            return 4
        if n >= 2 or t == "T4" or (t == "T3" and n == 1):
            return 3
        return 1 if n == 0 and t in ("T1a", "T1b", "T2a") else 2


def dicom_date(text: str | None) -> str | None:
    """YYYYMMDD of M/D/YYYY, YYYY-MM-DD or YYYYMMDD."""
    if not text:
        return None
    for form in ("%m/%d/%Y", "%Y-%m-%d", "%Y%m%d"):
        try:
            return datetime.strptime(text, form).strftime("%Y%m%d")
        except ValueError:
            continue
    raise ValueError(f"{text} is not a date")
