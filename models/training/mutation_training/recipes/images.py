"""Every case's image, preprocessed once and kept in COHORT/cache."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from nibabel.filebasedimages import ImageFileError
from numpy.typing import NDArray
from torch import Tensor
from tqdm import tqdm

from .. import __version__
from ..cohort.errors import CohortError
from ..cohort.table import Cohort
from ..preprocessing.case import Case, load_case

ReadImage = Callable[[Case], NDArray[np.float32]]
SOURCES = ("ct.nii.gz", "mask.nii.gz")


def load_images(cohort: Cohort, kind: str, settings: Mapping[str, Any], read: ReadImage) -> Tensor:
    """[cases, planes, rows, columns]. Whole HU are kept as int16, everything else as float32.

    The cache's folder is named by kind, settings and version; a case is read anew when its files are
    newer than what is kept of it. Raises CohortError for a case without images, or with ones that do not fit
    together.
    """
    for row in cohort.rows:
        for name in SOURCES:
            if not (cohort.case_folder(row) / name).is_file():
                raise CohortError(
                    f"{cohort.case_folder(row) / name} does not exist. Make the cohort with --write-cases."
                )
    description = json.dumps({"kind": kind, "settings": settings, "version": __version__}, sort_keys=True)
    digest = hashlib.sha256(description.encode()).hexdigest()[:12]
    cache = cohort.folder / "cache" / f"{kind}-{digest}"
    cache.mkdir(parents=True, exist_ok=True)
    images = [
        load_image(cohort.case_folder(row), cache / f"{row.case_id}.npy", read)
        for row in tqdm(cohort.rows, desc=f"{kind} of the cases", disable=None)
    ]
    return torch.from_numpy(np.stack(images))


def load_image(case: Path, kept: Path, read: ReadImage) -> NDArray[np.generic]:
    newest = max((case / name).stat().st_mtime for name in SOURCES)
    if kept.exists() and kept.stat().st_mtime >= newest:
        found: NDArray[np.generic] = np.load(kept)
        return found
    try:
        image = compact(read(load_case(case)))
    except (ValueError, ImageFileError) as error:
        raise CohortError(f"{case}: {error}. Write the case anew, or give it an exclusion.") from error
    part = kept.with_suffix(".part.npy")
    np.save(part, image)
    part.replace(kept)
    return image


def compact(image: NDArray[np.float32]) -> NDArray[np.generic]:
    whole = np.rint(image)
    if np.array_equal(whole, image) and np.abs(whole).max(initial=0) < 2**15:
        return whole.astype(np.int16)
    return image.astype(np.float32)
