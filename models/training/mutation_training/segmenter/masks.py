"""A cohort whose lesions a U-Net draws, all of them: as Ajou made theirs."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import nibabel as nib
import numpy as np

from ..cohort.build import lesion_facts
from ..cohort.case_files import centroid, write_nifti
from ..cohort.ct import UnusableImages
from ..cohort.errors import CohortError
from ..cohort.geometry import Grid
from ..cohort.provenance import ROI_SOURCE, U_NET
from ..cohort.staging import staged
from ..cohort.table import CaseRow, Cohort, write_cohort
from ..preprocessing.case import LPS_OF_RAS
from .drawing import Segmenter, SegmenterRun

log = logging.getLogger(__name__)


def write_drawn_cohort(cohort: Cohort, run: SegmenterRun, folder: Path) -> list[CaseRow]:
    """Writes `folder`/cohort.csv and cases, with the CTs linked; the point is the present mask's centroid.
    Returns the rows; one in which nothing is drawn says why in `exclusion`.

    Raises CohortError where `folder` is the cohort's own, and where every network has seen some patient.
    """
    if folder.resolve() == cohort.folder.resolve():
        raise CohortError(f"{folder} is the cohort itself. Name another folder for what the U-Net draws.")
    seen = [row.case_id for row in cohort.rows if run.unseen(row.patient_id) is None]
    if seen:
        raise CohortError(
            f"{run.folder} was trained on the patients of {len(seen)} cases ({', '.join(seen[:3])}"
            f"{', …' if len(seen) > 3 else ''}), whose masks it would know. Train it on a cohort with folds "
            "(`mutation-train cohort --split folds`): each case is then drawn without its fold."
        )
    with staged(folder) as stage:
        rows = [*drawn_rows(cohort, run, stage), *cohort.excluded]
        write_cohort(stage, rows)
    return rows


def drawn_rows(cohort: Cohort, run: SegmenterRun, stage: Path) -> Iterator[CaseRow]:
    for count, row in enumerate(cohort.rows, start=1):
        segmenter = run.unseen(row.patient_id)
        assert segmenter is not None
        try:
            facts = draw_case(cohort.case_folder(row), segmenter, stage / "cases" / row.case_id)
        except UnusableImages as reason:
            facts = {"exclusion": str(reason)}
        yield replace(row, extra={**row.extra, "exclusion": "", **facts})
        log.info("%d of %d cases", count, len(cohort))


def draw_case(source: Path, segmenter: Segmenter, target: Path) -> dict[str, str]:
    """The case with the drawn mask, on the CT's grid; its columns of cohort.csv."""
    ct, present = (cast(Any, nib).load(source / f"{name}.nii.gz") for name in ("ct", "mask"))
    hu = np.rint(np.asarray(ct.dataobj)).astype(np.int16).transpose(2, 1, 0)
    k, j, i = hu.shape
    grid = Grid(LPS_OF_RAS @ ct.affine, (i, j, k))
    seed = centroid(np.asarray(present.dataobj).transpose(2, 1, 0) > 0, grid)
    mask = segmenter.draw(hu, grid, seed)
    target.mkdir(parents=True)
    (target / "ct.nii.gz").symlink_to((source / "ct.nii.gz").resolve())
    write_nifti(target / "mask.nii.gz", mask.astype(np.uint8), grid)
    return {**lesion_facts(mask, grid), ROI_SOURCE: U_NET}
