"""What a light tier's card says of its teacher."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..claims.card_sections import section_after
from ..export.markdown import interval, table
from .agreement import SMALL, Agreement

HEADING, BEFORE = "Agreement with the full model", "Operating point"


def light_card(card: str, teacher: Mapping[str, Any], found: Mapping[str, Agreement], has_test: bool) -> str:
    """The card with what the two have in common, and how far they agree."""
    return section_after(card, BEFORE, HEADING, agreement_text(teacher, found, has_test))


def found_on_text(teacher: Mapping[str, Any]) -> str:
    """How scaling and threshold came about."""
    return (
        f"Scaled to the probabilities of {teacher['id']}, not to labels, on cases that weights were not "
        "fitted to; 95 % bootstrap intervals.\nThresholds are those of the full model."
    )


def agreement_text(teacher: Mapping[str, Any], found: Mapping[str, Agreement], has_test: bool) -> str:
    rows = [
        (
            target,
            str(one.cases),
            f"{one.median:.3f}, {one.high:.3f}, {one.largest:.3f}",
            f"{100 * one.within:.0f} %",
            f"{100 * one.within_itself:.0f} %",
            str(one.changed),
            shown(one.teacher_auc),
            shown(one.student_auc),
            "–" if one.difference is None else interval(one.difference),
        )
        for target, one in found.items()
    ]
    header = (
        "endpoint",
        "cases",
        "difference of probabilities: median, 95th percentile, largest",
        f"at most {SMALL:g}",
        "full model and itself, views mirrored: the same",
        "read as another class",
        "AUC of the full model",
        "AUC of this one",
        "difference of AUCs (95 % interval)",
    )
    cases = "test cases" if has_test else "cases that the scaling was found on (there are no test cases)"
    return (
        f"Light tier of `{teacher['id']}` (`{teacher['digest']}`), taught by its calibrated probabilities: "
        f"of all views, and of each alone. On the {cases}, which it was not trained on:\n\n"
        f"{table(header, rows)}\n\n"
        "What the full model says of mirrored views is a yardstick: no trait of a lesion tells them apart. "
        "The light tier agrees with the full model, not with the patient: where that one errs, so does this. "
        "On images unlike these the two may differ more. Intervals after Zou and Donner, with DeLong's "
        "correlation."
    )


def shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
