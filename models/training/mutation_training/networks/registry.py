"""A network from what a checkpoint says of it: its system's name and keyword arguments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .ajou import AjouMultimodal, AjouTables
from .cnn3d import Cnn3d
from .deep_radscore import DeepRadScore
from .mmdl import Mmdl
from .network import FoldEnsemble, MutationNetwork
from .resnet3d import ResNet3d

NETWORKS: Mapping[str, type[MutationNetwork]] = {
    "ajou-multimodal": AjouMultimodal,
    "ajou-tables": AjouTables,
    "cnn3d": Cnn3d,
    "deep-radscore": DeepRadScore,
    "fudan-fusion": ResNet3d,
    "mmdl": Mmdl,
}


def build_network(
    system: str, arguments: Mapping[str, Any], members: int | None = None
) -> MutationNetwork:
    """The system's network, untrained; with `members`, the mean of that many."""
    network = NETWORKS[system]
    if members is None:
        return network(**arguments)
    return FoldEnsemble([network(**arguments) for _ in range(members)])
