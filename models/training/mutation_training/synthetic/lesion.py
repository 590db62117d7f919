"""One synthetic lesion: a 64 mm cube of lung with a nodule, and labels with a planted signal.

Signal: `spiculation` (spicules and coarse texture) drives EGFR, `solid_share` (the part of the nodule
that is not ground glass) drives KRAS, clinical values add a little. Everything else is nuisance: size,
shape, vessels, pleura, noise, blur, position.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from ..clinical import Clinical
from .views import CUBE_SIZE

Cube = NDArray[np.float32]
Value = TypeVar("Value")

LUNG_HU, VESSEL_HU, WALL_HU = -860.0, 40.0, 45.0
SOLID_HU, GROUND_GLASS_HU = 30.0, -560.0

#: Weight of image against clinical values in the labels' log-odds.
IMAGE_LOG_ODDS, CLINICAL_LOG_ODDS = 12.0, 0.7
#: Share of clinical values that training hides.
HIDDEN_SHARE = 0.15


@dataclass(frozen=True)
class SyntheticLesion:
    #: HU [z, y, x], 1 mm.
    cube: NDArray[np.int16]
    clinical: Clinical
    #: (EGFR, KRAS), 0 or 1.
    labels: tuple[int, int]


def make_lesion(rng: Generator) -> SyntheticLesion:
    spiculation, solid_share = rng.uniform(0, 1, 2)
    age = float(np.clip(rng.normal(68, 10), 40, 90))
    female = bool(rng.random() < 0.5)
    smoking = str(rng.choice(["never", "former", "current"], p=[0.3, 0.45, 0.25]))

    never = smoking == "never"
    egfr = IMAGE_LOG_ODDS * (spiculation - 0.5)
    egfr += CLINICAL_LOG_ODDS * ((1 if female else -1) + (1 if never else -0.5))
    kras = IMAGE_LOG_ODDS * (solid_share - 0.5)
    kras += CLINICAL_LOG_ODDS * (-1 if never else 0.5)
    labels = (draw(egfr, rng), draw(kras, rng))

    clinical = Clinical(
        age_years=hide(age, rng), sex=hide("F" if female else "M", rng), smoking=hide(smoking, rng)
    )
    cube = draw_background(rng)
    add_nodule(cube, spiculation, solid_share, rng)
    return SyntheticLesion(acquire(cube, rng), clinical, labels)


def draw(log_odds: float, rng: Generator) -> int:
    return int(rng.random() < 1 / (1 + np.exp(-log_odds)))


def hide(value: Value, rng: Generator) -> Value | None:
    return None if rng.random() < HIDDEN_SHARE else value


def coordinates() -> tuple[Cube, Cube, Cube]:
    """mm from the cube's centre along z, y, x; broadcastable."""
    axis = np.arange(CUBE_SIZE, dtype=np.float32) - (CUBE_SIZE - 1) / 2
    return axis[:, None, None], axis[None, :, None], axis[None, None, :]


def along(direction: NDArray[np.float64]) -> Cube:
    """Distance of every voxel from the centre along a unit vector (z, y, x)."""
    z, y, x = coordinates()
    return (z * direction[0] + y * direction[1] + x * direction[2]).astype(np.float32)


def unit_vectors(count: int, rng: Generator) -> NDArray[np.float64]:
    vectors = rng.normal(size=(count, 3))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def blend(cube: Cube, inside: Cube, hu: Cube | float) -> None:
    """Covers `cube` by `hu` where `inside` is 1, partly where it lies between."""
    cube += inside * (hu - cube)


def soft_step(depth_mm: Cube, width_mm: float = 0.5) -> Cube:
    return 1 / (1 + np.exp(-np.clip(depth_mm / width_mm, -20, 20)))


def smooth_noise(sigma_mm: float, rng: Generator) -> Cube:
    """Correlated noise of unit variance."""
    noise = gaussian_filter(
        rng.standard_normal((CUBE_SIZE,) * 3, dtype=np.float32), sigma_mm, mode="wrap"
    )
    return noise / noise.std()


def draw_background(rng: Generator) -> Cube:
    """Aerated lung, vessels that pass the nodule, and in every third cube the chest wall."""
    cube = LUNG_HU + rng.normal(0, 20) + 25 * smooth_noise(2.0, rng)
    z, y, x = coordinates()
    for direction, side in zip(unit_vectors(8, rng), unit_vectors(8, rng), strict=True):
        start = side * rng.uniform(4, 30)
        radius = rng.uniform(0.7, 2.5)
        t = along(direction) - float(start @ direction)
        squared = (z - start[0]) ** 2 + (y - start[1]) ** 2 + (x - start[2]) ** 2 - t**2
        blend(cube, soft_step(radius - np.sqrt(np.maximum(squared, 0))), VESSEL_HU)
    if rng.random() < 1 / 3:
        wall = along(unit_vectors(1, rng)[0]) - rng.uniform(14, 28)
        blend(cube, soft_step(wall), WALL_HU + 15 * smooth_noise(3.0, rng))
    return cube


def add_nodule(cube: Cube, spiculation: float, solid_share: float, rng: Generator) -> None:
    """An ellipsoid with a bumpy surface; spicules, texture and ground glass as asked for."""
    z, y, x = coordinates()
    shift = rng.uniform(-1, 1, 3)
    stretch = rng.uniform(0.8, 1.25, 3)
    dz, dy, dx = (z - shift[0]) / stretch[0], (y - shift[1]) / stretch[1], (x - shift[2]) / stretch[2]
    distance = np.sqrt(dz**2 + dy**2 + dx**2) + 1e-3

    radius = rng.uniform(4.5, 12.5)
    surface = np.full_like(distance, radius)
    for direction in unit_vectors(8, rng):
        lobe = (dz * direction[0] + dy * direction[1] + dx * direction[2]) / distance
        surface += radius * rng.uniform(-0.12, 0.12) * np.exp(4 * (lobe - 1))
    reach = surface.copy()
    for direction in unit_vectors(26, rng):
        lobe = (dz * direction[0] + dy * direction[1] + dx * direction[2]) / distance
        height = spiculation * rng.uniform(3, 9)
        reach = np.maximum(reach, surface + height * np.exp(70 * (lobe - 1)))

    texture = (20 + 110 * spiculation) * smooth_noise(1.5, rng)
    solid = soft_step(surface * solid_share ** (1 / 3) - distance)
    hu = GROUND_GLASS_HU + rng.normal(0, 25) + solid * (SOLID_HU - GROUND_GLASS_HU) + texture
    blend(cube, soft_step(reach - distance), hu)


def acquire(cube: Cube, rng: Generator) -> NDArray[np.int16]:
    """Blur of kernel and slice thickness, noise of dose."""
    in_plane, through_plane = rng.uniform(0.3, 0.7), rng.uniform(0.3, 1.1)
    blurred = gaussian_filter(cube, (through_plane, in_plane, in_plane))
    noise = gaussian_filter(rng.standard_normal(cube.shape, dtype=np.float32), in_plane)
    measured = blurred + rng.uniform(8, 35) * noise / noise.std()
    return np.rint(np.clip(measured, -1024, 1500)).astype(np.int16)
