"""Deep-RadScore's fused features of cases: ten of the network and the RadScores, for each endpoint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from ...cohort.errors import CohortError
from ...cohort.table import CaseRow, Cohort
from ...export.inputs import manifest_inputs
from ...export.packaged import trained_readout
from ...export.readouts import Readout
from ...export.run_data import CaseInputs, read_run_data
from ...networks.deep_radscore import DEEP_FEATURES
from .activation_maps import checkpoint_of, unseen_cases

Floats = NDArray[np.float64]
#: What the figure calls the scores of the two regions.
REGIONS = {"tumour": "tumour", "ring": "peritumoral"}
#: Training cases that stand for what is usual.
MOST_USUAL = 25


@dataclass(frozen=True)
class FusedFeatures:
    """By one network: deep features of another one are others, whatever their number."""

    targets: Sequence[str]
    names: Sequence[str]
    #: Of cases that the network has not seen, [cases, targets, features].
    judged: Floats
    #: Of training cases, [cases, targets, features].
    usual: Floats
    #: Target -> the classifier that was chosen for the fused features, in plain numbers.
    classifiers: Mapping[str, Mapping[str, Any]]


def read_fused_features(folder: Path, cohort: Cohort) -> FusedFeatures:
    """Of the test cases by the run's network; without any, of the first fold's by the run that has not seen
    it. Raises CohortError for a run without RadScores."""
    data = read_run_data(folder, cohort.folder)
    targets = list(data.config["targets"])
    unseen = {case.row.case_id: case for target in targets for case in unseen_cases(folder, cohort, target)}
    fold = min((case.fold for case in unseen.values() if case.fold is not None), default=None)
    judged = [case.row for case in unseen.values() if case.fold == fold]
    checkpoint = checkpoint_of(folder, fold)
    scores = checkpoint["parts"].get("radscores", {})
    if not scores:
        raise CohortError(f"{folder} has no RadScores. Train it with radiomics of the tumour and the ring.")
    held_out = {row.case_id for row in judged}
    usual = [row for row in data.rows_in("train", MOST_USUAL + len(held_out)) if row.case_id not in held_out]
    readout = trained_readout(checkpoint)
    inputs = CaseInputs(data, manifest_inputs(checkpoint, readout.inputs, None))
    return FusedFeatures(
        targets,
        [*(f"deep {i + 1}" for i in range(DEEP_FEATURES)), *(REGIONS.get(roi, roi) for roi in scores)],
        features_of(readout, inputs, judged, len(targets)),
        features_of(readout, inputs, usual[:MOST_USUAL], len(targets)),
        {target: checkpoint["parts"]["classifiers"][target]["fusion"]["fitted"] for target in targets},
    )


@torch.no_grad()
def features_of(readout: Readout, inputs: CaseInputs, rows: Sequence[CaseRow], targets: int) -> Floats:
    """[cases, targets, features]."""
    found = [readout(*map(torch.from_numpy, inputs.of(row))).penultimate.reshape(targets, -1) for row in rows]
    return torch.stack(found).double().numpy()
