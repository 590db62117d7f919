"""ComBat for radiomics of several sites, fitted to training cases alone.

Values move to the scale of a reference site, so that a package's model takes that site's as they are.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..cohort.table import CaseRow
from .combat import fit_combat
from .radiomics import RadiomicsTable, RadiomicsTableError

log = logging.getLogger(__name__)

Floats = NDArray[np.float64]
#: Training cases that a site needs for its own location and scale.
FEWEST_OF_A_SITE = 5


@dataclass(frozen=True)
class Combat:
    """Settings: the column of cohort.csv that names a case's site, and the site whose scale others take."""

    column: str
    reference: str


def harmonised(
    table: RadiomicsTable, rows: Sequence[CaseRow], training: NDArray[np.bool_], settings: Combat
) -> RadiomicsTable:
    """The table with every site's features on the reference's scale; undefined ones stay so. Cases of a site
    without training cases stay as they are, with a warning.

    Raises RadiomicsTableError where a site is unknown or the reference has too few training cases.
    """
    sites = np.array([row.extra.get(settings.column, "") for row in rows])
    if (sites == "").any():
        case = rows[int(np.flatnonzero(sites == "")[0])].case_id
        raise RadiomicsTableError(f"Case {case} has no '{settings.column}' in cohort.csv; ComBat needs it.")
    counts = {str(site): int((sites[training] == site).sum()) for site in np.unique(sites)}
    of_reference = counts.get(settings.reference, 0)
    if of_reference < FEWEST_OF_A_SITE:
        raise RadiomicsTableError(
            f"The reference site '{settings.reference}' has {of_reference} training cases; "
            f"ComBat needs {FEWEST_OF_A_SITE}. Name one of {', '.join(counts)}."
        )
    learnt = [site for site, count in counts.items() if count >= FEWEST_OF_A_SITE]
    for site in counts.keys() - set(learnt):
        log.warning("site '%s' has too few training cases for ComBat; its features stay as they are", site)
    inside = np.isin(sites, learnt)
    if len(learnt) < 2:
        return table
    whole = filled(table.values, training)
    # A feature that is the same in all of the reference's cases has no scale to come to.
    varying = np.ptp(whole[training & (sites == settings.reference)], axis=0) > 0
    learning = training & inside
    fitted = fit_combat(whole[np.ix_(learning, varying)], sites[learning], settings.reference)
    values = table.values.copy()
    values[:, varying] = fitted.apply(whole[:, varying], sites)
    values[np.isnan(table.values)] = np.nan
    return replace(table, values=values)


def filled(values: Floats, training: NDArray[np.bool_]) -> Floats:
    """ComBat takes no gaps: the training cases' median stands in them."""
    medians = np.nan_to_num(np.nanmedian(values[training], axis=0))
    return np.where(np.isnan(values), medians, values)
