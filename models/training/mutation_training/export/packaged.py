"""The network of a package: a readout with calibrated probabilities, as PyTorch computes it."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from ..evaluation.calibration import Platt
from ..networks.registry import build_network
from .folding import fold, round_weights
from .readouts import Decision, Readings, Readout, readout_of

VIEW_OUTPUTS = ("view_probabilities", "probabilities_without_view")
MEMBERS_OUTPUT = "members"


class PackagedNetwork(nn.Module):
    """Tensors in the order of `inputs` to tensors in the order of `outputs`."""

    def __init__(self, readout: Readout, calibration: Sequence[Platt], has_views: bool) -> None:
        super().__init__()
        self.readout = readout
        self.inputs = readout.inputs
        views = VIEW_OUTPUTS if has_views else ()
        members = (MEMBERS_OUTPUT,) if readout.has_members else ()
        self.outputs = ("probabilities", *views, *members, "penultimate", "feature_maps", "map_weights")
        self.slope = nn.Parameter(torch.tensor([[platt.slope for platt in calibration]]).float(), False)
        self.intercept = nn.Parameter(
            torch.tensor([[platt.intercept for platt in calibration]]).float(), False
        )

    def forward(self, *tensors: Tensor) -> tuple[Tensor, ...]:
        read = self.readout(*tensors)
        further = (read.alone, read.without, read.members)
        log_odds = [read.log_odds, *(r for r in further if r is not None)]
        return (*self.calibrated(log_odds), read.penultimate, read.maps, reached(read))

    def calibrated(self, log_odds: Sequence[Tensor]) -> list[Tensor]:
        """Probabilities."""
        return [torch.sigmoid(self.slope * value + self.intercept) for value in log_odds]


def reached(read: Readings | Decision) -> Tensor:
    """The weights of its maps: ONNX Runtime removes outputs that no input reaches, as of a plain CAM."""
    return read.weights + 0 * read.penultimate.sum()


def load_checkpoint(run: Path) -> Mapping[str, Any]:
    """Tensors and plain values: loading runs no code."""
    checkpoint: Mapping[str, Any] = torch.load(
        run / "checkpoint.pt", weights_only=True, map_location="cpu"
    )
    return checkpoint


def trained_readout(checkpoint: Mapping[str, Any]) -> Readout:
    """As the run left it, but for the folding."""
    network = build_network(checkpoint["system"], checkpoint["network"], checkpoint["members"])
    network.load_state_dict(checkpoint["state"])
    return readout_of(checkpoint, fold(network)).eval().requires_grad_(False)


def packaged_network(
    readout: Readout, calibration: Sequence[Platt], precision: str, has_views: bool
) -> PackagedNetwork:
    """With "w16" its weights are rounded to what the package holds: every runtime computes this one."""
    readout = copy.deepcopy(readout)
    if precision == "w16":
        round_weights(readout)
    return PackagedNetwork(readout, calibration, has_views).eval().requires_grad_(False)
