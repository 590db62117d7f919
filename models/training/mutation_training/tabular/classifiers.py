"""The small classifiers that the papers compare on a table of features."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.calibration import CalibratedClassifierCV
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from .patient_folds import most_folds, patient_folds

Floats = NDArray[np.float64]
Classifier = Any

#: Each by its seed; all read z-scored features and give probabilities.
CLASSIFIERS: dict[str, Callable[[int], Classifier]] = {
    "svm": lambda seed: CalibratedClassifierCV(SVC(), ensemble=False),
    "knn": lambda seed: KNeighborsClassifier(n_neighbors=9),
    "random-forest": lambda seed: RandomForestClassifier(
        n_estimators=200, min_samples_leaf=3, random_state=seed, n_jobs=1
    ),
    "naive-bayes": lambda seed: GaussianNB(),
    "logistic": lambda seed: LogisticRegression(max_iter=10_000),
    "mlp": lambda seed: MLPClassifier((16,), alpha=0.1, max_iter=2_000, random_state=seed),
    "lda": lambda seed: LinearDiscriminantAnalysis(),
}


#: Training cases of each class: LASSO needs five in all, also of those left where a share is held out.
FEWEST_OF_EACH_CLASS = 4
#: These need more: to be calibrated five of each class, for nine neighbours nine in all.
GREEDY = {"svm", "knn"}
FEWEST_OF_GREEDY = 5
#: Where a classifier is chosen by cross-validation: with a fifth of the cases, rounded up, held out.
FEWEST_TO_CHOOSE = 7


def fewest_of_each_class(names: Sequence[str], chosen: bool) -> int:
    """Training cases of each class that these classifiers need, where the best of them is `chosen` or not."""
    if not GREEDY.intersection(names):
        return FEWEST_OF_EACH_CLASS
    return FEWEST_TO_CHOOSE if chosen else FEWEST_OF_GREEDY


def make_classifier(name: str, seed: int) -> Classifier:
    return make_pipeline(StandardScaler(), CLASSIFIERS[name](seed))


def probability(classifier: Classifier, values: Floats) -> Floats:
    """Of class 1, [n]."""
    return np.asarray(classifier.predict_proba(values)[:, 1], dtype=np.float64)


def fit_and_ask(name: str, seen: Floats, labels: Floats, unseen: Floats, seed: int) -> Floats:
    """What a classifier fitted to these cases says of others; the share of positives where every column is
    constant, from which some classifiers fail to learn even that."""
    if np.ptp(seen, axis=0).max() == 0:
        return np.full(len(unseen), labels.mean())
    return probability(make_classifier(name, seed).fit(seen, labels), unseen)


def cross_validated_auc(
    name: str,
    values: Floats,
    labels: Floats,
    seed: int,
    patients: Sequence[str],
    folds: int,
    repeats: int,
) -> float:
    """The mean over the repetitions, each dealt anew."""
    aucs = []
    for repeat in range(repeats):
        fold_of = patient_folds(labels, patients, folds, seed + repeat)
        found = np.empty(len(labels))
        for fold in range(folds):
            unseen, seen = np.flatnonzero(fold_of == fold), np.flatnonzero(fold_of != fold)
            found[unseen] = fit_and_ask(name, values[seen], labels[seen], values[unseen], seed)
        aucs.append(float(roc_auc_score(labels, found)))
    return float(np.mean(aucs))


def best_classifier(
    names: Sequence[str],
    values: Floats,
    labels: Floats,
    seed: int,
    repeats: int = 1,
    patients: Sequence[str] | None = None,
) -> tuple[str, Classifier, dict[str, float]]:
    """The one with the highest cross-validated AUC, fitted to all cases; and everyone's AUC. Cases of one of
    `patients` are never on both sides; without them each case is one of its own."""
    of = patients or each_its_own(labels)
    folds = most_folds(labels, of, 5)
    if folds < 2:
        raise ValueError("choosing a classifier needs two patients of each class")
    aucs = {
        name: cross_validated_auc(name, values, labels, seed, of, folds, repeats) for name in names
    }
    best = max(names, key=lambda name: aucs[name])
    return best, make_classifier(best, seed).fit(values, labels), aucs


def each_its_own(labels: Floats) -> list[str]:
    return [str(case) for case in range(len(labels))]
