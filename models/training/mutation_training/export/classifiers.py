"""The classifiers that the papers compare, as graphs of operators that run wherever convolutions run.

Each takes a table's row [1, columns] to log odds [1, 1] and to their gradient [1, columns], written out
forward.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from ..tabular.plain_classifiers import NEAREST, OF_DEEP_LOG_ODDS


def step(activation: Tensor) -> Tensor:
    """Derivative of ReLU."""
    return (activation > 0).float()


def log_odds_of(probability: Tensor) -> Tensor:
    inside = probability.clamp(NEAREST, 1 - NEAREST)
    return torch.log(inside) - torch.log(1 - inside)


class TableClassifier(nn.Module):
    """Scales the columns as in training, then decides."""

    #: Whether its log odds have a gradient that says anything; trees and neighbours have steps.
    smooth = True
    offset: Tensor
    scale: Tensor

    def __init__(self, plain: Mapping[str, Any]) -> None:
        super().__init__()
        self.hold("offset", plain["offset"])
        self.hold("scale", plain["scale"])

    def hold(self, name: str, values: Any) -> None:
        self.register_buffer(name, torch.tensor(values, dtype=torch.float32))

    def forward(self, row: Tensor) -> tuple[Tensor, Tensor]:
        log_odds, gradient = self.decide((row - self.offset) * self.scale)
        return log_odds.reshape(1, 1), gradient.reshape(1, -1) * self.scale

    def decide(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Scaled columns [1, columns] to log odds and gradient."""
        raise NotImplementedError


class Share(nn.Module):
    """The share of positives, whatever the row."""

    smooth = True

    def __init__(self, plain: Mapping[str, Any]) -> None:
        super().__init__()
        self.bias = float(plain["bias"])

    def forward(self, row: Tensor) -> tuple[Tensor, Tensor]:
        return row[:, :1] * 0 + self.bias, row * 0


class Linear(TableClassifier):
    weights: Tensor

    def __init__(self, plain: Mapping[str, Any]) -> None:
        super().__init__(plain)
        self.hold("weights", plain["weights"])
        self.bias = float(plain["bias"])

    def decide(self, x: Tensor) -> tuple[Tensor, Tensor]:
        return (x * self.weights).sum() + self.bias, self.weights + x * 0


class NaiveBayes(TableClassifier):
    """Normal densities of each column in each class."""

    means: Tensor
    variances: Tensor

    def __init__(self, plain: Mapping[str, Any]) -> None:
        super().__init__(plain)
        self.hold("means", plain["means"])
        self.hold("variances", plain["variances"])
        variances = torch.tensor(plain["variances"], dtype=torch.float64)
        priors = torch.tensor(plain["priors"], dtype=torch.float64)
        of_class = torch.log(priors) - torch.log(variances).sum(dim=1) / 2
        self.bias = float(of_class[1] - of_class[0])

    def decide(self, x: Tensor) -> tuple[Tensor, Tensor]:
        away = (x - self.means) / self.variances
        squares = ((x - self.means) * away).sum(dim=1) / 2
        return squares[0] - squares[1] + self.bias, away[0] - away[1]


class Perceptron(TableClassifier):
    """One hidden layer of ReLUs."""

    first: Tensor
    first_bias: Tensor
    last: Tensor

    def __init__(self, plain: Mapping[str, Any]) -> None:
        super().__init__(plain)
        first, last = plain["layers"]
        self.hold("first", first["weights"])
        self.hold("first_bias", first["bias"])
        self.hold("last", last["weights"])
        self.last_bias = float(last["bias"][0])

    def decide(self, x: Tensor) -> tuple[Tensor, Tensor]:
        before = x @ self.first.T + self.first_bias
        log_odds = torch.relu(before) @ self.last.T + self.last_bias
        return log_odds, (self.last * step(before)) @ self.first


class SupportVectors(TableClassifier):
    """A radial kernel with Platt's scaling."""

    vectors: Tensor
    coefficients: Tensor

    def __init__(self, plain: Mapping[str, Any]) -> None:
        super().__init__(plain)
        self.hold("vectors", plain["vectors"])
        self.hold("coefficients", plain["coefficients"])
        self.intercept, self.gamma = float(plain["intercept"]), float(plain["gamma"])
        self.platt = [float(value) for value in plain["platt"]]

    def decide(self, x: Tensor) -> tuple[Tensor, Tensor]:
        away = x - self.vectors
        pull = self.coefficients * torch.exp(-self.gamma * (away * away).sum(dim=1))
        slope, bias = self.platt
        log_odds = -(slope * (pull.sum() + self.intercept) + bias)
        return log_odds, 2 * slope * self.gamma * (pull.reshape(-1, 1) * away).sum(dim=0)


