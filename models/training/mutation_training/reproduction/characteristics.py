"""3-D CNN, table 1: how mutant and wild-type patients differ; Fudan, table 2: what predicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2_contingency, fisher_exact, mannwhitneyu, shapiro, ttest_ind

from ..cohort.table import CaseRow
from ..evaluation.roc import Interval
from ..tabular.clinical import raw_table
from ..tabular.wald import fit_wald
from .request import Request
from .table import Ours

Floats = NDArray[np.float64]
TARGET = "EGFR"
#: Below this expected count of any cell χ² does not hold and Fisher's exact test is made.
FEWEST_EXPECTED = 5
#: Of Shapiro and Wilk's test: below, a value is not taken for normal.
NORMAL_LEVEL = 0.05
PREDICTORS = ("sex", "age", "invasive_degree", "density", "vacuole", "smoking")
CHARACTERISTICS_DIFFER = (
    "χ², or Fisher's exact test where an expected count is below 5 (of larger tables by scipy's "
    "permutations); "
    "t test where Shapiro and Wilk's does not reject in either group, else Mann-Whitney.",
    "CEA is the column `cea` of cohort.csv in ng/mL, high above 5 (choice: the paper names no bound); TCIA's "
    "table has none.",
    "Smokers are former and current ones, as in the paper.",
)
PREDICTORS_DIFFER = (
    "Alone: χ² or Fisher's exact test for categories, Mann-Whitney for age, as in the paper. Together: "
    "logistic "
    "regression on the patients who have all of the values, Wald's p and interval of the odds ratio.",
    "A value that the cohort does not have, or that is the same in all patients, is left out.",
    "Invasive degree is known after surgery only.",
)


def split_by_label(rows: Sequence[CaseRow], values: Sequence[object]) -> tuple[list[object], list[object]]:
    """Known values of mutant and of wild-type cases."""
    groups: tuple[list[object], list[object]] = ([], [])
    for row, value in zip(rows, values, strict=True):
        label = row.labels.get(TARGET)
        if label is not None and value not in (None, ""):
            groups[1 - label].append(value)
    return groups


def categories_p(first: Sequence[object], second: Sequence[object]) -> tuple[float, str]:
    """p and the test, for categories; NaN where there is only one."""
    names = sorted({str(value) for value in (*first, *second)})
    counts = np.array([[sum(str(v) == name for v in group) for name in names] for group in (first, second)])
    if counts.shape[1] < 2 or (counts.sum(axis=1) == 0).any():
        return float("nan"), "none"
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0, keepdims=True) / counts.sum()
    if expected.min() < FEWEST_EXPECTED:
        return float(np.asarray(fisher_exact(counts).pvalue)), "Fisher"
    return float(chi2_contingency(counts, correction=False).pvalue), "χ²"


def numbers_p(first: Floats, second: Floats, may_be_normal: bool = True) -> tuple[float, str]:
    """p and the test, for numbers."""
    if min(len(first), len(second)) < 3:
        return float("nan"), "none"
    groups = (first, second)
    if may_be_normal and all(np.ptp(x) > 0 and shapiro(x).pvalue >= NORMAL_LEVEL for x in groups):
        return float(ttest_ind(first, second).pvalue), "t"
    return float(mannwhitneyu(first, second).pvalue), "Mann-Whitney"


def figure(row: str, measure: str, p: float, cases: int) -> Ours:
    return Ours(row, measure, Interval(p, float("nan"), float("nan")), cases)


#: Name -> how a case's value is read, and whether it is a number.
Columns = Mapping[str, tuple[Callable[[CaseRow], object], bool]]


def ever_smoked(row: CaseRow) -> bool | None:
    return None if row.smoking is None else row.smoking != "never"


CNN3D_COLUMNS: Columns = {
    "age": (lambda row: row.age, True),
    "CEA": (lambda row: row.cea_high, False),
    "location": (lambda row: row.lobe, False),
    "stage": (lambda row: row.stage, False),
    "sex": (lambda row: row.sex, False),
    "smoking": (ever_smoked, False),
}


def differences(columns: Columns, request: Request) -> list[Ours]:
    """p and test of each column between mutant and wild-type cases."""
    rows, found = request.cohort.rows, []
    for name, (read, is_number) in columns.items():
        values = [read(row) for row in rows]
        mutant, wild_type = split_by_label(rows, values)
        cases = len(mutant) + len(wild_type)
        if not cases:
            continue
        p, test = (
            numbers_p(np.array(mutant, dtype=float), np.array(wild_type, dtype=float))
            if is_number
            else categories_p(mutant, wild_type)
        )
        found += [figure(name, "p", p, cases), Ours(name, "test", test, cases)]
    return found


def fudan_table_2(request: Request) -> list[Ours]:
    rows = request.cohort.rows
    found = []
    for name in PREDICTORS:
        mutant, wild_type = split_by_label(rows, [getattr(row, name) for row in rows])
        if not mutant or not wild_type:
            continue
        p, _ = (
            numbers_p(np.array(mutant, dtype=float), np.array(wild_type, dtype=float), False)
            if name == "age"
            else categories_p(mutant, wild_type)
        )
        found.append(figure(name, "univariate p", p, len(mutant) + len(wild_type)))
    values, labels = raw_table(rows, PREDICTORS), request.cohort.labels(TARGET)
    there = np.flatnonzero((~np.isnan(values)).any(axis=0))
    complete = ~np.isnan(values[:, there]).any(axis=1) & ~np.isnan(labels)
    there = there[np.ptp(values[complete][:, there], axis=0) > 0] if complete.any() else there[:0]
    fitted = fit_wald(values[complete][:, there], labels[complete]) if len(there) else None
    for place, column in enumerate(there if fitted is not None else []):
        assert fitted is not None
        odds, cases = fitted.odds_ratio(place), int(complete.sum())
        found += [
            figure(PREDICTORS[column], "multivariate p", fitted.p[place], cases),
            Ours(PREDICTORS[column], "odds ratio", odds, cases),
        ]
    return found
