"""A package of an extractor and its heads: fitted on a cohort's training cases, judged on others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..claims.card_sections import NOT_CALIBRATED
from ..cohort.staging import staged
from ..cohort.table import Cohort
from ..evaluation.assess import Assessment, assess
from ..evaluation.predictions import OUT_OF_FOLD, Scores
from ..export.graph import fold_constants, refuse_what_webgpu_cannot
from ..export.inputs import volume_input
from ..export.markdown import interval, table
from ..export.package import target_codes, write_package
from ..export.status import status_and_use, status_of
from ..tabular.unseen import folds_of, judge
from .extractor import Extractor, ExtractorError
from .head import Head, composed, fit_head, fitted_says

TEMPLATE = Path(__file__).with_name("card.md")
SEED = 1


@dataclass(frozen=True)
class Identity:
    """What the user says of the package and of the extractor."""

    id: str
    name: str
    #: Whose extractor it is, and under what licence its weights are.
    source: str
    licence: str
    trained_on: str


def write_foundation_package(
    folder: Path, extractor: Extractor, cohort: Cohort, targets: Sequence[str], identity: Identity
) -> dict[str, Assessment]:
    """Writes the package; returns how each target does on cases that nothing was fitted to.

    Raises ExtractorError where a target lacks training cases or judged cases of both classes, and ValueError
    for a graph that some backend would compute wrongly.
    """
    features = extractor.of(cohort, cohort.rows)
    found = {target: judged(cohort, target, features) for target in targets}
    heads = [head_of(cohort, target, features) for target in targets]
    graph = fold_constants(composed(extractor, heads).SerializeToString())
    refuse_what_webgpu_cannot(graph)
    status = status_and_use(status_of(cohort.rows))
    manifest = manifest_of(extractor, found, identity, status)
    with staged(folder) as stage:
        write_package(stage, graph, "fp32", manifest, card_of(extractor, found, identity))
    return found


def judged(cohort: Cohort, target: str, features: np.ndarray) -> Assessment:
    labels = cohort.labels(target)
    training = np.array([row.split != "test" for row in cohort.rows]) & ~np.isnan(labels)
    if min(int(np.sum(labels[training] == value)) for value in (0, 1)) < 2:
        raise ExtractorError(f"{cohort.folder} has too few training cases of both classes of {target}.")
    unseen = judge(cohort, target, features, fitted_says).unseen
    has_test = any(row.split == "test" for row in cohort.rows)
    splits = {"test": unseen} if has_test else {OUT_OF_FOLD: with_folds(cohort, target, unseen)}
    patients = {row.case_id: row.patient_id for row in cohort.rows}
    assessment = assess(splits, patients, SEED)
    if assessment is None:
        raise ExtractorError(f"{cohort.folder} has no unseen cases of both classes of {target}.")
    return assessment


def with_folds(cohort: Cohort, target: str, scores: Scores) -> Scores:
    fold = dict(zip((row.case_id for row in cohort.rows), folds_of(cohort, target), strict=True))
    folds = np.array([str(fold[str(case)]) for case in scores.case_ids])
    return Scores(scores.case_ids, scores.labels, scores.probabilities, folds)


def head_of(cohort: Cohort, target: str, features: np.ndarray) -> Head:
    labels = cohort.labels(target)
    training = np.array([row.split != "test" for row in cohort.rows]) & ~np.isnan(labels)
    return fit_head(features[training], labels[training])


def manifest_of(
    extractor: Extractor,
    found: Mapping[str, Assessment],
    identity: Identity,
    status: Mapping[str, Any],
) -> dict[str, Any]:
    cube = extractor.cube
    settings = {
        "crop": "centred",
        "shape": [cube.size] * 3,
        "spacing_mm": cube.spacing_mm,
        "outside_mask_hu": None,
        "clip_hu": list(cube.clip_hu),
    }
    return {
        "$schema": "../../model-package.schema.json",
        "schemaVersion": 1,
        "id": identity.id,
        "version": "0.1.0",
        "name": identity.name,
        "description": f"Features of an external network ({identity.source}), and a regression on them.",
        **status,
        "trainedOn": identity.trained_on,
        "licence": identity.licence,
        "citation": identity.source,
        "targets": [
            {
                "id": target,
                "index": index,
                **target_codes(target),
                "threshold": round(float(np.clip(assessment.threshold, 0.01, 0.99)), 3),
            }
            for index, (target, assessment) in enumerate(found.items())
        ],
        "inputs": [volume_input(settings)],
        "outputs": {"probabilities": "probabilities", "penultimate": "penultimate"},
    }


def card_of(extractor: Extractor, found: Mapping[str, Assessment], identity: Identity) -> str:
    rows = (
        (
            target,
            f"{int(one.scores.labels.sum())} / {len(one.scores)}",
            "test cases" if one.split == "test" else "out of fold",
            interval(one.auc),
            f"{one.threshold:.3f}",
        )
        for target, one in found.items()
    )
    header = ("endpoint", "positive / judged", "which", "AUC (95 % interval)", "threshold")
    cube = extractor.cube
    replaced = {
        "name": identity.name,
        "targets": ", ".join(found),
        "source": identity.source,
        "features": str(extractor.features),
        "trained_on": identity.trained_on,
        "cube": f"{cube.size} samples at {cube.spacing_mm:g} mm around the lesion's centre, clipped to "
        f"{cube.clip_hu[0]:g} … {cube.clip_hu[1]:g} HU, then 0 to 1",
        "results": table(header, rows),
        "licence": identity.licence,
        **NOT_CALIBRATED,
    }
    card = TEMPLATE.read_text(encoding="utf-8")
    for key, value in replaced.items():
        card = card.replace("{" + key + "}", value)
    return card
