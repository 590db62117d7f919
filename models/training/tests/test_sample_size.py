"""Sample sizes against pmsampsize's documented examples, and its simulation of R²."""

import numpy as np
import pytest
from scipy.stats import norm
from sklearn.linear_model import LogisticRegression

from mutation_training.evaluation.roc import auc
from mutation_training.evaluation.sample_size import (
    affordable_parameters,
    auc_width,
    expected_r2,
    needed_cases,
)


def test_cases_are_those_of_pmsampsize() -> None:
    """Its example: `pmsampsize(type = "b", csrsquared = 0.288, parameters = 24, prevalence = 0.174)`."""
    found = needed_cases(24, 0.288, 0.174)
    assert (found.shrinkage, found.optimism, found.risk, found.cases) == (623, 662, 221, 662)


@pytest.mark.parametrize(("wanted", "share"), [(0.89, 0.174), (0.7, 0.2), (0.8, 0.5)])
def test_r2_is_that_of_a_large_simulation(wanted: float, share: float) -> None:
    random = np.random.default_rng(1)
    labels = (random.random(400_000) < share).astype(float)
    scores = random.normal(size=len(labels)) + np.sqrt(2) * norm.ppf(wanted) * labels
    assert auc(scores, labels) == pytest.approx(wanted, abs=0.004)
    fitted = LogisticRegression(C=np.inf).fit(scores[:, None], labels).predict_proba(scores[:, None])[:, 1]
    likelihood = np.mean(labels * np.log(fitted) + (1 - labels) * np.log(1 - fitted))
    null = labels.mean() * np.log(labels.mean()) + (1 - labels.mean()) * np.log(1 - labels.mean())
    assert expected_r2(wanted, share) == pytest.approx(1 - np.exp(2 * (null - likelihood)), abs=0.004)


def test_what_cases_bear_is_what_that_many_parameters_need() -> None:
    for auc_hoped, cases in ((0.7, 600), (0.9, 1200)):
        count = affordable_parameters(cases, auc_hoped, 0.3)
        r2 = expected_r2(auc_hoped, 0.3)
        assert needed_cases(count, r2, 0.3).cases <= cases < needed_cases(count + 1, r2, 0.3).cases
    assert affordable_parameters(117, 0.8, 0.2) == 0, "23 mutants do not even tell the share of mutants"


def test_an_interval_narrows_with_the_square_root_of_cases() -> None:
    assert auc_width(117, 0.8, 0.2) == pytest.approx(2 * auc_width(468, 0.8, 0.2), rel=0.05)
