"""Is a lesion like those that a model was trained on: one score, and its conformal p-value.

The score is the largest of the blocks' distances, each on the scale of the calibration cases' own:
z = (distance − median) / (90th percentile − median). core/src/prediction/trainingLikeness.ts computes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .distance import BlockDistance, fit_distance, region_floors
from .measure import NETWORK, REGION

Floats = NDArray[np.float64]

#: At or below this p-value a lesion is called unlike the training data.
LIMIT = 0.02
#: Below this number of calibration cases nothing is claimed: too many lesions would be flagged by chance.
FEWEST_CASES = 200
DIGITS = 5


@dataclass(frozen=True)
class Block:
    name: str
    distance: BlockDistance
    median: float
    q90: float

    def z(self, numbers: Floats) -> Floats:
        return np.asarray((self.distance.of(numbers) - self.median) / (self.q90 - self.median))


@dataclass(frozen=True)
class Likeness:
    blocks: tuple[Block, ...]
    #: Of the calibration cases, ascending.
    scores: Floats

    def score(self, numbers: Mapping[str, Floats]) -> Floats:
        """Blocks of [cases, length] to [cases]."""
        return np.asarray(np.max([block.z(numbers[block.name]) for block in self.blocks], axis=0))

    def p_value(self, scores: Floats) -> Floats:
        """(1 + calibration cases with a score at least as large) / (cases + 1)."""
        at_least = len(self.scores) - np.searchsorted(self.scores, scores, side="left")
        return np.asarray((at_least + 1) / (len(self.scores) + 1))

    def flags(self, numbers: Mapping[str, Floats]) -> NDArray[np.bool_]:
        return np.asarray(self.p_value(self.score(numbers)) <= LIMIT)


def fit_likeness(
    training: Mapping[str, Floats], calibration: Mapping[str, Floats], region_names: Sequence[str]
) -> Likeness:
    """As the package's file holds it: rounded before the calibration cases are scored."""
    distances = {name: block_distance(name, numbers, region_names) for name, numbers in training.items()}
    return scored(distances, {name: found.of(calibration[name]) for name, found in distances.items()})


@dataclass(frozen=True)
class FoldBlocks:
    """Blocks of [cases, numbers] by the network that has not seen a fold."""

    seen: Mapping[str, Floats]
    unseen: Mapping[str, Floats]


def likeness_of_folds(
    training: Mapping[str, Floats], folds: Sequence[FoldBlocks], region_names: Sequence[str]
) -> Likeness:
    """The distances of the network of all `training` cases, on the scale of what each fold's network found
    of the cases that it had not seen."""
    distances = {name: block_distance(name, numbers, region_names) for name, numbers in training.items()}
    of_cases = {
        name: np.concatenate(
            [block_distance(name, fold.seen[name], region_names).of(fold.unseen[name]) for fold in folds]
        )
        for name in training
    }
    return scored(distances, of_cases)


def block_distance(name: str, numbers: Floats, region_names: Sequence[str]) -> BlockDistance:
    return fit_distance(
        numbers,
        "linear" if name in (NETWORK, REGION) else "signed-logarithm",
        region_floors(region_names) if name == REGION else None,
    ).rounded(DIGITS)


def scored(distances: Mapping[str, BlockDistance], of_cases: Mapping[str, Floats]) -> Likeness:
    """`of_cases`: block -> [calibration cases]."""
    blocks, z = [], []
    for name, distance in distances.items():
        median, q90 = (round_to(q) for q in np.quantile(of_cases[name], [0.5, 0.9]))
        blocks.append(Block(name, distance, median, q90))
        z.append((of_cases[name] - median) / (q90 - median))
    return Likeness(tuple(blocks), np.array([round_to(score) for score in np.sort(np.max(z, axis=0))]))


def round_to(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def likeness_file(likeness: Likeness) -> dict[str, Any]:
    """The file's content: `LikenessReference` of core/src/inference/likenessReference.ts."""
    return {
        "blocks": [block_entry(block) for block in likeness.blocks],
        "scores": likeness.scores.tolist(),
    }


def block_entry(block: Block) -> dict[str, Any]:
    distance = block.distance
    kind = {"kind": block.name} if block.name in (NETWORK, REGION) else {
        "kind": "radiomics",
        "tensor": block.name,
    }
    return {
        **kind,
        "length": distance.length,
        "places": distance.places.tolist(),
        "scale": distance.scale,
        "mean": distance.mean.tolist(),
        "sd": distance.sd.tolist(),
        "precision": distance.precision[np.tril_indices(len(distance.places))].tolist(),
        "median": block.median,
        "q90": block.q90,
    }
