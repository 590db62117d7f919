"""How far drawn lesions agree with a reader's: Dice of cases that the network has not seen."""

from __future__ import annotations

import csv
import json
import logging
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..cohort.case_files import centroid
from ..cohort.ct import UnusableImages
from ..cohort.geometry import Floats, Grid
from ..cohort.splits import TEST_SET
from ..cohort.table import CaseRow, Cohort
from ..evaluation.classification import bootstrap_by_patient
from ..evaluation.roc import Interval
from ..export.markdown import interval, table
from ..preprocessing.case import Case, load_case
from .cubes import grid_of

log = logging.getLogger(__name__)

Mask = NDArray[np.bool_]
#: HU [k, j, i], their grid, the point in LPS mm and the patient -> mask [k, j, i]; raises `UnusableImages`.
Draw = Callable[[NDArray[np.int16], Grid, Floats, str], Mask]
SEED = 42
#: Below it a mask is of little use to radiomics.
POOR_DICE = 0.5


@dataclass(frozen=True)
class Agreement:
    """One lesion by one segmenter, beside the reader's."""

    case_id: str
    patient_id: str
    #: The test set's name, or that a network judged it which was trained without its fold.
    judged_as: str
    segmenter: str
    #: 0 where nothing was drawn.
    dice: float
    reader_mm3: float
    drawn_mm3: float
    #: Between the centroids, mm; NaN where nothing was drawn.
    centre_mm: float
    #: Why nothing was drawn.
    reason: str = ""


def agreements(
    cohort: Cohort, judged: Mapping[str, str], segmenters: Mapping[str, Draw]
) -> Iterator[Agreement]:
    """Of the cases that `judged` (case -> as what) names; the point is the centroid of the reader's mask."""
    rows = [row for row in cohort.rows if row.case_id in judged]
    for count, row in enumerate(rows, start=1):
        case = load_case(cohort.case_folder(row))
        grid = grid_of(case)
        for name, draw in segmenters.items():
            try:
                drawn, reason = draw(case.hu, grid, case.centroid, row.patient_id), ""
            except UnusableImages as error:
                drawn, reason = np.zeros_like(case.mask), str(error)
            yield agreement(row, judged[row.case_id], name, case, drawn, reason)
        log.info("%d of %d cases", count, len(rows))


def agreement(
    row: CaseRow, judged_as: str, segmenter: str, case: Case, drawn: Mask, reason: str
) -> Agreement:
    grid, reader = grid_of(case), case.mask
    centre_mm = math.nan
    if drawn.any():
        centre_mm = float(np.linalg.norm(centroid(drawn, grid) - case.centroid))
    return Agreement(
        case_id=row.case_id,
        patient_id=row.patient_id,
        judged_as=judged_as,
        segmenter=segmenter,
        dice=dice(drawn, reader),
        reader_mm3=float(reader.sum() * grid.voxel_volume_mm3),
        drawn_mm3=float(drawn.sum() * grid.voxel_volume_mm3),
        centre_mm=centre_mm,
        reason=reason,
    )


def dice(first: Mask, second: Mask) -> float:
    """Twice the shared voxels by the sum of both (Dice 1945); 0 where both are empty."""
    both = int(first.sum()) + int(second.sum())
    return 2 * int((first & second).sum()) / both if both else 0.0


def judged_as(row: CaseRow) -> str:
    return row.extra.get(TEST_SET) or "test" if row.split == "test" else "out of fold"


@dataclass(frozen=True)
class Summary:
    """Of one segmenter on one set of cases."""

    judged_as: str
    segmenter: str
    cases: int
    #: In which something was drawn.
    drawn: int
    #: Mean over all cases, with the bootstrap of patients.
    dice: Interval
    median: float
    quartiles: tuple[float, float]
    #: Share of cases below `POOR_DICE`.
    poor: float
    #: Median of drawn by reader's volume, of the cases in which something was drawn.
    volume_ratio: float


def summaries(found: Sequence[Agreement]) -> list[Summary]:
    keys = dict.fromkeys((one.judged_as, one.segmenter) for one in found)
    return [summary([one for one in found if (one.judged_as, one.segmenter) == key]) for key in keys]


