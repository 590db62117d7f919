"""The card's section on subgroups: does the model work as well in every group of patients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..cohort.table import CaseRow
from ..evaluation.assess import Assessment
from ..evaluation.subgroups import Subgroup, subgroups
from .markdown import interval, table

NONE = "None could be formed: the cases judged have no clinical values in the cohort's table."


def subgroups_text(assessments: Mapping[str, Assessment | None], rows: Sequence[CaseRow]) -> str:
    """`assessments`: target -> the package's model; `None` where it could not be judged."""
    by_case = {row.case_id: row for row in rows}
    lines = [
        line
        for target, assessment in assessments.items()
        if assessment is not None
        for line in (row_of(target, group) for group in subgroups(assessment, by_case))
    ]
    if not lines:
        return NONE
    header = ("endpoint", "group", "positive / cases", "AUC (95 % interval)", "sensitivity", "specificity")
    return (
        f"{table(header, lines)}\n\n"
        "On the cases of the results, at the one threshold; thirds of age and diameter. Groups with fewer "
        "than five positives or negatives have no AUC. With so many groups some differ by chance."
    )


def row_of(target: str, group: Subgroup) -> tuple[str, ...]:
    return (
        target,
        f"{group.name}: {group.value}",
        f"{group.positives} / {group.cases}",
        "too few" if group.auc is None else interval(group.auc),
        "–" if group.sensitivity != group.sensitivity else f"{group.sensitivity:.2f}",
        "–" if group.specificity != group.specificity else f"{group.specificity:.2f}",
    )
