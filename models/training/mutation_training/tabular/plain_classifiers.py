"""Fitted classifiers as plain numbers, from which a package's graph is made without running pickled code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .logistic import Logistic

Floats = NDArray[np.float64]
#: What a package cannot tell from 0 and 1.
NEAREST = 1e-6
OF_DEEP_LOG_ODDS = "of-deep-log-odds"


def plain_classifier(name: str, fitted: Any) -> dict[str, Any]:
    """Of a pipeline of `make_classifier`: the column's offset and scale, and what the classifier has learnt.

    k-nearest neighbours hold every training case's columns, a support vector machine those of many: a package
    of theirs gives these numbers away.
    """
    scaler, classifier = fitted[0], fitted[-1]
    return {
        "kind": name,
        "offset": scaler.mean_.tolist(),
        "scale": (1 / scaler.scale_).tolist(),
        **LEARNT[name](classifier),
    }


def share(positive: float) -> dict[str, Any]:
    """In place of a classifier where there was nothing to learn from."""
    inside = min(max(positive, NEAREST), 1 - NEAREST)
    return {"kind": "share", "bias": float(np.log(inside / (1 - inside)))}


def of_deep_log_odds(plain: dict[str, Any], own: Logistic) -> dict[str, Any]:
    """A classifier that was fitted to a network's log odds and other columns, as one of the network's deep
    features and the same other columns: `own` makes the log odds of the features."""
    return {"kind": OF_DEEP_LOG_ODDS, **own.to_mapping(), "classifier": plain}


def name_of(plain: Mapping[str, Any]) -> str:
    """The classifier's own, whatever it reads."""
    return str(plain["classifier"]["kind"] if plain["kind"] == OF_DEEP_LOG_ODDS else plain["kind"])


def linear(classifier: Any) -> dict[str, Any]:
    return {"weights": classifier.coef_[0].tolist(), "bias": float(classifier.intercept_[0])}


def naive_bayes(classifier: Any) -> dict[str, Any]:
    return {
        "means": classifier.theta_.tolist(),
        "variances": classifier.var_.tolist(),
        "priors": classifier.class_prior_.tolist(),
    }


def perceptron(classifier: Any) -> dict[str, Any]:
    return {
        "layers": [
            {"weights": weights.T.tolist(), "bias": bias.tolist()}
            for weights, bias in zip(classifier.coefs_, classifier.intercepts_, strict=True)
        ]
    }


def support_vectors(classifier: Any) -> dict[str, Any]:
    """A radial kernel, and Platt's scaling of what it gives."""
    calibrated = classifier.calibrated_classifiers_[0]
    machine, platt = calibrated.estimator, calibrated.calibrators[0]
    return {
        "vectors": machine.support_vectors_.tolist(),
        "coefficients": machine.dual_coef_[0].tolist(),
        "intercept": float(machine.intercept_[0]),
        "gamma": float(machine._gamma),
        "platt": [float(platt.a_), float(platt.b_)],
    }


def neighbours(classifier: Any) -> dict[str, Any]:
    return {
        "cases": np.asarray(classifier._fit_X).tolist(),
        "labels": classifier.classes_[classifier._y].tolist(),
        "neighbours": int(classifier.n_neighbors),
    }


def forest(classifier: Any) -> dict[str, Any]:
    """Of each tree and node: feature, threshold and children (−1 at a leaf), and its share of positives."""
    return {
        "trees": [
            {
                "feature": tree.feature.tolist(),
                "threshold": tree.threshold.tolist(),
                "left": tree.children_left.tolist(),
                "right": tree.children_right.tolist(),
                "positive": (tree.value[:, 0, 1] / tree.value[:, 0].sum(axis=1)).tolist(),
            }
            for tree in (estimator.tree_ for estimator in classifier.estimators_)
        ]
    }


LEARNT = {
    "logistic": linear,
    "lda": linear,
    "naive-bayes": naive_bayes,
    "mlp": perceptron,
    "svm": support_vectors,
    "knn": neighbours,
    "random-forest": forest,
}
