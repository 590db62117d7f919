"""`mutation-train export`: a run folder to a model package that viewer and command line run."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import Any

import torch
import yaml

from ..claims.claim import write_claims
from ..claims.measure import ClaimError, read_package
from ..claims.out_of_fold import HOW, claims_out_of_fold
from ..cohort.errors import CohortError
from ..cohort.staging import staged
from ..evaluation.predictions import RunError
from ..export.run_data import ExportError
from ..export.run_package import Exported, Identity, export_run
from ..export.untrained import NOTHING, export_untrained
from ..recipes.config import ConfigError, find_config, read_config
from ..tabular.radiomics import RadiomicsTableError

log = logging.getLogger(__name__)

REFUSALS = (
    ClaimError,
    ConfigError,
    RunError,
    ExportError,
    CohortError,
    RadiomicsTableError,
    OSError,
    ValueError,
)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("export", help="make a model package of a run")
    made_of = parser.add_mutually_exclusive_group(required=True)
    made_of.add_argument("--run", type=Path, help="folder that `train` wrote")
    made_of.add_argument(
        "--untrained",
        action="store_true",
        help="a size test: the network of --config with random weights, to try how its size runs",
    )
    parser.add_argument("--config", help="with --untrained: a YAML file, or e.g. mmdl/paper")
    parser.add_argument(
        "--package", required=True, type=Path, help="folder to write; its name is the package's id"
    )
    parser.add_argument("--cohort", type=Path, help="the run's cohort, where it has moved")
    parser.add_argument("--trained-on", help="one sentence on the training data; with --run")
    parser.add_argument(
        "--status",
        choices=("demonstration", "research"),
        help="follows from the cohort: demonstration where a program made its cases (the numbers then mean "
        "nothing for a patient), else research; another is refused",
    )
    parser.add_argument("--version", default="0.1.0", help="of the package, e.g. 1.0.0")
    parser.add_argument("--licence", default="MIT", help="of the weights")
    parser.add_argument(
        "--radiomics-parameters",
        type=Path,
        help="PyRadiomics parameter file that the cohort's features were taken with; default: "
        "PyRadiomics' settings with the image types in the features' names",
    )
    parser.add_argument(
        "--whole",
        action="store_true",
        help="one graph, where a network of views would be a trunk that reads one view, and a fusion",
    )
    parser.add_argument(
        "--fp16",
        action="store_true",
        help="also trunks of fp16 arithmetic, for graphics processors that have it; of a network of views",
    )
    parser.add_argument(
        "--golden", type=Path, help="also write PyTorch's outputs for the runtimes' tests here"
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    if arguments.untrained != (arguments.config is not None) or arguments.untrained == bool(
        arguments.trained_on
    ):
        raise SystemExit(
            "mutation-train export: name --run with --trained-on, or --untrained with --config."
        )
    identity = Identity(
        id=arguments.package.resolve().name,
        version=arguments.version,
        status="demonstration" if arguments.untrained else arguments.status,
        trained_on=NOTHING if arguments.untrained else arguments.trained_on,
        licence=arguments.licence,
    )
    try:
        if arguments.untrained:
            with staged(arguments.package) as stage:
                config = read_config(find_config(arguments.config))
                digest = export_untrained(
                    config,
                    stage,
                    identity,
                    arguments.whole,
                    arguments.golden,
                    half=arguments.fp16,
                )
            log.info("%s: %s", arguments.package, digest)
            return
        parameters = parameters_of(arguments.radiomics_parameters)
        with staged(arguments.package) as stage:
            exported = export_run(
                arguments.run,
                stage,
                identity,
                arguments.cohort,
                parameters,
                arguments.golden,
                arguments.whole,
                arguments.fp16,
            )
            digest = exported.digest
            if exported.cross_validated:
                digest = claim(arguments.run, stage, exported, parameters)
    except REFUSALS as error:
        raise SystemExit(f"mutation-train export: {error}") from None
    log.info("%s: %s", arguments.package, digest)


def claim(run: Path, folder: Path, exported: Exported, parameters: dict[str, Any] | None) -> str:
    """Sets, likeness and how well it is calibrated, from the cases that folds held out."""
    package = read_package(folder)
    found = claims_out_of_fold(package, run, exported.data, exported.scalings, parameters)
    return write_claims(
        package, found.claims, found.cases, "The training cases, out of fold.", HOW, found.judged
    )


def parameters_of(path: Path | None) -> dict[str, Any] | None:
    """As the manifest holds them; null stands for "no setting" in YAML and JSON alike."""
    if path is None:
        return None
    content: dict[str, Any] = yaml.safe_load(path.read_text()) or {}
    image_types = {
        name: own or {} for name, own in content.get("imageType", {"Original": {}}).items()
    }
    return {**content, "imageType": image_types}
