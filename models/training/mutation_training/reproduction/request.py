"""What a table is filled from: a cohort, and runs of the paper's recipe on it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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

    def run(self, system: str, target: str | None = None) -> Run:
        """The user's, or one that is trained now and goes on where it stopped; of `target` alone, or of the
        configuration's."""
        folder = self.run_folder(system, target)
        if folder.name not in self.found:
            if self.trained is None:
                config = read_config(find_config(f"{system}/{self.size}"))
                targets = config.targets if target is None else (target,)
                train(replace(config, targets=targets), self.cohort.folder, folder)
            self.found[folder.name] = read_run(folder)
        return self.found[folder.name]

    def run_folder(self, system: str, target: str | None = None) -> Path:
        name = "-".join(filter(None, (system, self.size, target)))
        return self.trained or self.folder / "runs" / name

    def has_both_classes(self, target: str) -> bool:
        labels = self.cohort.labels(target)
        return bool((labels == 0).any() and (labels == 1).any())
