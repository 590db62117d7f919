"""A folder that is there whole or not at all: what is refused half-way leaves nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Gives a folder to write to, whose files and case folders replace those of `folder` once all is done.

    After an exception nothing of it is left, nor of a `folder` that was not there before.
    """
    missing = outermost_missing(folder)
    folder.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=".part-", dir=folder))
    try:
        yield stage
        move_into(stage, folder)
    except BaseException:
        shutil.rmtree(missing or stage)
        raise
    shutil.rmtree(stage)


def outermost_missing(folder: Path) -> Path | None:
    """The first of the folders on the way to this one that is not there."""
    return next((path for path in (*reversed(folder.parents), folder) if not path.exists()), None)


def move_into(stage: Path, folder: Path) -> None:
    """Folders' folders one by one: cases that are there already and not anew stay."""
    for path in sorted(stage.iterdir(), key=lambda path: path.is_file()):
        parts = path.iterdir() if path.is_dir() else [path]
        for part in parts:
            target = folder / part.relative_to(stage)
            if target.is_dir():
                shutil.rmtree(target)
            target.parent.mkdir(exist_ok=True)
            part.replace(target)
