"""What groups of inputs contribute to the log odds: the twin of core/src/prediction/contributions.ts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..claims.measure import Floats
from .graph import Feeds, PackageGraph

#: In the order in which they are told.
GROUPS = ("image", "radiomics", "ring", "clinical")
#: A map of the image shows what decides where the image has this share of all groups' contributions.
SMALLEST_IMAGE_SHARE = 0.1


def group_of(given: Mapping[str, Any]) -> str:
    match given["kind"]:
        case "radiomics":
            return "ring" if given["roi"]["kind"] == "ring" else "radiomics"
        case "clinical":
            return "clinical"
    return "image"


def groups_of(inputs: Sequence[Mapping[str, Any]]) -> list[str]:
    there = {group_of(given) for given in inputs}
    return [group for group in GROUPS if group in there]


def reference_like(given: Mapping[str, Any], tensor: NDArray[np.float32]) -> NDArray[np.float32]:
    """The input where it tells nothing: an image outside the CT, features and values as if unknown."""
    match given["kind"]:
        case "radiomics":
            return filled(tensor, [feature["missing"] for feature in given["features"]])
        case "clinical":
            return filled(tensor, [field["missing"] for field in given["fields"]])
        case "slices":
            return np.zeros_like(tensor)
        case "views":
            return np.full_like(tensor, normalised(given["cube"]["outsideHu"], given))
    return np.full_like(tensor, normalised(given["outsideHu"], given))


def filled(tensor: NDArray[np.float32], values: Sequence[float]) -> NDArray[np.float32]:
    return np.array([values], dtype=np.float32).reshape(tensor.shape)


def normalised(hu: float, given: Mapping[str, Any]) -> float:
    mean, sd = given["normalisation"]["mean"], given["normalisation"]["sd"]
    return float((np.clip(hu, *given["clipHu"]) - mean) / sd)


def changes_of(graph: PackageGraph, feeds: Feeds) -> Floats:
    """[groups, targets]: log odds less those with the whole group at its reference."""
    inputs = graph.manifest["inputs"]
    whole = graph.log_odds(feeds)
    rows = []
    for group in groups_of(inputs):
        own = [given for given in inputs if group_of(given) == group]
        references = {g["tensor"]: reference_like(g, feeds[g["tensor"]]) for g in own}
        rows.append(whole - graph.log_odds({**feeds, **references}))
    return np.stack(rows)


def image_shares(groups: Sequence[str], changes: Floats) -> Floats:
    """[targets]: of the standard deviations of the groups' contributions over cases [cases, groups, targets],
    the image's part; 0 for a model without images."""
    if "image" not in groups:
        return np.zeros(changes.shape[2])
    spreads = changes.std(axis=0)
    total = spreads.sum(axis=0)
    return np.asarray(spreads[groups.index("image")] / np.where(total > 0, total, 1))
