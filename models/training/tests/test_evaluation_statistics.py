"""The statistics against pROC, scikit-learn, brute force and permutation."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.special import logit
from scipy.stats import norm
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    confusion_matrix,
    f1_score,
    precision_recall_curve,
    roc_auc_score,
)
from statsmodels.stats.multitest import multipletests

from mutation_training.evaluation import calibration, classification, decision, roc
from mutation_training.evaluation.assess import assess
from mutation_training.evaluation.calibration import calibration_in_the_large, calibration_line
from mutation_training.evaluation.comparison import compare_auc, holm
from mutation_training.evaluation.predictions import Scores

DELONG = json.loads((Path(__file__).parent / "golden" / "delong.json").read_text())
LABELS = np.array(DELONG["labels"], dtype=float)


def cases(count: int = 300, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two correlated scores in 0 … 1 with many ties, and labels."""
    random = np.random.default_rng(seed)
    labels = (random.random(count) < 0.35).astype(float)
    latent = random.normal(size=count) + labels
    first = 1 / (1 + np.exp(-np.round(latent + random.normal(size=count) * 0.7, 1)))
    second = 1 / (1 + np.exp(-np.round(latent + random.normal(size=count) * 1.5, 1)))
    return first, second, labels


@pytest.mark.parametrize("name", ["albumin", "protein", "score"])
def test_auc_and_variance_are_those_of_proc(name: str) -> None:
    test = DELONG["tests"][name]
    scores = np.array(test["values"])
    value = roc.auc(scores, LABELS)
    reach = roc.Z_95 * np.sqrt(roc.auc_covariance([scores], LABELS)[0, 0])
    found = [max(value - reach, 0), value, min(value + reach, 1)]
    np.testing.assert_allclose(found, test["interval"], rtol=1e-9)


@pytest.mark.parametrize("value", [0.0, 0.5, 0.83, 0.99, 1.0])
@pytest.mark.parametrize("counts", [(2, 2), (4, 30), (71, 91)])
def test_the_interval_s_ends_are_1_96_standard_errors_away(value: float, counts: tuple[int, int]) -> None:
    found = roc.newcombe_interval(value, *counts)
    assert 0 <= found.low < found.high <= 1 and found.low <= value <= found.high
    for end in (found.low, found.high):
        if end in (0, 1):
            continue
        error = np.sqrt(roc.mann_whitney_variance(end, *counts))
        assert abs(end - value) / error == pytest.approx(roc.Z_95, rel=1e-5)


@pytest.mark.parametrize(("auc", "counts"), [(0.8, (4, 4)), (0.95, (5, 12)), (0.99, (20, 20))])
def test_the_interval_holds_its_level_with_few_cases(auc: float, counts: tuple[int, int]) -> None:
    """Where DeLong's covers the true AUC in 60 to 80 of 100."""
    random = np.random.default_rng(7)
    distance = np.sqrt(2) * norm.ppf(auc)
    labels = np.repeat([1.0, 0.0], counts)
    covered = []
    for _ in range(500):
        scores = random.normal(size=len(labels)) + distance * labels
        found = roc.auc_interval(scores, labels)
        covered.append(found.low <= auc <= found.high)
    assert np.mean(covered) >= 0.93


@pytest.mark.parametrize("expected", DELONG["comparisons"])
def test_delong_test_is_that_of_proc(expected: dict) -> None:
    first, second = (np.array(DELONG["tests"][expected[k]]["values"]) for k in ("first", "second"))
    found = compare_auc(first, second, LABELS)
    assert found.z == pytest.approx(expected["z"], rel=1e-9)
    assert found.p == pytest.approx(expected["p"], rel=1e-9)


def test_covariance_is_that_of_all_pairs() -> None:
    first, second, labels = cases(80)
    kernels = []
    for scores in (first, second):
        kernel = [[(a > b) + (a == b) / 2 for b in scores[labels == 0]] for a in scores[labels == 1]]
        kernels.append(np.array(kernel, dtype=float))
    expected = np.zeros((2, 2))
    for axis in (0, 1):
        means = np.stack([kernel.mean(axis=axis) for kernel in kernels])
        centred = means - means.mean(axis=1, keepdims=True)
        count = means.shape[1]
        expected += centred @ centred.T / (count - 1) / count
    np.testing.assert_allclose(roc.auc_covariance([first, second], labels), expected, rtol=1e-12)


def test_delong_p_agrees_with_swapping_models_case_by_case() -> None:
    """A permutation test makes no use of DeLong's variance."""
    first, second, labels = cases(200, seed=3)
    first, second = (np.argsort(np.argsort(x)) / len(x) for x in (first, second))
    found = compare_auc(first, second, labels)
    random = np.random.default_rng(1)
    differences = []
    for _ in range(2000):
        swap = random.random(len(labels)) < 0.5
        a, b = np.where(swap, second, first), np.where(swap, first, second)
        differences.append(roc_auc_score(labels, a) - roc_auc_score(labels, b))
    p = np.mean(np.abs(differences) >= abs(found.difference.value))
    assert found.p == pytest.approx(p, abs=0.03)
    assert 0.001 < found.p < 0.5, "a p at either end would prove little"


