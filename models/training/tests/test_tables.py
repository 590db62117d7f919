"""The statistics on tables, each against another way of computing it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import mannwhitneyu, norm
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from mutation_training.cohort.table import CaseRow
from mutation_training.preprocessing.clinical import encode_clinical
from mutation_training.tabular import boosting
from mutation_training.tabular.classifiers import CLASSIFIERS, best_classifier, fit_and_ask, probability
from mutation_training.tabular.clinical import clinical_fields, raw_table
from mutation_training.tabular.logistic import fit_logistic
from mutation_training.tabular.radiomics import RadiomicsTableError, read_radiomics
from mutation_training.tabular.scaling import min_max, z_score
from mutation_training.tabular.selection import (
    lasso,
    mann_whitney,
    most_informative,
    uncorrelated,
    univariate_logistic,
    wald_p,
)
from mutation_training.tabular.stack import fit_last_layer


@pytest.fixture(scope="module")
def labels() -> np.ndarray:
    return np.arange(120) % 2 * 1.0


@pytest.fixture(scope="module")
def values(labels: np.ndarray) -> np.ndarray:
    """[120, 8]: columns 2 and 5 follow the label, 6 follows 5."""
    values = np.random.default_rng(1).normal(size=(120, 8))
    values[:, 2] += 1.2 * labels
    values[:, 5] -= 2.0 * labels
    values[:, 6] = np.exp(values[:, 5]) + 1e-3 * values[:, 6]
    return values


def test_mann_whitney_keeps_features_below_the_level_best_first(
    values: np.ndarray, labels: np.ndarray
) -> None:
    p = [mannwhitneyu(column[labels == 1], column[labels == 0]).pvalue for column in values.T]
    kept = mann_whitney(values, labels, 0.05)
    assert list(kept) == sorted((i for i in range(8) if p[i] < 0.05), key=lambda i: p[i])
    assert {2, 5, 6} <= set(kept)


def test_of_features_with_a_high_spearman_correlation_the_first_stays(values: np.ndarray) -> None:
    rho = pd.DataFrame(values).corr(method="spearman").abs().to_numpy()
    assert rho[5, 6] > 0.9
    kept = uncorrelated(values, 0.9)
    assert list(kept) == [0, 1, 2, 3, 4, 5, 7]
    assert list(uncorrelated(values[:, [6, 5]], 0.9)) == [0]
    constant = np.column_stack([np.ones(120), values[:, 0]])
    assert list(uncorrelated(constant, 0.9)) == [1]


def test_lasso_and_mutual_information_find_the_informative_features(
    values: np.ndarray, labels: np.ndarray
) -> None:
    assert set(lasso(values, labels)[:2]) == {2, 5}
    assert set(most_informative(values, labels, 0.25, seed=0)) <= {2, 5, 6}
    assert len(most_informative(values, labels, 0.25, seed=0)) == 2


def test_walds_p_is_that_of_the_odds_ratio_of_a_fourfold_table() -> None:
    counts = {(1, 1): 30, (1, 0): 10, (0, 1): 15, (0, 0): 25}
    feature, label = np.array([pair for pair, n in counts.items() for _ in range(n)], dtype=float).T
    ratio = np.log(30 * 25 / (10 * 15))
    error = np.sqrt(sum(1 / n for n in counts.values()))
    assert wald_p(feature, label) == pytest.approx(2 * norm.sf(ratio / error), rel=1e-9)
    assert wald_p(label, label) > 0.99, "separated: the error grows faster than the slope"
    nothing = np.arange(80.0) % 2
    assert list(univariate_logistic(np.column_stack([nothing, feature]), label, 0.05)) == [1]


def test_scalings_are_scikit_learns_where_nothing_is_missing(values: np.ndarray) -> None:
    np.testing.assert_allclose(z_score(values).apply(values), StandardScaler().fit_transform(values))
    np.testing.assert_allclose(min_max(values).apply(values), MinMaxScaler().fit_transform(values))


def test_missing_values_become_mean_or_median_and_constant_features_zero() -> None:
    table = np.array([[1.0, 5.0, np.nan], [2.0, 5.0, np.nan], [6.0, 5.0, np.nan]])
    unknown = np.full((1, 3), np.nan)
    np.testing.assert_allclose(z_score(table).apply(unknown), [[0, 0, 0]])
    np.testing.assert_allclose(min_max(table).apply(unknown), [[0.2, 0, 0]])
    assert np.all(z_score(table).apply(table)[:, 1:] == 0)


def test_logistic_regression_finds_the_generating_weights_and_leaves_out_unknown_labels() -> None:
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(20_000, 2))
    labels = (rng.random(20_000) < 1 / (1 + np.exp(-(inputs @ [1.5, -0.5] + 0.3)))) * 1.0
    labels[::10] = np.nan
    fitted = fit_logistic(inputs, labels)
    np.testing.assert_allclose(fitted.weights, [1.5, -0.5], atol=0.06)
    assert fitted.bias == pytest.approx(0.3, abs=0.05)
    with pytest.raises(ValueError, match="both classes"):
        fit_logistic(inputs, np.ones(20_000))


def test_the_last_layer_does_not_depend_on_its_columns_units(
    values: np.ndarray, labels: np.ndarray
) -> None:
    units = 10.0 ** np.arange(-4, 4)
    plain, scaled = fit_last_layer(values, labels), fit_last_layer(values * units + 3, labels)
    np.testing.assert_allclose(
        plain.probability(values), scaled.probability(values * units + 3), atol=1e-4
    )


def test_the_best_of_the_classifiers_is_the_one_that_cross_validation_prefers(
    values: np.ndarray, labels: np.ndarray
) -> None:
    name, classifier, aucs = best_classifier(list(CLASSIFIERS), values, labels, seed=0)
    assert len(aucs) == 7
    assert aucs[name] == max(aucs.values()) > 0.9
    assert roc_auc_score(labels, probability(classifier, values)) > 0.9


def test_a_classifier_is_not_chosen_by_knowing_the_other_lesions_of_a_patient() -> None:
    # Noise, each row twice: who has seen one of a pair knows the other's label.
    random = np.random.default_rng(3)
    values = np.repeat(random.normal(size=(60, 6)), 2, axis=0)
    labels = np.repeat(np.arange(60) % 2.0, 2)
    patients = [f"P{case // 2}" for case in range(120)]
    known = best_classifier(["random-forest"], values, labels, 1, 3)[2]["random-forest"]
    honest = best_classifier(["random-forest"], values, labels, 1, 3, patients)[2]["random-forest"]
    assert known > 0.9
    assert 0.3 < honest < 0.7


def test_no_classifier_fails_where_the_cases_of_a_fold_have_one_value() -> None:
    # One case has a value of its own: the fold that holds it out leaves nothing to learn from.
    labels = np.arange(30) % 2.0
    values = np.zeros((30, 1))
    values[:1] = 1e-6
    _, _, aucs = best_classifier(tuple(CLASSIFIERS), values, labels, 1)
    assert all(np.isfinite(auc) for auc in aucs.values())
    for name in CLASSIFIERS:
        asked = fit_and_ask(name, np.zeros((20, 2)), labels[:20], np.ones((3, 2)), 1)
        assert asked == pytest.approx(0.5), name


def test_boosting_reads_missing_values_and_repeats_itself(
    values: np.ndarray, labels: np.ndarray
) -> None:
    gappy = values.copy()
    gappy[::4, 5] = np.nan
    first, second = (boosting.fit_boosting(gappy, labels, 3, trees=20, leaves=4) for _ in range(2))
    assert first.model_to_string() == second.model_to_string()
    assert roc_auc_score(labels, boosting.probability(first, gappy)) > 0.9


ROWS = [
    CaseRow("a", "a", sex="F", age=60, smoking="never", stage=1, lobe="RUL", invasive_degree="AAH"),
    CaseRow("b", "b", sex="M", age=70, smoking="current", stage=4, lobe="LLL", invasive_degree="IAC"),
    CaseRow("c", "c", sex="M", age=74, smoking="former", stage=2, lobe="LLL"),
]


def test_clinical_fields_are_scaled_on_the_training_cases() -> None:
    fields = clinical_fields(["age", "sex", "stage"], ROWS, "min-max")
    encoded = np.stack([encode_clinical(row, fields) for row in ROWS])
    np.testing.assert_allclose(encoded, [[0, 1, 0], [10 / 14, 0, 1], [1, 0, 1 / 3]], rtol=1e-6)
    unknown = encode_clinical(CaseRow("d", "d"), fields)
    np.testing.assert_allclose(unknown, [10 / 14, 0, 1 / 3], rtol=1e-6)

    centred = clinical_fields(["age", "sex", "smoking", "invasive_degree"], ROWS, "z-score")
    encoded = np.stack([encode_clinical(row, centred) for row in ROWS])
    assert encoded[:, 0].mean() == pytest.approx(0, abs=1e-4)
    np.testing.assert_allclose(encoded[:, 1:], [[1, -1, -1.5], [-1, 1, 1.5], [-1, 0.5, 0]])
    np.testing.assert_allclose(encode_clinical(CaseRow("d", "d"), centred), 0)


def test_ajous_clinical_vector_has_twelve_values_with_one_lobe() -> None:
    names = ["sex", "age", "height_cm", "weight_kg", "smoking", "family_history", "stage", "lobe"]
    fields = clinical_fields(names, ROWS, "min-max")
    assert len(fields) == 12
    assert list(encode_clinical(ROWS[1], fields)[-5:]) == [0, 0, 0, 0, 1]
    assert list(encode_clinical(CaseRow("d", "d"), fields)[-5:]) == [0, 0, 0, 0, 1], "the usual lobe"


def test_trees_read_the_specified_codes() -> None:
    table = raw_table(ROWS, ["sex", "age", "invasive_degree", "smoking"])
    np.testing.assert_array_equal(table, [[1, 60, 0, 0], [0, 70, 3, 1], [0, 74, np.nan, 1]])


def test_a_feature_table_is_read_by_case_without_notes_and_empty_columns(tmp_path: Path) -> None:
    path = tmp_path / "radiomics" / "tumour.csv"
    path.parent.mkdir()
    path.write_text(
        "Case,diagnostics_Versions_PyRadiomics,x,y,z\nb,v3,1.5,,\na,v3,2.5,inf,\nc,v3,0,4,\n"
    )
    table = read_radiomics(path, ["a", "b"])
    assert table.features == ("x",)
    np.testing.assert_array_equal(table.values, [[2.5], [1.5]])
    with pytest.raises(RadiomicsTableError, match="lacks case 'd'"):
        read_radiomics(path, ["d"])
    with pytest.raises(RadiomicsTableError, match="npx mutation-prediction radiomics"):
        read_radiomics(path.with_name("ring.csv"), ["a"])
