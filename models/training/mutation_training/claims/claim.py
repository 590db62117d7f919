"""Adds to a package what can be claimed from calibration cases; the graph's bytes stay as they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..cohort.table import CaseRow, Cohort
from ..export.graph_files import describe_file
from ..export.package import manifest_json
from .card_sections import CardFacts, calibrated_card
from .conformal import (
    LEVEL,
    ConformalCalibration,
    calibrate_sets,
    conformal_entry,
)
from .likeness import FEWEST_CASES, LIMIT, Likeness, fit_likeness, likeness_file
from .measure import REGION, ClaimError, Floats, Measured, Package
from .reliability import reliability_of

LIKENESS_FILE, CARD_FILE = "likeness.json", "card.md"
#: Training cases that distances are fitted to, evenly over the table.
TRAINING_CASES = 400
SEED = 20261129


@dataclass(frozen=True)
class Claims:
    #: By target; `None` where too few cases allow no claim.
    sets: Mapping[str, ConformalCalibration | None]
    #: `None` for a model without images, or with too few cases.
    likeness: Likeness | None


def training_rows(cohort: Cohort) -> Sequence[CaseRow]:
    rows = cohort.in_split("train").rows or cohort.rows
    return rows[:: max(1, -(-len(rows) // TRAINING_CASES))]


def claims_of(
    package: Package,
    training: Measured | None,
    calibration: Measured,
    region_names: Sequence[str],
    level: float = LEVEL,
) -> Claims:
    """Raises ClaimError where a calibration case is one of the training cases."""
    sets = {
        target["id"]: calibrate_sets(*calibration.known(index, target["id"]), level)
        for index, target in enumerate(package.targets)
    }
    if training is None or len(calibration.rows) < FEWEST_CASES:
        return Claims(sets, None)
    refuse_shared_cases(training, calibration)
    return Claims(sets, fit_likeness(training.blocks, calibration.blocks, region_names))


def refuse_shared_cases(training: Measured, calibration: Measured) -> None:
    """By their region, since cohorts may name their cases alike."""
    seen = {tuple(numbers) for numbers in training.blocks[REGION]}
    for row, numbers in zip(calibration.rows, calibration.blocks[REGION], strict=True):
        if tuple(numbers) in seen:
            raise ClaimError(
                f"The calibration case {row.case_id} is one of the training cases. Name a cohort of "
                "other patients with --calibration."
            )


#: What was not fitted to calibration cases of their own.
OF_THEIR_OWN = "to which neither weights, epochs, thresholds nor scaling were fitted."


def write_claims(
    package: Package,
    claims: Claims,
    calibration: Measured,
    cases: str,
    how: str = OF_THEIR_OWN,
    judged: Mapping[str, tuple[Floats, Floats]] | None = None,
) -> str:
    """Rewrites model.json and the card, and writes the likeness file; returns the package's new digest.

    `cases`: one sentence on the calibration cases; `how`: what was fitted to them, after a comma. `judged`:
    target -> probabilities and labels whose calibration the card tells, where it is not that of the cases.
    """
    folder = package.folder
    manifest = {
        key: value
        for key, value in package.manifest.items()
        if key not in ("trainingDistribution", "likeness", "graph", "card")
    }
    manifest["targets"] = [with_sets(target, claims.sets[target["id"]]) for target in package.targets]
    if claims.likeness is None:
        (folder / LIKENESS_FILE).unlink(missing_ok=True)
    else:
        content = json.dumps(likeness_file(claims.likeness), separators=(",", ":")) + "\n"
        manifest["likeness"] = {
            **write_file(package, LIKENESS_FILE, content),
            "cases": len(claims.likeness.scores),
            "limit": LIMIT,
        }
    facts = card_facts(package, manifest, claims, calibration, cases, how, judged)
    card = calibrated_card((folder / CARD_FILE).read_text(encoding="utf-8"), facts)
    manifest["card"] = write_file(package, CARD_FILE, card)
    manifest["graph"] = package.manifest["graph"]
    content = manifest_json(manifest)
    (folder / "model.json").write_text(content, encoding="utf-8")
    return f"sha256:{hashlib.sha256(content.encode()).hexdigest()}"


def with_sets(target: Mapping[str, Any], sets: ConformalCalibration | None) -> dict[str, Any]:
    """The threshold is moved to the nearest end of the range where the set is not one class: a
    probability that reads as one class must not lie on the other side of it."""
    kept = {key: value for key, value in target.items() if key not in ("indeterminate", "conformal")}
    if sets is None:
        return kept
    low, high = sets.indeterminate
    return {
        **kept,
        "threshold": float(np.clip(target["threshold"], low, high)),
        "conformal": conformal_entry(sets),
    }


def card_facts(
    package: Package,
    manifest: Mapping[str, Any],
    claims: Claims,
    calibration: Measured,
    cases: str,
    how: str,
    judged: Mapping[str, tuple[Floats, Floats]] | None,
) -> CardFacts:
    targets = package.targets
    known = {t["id"]: calibration.known(index, t["id"]) for index, t in enumerate(targets)}
    moved = [
        (before["id"], before["threshold"], after["threshold"])
        for before, after in zip(targets, manifest["targets"], strict=True)
        if before["threshold"] != after["threshold"]
    ]
    return CardFacts(
        cases=cases,
        how=how,
        count=len(calibration.rows),
        known=known,
        reliability={name: reliability_of(*scores, SEED) for name, scores in (judged or known).items()},
        sets=claims.sets,
        moved_thresholds=moved,
        likeness=claims.likeness,
        looks_at_image=package.looks_at_image,
        fewest_cases=FEWEST_CASES,
        limit=LIMIT,
    )


def write_file(package: Package, name: str, content: str) -> dict[str, Any]:
    data = content.encode()
    (package.folder / name).write_bytes(data)
    return describe_file(name, data)
