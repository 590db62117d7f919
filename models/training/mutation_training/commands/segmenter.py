"""`mutation-train segmenter`: a U-Net that learns to draw lesions from readers' masks, and draws others."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from ..cohort.errors import CohortError
from ..cohort.geometry import Floats, Grid
from ..cohort.one_click import SEGMENTER, one_click_on
from ..cohort.provenance import ONE_CLICK, U_NET, drawn_by_readers
from ..cohort.table import Cohort, read_cohort
from ..recipes.config import ConfigError, find_config, read_config
from ..segmenter.agreement import Draw, agreements, judged_as, write
from ..segmenter.drawing import SegmenterRun, read_segmenter_run
from ..segmenter.masks import write_drawn_cohort
from ..segmenter.train import open_reader_run, train_segmenter


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "segmenter", help="train a U-Net that draws lesions, judge it, and draw with it"
    )
    actions = parser.add_subparsers(dest="action", required=True)
    train = actions.add_parser("train", help="train on readers' masks; goes on where it stopped")
    train.add_argument("--config", required=True, help="a YAML file, or unet/{paper,demo,smoke}")
    train.add_argument("--cohort", required=True, type=Path, help="folder with cohort.csv and cases/")
    train.add_argument("--out", required=True, type=Path, help="run folder")
    train.add_argument("--threads", type=int, help="CPU threads of torch")
    evaluate = actions.add_parser(
        "evaluate", help="Dice of cases that a network has not seen: test cases, and out of fold"
    )
    evaluate.add_argument("--run", required=True, type=Path)
    evaluate.add_argument("--cohort", type=Path, help="another cohort than the run's, with readers' masks")
    evaluate.add_argument("--out", required=True, type=Path, metavar="DIR", help="the report's folder")
    evaluate.add_argument("--one-click", action="store_true", help="beside it the one-click segmenter")
    evaluate.add_argument(
        "--segmenter", default=SEGMENTER, metavar="COMMAND", help=f"for --one-click. Default: {SEGMENTER}"
    )
    apply = actions.add_parser("apply", help="a cohort with all of its lesions drawn by the U-Net")
    apply.add_argument("--run", required=True, type=Path)
    apply.add_argument("--cohort", required=True, type=Path, help="the cohort, which stays as it is")
    apply.add_argument("--out", required=True, type=Path, metavar="DIR", help="gets cohort.csv and cases/")
    for action, function in ((train, run_train), (evaluate, run_evaluate), (apply, run_apply)):
        action.set_defaults(func=in_words, action_function=function)


def in_words(arguments: argparse.Namespace) -> None:
    """A mistake of the user's ends in its message, everything else in a trace."""
    try:
        arguments.action_function(arguments)
    except (CohortError, ConfigError) as error:
        raise SystemExit(f"mutation-train segmenter: {error}") from None


def run_train(arguments: argparse.Namespace) -> None:
    if arguments.threads is not None:
        torch.set_num_threads(arguments.threads)
    train_segmenter(read_config(find_config(arguments.config)), arguments.cohort, arguments.out)


def run_evaluate(arguments: argparse.Namespace) -> None:
    run = read_segmenter_run(arguments.run)
    cohort, of = cohort_to_judge(run, arguments.cohort)
    judged = {row.case_id: judged_as(row) for row in cohort.rows if run.unseen(row.patient_id)}
    if not judged:
        raise CohortError(
            f"{run.folder} was trained on every case of {cohort.folder}. Train it on a cohort with test "
            "cases or folds, or name another one with --cohort."
        )
    found = list(agreements(cohort, judged, segmenters(run, arguments)))
    about = f"U-Net {run.folder.resolve().name}, {len(judged)} lesions of {of}."
    print("\n".join(map(str, write(found, about, arguments.out))))
    print((arguments.out / "agreement.md").read_text(encoding="utf-8"))


def cohort_to_judge(run: SegmenterRun, other: Path | None) -> tuple[Cohort, str]:
    """The cases with a reader's mask, and the cohort in words."""
    config = read_config(run.folder / "config.yaml")
    if other is None:
        assert config.cohort is not None
        cohort = open_reader_run(config, Path(config.cohort), run.folder).cohort
        return cohort, f"{cohort.folder.name}, on which it was trained"
    words = f"{other.resolve().name}, another cohort than it was trained on"
    return drawn_by_readers(read_cohort(other)), words


def segmenters(run: SegmenterRun, arguments: argparse.Namespace) -> Mapping[str, Draw]:
    def by_click(hu: NDArray[np.int16], grid: Grid, seed: Floats, _: str) -> NDArray[np.bool_]:
        return one_click_on(hu, grid, seed, shlex.split(arguments.segmenter))

    return {U_NET: run.draw, ONE_CLICK: by_click} if arguments.one_click else {U_NET: run.draw}


def run_apply(arguments: argparse.Namespace) -> None:
    run = read_segmenter_run(arguments.run)
    rows = write_drawn_cohort(read_cohort(arguments.cohort), run, arguments.out)
    drawn = sum(row.exclusion is None for row in rows)
    print(f"{arguments.out}: {drawn} of {len(rows)} lesions drawn. Take their radiomics anew.")
