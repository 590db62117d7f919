"""Starting from another task: a trunk trained on photographs (the paper's cats and dogs), or ImageNet's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn
from tqdm import tqdm

from ..networks.backbone import Backbone, load_pretrained
from ..networks.mmdl import Mmdl, ViewNetwork, make_backbone
from .augment import augment_images
from .config import Config, ConfigError, strict, write_config
from .examples import Examples
from .loop import Called, fit
from .loss import masked_cross_entropy

IMAGE_FILES = (".jpg", ".jpeg", ".png")
#: What a view network's state begins with, but a bare trunk's does not.
VIEW_NETWORK_PREFIX = "trunk."


@dataclass(frozen=True)
class PretrainingOptions:
    size: int = 299
    #: Share of the images for early stopping.
    validation: float = 0.1


class PhotographClassifier(nn.Module):
    """A view network and one neuron for two classes of photographs."""

    def __init__(self, *, backbone: str, width: float, depth: Sequence[int], attention: bool) -> None:
        super().__init__()
        self.view_network = ViewNetwork(make_backbone(backbone, width, depth, attention))
        self.last = nn.Linear(self.view_network.trunk.feature_count, 1)

    def forward(self, images: Tensor) -> Tensor:
        log_odds: Tensor = self.last(self.view_network(images))
        return log_odds


class Photographs:
    """The loop's task: grey photographs, normalised by their own mean and standard deviation."""

    def __init__(self, config: Config, training: Examples) -> None:
        self.settings = config.augment
        pixels = training.images.float()
        self.mean, self.sd = float(pixels.mean()), float(pixels.std())

    def head(self, network: nn.Module) -> Sequence[nn.Module]:
        return [network.get_submodule("last")]

    def augmented(self, batch: Examples) -> Examples:
        return replace(batch, images=augment_images(batch.images.float(), self.settings, self.mean))

    def log_odds(self, network: nn.Module, batch: Examples) -> Tensor:
        found: Tensor = network((batch.images.float() - self.mean) / self.sd)
        return found

    def called(self, network: nn.Module, batch: Examples) -> Called:
        return Called(self.log_odds(network, batch), batch.labels)

    def loss(self, log_odds: Tensor, labels: Tensor, positive_weight: Tensor) -> Tensor:
        return masked_cross_entropy(log_odds, labels, positive_weight)


def pretrain(config: Config, images: Path, folder: Path) -> None:
    """Trains a view network to tell the two subfolders of `images` apart; writes `trunk.pt`."""
    folder.mkdir(parents=True, exist_ok=True)
    write_config(config, folder / "config.yaml")
    options = strict(PretrainingOptions, config.options, "options")
    photographs = read_photographs(images, options.size)
    order = torch.from_numpy(np.random.default_rng(config.seed).permutation(len(photographs)))
    held_out = max(2, round(options.validation * len(order)))
    training, validation = photographs.take(order[held_out:]), photographs.take(order[:held_out])
    torch.manual_seed(config.seed)
    network = PhotographClassifier(**config.network)
    fit(
        network, Photographs(config, training), training, validation, config.stages, folder,
        seed=config.seed, balance_classes=config.balance_classes,
    )
    torch.save(network.view_network.state_dict(), folder / "trunk.pt")


def read_photographs(folder: Path, size: int) -> Examples:
    """Grey uint8 [n, 1, size, size], labelled 0 and 1 by the subfolders in alphabetical order."""
    classes = sorted(path for path in folder.iterdir() if path.is_dir())
    if len(classes) != 2:
        raise ConfigError(f"{folder} has {len(classes)} subfolders. Put each of two classes into its own.")
    files = [
        (file, label)
        for label, subfolder in enumerate(classes)
        for file in sorted(subfolder.iterdir())
        if file.suffix.lower() in IMAGE_FILES
    ]
    images = np.empty((len(files), 1, size, size), dtype=np.uint8)
    for i, (file, _) in enumerate(tqdm(files, desc="photographs", disable=None)):
        with Image.open(file) as image:
            images[i, 0] = np.asarray(image.convert("L").resize((size, size)))
    labels = torch.tensor([[float(label)] for _, label in files])
    return Examples(torch.from_numpy(images), {}, labels)


def load_trunk(network: nn.Module, weights: Path) -> None:
    """Weights of `pretrain`, or of a bare trunk such as torchvision's, into every trunk of `network`."""
    if not weights.is_file():
        raise ConfigError(f"{weights} does not exist. Pre-train first, or leave out 'pretrained'.")
    state: dict[str, Any] = torch.load(weights, weights_only=True, map_location="cpu")
    if isinstance(network, Mmdl):
        for model in network.view_models:
            view_network = model.get_submodule("view_network")
            if any(name.startswith(VIEW_NETWORK_PREFIX) for name in state):
                view_network.load_state_dict(state)
            else:
                load_pretrained(as_backbone(view_network.get_submodule("trunk")), weights)
        return
    load_pretrained(as_backbone(getattr(network, "backbone", None)), weights)


def as_backbone(module: nn.Module | None) -> Backbone:
    if not isinstance(module, Backbone):
        raise ConfigError("This network has no trunk to start from other weights; leave out 'pretrained'.")
    return module