def test_a_model_does_not_differ_from_itself() -> None:
    first, _, labels = cases()
    same = compare_auc(first, first, labels)
    assert (same.difference.value, same.p) == (0, 1)
    opposite = compare_auc(labels, 1 - labels, labels)
    # Nothing is certain of a few cases, whatever DeLong's variance says.
    assert 0 < opposite.p < 1e-3 and opposite.difference.low < opposite.difference.value == 1


def test_difference_interval_holds_its_level_where_delongs_has_no_width() -> None:
    """Two models of AUC .97 and .90 that share half of their noise, 12 cases of each class."""
    random = np.random.default_rng(8)
    labels = np.repeat([0.0, 1.0], 12)
    true = norm.cdf(np.array([2.66, 1.81]) / np.sqrt(2))
    covered, delong = [], []
    for _ in range(600):
        shared = random.normal(size=24)
        first, second = (
            np.sqrt(0.5) * (shared + random.normal(size=24)) + distance * labels for distance in (2.66, 1.81)
        )
        found = compare_auc(first, second, labels).difference
        covered.append(found.low <= true[0] - true[1] <= found.high)
        covariance = roc.auc_covariance([first, second], labels)
        error = np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
        delong.append(abs(found.value - (true[0] - true[1])) <= 1.96 * error)
    assert np.mean(covered) >= 0.93 > np.mean(delong) - 0.05


def test_holm_is_that_of_statsmodels() -> None:
    p = [0.01, 0.04, 0.03, 0.005, 0.8, 0.04]
    np.testing.assert_allclose(holm(p), multipletests(p, method="holm")[1], rtol=1e-12)
    assert holm([]) == []


def test_calibration_in_the_large_is_an_intercept_beside_an_offset() -> None:
    random = np.random.default_rng(2)
    probabilities = random.uniform(0.02, 0.98, 400)
    labels = (random.random(400) < probabilities**2).astype(float)
    offset = logit(probabilities)
    family = sm.families.Binomial()
    fitted = sm.GLM(labels, np.ones(400), family=family, offset=offset).fit()
    assert calibration_in_the_large(probabilities, labels) == pytest.approx(fitted.params[0], abs=1e-8)
    joint = sm.GLM(labels, np.stack([np.ones(400), offset], axis=1), family=family).fit()
    assert calibration_line(probabilities, labels) == pytest.approx(tuple(joint.params[::-1]), abs=1e-5)
    assert abs(fitted.params[0] - joint.params[0]) > 0.05, "the two intercepts say different things"


def test_curves_are_those_of_scikit_learn() -> None:
    scores, _, labels = cases()
    assert roc.auc(scores, labels) == pytest.approx(roc_auc_score(labels, scores), abs=1e-12)
    assert roc.average_precision(scores, labels) == pytest.approx(
        average_precision_score(labels, scores), abs=1e-12
    )
    recall, precision = roc.precision_recall_curve(scores, labels)
    expected_precision, expected_recall, _ = precision_recall_curve(labels, scores)
    np.testing.assert_allclose(precision[::-1], expected_precision[:-1])
    np.testing.assert_allclose(recall[::-1], expected_recall[:-1])
    false_rate, true_rate = roc.roc_curve(scores, labels)
    area = np.trapezoid(true_rate, false_rate)
    assert area == pytest.approx(roc.auc(scores, labels), abs=1e-12)


def test_one_class_is_refused() -> None:
    with pytest.raises(roc.OneClassError):
        roc.auc(np.array([0.1, 0.2]), np.array([1.0, 1.0]))


def test_youden_is_the_best_of_all_thresholds() -> None:
    scores, _, labels = cases(120, seed=5)

    def index(threshold: float) -> float:
        called = scores >= threshold
        return called[labels == 1].mean() - called[labels == 0].mean()

    found = classification.youden_threshold(scores, labels)
    assert index(found) == pytest.approx(max(index(value) for value in np.unique(scores)))


def test_measures_are_those_of_scikit_learn() -> None:
    scores, _, labels = cases()
    called = scores >= 0.6
    found = classification.measures_at(called, labels)
    tn, fp, fn, tp = confusion_matrix(labels, called).ravel()
    assert found["sensitivity"] == tp / (tp + fn)
    assert found["specificity"] == tn / (tn + fp)
    assert found["ppv"] == tp / (tp + fp)
    assert found["npv"] == tn / (tn + fn)
    assert found["f1"] == pytest.approx(f1_score(labels, called))
    assert found["macro_f1"] == pytest.approx(f1_score(labels, called, average="macro"))
    assert np.isnan(classification.measures_at(called[labels == 1], labels[labels == 1])["specificity"])


