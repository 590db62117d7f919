"""The clinical baseline: what age, sex and smoking alone predict, fitted on the training cases."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from ..cohort.table import CaseRow, Cohort
from .predictions import Scores
from .roc import Floats

SEXES = {"F": 1.0, "M": 0.0}
SMOKING = {"never": 0.0, "former": 1.0, "current": 1.0}
#: Features: age, sex, ever smoked.
FEATURES = 3


def features(rows: tuple[CaseRow, ...] | list[CaseRow]) -> Floats:
    """float64 [cases, 3], NaN where unknown."""
    unknown = float("nan")
    return np.array(
        [
            [
                unknown if row.age is None else row.age,
                SEXES.get(row.sex or "", unknown),
                SMOKING.get(row.smoking or "", unknown),
            ]
            for row in rows
        ],
        dtype=float,
    ).reshape(len(rows), FEATURES)


def clinical_scores(cohort: Cohort, training: Scores, wanted: dict[str, Scores]) -> dict[str, Scores]:
    """Split -> scores of a logistic regression fitted on the training cases' labels.

    An unknown value becomes the training cases' mean.
    """
    row_of = {row.case_id: row for row in cohort.rows}

    def inputs(scores: Scores, means: Floats | None = None) -> tuple[Floats, Floats]:
        found = features([row_of[str(case)] for case in scores.case_ids])
        if means is None:
            known = ~np.isnan(found)
            means = np.where(known, found, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        return np.where(np.isnan(found), means, found), means

    fitted_on, means = inputs(training)
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(fitted_on, training.labels)
    return {
        split: Scores(scores.case_ids, scores.labels, model.predict_proba(inputs(scores, means)[0])[:, 1])
        for split, scores in wanted.items()
    }
