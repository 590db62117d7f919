"""What was measured of a package: the contributions of its inputs, and the tests of its maps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..claims.measure import Floats
from .contributions import SMALLEST_IMAGE_SHARE, image_shares


@dataclass(frozen=True)
class MapTests:
    #: [cases, targets]: how much farther the log odds fall than with random deletions.
    gains: Floats
    #: [cases · random networks, targets]: Spearman's ρ of the maps with those of random networks.
    correlations: Floats


@dataclass(frozen=True)
class Explained:
    groups: Sequence[str]
    #: [cases, groups, targets].
    changes: Floats
    #: `None` for a package without maps.
    maps: MapTests | None

    @property
    def image_shares(self) -> Floats:
        return image_shares(self.groups, self.changes)

    @property
    def image_decides(self) -> bool:
        return bool((self.image_shares >= SMALLEST_IMAGE_SHARE).any())