def summary(found: Sequence[Agreement]) -> Summary:
    values = np.array([one.dice for one in found])
    ratios = [one.drawn_mm3 / one.reader_mm3 for one in found if one.drawn_mm3]
    low, middle, high = (float(value) for value in np.percentile(values, [25, 50, 75]))
    return Summary(
        judged_as=found[0].judged_as,
        segmenter=found[0].segmenter,
        cases=len(found),
        drawn=len(ratios),
        dice=mean_by_patient(values, [one.patient_id for one in found]),
        median=middle,
        quartiles=(low, high),
        poor=float((values < POOR_DICE).mean()),
        volume_ratio=float(np.median(ratios)) if ratios else math.nan,
    )


@dataclass(frozen=True)
class Difference:
    """Of two segmenters' Dice on the same cases: the first's less the second's."""

    judged_as: str
    first: str
    second: str
    dice: Interval


def differences(found: Sequence[Agreement]) -> list[Difference]:
    """Of the first segmenter to each other one."""
    first, *others = dict.fromkeys(one.segmenter for one in found)
    of_case = {(one.case_id, one.segmenter): one for one in found}
    pairs = []
    for name in dict.fromkeys(one.judged_as for one in found):
        cases = [one for one in found if one.judged_as == name and one.segmenter == first]
        for other in others:
            values = np.array([one.dice - of_case[one.case_id, other].dice for one in cases])
            patients = [one.patient_id for one in cases]
            pairs.append(Difference(name, first, other, mean_by_patient(values, patients)))
    return pairs


def mean_by_patient(values: Floats, patients: Sequence[str]) -> Interval:
    found = bootstrap_by_patient(
        lambda cases: {"mean": float(values[cases].mean())}, np.array(patients), SEED
    )
    return found["mean"]


def markdown(found: Sequence[Agreement], about: str) -> str:
    """`about`: sentences on the cohort and the run."""
    rows = [
        (
            one.judged_as,
            one.segmenter,
            str(one.cases),
            str(one.drawn),
            interval(one.dice),
            f"{one.median:.3f} ({one.quartiles[0]:.3f} to {one.quartiles[1]:.3f})",
            f"{one.poor:.1%}",
            f"{one.volume_ratio:.2f}",
        )
        for one in summaries(found)
    ]
    header = (
        "cases", "drawn by", "n", "of these drawn", "Dice, mean (95 %)", "median (quartiles)",
        f"below {POOR_DICE:g}", "volume / reader's",
    )  # fmt: skip
    lines = [
        f"- {one.judged_as}: {one.first} less {one.second}, Dice {interval(one.dice)}, on the same cases."
        for one in differences(found)
    ]
    return "\n".join(
        [
            "# Drawn lesions beside the readers'",
            "",
            about,
            "",
            table(header, rows),
            "",
            *([*lines, ""] if lines else []),
            "Nothing drawn counts as a Dice of 0. Intervals: bootstrap of patients. No "
            "network drew a patient that it had seen. The point is the centroid of the reader's mask; one "
            "that is given by hand, further from the middle, may do worse.",
            "",
        ]
    )


def write(found: Sequence[Agreement], about: str, folder: Path) -> list[Path]:
    """agreement.csv (a row for each case and segmenter), .json and .md."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"agreement.{ending}" for ending in ("csv", "json", "md")]
    with paths[0].open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(Agreement)])
        writer.writerows([csv_cell(value) for value in asdict(one).values()] for one in found)
    content: dict[str, Any] = {
        "about": about,
        "summaries": [asdict(one) for one in summaries(found)],
        "differences": [asdict(one) for one in differences(found)],
    }
    paths[1].write_text(json.dumps(without_nan(content), indent=2) + "\n", encoding="utf-8")
    paths[2].write_text(markdown(found, about), encoding="utf-8")
    return paths


def csv_cell(value: str | float) -> str:
    if isinstance(value, str):
        return value
    return "" if math.isnan(value) else f"{value:.6g}"


def without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nan(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [without_nan(item) for item in value]
    return None if isinstance(value, float) and math.isnan(value) else value
