"""The 17-layer 3-D CNN (2024): a lesion's volume to the probability of one mutation."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from .network import MutationNetwork, difference

PUBLISHED_CHANNELS = (32, 64, 128, 256)


class Cnn3d(MutationNetwork):
    """[n, 1, 32, 64, 64] in 0…1 to log-odds [n, targets].

    1,297,090 parameters by default, running means and variances included, as Keras counts them.
    """

    inputs = ("volume",)
    head = ("hidden", "last")

    def __init__(
        self,
        *,
        channels: Sequence[int] = PUBLISHED_CHANNELS,
        hidden: int = 512,
        targets: int = 1,
    ) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        inputs = 1
        for outputs in channels:
            layers += [
                nn.Conv3d(inputs, outputs, 3, padding=1),
                nn.ReLU(),
                nn.MaxPool3d(2),
                nn.BatchNorm3d(outputs, eps=1e-3),
            ]
            inputs = outputs
        self.layers = nn.Sequential(*layers)
        self.hidden = nn.Linear(inputs, hidden)
        self.dropout = nn.Dropout(0.3)
        self.last = nn.Linear(hidden, 2 * targets)

    def log_odds(self, *inputs: Tensor) -> Tensor:
        (volume,) = inputs
        features = self.layers(volume).mean(dim=(2, 3, 4))
        hidden = self.dropout(torch.relu(self.hidden(features)))
        return difference(self.last(hidden))
