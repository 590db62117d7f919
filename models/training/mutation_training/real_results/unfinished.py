"""What an interrupted run has found so far, for the next one to go on from."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

import joblib

from ..cohort.errors import CohortError

Found = TypeVar("Found")
#: In the folder of the results; gone once they are there.
NAME = ".unfinished"
SETTINGS = "settings.json"


class Once(Protocol):
    def __call__(self, name: str, find: Callable[[], Found]) -> Found:
        """What `find` finds, which is not looked for again where it is known by this name."""


def at_once(name: str, find: Callable[[], Found]) -> Found:
    """Remembers nothing."""
    return find()


class Unfinished:
    """Findings of one run in files, each whole or not there, so that any process may be killed."""

    def __init__(self, folder: Path, settings: Mapping[str, object]) -> None:
        """Raises CohortError where the folder has findings of other settings."""
        self.folder = folder / NAME
        text = json.dumps(settings, indent=2, sort_keys=True)
        path = self.folder / SETTINGS
        if self.folder.exists() and (not path.is_file() or path.read_text(encoding="utf-8") != text):
            raise CohortError(
                f"{folder} holds an unfinished run of other tables or settings. Name another folder, or "
                f"remove {self.folder}."
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def once(self, name: str, find: Callable[[], Found]) -> Found:
        path = self.folder / f"{name}.joblib"
        if path.is_file():
            known: Found = joblib.load(path)
            return known
        found = find()
        part = path.with_suffix(".part")
        joblib.dump(found, part)
        part.replace(path)
        return found

    def forget(self) -> None:
        shutil.rmtree(self.folder)
