"""Logistic regressions on three clinical inputs, and the ONNX graph that computes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from ..cohort.table import CaseRow

Floats = NDArray[np.float64]

GENES = ("EGFR", "KRAS")
OPSET = 17
SEX_CODES = {"F": 1.0, "M": 0.0}
#: Ever against never, as the papers count smokers.
SMOKING_CODES = {"never": 0.0, "former": 1.0, "current": 1.0}


@dataclass(frozen=True)
class Encoding:
    """How the three inputs become numbers. Unknown values become the training patients' mean."""

    age_mean: float
    age_sd: float
    female_share: float
    smoker_share: float

    @classmethod
    def of(cls, rows: Sequence[CaseRow]) -> Encoding:
        ages = [row.age for row in rows if row.age is not None]
        return cls(
            age_mean=round(float(np.mean(ages)), 1),
            age_sd=round(float(np.std(ages)), 1),
            female_share=round(float(np.mean([SEX_CODES[row.sex] for row in rows if row.sex])), 3),
            smoker_share=round(
                float(np.mean([SMOKING_CODES[row.smoking] for row in rows if row.smoking])), 3
            ),
        )

    def encode(self, row: CaseRow) -> tuple[float, float, float]:
        return (
            0.0 if row.age is None else (row.age - self.age_mean) / self.age_sd,
            self.female_share if row.sex is None else SEX_CODES[row.sex],
            self.smoker_share if row.smoking is None else SMOKING_CODES[row.smoking],
        )

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The manifest's fields, in the tensor's order. Sex "other" counts as unknown."""
        return [
            {"name": "age", "mean": self.age_mean, "sd": self.age_sd, "missing": 0.0},
            {
                "name": "sex",
                "encoding": {**SEX_CODES, "O": self.female_share},
                "missing": self.female_share,
            },
            {"name": "smoking", "encoding": SMOKING_CODES, "missing": self.smoker_share},
        ]


def regression() -> LogisticRegression:
    """Maximum likelihood: three inputs and hundreds of patients need no penalty."""
    return LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000)


def odds_ratios(model: LogisticRegression, inputs: Floats) -> list[tuple[float, float, float]]:
    """Per input: odds ratio and its Wald 95 % interval, from the inverse Fisher information."""
    design = np.column_stack([inputs, np.ones(len(inputs))])
    probability = expit(inputs @ model.coef_[0] + model.intercept_[0])
    information = (design * (probability * (1 - probability))[:, None]).T @ design
    errors = np.sqrt(np.diag(np.linalg.inv(information)))[:-1]
    return [
        (float(np.exp(b)), float(np.exp(b - 1.96 * e)), float(np.exp(b + 1.96 * e)))
        for b, e in zip(model.coef_[0], errors, strict=True)
    ]


def to_onnx(models: Sequence[LogisticRegression]) -> onnx.ModelProto:
    """clinical float32 [1, 3] -> probabilities float32 [1, targets]: Gemm, then Sigmoid."""
    weights = np.stack([model.coef_[0] for model in models], axis=1).astype(np.float32)
    bias = np.array([model.intercept_[0] for model in models], dtype=np.float32)
    inputs, targets = weights.shape
    graph = helper.make_graph(
        [
            helper.make_node("Gemm", ["clinical", "weights", "bias"], ["logits"]),
            helper.make_node("Sigmoid", ["logits"], ["probabilities"]),
        ],
        "clinical-tcia",
        [helper.make_tensor_value_info("clinical", TensorProto.FLOAT, [1, inputs])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [1, targets])],
        [numpy_helper.from_array(weights, "weights"), numpy_helper.from_array(bias, "bias")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    return model
