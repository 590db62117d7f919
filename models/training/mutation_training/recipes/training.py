"""From a configuration and a cohort to a run folder."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ..cohort.table import FILE_NAME
from ..light.student import LightMmdl
from ..networks.network import FoldEnsemble, MutationNetwork
from ..preprocessing.clinical import encode_clinical
from ..tabular.clinical import clinical_fields, require_columns
from ..tabular.logistic import fit_logistic
from .ajou_multimodal import AjouSystem
from .cnn3d import Cnn3dSystem
from .config import Config, ConfigError, read_config, write_config
from .cross_validation import OuterFold, outer_folds, whole, without_fold
from .deep_radscore import DeepRadScoreSystem
from .examples import Examples
from .fudan_fusion import FudanSystem
from .loop import predict
from .mmdl import MmdlSystem
from .one_network import trained_network
from .predictions import Prediction, Predictions, read_rows, write_predictions
from .run import Floats, Run, open_run
from .system import Outcome, System, Trained

log = logging.getLogger(__name__)

SYSTEMS: dict[str, type[System]] = {
    "ajou-multimodal": AjouSystem,
    "cnn3d": Cnn3dSystem,
    "deep-radscore": DeepRadScoreSystem,
    "fudan-fusion": FudanSystem,
    "mmdl": MmdlSystem,
}


def train(config: Config, cohort_folder: Path, folder: Path) -> None:
    """Writes config.yaml, checkpoint.pt, predictions.csv and the training's history to `folder`.

    Where the cohort deals folds, the whole recipe runs without each of them, and then on all training cases.
    A run that was interrupted goes on where it stopped. Raises ConfigError, CohortError or
    RadiomicsTableError for what cannot be trained, before anything is written.
    """
    if config.system not in SYSTEMS:
        raise ConfigError(f"System '{config.system}' is none of {', '.join(SYSTEMS)}.")
    kind = kind_of(config)
    config = replace(config, cohort=str(cohort_folder.resolve()), cohort_sha256=table_digest(cohort_folder))
    refuse_other_settings(config, folder)
    run = open_run(config, cohort_folder, folder)
    outer = outer_folds(run)
    last = whole(run, kind.takes_folds)
    without = [without_fold(run, fold, kind.takes_folds) for fold in outer]
    # Whatever is refused, is so before anything is written.
    require_pretrained(config)
    require_columns(config.clinical_baseline)
    for one in without:
        kind(one)
    kind(last).images()

    folder.mkdir(parents=True, exist_ok=True)
    write_config(config, folder / "config.yaml")
    torch.use_deterministic_algorithms(True, warn_only=True)
    judged = [row for fold, one in zip(outer, without, strict=True) for row in held_out_rows(fold, one)]
    predictions, checkpoint = complete(last)
    if outer:
        # What the last run's own folds say of training cases is no judgement: it chose by it.
        predictions = [row for row in predictions if not row.fold]
        checkpoint |= {"outer_folds": len(outer)}
    write_predictions(folder / "predictions.csv", [*judged, *predictions])
    torch.save(checkpoint, folder / "checkpoint.pt")
    log.info("run complete: %s", folder)


def kind_of(config: Config) -> type[System]:
    """The system's recipe, or the one of its students."""
    return SYSTEMS[config.system] if config.teacher is None else LightMmdl


def require_pretrained(config: Config) -> None:
    if config.pretrained is not None and not Path(config.pretrained).is_file():
        raise ConfigError(f"{config.pretrained} does not exist. Pre-train first, or leave out 'pretrained'.")


def table_digest(cohort_folder: Path) -> str | None:
    path = cohort_folder / FILE_NAME
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def refuse_other_settings(config: Config, folder: Path) -> None:
    path = folder / "config.yaml"
    if not path.exists():
        return
    found = read_config(path)
    if replace(found, cohort_sha256=None).to_mapping() != replace(config, cohort_sha256=None).to_mapping():
        raise ConfigError(f"{folder} holds a run with other settings. Name another folder.")
    if found.cohort_sha256 != config.cohort_sha256:
        raise ConfigError(
            f"{config.cohort}/{FILE_NAME} has changed since {folder} began. Name another folder, or give the "
            "cohort its table back."
        )


