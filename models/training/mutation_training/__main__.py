"""`mutation-train`: from a data folder to a model package; every command is a module of `commands`."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence

from .commands import (
    ablate,
    calibrate,
    clinical_tcia,
    cohort,
    contours,
    control,
    distil,
    evaluate,
    explain,
    export,
    foundation,
    icc,
    params,
    real_results,
    recalibrate,
    reproduce,
    segmenter,
    train,
)


def main(arguments: Sequence[str] | None = None) -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    parser = argparse.ArgumentParser(prog="mutation-train", description=__doc__)
    subparsers = parser.add_subparsers(dest="command", required=True)
    for command in (
        cohort,
        segmenter,
        control,
        train,
        distil,
        evaluate,
        export,
        calibrate,
        explain,
        recalibrate,
        reproduce,
        real_results,
        ablate,
        foundation,
        contours,
        icc,
        params,
        clinical_tcia,
    ):
        command.add_parser(subparsers)
    parsed = parser.parse_args(arguments)
    parsed.func(parsed)


if __name__ == "__main__":
    main()
