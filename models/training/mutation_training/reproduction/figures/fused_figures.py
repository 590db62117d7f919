"""Deep-RadScore, figure 4 and S3 to S5: how its features hang together, and what each contributes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray
from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
from scipy.spatial.distance import squareform

from ...evaluation.figures import COLOURS
from ...evaluation.roc import Interval
from ...networks.deep_radscore import DEEP_FEATURES
from ..judged import SEED
from ..request import Request
from ..table import Drawn, Ours
from .drawing import page
from .fused_features import FusedFeatures, read_fused_features
from .shapley import probabilities_by, shapley_values

Floats = NDArray[np.float64]
#: Cases whose contributions are computed: each takes the classifier a hundred thousand times.
MOST_CASES = 40
PANEL_CM = 8.0
DIFFERS = (
    "Pearson's r of deep features and RadScores of cases that the network has not seen: the test cases, or "
    "without any those of the first fold, by one network (deep features of two networks are not the same).",
    "Features are ordered by average linkage of 1 − |r| (choice). A score that is the same for all cases has "
    "no r.",
    "Contributions are exact Shapley values of the classifier's probability; absent features are those of up "
    "to 25 training cases. Of each feature the share of the mean size.",
)


def figure_4(request: Request) -> Drawn:
    request.run("deep-radscore")
    found = read_fused_features(request.run_folder("deep-radscore"), request.cohort)
    explained = explained_cases(len(found.judged))
    values = {
        target: shapley_values(
            probabilities_by(found.classifiers[target]), found.usual[:, t], found.judged[explained, t]
        )
        for t, target in enumerate(found.targets)
    }
    ours = [*correlations(found), *contributions(found, values)]
    pictures = {
        "correlation": heat_maps(found),
        "contributions": shares_figure(found, values),
        **{
            f"shap-{target}": bees(found.names, values[target], found.judged[explained, t], target)
            for t, target in enumerate(found.targets)
        },
    }
    return Drawn(ours, pictures)


def explained_cases(count: int) -> NDArray[np.intp]:
    """By lot, where there are more than `MOST_CASES`."""
    order = np.random.default_rng(SEED).permutation(count)
    return np.sort(order[:MOST_CASES])


def pearson(features: Floats) -> Floats:
    """[features, features] of [cases, features]; NaN for a feature that is the same in all cases."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.corrcoef(features, rowvar=False))


def correlations(found: FusedFeatures) -> list[Ours]:
    """Between deep features and RadScores: the largest size, its mean and standard deviation."""
    ours = []
    for t, target in enumerate(found.targets):
        sizes = np.abs(pearson(found.judged[:, t])[:DEEP_FEATURES, DEEP_FEATURES:])
        sizes = sizes[~np.isnan(sizes)]
        if len(sizes):
            shown = {"largest abs r": sizes.max(), "mean abs r": sizes.mean(), "sd of abs r": sizes.std()}
            ours += [plain(target, name, value, len(found.judged)) for name, value in shown.items()]
    return ours


def shares(values: Floats) -> Floats:
    """[features] of Shapley values [cases, features]; 0 where nothing contributes."""
    sizes = np.abs(values).mean(axis=0)
    return np.asarray(sizes / (sizes.sum() or 1))


def contributions(found: FusedFeatures, values: Mapping[str, Floats]) -> list[Ours]:
    return [
        plain(target, f"share of {name}", share, len(of_target))
        for target, of_target in values.items()
        for name, share in zip(found.names, shares(of_target), strict=True)
    ]


def plain(row: str, measure: str, value: float, cases: int) -> Ours:
    return Ours(row, measure, Interval(float(value), math.nan, math.nan), cases)


def order_of(r: Floats) -> NDArray[np.intp]:
    """Features that hang together side by side; those without r at the end."""
    known = np.flatnonzero(~np.isnan(np.diag(r)))
    rest = np.setdiff1d(np.arange(len(r)), known)
    if len(known) < 3:
        return np.concatenate([known, rest])
    distance = np.clip(1 - np.abs(r[np.ix_(known, known)]), 0, None)
    np.fill_diagonal(distance, 0)
    condensed = squareform(distance, checks=False)
    tree = optimal_leaf_ordering(linkage(condensed, "average"), condensed)
    return np.concatenate([known[leaves_list(tree)], rest])


def heat_maps(found: FusedFeatures) -> Figure:
    """A clustered map for each endpoint."""
    columns = min(len(found.targets), 3)
    rows = -(-len(found.targets) // columns)
    figure = page(PANEL_CM * columns + 3, (PANEL_CM + 1) * rows)
    panels = figure.subplots(rows, columns, squeeze=False)
    drawn = None
    for t, axes in enumerate(panels.flat):
        if t >= len(found.targets):
            axes.set_axis_off()
            continue
        r = pearson(found.judged[:, t])
        order = order_of(r)
        names = [found.names[i] for i in order]
        drawn = axes.imshow(r[np.ix_(order, order)], cmap="RdBu_r", vmin=-1, vmax=1)
        axes.set_xticks(range(len(names)), names, rotation=90)
        axes.set_yticks(range(len(names)), names)
        axes.set_title(found.targets[t])
        axes.grid(False)
    if drawn is not None:
        figure.colorbar(drawn, ax=panels, label="Pearson's r", shrink=0.8)
    return figure


def shares_figure(found: FusedFeatures, values: Mapping[str, Floats]) -> Figure:
    """A bar of all features for each endpoint."""
    figure = page(18, 3 + len(found.targets))
    axes: Axes = figure.subplots()
    scores = len(found.names) - DEEP_FEATURES
    greys = [str(0.55 + 0.35 * i / DEEP_FEATURES) for i in range(DEEP_FEATURES)]
    colours = [*greys, *COLOURS[:scores]]
    start = np.zeros(len(found.targets))
    of_target = np.stack([shares(values[target]) for target in found.targets])
    for place, (name, colour) in enumerate(zip(found.names, colours, strict=True)):
        axes.barh(found.targets, of_target[:, place], left=start, color=colour, edgecolor="white", label=name)
        start = start + of_target[:, place]
    axes.set(xlabel="share of contributions", xlim=(0, 1))
    axes.invert_yaxis()
    figure.legend(loc="outside lower center", ncols=6)
    return figure


def bees(names: Sequence[str], values: Floats, features: Floats, title: str) -> Figure:
    """Each case a dot: how far a feature moves its probability, coloured by the feature's value."""
    figure = page(16, 1.2 * len(names) + 3)
    axes: Axes = figure.subplots()
    order = np.argsort(np.abs(values).mean(axis=0), kind="stable")
    random = np.random.default_rng(SEED)
    for height, place in enumerate(order):
        column = features[:, place]
        spread = np.ptp(column)
        shade = (column - column.min()) / spread if spread > 0 else np.full(len(column), 0.5)
        jitter = height + random.uniform(-0.25, 0.25, len(column))
        drawn = axes.scatter(values[:, place], jitter, c=shade, cmap="viridis", vmin=0, vmax=1, s=10)
    axes.axvline(0, color="#5a6270", linewidth=1, zorder=0)
    axes.set_axisbelow(True)
    axes.set_yticks(range(len(names)), [names[place] for place in order])
    axes.set(title=title, xlabel="moves the probability by")
    bar = figure.colorbar(drawn, ax=axes, ticks=[0, 1], label="feature's value")
    bar.ax.set_yticklabels(["low", "high"])
    return figure
