"""The clinical baseline: the shipped package is what its data give, and its graph what scikit-learn says."""

import hashlib
import json
import re
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import numpy_helper
from real_data import REPOSITORY, TCIA, needs_tcia
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from mutation_training.clinical_tcia.golden import write_golden
from mutation_training.clinical_tcia.model import Encoding, odds_ratios, regression, to_onnx
from mutation_training.clinical_tcia.package import TrainedClinical, export_clinical, train_clinical
from mutation_training.clinical_tcia.validation import (
    cross_validate,
    cross_validated_auc,
)
from mutation_training.cohort.clinical import read_clinical
from mutation_training.cohort.errors import CohortError
from mutation_training.cohort.table import CaseRow
from mutation_training.evaluation.cross_validated import OutOfFold
from mutation_training.evaluation.roc import Z_95, Interval, auc, auc_covariance

GOLDEN = REPOSITORY / "test" / "golden" / "clinical-tcia"
PACKAGE = REPOSITORY / "models" / "packages" / "clinical-tcia"


def patients(count: int = 200, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    inputs = np.column_stack(
        [random.normal(size=count), random.integers(0, 2, count), random.integers(0, 2, count)]
    )
    logit = inputs @ [0.4, 0.8, -1.6] - 0.3
    return inputs, (random.random(count) < 1 / (1 + np.exp(-logit))).astype(float)


def fitted() -> tuple[list[LogisticRegression], np.ndarray]:
    inputs, labels = patients()
    return [regression().fit(inputs, labels), regression().fit(inputs, 1 - labels)], inputs


def run_graph(graph: bytes, inputs: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(graph)
    rows = [{"clinical": row[None].astype(np.float32)} for row in inputs]
    return np.concatenate([session.run(["probabilities"], row)[0] for row in rows])


def test_graph_computes_what_scikit_learn_computes() -> None:
    models, inputs = fitted()
    found = run_graph(to_onnx(models).SerializeToString(), inputs)
    expected = np.column_stack([model.predict_proba(inputs)[:, 1] for model in models])
    assert found.shape == (200, 2)
    assert np.abs(found - expected).max() <= 1e-6
    assert np.ptp(found) > 0.5


def test_encoding_and_its_manifest_fields_agree() -> None:
    encoding = Encoding(age_mean=68, age_sd=10, female_share=0.36, smoker_share=0.77)
    known = CaseRow("a", "a", sex="F", age=78.0, smoking="former")
    assert encoding.encode(known) == (1, 1, 1)
    assert encoding.encode(CaseRow("b", "b")) == (0, 0.36, 0.77)
    age, sex, smoking = encoding.fields
    assert (78 - age["mean"]) / age["sd"] == 1
    assert (sex["encoding"]["F"], smoking["encoding"]["former"]) == (1, 1)
    assert (age["missing"], sex["missing"], smoking["missing"]) == (0, 0.36, 0.77)


def test_odds_ratio_intervals_are_as_wide_as_estimates_scatter() -> None:
    estimates, widths = [], []
    for seed in range(150):
        inputs, labels = patients(600, seed)
        ratios = np.log(odds_ratios(regression().fit(inputs, labels), inputs))
        estimates.append(ratios[:, 0])
        widths.append(ratios[:, 2] - ratios[:, 1])
    np.testing.assert_allclose(np.mean(estimates, axis=0), [0.4, 0.8, -1.6], atol=0.06)
    scatter = 2 * 1.96 * np.std(estimates, axis=0)
    np.testing.assert_allclose(np.mean(widths, axis=0), scatter, rtol=0.15)


def test_cross_validated_auc_is_the_mean_of_the_folds() -> None:
    inputs, labels = patients()
    found = cross_validate(inputs, labels, seed=3)
    aucs = [
        roc_auc_score(labels[folds == k], probabilities[folds == k])
        for probabilities, folds in zip(found.probabilities, found.folds, strict=True)
        for k in np.unique(folds)
    ]
    auc = cross_validated_auc(found, labels)
    assert auc.value == pytest.approx(np.mean(aucs), abs=0.002)
    assert auc.low < auc.value < auc.high


def test_a_cross_validation_that_learns_nothing_finds_one_half() -> None:
    """Pooling folds would push it below: whoever is held out shifts the others' share."""
    inputs, _ = patients(400)
    labels = (np.random.default_rng(5).random(400) < 0.3).astype(float)
    auc = cross_validated_auc(cross_validate(inputs, labels, seed=1), labels)
    assert auc.low < 0.5 < auc.high


def test_interval_of_the_folds_is_as_wide_as_delongs() -> None:
    """With one fold of everyone it is DeLong's."""
    random = np.random.default_rng(2)
    labels = (random.random(300) < 0.4).astype(float)
    scores = random.normal(size=300) + labels
    found = cross_validated_auc(OutOfFold(scores[None], np.zeros((1, 300), dtype=int)), labels)
    reach = Z_95 * float(np.sqrt(auc_covariance([scores], labels)[0, 0]))
    expected = Interval(auc(scores, labels), auc(scores, labels) - reach, auc(scores, labels) + reach)
    assert (found.value, found.low) == (pytest.approx(expected.value), pytest.approx(expected.low))


@pytest.fixture(scope="module")
def trained() -> TrainedClinical:
    return train_clinical(read_clinical(TCIA / "clinical-labels.csv"))


def tensors_in(folder: Path) -> list[np.ndarray]:
    return [numpy_helper.to_array(tensor) for tensor in onnx.load(folder / "model.onnx").graph.initializer]


@needs_tcia
def test_the_shipped_package_is_what_the_table_gives(trained: TrainedClinical, tmp_path: Path) -> None:
    export_clinical(trained, tmp_path)
    for made, shipped in zip(tensors_in(tmp_path), tensors_in(PACKAGE), strict=True):
        np.testing.assert_allclose(made, shipped, atol=1e-6)
    made, shipped = (json.loads((folder / "model.json").read_text()) for folder in (tmp_path, PACKAGE))
    for manifest in (made, shipped):
        del manifest["graph"]
    assert made == shipped
    # The digest follows the last bit of the weights, which the table's figures do not.
    cards = [re.sub(r"sha256:\w+", "", (folder / "card.md").read_text()) for folder in (tmp_path, PACKAGE)]
    assert cards[0] == cards[1]


@needs_tcia
def test_the_hosts_tests_expect_what_the_table_gives(trained: TrainedClinical, tmp_path: Path) -> None:
    write_golden(trained, tmp_path)
    made, committed = (
        json.loads((folder / "expected.json").read_text())["patients"] for folder in (tmp_path, GOLDEN)
    )
    for found, expected in zip(made, committed, strict=True):
        assert found.pop("probabilities") == pytest.approx(expected.pop("probabilities"), abs=1e-6)
        assert found == expected


@needs_tcia
def test_shipped_graph_gives_every_patient_scikit_learns_probability(trained: TrainedClinical) -> None:
    rows = [record.row for record in read_clinical(TCIA / "clinical-labels.csv").records.values()]
    inputs = np.array([trained.encoding.encode(row) for row in rows])
    found = run_graph((PACKAGE / "model.onnx").read_bytes(), inputs)
    for index, gene in enumerate(trained.genes.values()):
        expected = gene.regression.predict_proba(inputs)[:, 1]
        assert np.abs(found[:, index] - expected).max() <= 1e-6


@needs_tcia
def test_cross_validated_performance(trained: TrainedClinical) -> None:
    assert trained.genes["EGFR"].patients == 172
    assert trained.genes["EGFR"].validation.auc.value == pytest.approx(0.73, abs=0.01)
    assert trained.genes["KRAS"].validation.auc.value == pytest.approx(0.62, abs=0.01)


@needs_tcia
def test_another_table_is_refused(tmp_path: Path) -> None:
    text = (TCIA / "clinical-labels.csv").read_text().replace("Mutant", "Wildtype", 1)
    (tmp_path / "edited.csv").write_text(text)
    with pytest.raises(CohortError, match="all: KRAS mutant/wild type is 37/134, published 38/133"):
        train_clinical(read_clinical(tmp_path / "edited.csv"))


def test_the_shipped_package_describes_its_bytes() -> None:
    manifest = json.loads((PACKAGE / "model.json").read_text())
    graph = (PACKAGE / "model.onnx").read_bytes()
    assert manifest["graph"]["size"] == len(graph)
    assert manifest["graph"]["sha256"] == hashlib.sha256(graph).hexdigest()
    assert [entry["kind"] for entry in manifest["inputs"]] == ["clinical"]
    card = (PACKAGE / "card.md").read_text()
    assert "does not look at the image" in card
    assert "{" not in card, "a placeholder was left"
