"""`mutation-train distil`: a light tier of a nine-view package."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import torch

from ..claims.measure import ClaimError
from ..cohort.errors import CohortError
from ..light.student import taught_by
from ..recipes.config import ConfigError, find_config, read_config
from ..recipes.training import train


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "distil",
        help="teach a small network to say what a nine-view package says, from views of 64 × 64; goes on "
        "where it stopped",
    )
    parser.add_argument("--package", required=True, type=Path, help="the teacher; stays as it is")
    parser.add_argument(
        "--cohort",
        required=True,
        type=Path,
        help="folder with cohort.csv and cases/; best the teacher's own, whose test cases neither has seen",
    )
    parser.add_argument("--out", required=True, type=Path, help="run folder, for `export` and `evaluate`")
    parser.add_argument(
        "--config",
        default="mmdl/light",
        help="a YAML file of a smaller or larger student; default mmdl/light",
    )
    parser.add_argument("--seed", type=int, help="instead of the configuration's")
    parser.add_argument("--threads", type=int, help="CPU threads of torch; the teacher runs on one")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> None:
    if arguments.threads is not None:
        torch.set_num_threads(arguments.threads)
    try:
        config = taught_by(read_config(find_config(arguments.config)), arguments.package)
        if arguments.seed is not None:
            config = replace(config, seed=arguments.seed)
        train(config, arguments.cohort, arguments.out)
    except (ClaimError, CohortError, ConfigError) as error:
        sys.exit(f"mutation-train distil: {error}")
