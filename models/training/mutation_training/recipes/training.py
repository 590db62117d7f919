"""From a configuration and a cohort to a run folder."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ..networks.network import FoldEnsemble, MutationNetwork
from ..networks.registry import build_network
from ..preprocessing.clinical import encode_clinical
from ..tabular.clinical import clinical_fields
from ..tabular.logistic import fit_logistic
from .ajou_multimodal import AjouSystem
from .cnn3d import Cnn3dSystem
from .config import Config, ConfigError, read_config, write_config
from .deep_radscore import DeepRadScoreSystem
from .examples import Examples
from .fudan_fusion import FudanSystem
from .loop import fit, predict
from .mmdl import MmdlSystem
from .predictions import Predictions
from .pretraining import load_trunk
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

    A run that was interrupted goes on where it stopped. Raises ConfigError if the folder holds a run
    with other settings.
    """
    if config.system not in SYSTEMS:
        raise ConfigError(f"System '{config.system}' is none of {', '.join(SYSTEMS)}.")
    config = replace(config, cohort=str(cohort_folder))
    folder.mkdir(parents=True, exist_ok=True)
    claim_folder(config, folder)
    torch.use_deterministic_algorithms(True, warn_only=True)
    run = open_run(config, cohort_folder, folder)
    system = SYSTEMS[config.system](run)
    examples = system.examples()
    predictions = Predictions(run)
    trained = train_network(run, system, examples, system.network_arguments(), folder)
    outcome = system.finish(trained, examples, predictions)
    add_clinical_baseline(run, predictions)
    predictions.write(folder / "predictions.csv")
    torch.save(checkpoint_of(run, system, outcome), folder / "checkpoint.pt")
    log.info("run complete: %s", folder)


def claim_folder(config: Config, folder: Path) -> None:
    path = folder / "config.yaml"
    if path.exists() and read_config(path).to_mapping() != config.to_mapping():
        raise ConfigError(f"{folder} holds a run with other settings. Name another folder.")
    write_config(config, path)


def train_network(
    run: Run, system: System, examples: Examples, arguments: dict[str, Any], folder: Path
) -> Trained:
    """One network, or one per fold and their mean."""
    stages, batch = run.config.stages, run.config.stages[-1].batch
    pool, folds = run.pool, run.fold_of

    def fitted(training: Examples, validation: Examples | None, where: Path, seed: int) -> MutationNetwork:
        torch.manual_seed(seed)
        network = build_network(run.config.system, arguments)
        if run.config.pretrained is not None:
            load_trunk(network, Path(run.config.pretrained))
        fit(
            network, system, training, validation, stages, where,
            seed=seed, balance_classes=run.config.balance_classes,
        )
        system.after_fit(network, training)
        return network.eval()

    def probabilities(network: MutationNetwork) -> Floats:
        return torch.sigmoid(predict(network, system, examples, batch)).double().numpy()

    seed = run.config.seed
    if folds is None:
        validating = run.in_split("validation")
        validation = examples.take(torch.from_numpy(validating)) if validating.any() else None
        network = fitted(examples.take(torch.from_numpy(pool)), validation, folder, seed)
        return Trained(network, None, probabilities(network))

    networks = []
    found = np.zeros((len(run.rows), len(run.config.targets)))
    count = int(folds.max()) + 1
    for fold in range(count):
        held_out = folds == fold
        network = fitted(
            examples.take(torch.from_numpy(pool & ~held_out)),
            None if run.has_cohort_folds else examples.take(torch.from_numpy(held_out)),
            folder / f"fold-{fold}",
            seed + fold,
        )
        networks.append(network)
        of_fold = probabilities(network)
        found[held_out] = of_fold[held_out]
        found[~pool] += of_fold[~pool] / count
    return Trained(FoldEnsemble(networks).eval(), count, found)


def add_clinical_baseline(run: Run, predictions: Predictions) -> None:
    """Logistic regression on the clinical columns: what the image has to beat."""
    fields = clinical_fields(run.config.clinical_baseline, run.pool_rows, "z-score")
    inputs = np.stack([encode_clinical(row, fields) for row in run.rows]).astype(np.float64)
    for target in run.config.targets:
        labels, folds = run.labels(target), run.fold_of
        found = fit_logistic(inputs[run.pool], labels[run.pool], ridge=1.0).probability(inputs)
        if not run.has_cohort_folds or folds is None:
            predictions.add("clinical", target, found)
            continue
        for fold in range(int(folds.max()) + 1):
            seen, held_out = run.pool & (folds != fold), folds == fold
            model = fit_logistic(inputs[seen], labels[seen], ridge=1.0)
            found[held_out] = model.probability(inputs[held_out])
        predictions.add("clinical", target, found, folds)


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
