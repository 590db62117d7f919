"""`mutation-train control`: a cohort in which what a model should go by is gone."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from ..cohort.errors import CohortError
from ..cohort.table import read_cohort
from ..controls.cohort import IMAGE_CONTROLS, KINDS, write_control

log = logging.getLogger(__name__)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "control", help="write a negative control of a cohort: lesion, background or labels shuffled"
    )
    parser.add_argument("--cohort", required=True, type=Path, help="the cohort, which stays as it is")
    parser.add_argument("--kind", required=True, choices=KINDS)
    parser.add_argument("--out", required=True, type=Path, help="folder of the control cohort")
    parser.add_argument("--seed", type=int, default=42)
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> None:
    try:
        write_control(read_cohort(arguments.cohort), arguments.kind, arguments.out, arguments.seed)
    except (CohortError, OSError) as error:
        raise SystemExit(f"mutation-train control: {error}") from None
    first = "Take its radiomics, train" if arguments.kind in IMAGE_CONTROLS else "Train"
    log.info(
        "%s written. %s the same configuration on it, and give the run to `evaluate --control`.",
        arguments.out,
        first,
    )
