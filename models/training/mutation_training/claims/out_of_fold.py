"""What a cross-validated run lets its package claim: from every case, as the run without its fold has it.

Sets and likeness hold for the package as far as it does on new cases what those runs did on theirs, each
with a fold fewer to learn from (cross-conformal prediction, Vovk 2015).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm

from ..cohort.table import CaseRow
from ..evaluation.calibration import Platt
from ..evaluation.predictions import OUT_OF_FOLD, Scores, read_run
from ..evaluation.tuning import by_other_folds
from ..export.inputs import manifest_inputs
from ..export.packaged import load_checkpoint, trained_readout
from ..export.run_data import CaseInputs, RunData
from .claim import Claims, training_rows
from .conformal import LEVEL, calibrate_sets
from .likeness import FEWEST_CASES, FoldBlocks, Likeness, likeness_of_folds
from .measure import NETWORK, REGION, Measured, Package, read_regions, region_names

Floats = NDArray[np.float64]
HOW = (
    "each predicted by a run of the whole recipe that had not seen it. Threshold and scaling are fitted to "
    "these same predictions; below, each fold's scaling is that of the other folds."
)


@dataclass(frozen=True)
class OutOfFold:
    claims: Claims
    #: As the package scales them, without blocks.
    cases: Measured
    #: Target -> probabilities as the other folds scale them, and labels.
    judged: Mapping[str, tuple[Floats, Floats]]


def claims_out_of_fold(
    package: Package,
    run: Path,
    data: RunData,
    scalings: Sequence[Platt],
    parameters: Mapping[str, Any] | None,
) -> OutOfFold:
    """`scalings`: of each target, as the package has them."""
    main = read_run(run)
    targets = [target["id"] for target in package.targets]
    scores = [main.scores[main.main_model, target, OUT_OF_FOLD] for target in targets]
    cases = measured(data, targets, scores, scalings)
    known = {target: cases.known(i, target) for i, target in enumerate(targets)}
    sets = {target: calibrate_sets(*values, LEVEL) for target, values in known.items()}
    judged = {}
    for target, found in zip(targets, scores, strict=True):
        tuned = by_other_folds(found)
        judged[target] = known[target] if tuned is None else (tuned.scores.probabilities, found.labels)
    return OutOfFold(Claims(sets, likeness(package, run, data, parameters)), cases, judged)


def measured(
    data: RunData, targets: Sequence[str], scores: Sequence[Scores], scalings: Sequence[Platt]
) -> Measured:
    """Cases that some target knows; where another does not its probability is no number."""
    found = {str(case) for one in scores for case in one.case_ids}
    rows = tuple(row for row in data.cohort.rows if row.case_id in found)
    place = {row.case_id: i for i, row in enumerate(rows)}
    probabilities = np.full((len(rows), len(targets)), np.nan)
    for column, (one, scaling) in enumerate(zip(scores, scalings, strict=True)):
        places = [place[str(case)] for case in one.case_ids]
        probabilities[places, column] = scaling.apply(one.probabilities)
    return Measured(rows, probabilities, {})


def likeness(
    package: Package, run: Path, data: RunData, parameters: Mapping[str, Any] | None
) -> Likeness | None:
    """`None` for a model without images, with too few cases, or without the cohort's table of regions."""
    rows = [row for row in data.cohort.rows if row.split == "train"]
    if len(rows) < FEWEST_CASES or not package.looks_at_image or not has_regions(data):
        return None
    names = region_names(data.cohort)
    folds = [fold_blocks(folder, data, rows, parameters) for folder in first_repetition(run, len(rows))]
    whole = blocks_of_run(run, data, training_rows(data.cohort), parameters)
    return likeness_of_folds(whole, folds, names)


def first_repetition(run: Path, cases: int) -> list[Path]:
    """The folders of folds that hold out each case once: of several repetitions one, since a case judged
    twice is no second case."""
    found, held_out = [], 0
    for folder in sorted(run.glob("fold-*"), key=lambda path: int(path.name.partition("-")[2])):
        if held_out < cases:
            found.append(folder)
            held_out += len(load_checkpoint(folder)["held_out"])
    return found


def has_regions(data: RunData) -> bool:
    return (data.cohort.folder / "region.csv").is_file()


def fold_blocks(
    folder: Path, data: RunData, rows: Sequence[CaseRow], parameters: Mapping[str, Any] | None
) -> FoldBlocks:
    held_out = frozenset(load_checkpoint(folder)["held_out"])
    return FoldBlocks(
        blocks_of_run(folder, data, [row for row in rows if row.case_id not in held_out], parameters),
        blocks_of_run(folder, data, [row for row in rows if row.case_id in held_out], parameters),
    )


@torch.no_grad()
def blocks_of_run(
    folder: Path, data: RunData, rows: Sequence[CaseRow], parameters: Mapping[str, Any] | None
) -> dict[str, Floats]:
    """Block -> [cases, numbers], by the network of the run in `folder`."""
    checkpoint = load_checkpoint(folder)
    readout = trained_readout(checkpoint)
    inputs = manifest_inputs(checkpoint, readout.inputs, parameters)
    cases, regions = CaseInputs(data, inputs), read_regions(data.cohort)
    found: dict[str, list[Floats]] = {}
    for row in tqdm(rows, desc="likeness", disable=None):
        tensors = cases.of(row)
        read = readout(*(torch.from_numpy(x) for x in tensors))
        blocks = {NETWORK: read.penultimate.numpy().ravel(), REGION: regions[row.case_id]}
        for given, tensor in zip(inputs, tensors, strict=True):
            if given["kind"] == "radiomics":
                blocks[given["tensor"]] = tensor.ravel()
        for name, numbers in blocks.items():
            found.setdefault(name, []).append(np.asarray(numbers, dtype=np.float64))
    return {name: np.stack(numbers) for name, numbers in found.items()}
