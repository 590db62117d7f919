"""Command line: `python -m mutation_training train-demo`, then `export-demo`."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import torch

from .golden import write_golden
from .mmdl_demo import TrainedDemo, export_demo
from .train_demo import DemoRecipe, train_demo

TRAINING_FOLDER = Path(__file__).resolve().parents[1]
DEFAULT_CHECKPOINT = TRAINING_FOLDER / "runs" / "mmdl-demo.pt"
REPOSITORY = TRAINING_FOLDER.parents[1]
DEFAULT_PACKAGE = REPOSITORY / "models" / "packages" / "mmdl-demo"
DEFAULT_GOLDEN = REPOSITORY / "test" / "golden" / "mmdl-demo"


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    parser = argparse.ArgumentParser(prog="mutation_training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    train = commands.add_parser("train-demo", help="train mmdl-demo on synthetic lesions")
    train.add_argument("--checkpoint", type=Path, default=DEFAULT_CHECKPOINT)
    train.add_argument("--seed", type=int, default=DemoRecipe.seed)

    export = commands.add_parser("export-demo", help="write package and golden outputs from a checkpoint")
    export.add_argument("--checkpoint", type=Path, default=DEFAULT_CHECKPOINT)
    export.add_argument("--package", type=Path, default=DEFAULT_PACKAGE)
    export.add_argument("--golden", type=Path, default=DEFAULT_GOLDEN)

    arguments = parser.parse_args()
    if arguments.command == "train-demo":
        trained = train_demo(DemoRecipe(seed=arguments.seed))
        arguments.checkpoint.parent.mkdir(parents=True, exist_ok=True)
        torch.save(trained.to_checkpoint(), arguments.checkpoint)
    else:
        checkpoint = torch.load(arguments.checkpoint, weights_only=True)
        trained = TrainedDemo.from_checkpoint(checkpoint)
        print(export_demo(trained, arguments.package))
        write_golden(trained, arguments.golden)


if __name__ == "__main__":
    main()
