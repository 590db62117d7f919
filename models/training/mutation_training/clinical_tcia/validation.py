"""How well the regressions predict patients whom they were not fitted on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedKFold

from ..claims.reliability import line_with_intervals, noise_floor
from ..evaluation.calibration import (
    ReliabilityBin,
    brier,
    expected_calibration_error,
    reliability,
)
from ..evaluation.classification import measures_at, youden_threshold
from ..evaluation.cross_validated import OutOfFold, components
from ..evaluation.roc import Z_95, Floats, Interval, auc_interval
from .model import regression

FOLDS = 5
REPEATS = 20
RELIABILITY_BINS = 5


@dataclass(frozen=True)
class Validation:
    #: Mean over folds and repeats.
    auc: Interval
    apparent_auc: float
    threshold: float
    #: At the threshold.
    measures: dict[str, float]
    brier: float
    #: Of a model that gives everyone the share of mutants.
    brier_of_share: float
    calibration_slope: Interval
    calibration_intercept: Interval
    expected_calibration_error: float
    #: What that is for a perfectly calibrated model: mean and 95th percentile.
    calibration_noise: tuple[float, float]
    reliability: tuple[ReliabilityBin, ...]


def cross_validate(inputs: Floats, labels: Floats, seed: int) -> OutOfFold:
    """Stratified folds, each repeat with its own; inputs are [patients, features]."""
    probabilities = np.empty((REPEATS, len(labels)))
    folds = np.empty((REPEATS, len(labels)), dtype=np.intp)
    for repeat in range(REPEATS):
        splits = StratifiedKFold(FOLDS, shuffle=True, random_state=seed + repeat)
        for fold, (train, test) in enumerate(splits.split(inputs, labels)):
            model = regression().fit(inputs[train], labels[train])
            probabilities[repeat, test] = model.predict_proba(inputs[test])[:, 1]
            folds[repeat, test] = fold
    return OutOfFold(probabilities, folds)


def cross_validated_auc(found: OutOfFold, labels: Floats) -> Interval:
    """Mean AUC of the folds, with an interval from each patient's placement among the patients of the
    same fold (LeDell, Petersen and van der Laan 2015), averaged over the repeats.

    Probabilities of different folds come from different models and are never compared.
    """
    groups = components(found, labels)
    value = float(np.mean([group.mean() for group in groups]))
    error = float(np.sqrt(sum(group.var(ddof=1) / len(group) for group in groups)))
    return Interval(value, value - Z_95 * error, value + Z_95 * error)


def validate(inputs: Floats, labels: Floats, seed: int) -> Validation:
    found = cross_validate(inputs, labels, seed)
    mean = found.mean
    threshold = round(youden_threshold(mean, labels), 3)
    slope, intercept = line_with_intervals(mean, labels, seed)
    fitted = regression().fit(inputs, labels).predict_proba(inputs)[:, 1]
    return Validation(
        auc=cross_validated_auc(found, labels),
        apparent_auc=auc_interval(fitted, labels).value,
        threshold=threshold,
        measures=measures_at(mean >= threshold, labels),
        brier=brier(mean, labels),
        brier_of_share=brier(np.full(len(labels), labels.mean()), labels),
        calibration_slope=slope,
        calibration_intercept=intercept,
        expected_calibration_error=expected_calibration_error(mean, labels, RELIABILITY_BINS),
        calibration_noise=noise_floor(mean, seed, RELIABILITY_BINS),
        reliability=tuple(reliability(mean, labels, RELIABILITY_BINS)),
    )


def across_sites(inputs: Floats, labels: Floats, train: NDArray[np.bool_]) -> Interval:
    """AUC on the patients outside `train` of a model fitted on those inside, with Newcombe's interval."""
    model = regression().fit(inputs[train], labels[train])
    return auc_interval(model.predict_proba(inputs[~train])[:, 1], labels[~train])
