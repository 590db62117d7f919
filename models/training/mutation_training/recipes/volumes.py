"""The systems that read the lesion's volume in HU, clipped to 0…1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from ..preprocessing.case import Case
from ..preprocessing.volume import CLIP_HU, bounding_box_volume, centred_cube
from .system import System, to_unit


@dataclass(frozen=True)
class CentredCube:
    """A cube around the lesion's centre."""

    size: int = 64
    spacing_mm: float = 1.0
    clip_hu: tuple[float, float] = (-1000.0, 400.0)

    def read(self, case: Case) -> NDArray[np.float32]:
        return centred_cube(case, size=self.size, spacing_mm=self.spacing_mm)

    def to_mapping(self) -> dict[str, Any]:
        return {
            "crop": "centred",
            "shape": [self.size] * 3,
            "spacing_mm": self.spacing_mm,
            "outside_mask_hu": None,
            "clip_hu": list(self.clip_hu),
        }


@dataclass(frozen=True)
class BoundingBox:
    """The lesion's bounding box at 1 mm, resized; other tissue is replaced unless asked for."""

    #: Planes, rows, columns.
    shape: tuple[int, int, int] = (32, 64, 64)
    outside_mask_hu: int | None = -1000
    #: Preprocessing clips before it resizes.
    clip_hu: ClassVar[tuple[float, float]] = CLIP_HU

    def read(self, case: Case) -> NDArray[np.float32]:
        return bounding_box_volume(case, shape=self.shape, outside=self.outside_mask_hu)

    def to_mapping(self) -> dict[str, Any]:
        return {
            "crop": "bounding-box",
            "shape": list(self.shape),
            "spacing_mm": 1.0,
            "outside_mask_hu": self.outside_mask_hu,
            "clip_hu": list(self.clip_hu),
        }


class VolumeSystem(System):
    image = "volume"
    volume: CentredCube | BoundingBox

    def image_settings(self) -> dict[str, Any]:
        settings = self.volume.to_mapping()
        # Applied later, so that another window needs no new preprocessing.
        del settings["clip_hu"]
        return settings

    def read_image(self, case: Case) -> NDArray[np.float32]:
        return self.volume.read(case)

    def network_image(self, images: Tensor) -> Tensor:
        return to_unit(images, self.volume.clip_hu).unsqueeze(1)

    def preprocessing(self) -> dict[str, Any]:
        return {"volume": self.volume.to_mapping()}

    def network_arguments(self) -> dict[str, Any]:
        return {**self.config.network, "targets": len(self.config.targets)}
