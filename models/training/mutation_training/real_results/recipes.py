"""What is compared: the papers' tabular models, each whole, beside clinical values alone.

A recipe chooses features, classifiers and scaling within the patients that it is fitted to, and sees nothing
else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..cohort.table import CaseRow
from ..recipes.fudan_fusion import FudanOptions
from ..reproduction.forests import CLINICAL as MMDL_CLINICAL
from ..reproduction.forests import clinical_forest
from ..tabular.boosting import fit_boosting, probability
from ..tabular.classifiers import CLASSIFIERS, best_classifier, fit_and_ask
from ..tabular.classifiers import probability as class_probability
from ..tabular.clinical import raw_table
from ..tabular.logistic import fit_logistic
from ..tabular.radscore import cross_fitted_scores
from ..tabular.scaling import z_score
from ..tabular.selection import lasso_coefficients, most_informative
from ..tabular.stepwise import SelectionOptions, select

Floats = NDArray[np.float64]

#: Known before any treatment, of nearly every patient of TCIA's table.
BASIC = ("age", "sex", "smoking")
#: And what a report or a resection adds.
WIDER = (*BASIC, "stage", "density", "weight_kg")
#: PyRadiomics' volume, by the first of these names that the table has.
VOLUMES = ("original_shape_MeshVolume", "original_shape_VoxelVolume")
SCORE_FOLDS = 5


@dataclass(frozen=True)
class Patients:
    """Some patients' inputs, one row each."""

    rows: tuple[CaseRow, ...]
    #: [patients, features]; none where there is no table of features.
    radiomics: Floats | None = None
    features: tuple[str, ...] = ()

    def take(self, chosen: NDArray[np.intp]) -> Patients:
        radiomics = None if self.radiomics is None else self.radiomics[chosen]
        return replace(self, rows=tuple(self.rows[i] for i in chosen), radiomics=radiomics)

    def clinical(self, names: tuple[str, ...]) -> Floats:
        """[patients, columns], NaN where unknown."""
        return raw_table(self.rows, names)


#: Patients and labels to learn from, patients to judge and a seed, to probabilities of the latter.
Fit = Callable[[Patients, Floats, Patients, int], Floats]


@dataclass(frozen=True)
class Recipe:
    name: str
    fit: Fit
    #: Whether clinical values stand beside radiomics: then a lesion can be exchanged and they stay.
    joins: bool = False


def z_scored(seen: Floats, unseen: Floats) -> tuple[Floats, Floats]:
    scaling = z_score(seen)
    return scaling.apply(seen), scaling.apply(unseen)


def logistic(seen: Floats, labels: Floats, unseen: Floats) -> Floats:
    x, asked = z_scored(seen, unseen)
    return fit_logistic(x, labels).probability(asked)


def best_of_seven(seen: Floats, labels: Floats, unseen: Floats, seed: int) -> Floats:
    x, asked = z_scored(seen, unseen)
    _, classifier, _ = best_classifier(tuple(CLASSIFIERS), x, labels, seed)
    return class_probability(classifier, asked)


def basic(seen: Patients, labels: Floats, unseen: Patients, seed: int) -> Floats:
    return logistic(seen.clinical(BASIC), labels, unseen.clinical(BASIC))


def mmdl_forest(seen: Patients, labels: Floats, unseen: Patients, seed: int) -> Floats:
    known, asked = z_scored(seen.clinical(MMDL_CLINICAL), unseen.clinical(MMDL_CLINICAL))
    return clinical_forest(known, labels, asked)


def wider(seen: Patients, labels: Floats, unseen: Patients, seed: int) -> Floats:
    return best_of_seven(seen.clinical(WIDER), labels, unseen.clinical(WIDER), seed)


def volume(seen: Patients, labels: Floats, unseen: Patients, seed: int) -> Floats:
    column = next(seen.features.index(name) for name in VOLUMES if name in seen.features)
    known, asked = (np.log(features_of(patients)[:, [column]]) for patients in (seen, unseen))
    return logistic(known, labels, asked)


def fudan(seen: Patients, labels: Floats, unseen: Patients, seed: int) -> Floats:
    return boosted(seen, labels, unseen, seed, with_clinical=False)


def fudan_clinical(seen: Patients, labels: Floats, unseen: Patients, seed: int) -> Floats:
    return boosted(seen, labels, unseen, seed, with_clinical=True)


def boosted(
    seen: Patients, labels: Floats, unseen: Patients, seed: int, with_clinical: bool
) -> Floats:
    """Fudan: a tenth of the features by mutual information, and boosted trees."""
    options = FudanOptions()
    scaled, _ = z_scored(features_of(seen), features_of(unseen))
    columns = most_informative(scaled, labels, options.share, seed)
    known, asked = features_of(seen)[:, columns], features_of(unseen)[:, columns]
    if with_clinical:
        known = np.concatenate([known, seen.clinical(options.clinical)], axis=1)
        asked = np.concatenate([asked, unseen.clinical(options.clinical)], axis=1)
    return probability(fit_boosting(known, labels, seed, options.trees, options.leaves), asked)


def radscore(seen: Patients, labels: Floats, unseen: Patients, seed: int) -> Floats:
    """Deep-RadScore: the best of seven classifiers on the RadScore."""
    scores, asked = radscores(seen, labels, unseen, seed)
    if np.ptp(scores) == 0:
        return np.full(len(asked), labels.mean())
    return best_of_seven(scores[:, None], labels, asked[:, None], seed)


def radscore_clinical(seen: Patients, labels: Floats, unseen: Patients, seed: int) -> Floats:
    scores, asked = radscores(seen, labels, unseen, seed)
    return logistic(
        np.column_stack([scores, seen.clinical(BASIC)]),
        labels,
        np.column_stack([asked, unseen.clinical(BASIC)]),
    )


def radscores(
    seen: Patients, labels: Floats, unseen: Patients, seed: int
) -> tuple[Floats, Floats]:
    """RadScores of patients to learn from, each by a LASSO that has not seen it, and of the others."""
    scaled, asked = z_scored(features_of(seen), features_of(unseen))
    scores = cross_fitted_scores(scaled, labels, SCORE_FOLDS, seed)
    return scores, asked @ lasso_coefficients(scaled, labels)


def stepwise_svm(seen: Patients, labels: Floats, unseen: Patients, seed: int) -> Floats:
    """The 3-D CNN's comparator: four steps to 13 features, and a support vector machine."""
    scaled, asked = z_scored(features_of(seen), features_of(unseen))
    columns = select(scaled, labels, SelectionOptions())
    return fit_and_ask("svm", scaled[:, columns], labels, asked[:, columns], seed)


def features_of(patients: Patients) -> Floats:
    if patients.radiomics is None:
        raise ValueError("a recipe that reads radiomics needs their table")
    return patients.radiomics


#: The first of each is what the others are compared with.
CLINICAL_RECIPES = (
    Recipe("age, sex, smoking: logistic regression", basic),
    Recipe("age, sex, smoking, stage: MMDL's forest", mmdl_forest),
    Recipe("with density and weight: best of seven classifiers", wider),
)
RADIOMICS_RECIPES = (
    Recipe("age, sex, smoking: logistic regression", basic),
    Recipe("the lesion's volume: logistic regression", volume),
    Recipe("Fudan: radiomics", fudan),
    Recipe("Fudan: radiomics and clinical values", fudan_clinical, True),
    Recipe("Deep-RadScore: RadScore", radscore),
    Recipe("Deep-RadScore: RadScore, age, sex, smoking", radscore_clinical, True),
    Recipe("3-D CNN: radiomics, SVM", stepwise_svm),
)
