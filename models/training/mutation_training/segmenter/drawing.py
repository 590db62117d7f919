"""Lesions as a trained U-Net draws them, each by a network that has not seen its patient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import label, map_coordinates

from ..cohort.ct import CtVolume, UnusableImages
from ..cohort.errors import CohortError
from ..cohort.geometry import Floats, Grid
from ..networks.unet import UNet3d
from ..recipes.config import strict
from ..recipes.system import to_unit
from .cubes import CubeOptions, cube_points, sample_hu
from .train import CHECKPOINT, SYSTEM

Mask = NDArray[np.bool_]
Indices = NDArray[np.intp]
#: mm from the point within which the lesion must begin.
REACH_MM = 5.0
#: Log-odds beyond the cube.
CERTAINLY_NOT = -20.0


@dataclass(frozen=True)
class Segmenter:
    network: UNet3d
    options: CubeOptions
    #: The patients that trained it or chose its epoch.
    patients: frozenset[str]

    def draw(self, hu: NDArray[np.int16], grid: Grid, seed: Floats) -> Mask:
        """[k, j, i] on the CT's grid: the lesion at `seed` (LPS mm).

        Raises `UnusableImages` where there is none, and where it reaches beyond the cube.
        """
        options = self.options
        points = cube_points(seed, options.size, options.spacing_mm, grid)
        cube = torch.from_numpy(sample_hu(hu, points)).float()
        with torch.no_grad():
            image = to_unit(cube, options.clip_hu)[None, None]
            log_odds = self.network(image)[0, 0].numpy()
        parts, count = label(log_odds > 0)
        if not count:
            raise UnusableImages("U-Net segmentation: no lesion at the centre given")
        lesion = parts == nearest_part(parts, options)
        edges = [lesion.take(place, axis) for axis in range(3) for place in (0, -1)]
        if any(edge.any() for edge in edges):
            raise UnusableImages(
                f"U-Net segmentation: the lesion reaches beyond the {options.size * options.spacing_mm:g} mm "
                "that the network sees"
            )
        return on_grid(np.where(lesion | (parts == 0), log_odds, CERTAINLY_NOT), grid, seed, options)


def nearest_part(parts: NDArray[np.int32], options: CubeOptions) -> int:
    """The part at the cube's middle, or the nearest. Raises `UnusableImages` where none is near."""
    voxels = np.argwhere(parts)
    distance = np.linalg.norm(voxels - (options.size - 1) / 2, axis=1) * options.spacing_mm
    nearest = int(distance.argmin())
    if distance[nearest] > REACH_MM:
        raise UnusableImages("U-Net segmentation: no lesion at the centre given")
    return int(parts[tuple(voxels[nearest])])


def half_edge(options: CubeOptions) -> float:
    """mm from the cube's middle to its outermost samples."""
    return (options.size - 1) / 2 * options.spacing_mm


def block_around(grid: Grid, seed: Floats, options: CubeOptions) -> tuple[Indices, Indices]:
    """First and last-plus-one index (i, j, k) of the voxels that the cube's samples lie between."""
    half = half_edge(options)
    corners = np.stack(np.meshgrid(*[(-half, half)] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    ijk = grid.to_ijk(corners + seed)
    start = np.maximum(np.floor(ijk.min(axis=0)), 0).astype(np.intp)
    stop = np.minimum(np.ceil(ijk.max(axis=0)) + 1, grid.size).astype(np.intp)
    return start, stop


def on_grid(log_odds: NDArray[np.float32], grid: Grid, seed: Floats, options: CubeOptions) -> Mask:
    """[k, j, i]: where the log-odds [z, y, x], linear between samples, are above 0."""
    half = half_edge(options)
    start, stop = block_around(grid, seed, options)
    shape = tuple(int(n) for n in (stop - start)[::-1])
    k, j, i = (places.ravel() for places in np.indices(shape))
    lps = grid.to_lps(np.stack([i, j, k], axis=1) + start)
    samples = ((lps - seed + half) / options.spacing_mm).T[::-1]
    inside = map_coordinates(log_odds, samples, order=1, cval=CERTAINLY_NOT) > 0
    if not inside.any():
        raise UnusableImages("U-Net segmentation: the lesion is smaller than the CT's voxels")
    return grid.around(inside.reshape(shape), start)


@dataclass(frozen=True)
class SegmenterRun:
    folder: Path
    #: That of all training cases, then those without a fold.
    segmenters: Sequence[Segmenter]

    def unseen(self, patient: str) -> Segmenter | None:
        """One that has not seen the patient."""
        return next((one for one in self.segmenters if patient not in one.patients), None)

    def draw(self, hu: NDArray[np.int16], grid: Grid, seed: Floats, patient: str) -> Mask:
        """As `Segmenter.draw`; `UnusableImages` also where every network has seen the patient."""
        return self.fair_to(patient).draw(hu, grid, seed)

    def draw_on(self, volume: CtVolume, seed: Floats, patient: str) -> Mask:
        """As `draw`, reading no more of the CT than the network sees."""
        segmenter = self.fair_to(patient)
        start, stop = block_around(volume.grid, seed, segmenter.options)
        drawn = segmenter.draw(volume.read(start, stop), volume.grid.part(start, stop), seed)
        return volume.grid.around(drawn, start)

    def fair_to(self, patient: str) -> Segmenter:
        segmenter = self.unseen(patient)
        if segmenter is None:
            raise UnusableImages("U-Net segmentation: every network of the run was trained on this patient")
        return segmenter


def read_segmenter_run(folder: Path) -> SegmenterRun:
    """Raises CohortError where there is no complete run of a segmenter."""
    folds = sorted(folder.glob("fold-*"), key=lambda path: int(path.name.partition("-")[2]))
    return SegmenterRun(folder, [read_segmenter(path / CHECKPOINT) for path in (folder, *folds)])


def read_segmenter(path: Path) -> Segmenter:
    if not path.is_file():
        raise CohortError(f"{path} does not exist. Train it with `mutation-train segmenter train`.")
    found = torch.load(path, weights_only=True, map_location="cpu")
    if found["system"] != SYSTEM:
        raise CohortError(f"{path} is a run of {found['system']}, which draws no lesions.")
    network = UNet3d(**found["network"])
    network.load_state_dict(found["state"])
    options = strict(CubeOptions, found["preprocessing"], str(path))
    return Segmenter(network.eval(), options, frozenset(found["patients"]))
