"""One network of a run: built, trained on some of its cases, its epoch chosen by others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from ..networks.network import MutationNetwork
from ..networks.registry import build_network
from .examples import Examples
from .loop import fit
from .pretraining import load_trunk
from .run import Mask, Run
from .system import System


def trained_network(
    run: Run,
    system: System,
    examples: Examples,
    cases: tuple[Mask, Mask | None],
    arguments: Mapping[str, Any],
    folder: Path,
    seed: int,
    kind: str | None = None,
) -> MutationNetwork:
    """The system's own network, or a companion's of another `kind`, in evaluation mode.

    `cases`: those that it learns from, and those by which it chooses its epoch, if any. `folder` is its own:
    an interrupted training goes on where it stopped there.
    """
    training, choosing = cases
    torch.manual_seed(seed)
    network = build_network(kind or run.config.system, dict(arguments))
    if run.config.pretrained is not None and kind is None:
        load_trunk(network, Path(run.config.pretrained))
    system.before_fit(network)
    seen = examples.take(torch.from_numpy(training))
    validation = None if choosing is None else examples.take(torch.from_numpy(choosing))
    fit(
        network, system, seen, validation, run.config.stages, folder,
        seed=seed, balance_classes=run.config.balance_classes,
    )  # fmt: skip
    system.after_fit(network, seen)
    return network.eval()
