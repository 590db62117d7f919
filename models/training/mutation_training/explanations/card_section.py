"""The card's section on what the model goes by, and what it says of maps under its limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..claims.card_sections import with_section
from ..claims.measure import Floats
from ..evaluation.roc import Interval
from ..export.markdown import interval, table
from .contributions import SMALLEST_IMAGE_SHARE
from .deletion import RANDOM_ORDERS, SHARES
from .explained import Explained, MapTests
from .randomisation import RANDOM_NETWORKS

HEADING, NEXT = "Explanations", "Limits"
NOT_EXPLAINED = "Not measured (`mutation-train explain`)."
WITH_MAPS = "A class-activation map shows what raised the model's log odds, not what causes a mutation."
TREES_DECIDE = (
    "There is no class-activation map: the trees decide almost alone, and a map of the network would show "
    "what hardly counts."
)
STEPS_DECIDE = (
    "There is no class-activation map: a forest or nearest neighbours decide, which have no slope by which "
    "the image's share could be drawn."
)
IMAGE_HARDLY_COUNTS = (
    "There is no class-activation map: the image hardly counts beside the other inputs, and a map would show "
    "what does not decide."
)
NAMES = {
    "image": "image",
    "radiomics": "features of the lesion",
    "ring": "features of the ring",
    "clinical": "clinical values",
}
REFERENCES = {
    "image": "an image as if all of it lay outside the CT",
    "radiomics": "features as if they could not be taken",
    "ring": "features as if they could not be taken",
    "clinical": "clinical values as if unknown",
}
BOOTSTRAP_SAMPLES = 1000


def with_explanations(card: str, manifest: Mapping[str, Any], explained: Explained, cases: str) -> str:
    if f"## {HEADING}\n" not in card:
        card = card.replace(f"## {NEXT}\n", f"## {HEADING}\n\n## {NEXT}\n", 1)
    if "featureMaps" not in manifest["outputs"]:
        card = card.replace(WITH_MAPS, IMAGE_HARDLY_COUNTS)
    targets = [target["id"] for target in manifest["targets"]]
    parts = [contributions(targets, explained, cases), maps(targets, manifest, explained)]
    return with_section(card, HEADING, "\n\n".join(filter(None, parts)))


def contributions(targets: Sequence[str], explained: Explained, cases: str) -> str:
    groups, changes = explained.groups, explained.changes
    means, spreads = changes.mean(axis=0), changes.std(axis=0)
    has_share = "image" in groups and len(groups) > 1
    rows = [
        (
            target,
            *(f"{signed(means[g, t])} ({spreads[g, t]:.2f})" for g in range(len(groups))),
            *([f"{100 * explained.image_shares[t]:.0f} %"] if has_share else []),
        )
        for t, target in enumerate(targets)
    ]
    header = ("endpoint", *(NAMES[group] for group in groups), *(["image's share"] if has_share else []))
    share = " The image's share is that of its standard deviation in all groups'." if has_share else ""
    several = (
        " Groups that act together count for each, so contributions need not add up."
        if len(groups) > 1
        else ""
    )
    references = ", ".join(dict.fromkeys(REFERENCES[group] for group in groups))
    return (
        f"{cases} What a group of inputs contributes is the log odds less those with the whole group at its "
        f"reference: {references}. Mean, and standard deviation over {len(changes)} cases:\n\n"
        f"{table(header, rows)}\n\n"
        "The mean says how far a usual case lies from the reference; results show it beside a lesion's own "
        f"contribution. The standard deviation says how much the group decides.{several}{share}"
    )


def signed(value: float) -> str:
    # Without a sign of nothing.
    return f"{round(value, 2) + 0.0:+.2f}"


def maps(targets: Sequence[str], manifest: Mapping[str, Any], explained: Explained) -> str:
    if "image" not in explained.groups:
        return ""
    if "featureMaps" not in manifest["outputs"]:
        return "No class-activation map is offered: the image decides too little (see Limits)."
    if explained.maps is None:
        return "Class-activation maps were not tested."
    tests = explained.maps
    rows = [
        (
            target,
            interval(mean_interval(tests.gains[:, t]), 2),
            f"{100 * np.mean(tests.gains[:, t] > 0):.0f} %",
            f"{tests.correlations[:, t].mean():.2f} ({np.abs(tests.correlations[:, t]).max():.2f})",
        )
        for t, target in enumerate(targets)
    ]
    header = (
        "endpoint",
        "log odds fall farther by (95 % interval)",
        "in cases",
        "ρ with random networks (largest)",
    )
    least, most = SHARES[0], SHARES[-1]
    return (
        f"Class-activation maps, on {len(tests.gains)} of the cases:\n\n{table(header, rows)}\n\n"
        f"Deletion: {100 * least:.0f} to {100 * most:.0f} % of a map's cells, the highest first, are set to "
        "the image's reference; the fall of the log odds beyond that of as many random cells "
        f"({RANDOM_ORDERS} orders). Weight randomisation: Spearman's rank correlation of a map with that of "
        f"{RANDOM_NETWORKS} networks whose weights were shuffled: mean, and largest in size. Near 0, the map "
        f"shows what was learnt.{cautions(targets, explained, tests)}"
    )


def unconfirmed(targets: Sequence[str], explained: Explained) -> list[str]:
    """Targets whose map is not to be relied on, for the manifest: those that the card names."""
    if explained.maps is None:
        return []
    doubtful = {*weak_maps(targets, explained.maps), *hardly_counting(targets, explained)}
    return [target for target in targets if target in doubtful]


def weak_maps(targets: Sequence[str], tests: MapTests) -> list[str]:
    return [target for t, target in enumerate(targets) if mean_interval(tests.gains[:, t]).low <= 0]


def hardly_counting(targets: Sequence[str], explained: Explained) -> list[str]:
    shares = zip(targets, explained.image_shares, strict=True)
    return [target for target, share in shares if share < SMALLEST_IMAGE_SHARE]


def cautions(targets: Sequence[str], explained: Explained, tests: MapTests) -> str:
    weak = ", ".join(weak_maps(targets, tests))
    small = ", ".join(hardly_counting(targets, explained))
    return (
        (f" **Not shown to point at what decides: the maps for {weak}.**" if weak else "")
        + (f" **The image hardly counts for {small}: nor do their maps.**" if small else "")
    )


def mean_interval(values: Floats) -> Interval:
    """With a 95 % bootstrap interval."""
    random = np.random.default_rng(0)
    drawn = random.integers(len(values), size=(BOOTSTRAP_SAMPLES, len(values)))
    low, high = np.percentile(values[drawn].mean(axis=1), [2.5, 97.5])
    return Interval(float(values.mean()), float(low), float(high))
