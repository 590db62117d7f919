"""`mutation-train real-results`: what real patients' tables show, null results with the rest."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import joblib
import numpy as np

from ..cohort.clinical import ClinicalTable, read_clinical
from ..cohort.errors import CohortError
from ..cohort.splits import STRATA
from ..cohort.staging import staged
from ..real_results.features import FeatureTable, read_features
from ..real_results.judged import FOLDS, Effort, judge
from ..real_results.recipes import CLINICAL_RECIPES, RADIOMICS_RECIPES, VOLUMES, Patients, Recipe
from ..real_results.report import Question, content, markdown
from ..tabular.radiomics import RadiomicsTableError

CLINICAL_TITLE, RADIOMICS_TITLE = "The clinical table", "The table of features"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    default = Effort()
    parser = subparsers.add_parser(
        "real-results",
        help="cross-validate the papers' tabular models on real patients' tables, with negative controls",
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
        with staged(arguments.out) as stage:
            found = questions(clinical, features, effort, arguments.jobs)
            (stage / "real-results.md").write_text(markdown(found, effort), encoding="utf-8")
            (stage / "real-results.json").write_text(content(found, effort), encoding="utf-8")
    except (CohortError, RadiomicsTableError) as error:
        raise SystemExit(f"mutation-train real-results: {error}") from None
    print(arguments.out / "real-results.md")


def questions(
    clinical: ClinicalTable, features: FeatureTable | None, effort: Effort, jobs: int = 1
) -> list[Question]:
    everyone = Patients(tuple(record.row for record in clinical.records.values()))
    asked: list[tuple[str, tuple[Recipe, ...], Patients]] = [(CLINICAL_TITLE, CLINICAL_RECIPES, everyone)]
    if features is not None:
        rows = tuple(clinical.records[patient].row for patient in features.patients)
        recipes: tuple[Recipe, ...] = RADIOMICS_RECIPES
        if not set(VOLUMES) & set(features.features):
            recipes = tuple(recipe for recipe in recipes if not recipe.name.startswith("the lesion's volume"))
        asked.append((RADIOMICS_TITLE, recipes, Patients(rows, features.values, features.features)))
    work = [
        joblib.delayed(answered)(title, target, recipes, patients, effort)
        for title, recipes, patients in asked
        for target in STRATA
    ]
    return list(joblib.Parallel(n_jobs=jobs)(work))


def answered(
    title: str, target: str, recipes: tuple[Recipe, ...], patients: Patients, effort: Effort
) -> Question:
    """Raises CohortError where too few patients of a class are known."""
    known = np.array([i for i, row in enumerate(patients.rows) if target in row.labels], dtype=np.intp)
    chosen = patients.take(known)
    labels = np.array([float(row.labels[target]) for row in chosen.rows])
    fewest = min(int(labels.sum()), int(len(labels) - labels.sum()))
    if fewest < 2 * FOLDS:
        raise CohortError(
            f"{title}: {fewest} patients of the rarer class of {target}; {2 * FOLDS} are needed for "
            f"{FOLDS} folds. Give a table of more patients."
        )
    logging.info("%s, %s: %d patients", title, target, len(labels))
    judged = judge(recipes, chosen, labels, effort)
    return Question(title, target, len(labels), int(labels.sum()), tuple(judged))
