"""Inception-v3 (Szegedy 2016) without classifiers; names as in torchvision."""

from __future__ import annotations

from collections import OrderedDict

import torch
from torch import Tensor, nn

from .backbone import Backbone, scaled

Kernel = int | tuple[int, int]


class BasicConv2d(nn.Module):
    """Convolution without bias, batch normalisation, ReLU."""

    def __init__(
        self, inputs: int, outputs: int, kernel: Kernel, stride: int = 1, padding: Kernel = 0
    ) -> None:
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False)
        self.bn = nn.BatchNorm2d(outputs, eps=1e-3)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.bn(self.conv(x)))


class Mixed(nn.Module):
    """Branches side by side, their channels concatenated.

    A branch names its convolutions in order; `split` holds pairs that both read the output of the
    convolution before them.
    """

    def __init__(
        self,
        convolutions: dict[str, BasicConv2d],
        branches: tuple[tuple[str, ...], ...],
        pool: nn.Module,
        split: dict[str, tuple[str, str]] | None = None,
    ) -> None:
        super().__init__()
        for name, convolution in convolutions.items():
            self.add_module(name, convolution)
        self.branches = branches
        self.pool = pool
        self.split = split or {}

    def forward(self, x: Tensor) -> Tensor:
        outputs: list[Tensor] = []
        for branch in self.branches:
            y = x
            for name in branch:
                y = self.pool(y) if name == "pool" else self.get_submodule(name)(y)
            pair = self.split.get(branch[-1])
            outputs += [y] if pair is None else [self.get_submodule(name)(y) for name in pair]
        return torch.cat(outputs, dim=1)


def average() -> nn.AvgPool2d:
    return nn.AvgPool2d(3, 1, 1)


def mixed_a(inputs: int, pooled: int, width: float) -> tuple[Mixed, int]:
    c = {n: scaled(n, width) for n in (48, 64, 96, pooled)}
    block = Mixed(
        {
            "branch1x1": BasicConv2d(inputs, c[64], 1),
            "branch5x5_1": BasicConv2d(inputs, c[48], 1),
            "branch5x5_2": BasicConv2d(c[48], c[64], 5, padding=2),
            "branch3x3dbl_1": BasicConv2d(inputs, c[64], 1),
            "branch3x3dbl_2": BasicConv2d(c[64], c[96], 3, padding=1),
            "branch3x3dbl_3": BasicConv2d(c[96], c[96], 3, padding=1),
            "branch_pool": BasicConv2d(inputs, c[pooled], 1),
        },
        (
            ("branch1x1",),
            ("branch5x5_1", "branch5x5_2"),
            ("branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3"),
            ("pool", "branch_pool"),
        ),
        average(),
    )
    return block, 2 * c[64] + c[96] + c[pooled]


def mixed_b(inputs: int, width: float) -> tuple[Mixed, int]:
    c = {n: scaled(n, width) for n in (64, 96, 384)}
    block = Mixed(
        {
            "branch3x3": BasicConv2d(inputs, c[384], 3, stride=2),
            "branch3x3dbl_1": BasicConv2d(inputs, c[64], 1),
            "branch3x3dbl_2": BasicConv2d(c[64], c[96], 3, padding=1),
            "branch3x3dbl_3": BasicConv2d(c[96], c[96], 3, stride=2),
        },
        (("branch3x3",), ("branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3"), ("pool",)),
        nn.MaxPool2d(3, 2),
    )
    return block, c[384] + c[96] + inputs


def mixed_c(inputs: int, inner: int, width: float) -> tuple[Mixed, int]:
    out, n = scaled(192, width), scaled(inner, width)
    row: Kernel = (1, 7)
    column: Kernel = (7, 1)
    block = Mixed(
        {
            "branch1x1": BasicConv2d(inputs, out, 1),
            "branch7x7_1": BasicConv2d(inputs, n, 1),
            "branch7x7_2": BasicConv2d(n, n, row, padding=(0, 3)),
            "branch7x7_3": BasicConv2d(n, out, column, padding=(3, 0)),
            "branch7x7dbl_1": BasicConv2d(inputs, n, 1),
            "branch7x7dbl_2": BasicConv2d(n, n, column, padding=(3, 0)),
            "branch7x7dbl_3": BasicConv2d(n, n, row, padding=(0, 3)),
            "branch7x7dbl_4": BasicConv2d(n, n, column, padding=(3, 0)),
            "branch7x7dbl_5": BasicConv2d(n, out, row, padding=(0, 3)),
            "branch_pool": BasicConv2d(inputs, out, 1),
        },
        (
            ("branch1x1",),
            ("branch7x7_1", "branch7x7_2", "branch7x7_3"),
            tuple(f"branch7x7dbl_{i}" for i in range(1, 6)),
            ("pool", "branch_pool"),
        ),
        average(),
    )
    return block, 4 * out


