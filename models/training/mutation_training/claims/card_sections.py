"""The sections of a model card that calibration cases fill; the others stay as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..evaluation.roc import Floats
from ..export.markdown import interval, table
from .conformal import FEWEST_OF_A_CLASS, ConformalCalibration, least_coverage
from .likeness import Likeness
from .measure import NETWORK, REGION
from .reliability import Reliability

CALIBRATION, SETS, UNLIKE = (
    "Calibration",
    "Sets of classes",
    "Inputs unlike the training data",
)
NOT_CALIBRATED = {
    CALIBRATION: "The package has seen no calibration cases (`mutation-train calibrate`).",
    SETS: "None are claimed: the package has seen no calibration cases. Above its threshold a probability "
    "reads as the one class, below as the other.",
    UNLIKE: "Not recognised: the package has seen no calibration cases.",
}


@dataclass(frozen=True)
class CardFacts:
    #: One sentence on the calibration cases.
    cases: str
    #: What was fitted to them.
    how: str
    count: int
    #: Target -> probabilities and labels of the calibration cases.
    known: Mapping[str, tuple[Floats, Floats]]
    reliability: Mapping[str, Reliability | None]
    sets: Mapping[str, ConformalCalibration | None]
    #: Target, threshold before and after.
    moved_thresholds: Sequence[tuple[str, float, float]]
    likeness: Likeness | None
    looks_at_image: bool
    fewest_cases: int
    limit: float


def calibrated_card(card: str, facts: CardFacts) -> str:
    sections = {CALIBRATION: calibration(facts), SETS: sets(facts), UNLIKE: unlike(facts)}
    for heading, text in sections.items():
        card = with_section(card, heading, text)
    return card


def with_section(card: str, heading: str, text: str) -> str:
    """Raises ValueError where the card has no such section."""
    section = re.compile(rf"^## {re.escape(heading)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if not section.search(card):
        raise ValueError(f"the card has no section '{heading}'")
    return section.sub(lambda _: f"## {heading}\n\n{text}\n\n", card, count=1)


def section_after(card: str, before: str, heading: str, text: str) -> str:
    """The card with the section in its place, or else behind another, or else at the end."""
    if re.search(rf"^## {re.escape(heading)}$", card, re.MULTILINE):
        return with_section(card, heading, text)
    own = f"## {heading}\n\n{text}\n"
    section = re.compile(rf"^## {re.escape(before)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if not section.search(card):
        return f"{card.rstrip()}\n\n{own}"
    return section.sub(lambda found: f"{found[0].rstrip()}\n\n{own}\n", card, count=1)


def calibration(facts: CardFacts) -> str:
    rows = [
        (
            name,
            f"{found.positives} / {found.cases}",
            interval(found.auc, 3),
            interval(found.slope, 2),
            interval(found.intercept, 2),
            f"{found.error:.3f}",
            f"{found.noise[0]:.3f} (up to {found.noise[1]:.3f})",
        )
        for name, found in facts.reliability.items()
        if found is not None
    ]
    header = (
        "endpoint",
        "positive / known",
        "AUC (95 % interval)",
        "slope",
        "intercept",
        "calibration error",
        "of a perfect model",
    )
    return (
        f"{facts.cases} {facts.count} cases, {facts.how}\n\n{table(header, rows)}\n\n"
        "Slope and intercept of the outcome on the log odds, with 95 % bootstrap intervals: 1 and 0 "
        "where "
        "probabilities mean what they say. The last column is the calibration error that chance "
        "alone gives a "
        "perfectly calibrated model on these cases: mean, and 95th percentile. Below that no error "
        "is seen."
    )


def sets(facts: CardFacts) -> str:
    changes = ", ".join(
        f"{name} from {before:.3f} to {after:.3f}" for name, before, after in facts.moved_thresholds
    )
    moved = [f"A threshold outside the indeterminate range was moved to its nearer end: {changes}."]
    return "\n\n".join([sets_text(facts.sets, facts.known), *(moved if changes else [])])


def sets_text(
    found_sets: Mapping[str, ConformalCalibration | None], known: Mapping[str, tuple[Floats, Floats]]
) -> str:
    """`known`: target -> probabilities and labels of the cases whose sets are counted."""
    rows = [
        set_row(name, found, known.get(name)) for name, found in found_sets.items() if found is not None
    ]
    none = [name for name, found in found_sets.items() if found is None]
    claimed = []
    if rows:
        header = (
            "endpoint",
            "level",
            "mutant or positive: cases, covers at least",
            "wild type or negative: cases, covers at least",
            "indeterminate",
            "of these cases indeterminate",
        )
        claimed = [
            "Each probability is read as the set of classes that it is compatible with: mutant, wild "
            "type, both "
            "or neither, by class-conditional conformal prediction. A set that is not one class is "
            "called "
            "indeterminate, and nothing else is.",
            table(header, rows),
            "Of new cases of either class, drawn as these were, the set holds the true one in the "
            "share `level` "
            "or more, on average over calibration sets; with these cases, with 95 % confidence, in "
            "the share "
            "after \"covers at least\". On other patients, scanners or contours nothing is promised.",
        ]
    unclaimed = [
        f"No sets are claimed for {', '.join(none)}: there are fewer than {FEWEST_OF_A_CLASS} "
        "calibration cases of a class. Above its threshold a probability reads as the one class, "
        "below as "
        "the other."
    ]
    return "\n\n".join([*claimed, *(unclaimed if none else [])])


def set_row(
    name: str, found: ConformalCalibration, known: tuple[Floats, Floats] | None
) -> tuple[str, ...]:
    low, high = found.indeterminate
    share = "–" if known is None else f"{100 * np.mean(found.sets(known[0]).sum(axis=1) != 1):.0f} %"

    def of_class(cases: int) -> str:
        return f"{cases}, {least_coverage(cases, found.level):.3f}"

    return (
        name,
        f"{found.level:g}",
        of_class(len(found.mutant)),
        of_class(len(found.wild_type)),
        f"{low:.3f} to {high:.3f}",
        share,
    )


def unlike(facts: CardFacts) -> str:
    if not facts.looks_at_image:
        return "Not recognised: the model does not look at the image."
    if facts.likeness is None:
        return f"Not recognised: there are fewer than {facts.fewest_cases} calibration cases."
    names = {NETWORK: "what the last layers decide on", REGION: "the CT in and around the lesion"}
    parts = [names.get(block.name, "radiomic features") for block in facts.likeness.blocks]
    smallest = 1 / (len(facts.likeness.scores) + 1)
    count, limit = len(facts.likeness.scores), facts.limit
    return (
        f"A prediction warns when its score is among the largest {100 * limit:g} % of those of {count} "
        f"calibration cases (conformal p of {limit:g} or less; the smallest there is, {smallest:.2g}, "
        "is shown as "
        "an upper bound). The score is the largest of the distances in "
        f"{', '.join(dict.fromkeys(parts))} (Mahalanobis, Ledoit and Wolf's covariance of the training "
        "cases), each on the scale of the calibration cases' own. How it was chosen, and what it "
        "misses: "
        "`docs/training-likeness.md`."
    )

