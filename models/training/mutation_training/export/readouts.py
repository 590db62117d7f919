"""What a package's graph gives, read out of each system's network.

Class-activation maps need, for every target, what each channel of the last feature map adds to the
logit. Behind global average pooling all heads here are linear or have ReLU or tanh layers, whose
gradient is written out forward: ONNX has no backward pass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, cast

import torch
from torch import Tensor, nn

from ..networks.ajou import AjouMultimodal
from ..networks.cnn3d import Cnn3d
from ..networks.deep_radscore import DeepRadScore
from ..networks.mmdl import Mmdl, ViewNetwork
from ..networks.network import FoldEnsemble, MutationNetwork
from ..networks.resnet3d import ResNet3d
from .classifiers import log_odds_of, step, table_classifier
from .trees import BoostedTrees

#: Of a fusion's weights on the network's and the trees' probabilities: below, a map of the network shows
#: what does not decide.
SMALLEST_IMAGE_SHARE = 0.1


class Readings(NamedTuple):
    #: [1, targets].
    log_odds: Tensor
    #: [images, channels, …]: the last feature map.
    maps: Tensor
    #: [targets, images, channels].
    weights: Tensor
    #: [1, features] that the last layers decide on.
    penultimate: Tensor
    #: [1, views, targets] with every view replaced by this one, and with this one by the others' mean.
    alone: Tensor | None = None
    without: Tensor | None = None
    #: [members, targets] log odds of an ensemble's members.
    members: Tensor | None = None


class Readout(nn.Module):
    """A system's inputs, in the order of its manifest, to `Readings`."""

    #: Manifest names of the tensors, in the order of `forward`.
    inputs: tuple[str, ...]
    #: The one that the maps lie on.
    image: str
    method: Literal["cam", "grad-cam"]

    def forward(self, *tensors: Tensor) -> Readings:
        raise NotImplementedError

    @property
    def image_decides(self) -> bool:
        """Whether a map of the image shows what the model goes by."""
        return True

    @property
    def has_members(self) -> bool:
        """Whether it is the mean of several networks."""
        return len(cast(nn.ModuleList, getattr(self, "members", ()))) > 1


def pooled(maps: Tensor) -> Tensor:
    return maps.mean(dim=tuple(range(2, maps.dim())))


def difference_weights(last: nn.Linear) -> Tensor:
    """[targets, inputs] of log-odds that are differences of neighbouring neurons."""
    pairs = last.weight.reshape(-1, 2, last.in_features)
    return pairs[:, 1] - pairs[:, 0]


def difference_bias(last: nn.Linear) -> Tensor:
    pairs = last.bias.reshape(-1, 2)
    return pairs[:, 1] - pairs[:, 0]


def members_of(network: MutationNetwork) -> list[MutationNetwork]:
    if isinstance(network, FoldEnsemble):
        return [cast(MutationNetwork, member) for member in network.members]
    return [network]


def mean_of_members(readings: Sequence[Readings]) -> Readings:
    """Mean probability; the maps side by side, each member's weights as they move its log odds."""
    if len(readings) == 1:
        return readings[0]
    probabilities = torch.stack([torch.sigmoid(r.log_odds) for r in readings])
    probability = probabilities.mean(dim=0)
    # Of the mean's log odds by each member's: p_i (1 − p_i) / (n p (1 − p)).
    shares = slope(probabilities) / (len(readings) * slope(probability))
    return Readings(
        log_odds=log_odds_of(probability),
        maps=torch.cat([r.maps for r in readings], dim=1),
        weights=torch.cat(
            [weighted(r.weights, share) for r, share in zip(readings, shares.unbind(), strict=True)], dim=2
        ),
        penultimate=torch.stack([r.penultimate for r in readings]).mean(dim=0),
        members=torch.cat([r.log_odds for r in readings]),
    )


def slope(probability: Tensor) -> Tensor:
    """Derivative of a probability by its log odds."""
    return probability * (1 - probability)


def weighted(weights: Tensor, by: Tensor) -> Tensor:
    """Map weights [targets, images, channels] times [1, targets]."""
    return weights * by.reshape(-1, 1, 1)


class Decision(NamedTuple):
    """`Readings` but for the maps."""

    log_odds: Tensor
    weights: Tensor
    penultimate: Tensor
    alone: Tensor
    without: Tensor


