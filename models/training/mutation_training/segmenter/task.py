"""The training loop's task: outlines of lesions in cubes that were shifted, turned and mirrored with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor, nn

from ..recipes.augment import Augmentation, augment_images
from ..recipes.examples import Examples
from ..recipes.loop import Called
from ..recipes.loss import outline_loss
from ..recipes.system import to_unit
from .cubes import CubeOptions

AIR_HU = -1000.0


def examples_of(cubes: Tensor) -> Examples:
    """`cubes` [n, 2 · edge, edge, edge], as `training_cube` gives them."""
    planes = cubes.shape[1] // 2
    lesion = cubes[:, planes:].to(torch.uint8).unsqueeze(-1)
    return Examples(cubes[:, :planes], {}, lesion)


class OutlineTask:
    def __init__(self, options: CubeOptions, augment: Augmentation) -> None:
        self.options = options
        #: What moves the image and the lesion alike, and what changes the image alone.
        self.movement = replace(augment, noise=0.0, blur=0.0, depth_flip=False)
        self.disturbance = Augmentation(noise=augment.noise, blur=augment.blur)
        self.depth_flip = augment.depth_flip

    def head(self, network: nn.Module) -> Sequence[nn.Module]:
        return [network.get_submodule("up")]

    def central(self, examples: Examples) -> Examples:
        """With the lesion's centroid in the middle, as it is drawn."""
        return self.cut(examples, torch.full((len(examples), 3), self.options.margin))

    def augmented(self, batch: Examples) -> Examples:
        margin = self.options.margin
        moved = self.cut(batch, torch.randint(2 * margin + 1, (len(batch), 3)))
        hu, lesion = moved.images.float(), moved.labels[..., 0].float()
        planes = hu.shape[1]
        # Side by side as planes of one image both move alike; the lesion as 0 HU in air.
        both = augment_images(
            torch.cat([hu, AIR_HU * (1 - lesion)], dim=1), self.movement, background=AIR_HU
        )
        hu, lesion = both[:, :planes], both[:, planes:] > AIR_HU / 2
        if self.depth_flip:
            flipped = torch.rand(len(hu), 1, 1, 1, device=hu.device) < 0.5
            hu = torch.where(flipped, hu.flip(1), hu)
            lesion = torch.where(flipped, lesion.flip(1), lesion)
        hu = augment_images(hu, self.disturbance, background=AIR_HU)
        return replace(moved, images=hu, labels=lesion.to(torch.uint8).unsqueeze(-1))

    def cut(self, examples: Examples, corners: Tensor) -> Examples:
        """The network's cubes, from `corners` [n, 3] (z, y, x) on."""
        size = self.options.size
        places = [tuple(slice(start, start + size) for start in corner) for corner in corners.tolist()]
        return Examples(
            torch.stack([image[place] for image, place in zip(examples.images, places, strict=True)]),
            {},
            torch.stack([lesion[place] for lesion, place in zip(examples.labels, places, strict=True)]),
        )

    def called(self, network: nn.Module, batch: Examples) -> Called:
        return Called(self.log_odds(network, batch), batch.labels)

    def log_odds(self, network: nn.Module, batch: Examples) -> Tensor:
        """[n, z, y, x, 1]."""
        image = to_unit(batch.images.float(), self.options.clip_hu).unsqueeze(1)
        found: Tensor = network(image)
        return found.movedim(1, -1)

    def loss(self, log_odds: Tensor, labels: Tensor, positive_weight: Tensor) -> Tensor:
        """Without the weight: of a lesion's voxels and the others neither is to be had more often."""
        return outline_loss(log_odds, labels)
