"""Choosing radiomic features: each step takes scaled features and returns the columns it keeps.

Inputs are complete (no NaN); labels are 0 or 1.
"""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray
from scipy.stats import mannwhitneyu, norm, rankdata
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_selection import mutual_info_classif
from sklearn.linear_model import LassoCV

Floats = NDArray[np.float64]
Columns = NDArray[np.intp]


def mann_whitney(values: Floats, labels: Floats, level: float) -> Columns:
    """Features whose distributions differ between the classes (two-sided p < level), best first."""
    p: Floats = mannwhitneyu(values[labels == 1], values[labels == 0], axis=0).pvalue
    order: Columns = np.argsort(p, kind="stable")
    return order[p[order] < level]


def uncorrelated(values: Floats, limit: float) -> Columns:
    """Features in their order, without those whose |Spearman ρ| with a kept one exceeds the limit."""
    ranks = rankdata(values, axis=0)
    centred = ranks - ranks.mean(axis=0)
    length = np.sqrt((centred**2).sum(axis=0))
    unit = centred / np.where(length > 0, length, 1)
    kept: list[int] = []
    for column in range(values.shape[1]):
        if length[column] == 0:
            continue
        if kept and np.abs(unit[:, kept].T @ unit[:, column]).max() > limit:
            continue
        kept.append(column)
    return np.array(kept, dtype=np.intp)


def lasso_coefficients(values: Floats, labels: Floats, folds: int = 5) -> Floats:
    """Coefficients of the LASSO whose penalty cross-validation chooses (in order, not shuffled)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model = LassoCV(alphas=30, cv=folds, max_iter=1_000, tol=1e-3).fit(values, labels)
    return np.asarray(model.coef_, dtype=np.float64)


def lasso(values: Floats, labels: Floats) -> Columns:
    """Features with a coefficient, largest first; all where LASSO keeps none."""
    size = np.abs(lasso_coefficients(values, labels))
    order: Columns = np.argsort(-size, kind="stable")
    kept = order[size[order] > 0]
    return kept if len(kept) else np.arange(values.shape[1])


def univariate_logistic(values: Floats, labels: Floats, level: float) -> Columns:
    """Features whose own logistic regression has a Wald p below the level, best first."""
    p = np.array([wald_p(values[:, i], labels) for i in range(values.shape[1])])
    order: Columns = np.argsort(p, kind="stable")
    return order[p[order] < level]


def wald_p(feature: Floats, labels: Floats, iterations: int = 25) -> float:
    """Of the slope of a logistic regression with intercept, by Newton's method;
    near 1 where the feature separates the classes."""
    x = np.stack([np.ones_like(feature), feature], axis=1)
    beta = np.zeros(2)
    for _ in range(iterations):
        mean = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        information = (x.T * (mean * (1 - mean))) @ x
        if np.linalg.cond(information) > 1e12:
            return 1.0
        step = np.linalg.solve(information, x.T @ (labels - mean))
        beta = beta + step
        if np.abs(step).max() < 1e-8:
            break
    error = np.sqrt(np.linalg.inv(information)[1, 1])
    return float(2 * norm.sf(abs(beta[1]) / error))


def most_informative(values: Floats, labels: Floats, share: float, seed: int) -> Columns:
    """The share of features with the highest mutual information with the label, best first."""
    information = mutual_info_classif(values, labels, random_state=seed)
    count = max(1, round(share * values.shape[1]))
    order: Columns = np.argsort(-information, kind="stable")
    return order[:count]
