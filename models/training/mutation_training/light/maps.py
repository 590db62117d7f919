"""A teacher's last feature maps in few channels, and the layer that guesses them from a student's.

What a network decides on lies in its last maps, thousands of numbers for a view where its opinion is two:
held to them too, a student learns as much from half the training.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from ..networks.mmdl import Mmdl

#: Channels that stand for all of a teacher's.
CHANNELS = 48
#: Of the maps' distance, which is about 1 for a student that knows nothing, beside that of the probabilities.
WEIGHT = 4.0


@cache
def mixture(channels: int) -> NDArray[np.float32]:
    """[channels, at most `CHANNELS`], each time the same.

    Orthonormal and drawn at random: distances between maps are kept but for a factor (Johnson and
    Lindenstrauss 1984).
    """
    drawn = np.random.default_rng(channels).normal(size=(channels, min(CHANNELS, channels)))
    return np.linalg.qr(drawn)[0].astype(np.float32)


def mixed(maps: NDArray[np.float32]) -> NDArray[np.float16]:
    """[views, channels, h, w] to at most `CHANNELS` mixtures of the channels."""
    fewer = np.einsum("vchw,ck->vkhw", maps, mixture(maps.shape[1]), optimize=True)
    return np.asarray(fewer, dtype=np.float16)


class MapGuess(nn.Module):
    """A student's last maps to its teacher's, as `mixed` has them."""

    def __init__(self, network: Mmdl, channels: int) -> None:
        super().__init__()
        features = network.each_view_model()[0].view_network.trunk.feature_count
        self.layer = nn.Conv2d(features, channels, 1)

    def distance(self, maps: Tensor, said: Tensor, variance: float) -> Tensor:
        """Mean square of what is wrong, in units of `variance`; `maps` and `said` [n, views, channels, h, w].

        The teacher's are averaged to the student's pixels where those are coarser.
        """
        own = maps.flatten(0, 1)
        wanted = F.adaptive_avg_pool2d(said.float().flatten(0, 1), (int(own.shape[2]), int(own.shape[3])))
        return F.mse_loss(self.layer(own), wanted) / variance
