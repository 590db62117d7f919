"""The deletion test (Petsiuk 2018): do the log odds fall faster where the map is highest than anywhere?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..claims.measure import Floats
from .contributions import reference_like
from .graph import Feeds, PackageGraph, Read

#: Shares of the map's cells that are deleted.
SHARES = (0.1, 0.2, 0.3, 0.4, 0.5)
RANDOM_ORDERS = 4


def deletion_gains(
    graph: PackageGraph, feeds: Feeds, read: Read, given: Mapping[str, Any], random: np.random.Generator
) -> Floats:
    """[targets]: how much farther the log odds fall, on average over the shares, when the cells of the map
    are deleted from the highest on than in random orders.

    `given`: the manifest's image input, to whose reference a deleted cell is set.
    """
    image = feeds[given["tensor"]]
    cells = cells_of(image.shape, read.maps.shape[1:])
    reference = reference_like(given, image)
    count = int(cells.max()) + 1

    def falls(order: NDArray[np.int64]) -> Floats:
        """[targets]: mean fall over the shares."""
        after = []
        for share in SHARES:
            deleted = np.zeros(count, dtype=bool)
            deleted[order[: round(share * count)]] = True
            tensor = np.where(deleted[cells], reference, image)
            after.append(graph.log_odds({**feeds, given["tensor"]: tensor}))
        return np.asarray(read.log_odds - np.mean(after, axis=0))

    anywhere = np.mean([falls(random.permutation(count)) for _ in range(RANDOM_ORDERS)], axis=0)
    ordered = [
        falls(np.argsort(-values.ravel(), kind="stable"))[target]
        for target, values in enumerate(read.maps)
    ]
    return np.asarray(np.array(ordered) - anywhere)


def cells_of(image: tuple[int, ...], maps: tuple[int, ...]) -> NDArray[np.int64]:
    """For each sample of an image input [1, …] the cell of the maps [images, …] that it lies in: the images
    are the planes or slices, or the one volume or patch, and a map covers its whole image."""
    axes = [
        np.minimum(np.arange(length) * cells // length, cells - 1)
        for length, cells in zip(image[1:], maps, strict=True)
    ]
    return np.ravel_multi_index(np.ix_(*axes), maps)[None]
