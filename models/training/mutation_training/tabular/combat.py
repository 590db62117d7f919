"""ComBat with a reference site (Johnson 2007; Fortin 2018; Stein 2015 for the reference).

Features are standardised by the reference. A site's shift and scale of each are then drawn, by empirical
Bayes, towards those of all features of that site.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
#: Relative change of an estimate at which it has settled; a handful of steps.
SETTLED, MOST_STEPS = 1e-9, 1000


@dataclass(frozen=True)
class SiteScale:
    """A site's location and scale, [features], in units of the reference's."""

    shift: Floats
    variance: Floats


@dataclass(frozen=True)
class FittedCombat:
    #: Of the reference site, [features].
    mean: Floats
    sd: Floats
    #: Site -> its scale; without the reference, whose values stay as they are.
    sites: Mapping[str, SiteScale]

    def apply(self, values: Floats, sites: NDArray[np.str_]) -> Floats:
        """[cases, features] on the reference's scale; of sites that were not learnt as they are."""
        found = values.copy()
        for site, scale in self.sites.items():
            own = sites == site
            standard = (values[own] - self.mean) / self.sd
            found[own] = (standard - scale.shift) / np.sqrt(scale.variance) * self.sd + self.mean
        return found


def fit_combat(values: Floats, sites: NDArray[np.str_], reference: str) -> FittedCombat:
    """To training cases [cases, features], some of them the reference's, where every feature varies."""
    of_reference = values[sites == reference]
    mean, sd = of_reference.mean(axis=0), of_reference.std(axis=0)
    standard = (values - mean) / sd
    others = [str(site) for site in np.unique(sites) if site != reference]
    return FittedCombat(mean, sd, {site: site_scale(standard[sites == site]) for site in others})


def site_scale(standard: Floats) -> SiteScale:
    """Of a site's standardised cases [cases, features]: the posterior means of Johnson 2007, section 3.2,
    whose priors are moments over the features. One feature alone has no prior."""
    cases, features = standard.shape
    shift, variance = standard.mean(axis=0), standard.var(axis=0, ddof=1)
    if features < 2 or np.ptp(variance) == 0 or np.ptp(shift) == 0:
        return SiteScale(shift, np.where(variance > 0, variance, 1.0))
    prior_shift, prior_spread = shift.mean(), shift.var(ddof=1)
    middle, spread = variance.mean(), variance.var(ddof=1)
    # Of the inverse gamma distribution with this mean and variance.
    shape, rate = 2 + middle**2 / spread, middle + middle**3 / spread
    found = SiteScale(shift, variance)
    for _ in range(MOST_STEPS):
        weight = cases * prior_spread
        new_shift = (weight * shift + found.variance * prior_shift) / (weight + found.variance)
        squares = ((standard - new_shift) ** 2).sum(axis=0)
        new = SiteScale(new_shift, (squares / 2 + rate) / (cases / 2 + shape - 1))
        change = max(np.abs(new.shift - found.shift).max(), np.abs(new.variance - found.variance).max())
        found = new
        if change < SETTLED:
            break
    return found
