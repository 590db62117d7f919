"""`mutation-train calibrate`: what a package may claim beyond a probability, from cases it has not seen."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from ..claims.claim import claims_of, training_rows, write_claims
from ..claims.conformal import LEVEL
from ..claims.measure import ClaimError, measure, read_package, region_names
from ..cohort.errors import CohortError
from ..cohort.table import read_cohort

log = logging.getLogger(__name__)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "calibrate",
        help="let a package claim sets of classes, and recognise what is unlike its training data",
    )
    parser.add_argument("--package", required=True, type=Path, help="folder of the package, rewritten")
    parser.add_argument(
        "--calibration",
        required=True,
        type=Path,
        help="cohort of cases that nothing of the package was fitted to: 200 for likeness, 50 of each class "
        "for sets; with radiomics and region.csv",
    )
    parser.add_argument(
        "--training", type=Path, help="cohort that the package was trained on; needed for likeness"
    )
    parser.add_argument("--cases", required=True, help="one sentence on the calibration cases, for the card")
    parser.add_argument("--level", type=float, default=LEVEL, help=f"of the sets; default {LEVEL:g}")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> None:
    try:
        package = read_package(arguments.package)
        cohort = read_cohort(arguments.calibration)
        calibration = measure(package, cohort, cohort.rows, "calibration")
        training = None
        if arguments.training is not None and package.looks_at_image:
            trained_on = read_cohort(arguments.training)
            training = measure(package, trained_on, training_rows(trained_on), "training")
        names = region_names(cohort) if package.looks_at_image else []
        claims = claims_of(package, training, calibration, names, arguments.level)
        digest = write_claims(package, claims, calibration, arguments.cases)
    except (ClaimError, CohortError, OSError, ValueError) as error:
        raise SystemExit(f"mutation-train calibrate: {error}") from None
    log.info("%s: %s", arguments.package, digest)