def mixed_d(inputs: int, width: float) -> tuple[Mixed, int]:
    n, out = scaled(192, width), scaled(320, width)
    block = Mixed(
        {
            "branch3x3_1": BasicConv2d(inputs, n, 1),
            "branch3x3_2": BasicConv2d(n, out, 3, stride=2),
            "branch7x7x3_1": BasicConv2d(inputs, n, 1),
            "branch7x7x3_2": BasicConv2d(n, n, (1, 7), padding=(0, 3)),
            "branch7x7x3_3": BasicConv2d(n, n, (7, 1), padding=(3, 0)),
            "branch7x7x3_4": BasicConv2d(n, n, 3, stride=2),
        },
        (
            ("branch3x3_1", "branch3x3_2"),
            tuple(f"branch7x7x3_{i}" for i in range(1, 5)),
            ("pool",),
        ),
        nn.MaxPool2d(3, 2),
    )
    return block, out + n + inputs


def mixed_e(inputs: int, width: float) -> tuple[Mixed, int]:
    c = {n: scaled(n, width) for n in (192, 320, 384, 448)}
    wide = c[384]
    block = Mixed(
        {
            "branch1x1": BasicConv2d(inputs, c[320], 1),
            "branch3x3_1": BasicConv2d(inputs, wide, 1),
            "branch3x3_2a": BasicConv2d(wide, wide, (1, 3), padding=(0, 1)),
            "branch3x3_2b": BasicConv2d(wide, wide, (3, 1), padding=(1, 0)),
            "branch3x3dbl_1": BasicConv2d(inputs, c[448], 1),
            "branch3x3dbl_2": BasicConv2d(c[448], wide, 3, padding=1),
            "branch3x3dbl_3a": BasicConv2d(wide, wide, (1, 3), padding=(0, 1)),
            "branch3x3dbl_3b": BasicConv2d(wide, wide, (3, 1), padding=(1, 0)),
            "branch_pool": BasicConv2d(inputs, c[192], 1),
        },
        (
            ("branch1x1",),
            ("branch3x3_1",),
            ("branch3x3dbl_1", "branch3x3dbl_2"),
            ("pool", "branch_pool"),
        ),
        average(),
        split={
            "branch3x3_1": ("branch3x3_2a", "branch3x3_2b"),
            "branch3x3dbl_2": ("branch3x3dbl_3a", "branch3x3dbl_3b"),
        },
    )
    return block, c[320] + 4 * wide + c[192]


class InceptionV3(Backbone):
    """[n, 3, 299, 299] to 2048 features; 21,785,568 parameters at width 1."""

    def __init__(self, width: float = 1.0) -> None:
        super().__init__()
        c = {n: scaled(n, width) for n in (32, 64, 80, 192)}
        layers: OrderedDict[str, nn.Module] = OrderedDict(
            Conv2d_1a_3x3=BasicConv2d(3, c[32], 3, stride=2),
            Conv2d_2a_3x3=BasicConv2d(c[32], c[32], 3),
            Conv2d_2b_3x3=BasicConv2d(c[32], c[64], 3, padding=1),
            maxpool1=nn.MaxPool2d(3, 2),
            Conv2d_3b_1x1=BasicConv2d(c[64], c[80], 1),
            Conv2d_4a_3x3=BasicConv2d(c[80], c[192], 3),
            maxpool2=nn.MaxPool2d(3, 2),
        )
        channels = c[192]
        for name, pooled in (("Mixed_5b", 32), ("Mixed_5c", 64), ("Mixed_5d", 64)):
            layers[name], channels = mixed_a(channels, pooled, width)
        layers["Mixed_6a"], channels = mixed_b(channels, width)
        for name, inner in (("Mixed_6b", 128), ("Mixed_6c", 160), ("Mixed_6d", 160), ("Mixed_6e", 192)):
            layers[name], channels = mixed_c(channels, inner, width)
        layers["Mixed_7a"], channels = mixed_d(channels, width)
        for name in ("Mixed_7b", "Mixed_7c"):
            layers[name], channels = mixed_e(channels, width)
        for name, layer in layers.items():
            self.add_module(name, layer)
        self.order = tuple(layers)
        self.feature_count = channels

    def maps(self, image: Tensor) -> Tensor:
        x = image
        for name in self.order:
            x = self.get_submodule(name)(x)
        return x