def test_bootstrap_draws_patients_and_not_cases() -> None:
    """Copying every case of a patient must not make the interval narrower."""
    scores, _, labels = cases(100)
    patients = np.array([f"p{k}" for k in range(100)])

    def interval(copies: int) -> roc.Interval:
        s, y, p = (np.repeat(x, copies) for x in (scores, labels, patients))
        return classification.bootstrap_by_patient(
            lambda cases: classification.measures_at(s[cases] >= 0.6, y[cases]), p, 1, 500
        )["accuracy"]

    once, often = interval(1), interval(9)
    assert once.low < once.value < once.high
    assert often.high - often.low == pytest.approx(once.high - once.low, rel=0.15)
    exact = 1.96 * np.sqrt(once.value * (1 - once.value) / 100)
    assert (once.high - once.low) / 2 == pytest.approx(exact, rel=0.2)


def test_platt_undoes_a_distortion() -> None:
    random = np.random.default_rng(2)
    truth = random.random(20_000)
    labels = (random.random(20_000) < truth).astype(float)
    distorted = 1 / (1 + np.exp(-(2.5 * calibration.logits(truth) - 1)))
    platt = calibration.fit_platt(distorted, labels)
    assert platt.slope == pytest.approx(1 / 2.5, rel=0.05)
    assert platt.intercept == pytest.approx(1 / 2.5, abs=0.05)
    np.testing.assert_allclose(platt.apply(distorted), truth, atol=0.03)
    slope, intercept = calibration.calibration_line(distorted, labels)
    reference = LogisticRegression(C=np.inf, tol=1e-8).fit(calibration.logits(distorted)[:, None], labels)
    assert slope == pytest.approx(reference.coef_[0, 0], rel=1e-4)
    assert intercept == pytest.approx(reference.intercept_[0], rel=1e-3)


def test_platt_stays_finite_where_classes_separate() -> None:
    scores, labels = np.array([0.1, 0.2, 0.8, 0.9]), np.array([0.0, 0, 1, 1])
    calibrated = calibration.fit_platt(scores, labels).apply(scores)
    assert (calibrated > 0.05).all() and (calibrated < 0.95).all()


def test_calibration_errors() -> None:
    scores, _, labels = cases()
    assert calibration.brier(scores, labels) == pytest.approx(brier_score_loss(labels, scores))
    bins = calibration.reliability(np.repeat([0.1, 0.8], 50), np.tile([0.0, 1.0], 50), bins=2)
    assert [(b.predicted, b.observed, b.count) for b in bins] == [
        (pytest.approx(0.1), 0.5, 50),
        (pytest.approx(0.8), 0.5, 50),
    ]
    error = calibration.expected_calibration_error(np.repeat([0.1, 0.8], 50), np.tile([0.0, 1.0], 50), bins=2)
    assert error == pytest.approx((0.4 + 0.3) / 2)


def test_net_benefit_counts_patients() -> None:
    scores, _, labels = cases()
    curve = decision.decision_curve(scores, labels)
    for index, threshold in itertools.islice(enumerate(curve.thresholds), 0, None, 17):
        called = scores >= threshold
        true, false = np.sum(called & (labels == 1)), np.sum(called & (labels == 0))
        weight = threshold / (1 - threshold)
        assert curve.model[index] == pytest.approx((true - weight * false) / len(labels))
        everyone = (labels.sum() - weight * (1 - labels).sum()) / len(labels)
        assert curve.treat_all[index] == pytest.approx(everyone)


def test_several_lesions_of_a_patient_are_not_independent() -> None:
    """Every patient four times: as uncertain as once."""
    random = np.random.default_rng(5)
    labels = (np.arange(60) % 2).astype(float)
    scores = 1 / (1 + np.exp(-(labels + random.normal(size=60))))
    names = np.array([f"c{i}" for i in range(60)])
    once = assess({"test": Scores(names, labels, scores)}, {}, 1)
    copies = np.repeat(np.arange(60), 4)
    cases = np.array([f"{names[i]}-{n}" for n, i in enumerate(copies)])
    patients = {case: names[i] for case, i in zip(cases, copies, strict=True)}
    fourfold = assess({"test": Scores(cases, labels[copies], scores[copies])}, patients, 1)
    apart = assess({"test": Scores(cases, labels[copies], scores[copies])}, {}, 1)
    assert once and fourfold and apart
    widths = [found.auc.high - found.auc.low for found in (once, fourfold, apart)]
    assert widths[1] == pytest.approx(widths[0], rel=0.2) and widths[2] < 0.6 * widths[0]
