"""`mutation-train reproduce`: a paper's table or figure of one's own cohort, beside what the paper prints."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..cohort.errors import CohortError
from ..cohort.table import Cohort, read_cohort
from ..evaluation.predictions import RunError
from ..recipes.config import ConfigError
from ..reproduction.registry import TABLES, reproduce, spoken
from ..reproduction.request import Request
from ..reproduction.table import write
from ..tabular.radiomics import RadiomicsTableError


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    names = "; ".join(
        f"{paper}: {', '.join(spoken(number) for other, number in TABLES if other == paper)}"
        for paper in dict.fromkeys(paper for paper, _ in TABLES)
    )
    parser = subparsers.add_parser(
        "reproduce", help="fill a paper's table or figure from a cohort", description=f"There are: {names}."
    )
    parser.add_argument("paper", choices=list(dict.fromkeys(paper for paper, _ in TABLES)))
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--table", metavar="N", help="a table's number")
    which.add_argument("--figure", metavar="N", help="a figure's number")
    parser.add_argument("--cohort", required=True, type=Path, metavar="DIR")
    parser.add_argument(
        "--size", choices=("paper", "smoke"), default="paper", help="the recipe, where a run is needed"
    )
    parser.add_argument("--run", type=Path, help="a run of the paper's recipe that is there already")
    parser.add_argument("--out", type=Path, default=Path("reproduction"), help="default: reproduction")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> None:
    try:
        cohort = read_cohort(arguments.cohort)
        request = Request(cohort, arguments.size, arguments.out, arguments.run)
        number = arguments.table or f"figure-{arguments.figure}"
        filled = reproduce(arguments.paper, number, request)
    except (CohortError, ConfigError, RadiomicsTableError, RunError) as error:
        raise SystemExit(f"mutation-train reproduce: {error}") from None
    print("\n".join(map(str, write(filled, sentence(cohort), arguments.out))))


def sentence(cohort: Cohort) -> str:
    test = sum(row.split == "test" for row in cohort.rows)
    how = f"{test} of them test cases" if test else "each judged out of fold"
    patients = len({row.patient_id for row in cohort.rows})
    return f"{cohort.folder.resolve().name}, {len(cohort.rows)} lesions of {patients} patients, {how}."