def held_out_rows(fold: OuterFold, run: Run) -> list[Prediction]:
    """What a run that has not seen the fold says of its cases; taken from disk where it is complete."""
    path = run.folder / "predictions.csv"
    if not path.is_file():
        rows, checkpoint = complete(run)
        torch.save(checkpoint | {"held_out": sorted(fold.held_out)}, run.folder / "checkpoint.pt")
        write_predictions(path, rows)
    return [
        replace(row, split="train", fold=str(fold.number))
        for row in read_rows(path)
        if row.case_id in fold.held_out
    ]


def complete(run: Run) -> tuple[list[Prediction], dict[str, Any]]:
    """Trains the system and its other models: their predictions, and the checkpoint."""
    system = kind_of(run.config)(run)
    examples = system.examples()
    predictions = Predictions(run)
    trained = train_network(run, system, examples, system.network_arguments(), run.folder)
    outcome = system.finish(trained, examples, predictions)
    for model, (kind, arguments) in system.companions().items():
        companion = train_network(run, system, examples, arguments, run.folder / model, kind)
        system.add_predictions(predictions, model, companion.probabilities)
    add_clinical_baseline(run, predictions)
    return predictions.rows, checkpoint_of(run, system, outcome)


def train_network(
    run: Run,
    system: System,
    examples: Examples,
    arguments: dict[str, Any],
    folder: Path,
    kind: str | None = None,
) -> Trained:
    """One network, or one per fold and their mean; the system's own, or a companion of another `kind`."""
    batch = run.config.stages[-1].batch
    pool, folds = run.pool, run.fold_of

    def probabilities(network: MutationNetwork) -> Floats:
        return torch.sigmoid(predict(network, system, examples, batch)).double().numpy()

    seed = run.config.seed
    if folds is None:
        (cases,) = run.networks
        network = trained_network(run, system, examples, cases, arguments, folder, seed, kind)
        return Trained(network, None, probabilities(network))

    networks = []
    found = np.zeros((len(run.rows), len(run.config.targets)))
    for fold, cases in enumerate(run.networks):
        held_out = folds == fold
        own = folder / f"member-{fold}"
        network = trained_network(run, system, examples, cases, arguments, own, seed + fold, kind)
        networks.append(network)
        of_fold = probabilities(network)
        write_member(run, of_fold, own)
        found[held_out] = of_fold[held_out]
        found[~pool] += of_fold[~pool] / len(run.networks)
    return Trained(FoldEnsemble(networks).eval(), len(networks), found)


def write_member(run: Run, probabilities: Floats, folder: Path) -> None:
    """What one network of an ensemble says of all cases: of most it has seen."""
    predictions = Predictions(run)
    for i, target in enumerate(run.config.targets):
        predictions.add("cnn", target, probabilities[:, i])
    write_predictions(folder / "predictions.csv", predictions.rows)


def add_clinical_baseline(run: Run, predictions: Predictions) -> None:
    """Logistic regression on the clinical columns: what the image has to beat."""
    fields = clinical_fields(run.config.clinical_baseline, run.pool_rows, "z-score")
    inputs = np.stack([encode_clinical(row, fields) for row in run.rows]).astype(np.float64)
    for target in run.config.targets:
        model = fit_logistic(inputs[run.pool], run.labels(target)[run.pool], ridge=1.0)
        predictions.add("clinical", target, model.probability(inputs))


def checkpoint_of(run: Run, system: System, outcome: Outcome) -> dict[str, Any]:
    """Tensors and plain values only, so that loading runs no code."""
    return {
        "system": run.config.system,
        "targets": list(run.config.targets),
        "seed": run.config.seed,
        "network": dict(outcome.network_arguments),
        "members": outcome.trained.members,
        "state": outcome.trained.network.cpu().state_dict(),
        "preprocessing": system.preprocessing(),
        "main_model": outcome.main_model,
        "parts": dict(outcome.parts),
    }
