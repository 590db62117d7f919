"""`mutation-train foundation`: a package of an external extractor's ONNX graph and a regression on it."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..cohort.errors import CohortError
from ..cohort.table import read_cohort
from ..foundation.extractor import Cube, ExtractorError, read_extractor
from ..foundation.package import Identity, write_foundation_package


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "foundation", help="make a package of an external feature extractor (ONNX) and a regression on it"
    )
    parser.add_argument(
        "--extractor", required=True, type=Path, metavar="ONNX", help="[1, 1, n, n, n] to features"
    )
    parser.add_argument("--size", required=True, type=int, metavar="N", help="samples of the cube's edge")
    parser.add_argument("--spacing", type=float, default=1.0, metavar="MM", help="default 1")
    parser.add_argument(
        "--clip", type=float, nargs=2, default=(-1000.0, 400.0), metavar=("LOW", "HIGH"),
        help="HU that become 0 and 1; default -1000 400",
    )  # fmt: skip
    parser.add_argument("--cohort", required=True, type=Path, metavar="DIR")
    parser.add_argument("--targets", nargs="+", default=["EGFR"], metavar="ENDPOINT")
    parser.add_argument("--package", required=True, type=Path, help="folder to write; its name is the id")
    parser.add_argument("--name", help="shown in the panel; default: the package's id")
    parser.add_argument("--source", required=True, help="whose it is, for the card: names, year, DOI")
    parser.add_argument("--licence", required=True, help="of the extractor's weights")
    parser.add_argument("--trained-on", required=True, help="one sentence on the regression's training cases")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> None:
    package = arguments.package.resolve().name
    identity = Identity(
        package, arguments.name or package, arguments.source, arguments.licence, arguments.trained_on
    )
    try:
        cube = Cube(arguments.size, arguments.spacing, tuple(arguments.clip))
        extractor = read_extractor(arguments.extractor, cube)
        cohort = read_cohort(arguments.cohort)
        found = write_foundation_package(
            arguments.package, extractor, cohort, arguments.targets, identity
        )
    except (CohortError, ExtractorError, OSError, ValueError) as error:
        raise SystemExit(f"mutation-train foundation: {error}") from None
    for target, one in found.items():
        auc = one.auc
        print(f"{target}: AUC {auc.value:.3f} ({auc.low:.3f}-{auc.high:.3f}), {len(one.scores)} cases")
