"""`mutation-train contours`: a cohort's lesions with contours that another reader could have drawn."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..cohort.errors import CohortError
from ..cohort.second_reader import write_second_reader
from ..cohort.table import read_cohort

#: Between readers of a nodule, roughly.
MM = 1.0


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "contours", help="move a cohort's contours as a second reader might, for `icc`"
    )
    parser.add_argument("--cohort", required=True, type=Path, help="the cohort, which stays as it is")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="gets cases/")
    parser.add_argument("--mm", type=float, default=MM, help=f"standard deviation; default {MM:g}")
    parser.add_argument("--seed", type=int, default=42)
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> None:
    if not 0 < arguments.mm <= 10:
        raise SystemExit("mutation-train contours: give --mm above 0, up to 10.")
    try:
        write_second_reader(read_cohort(arguments.cohort), arguments.out, arguments.mm, arguments.seed)
    except (CohortError, OSError) as error:
        raise SystemExit(f"mutation-train contours: {error}") from None
    print(f"{arguments.out / 'cases'}: take its radiomics as the cohort's, then `mutation-train icc`.")