class Neighbours(TableClassifier):
    """The share of positives among the nearest; cases as far away as the last of them count, too."""

    smooth = False
    cases: Tensor
    labels: Tensor

    def __init__(self, plain: Mapping[str, Any]) -> None:
        super().__init__(plain)
        self.hold("cases", plain["cases"])
        self.hold("labels", plain["labels"])
        self.neighbours = int(plain["neighbours"])

    def decide(self, x: Tensor) -> tuple[Tensor, Tensor]:
        away = x - self.cases
        distance = (away * away).sum(dim=1)
        nearer = (distance.reshape(1, -1) < distance.reshape(-1, 1)).float().sum(dim=1)
        near = (nearer < self.neighbours).float()
        return log_odds_of((near * self.labels).sum() / near.sum()), x * 0


class Forest(TableClassifier):
    """The mean of the trees' leaves, as matrix products: a path's decisions add up at its leaf."""

    smooth = False
    features: Tensor
    thresholds: Tensor
    paths: Tensor
    turns: Tensor
    values: Tensor

    def __init__(self, plain: Mapping[str, Any]) -> None:
        super().__init__(plain)
        trees = [leaves_of(tree) for tree in plain["trees"]]
        nodes = max(1, *(len(features) for features, _, _ in trees))
        leaves = max(len(ends) for _, _, ends in trees)
        features, thresholds = torch.zeros(len(trees), nodes), torch.zeros(len(trees), nodes)
        paths, values = torch.zeros(len(trees), leaves, nodes), torch.zeros(len(trees), leaves)
        # A leaf that is only padding is never reached.
        turns = torch.full((len(trees), leaves, 1), float(nodes + 1))
        for t, (read, limits, ends) in enumerate(trees):
            features[t, : len(read)] = torch.tensor(read, dtype=torch.float32)
            thresholds[t, : len(limits)] = torch.tensor(limits, dtype=torch.float32)
            for leaf, (path, value) in enumerate(ends):
                values[t, leaf] = value
                turns[t, leaf] = sum(sign == 1 for _, sign in path)
                for node, sign in path:
                    paths[t, leaf, node] = sign
        self.register_buffer("features", features.long().flatten())
        self.register_buffer("thresholds", thresholds)
        self.register_buffer("paths", paths)
        self.register_buffer("turns", turns)
        self.register_buffer("values", values)

    def decide(self, x: Tensor) -> tuple[Tensor, Tensor]:
        read = x.reshape(-1).index_select(0, self.features).reshape(self.thresholds.shape)
        left = (read <= self.thresholds).float()
        reached = (self.paths @ left.unsqueeze(2) > self.turns - 0.5).float().squeeze(2)
        return log_odds_of((reached * self.values).sum(dim=1).mean()), x * 0


#: Nodes above a leaf with the side taken (1 left, −1 right), and its share of positives.
Leaf = tuple[list[tuple[int, int]], float]


def leaves_of(tree: Mapping[str, Sequence[Any]]) -> tuple[list[int], list[float], list[Leaf]]:
    """Features and thresholds of the inner nodes, and the leaves."""
    features: list[int] = []
    thresholds: list[float] = []
    leaves: list[Leaf] = []

    def visit(node: int, path: list[tuple[int, int]]) -> None:
        if tree["left"][node] < 0:
            leaves.append((path, float(tree["positive"][node])))
            return
        index = len(features)
        features.append(int(tree["feature"][node]))
        thresholds.append(float(tree["threshold"][node]))
        visit(tree["left"][node], [*path, (index, 1)])
        visit(tree["right"][node], [*path, (index, -1)])

    visit(0, [])
    return features, thresholds, leaves


KINDS: Mapping[str, type[TableClassifier] | type[Share]] = {
    "share": Share,
    "logistic": Linear,
    "lda": Linear,
    "naive-bayes": NaiveBayes,
    "mlp": Perceptron,
    "svm": SupportVectors,
    "knn": Neighbours,
    "random-forest": Forest,
}


class OfDeepLogOdds(nn.Module):
    """Makes of a network's deep features, the first columns, the log odds of its own last layer, and asks a
    classifier of these and of the other columns."""

    weights: Tensor

    def __init__(self, plain: Mapping[str, Any]) -> None:
        super().__init__()
        self.register_buffer("weights", torch.tensor([plain["weights"]], dtype=torch.float32))
        self.bias = float(plain["bias"])
        self.classifier = table_classifier(plain["classifier"])

    @property
    def smooth(self) -> bool:
        return self.classifier.smooth

    def forward(self, row: Tensor) -> tuple[Tensor, Tensor]:
        count = self.weights.shape[1]
        own = row[:, :count] @ self.weights.T + self.bias
        log_odds, gradient = self.classifier(torch.cat([own, row[:, count:]], dim=1))
        return log_odds, torch.cat([gradient[:, :1] * self.weights, gradient[:, 1:]], dim=1)


def table_classifier(plain: Mapping[str, Any]) -> TableClassifier | Share | OfDeepLogOdds:
    """Of what `plain_classifier` gave."""
    if plain["kind"] == OF_DEEP_LOG_ODDS:
        return OfDeepLogOdds(plain)
    return KINDS[plain["kind"]](plain)
