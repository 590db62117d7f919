"""Builds a cohort from a clinical table and a DICOM archive: one row per patient."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .case_files import centroid, sphere, write_case
from .choice import choose_ct, choose_segmentation
from .clinical import ClinicalRecord
from .ct import CtVolume, UnusableImages, open_ct
from .discovery import CtSeries, PatientImages
from .geometry import Floats, Grid
from .provenance import ROI_ALGORITHM, ROI_SOURCE, SEED, SEED_SPHERE_MM, SEGMENTED
from .segmentation import mask_on, stated_algorithm
from .splits import SplitChoice, apply_split
from .staging import staged
from .table import CaseRow, write_cohort

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SeedMask:
    """Who draws the lesion at a given centre where no reader has."""

    #: The value of `roi_source` that says so.
    roi_source: str
    #: CT, centre in LPS mm and patient -> mask [k, j, i]; raises `UnusableImages` where there is no lesion.
    draw: Callable[[CtVolume, Floats, str], NDArray[np.bool_]]


def sphere_around(volume: CtVolume, seed: Floats, _: str) -> NDArray[np.bool_]:
    return sphere(volume.grid, seed, SEED_SPHERE_MM)


@dataclass(frozen=True)
class BuildOptions:
    #: Write cases/<id>/ct.nii.gz and mask.nii.gz too.
    write_cases: bool = False
    #: Patient -> tumour centre in LPS mm, used where there is no segmentation.
    seeds: Mapping[str, Floats] = field(default_factory=dict)
    seed_mask: SeedMask = SeedMask(SEED, sphere_around)
    #: Series that are not the collection's.
    foreign_series: frozenset[str] = frozenset()
    #: The segment to take where a SEG has several.
    segment: int | None = None
    split: SplitChoice = SplitChoice()


def build_cohort(
    folder: Path,
    records: Mapping[str, ClinicalRecord],
    images: Mapping[str, PatientImages],
    options: BuildOptions,
) -> list[CaseRow]:
    """Writes `folder`/cohort.csv, and the cases on request; returns its rows.

    Every patient of the table and of the archive has a row; one whose images cannot be used says
    why in `exclusion`. Raises CohortError where they cannot be split as asked, and leaves nothing then.
    """
    with staged(folder) as stage:
        rows = list(build_rows(stage, records, images, options))
        rows, sentence = apply_split(rows, options.split)
        write_cohort(stage, rows)
    log.info(sentence)
    return rows


def build_rows(
    folder: Path,
    records: Mapping[str, ClinicalRecord],
    images: Mapping[str, PatientImages],
    options: BuildOptions,
) -> Iterator[CaseRow]:
    patients = sorted({*records, *images})
    for count, patient in enumerate(patients, start=1):
        record = records.get(patient, ClinicalRecord(CaseRow(patient, patient)))
        found = images.get(patient)
        row = record.row if found is None else with_dicom_patient(record.row, found)
        try:
            facts = image_facts(folder, patient, found, record.ct_date, options)
        except UnusableImages as reason:
            facts = {"exclusion": str(reason)}
        yield replace(row, extra={**row.extra, **EMPTY_FACTS, **facts})
        if found is not None:
            log.info("%d of %d patients", count, len(patients))


EMPTY_FACTS = dict.fromkeys(
    (
        "centroid_x", "centroid_y", "centroid_z", "volume_mm3", ROI_SOURCE, ROI_ALGORITHM, "ct_series_uid",
        "seg_sop_uid", "exclusion",
    ),
    "",
)  # fmt: skip


def with_dicom_patient(row: CaseRow, images: PatientImages) -> CaseRow:
    """Fills sex and age from the images where the table has none; the table's age is the better."""
    first = next(iter([*images.segmentations, *(series.first for series in images.ct)]))
    years = first.age.removesuffix("Y")
    age = float(years) if first.age.endswith("Y") and years.isdigit() else None
    return replace(
        row,
        sex=row.sex or ("F" if first.sex == "F" else "M" if first.sex == "M" else None),
        age=row.age if row.age is not None else age,
    )


def image_facts(
    folder: Path,
    patient: str,
    images: PatientImages | None,
    ct_date: str | None,
    options: BuildOptions,
) -> dict[str, str]:
    """The image columns of the patient's row; writes the case on request."""
    if images is None or not images.ct:
        raise UnusableImages("no CT")
    segmentation = choose_segmentation(images, options.foreign_series)
    seed = options.seeds.get(patient)
    if segmentation is None and seed is None:
        raise UnusableImages("no segmentation")
    if segmentation is not None:
        volume = open_ct(choose_ct(images, segmentation, ct_date))
        mask = mask_on(volume, segmentation, options.segment)
    else:
        assert seed is not None
        volume = open_ct(choose_ct(images, None, ct_date, lambda series: shows(series, seed)))
        mask = options.seed_mask.draw(volume, seed, patient)
    if options.write_cases:
        write_case(folder / "cases" / patient, volume, mask)
    return {
        **lesion_facts(mask, volume.grid),
        ROI_SOURCE: options.seed_mask.roi_source if segmentation is None else SEGMENTED,
        ROI_ALGORITHM: stated_algorithm(segmentation, options.segment) if segmentation else "",
        "ct_series_uid": volume.series.uid,
        "seg_sop_uid": segmentation.sop_uid if segmentation else "",
    }


def shows(series: CtSeries, seed: Floats) -> bool:
    try:
        return open_ct(series).grid.contains(seed)
    except UnusableImages:
        return False


def lesion_facts(mask: NDArray[np.bool_], grid: Grid) -> dict[str, str]:
    """The columns of cohort.csv that a mask [k, j, i] fills."""
    x, y, z = centroid(mask, grid)
    return {
        "centroid_x": f"{x:.3f}",
        "centroid_y": f"{y:.3f}",
        "centroid_z": f"{z:.3f}",
        "volume_mm3": f"{np.count_nonzero(mask) * grid.voxel_volume_mm3:.1f}",
    }


def summary(rows: Sequence[CaseRow]) -> Iterable[str]:
    """Lines that say how many patients made a case, and why the others did not."""
    excluded = [row for row in rows if row.exclusion]
    yield f"{len(rows)} patients, {len(rows) - len(excluded)} with a usable lesion"
    reasons = [str(row.exclusion) for row in excluded]
    for reason in sorted(set(reasons), key=lambda text: (-reasons.count(text), text)):
        yield f"{reasons.count(reason):5d} excluded: {reason}"
