"""A run's or a table's models as the figures of a paper's table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..evaluation.assess import Assessment, assess
from ..evaluation.predictions import Run, Scores
from .table import Ours

MEASURES = ("accuracy", "sensitivity", "specificity", "f1")
SEED = 1


def figures(row: str, found: Assessment | None, measures: Sequence[str] = MEASURES) -> list[Ours]:
    """AUC and measures with intervals; nothing where the model could not be judged."""
    if found is None:
        return []
    cases = len(found.scores)
    return [
        Ours(row, "auc", found.auc, cases),
        *(Ours(row, name, found.measures[name], cases) for name in measures),
    ]


def of_model(
    run: Run, model: str, target: str, patients: Mapping[str, str], threshold: float | None = None
) -> Assessment | None:
    splits = {
        split: scores
        for (name, wanted, split), scores in run.scores.items()
        if name == model and wanted == target
    }
    return assess(splits, patients, SEED, threshold) if splits else None


def of_scores(
    scores: Scores, patients: Mapping[str, str], threshold: float | None = None
) -> Assessment | None:
    return assess({"test": scores}, patients, SEED, threshold)