class MmdlDecision(nn.Module):
    """What the branches and the fusion make of the features [views, channels] of all views."""

    def __init__(self, network: Mmdl) -> None:
        super().__init__()
        self.branches = nn.ModuleList(model.branches for model in network.each_view_model())
        self.fusion = network.fusion
        self.views = network.views

    def forward(self, features: Tensor, *tables: Tensor) -> Decision:
        clinical = tables[0] if tables else features.new_zeros(1, 0)
        # With a shared trunk all views at once, else each by its own.
        size = self.views // len(self.branches)
        groups = torch.split(features, size)
        branches = [
            [self.branch(branch, part, clinical) for branch in cast(nn.ModuleList, own)]
            for own, part in zip(self.branches, groups, strict=True)
        ]
        # [genes, views, genes] after the sigmoid.
        outputs = torch.cat([torch.stack([o for o, _ in group]) for group in branches], dim=1)
        fused, alone, without = self.fusion(outputs.unsqueeze(0))
        shares = torch.split(self.fusion.weight * outputs * (1 - outputs), size, dim=1)
        weights = [
            torch.stack([gradient(share[gene]) for gene, (_, gradient) in enumerate(group)])
            for share, group in zip(shares, branches, strict=True)
        ]
        return Decision(
            fused, torch.cat(weights, dim=1), features.mean(dim=0, keepdim=True), alone, without
        )

    def branch(self, branch: Any, features: Tensor, clinical: Tensor) -> Any:
        """The gene's outputs [views, genes], and the gradient of their weighted sum by the features."""
        first = branch.first(features)
        joined = torch.relu(first)
        if clinical.shape[1]:
            joined = torch.cat([joined, clinical.expand(int(features.shape[0]), -1)], dim=1)
        second = branch.second(joined)
        outputs = torch.sigmoid(branch.last(torch.relu(second)))

        def gradient(share: Tensor) -> Tensor:
            behind = (share @ branch.last.weight) * step(second)
            image = branch.second.weight[:, : first.shape[1]]
            return cast(Tensor, ((behind @ image) * step(first)) @ branch.first.weight)

        return outputs, gradient


