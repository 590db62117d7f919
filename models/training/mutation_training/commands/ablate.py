"""`mutation-train ablate`: a grid of variants of one recipe, and their report side by side."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..cohort.errors import CohortError
from ..cohort.table import read_cohort
from ..evaluation.predictions import RunError
from ..evaluation.report import make_report
from ..recipes.config import ConfigError
from ..reproduction.grid import built_in, find_grid, run_grid
from ..tabular.radiomics import RadiomicsTableError
from .evaluate import write_report


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "ablate", help="train a grid of variants, going on where it stopped, and compare them"
    )
    parser.add_argument("grid", help=f"a YAML file, or one of {', '.join(built_in())}")
    parser.add_argument("--cohort", required=True, type=Path, metavar="DIR")
    parser.add_argument("--size", choices=("paper", "demo", "smoke"), default="paper")
    parser.add_argument("--out", required=True, type=Path, help="folder of the runs and the report")
    parser.add_argument("--seed", type=int, default=1, help="of the report's bootstrap")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> None:
    try:
        grid = find_grid(arguments.grid)
        cohort = read_cohort(arguments.cohort)
        runs = run_grid(grid, arguments.cohort, arguments.size, arguments.out)
        report = make_report(list(runs.values()), cohort, arguments.seed)
    except (CohortError, ConfigError, RadiomicsTableError, RunError) as error:
        raise SystemExit(f"mutation-train ablate: {error}") from None
    write_report(report, arguments.out)
    print(arguments.out / "report.html")
