"""`mutation-train explain`: what a package goes by, and whether its maps tell the truth."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from ..claims.measure import ClaimError, encode, feature_tables, read_package
from ..cohort.errors import CohortError
from ..cohort.table import read_cohort
from ..explanations.explain import MAP_CASES, explain, write_explanations

log = logging.getLogger(__name__)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "explain", help="measure what a package goes by, and test its class-activation maps"
    )
    parser.add_argument("--package", required=True, type=Path, help="folder of the package, rewritten")
    parser.add_argument(
        "--cohort",
        required=True,
        type=Path,
        help="cases like the training ones, best such that the weights were not fitted to; with radiomics",
    )
    parser.add_argument("--cases", required=True, help="one sentence on the cases, for the card")
    parser.add_argument(
        "--map-cases", type=int, default=MAP_CASES, help=f"that maps are tested on; default {MAP_CASES}"
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> None:
    try:
        package = read_package(arguments.package)
        cohort = read_cohort(arguments.cohort)
        inputs = package.manifest["inputs"]
        tables = feature_tables(inputs, cohort)
        explained = explain(
            package, cohort.rows, lambda row: encode(inputs, cohort, row, tables), arguments.map_cases
        )
        digest = write_explanations(package, explained, arguments.cases)
    except (ClaimError, CohortError, OSError, ValueError) as error:
        raise SystemExit(f"mutation-train explain: {error}") from None
    log.info("%s: %s", arguments.package, digest)
