"""A seeded cohort of synthetic lesions, reduced to what the network sees."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import torch
from torch import Tensor

from .lesion import make_lesion
from .views import CLIP_HU, cut_planes


class Split(IntEnum):
    TRAINING = 0
    VALIDATION = 1
    TEST = 2


@dataclass(frozen=True)
class Cohort:
    #: HU int16 [n, 9, 64, 64].
    planes: Tensor
    #: Encoded, float32 [n, 3].
    clinical: Tensor
    #: (EGFR, KRAS) float32 [n, 2].
    labels: Tensor

    def __len__(self) -> int:
        return len(self.labels)

    def hu_statistics(self) -> tuple[float, float]:
        """Mean and standard deviation of the clipped planes."""
        clipped = self.planes.float().clamp(*CLIP_HU)
        return float(clipped.mean()), float(clipped.std())


def make_cohort(split: Split, count: int, seed: int) -> Cohort:
    """Every lesion has its own random stream, so a larger cohort begins with the smaller one."""
    lesions = [make_lesion(np.random.default_rng([seed, split, i])) for i in range(count)]
    return Cohort(
        planes=torch.from_numpy(np.stack([cut_planes(lesion.cube) for lesion in lesions])),
        clinical=torch.tensor([lesion.clinical.encode() for lesion in lesions]),
        labels=torch.tensor([lesion.labels for lesion in lesions], dtype=torch.float32),
    )
