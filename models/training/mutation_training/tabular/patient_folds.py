"""Folds of cases by which something is fitted without each of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedKFold

Floats = NDArray[np.float64]


def most_folds(labels: Floats, patients: Sequence[str], folds: int) -> int:
    """As many of `folds` as have a patient of either class each; below 2 there is nothing to hold out."""
    _, of_patient = first_cases(labels, patients)
    return int(min(folds, (of_patient == 1).sum(), (of_patient == 0).sum()))


def patient_folds(labels: Floats, patients: Sequence[str], folds: int, seed: int) -> NDArray[np.intp]:
    """[cases] folds, stratified by the label; all cases of a patient in one, by the label of the first."""
    names, of_patient = first_cases(labels, patients)
    splits = StratifiedKFold(folds, shuffle=True, random_state=seed)
    fold_of: dict[str, int] = {}
    for fold, (_, held_out) in enumerate(splits.split(names, of_patient)):
        fold_of |= {names[i]: fold for i in held_out}
    return np.array([fold_of[patient] for patient in patients], dtype=np.intp)


def first_cases(labels: Floats, patients: Sequence[str]) -> tuple[list[str], Floats]:
    """Each patient once, with the label of the first case."""
    first = {patient: i for i, patient in reversed(list(enumerate(patients)))}
    names = list(dict.fromkeys(patients))
    return names, np.array([labels[first[name]] for name in names])
