"""From a run folder to a model package."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from ..cohort.table import CaseRow
from ..evaluation.assess import Assessment, assess
from ..evaluation.calibration import Platt
from ..evaluation.predictions import read_run
from ..light.agreement import agreement, judged_pairs, scaling_pairs, taught_point
from ..light.card_section import light_card
from .card import card_of
from .golden import write_golden
from .half import tried_in_half
from .inputs import manifest_inputs
from .network_files import write_network
from .operating_point import OperatingPoint, operating_point
from .package import target_codes, write_manifest
from .packaged import (
    MEMBERS_OUTPUT,
    VIEW_OUTPUTS,
    PackagedNetwork,
    load_checkpoint,
    packaged_network,
    trained_readout,
)
from .readouts import Readout
from .run_data import CaseInputs, ExportError, RunData, read_run_data
from .session import NetworkSession, open_network
from .status import Status, status_and_use, status_of
from .systems import SystemText, system_text

log = logging.getLogger(__name__)

#: Largest difference of any output between PyTorch and ONNX Runtime on a real case.
TOLERANCE = 1e-4
#: Largest difference between a probability of predictions.csv and the package's.
REPRODUCTION_TOLERANCE = 2e-3
#: Largest change of a probability by fp16 weights.
LARGEST_ROUNDING = 0.01
#: Cases that must reproduce predictions.csv.
CHECKED = 12


@dataclass(frozen=True)
class Identity:
    """What the user says of the package."""

    id: str
    version: str
    #: `None`: what the cases allow.
    status: Status | None
    trained_on: str
    licence: str


@dataclass(frozen=True)
class Exported:
    digest: str
    data: RunData
    #: Of each target.
    scalings: tuple[Platt, ...]
    #: Whether training cases were judged by runs of the whole recipe without them.
    cross_validated: bool


def export_run(
    run: Path,
    folder: Path,
    identity: Identity,
    cohort: Path | None = None,
    parameters: Mapping[str, Any] | None = None,
    golden: Path | None = None,
    whole: bool = False,
    half: bool = False,
) -> Exported:
    """Writes the package; a network of views in parts, unless the `whole` of it shall be one graph, and with
    `half` also with trunks of fp16 arithmetic.

    Raises `ExportError` where the inputs that the manifest describes do not reproduce the run's
    predictions or the cases do not bear the status, and ValueError for graphs that some backend would
    compute wrongly.
    """
    weights = run / "checkpoint.pt"
    if not weights.is_file():
        raise ExportError(f"{weights} does not exist. Name a folder that `mutation-train train` finished.")
    checkpoint = load_checkpoint(run)
    data = read_run_data(run, cohort)
    identity = replace(identity, status=status_of(data.cohort.rows, identity.status))
    targets, model = checkpoint["targets"], checkpoint["main_model"]
    points = operating_points(checkpoint, data)
    readout = trained_readout(checkpoint)
    inputs = manifest_inputs(checkpoint, readout.inputs, parameters)
    cases = CaseInputs(data, inputs)

    rows = next(filter(None, (data.rows_in(split, CHECKED) for split in ("test", "validation", "train"))), [])
    if not rows:
        raise ExportError("The cohort has none of the run's cases. Name the run's cohort with --cohort.")
    tensors = [[torch.from_numpy(x) for x in cases.of(row)] for row in rows]
    require_reproduction(data, rows, [probabilities(readout, x) for x in tensors], model, targets)
    precision = precision_for(readout, tensors)
    calibration = [point.calibration for point in points]
    packaged = packaged_network(readout, calibration, precision, checkpoint["system"] == "mmdl")
    manifest = {
        **identity_of(identity, system_text(checkpoint)),
        **teacher_of(checkpoint),
        "targets": [target_of(t, i, p) for i, (t, p) in enumerate(zip(targets, points, strict=True))],
        "inputs": inputs,
        "outputs": outputs_of(packaged),
    }
    example = tuple(tensors[0])
    folder.mkdir(parents=True, exist_ok=True)
    graph = write_network(folder, packaged, example, precision, whole, half=half)
    require_parity(open_network(folder, graph), packaged, example)
    if half:
        graph = tried_in_half(folder, graph, packaged, tensors)
    card = card_of(
        manifest,
        checkpoint,
        data,
        points,
        assessments_of(run, data, targets),
        parameter_count(packaged),
        precision,
    )
    if "teacher" in checkpoint["parts"]:
        card = with_agreement(card, checkpoint, data, points)
    digest = write_manifest(folder, graph, manifest, card)
    if golden is not None:
        write_golden(packaged, [tuple(x.shape) for x in example], golden)
    return Exported(digest, data, tuple(calibration), bool(checkpoint.get("outer_folds")))


def operating_points(checkpoint: Mapping[str, Any], data: RunData) -> list[OperatingPoint]:
    """Of each target: by labels, or of a light tier by its teacher."""
    targets, seed = checkpoint["targets"], checkpoint["seed"]
    teacher = checkpoint["parts"].get("teacher")
    if teacher is not None:
        return [taught_point(scaling_pairs(data, t), teacher["thresholds"][t], seed) for t in targets]
    for target in targets:
        require_unseen(data, checkpoint["main_model"], target)
    return [operating_point(*data.unseen(checkpoint["main_model"], t), seed) for t in targets]


def teacher_of(checkpoint: Mapping[str, Any]) -> dict[str, Any]:
    teacher = checkpoint["parts"].get("teacher")
    return {} if teacher is None else {"lightTierOf": {key: teacher[key] for key in ("id", "digest")}}


def with_agreement(
    card: str, checkpoint: Mapping[str, Any], data: RunData, points: Sequence[OperatingPoint]
) -> str:
    pairs = zip(checkpoint["targets"], points, strict=True)
    found = {target: agreement(judged_pairs(data, target), point) for target, point in pairs}
    return light_card(card, checkpoint["parts"]["teacher"], found, data.has_test)


def assessments_of(run: Path, data: RunData, targets: Sequence[str]) -> dict[str, Assessment | None]:
    """Of the main model, as the report judges it."""
    found = read_run(run)
    patients = {row.case_id: row.patient_id for row in data.cohort.rows}
    assessments: dict[str, Assessment | None] = {}
    for target in targets:
        splits = {
            split: scores
            for (model, name, split), scores in found.scores.items()
            if model == found.main_model and name == target
        }
        assessments[target] = assess(splits, patients, found.seed or 0)
    return assessments


def require_unseen(data: RunData, model: str, target: str) -> None:
    _, labels = data.unseen(model, target)
    if len(labels) == 0:
        raise ExportError(
            f"No case of {target} was held out of training, so no threshold can be found. Train with "
            "validation cases or with folds (`mutation-train cohort --split folds`)."
        )
    if len(np.unique(labels)) < 2:
        raise ExportError(
            f"The {len(labels)} held-out cases of {target} are all of one class, so no threshold can be "
            "found. Train with other folds or another split."
        )


def identity_of(identity: Identity, text: SystemText) -> dict[str, Any]:
    demonstration = identity.status == "demonstration"
    return {
        "$schema": "../../model-package.schema.json",
        "schemaVersion": 1,
        "id": identity.id,
        "version": identity.version,
        "name": f"{text.name} (demonstration)" if demonstration else text.name,
        "description": text.description,
        **status_and_use(identity.status),
        "trainedOn": identity.trained_on,
        "licence": identity.licence,
        "citation": text.citation,
    }


def target_of(target: str, index: int, point: OperatingPoint) -> dict[str, Any]:
    return {
        "id": target,
        "index": index,
        **target_codes(target),
        "threshold": point.threshold,
    }


def outputs_of(packaged: PackagedNetwork) -> dict[str, Any]:
    outputs: dict[str, Any] = {"probabilities": "probabilities"}
    if VIEW_OUTPUTS[0] in packaged.outputs:
        outputs |= {"viewProbabilities": VIEW_OUTPUTS[0], "leaveOneViewOut": VIEW_OUTPUTS[1]}
    if MEMBERS_OUTPUT in packaged.outputs:
        outputs["members"] = MEMBERS_OUTPUT
    maps = {
        "input": packaged.readout.image,
        "maps": "feature_maps",
        "weights": "map_weights",
        "method": packaged.readout.method,
    }
    shown = {"featureMaps": [maps]} if packaged.readout.image_decides else {}
    return {**outputs, **shown, "penultimate": "penultimate"}


@torch.no_grad()
def probabilities(readout: Readout, tensors: Sequence[torch.Tensor]) -> NDArray[np.float32]:
    """[targets], before calibration."""
    found: NDArray[np.float32] = torch.sigmoid(readout(*tensors).log_odds)[0].numpy()
    return found


def require_reproduction(
    data: RunData,
    rows: Sequence[CaseRow],
    found: Sequence[NDArray[np.float32]],
    model: str,
    targets: Sequence[str],
) -> None:
    """The manifest describes what the network was trained on, or nobody gets the package."""
    reproduced = 0
    for row, values in zip(rows, found, strict=True):
        reproduced += any(data.probability(model, target, row.case_id) is not None for target in targets)
        for target, value in zip(targets, values, strict=True):
            expected = data.probability(model, target, row.case_id)
            if expected is not None and abs(expected - value) > REPRODUCTION_TOLERANCE:
                raise ExportError(
                    f"Case {row.case_id}, {target}: the package gives {value:.4f} where the run gave "
                    f"{expected:.4f}. Its cohort or its preprocessing has changed; train it again."
                )
    # Out-of-fold predictions are those of one network of the mean, which is no other's to reproduce.
    log.info("%d cases reproduce the run's predictions", reproduced)


def precision_for(readout: Readout, tensors: Sequence[Sequence[torch.Tensor]]) -> str:
    """fp16 weights, unless they move a probability: classifiers on few cases may hang on every digit."""
    rounded = packaged_network(readout, [Platt(1, 0)], "w16", has_views=False).readout
    moved = max(
        float(np.abs(probabilities(readout, x) - probabilities(rounded, x)).max()) for x in tensors
    )
    log.info("fp16 weights move a probability by %.2g at most", moved)
    return "w16" if moved <= LARGEST_ROUNDING else "fp32"


def require_parity(
    session: NetworkSession, packaged: PackagedNetwork, example: tuple[torch.Tensor, ...]
) -> None:
    feeds = {name: x.numpy() for name, x in zip(packaged.inputs, example, strict=True)}
    with torch.no_grad():
        expected = packaged(*example)
    for name, value, found in zip(
        packaged.outputs, expected, session.run(list(packaged.outputs), feeds), strict=True
    ):
        scale = max(1.0, float(value.abs().max()))
        difference = float(np.abs(found - value.numpy()).max()) / scale
        if not difference <= TOLERANCE:
            raise ExportError(f"ONNX Runtime's {name} differs from PyTorch's by {difference:.2g}.")


def parameter_count(packaged: PackagedNetwork) -> int:
    return sum(p.numel() for p in packaged.parameters())
