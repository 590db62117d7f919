"""Boosted trees as matrix products, which run wherever convolutions run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import lightgbm
import torch
from torch import Tensor, nn

#: Stands for NaN in the manifest's JSON and in the graph's inputs.
MISSING = -1e30
#: Everything below counts as missing.
MISSING_BELOW = -1e29
#: LightGBM's "everything goes left" is infinite.
LARGEST_THRESHOLD = 3e38


@dataclass
class Tree:
    """Nodes in any order; a leaf's path names the nodes above it and the side taken."""

    features: list[int] = field(default_factory=list)
    thresholds: list[float] = field(default_factory=list)
    #: 1 where a missing value goes left.
    missing_left: list[float] = field(default_factory=list)
    #: Per leaf (node, 1 for left or −1 for right).
    paths: list[list[tuple[int, int]]] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def add(self, node: Mapping[str, Any], path: list[tuple[int, int]]) -> None:
        if "leaf_value" in node:
            self.paths.append(path)
            self.values.append(float(node["leaf_value"]))
            return
        if node["decision_type"] != "<=":
            raise ValueError("trees that split on categories are not supported")
        index = len(self.features)
        threshold = float(node["threshold"])
        self.features.append(int(node["split_feature"]))
        self.thresholds.append(min(threshold, LARGEST_THRESHOLD))
        # Without NaN in training, LightGBM reads NaN as 0.
        goes_left = node["default_left"] if node["missing_type"] == "NaN" else threshold >= 0
        self.missing_left.append(float(goes_left))
        self.add(node["left_child"], [*path, (index, 1)])
        self.add(node["right_child"], [*path, (index, -1)])


class BoostedTrees(nn.Module):
    """Columns [1, columns] with MISSING for NaN to the mean probability of several boosters [1, 1].

    A node decides 1 (left) or 0; a leaf is reached where the decisions times its path's signs add up
    to its left turns.
    """

    features: Tensor
    thresholds: Tensor
    missing_left: Tensor
    paths: Tensor
    turns: Tensor
    values: Tensor

    def __init__(self, boosters: Sequence[str]) -> None:
        super().__init__()
        ensembles = [trees_of(text) for text in boosters]
        trees = [tree for ensemble in ensembles for tree in ensemble]
        nodes = max(1, *(len(tree.features) for tree in trees))
        leaves = max(len(tree.values) for tree in trees)
        self.boosters = len(boosters)
        self.per_booster = [len(ensemble) for ensemble in ensembles]

        def padded(rows: Sequence[Sequence[float]], width: int) -> Tensor:
            return torch.tensor([[*row, *[0.0] * (width - len(row))] for row in rows])

        paths = torch.zeros(len(trees), leaves, nodes)
        # A leaf that is only padding is never reached.
        turns = torch.full((len(trees), leaves, 1), float(nodes + 1))
        for t, tree in enumerate(trees):
            for leaf, path in enumerate(tree.paths):
                turns[t, leaf] = sum(sign == 1 for _, sign in path)
                for node, sign in path:
                    paths[t, leaf, node] = sign
        self.register_buffer("features", padded([tree.features for tree in trees], nodes).long().flatten())
        self.register_buffer("thresholds", padded([tree.thresholds for tree in trees], nodes))
        self.register_buffer("missing_left", padded([tree.missing_left for tree in trees], nodes))
        self.register_buffer("paths", paths)
        self.register_buffer("turns", turns)
        self.register_buffer("values", padded([tree.values for tree in trees], leaves))

    def forward(self, columns: Tensor) -> Tensor:
        return self.each(columns).mean(dim=0, keepdim=True)

    def each(self, columns: Tensor) -> Tensor:
        """The probability of each booster [boosters, 1]."""
        values = columns.reshape(-1).index_select(0, self.features).reshape(self.thresholds.shape)
        missing = (values < MISSING_BELOW).float()
        left = missing * self.missing_left + (1 - missing) * (values <= self.thresholds).float()
        reached = (self.paths @ left.unsqueeze(2) > self.turns - 0.5).float().squeeze(2)
        leaf_values = (reached * self.values).sum(dim=1)
        raw = torch.stack([part.sum() for part in torch.split(leaf_values, self.per_booster)])
        return torch.sigmoid(raw).reshape(-1, 1)


def trees_of(text: str) -> list[Tree]:
    """Of a booster as LightGBM writes it."""
    trees = []
    for described in lightgbm.Booster(model_str=text).dump_model()["tree_info"]:
        tree = Tree()
        tree.add(described["tree_structure"], [])
        trees.append(tree)
    return trees
