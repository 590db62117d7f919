"""A model package as a teacher: what it says of views, all together and each alone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from ..claims.measure import calibrated, read_package
from ..export.session import open_network
from ..recipes.config import ConfigError
from .maps import mixed

#: Inputs of a package that a light tier can be made of.
INPUTS = {"views", "clinical"}


class Said(NamedTuple):
    """Calibrated probabilities, as the package gives them, in its manifest's order of targets."""

    #: float32 [n, targets].
    whole: Tensor
    #: float32 [n, views, targets]: of each view alone.
    views: Tensor
    #: float16 [n, views, channels, h, w]: the last feature maps, as `mixed` has them; absent where a package
    #: shows none.
    maps: Tensor | None = None


class Teacher:
    """Runs the package's network on one thread of the processor.

    Raises ClaimError where there is no package, ConfigError for one that reads anything but views and
    clinical values, or does not tell what a view alone says.
    """

    def __init__(self, folder: Path) -> None:
        package = read_package(folder)
        self.manifest = package.manifest
        self.digest = f"sha256:{hashlib.sha256((folder / 'model.json').read_bytes()).hexdigest()}"
        self.views = self.input_of("views")
        self.clinical = self.input_of("clinical")
        others = {given["kind"] for given in self.manifest["inputs"]} - INPUTS
        if self.views is None or others or "viewProbabilities" not in self.manifest["outputs"]:
            raise ConfigError(
                f"{folder} reads other things than views of the CT. Only of a nine-view package can a light "
                "tier be made."
            )
        self.session = open_network(folder, self.manifest["graph"])

    def input_of(self, kind: str) -> Mapping[str, Any] | None:
        return next((given for given in self.manifest["inputs"] if given["kind"] == kind), None)

    @property
    def id(self) -> str:
        return str(self.manifest["id"])

    @property
    def targets(self) -> tuple[str, ...]:
        return tuple(target["id"] for target in self.manifest["targets"])

    @property
    def thresholds(self) -> dict[str, float]:
        return {target["id"]: float(target["threshold"]) for target in self.manifest["targets"]}

    @property
    def planes(self) -> tuple[str, ...]:
        assert self.views is not None
        return tuple(self.views["planes"])

    @property
    def clip_hu(self) -> tuple[float, float]:
        assert self.views is not None
        low, high = self.views["clipHu"]
        return low, high

    @property
    def maps(self) -> list[str]:
        """The tensor of the views' last feature maps; none where the package shows none."""
        shown = self.manifest["outputs"].get("featureMaps", [])
        return [entry["maps"] for entry in shown if entry["input"] == "views"]

    @property
    def fields(self) -> list[dict[str, Any]]:
        """Of the clinical input: the manifest's, which training encodes by as hosts do."""
        return [] if self.clinical is None else [dict(field) for field in self.clinical["fields"]]

    def read(self, images: Tensor, clinical: Tensor) -> Said:
        """Planes in HU [n, views, 64, 64], and clinical values [n, fields] as `fields` encode them."""
        assert self.views is not None
        size, scale = self.views["resize"]["size"], self.views["normalisation"]
        resized = F.interpolate(images.float().cpu(), (size, size), mode="bilinear", align_corners=False)
        views = ((resized.clamp(*self.clip_hu) - scale["mean"]) / scale["sd"]).numpy()
        values = clinical.float().cpu().numpy()
        outputs = self.manifest["outputs"]
        names = [outputs["probabilities"], outputs["viewProbabilities"], *self.maps]
        whole, alone, maps = [], [], []
        for n in range(len(views)):
            feeds = {self.views["tensor"]: views[n : n + 1]}
            if self.clinical is not None:
                feeds[self.clinical["tensor"]] = values[n : n + 1]
            together, each, *seen = self.session.run(names, feeds)
            whole.append(calibrated(self.manifest, together[0]))
            alone.append(calibrated(self.manifest, each[0]))
            maps += [mixed(found) for found in seen]
        device = images.device
        return Said(
            torch.from_numpy(np.stack(whole)).float().to(device),
            torch.from_numpy(np.stack(alone)).float().to(device),
            torch.from_numpy(np.stack(maps)).to(device) if maps else None,
        )
