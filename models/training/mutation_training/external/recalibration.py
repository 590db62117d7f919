"""What Platt's scaling on a site's own cases would mend, judged on cases that it was not fitted to."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from ..cohort.table import CaseRow
from ..evaluation.baseline import features
from ..evaluation.calibration import SMALLEST_SLOPE, Platt, fit_platt
from ..evaluation.predictions import Scores

FOLDS = 5
#: Of either class; a line through fewer cases says little about the next ones.
FEWEST_OF_A_CLASS = 20


def is_enough(labels: NDArray[np.float64]) -> bool:
    positives = int(labels.sum())
    return min(positives, len(labels) - positives) >= FEWEST_OF_A_CLASS


def ranks_rightly(platt: Platt) -> bool:
    """A model that ranks these cases the wrong way round is not mended by scaling."""
    return platt.slope > SMALLEST_SLOPE


def recalibrated(scores: Scores, patients: Mapping[str, str], seed: int) -> Scores | None:
    """Each case scaled as the cases of other patients ask; `None` with too few cases."""
    folds = patient_folds(scores, patients, seed)
    if folds is None:
        return None
    found = np.empty(len(scores))
    for train, test in folds:
        platt = fit_platt(scores.probabilities[train], scores.labels[train])
        found[test] = platt.apply(scores.probabilities[test])
    return Scores(scores.case_ids, scores.labels, found)


def clinical_baseline(scores: Scores, rows: Mapping[str, CaseRow], seed: int) -> Scores | None:
    """What age, sex and smoking of the other patients' cases predict for each; `None` with too few cases, or
    where nothing is known. An unknown value becomes the other cases' mean."""
    cases = [rows[str(case)] for case in scores.case_ids]
    known = features(cases)
    folds = patient_folds(scores, {row.case_id: row.patient_id for row in cases}, seed)
    if folds is None or np.isnan(known).all():
        return None
    found = np.empty(len(scores))
    for train, test in folds:
        there = ~np.isnan(known[train])
        means = np.where(there, known[train], 0).sum(axis=0) / np.maximum(there.sum(axis=0), 1)
        filled = np.where(np.isnan(known), means, known)
        model = make_pipeline(StandardScaler(), LogisticRegression()).fit(filled[train], scores.labels[train])
        found[test] = model.predict_proba(filled[test])[:, 1]
    return Scores(scores.case_ids, scores.labels, found)


def patient_folds(
    scores: Scores, patients: Mapping[str, str], seed: int
) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]] | None:
    """Train and test indices; whole patients, classes as even as that allows."""
    groups = np.array([patients.get(str(case), str(case)) for case in scores.case_ids])
    if not is_enough(scores.labels) or len(set(groups)) < 2 * FOLDS:
        return None
    splitter = StratifiedGroupKFold(n_splits=FOLDS, shuffle=True, random_state=seed)
    folds = list(splitter.split(scores.probabilities, scores.labels, groups))
    # A patient with many lesions can leave the others without a class.
    return folds if all(len(np.unique(scores.labels[train])) == 2 for train, _ in folds) else None
