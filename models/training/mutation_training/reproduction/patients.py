"""Who the patients are: the papers' first tables, as counts with shares, means and tests between groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from ..cohort.splits import TEST_SET
from ..cohort.table import CaseRow
from .characteristics import categories_p, ever_smoked, figure, numbers_p
from .request import Request
from .table import Ours

#: A group's name -> its patients, each once.
Groups = Mapping[str, Sequence[CaseRow]]
#: A paper's word for a value -> the value.
Words = Mapping[str, object]

SEXES: Words = {"male": "M", "female": "F"}
SMOKING: Words = {"smoker": True, "non-smoker": False}
LOBES: Words = {name: name for name in ("RUL", "RML", "RLL", "LUL", "LLL")}
STAGES: Words = {f"stage {number}": number for number in (1, 2, 3, 4)}
#: The set whose rows carry no name in Ajou's tables.
INTERNAL = "internal"
#: The column that tells a paper's cohorts apart.
COHORT = "cohort"

EACH_ONCE = "Patients are counted once, by their first lesion; shares are of those whose value is known."
MMDL_DIFFERS = (
    "Training are the cohort's training and validation cases, validation its test cases; of TCIA's table "
    "with `--split paper` these are the paper's own 162 patients.",
    "Patients are counted once, by their first lesion; shares are of all patients, as in the paper.",
    "Smokers are former and current ones.",
    "Wild type of both are patients of whom both genes are known; the paper's 138 must hold others.",
)
FUDAN_DIFFERS = (
    "The paper's text holds no figures of this table. Of its findings location, invasive degree, density and "
    "vacuole are columns of cohort.csv; border, air bronchogram, spiculation, lobulation, halo, vessels and "
    "indentations are not.",
    EACH_ONCE,
)
AJOU_DIFFERS = (
    "The paper names no tests. Here: χ² or Fisher's exact test; t or Mann-Whitney's, as for the 3-D CNN.",
    "Internal are all cases but those of another named test set (column `test_set`), each of which has rows "
    "of its own.",
    "Patients are counted once, by their first lesion.",
)
DEEP_DIFFERS = (
    "The paper's cohorts I and II are the values of a column `cohort` of cohort.csv, in their order; without "
    "it training and test cases stand in their place.",
    EACH_ONCE,
    "Tests as for the 3-D CNN; the paper names none, and of four only that p is below .05.",
)


@dataclass(frozen=True)
class Category:
    read: Callable[[CaseRow], object]
    words: Words


@dataclass(frozen=True)
class Number:
    read: Callable[[CaseRow], float | None]
    #: Of a group's known values.
    shown: Mapping[str, Callable[[Sequence[float]], str]]


def shown_mean(values: Sequence[float]) -> str:
    spread = f" ± {np.std(values, ddof=1):.1f}" if len(values) > 1 else ""
    return f"{np.mean(values):.1f}{spread}"


MEAN = {"": shown_mean}
EXTREMES: Mapping[str, Callable[[Sequence[float]], str]] = {
    " min": lambda values: f"{min(values):g}",
    " max": lambda values: f"{max(values):g}",
    " median": lambda values: f"{np.median(values):g}",
}


def patients_of(rows: Sequence[CaseRow]) -> list[CaseRow]:
    """The first row of each patient."""
    first: dict[str, CaseRow] = {}
    for row in rows:
        first.setdefault(row.patient_id, row)
    return list(first.values())


def described(
    name: str, groups: Groups, what: Category | Number, *, of_all: bool = False, ending: str = ""
) -> list[Ours]:
    """A row for each word of a category, or each figure of a number; a measure for each group.

    Shares are of the patients whose value is known, or with `of_all` of all.
    """
    found = []
    for group, rows in groups.items():
        values = [value for row in rows if (value := what.read(row)) is not None]
        if not values:
            continue
        total = len(rows) if of_all else len(values)
        if isinstance(what, Category):
            for word, wanted in what.words.items():
                count = sum(value == wanted for value in values)
                found.append(Ours(f"{word}{ending}", group, counted(count, total), total))
        else:
            numbers = [float(str(value)) for value in values]
            for suffix, show in what.shown.items():
                found.append(Ours(f"{name}{suffix}{ending}", group, show(numbers), len(numbers)))
    return found


def counted(count: int, total: int) -> str:
    return f"{count} ({count / total:.1%})"


def compared(name: str, groups: Groups, what: Category | Number, ending: str = "") -> list[Ours]:
    """p and the test between two groups; nothing where there are not two with known values."""
    values = [[value for row in rows if (value := what.read(row)) is not None] for rows in groups.values()]
    if len(values) != 2 or not all(values):
        return []
    first, second = values
    p, test = (
        categories_p(first, second)
        if isinstance(what, Category)
        else numbers_p(np.array(first, dtype=float), np.array(second, dtype=float))
    )
    cases = sum(map(len, values))
    return [figure(f"{name}{ending}", "p", p, cases), Ours(f"{name}{ending}", "test", test, cases)]


def numbers_of(groups: Groups) -> list[Ours]:
    total = sum(map(len, groups.values()))
    return [
        Ours("patients", group, counted(len(rows), total), total) for group, rows in groups.items() if rows
    ]


def label_of(endpoint: str, row: CaseRow) -> int | None:
    return row.labels.get(endpoint)


def by_split(request: Request, training: str, test: str) -> Groups:
    everyone = patients_of(request.cohort.rows)
    return {
        training: [row for row in everyone if row.split != "test"],
        test: [row for row in everyone if row.split == "test"],
    }


def by_egfr(rows: Sequence[CaseRow]) -> Groups:
    return {
        "wild type": [row for row in rows if row.labels.get("EGFR") == 0],
        "mutant": [row for row in rows if row.labels.get("EGFR") == 1],
    }


MMDL_VALUES: Mapping[str, Category | Number] = {
    "sex": Category(lambda row: row.sex, SEXES),
    "smoking": Category(ever_smoked, SMOKING),
    "age": Number(lambda row: row.age, EXTREMES),
}


def mmdl_table_1(request: Request) -> list[Ours]:
    groups = by_split(request, "training", "validation")
    found = [Ours("patients", group, str(len(rows)), len(rows)) for group, rows in groups.items() if rows]
    for name, what in MMDL_VALUES.items():
        found += described(name, groups, what, of_all=True)
    for gene in ("EGFR", "KRAS"):
        # Unknown is a value of its own.
        words = {f"{gene} mutant": 1, f"{gene} wild type": 0, f"{gene} unknown": "unknown"}
        known_or_not = Category(partial(label_or_unknown, gene), words)
        found += described(gene, groups, known_or_not, of_all=True)
    return found + [
        Ours(row, group, str(sum(are_both(one, label) for one in rows)), len(rows))
        for row, label in (("both mutant", 1), ("both wild type", 0))
        for group, rows in groups.items()
        if rows
    ]


def label_or_unknown(endpoint: str, row: CaseRow) -> object:
    return row.labels.get(endpoint, "unknown")


def are_both(row: CaseRow, label: int) -> bool:
    return row.labels.get("EGFR") == label and row.labels.get("KRAS") == label


FUDAN_FINDINGS: Mapping[str, Category | Number] = {
    "sex": Category(lambda row: row.sex, SEXES),
    "age": Number(lambda row: row.age, MEAN),
    "location": Category(lambda row: row.lobe, LOBES),
    "invasive degree": Category(
        lambda row: row.invasive_degree, {name: name for name in ("AAH", "AIS", "MIA", "IAC")}
    ),
    "density": Category(lambda row: row.density, {name: name for name in ("pGGN", "mGGN", "solid")}),
    "vacuole": Category(lambda row: row.vacuole, {"vacuole": 1, "no vacuole": 0}),
    "smoking": Category(ever_smoked, SMOKING),
}


def fudan_table_1(request: Request) -> list[Ours]:
    """Of the training cases, as in the paper."""
    groups = by_egfr([row for row in patients_of(request.cohort.rows) if row.split != "test"])
    found = numbers_of(groups)
    for name, what in FUDAN_FINDINGS.items():
        found += described(name, groups, what)
    return found


DEEP_DEMOGRAPHICS: Mapping[str, Category | Number] = {
    "age": Number(lambda row: row.age, MEAN),
    "sex": Category(lambda row: row.sex, SEXES),
    "smoking": Category(ever_smoked, SMOKING),
    "location": Category(lambda row: row.lobe, LOBES),
}
DEEP_ENDPOINTS = ("LVI", "VPI", "T4", "EGFR", "KRAS", "ALK", "TP53", "PIK3CA", "ROS1", "PDL1")


def deep_table_1(request: Request) -> list[Ours]:
    cohorts = by_cohort(request)
    found = numbers_of(cohorts)
    for name, what in DEEP_DEMOGRAPHICS.items():
        found += [*compared(name, cohorts, what), *described(name, cohorts, what)]
    splits = by_split(request, "training", "test")
    for endpoint in DEEP_ENDPOINTS:
        what = Category(
            partial(label_of, endpoint), {f"{endpoint} positive": 1, f"{endpoint} negative": 0}
        )
        found += [*compared(endpoint, splits, what), *described(endpoint, splits, what)]
    return found


def by_cohort(request: Request) -> Groups:
    everyone = patients_of(request.cohort.rows)
    names = sorted({row.extra.get(COHORT, "") for row in everyone} - {""})
    if len(names) < 2:
        return by_split(request, "training", "test")
    return {
        f"cohort {name}": [row for row in everyone if row.extra.get(COHORT) == name] for name in names
    }


AJOU_VALUES: Mapping[str, Category | Number] = {
    "sex": Category(lambda row: row.sex, SEXES),
    "age": Number(lambda row: row.age, MEAN),
    "height": Number(lambda row: row.height_cm, MEAN),
    "weight": Number(lambda row: row.weight_kg, MEAN),
    "smoking": Category(ever_smoked, {"smoker": True}),
    "family history": Category(lambda row: row.family_history, {"with family history": 1}),
    "stage": Category(lambda row: row.stage, STAGES),
}


def ajou_table_1(request: Request) -> list[Ours]:
    """Of the internal cases (training ones, too), then of each other named test set."""
    everyone = patients_of(request.cohort.rows)
    others = {row.extra.get(TEST_SET, "") for row in everyone} - {"", INTERNAL}
    found = []
    for name in ("", *sorted(others)):
        sets = (name,) if name else ("", INTERNAL)
        groups = by_egfr([row for row in everyone if row.extra.get(TEST_SET, "") in sets])
        ending = name and f", {name}"
        found += [
            Ours(f"patients{ending}", group, str(len(rows)), len(rows))
            for group, rows in groups.items()
            if rows
        ]
        for value, what in AJOU_VALUES.items():
            found += [
                *compared(value, groups, what, ending),
                *described(value, groups, what, ending=ending),
            ]
    return found
