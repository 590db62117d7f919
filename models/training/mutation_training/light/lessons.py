"""What a teacher says of the cases that its student learns from: asked once, and kept with the run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import joblib
import numpy as np
import torch
from torch import Tensor
from tqdm import tqdm

from ..recipes.augment import Orientation, hide_values, orientations, oriented
from ..recipes.examples import Examples
from ..recipes.run import Run
from .teacher import Said, Teacher

#: Of a run's folder.
FOLDER = "lessons"
MIRRORED = Orientation(0, (2,))


class Lessons(NamedTuple):
    """Of every case in each of the run's `orientations`; NaN where the teacher was not asked."""

    #: float32 [n, orientations, fields]: the case's own as it lies, of other orientations some are hidden.
    clinical: Tensor
    #: float32 [n, orientations, 1 + views, targets]: probabilities of all views, then of each alone.
    said: Tensor
    #: float32 [n, targets]: of all views, mirrored; of cases that are not trained on.
    mirrored: Tensor
    #: float16 [n, orientations, views, channels, h, w]: last feature maps, of cases that are trained on; no
    #: channels where the teacher shows none.
    maps: Tensor


def together(said: Said) -> Tensor:
    return torch.cat([said.whole.unsqueeze(1), said.views], dim=1)


def give_lessons(run: Run, teacher: Teacher, examples: Examples, missing: Tensor | None) -> Lessons:
    """Asks the teacher what the run's folder does not hold yet, about as many cases at a time as torch has
    threads. Cases that are not trained on are read as they lie, and mirrored: how far the teacher agrees with
    itself.

    `missing` [fields]: what stands for a hidden clinical value.
    """
    folder = run.folder / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    settings = run.config.augment
    ways = orientations(settings)

    files = [folder / f"{row.case_id}.npz" for row in run.rows]

    def ask(n: int) -> None:
        if files[n].is_file():
            return
        is_taught = bool(run.pool[n])
        chosen = ways if is_taught else ways[:1]
        values = examples.tables["clinical"][n].expand(len(chosen), -1).clone()
        if missing is not None:
            random = torch.Generator().manual_seed(run.config.seed + n)
            values[1:] = hide_values(values[1:], missing, settings.hide_clinical, random)
        image = examples.images[n].float()
        found = teacher.read(torch.stack([oriented(image, way) for way in chosen]), values)
        said = together(found)
        maps = said.new_zeros(len(chosen), said.shape[1] - 1, 0, 1, 1) if found.maps is None else found.maps
        unknown = said.new_full((1, said.shape[-1]), torch.nan)
        mirrored = unknown if is_taught else teacher.read(oriented(image, MIRRORED)[None], values).whole
        keep(Lessons(values, said, mirrored[0], maps if is_taught else maps[:0]), files[n])

    threads = joblib.Parallel(torch.get_num_threads(), prefer="threads", return_as="generator")
    asked = threads(joblib.delayed(ask)(n) for n in range(len(files)))
    for _ in tqdm(asked, desc="teacher", total=len(files), disable=None):
        # Nothing is held meanwhile: small blocks that stay between a run's large ones leave memory in holes.
        pass
    return gathered(files, len(ways))


def gathered(files: Sequence[Path], ways: int) -> Lessons:
    """What the files hold, in their order."""
    first = read(files[0])

    def room(part: Tensor, *each: int) -> Tensor:
        return part.new_full((len(files), *each), torch.nan)

    found = Lessons(
        room(first.clinical, ways, *first.clinical.shape[1:]),
        room(first.said, ways, *first.said.shape[1:]),
        room(first.mirrored, *first.mirrored.shape),
        room(first.maps, ways, *first.maps.shape[1:]),
    )
    for n, file in enumerate(files):
        one = read(file)
        found.mirrored[n] = one.mirrored
        for name in ("clinical", "said", "maps"):
            part = getattr(one, name)
            getattr(found, name)[n, : len(part)] = part
    return found


def read(path: Path) -> Lessons:
    with np.load(path) as found:
        return Lessons(*(torch.from_numpy(found[name]) for name in Lessons._fields))


def keep(lessons: Lessons, path: Path) -> None:
    part = path.with_suffix(".part.npz")
    np.savez(part, **{name: value.numpy() for name, value in lessons._asdict().items()})
    part.replace(path)
