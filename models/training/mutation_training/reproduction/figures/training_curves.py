"""3-D CNN, figure 4: loss and accuracy over the epochs."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ...cohort.errors import CohortError
from ...evaluation.figures import COLOURS
from ...evaluation.roc import Interval
from ..request import Request
from ..table import Drawn, Ours
from .drawing import page

FILE = "history.jsonl"
WIDTH_CM, HEIGHT_CM = 18.0, 7.5
SETS = {"training": COLOURS[0], "validation": COLOURS[1]}
DIFFERS = (
    "The paper follows its test patients over the epochs. Ours are looked at once, after training: the "
    "second curve is of validation cases, where there are any.",
    "Training loss and accuracy are those of the batches that were trained on, augmented and with dropout, "
    "as Keras has them.",
    "Of an ensemble each network has its lines; of a cross-validated run the last one, on all training "
    "cases.",
)

History = Sequence[Mapping[str, Any]]


def cnn3d_figure_4(request: Request) -> Drawn:
    request.run("cnn3d")
    histories = read_histories(request.run_folder("cnn3d"))
    cases = sum(row.split != "test" for row in request.cohort.rows)
    return Drawn(last_epochs(histories, cases), {"": curves(histories)})


def read_histories(folder: Path) -> list[History]:
    """One for each network of the run's model."""
    own = folder / FILE
    paths = [own] if own.is_file() else sorted(folder.glob(f"member-*/{FILE}"))
    if not paths:
        raise CohortError(f"{folder} has no {FILE}. Name a run that `mutation-train train` finished.")
    return [[json.loads(line) for line in path.read_text().splitlines()] for path in paths]


def last_epochs(histories: Sequence[History], cases: int) -> list[Ours]:
    """Of each network, what its last epoch has."""
    found = []
    for place, history in enumerate(histories):
        network = f"network {place}, " if len(histories) > 1 else ""
        for name in SETS:
            for measure in ("loss", "accuracy"):
                value = history[-1].get(f"{name}_{measure}")
                if value is not None and not math.isnan(value):
                    shown = Interval(float(value), math.nan, math.nan)
                    after = f"{measure} after {len(history)} epochs"
                    found.append(Ours(f"{network}{name}", after, shown, cases))
    return found


def curves(histories: Sequence[History]) -> Figure:
    figure = page(WIDTH_CM, HEIGHT_CM)
    for axes, measure in zip(figure.subplots(1, 2), ("loss", "accuracy"), strict=True):
        draw(axes, histories, measure)
    return figure


def draw(axes: Axes, histories: Sequence[History], measure: str) -> None:
    for name, colour in SETS.items():
        for place, history in enumerate(histories):
            values = [epoch.get(f"{name}_{measure}", math.nan) for epoch in history]
            if not all(map(math.isnan, values)):
                label = name if place == 0 else None
                axes.plot(range(1, len(values) + 1), values, color=colour, linewidth=1.4, label=label)
    axes.set(title=measure, xlabel="epoch")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if measure == "accuracy":
        axes.set_ylim(0, 1.01)
    axes.legend()
