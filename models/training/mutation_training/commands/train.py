"""`mutation-train train`: one system, one configuration, one run folder."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import torch

from ..cohort.errors import CohortError
from ..recipes.config import Config, ConfigError, find_config, read_config
from ..recipes.pretraining import pretrain
from ..recipes.training import train
from ..tabular.radiomics import RadiomicsTableError

PRETRAINING = "pretraining"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("train", help="train a system on a cohort; goes on where it stopped")
    parser.add_argument(
        "--config", required=True, help="a YAML file, or SYSTEM/{paper,demo,smoke}, e.g. mmdl/paper"
    )
    parser.add_argument(
        "--cohort",
        required=True,
        type=Path,
        help="folder with cohort.csv, cases/ and radiomics/; for mmdl/pretrain a folder of two classes",
    )
    parser.add_argument("--out", required=True, type=Path, help="run folder")
    parser.add_argument("--targets", nargs="+", metavar="ENDPOINT", help="instead of the configuration's")
    parser.add_argument("--seed", type=int, help="instead of the configuration's")
    parser.add_argument(
        "--share", type=float, help="of the training patients to learn from, for a learning curve"
    )
    parser.add_argument("--threads", type=int, help="CPU threads of torch")
    parser.set_defaults(func=run)


def start_or_resume(arguments: argparse.Namespace) -> None:
    if arguments.threads is not None:
        torch.set_num_threads(arguments.threads)
    config = changed(read_config(find_config(arguments.config)), arguments)
    start = pretrain if config.system == PRETRAINING else train
    start(config, arguments.cohort, arguments.out)


def run(arguments: argparse.Namespace) -> None:
    """A mistake of the user's ends in its message, everything else in a trace."""
    try:
        start_or_resume(arguments)
    except (CohortError, ConfigError, RadiomicsTableError) as error:
        sys.exit(f"mutation-train train: {error}")


def changed(config: Config, arguments: argparse.Namespace) -> Config:
    if arguments.targets is not None:
        config = replace(config, targets=tuple(arguments.targets))
    if arguments.share is not None:
        config = replace(config, training_share=arguments.share)
    if arguments.seed is not None:
        config = replace(config, seed=arguments.seed)
    return config
