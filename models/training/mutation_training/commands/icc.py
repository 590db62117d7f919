"""`mutation-train icc`: the features that hardly hang on the contours, by two tables of the same lesions."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from ..preprocessing.radiomics import read_radiomics as case_rows
from ..tabular.icc import icc_of_features
from ..tabular.radiomics import RadiomicsTableError, read_radiomics

LIMIT = 0.95
#: Fewer lesions tell nothing of a correlation near 1.
FEWEST_CASES = 10


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "icc", help="list the radiomic features that two readers' contours agree on (ICC 2,1)"
    )
    parser.add_argument(
        "--first", required=True, type=Path, metavar="CSV", help="features by the first contours"
    )
    parser.add_argument("--second", required=True, type=Path, metavar="CSV", help="by the second")
    parser.add_argument(
        "--out", required=True, type=Path, help="list of features, e.g. COHORT/radiomics/reproducible.txt"
    )
    parser.add_argument("--limit", type=float, default=LIMIT, help=f"least ICC; default {LIMIT:g}")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> None:
    try:
        kept, count, cases, mean = reproducible(arguments.first, arguments.second, arguments.limit)
    except RadiomicsTableError as error:
        raise SystemExit(f"mutation-train icc: {error}") from None
    arguments.out.write_text("".join(f"{name}\n" for name in kept), encoding="utf-8")
    print(f"{len(kept)} of {count} features have an ICC of {arguments.limit:g} or more ({cases} lesions; "
          f"mean {mean:.3f}): {arguments.out}")  # fmt: skip


def reproducible(first: Path, second: Path, limit: float) -> tuple[list[str], int, int, float]:
    """The features kept, how many there were, lesions in both tables, and the mean ICC."""
    for path in (first, second):
        if not path.is_file():
            raise RadiomicsTableError(f"{path} does not exist. Name a table that `radiomics --csv` wrote.")
    others = case_rows(second)
    cases = [case for case in case_rows(first) if case in others]
    if len(cases) < FEWEST_CASES:
        raise RadiomicsTableError(
            f"{first} and {second} have {len(cases)} lesions in common; {FEWEST_CASES} are needed. Name the "
            "cases alike in both."
        )
    one, other = read_radiomics(first, cases), read_radiomics(second, cases)
    shared = [name for name in one.features if name in set(other.features)]
    values = icc_of_features(one.choose(shared).values, other.choose(shared).values)
    kept = [name for name, value in zip(shared, values, strict=True) if value >= limit]
    return kept, len(shared), len(cases), float(np.nanmean(values))
