"""A target's curves as inline SVG: ROC, precision-recall, calibration, decision curve."""

from __future__ import annotations

import io
import re
from typing import Any

import matplotlib

matplotlib.use("Agg")

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .report import ModelResult, TargetReport

#: Okabe and Ito's colours, told apart by most colour-blind readers.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")
BASELINE_COLOUR = "#8a8f98"
#: More curves than this in one panel cannot be told apart.
MOST_CURVES = 6
STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "mutation-train",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#9aa1ab",
    "axes.labelcolor": "#3b4250",
    "xtick.color": "#5a6270",
    "ytick.color": "#5a6270",
    "axes.grid": True,
    "grid.color": "#e8eaee",
    "legend.frameon": False,
    "legend.fontsize": 8.5,
}


def curves(report: TargetReport) -> str:
    """One SVG with four panels and one legend, at most `MOST_CURVES` models."""
    shown = report.results[:MOST_CURVES]
    colours = colours_of(shown)
    with rc_context(STYLE):
        figure = Figure(figsize=(12, 3.7), layout="constrained")
        panels = figure.subplots(1, 4)
        for draw, axes in zip((roc, precision_recall, calibration, decision), panels, strict=True):
            draw(axes, shown, colours)
        handles, labels = panels[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=3)
        return svg(figure)


def colours_of(results: tuple[ModelResult, ...]) -> list[str]:
    free = iter(COLOURS)
    return [BASELINE_COLOUR if r.model == "clinical" else next(free) for r in results]


def roc(axes: Axes, results: tuple[ModelResult, ...], colours: list[str]) -> None:
    axes.plot([0, 1], [0, 1], color="#c3c8d0", linewidth=1, linestyle=":")
    for result, colour in zip(results, colours, strict=True):
        false_rate, true_rate = result.assessment.roc
        label = f"{result.label} (AUC {result.assessment.auc.value:.3f})"
        axes.plot(false_rate, true_rate, color=colour, linewidth=1.8, label=label)
    frame(axes, "ROC", "1 − specificity", "sensitivity")


def precision_recall(axes: Axes, results: tuple[ModelResult, ...], colours: list[str]) -> None:
    labels = results[0].assessment.scores.labels
    axes.axhline(float(labels.mean()), color="#c3c8d0", linewidth=1, linestyle=":")
    for result, colour in zip(results, colours, strict=True):
        recall, precision = result.assessment.precision_recall
        axes.step(recall, precision, where="post", color=colour, linewidth=1.8)
    frame(axes, "Precision and recall", "recall", "precision")


def calibration(axes: Axes, results: tuple[ModelResult, ...], colours: list[str]) -> None:
    axes.plot([0, 1], [0, 1], color="#c3c8d0", linewidth=1, linestyle=":")
    for result, colour in zip(results, colours, strict=True):
        bins = result.assessment.reliability
        axes.plot(
            [b.predicted for b in bins], [b.observed for b in bins], "o-",
            color=colour, linewidth=1.4, markersize=3.5,
        )  # fmt: skip
    frame(axes, "Calibration", "predicted probability", "observed share")


def decision(axes: Axes, results: tuple[ModelResult, ...], colours: list[str]) -> None:
    first = results[0].assessment.decision
    grey: dict[str, Any] = {"color": "#5a6270", "linewidth": 1}
    axes.plot(first.thresholds, first.treat_all, **grey, linestyle="--", label="all positive")
    axes.axhline(0, **grey, linestyle=":", label="none positive")
    for result, colour in zip(results, colours, strict=True):
        curve = result.assessment.decision
        axes.plot(curve.thresholds, curve.model, color=colour, linewidth=1.8)
    highest = max(float(r.assessment.decision.model.max()) for r in results)
    frame(axes, "Decision curve", "threshold probability", "net benefit")
    axes.set_xlim(0, float(first.thresholds[-1]))
    axes.set_ylim(-0.25 * max(highest, 0.05), 1.1 * max(highest, 0.05))
    axes.legend(loc="upper right")


def frame(axes: Axes, title: str, x: str, y: str) -> None:
    axes.set(title=title, xlabel=x, ylabel=y, xlim=(-0.01, 1.01), ylim=(-0.01, 1.01))


def svg(figure: Figure) -> str:
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    picture = text.getvalue()
    # Without a size of its own the picture takes the page's width.
    own_size = r'<svg([^>]*?) (?:width|height)="[^"]*"([^>]*?) (?:width|height)="[^"]*"'
    return re.sub(own_size, r"<svg\1\2", picture[picture.index("<svg") :], count=1)
