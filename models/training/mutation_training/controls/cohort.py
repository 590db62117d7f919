"""Writes a control cohort: the same patients and splits, with the images or the labels disturbed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import nibabel as nib
import numpy as np

from ..cohort.errors import CohortError
from ..cohort.staging import staged
from ..cohort.table import CaseRow, Cohort, write_cohort
from .images import Mask, Voxels, background_randomised, roi_shuffled

#: Column of cohort.csv that names a control.
CONTROL = "control"
LABELS_PERMUTED = "labels-permuted"
IMAGE_CONTROLS: Mapping[str, Callable[[Voxels, Mask, np.random.Generator], Voxels]] = {
    "roi-shuffled": roi_shuffled,
    "background-randomised": background_randomised,
}
KINDS = (*IMAGE_CONTROLS, LABELS_PERMUTED)


def write_control(cohort: Cohort, kind: str, folder: Path, seed: int) -> None:
    """Writes `folder`: cohort.csv, and the cases; radiomics have to be taken from them anew, but those of
    unchanged images come along.

    Raises CohortError where `folder` is the cohort's own.
    """
    if folder.resolve() == cohort.folder.resolve():
        raise CohortError(f"{folder} is the cohort itself. Name another folder for its control.")
    rows = [replace(row, extra={**row.extra, CONTROL: kind}) for row in (*cohort.rows, *cohort.excluded)]
    with staged(folder) as stage:
        (stage / "cases").mkdir()
        if kind == LABELS_PERMUTED:
            rows = with_permuted_labels(rows, np.random.default_rng(seed))
            link_images(cohort, stage)
        else:
            for row in cohort.rows:
                disturb(cohort.case_folder(row), stage / "cases" / row.case_id, kind, seed)
        write_cohort(stage, rows)


def with_permuted_labels(rows: Sequence[CaseRow], random: np.random.Generator) -> list[CaseRow]:
    """All endpoints of a patient go together to another patient of the same split."""
    found: dict[str, Mapping[str, int]] = {}
    for split in {row.split for row in rows}:
        patients = list({row.patient_id: row.labels for row in rows if row.split == split}.items())
        order = random.permutation(len(patients))
        found |= {name: patients[place][1] for (name, _), place in zip(patients, order, strict=True)}
    return [replace(row, labels=found[row.patient_id]) for row in rows]


def link_images(cohort: Cohort, stage: Path) -> None:
    for row in cohort.rows:
        (stage / "cases" / row.case_id).symlink_to(cohort.case_folder(row).resolve())
    if (cohort.folder / "radiomics").is_dir():
        (stage / "radiomics").mkdir()
        for path in (cohort.folder / "radiomics").iterdir():
            (stage / "radiomics" / path.name).symlink_to(path.resolve())


def disturb(source: Path, target: Path, kind: str, seed: int) -> None:
    image, mask = (cast(Any, nib).load(source / f"{name}.nii.gz") for name in ("ct", "mask"))
    # By the case's name, so that neither order nor number of the others changes it.
    random = np.random.default_rng([seed, zlib.crc32(source.name.encode())])
    hu = np.asarray(image.dataobj)
    changed = IMAGE_CONTROLS[kind](hu, np.asarray(mask.dataobj) > 0, random)
    target.mkdir()
    for path in source.iterdir():
        if path.name != "ct.nii.gz":
            (target / path.name).write_bytes(path.read_bytes())
    cast(Any, nib).save(type(image)(changed, image.affine, image.header), target / "ct.nii.gz")
