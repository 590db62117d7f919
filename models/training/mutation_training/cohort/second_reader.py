"""The same lesions with contours that another reader could have drawn."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any, cast

import nibabel as nib
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt, gaussian_filter, label

from .errors import CohortError
from .staging import staged
from .table import Cohort

Mask = NDArray[np.bool_]
#: Along the surface, displacements of points that are nearer to each other than this are alike.
ALIKE_MM = 5.0


def write_second_reader(cohort: Cohort, folder: Path, mm: float, seed: int) -> None:
    """Writes `folder/cases`, with the CTs linked. Raises CohortError where `folder` is the cohort's own."""
    if folder.resolve() == cohort.folder.resolve():
        raise CohortError(f"{folder} is the cohort itself. Name another folder for the second contours.")
    with staged(folder) as stage:
        for row in cohort.rows:
            source, target = cohort.case_folder(row), stage / "cases" / row.case_id
            target.mkdir(parents=True)
            (target / "ct.nii.gz").symlink_to((source / "ct.nii.gz").resolve())
            image: Any = cast(Any, nib).load(source / "mask.nii.gz")
            mask = np.asarray(image.dataobj)
            spacing = tuple(float(step) for step in image.header.get_zooms()[:3])
            # By the case's name, so that neither order nor number of the others changes it.
            random = np.random.default_rng([seed, zlib.crc32(row.case_id.encode())])
            moved = moved_surface(mask > 0, spacing, mm, random).astype(mask.dtype)
            cast(Any, nib).save(type(image)(moved, image.affine, image.header), target / "mask.nii.gz")


def moved_surface(
    mask: Mask, spacing: tuple[float, ...], mm: float, random: np.random.Generator
) -> Mask:
    """The mask with its surface moved in and out by a smooth normal field of standard deviation `mm`.

    `spacing` in mm along the mask's axes; movements smaller than a voxel show less. Only the largest part
    stays; where nothing would be left, the surface moves half as far.
    """
    distance = signed_distance(mask, spacing)
    field = gaussian_filter(
        random.normal(size=mask.shape), [ALIKE_MM / step / 2 for step in spacing], mode="wrap"
    )
    field *= mm / field.std()
    moved = distance < field
    while not moved.any():
        field /= 2
        moved = distance < field
    parts, count = label(moved)
    sizes = np.bincount(parts.ravel())[1:]
    return np.asarray(parts == 1 + int(sizes.argmax())) if count > 1 else moved


def signed_distance(mask: Mask, spacing: tuple[float, ...]) -> NDArray[np.float64]:
    """mm to the surface, which lies half a voxel from the voxels on either side; negative inside."""
    half = min(spacing) / 2
    outside = distance_transform_edt(~mask, sampling=spacing)
    inside = distance_transform_edt(mask, sampling=spacing)
    return np.asarray(np.where(mask, half - inside, outside - half), dtype=np.float64)
