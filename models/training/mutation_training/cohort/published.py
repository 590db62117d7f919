"""The published counts of TCIA NSCLC-Radiogenomics, and whether a table meets them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from statistics import median

from .clinical import ClinicalTable
from .errors import CohortCountError
from .table import CaseRow


@dataclass(frozen=True)
class Count:
    """One published statement and what the table gives for it."""

    name: str
    expected: str
    found: str

    @property
    def holds(self) -> bool:
        return self.expected == self.found


Rows = Sequence[CaseRow]


def mutant_wildtype(gene: str) -> Callable[[Rows], str]:
    def describe(rows: Rows) -> str:
        labels = [row.labels[gene] for row in rows if gene in row.labels]
        return f"{labels.count(1)}/{labels.count(0)}"

    return describe


def both_known(rows: Rows) -> str:
    return str(sum("EGFR" in row.labels and "KRAS" in row.labels for row in rows))


def double_mutants(rows: Rows) -> str:
    return " ".join(row.patient_id for row in rows if row.labels.get("EGFR") == row.labels.get("KRAS") == 1)


def sexes(rows: Rows) -> str:
    return "/".join(str(sum(row.sex == sex for row in rows)) for sex in "MF")


def ages(rows: Rows) -> str:
    known = sorted(row.age for row in rows if row.age is not None)
    return f"{known[0]:g}-{known[-1]:g} median {median(known):g}" if known else "none"


def smokers(rows: Rows) -> str:
    return str(sum(row.smoking in ("former", "current") for row in rows))


def patients(rows: Rows) -> str:
    return str(len(rows))


EGFR, KRAS = mutant_wildtype("EGFR"), mutant_wildtype("KRAS")
#: Group, statement, published value, how to find it.
STATEMENTS: tuple[tuple[str, str, str, Callable[[Rows], str]], ...] = (
    ("all", "patients", "211", patients),
    ("all", "EGFR mutant/wild type", "43/129", EGFR),
    ("all", "KRAS mutant/wild type", "38/133", KRAS),
    ("all", "both genes known", "164", both_known),
    ("all", "EGFR and KRAS mutant", "R01-003", double_mutants),
    ("R01", "patients", "162", patients),
    ("R01", "EGFR mutant/wild type", "25/102", EGFR),
    ("R01", "KRAS mutant/wild type", "30/94", KRAS),
    ("R01", "male/female (MMDL)", "119/43", sexes),
    ("R01", "age (MMDL)", "43-87 median 69", ages),
    ("R01", "smokers (MMDL)", "137", smokers),
    ("AMC", "patients", "49", patients),
    ("AMC", "EGFR mutant/wild type", "18/27", EGFR),
    ("AMC", "KRAS mutant/wild type", "8/39", KRAS),
    ("with SEG", "patients", "144", patients),
    ("with SEG", "EGFR mutant/wild type", "23/94", EGFR),
    ("with SEG", "KRAS mutant/wild type", "27/88", KRAS),
    ("with SEG", "both genes known", "113", both_known),
)


def published_counts(table: ClinicalTable, with_segmentation: Collection[str] | None = None) -> list[Count]:
    """Every published count beside the table's.

    `with_segmentation` names the patients who have a SEG (from the images or from the list of
    centroids); without it the counts of that group are left out.
    """
    rows = [record.row for record in table.records.values()]
    groups: dict[str, Rows] = {
        "all": rows,
        "R01": [row for row in rows if row.patient_id.startswith("R01-")],
        "AMC": [row for row in rows if row.patient_id.startswith("AMC-")],
    }
    if with_segmentation is not None:
        groups["with SEG"] = [row for row in rows if row.patient_id in with_segmentation]
    return [
        Count(f"{group}: {name}", expected, find(groups[group]))
        for group, name, expected, find in STATEMENTS
        if group in groups
    ]


def require_published(counts: Sequence[Count]) -> None:
    """Raises `CohortCountError` naming each count that is not met."""
    wrong = [
        f"{count.name} is {count.found or 'none'}, published {count.expected}"
        for count in counts
        if not count.holds
    ]
    if wrong:
        raise CohortCountError(
            f"The table is not TCIA's published one: {'; '.join(wrong)}. Download it again from the "
            "collection's page, doi:10.7937/K9/TCIA.2017.7hs46erv."
        )
