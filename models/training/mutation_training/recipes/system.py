"""What a published system adds to the shared training: its inputs, network and non-neural parts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ..networks.network import MutationNetwork
from ..preprocessing.case import Case
from .augment import augment_images, draw_mixture, hide_values
from .examples import Examples
from .images import load_images
from .loop import Called
from .loss import masked_cross_entropy
from .predictions import Predictions
from .run import Floats, Run


@dataclass(frozen=True)
class Trained:
    """A network and what it says of every case."""

    network: MutationNetwork
    #: With folds, the number of networks whose mean `network` is.
    members: int | None
    #: [cases, targets]; with folds, of the pool's cases by the network that did not see them.
    probabilities: Floats


@dataclass(frozen=True)
class Outcome:
    """What a run leaves for its checkpoint, beside the predictions."""

    trained: Trained
    network_arguments: Mapping[str, Any]
    #: The model of predictions.csv that the package gives.
    main_model: str
    #: The non-neural parts in plain values.
    parts: Mapping[str, Any] = field(default_factory=dict)


class System(ABC):
    """One system's recipe; also the loop's `Task`."""

    #: The image's name among the network's inputs and in the cache.
    image: ClassVar[str]
    #: Whether the model may be the mean of networks that were trained on different folds.
    takes_folds: ClassVar[bool] = True
    #: What lies outside the image.
    background: ClassVar[float] = -1000.0

    def __init__(self, run: Run) -> None:
        self.run = run
        self.config = run.config

    # Inputs.

    @abstractmethod
    def image_settings(self) -> dict[str, Any]:
        """What the image depends on; part of the checkpoint's `preprocessing`."""

    @abstractmethod
    def read_image(self, case: Case) -> NDArray[np.float32]:
        """[planes, rows, columns]."""

    def tables(self) -> dict[str, Tensor]:
        """The network's other inputs, [cases, …]."""
        return {}

    def learn(self, training: Examples) -> None:  # noqa: B027
        """Takes from the training images what `network_image` needs; most need nothing."""

    @abstractmethod
    def network_image(self, images: Tensor) -> Tensor:
        """Augmented images [n, planes, rows, columns] as the network reads them."""

    @abstractmethod
    def preprocessing(self) -> dict[str, Any]:
        """The checkpoint's `preprocessing`."""

    def images(self) -> Tensor:
        """Of all cases, and of each once more from the cache. Raises CohortError."""
        return load_images(self.run.cohort, self.image, self.image_settings(), self.read_image)

    def examples(self) -> Examples:
        images = self.images()
        labels = torch.from_numpy(self.run.label_table).float()
        examples = Examples(images, self.tables(), labels)
        self.learn(examples.take(torch.from_numpy(self.run.pool)))
        return examples

    # Network.

    @abstractmethod
    def network_arguments(self) -> dict[str, Any]:
        """Of the network, as the configuration and the inputs have it."""

    def companions(self) -> Mapping[str, tuple[str, dict[str, Any]]]:
        """Networks trained beside the system's own and compared with it: model's name -> the network's name
        in the registry, and its arguments."""
        return {}

    def before_fit(self, network: MutationNetwork) -> None:  # noqa: B027
        """Adds to a new network what it needs while it learns; most need nothing."""

    def after_fit(self, network: MutationNetwork, training: Examples) -> None:  # noqa: B027
        """Fits to a trained network what takes no gradients, and takes away what `before_fit` added; most
        have nothing."""

    def finish(self, trained: Trained, examples: Examples, predictions: Predictions) -> Outcome:
        """The system's other models."""
        self.add_predictions(predictions, "cnn", trained.probabilities)
        return Outcome(trained, self.network_arguments(), "cnn")

    def add_predictions(self, predictions: Predictions, model: str, probabilities: Floats) -> None:
        for i, target in enumerate(self.config.targets):
            predictions.add(model, target, probabilities[:, i], self.run.fold_of)

    # The loop's task.

    def head(self, network: nn.Module) -> Sequence[nn.Module]:
        names = cast(MutationNetwork, network).head
        return [network.get_submodule(name) for name in names]

    def missing_clinical(self) -> Tensor | None:
        """[fields] what stands for an unknown clinical value in the network's input."""
        return None

    def augmented(self, batch: Examples) -> Examples:
        settings = self.config.augment
        images = augment_images(batch.images.float(), settings, self.background)
        tables = dict(batch.tables)
        missing = self.missing_clinical()
        if settings.hide_clinical and missing is not None:
            tables["clinical"] = hide_values(tables["clinical"], missing, settings.hide_clinical)
        changed = replace(batch, images=images, tables=tables)
        return mix(changed, settings.mixup) if settings.mixup else changed

    def network_inputs(self, network: nn.Module, batch: Examples) -> list[Tensor]:
        images = self.network_image(batch.images.float())
        names = cast(MutationNetwork, network).inputs
        return [images if name == self.image else batch.tables[name] for name in names]

    def called(self, network: nn.Module, batch: Examples) -> Called:
        return Called(self.log_odds(network, batch), batch.labels)

    def log_odds(self, network: nn.Module, batch: Examples) -> Tensor:
        return cast(MutationNetwork, network).log_odds(*self.network_inputs(network, batch))

    def loss(self, log_odds: Tensor, labels: Tensor, positive_weight: Tensor) -> Tensor:
        return masked_cross_entropy(log_odds, labels, positive_weight)


def mix(batch: Examples, alpha: float) -> Examples:
    """Mixup: every case with a partner; a label stays unknown if one of the two is."""
    partner, share = draw_mixture(len(batch), alpha)
    other = batch.take(partner)

    def mixed(first: Tensor, second: Tensor) -> Tensor:
        return share * first + (1 - share) * second

    tables = {name: mixed(table, other.tables[name]) for name, table in batch.tables.items()}
    return Examples(mixed(batch.images, other.images), tables, mixed(batch.labels, other.labels))


def to_unit(images: Tensor, clip_hu: Sequence[float]) -> Tensor:
    """HU clipped, then 0…1."""
    low, high = clip_hu
    return (images.clamp(low, high) - low) / (high - low)
