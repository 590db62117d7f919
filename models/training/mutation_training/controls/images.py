"""CT voxels without their order: inside the lesion, or everywhere else."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Voxels = NDArray[np.int16]
Mask = NDArray[np.bool_]


def roi_shuffled(hu: Voxels, mask: Mask, random: np.random.Generator) -> Voxels:
    """The lesion's voxels in another order: its size, shape and histogram stay, its texture goes."""
    return permuted(hu, mask, random)


def background_randomised(hu: Voxels, mask: Mask, random: np.random.Generator) -> Voxels:
    """All voxels outside the lesion in another order: what is around it is gone."""
    return permuted(hu, ~mask, random)


def permuted(hu: Voxels, inside: Mask, random: np.random.Generator) -> Voxels:
    found = hu.copy()
    found[inside] = random.permutation(hu[inside])
    return found
