"""Whether a program made a cohort's cases, and who drew their lesions, in sentences for people.

What a machine drew no reader may have seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .table import CaseRow, Cohort

#: Columns of cohort.csv: by what a mask was made, and what its SEG says of a machine's part in it.
ROI_SOURCE, ROI_ALGORITHM = "roi_source", "roi_algorithm"
#: Values of `roi_source`.
SEGMENTED, ONE_CLICK, U_NET, SEED = "seg", "one-click", "unet", "seed"
#: Of masks that no reader has drawn or seen.
MACHINE_MADE = frozenset({ONE_CLICK, U_NET, SEED})
#: A seed is a point. Its mask, a sphere of this diameter, serves models that need the lesion's centre
#: alone.
SEED_SPHERE_MM = 20.0


#: Columns of what a program gave a lesion that it made (`phantom-cohort`).
TRAIT = "trait_"


def is_synthetic(rows: Sequence[CaseRow]) -> bool:
    """Whether no case is of a patient: only of a made lesion the traits are known."""
    return len(rows) > 0 and all(
        any(name.startswith(TRAIT) and value for name, value in row.extra.items()) for row in rows
    )


def drawn_by_readers(cohort: Cohort) -> Cohort:
    """The cases whose lesion a reader drew, or of which nothing is said."""
    rows = tuple(row for row in cohort.rows if row.extra.get(ROI_SOURCE) not in MACHINE_MADE)
    return Cohort(cohort.folder, rows)


def machine_made(rows: Sequence[CaseRow]) -> list[str]:
    """A sentence for each way in which masks were not drawn by a reader; none where all were, or where the
    cohort does not say."""
    sources = Counter(row.extra.get(ROI_SOURCE, "") for row in rows)
    stated = Counter(row.extra.get(ROI_ALGORITHM, "") for row in rows)
    found = []
    if sources[SEED]:
        found.append(
            f"{of_all(sources[SEED], rows)} (`roi_source` {SEED}) have no segmentation: their mask is a "
            f"sphere of {SEED_SPHERE_MM:g} mm around a given centre. Their volume and radiomics mean nothing."
        )
    if sources[ONE_CLICK]:
        found.append(
            f"{of_all(sources[ONE_CLICK], rows)} (`roi_source` {ONE_CLICK}) were drawn by a machine: the "
            "one-click segmenter of OHIF Mutation Prediction, at a given centre. No reader has seen their "
            "masks."
        )
    if sources[U_NET]:
        found.append(
            f"{of_all(sources[U_NET], rows)} (`roi_source` {U_NET}) were drawn by a machine: a U-Net of "
            "`mutation-train segmenter`, which was not trained on these patients, at a given centre. No "
            "reader has seen their masks."
        )
    found += [
        f"{of_all(count, rows)} were drawn by a machine, or with one's help, as their SEG says: {algorithm}."
        for algorithm, count in sorted(stated.items())
        if algorithm
    ]
    return found


def of_all(count: int, rows: Sequence[CaseRow]) -> str:
    return f"{count} of {len(rows)} lesions"
