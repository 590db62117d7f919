"""What a table is filled from: a cohort, and runs of the paper's recipe on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..cohort.table import Cohort
from ..evaluation.predictions import Run, read_run
from ..recipes.config import find_config, read_config
from ..recipes.training import train


@dataclass(frozen=True)
class Request:
    cohort: Cohort
    #: "paper" or "smoke", the configuration of runs that are still to be trained.
    size: str
    #: Where such runs go.
    folder: Path
    #: A run of the paper's recipe that is there already.
    trained: Path | None = None
    found: dict[str, Run] = field(default_factory=dict)

    @cached_property
    def patients(self) -> dict[str, str]:
        return {row.case_id: row.patient_id for row in self.cohort.rows}

    def run(self, system: str) -> Run:
        """The user's, or one that is trained now and goes on where it stopped."""
        if system not in self.found:
            folder = self.run_folder(system)
            if self.trained is None:
                train(read_config(find_config(f"{system}/{self.size}")), self.cohort.folder, folder)
            self.found[system] = read_run(folder)
        return self.found[system]

    def run_folder(self, system: str) -> Path:
        return self.trained or self.folder / "runs" / f"{system}-{self.size}"
