"""`mutation-train clinical-tcia`: fits the clinical baseline on TCIA's table and writes its package."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..clinical_tcia.golden import write_golden
from ..clinical_tcia.package import export_clinical, train_clinical, verdict
from ..cohort.clinical import read_clinical
from ..cohort.errors import CohortError

REPOSITORY = Path(__file__).resolve().parents[4]
PACKAGE = REPOSITORY / "models" / "packages" / "clinical-tcia"
GOLDEN = REPOSITORY / "test" / "golden" / "clinical-tcia"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "clinical-tcia", help="fit the clinical baseline on TCIA's table and write its package"
    )
    parser.add_argument("--clinical", type=Path, required=True, metavar="CSV", help="TCIA's table")
    parser.add_argument("--package", type=Path, default=PACKAGE, metavar="DIR", help="the package's folder")
    parser.add_argument(
        "--golden",
        type=Path,
        default=GOLDEN,
        metavar="DIR",
        help="where the hosts' tests find what to expect",
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> None:
    try:
        trained = train_clinical(read_clinical(arguments.clinical))
    except CohortError as error:
        sys.exit(f"mutation-train clinical-tcia: {error}")
    digest = export_clinical(trained, arguments.package)
    write_golden(trained, arguments.golden)
    print("\n".join([*map(verdict, trained.genes.values()), f"{arguments.package} {digest}"]))
