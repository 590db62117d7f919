"""Logistic regressions on an extractor's features, and the extractor and they in one graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, compose, helper, numpy_helper
from sklearn.linear_model import LogisticRegressionCV
from sklearn.model_selection import StratifiedKFold

from ..tabular.scaling import z_score
from .extractor import Extractor

Floats = NDArray[np.float64]
#: Ridge penalties that inner folds choose from: many features, few cases.
PENALTIES = np.logspace(-4, 1, 6)
INNER_FOLDS, SEED = 5, 42


@dataclass(frozen=True)
class Head:
    """σ(x · weights + bias) of features as the extractor gives them."""

    weights: Floats
    bias: float

    def log_odds(self, features: Floats) -> Floats:
        return features @ self.weights + self.bias


def fit_head(features: Floats, labels: Floats) -> Head:
    """Ridge on z-scored features, its penalty by inner cross-validation; 0-1 labels of both classes."""
    folds = int(min(INNER_FOLDS, labels.sum(), len(labels) - labels.sum()))
    scaling = z_score(features)
    splits = StratifiedKFold(max(folds, 2), shuffle=True, random_state=SEED)
    model = LogisticRegressionCV(
        Cs=PENALTIES, l1_ratios=(0.0,), cv=splits, scoring="neg_log_loss", max_iter=10_000,
        use_legacy_attributes=False,
    )  # fmt: skip
    model.fit(scaling.apply(features), labels)
    weights = model.coef_[0] * scaling.scale
    return Head(weights, float(model.intercept_[0]) - float(weights @ scaling.offset))


def fitted_says(training: Floats, labels: Floats, judged: Floats) -> Floats:
    """Probabilities of other cases than those fitted to."""
    return np.asarray(1 / (1 + np.exp(-fit_head(training, labels).log_odds(judged))))


def composed(extractor: Extractor, heads: Sequence[Head]) -> onnx.ModelProto:
    """Input `volume`; outputs `probabilities` [1, targets] and `penultimate` [1, features]."""
    opset = next(i.version for i in extractor.model.opset_import if i.domain in ("", "ai.onnx"))
    weights = np.stack([head.weights for head in heads], axis=1).astype(np.float32)
    bias = np.array([[head.bias for head in heads]], dtype=np.float32)
    shape = [d.dim_value for d in extractor.model.graph.output[0].type.tensor_type.shape.dim]
    graph = helper.make_graph(
        [
            helper.make_node("Reshape", ["features", "head_shape"], ["penultimate"]),
            helper.make_node("MatMul", ["penultimate", "head_weights"], ["head_product"]),
            helper.make_node("Add", ["head_product", "head_bias"], ["head_log_odds"]),
            helper.make_node("Sigmoid", ["head_log_odds"], ["probabilities"]),
        ],
        "head",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, shape)],
        [
            helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [1, len(heads)]),
            helper.make_tensor_value_info("penultimate", TensorProto.FLOAT, [1, extractor.features]),
        ],
        [
            numpy_helper.from_array(np.array([1, extractor.features], dtype=np.int64), "head_shape"),
            numpy_helper.from_array(weights, "head_weights"),
            numpy_helper.from_array(bias, "head_bias"),
        ],
    )
    head = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)])
    head.ir_version = extractor.model.ir_version
    # The extractor's names keep apart from the head's.
    prefixed = compose.add_prefix(extractor.model, "extractor_")
    merged = compose.merge_models(
        prefixed, head, io_map=[(f"extractor_{extractor.found}", "features")]
    )
    rename_input(merged, f"extractor_{extractor.given}", "volume")
    onnx.checker.check_model(merged, full_check=True)
    return merged


def rename_input(model: onnx.ModelProto, before: str, after: str) -> None:
    model.graph.input[0].name = after
    for node in model.graph.node:
        for place, name in enumerate(node.input):
            if name == before:
                node.input[place] = after
