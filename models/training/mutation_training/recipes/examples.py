"""Cases as tensors: one image, any number of tables, one label per target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Examples:
    #: [n, planes, rows, columns], as preprocessing gave it: HU, or 0…1 for windowed slices.
    images: Tensor
    #: float32 [n, …], scaled for the network.
    tables: Mapping[str, Tensor]
    #: float32 [n, targets]: 0, 1, or NaN where unknown; of outlines uint8 [n, planes, rows, columns, 1].
    labels: Tensor

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, chosen: Tensor) -> Examples:
        """`chosen` [n] true or false, or indices."""
        return Examples(
            self.images[chosen],
            {name: table[chosen] for name, table in self.tables.items()},
            self.labels[chosen],
        )

    def to(self, device: torch.device) -> Examples:
        tables = {name: table.to(device) for name, table in self.tables.items()}
        return Examples(self.images.to(device), tables, self.labels.to(device))

    def batches(self, size: int, *, shuffle: bool) -> Iterator[Examples]:
        """All cases once. A last batch of one joins the one before, since it has no batch statistics."""
        order = torch.randperm(len(self)) if shuffle else torch.arange(len(self))
        parts = list(torch.split(order, size))
        if len(parts) > 1 and len(parts[-1]) == 1:
            parts[-2:] = [torch.cat(parts[-2:])]
        for part in parts:
            yield self.take(part)

    def steps(self, size: int) -> int:
        """Batches per pass."""
        full, rest = divmod(len(self), size)
        return max(1, full + (1 if rest > 1 or (rest == 1 and full == 0) else 0))
