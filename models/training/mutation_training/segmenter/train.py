"""From a cohort with its readers' masks to a run folder of U-Nets: one on all training cases, and one without
each of the cohort's folds, which draws these."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from pathlib import Path

import torch

from ..cohort.provenance import drawn_by_readers
from ..networks.unet import UNet3d
from ..recipes.config import Config, ConfigError, write_config
from ..recipes.cross_validation import outer_folds, whole, without_fold
from ..recipes.images import load_images
from ..recipes.loop import fit
from ..recipes.run import Run, open_run
from ..recipes.training import refuse_other_settings, table_digest
from .cubes import CubeOptions, cube_options, training_cube
from .task import OutlineTask, examples_of

log = logging.getLogger(__name__)

SYSTEM = "unet"
CHECKPOINT = "checkpoint.pt"
#: Fewer training cases have nothing in common that could be learnt.
FEWEST_CASES = 4


def train_segmenter(config: Config, cohort_folder: Path, folder: Path) -> None:
    """Writes config.yaml, checkpoint.pt and the training's history, and those of each fold to `fold-<n>/`.

    A run that was interrupted goes on where it stopped. Raises ConfigError or CohortError for what cannot be
    trained, before anything is written.
    """
    if config.system != SYSTEM:
        raise ConfigError(f"System '{config.system}' draws no lesions. Use {SYSTEM}/paper, or a copy of it.")
    options = cube_options(config)
    config = replace(config, cohort=str(cohort_folder.resolve()), cohort_sha256=table_digest(cohort_folder))
    refuse_other_settings(config, folder)
    run = open_reader_run(config, cohort_folder, folder)
    runs = [without_fold(run, fold, takes_folds=False) for fold in outer_folds(run)]
    runs.append(whole(run, takes_folds=False))
    for one in runs:
        if one.in_split("train").sum() < FEWEST_CASES:
            raise ConfigError(
                f"{cohort_folder}: fewer than {FEWEST_CASES} training cases have a reader's mask. Add cases, "
                "or choose fewer folds."
            )
    load_cubes(run, options)

    folder.mkdir(parents=True, exist_ok=True)
    write_config(config, folder / "config.yaml")
    torch.use_deterministic_algorithms(True, warn_only=True)
    for one in runs:
        if not (one.folder / CHECKPOINT).is_file():
            train_one(one, options)
    log.info("run complete: %s", folder)


def open_reader_run(config: Config, cohort_folder: Path, folder: Path) -> Run:
    """The run on the cases whose lesion a reader drew: what a machine drew is no truth."""
    run = open_run(config, cohort_folder, folder)
    cohort = drawn_by_readers(run.cohort)
    if len(cohort) < len(run.cohort):
        log.info("%d cases are left out: no reader drew their mask", len(run.cohort) - len(cohort))
    return replace(run, cohort=cohort)


def train_one(run: Run, options: CubeOptions) -> None:
    task = OutlineTask(options, run.config.augment)
    examples = examples_of(load_cubes(run, options))
    training, validating = (torch.from_numpy(run.in_split(split)) for split in ("train", "validation"))
    validation = task.central(examples.take(validating)) if validating.any() else None
    torch.manual_seed(run.config.seed)
    network = UNet3d(**run.config.network)
    fit(
        network, task, examples.take(training), validation, run.config.stages, run.folder,
        seed=run.config.seed, balance_classes=False,
    )  # fmt: skip
    # Plain values, so that loading runs no code.
    torch.save(
        {
            "system": SYSTEM,
            "network": dict(run.config.network),
            "state": network.cpu().state_dict(),
            "preprocessing": options.to_mapping(),
            "patients": sorted({row.patient_id for row in run.rows if row.split != "test"}),
        },
        run.folder / CHECKPOINT,
    )


def load_cubes(run: Run, options: CubeOptions) -> torch.Tensor:
    settings = {name: value for name, value in options.to_mapping().items() if name != "clip_hu"}
    return load_images(run.cohort, "lesion-cube", settings, partial(training_cube, options=options))
