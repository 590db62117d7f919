"""What the U-Net sees: a cube of CT around a point, along the patient's L, P and S."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates

from ..cohort.geometry import Floats, Grid
from ..networks.unet import least_edge
from ..preprocessing.case import Case
from ..preprocessing.sampling import OUTSIDE_HU
from ..recipes.config import Config, ConfigError, strict


@dataclass(frozen=True)
class CubeOptions:
    #: Samples of the cube's edge.
    size: int = 128
    spacing_mm: float = 1.0
    #: In training the point lies off the lesion's middle by up to so much along each axis.
    shift_mm: float = 10.0
    #: HU that become 0 and 1.
    clip_hu: tuple[float, float] = (-1000.0, 400.0)

    @property
    def margin(self) -> int:
        """Samples around the cube from which a shifted one is cut."""
        return round(self.shift_mm / self.spacing_mm)

    def to_mapping(self) -> dict[str, Any]:
        return {
            "size": self.size,
            "spacing_mm": self.spacing_mm,
            "shift_mm": self.shift_mm,
            "clip_hu": list(self.clip_hu),
        }


def cube_options(config: Config) -> CubeOptions:
    """Raises ConfigError where the network cannot halve the cube as often as it does."""
    options = strict(CubeOptions, config.options, "options")
    least = least_edge(config.network["channels"])
    if options.size < least or options.size % (least // 2):
        raise ConfigError(
            f"options: size {options.size} does not fit the network. Choose a multiple of {least // 2} from "
            f"{least} on."
        )
    return options


def grid_of(case: Case) -> Grid:
    k, j, i = case.hu.shape
    return Grid(case.affine, (i, j, k))


def cube_points(centre: Floats, size: int, spacing_mm: float, grid: Grid) -> NDArray[np.float64]:
    """[3, z, y, x]: the samples' fractional indices (k, j, i) in `grid`; centre in LPS mm."""
    offsets = (np.arange(size) - (size - 1) / 2) * spacing_mm
    z, y, x = np.meshgrid(offsets, offsets, offsets, indexing="ij")
    lps = np.stack([x, y, z], axis=-1).reshape(-1, 3) + centre
    return grid.to_ijk(lps).T[::-1].reshape(3, size, size, size)


def sample_hu(hu: NDArray[np.int16], points: NDArray[np.float64]) -> NDArray[np.int16]:
    """Linear, in whole HU; −1000 outside `hu` [k, j, i]."""
    found = map_coordinates(hu, points, output=np.float32, order=1, cval=OUTSIDE_HU)
    return np.asarray(np.rint(found), dtype=np.int16)


def training_cube(case: Case, options: CubeOptions) -> NDArray[np.float32]:
    """[2 · edge, edge, edge]: whole HU around the lesion's centroid, then the lesion (0 or 1).

    The edge is that of the network's cube and `margin` on either side.
    """
    edge = options.size + 2 * options.margin
    points = cube_points(case.centroid, edge, options.spacing_mm, grid_of(case))
    lesion = map_coordinates(case.mask.astype(np.float32), points, order=1) >= 0.5
    return np.concatenate([sample_hu(case.hu, points), lesion]).astype(np.float32)