class MmdlReadout(Readout):
    image = "views"
    method = "grad-cam"

    def __init__(self, network: Mmdl, clinical: int) -> None:
        super().__init__()
        self.network = network
        self.decision = MmdlDecision(network)
        self.inputs = ("views", "clinical") if clinical else ("views",)

    @property
    def trunks(self) -> list[ViewNetwork]:
        """One for all views, or one for each."""
        return [model.view_network for model in self.network.each_view_model()]

    def forward(self, *tensors: Tensor) -> Readings:
        views = tensors[0].transpose(0, 1)
        groups = torch.split(views, self.network.views // len(self.trunks))
        each = [trunk.maps(group) for trunk, group in zip(self.trunks, groups, strict=True)]
        maps = each[0] if len(each) == 1 else torch.cat(each)
        decision: Decision = self.decision(pooled(maps), *tensors[1:])
        return Readings(maps=maps, **decision._asdict())


class Cnn3dReadout(Readout):
    inputs = ("volume",)
    image = "volume"
    method = "grad-cam"

    def __init__(self, network: MutationNetwork) -> None:
        super().__init__()
        self.members = nn.ModuleList(members_of(network))

    def forward(self, *tensors: Tensor) -> Readings:
        return mean_of_members([self.read(cast(Cnn3d, member), tensors[0]) for member in self.members])

    def read(self, network: Cnn3d, volume: Tensor) -> Readings:
        maps = network.layers(volume)
        before = network.hidden(pooled(maps))
        hidden = torch.relu(before)
        last = difference_weights(network.last)
        weights = (last * step(before)) @ network.hidden.weight
        log_odds = hidden @ last.T + difference_bias(network.last)
        return Readings(log_odds, maps, weights.unsqueeze(1), hidden)


class FudanReadout(Readout):
    """The mean of the folds' networks, and with `trees` the logistic fusion of both."""

    image = "volume"
    method = "grad-cam"

    def __init__(self, network: MutationNetwork, parts: Mapping[str, Any], target: str) -> None:
        super().__init__()
        self.members = nn.ModuleList(members_of(network))
        self.trees = BoostedTrees(parts["trees"]) if "trees" in parts else None
        self.inputs = ("volume", "radiomics", "clinical") if self.trees else ("volume",)
        fusion: Mapping[str, Any] = parts.get("fusion", {}).get(target, {})
        self.weights = [float(weight) for weight in fusion.get("weights", ())]
        self.bias = float(fusion.get("bias", 0))

    @property
    def image_decides(self) -> bool:
        total = sum(abs(weight) for weight in self.weights)
        return self.trees is None or abs(self.weights[0]) >= SMALLEST_IMAGE_SHARE * total

    def forward(self, *tensors: Tensor) -> Readings:
        read = [self.read(cast(ResNet3d, member), tensors[0]) for member in self.members]
        image = mean_of_members(read)
        if self.trees is None:
            return image
        boosted = self.trees.each(torch.cat(tensors[1:], dim=1))
        probability = torch.sigmoid(image.log_odds)
        return image._replace(
            log_odds=self.joined(probability, boosted.mean(dim=0, keepdim=True)),
            # The fusion reads the network's probability: its weight may even turn the map around.
            weights=weighted(image.weights, self.weights[0] * slope(probability)),
            members=None
            if image.members is None
            else self.joined(torch.sigmoid(image.members), boosted),
        )

    def joined(self, network: Tensor, boosted: Tensor) -> Tensor:
        return self.weights[0] * network + self.weights[1] * boosted + self.bias

    def read(self, network: ResNet3d, volume: Tensor) -> Readings:
        maps = network.backbone.maps(volume)
        features = pooled(maps)
        last = difference_weights(network.last)
        return Readings(
            features @ last.T + difference_bias(network.last), maps, last.unsqueeze(1), features
        )


class DeepRadScoreReadout(Readout):
    """Each target's last layer, or the classifier that was chosen to take its place."""

    image = "patch"

    def __init__(
        self,
        network: DeepRadScore,
        radscores: Mapping[str, Mapping[str, Any]],
        targets: Sequence[str],
        classifiers: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__()
        self.network = network
        chosen = [] if classifiers is None else [classifiers[target] for target in targets]
        self.classifiers = nn.ModuleList(table_classifier(plain) for plain in chosen)
        self.method = "grad-cam" if chosen else "cam"
        self.inputs = ("patch", *(f"radiomics_{roi}" for roi in radscores))
        self.scores = nn.ModuleList(
            linear([coefficients[target] for target in targets]) for coefficients in radscores.values()
        )

    @property
    def image_decides(self) -> bool:
        return all(classifier.smooth for classifier in self.classifiers)

    def forward(self, *tensors: Tensor) -> Readings:
        network = self.network
        colour = (tensors[0] - network.mean) / network.sd
        maps = network.backbone.maps(colour)
        deep = network.deep(pooled(maps))
        features = deep.reshape(1, network.endpoints, -1)
        if self.scores:
            scores = [score(t) for score, t in zip(self.scores, tensors[1:], strict=True)]
            features = torch.cat([features, torch.stack(scores, dim=2)], dim=2)
        count = deep.shape[1] // network.endpoints
        log_odds, weights = [], []
        for i, last in enumerate(network.last):
            layer = cast(nn.Linear, last)
            if self.classifiers:
                said, direction = self.classifiers[i](features[:, i])
            else:
                direction = difference_weights(layer)
                said = features[:, i] @ direction.T + difference_bias(layer)
            log_odds.append(said)
            own = network.deep.weight[i * count : (i + 1) * count]
            weights.append(direction[:, :count] @ own)
        return Readings(
            torch.cat(log_odds, dim=1),
            maps,
            torch.cat(weights).unsqueeze(1),
            features.reshape(1, -1),
        )


def linear(coefficients: Sequence[Sequence[float]]) -> nn.Linear:
    """[outputs, inputs] without bias."""
    weight = torch.tensor(coefficients, dtype=torch.float32)
    layer = nn.Linear(weight.shape[1], weight.shape[0], bias=False)
    layer.weight.data = weight
    return layer


class AjouReadout(Readout):
    inputs = ("slices", "radiomics", "clinical")
    image = "slices"
    method = "grad-cam"

    def __init__(self, network: MutationNetwork) -> None:
        super().__init__()
        self.members = nn.ModuleList(members_of(network))

    def forward(self, *tensors: Tensor) -> Readings:
        return mean_of_members([self.read(cast(AjouMultimodal, m), *tensors) for m in self.members])

    def read(self, network: AjouMultimodal, slices: Tensor, *tables: Tensor) -> Readings:
        count = int(slices.shape[1])
        colour = slices.transpose(0, 1).expand(-1, 3, -1, -1)
        maps = network.backbone.maps(colour)
        image = network.image(pooled(maps).mean(dim=0, keepdim=True))
        joined = torch.cat([image, network.tabular(torch.cat(tables, dim=1))], dim=1)
        hidden = torch.tanh(network.joined(joined))
        last = difference_weights(network.last)
        behind = (last * (1 - hidden * hidden)) @ network.joined.weight[:, : image.shape[1]]
        weights = (behind @ network.image.weight / count).unsqueeze(1).expand(-1, count, -1)
        return Readings(hidden @ last.T + difference_bias(network.last), maps, weights, hidden)


def packaged_classifiers(checkpoint: Mapping[str, Any]) -> dict[str, Any] | None:
    """Target -> the classifier in place of Deep-RadScore's last layer; `None` where the layer stays."""
    if checkpoint["system"] != "deep-radscore" or checkpoint.get("main_model") != "fusion":
        return None
    chosen = checkpoint["parts"]["classifiers"]
    return {target: chosen[target]["fusion"]["fitted"] for target in checkpoint["targets"]}


def readout_of(checkpoint: Mapping[str, Any], network: MutationNetwork) -> Readout:
    """The system's readout of its (folded) network."""
    parts, targets = checkpoint["parts"], checkpoint["targets"]
    match checkpoint["system"]:
        case "mmdl":
            fields = checkpoint["preprocessing"]["clinical"]["fields"]
            return MmdlReadout(cast(Mmdl, network), len(fields))
        case "cnn3d":
            return Cnn3dReadout(network)
        case "fudan-fusion":
            return FudanReadout(network, parts, targets[0])
        case "deep-radscore":
            scores = parts.get("radscores", {})
            return DeepRadScoreReadout(
                cast(DeepRadScore, network), scores, targets, packaged_classifiers(checkpoint)
            )
        case "ajou-multimodal":
            return AjouReadout(network)
        case system:
            raise ValueError(f"there is no package for the system '{system}'")
