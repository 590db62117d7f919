"""Does what the package claims hold on these cases: its sets of classes, and its warnings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.stats import binomtest

from ..evaluation.roc import Interval
from .cases import Judged, TargetCases

NAMES = {1: "mutant", 0: "wild-type"}


@dataclass(frozen=True)
class SetsFound:
    level: float
    #: Share of the mutant (positive) and wild-type (negative) lesions whose set holds the true class, with
    #: Clopper and Pearson's 95 % interval; NaN where there are none.
    mutant: Interval
    wild_type: Interval
    #: Lesions by the size of their set.
    single: int
    both: int
    none: int
    #: Of the lesions whose set is one class, the share for which it is the true one.
    single_right: Interval


@dataclass(frozen=True)
class WarningFound:
    code: str
    lesions: int
    positives: int
    #: Share called rightly at the threshold, with and without the warning.
    right: Interval
    right_without: Interval


def sets_found(cases: TargetCases) -> SetsFound | None:
    """`None` where the package claims no sets for this target."""
    claimed = [one for one in cases.judged if one.row.set_level is not None]
    if not claimed or claimed[0].row.set_level is None:
        return None
    singles = [one for one in claimed if len(one.row.set_classes) == 1]
    return SetsFound(
        level=claimed[0].row.set_level,
        mutant=share([holds_truth(one) for one in claimed if one.label == 1]),
        wild_type=share([holds_truth(one) for one in claimed if one.label == 0]),
        single=len(singles),
        both=sum(len(one.row.set_classes) == 2 for one in claimed),
        none=sum(not one.row.set_classes for one in claimed),
        single_right=share([holds_truth(one) for one in singles]),
    )


def holds_truth(one: Judged) -> bool:
    return NAMES[one.label] in one.row.set_classes


def warnings_found(cases: TargetCases) -> list[WarningFound]:
    """Warnings that some of the lesions judged have and others have not, the commonest first."""
    codes = dict.fromkeys(code for one in cases.judged for code in one.row.warnings)
    found = []
    for code in codes:
        warned = [one for one in cases.judged if code in one.row.warnings]
        others = [one for one in cases.judged if code not in one.row.warnings]
        if others:
            found.append(
                WarningFound(
                    code,
                    len(warned),
                    sum(one.label for one in warned),
                    share([called_rightly(one) for one in warned]),
                    share([called_rightly(one) for one in others]),
                )
            )
    return sorted(found, key=lambda one: -one.lesions)


def called_rightly(one: Judged) -> bool:
    probability, threshold = one.row.probability, one.row.threshold
    return ((probability or 0) >= (0.5 if threshold is None else threshold)) == bool(one.label)


def share(found: Sequence[bool]) -> Interval:
    """Clopper and Pearson's interval."""
    if not found:
        return Interval(float("nan"), float("nan"), float("nan"))
    test = binomtest(sum(found), len(found))
    low, high = test.proportion_ci(0.95, method="exact")
    return Interval(float(test.statistic), float(low), float(high))
