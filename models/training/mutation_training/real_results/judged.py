"""A recipe in repeated, nested cross-validation, and in what should show nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedKFold

from ..evaluation.comparison import Comparison, holm
from ..evaluation.cross_validated import OutOfFold, compare_fold_auc, fold_auc
from ..evaluation.roc import Interval, auc_interval
from .recipes import Patients, Recipe
from .unfinished import Found, Once, at_once

Floats = NDArray[np.float64]

FOLDS = 5
#: All of TCIA's mutants are of this kind; among its patients a model cannot live on telling kinds apart.
ADENOCARCINOMA = "Adenocarcinoma"


@dataclass(frozen=True)
class Effort:
    """How often patients are dealt into folds, and how often each control is."""

    repeats: int = 5
    controls: int = 10
    seed: int = 20261129


@dataclass(frozen=True)
class Control:
    """AUCs of the whole recipe where nothing is left to find; each of one division into folds."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Judged:
    recipe: str
    auc: Interval
    #: Among adenocarcinomas; `None` where all patients have one.
    adenocarcinoma: Interval | None
    #: Less the first recipe of the table; Holm's p over all of them.
    versus_first: Comparison | None
    labels_permuted: Control
    #: Labels and clinical values stay, the features are another patient's.
    lesions_exchanged: Control | None
    #: Site that it is judged on -> AUC of the recipe fitted to the others' patients.
    other_sites: dict[str, Interval]


def judge(
    recipes: Sequence[Recipe],
    patients: Patients,
    labels: Floats,
    effort: Effort,
    once: Once = at_once,
) -> list[Judged]:
    """`once` keeps what takes long, by names that are unique within these recipes."""
    place = {recipe.name: place for place, recipe in enumerate(recipes)}

    def kept(recipe: Recipe, part: str, find: Callable[[], Found]) -> Found:
        return once(f"{place[recipe.name]}-{part}", find)

    found = {
        recipe.name: kept(
            recipe, "out-of-fold", partial(out_of_fold, recipe, patients, labels, effort)
        )
        for recipe in recipes
    }
    first = found[recipes[0].name]
    differences = {
        recipe.name: compare_fold_auc(found[recipe.name], first, labels) for recipe in recipes[1:]
    }
    adjusted = dict(zip(differences, holm([one.p for one in differences.values()]), strict=True))
    return [
        Judged(
            recipe.name,
            fold_auc(found[recipe.name], labels),
            among_adenocarcinomas(found[recipe.name], patients, labels),
            replace(differences[recipe.name], p_holm=adjusted[recipe.name])
            if recipe.name in differences
            else None,
            kept(recipe, "labels", partial(labels_permuted, recipe, patients, labels, effort)),
            kept(recipe, "lesions", partial(lesions_exchanged, recipe, patients, labels, effort))
            if recipe.joins
            else None,
            kept(recipe, "sites", partial(other_sites, recipe, patients, labels, effort.seed)),
        )
        for recipe in recipes
    ]


def out_of_fold(recipe: Recipe, patients: Patients, labels: Floats, effort: Effort) -> OutOfFold:
    """Whatever the recipe chooses, it chooses within the other folds."""
    probabilities = np.empty((effort.repeats, len(labels)))
    folds = np.empty((effort.repeats, len(labels)), dtype=np.intp)
    for repeat in range(effort.repeats):
        seed = effort.seed + repeat
        splits = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
        for fold, (seen, unseen) in enumerate(splits.split(labels, labels)):
            asked = recipe.fit(patients.take(seen), labels[seen], patients.take(unseen), seed)
            probabilities[repeat, unseen] = asked
            folds[repeat, unseen] = fold
    return OutOfFold(probabilities, folds)


def among_adenocarcinomas(found: OutOfFold, patients: Patients, labels: Floats) -> Interval | None:
    among = np.array([row.extra.get("histology") == ADENOCARCINOMA for row in patients.rows])
    if among.all() or not both_classes(labels[among]):
        return None
    return fold_auc(found, labels, among)


def labels_permuted(recipe: Recipe, patients: Patients, labels: Floats, effort: Effort) -> Control:
    def once(random: np.random.Generator, own: Effort) -> float:
        other = labels[random.permutation(len(labels))]
        return fold_auc(out_of_fold(recipe, patients, other, own), other).value

    return control(once, effort)


def lesions_exchanged(recipe: Recipe, patients: Patients, labels: Floats, effort: Effort) -> Control:
    def once(random: np.random.Generator, own: Effort) -> float:
        assert patients.radiomics is not None
        others = replace(patients, radiomics=patients.radiomics[random.permutation(len(labels))])
        return fold_auc(out_of_fold(recipe, others, labels, own), labels).value

    return control(once, effort)


def control(once: Callable[[np.random.Generator, Effort], float], effort: Effort) -> Control:
    aucs = [
        once(
            np.random.default_rng([effort.seed, index]),
            replace(effort, repeats=1, seed=effort.seed + 1000 + index),
        )
        for index in range(effort.controls)
    ]
    return Control(float(np.mean(aucs)), min(aucs), max(aucs))


def other_sites(
    recipe: Recipe, patients: Patients, labels: Floats, seed: int
) -> dict[str, Interval]:
    """By the letters before the dash of a patient's name: TCIA's R01 and AMC."""
    sites = np.array([row.patient_id.partition("-")[0] for row in patients.rows])
    found = {}
    for site in sorted(set(sites)):
        here, elsewhere = np.flatnonzero(sites == site), np.flatnonzero(sites != site)
        if both_classes(labels[here]) and both_classes(labels[elsewhere]):
            asked = recipe.fit(patients.take(elsewhere), labels[elsewhere], patients.take(here), seed)
            found[str(site)] = auc_interval(asked, labels[here])
    return found


def both_classes(labels: Floats) -> bool:
    return bool(0 < labels.sum() < len(labels))
