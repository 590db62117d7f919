"""`mutation-train cohort`: a cohort from DICOM and a clinical table, and the published counts."""

from __future__ import annotations

import argparse
import logging
import shlex
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from ..cohort.build import BuildOptions, SeedMask, build_cohort, summary
from ..cohort.choice import choose_segmentation, foreign_series, read_seeds
from ..cohort.clinical import ClinicalRecord, ClinicalTable, read_clinical
from ..cohort.discovery import discover
from ..cohort.errors import CohortError
from ..cohort.one_click import SEGMENTER, one_click_mask
from ..cohort.provenance import ONE_CLICK, U_NET
from ..cohort.published import published_counts, require_published
from ..cohort.readme import write_readme
from ..cohort.splits import FEW_PATIENTS, SplitChoice
from ..segmenter.drawing import read_segmenter_run


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "cohort", help="build a cohort from DICOM and a clinical table, or check TCIA's counts"
    )
    parser.add_argument(
        "--clinical",
        type=Path,
        nargs="+",
        required=True,
        metavar="CSV",
        help="TCIA's table of NSCLC Radiogenomics, or own tables with patient_id and columns of cohort.csv",
    )
    parser.add_argument("--dicom", type=Path, metavar="ROOT", help="DICOM archive in any layout")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder of the cohort")
    parser.add_argument("--write-cases", action="store_true", help="write CT and mask as NIfTI too")
    parser.add_argument(
        "--seeds", type=Path, metavar="CSV", help="tumour centres, for patients without segmentation"
    )
    parser.add_argument(
        "--seed-mask",
        choices=("sphere", ONE_CLICK, U_NET),
        default="sphere",
        help="around a seed: a sphere, or what the one-click segmenter or a U-Net of your own draws "
        "(machine-made). Default: sphere",
    )
    parser.add_argument(
        "--segmenter",
        default=SEGMENTER,
        metavar="COMMAND",
        help=f"the command line, for --seed-mask {ONE_CLICK}. Default: {SEGMENTER}",
    )
    parser.add_argument(
        "--unet",
        type=Path,
        metavar="RUN",
        help=f"what `mutation-train segmenter train` left, for --seed-mask {U_NET}",
    )
    parser.add_argument(
        "--manifest",
        type=Path,
        metavar="CSV",
        help="IDC's series manifest, whose AI segmentations are then left out by their DOI",
    )
    parser.add_argument("--segment", type=int, metavar="N", help="segment to take if a SEG has several")
    parser.add_argument(
        "--check-tcia", action="store_true", help="fail unless the table gives the published counts"
    )
    parser.add_argument(
        "--split",
        nargs="+",
        default=["auto"],
        metavar=("KIND", "FILE"),
        help="paper: R01-* tests, everyone else trains; folds: cross-validation; nested: cross-validation in "
        "which inner folds choose; table FILE.csv: your own (case_id or patient_id; split, fold, inner_fold, "
        f"test_set). Default: paper, or nested (from {FEW_PATIENTS} patients on: folds) where that leaves no "
        "cases of both classes to train on",
    )
    parser.add_argument("--folds", type=int, default=5, metavar="N", help="of --split folds and nested")
    parser.add_argument("--repeats", type=int, default=1, metavar="N", help="times that patients are dealt")
    parser.add_argument("--inner-folds", type=int, default=3, metavar="N", help="of --split nested")
    parser.add_argument("--seed", type=int, default=42, metavar="N", help="of --split folds and nested")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> None:
    try:
        make_cohort(arguments)
    except CohortError as error:
        sys.exit(f"mutation-train cohort: {error}")


def make_cohort(arguments: argparse.Namespace) -> None:
    if (arguments.dicom is None) != (arguments.out is None):
        raise CohortError("--dicom and --out belong together: what to read, and where to write.")
    if arguments.dicom is None and not arguments.check_tcia:
        raise CohortError("Nothing to do. Give --dicom and --out, or --check-tcia.")
    split = split_choice(arguments)
    tables = [read_clinical(path) for path in arguments.clinical]
    seeds = read_seeds(arguments.seeds) if arguments.seeds else {}
    if arguments.check_tcia:
        check_tcia(tables, seeds)
    if arguments.dicom is None:
        return
    records = merge(tables)
    foreign = foreign_series(arguments.manifest) if arguments.manifest else frozenset()
    images = discover(arguments.dicom)
    segmented = sum(choose_segmentation(found, foreign) is not None for found in images.values())
    logging.info("%d patients in the archive, %d with a segmentation", len(images), segmented)
    options = BuildOptions(
        arguments.write_cases, seeds, seed_mask(arguments), foreign, arguments.segment, split
    )
    rows = build_cohort(arguments.out, records, images, options)
    has_tcia = any(table.is_tcia for table in tables)
    write_readme(arguments.out, rows, has_tcia, arguments.write_cases)
    print("\n".join(summary(rows)))


def seed_mask(arguments: argparse.Namespace) -> SeedMask:
    kind = arguments.seed_mask
    if arguments.unet is not None and kind != U_NET:
        raise CohortError(f"--unet belongs to --seed-mask {U_NET}.")
    if kind == "sphere":
        return BuildOptions.seed_mask
    if arguments.seeds is None:
        raise CohortError(f"--seed-mask {kind} needs --seeds: the table of the points to segment at.")
    if kind == ONE_CLICK:
        words = shlex.split(str(arguments.segmenter))
        return SeedMask(ONE_CLICK, lambda volume, seed, _: one_click_mask(volume, seed, words))
    if arguments.unet is None:
        raise CohortError(
            f"--seed-mask {U_NET} needs --unet: the run that `mutation-train segmenter train` left."
        )
    return SeedMask(U_NET, read_segmenter_run(arguments.unet).draw_on)


def split_choice(arguments: argparse.Namespace) -> SplitChoice:
    match arguments.split:
        case [("auto" | "paper" | "folds" | "nested") as kind]:
            refuse_counts(arguments)
            return SplitChoice(
                kind,
                arguments.folds,
                arguments.seed,
                repeats=arguments.repeats,
                inner_folds=arguments.inner_folds,
            )
        case ["table", path]:
            if not Path(path).is_file():
                raise CohortError(f"{path} does not exist. Name the table of your split.")
            return SplitChoice("table", table=Path(path))
    raise CohortError("--split takes paper, folds, nested, or table and a CSV file.")


def refuse_counts(arguments: argparse.Namespace) -> None:
    for option, least in (("folds", 2), ("inner_folds", 2), ("repeats", 1)):
        if getattr(arguments, option) < least:
            raise CohortError(f"--{option.replace('_', '-')} needs a number from {least} on.")


def check_tcia(tables: Sequence[ClinicalTable], seeds: Collection[str]) -> None:
    """Prints every published count beside the table's; raises if one is not met."""
    table = next((table for table in tables if table.is_tcia), None)
    if table is None:
        raise CohortError("--check-tcia needs TCIA's clinical table among --clinical.")
    counts = published_counts(table, seeds or None)
    for count in counts:
        print(f"{'ok  ' if count.holds else 'FAIL'} {count.name}: {count.found} (published {count.expected})")
    require_published(counts)


def merge(tables: Sequence[ClinicalTable]) -> dict[str, ClinicalRecord]:
    merged: dict[str, ClinicalRecord] = {}
    for table in tables:
        for patient, record in table.records.items():
            if patient in merged:
                raise CohortError(f"{table.source} names patient '{patient}' again. Keep one row.")
            merged[patient] = record
    return merged
