"""A lesion's mask where nobody has drawn one: the viewer's one-click segmenter, by the command line."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import nibabel as nib
import numpy as np
from numpy.typing import NDArray

from .case_files import write_nifti
from .ct import CtVolume, UnusableImages
from .errors import CohortError
from .geometry import Floats, Grid

#: The segmenter looks 60 mm around its point.
REACH_MM = 65.0
SEGMENTER = "npx mutation-prediction"


def one_click_mask(volume: CtVolume, seed: Floats, segmenter: Sequence[str]) -> NDArray[np.bool_]:
    """[k, j, i] on the CT's grid: the nodule at `seed` (LPS mm). `segmenter`: the command line's words.

    Raises `UnusableImages` where there is no nodule, and CohortError where there is no such command.
    """
    start, stop = around(volume, seed)
    inside = one_click_on(volume.read(start, stop), volume.grid.part(start, stop), seed, segmenter)
    return volume.grid.around(inside, start)


def one_click_on(
    hu: NDArray[np.int16], grid: Grid, seed: Floats, segmenter: Sequence[str]
) -> NDArray[np.bool_]:
    """`one_click_mask` of voxels at hand, [k, j, i]."""
    with TemporaryDirectory() as folder:
        ct, mask = Path(folder, "ct.nii.gz"), Path(folder, "mask.nii.gz")
        write_nifti(ct, hu, grid)
        point = ",".join(f"{mm:.3f}" for mm in seed)
        run([*segmenter, "segment", "--ct", str(ct), f"--at={point}", "--out", str(mask)])
        image: Any = cast(Any, nib).load(mask)
        return np.asarray(np.asarray(image.dataobj).transpose(2, 1, 0) > 0)


def around(volume: CtVolume, seed: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """First and last-plus-one index (i, j, k) of what the segmenter may see."""
    centre = volume.grid.to_ijk(seed[None])[0]
    reach = REACH_MM / volume.grid.spacing
    start = np.maximum(np.floor(centre - reach), 0).astype(np.intp)
    stop = np.minimum(np.ceil(centre + reach) + 1, volume.grid.size).astype(np.intp)
    return start, stop


def run(words: Sequence[str]) -> None:
    try:
        done = subprocess.run(words, capture_output=True, text=True)
    except OSError as error:
        raise CohortError(
            f"'{words[0]}' cannot be started ({error.strerror}). Install the command line, or name it with "
            "--segmenter."
        ) from None
    if done.returncode != 0:
        # Warnings begin with "! "; after the reason stands what to do in a viewer.
        said = [line for line in done.stderr.splitlines() if line and not line.startswith("! ")]
        raise UnusableImages(f"one-click segmentation: {said[0] if said else 'no reason given'}")
