"""ComBat for radiomics of several sites, fitted to training cases alone (Johnson 2007; combatlearn).

Values move to the scale of a reference site, so that a package's model takes that site's as they are.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..cohort.table import CaseRow
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

    Raises RadiomicsTableError where a site is unknown, the reference has too few training cases, or
    combatlearn is not installed.
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
    varying = np.ptp(filled(table.values, training)[training & inside], axis=0) > 0
    values = table.values.copy()
    values[np.ix_(inside, varying)] = combat(
        filled(table.values, training)[:, varying], sites, training, inside, settings.reference
    )
    values[np.isnan(table.values)] = np.nan
    return replace(table, values=values)


def filled(values: Floats, training: NDArray[np.bool_]) -> Floats:
    """ComBat takes no gaps: the training cases' median stands in them."""
    medians = np.nan_to_num(np.nanmedian(values[training], axis=0))
    return np.where(np.isnan(values), medians, values)


def combat(
    values: Floats,
    sites: NDArray[np.str_],
    training: NDArray[np.bool_],
    wanted: NDArray[np.bool_],
    reference: str,
) -> Floats:
    """[wanted cases, features], learnt from the training cases among them."""
    try:
        import pandas
        from combatlearn import ComBat
    except ImportError:
        raise RadiomicsTableError(
            "ComBat needs combatlearn. Install it with `pip install 'mutation-training[harmonisation]'`."
        ) from None
    index = [str(i) for i in range(len(values))]
    frame, batch = pandas.DataFrame(values, index=index), pandas.Series(sites, index=index)
    model: Any = ComBat(batch=batch, method="johnson", reference_batch=reference)
    model.fit(frame[training & wanted])
    return np.asarray(model.transform(frame[wanted]), dtype=np.float64)
