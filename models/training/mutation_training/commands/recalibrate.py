"""`mutation-train recalibrate`: a new version of a package for the patients of one site."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from ..claims.measure import ClaimError, Package, read_package
from ..cohort.errors import CohortError
from ..external.cases import TargetCases, cohort_rows, sort_cases
from ..external.labels import match_labels, read_labels
from ..external.package_version import (
    SiteScaling,
    level_of,
    next_version,
    require_same_package,
    site_scaling,
    write_version,
)
from ..external.recalibration import FEWEST_OF_A_CLASS
from ..external.table import PredictionRow, read_prediction_table


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "recalibrate", help="a new version of a package whose probabilities hold for a site's patients"
    )
    parser.add_argument("--package", required=True, type=Path, help="folder of the package; stays as it is")
    parser.add_argument(
        "--predictions",
        required=True,
        type=Path,
        metavar="TABLE",
        help="table that `mutation-prediction predict CASES --csv TABLE` wrote with this package",
    )
    parser.add_argument(
        "--labels", required=True, type=Path, metavar="CSV", help="what is known of them, as for `evaluate`"
    )
    parser.add_argument(
        "--out", required=True, type=Path, metavar="PACKAGE", help="folder to write; its name is the id"
    )
    parser.add_argument("--version", help="of the new package; default: the next minor version")
    parser.add_argument("--cases", required=True, help="one sentence on the site's cases, for the card")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> None:
    try:
        package = read_package(arguments.package)
        rows = read_prediction_table(arguments.predictions)
        scalings = scalings_of(package, rows, arguments.labels)
        version = arguments.version or next_version(package.manifest["version"])
        digest = write_version(package, arguments.out, version, scalings, arguments.cases)
    except (ClaimError, CohortError, OSError, ValueError) as error:
        raise SystemExit(f"mutation-train recalibrate: {error}") from None
    for one in scalings:
        scaling = f"slope {one.platt.slope:.3f}, intercept {one.platt.intercept:+.3f}"
        print(f"{one.target:8s} {scaling}, {len(one.given)} lesions")
    print(f"{arguments.out} {version}: {digest}")


def scalings_of(package: Package, rows: Sequence[PredictionRow], labels: Path) -> list[SiteScaling]:
    model = require_same_package(package, rows)
    matched = match_labels(read_labels(labels), rows)
    patients = {row.case_id: row.patient_id for row in cohort_rows(rows, matched)}
    of_package = [cases for cases in sort_cases(rows, matched) if cases.model == model]
    tried = [site_scaling(cases, patients, level_of(package, cases.target)) for cases in of_package]
    found = [scaling for scaling in tried if scaling is not None]
    if not found:
        raise ClaimError(
            f"No endpoint can be recalibrated: that takes {FEWEST_OF_A_CLASS} lesions of each class, and a "
            f"package that ranks them better than chance. There are: {counts_of(of_package)}."
        )
    return found


def counts_of(cases: Sequence[TargetCases]) -> str:
    return ", ".join(
        f"{one.target} {sum(lesion.label for lesion in one.judged)} positive of {len(one.judged)}"
        for one in cases
    )
