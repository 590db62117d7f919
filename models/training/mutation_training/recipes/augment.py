"""Random changes of training images, seeded by torch's generator, the same for all planes of a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor


@dataclass(frozen=True)
class Augmentation:
    """Nothing by default."""

    #: In-plane angles to draw from; 0 is always among them.
    angles: tuple[float, ...] = ()
    #: In-plane angle drawn evenly from −this to this, degrees.
    rotation: float = 0.0
    #: Largest relative change of size.
    scale: float = 0.0
    #: Largest in-plane shift in pixels.
    shift: float = 0.0
    #: Turns by 90, 180, 270 degrees.
    quarter_turns: bool = False
    #: Mirrors rows, columns.
    flips: bool = False
    #: Mirrors the order of the planes of a volume or stack.
    depth_flip: bool = False
    #: Standard deviation of added noise, in the image's unit.
    noise: float = 0.0
    #: Chance of a 3×3 blur.
    blur: float = 0.0
    #: α of the Beta distribution by which two cases and their labels are mixed; 0: never.
    mixup: float = 0.0
    #: Chance of hiding a clinical value, so that the network knows unknown ones.
    hide_clinical: float = 0.0


def augment_images(images: Tensor, settings: Augmentation, background: float) -> Tensor:
    """[n, planes, rows, columns]; what comes from outside is `background`."""
    if settings.angles or settings.rotation or settings.scale or settings.shift:
        images = warp(images - background, settings) + background
    if settings.quarter_turns or settings.flips or settings.depth_flip:
        images = torch.stack([mirror_and_turn(image, settings) for image in images])
    if settings.blur:
        blurred = F.avg_pool2d(images, 3, 1, 1, count_include_pad=False)
        images = torch.where(chance(images, settings.blur), blurred, images)
    if settings.noise:
        images = images + settings.noise * torch.randn_like(images)
    return images


def chance(images: Tensor, probability: float) -> Tensor:
    """[n, 1, 1, 1] true with this probability."""
    return torch.rand(len(images), 1, 1, 1, device=images.device) < probability


def spread(count: int, largest: float) -> Tensor:
    """`count` values drawn evenly from −largest to largest."""
    return (2 * torch.rand(count) - 1) * largest


def warp(images: Tensor, settings: Augmentation) -> Tensor:
    """Rotates, scales and shifts in plane, bilinear; zeros come from outside."""
    n, _, rows, columns = images.shape
    degrees = spread(n, settings.rotation)
    if settings.angles:
        angles = torch.tensor((0.0, *settings.angles, *(-angle for angle in settings.angles)))
        degrees = degrees + angles[torch.randint(len(angles), (n,))]
    radians = torch.deg2rad(degrees)
    zoom = 1 + spread(n, settings.scale)
    cos, sin = torch.cos(radians) / zoom, torch.sin(radians) / zoom
    # In units of half the image; a non-square image is turned in pixels, not in those units.
    aspect = rows / columns
    right, down = 2 * spread(n, settings.shift) / columns, 2 * spread(n, settings.shift) / rows
    theta = torch.stack(
        [torch.stack([cos, -sin * aspect, right], 1), torch.stack([sin / aspect, cos, down], 1)], 1
    )
    grid = F.affine_grid(theta.to(images), list(images.shape), align_corners=False)
    return F.grid_sample(images, grid, mode="bilinear", align_corners=False)


class Orientation(NamedTuple):
    """A way for planes to lie: quarter turns, then mirrored along axes of [planes, rows, columns]."""

    turns: int
    mirrored: tuple[int, ...]


def oriented(image: Tensor, orientation: Orientation) -> Tensor:
    """[planes, rows, columns], the same for all planes."""
    turned = torch.rot90(image, orientation.turns, (1, 2)) if orientation.turns else image
    return turned.flip(orientation.mirrored) if orientation.mirrored else turned


def orientations(settings: Augmentation) -> list[Orientation]:
    """Every way that turning and mirroring in plane can give, each once; first as the image lies."""
    turns = range(4) if settings.quarter_turns else (0,)
    # With quarter turns, rows mirrored are columns mirrored and half a turn.
    mirrors: Sequence[tuple[int, ...]] = ((), (2,), (1,), (1, 2)) if settings.flips else ((),)
    if settings.quarter_turns:
        mirrors = mirrors[:2]
    return [Orientation(turn, mirrored) for mirrored in mirrors for turn in turns]


def mirror_and_turn(image: Tensor, settings: Augmentation) -> Tensor:
    """[planes, rows, columns], the same for all planes."""
    turns, *flips = torch.randint(4, (4,)).tolist()
    mirrored = [axis for axis in (1, 2) if settings.flips and flips[axis - 1] < 2]
    if settings.depth_flip and flips[2] < 2:
        mirrored.append(0)
    return oriented(image, Orientation(turns if settings.quarter_turns else 0, tuple(mirrored)))


def hide_values(
    values: Tensor, missing: Tensor, probability: float, random: torch.Generator | None = None
) -> Tensor:
    """`values` [n, fields] with some replaced by what stands for missing [fields]."""
    hidden = torch.rand(values.shape, generator=random, device=values.device) < probability
    return torch.where(hidden, missing.to(values).expand_as(values), values)


def draw_mixture(count: int, alpha: float) -> tuple[Tensor, float]:
    """Partners [count] and the first's share (Zhang 2018)."""
    share = float(torch.distributions.Beta(alpha, alpha).sample())
    return torch.randperm(count), share
