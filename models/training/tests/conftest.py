"""Smoke runs of the recipes, made once for all tests that read them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import torch
from tiny_cohort import write_tiny_cohort

from mutation_training.__main__ import main


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def tiny_cohort_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_cohort(tmp_path_factory.mktemp("cohort"))


@pytest.fixture(scope="session")
def smoke_run(
    tiny_cohort_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """System -> the folder of its run with the smoke configuration."""

    @cache
    def run(system: str) -> Path:
        folder = tmp_path_factory.mktemp(system)
        main(
            [
                *("train", "--config", f"{system}/smoke"),
                *("--cohort", str(tiny_cohort_folder), "--out", str(folder)),
            ]
        )
        return folder

    return run
