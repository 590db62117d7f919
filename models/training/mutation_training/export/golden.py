"""What PyTorch computes for inputs that every language can make: the oracle of the runtimes' tests."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from .packaged import PackagedNetwork

#: Numbers kept of each output: all of the small ones, a sample of the feature maps.
KEPT = 200


def hashed_tensor(dims: Sequence[int], index: int) -> NDArray[np.float32]:
    """Numbers from 0 to 1 by their place: the finaliser of MurmurHash3 (test/support/hashedCt.ts).

    Blocks of 16 neighbours are alike, which pooling does not average away.
    """
    place = np.arange(int(np.prod(dims)), dtype=np.uint64) // 16
    h = (place * 0x9E3779B1 + index * 0x85EBCA77) & 0xFFFFFFFF
    h ^= h >> 16
    h = (h * 0x85EBCA6B) & 0xFFFFFFFF
    h ^= h >> 13
    h = (h * 0xC2B2AE35) & 0xFFFFFFFF
    h ^= h >> 16
    return (h.astype(np.float64) / 2**32).astype(np.float32).reshape(dims)


def write_golden(packaged: PackagedNetwork, shapes: Sequence[Sequence[int]], folder: Path) -> None:
    """`graph.json`: for each output its shape, every n-th value, and n."""
    inputs = [torch.from_numpy(hashed_tensor(dims, i)) for i, dims in enumerate(shapes)]
    with torch.no_grad():
        outputs = packaged(*inputs)
    described: dict[str, Any] = {}
    for name, value in zip(packaged.outputs, outputs, strict=True):
        step = max(1, value.numel() // KEPT)
        described[name] = {
            "dims": list(value.shape),
            "step": step,
            "values": [float(f"{v:.8g}") for v in value.flatten()[::step].tolist()],
        }
    folder.mkdir(parents=True, exist_ok=True)
    expected = {"inputs": list(packaged.inputs), "outputs": described}
    (folder / "graph.json").write_text(json.dumps(expected) + "\n")
