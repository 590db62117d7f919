"""`mutation-train real-results`: what real patients' tables show, null results with the rest."""

from __future__ import annotations

import argparse
import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import joblib
import numpy as np
from numpy.typing import NDArray

from ..cohort.clinical import ClinicalTable, read_clinical
from ..cohort.errors import CohortError
from ..cohort.splits import STRATA
from ..cohort.staging import staged
from ..real_results.features import FeatureTable, read_features
from ..real_results.judged import FOLDS, Effort, judge
from ..real_results.recipes import CLINICAL_RECIPES, RADIOMICS_RECIPES, VOLUMES, Patients, Recipe
from ..real_results.report import Question, content, markdown
from ..real_results.unfinished import Found, Unfinished
from ..tabular.radiomics import RadiomicsTableError

Floats = NDArray[np.float64]

CLINICAL_TITLE, RADIOMICS_TITLE = "The clinical table", "The table of features"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    default = Effort()
    parser = subparsers.add_parser(
        "real-results",
        help="cross-validate the papers' tabular models on real patients' tables, with negative controls; "
        "goes on where it stopped",
    )
    parser.add_argument("--clinical", required=True, type=Path, metavar="CSV", help="TCIA's, or your own")
    parser.add_argument(
        "--features", type=Path, metavar="CSV", help="radiomics of these patients, as PyRadiomics writes them"
    )
    parser.add_argument("--out", required=True, type=Path, metavar="DIR")
    parser.add_argument("--repeats", type=int, default=default.repeats, help="times that folds are dealt")
    parser.add_argument("--controls", type=int, default=default.controls, help="times of each control")
    parser.add_argument("--seed", type=int, default=default.seed)
    parser.add_argument("--jobs", type=int, default=1, help="tables and targets worked on at once")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> None:
    if min(arguments.repeats, arguments.controls, arguments.jobs) < 1:
        raise SystemExit("mutation-train real-results: give --repeats, --controls and --jobs of at least 1.")
    effort = Effort(arguments.repeats, arguments.controls, arguments.seed)
    try:
        clinical = read_clinical(arguments.clinical)
        features = None
        if arguments.features is not None:
            features = read_features(arguments.features, clinical.records)
        asked = questions(clinical, features)
        unfinished = Unfinished(arguments.out, settings_of(arguments, effort))
        found = answers(asked, effort, unfinished, arguments.jobs)
        with staged(arguments.out) as stage:
            (stage / "real-results.md").write_text(markdown(found, effort), encoding="utf-8")
            (stage / "real-results.json").write_text(content(found, effort), encoding="utf-8")
        unfinished.forget()
    except (CohortError, RadiomicsTableError) as error:
        raise SystemExit(f"mutation-train real-results: {error}") from None
    print(arguments.out / "real-results.md")


def settings_of(arguments: argparse.Namespace, effort: Effort) -> dict[str, object]:
    """What the findings of a run depend on."""
    tables = {"clinical": arguments.clinical, "features": arguments.features}
    digests = {
        name: None if path is None else hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in tables.items()
    }
    return {**digests, **asdict(effort)}


@dataclass(frozen=True)
class Asked:
    """A target of a table, the recipes that answer it, and the patients whose label is known."""

    title: str
    target: str
    recipes: tuple[Recipe, ...]
    patients: Patients
    labels: Floats


def questions(clinical: ClinicalTable, features: FeatureTable | None) -> list[Asked]:
    """Raises CohortError where too few patients of a class are known."""
    everyone = Patients(tuple(record.row for record in clinical.records.values()))
    tables: list[tuple[str, tuple[Recipe, ...], Patients]] = [(CLINICAL_TITLE, CLINICAL_RECIPES, everyone)]
    if features is not None:
        rows = tuple(clinical.records[patient].row for patient in features.patients)
        recipes: tuple[Recipe, ...] = RADIOMICS_RECIPES
        if not set(VOLUMES) & set(features.features):
            recipes = tuple(recipe for recipe in recipes if not recipe.name.startswith("the lesion's volume"))
        tables.append((RADIOMICS_TITLE, recipes, Patients(rows, features.values, features.features)))
    return [
        question(title, target, recipes, patients)
        for title, recipes, patients in tables
        for target in STRATA
    ]


def question(title: str, target: str, recipes: tuple[Recipe, ...], patients: Patients) -> Asked:
    known = np.array([i for i, row in enumerate(patients.rows) if target in row.labels], dtype=np.intp)
    chosen = patients.take(known)
    labels = np.array([float(row.labels[target]) for row in chosen.rows])
    fewest = min(int(labels.sum()), int(len(labels) - labels.sum()))
    if fewest < 2 * FOLDS:
        raise CohortError(
            f"{title}: {fewest} patients of the rarer class of {target}; {2 * FOLDS} are needed for "
            f"{FOLDS} folds. Give a table of more patients."
        )
    return Asked(title, target, recipes, chosen, labels)


def answers(
    asked: Sequence[Asked], effort: Effort, unfinished: Unfinished, jobs: int
) -> list[Question]:
    work = [
        joblib.delayed(answered)(one, effort, unfinished, place) for place, one in enumerate(asked)
    ]
    return list(joblib.Parallel(n_jobs=jobs)(work))


def answered(asked: Asked, effort: Effort, unfinished: Unfinished, place: int) -> Question:
    def once(name: str, find: Callable[[], Found]) -> Found:
        return unfinished.once(f"{place}-{name}", find)

    labels = asked.labels
    logging.info("%s, %s: %d patients", asked.title, asked.target, len(labels))
    judged = judge(asked.recipes, asked.patients, labels, effort, once)
    return Question(asked.title, asked.target, len(labels), int(labels.sum()), tuple(judged))
