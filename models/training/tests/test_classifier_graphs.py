"""The seven classifiers as graphs: they say what scikit-learn says; gradients are PyTorch's."""

from __future__ import annotations

import json

import numpy as np
import onnxruntime
import pytest
import torch
from scipy.special import expit
from torch import nn

from mutation_training.export.classifiers import table_classifier
from mutation_training.export.graph import export_fp32
from mutation_training.tabular.classifiers import CLASSIFIERS, make_classifier, probability
from mutation_training.tabular.logistic import Logistic
from mutation_training.tabular.plain_classifiers import name_of, of_deep_log_odds, plain_classifier, share


def table(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Twelve columns of different scale, two of which tell."""
    random = np.random.default_rng(seed)
    labels = (random.random(count) < 0.4).astype(float)
    values = random.normal(size=(count, 12)) * np.logspace(-2, 2, 12) + 3
    values[:, 3] += labels * values[:, 3].std()
    values[:, 8] *= 1 + labels
    return values, labels


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_a_graph_says_what_scikit_learn_says(name: str) -> None:
    values, labels = table(80, 0)
    fitted = make_classifier(name, 1).fit(values, labels)
    plain = json.loads(json.dumps(plain_classifier(name, fitted)))
    module = table_classifier(plain).eval()
    asked, _ = table(60, 1)
    expected = probability(fitted, asked)
    assert np.ptp(expected) > 0.2
    assert said_by_graph(module, asked) == pytest.approx(expected, abs=2e-5)


def said_by_graph(module: nn.Module, asked: np.ndarray) -> list[float]:
    """Probabilities of rows by ONNX Runtime."""
    graph = export_fp32(module, (torch.zeros(1, 12),), ["row"], ["log_odds", "gradient"])
    session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    return [
        expit(float(session.run(["log_odds"], {"row": row[None].astype(np.float32)})[0][0, 0]))
        for row in asked
    ]


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_a_graph_makes_a_classifier_s_log_odds_of_deep_features(name: str) -> None:
    """scikit-learn's classifier reads the log odds and two scores, the graph ten deep features and these."""
    values, labels = table(80, 5)
    own = Logistic(np.logspace(2, -1, 10) / 100 * (-1) ** np.arange(10), -0.7)

    def columns(rows: np.ndarray) -> np.ndarray:
        return np.column_stack([own.log_odds(rows[:, :10]), rows[:, 10:]])

    fitted = make_classifier(name, 1).fit(columns(values), labels)
    plain = json.loads(json.dumps(of_deep_log_odds(plain_classifier(name, fitted), own)))
    assert name_of(plain) == name_of(plain_classifier(name, fitted)) == name
    module = table_classifier(plain).eval()
    asked, _ = table(60, 6)
    expected = probability(fitted, columns(asked))
    assert np.ptp(expected) > 0.15
    assert said_by_graph(module, asked) == pytest.approx(expected, abs=2e-5)

    row = torch.tensor(asked[:1], dtype=torch.float32, requires_grad=True)
    log_odds, gradient = module(row)
    if module.smooth:
        (by_torch,) = torch.autograd.grad(log_odds.sum(), row)
        torch.testing.assert_close(gradient, by_torch, rtol=1e-4, atol=1e-6)
        assert gradient[0, :10].abs().min() > 0
    assert gradient.shape == (1, 12) and module.smooth == (name not in ("knn", "random-forest"))


@pytest.mark.parametrize("name", ["logistic", "lda", "naive-bayes", "mlp", "svm"])
def test_a_gradient_is_pytorchs(name: str) -> None:
    values, labels = table(60, 2)
    module = table_classifier(plain_classifier(name, make_classifier(name, 1).fit(values, labels)))
    assert module.smooth
    row = torch.tensor(values[:1], dtype=torch.float32, requires_grad=True)
    log_odds, gradient = module(row)
    (expected,) = torch.autograd.grad(log_odds.sum(), row)
    torch.testing.assert_close(gradient, expected, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("name", ["knn", "random-forest"])
def test_steps_have_no_gradient_that_says_anything(name: str) -> None:
    values, labels = table(60, 3)
    module = table_classifier(plain_classifier(name, make_classifier(name, 1).fit(values, labels)))
    assert not module.smooth
    assert not module(torch.tensor(values[:1], dtype=torch.float32))[1].any()


def test_where_nothing_could_be_learnt_the_share_is_said() -> None:
    module = table_classifier(share(0.25))
    assert torch.sigmoid(module(torch.rand(1, 12))[0]).item() == pytest.approx(0.25)
    assert torch.isfinite(table_classifier(share(0.0))(torch.rand(1, 3))[0]).all()
