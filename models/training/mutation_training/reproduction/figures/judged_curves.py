"""Curves of a run's models: 3-D CNN, figures 3 and 5; Fudan, figure 2."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...evaluation.assess import Assessment
from ...evaluation.figures import colours_of, decision, precision_recall, roc
from ...evaluation.report import ModelResult
from ..judged import figures, of_model
from ..networks import CNN3D_MODELS, FUDAN_MODELS, TARGET
from ..request import Request
from ..table import Drawn
from .drawing import page

Panel = Callable[[Axes, tuple[ModelResult, ...], list[str]], None]
PANEL_CM, LEGEND_CM = 9.0, 2.0


def curves_of(system: str, models: Mapping[str, str], panels: Sequence[Panel], request: Request) -> Drawn:
    """`models`: what the paper calls a model -> its name in the run."""
    run = request.run(system)
    found = {row: of_model(run, model, TARGET, request.patients) for row, model in models.items()}
    judged = {row: assessment for row, assessment in found.items() if assessment is not None}
    ours = [one for row, assessment in judged.items() for one in figures(row, assessment, ())]
    return Drawn(ours, {"": draw(judged, models, panels)} if judged else {})


def draw(judged: Mapping[str, Assessment], models: Mapping[str, str], panels: Sequence[Panel]) -> Figure:
    results = tuple(
        ModelResult(row, models[row], True, assessment, None, None, ()) for row, assessment in judged.items()
    )
    figure = page(PANEL_CM * len(panels), PANEL_CM + LEGEND_CM)
    axes = figure.subplots(1, len(panels), squeeze=False)[0]
    for panel, place in zip(panels, axes, strict=True):
        panel(place, results, colours_of(results))
        place.set_box_aspect(1)
    # Every panel draws its models last.
    names = [f"{row} (AUC {assessment.auc.value:.3f})" for row, assessment in judged.items()]
    figure.legend(axes[0].lines[-len(judged) :], names, loc="outside lower center", ncols=2)
    return figure


def cnn3d_figure_3(request: Request) -> Drawn:
    return curves_of("cnn3d", CNN3D_MODELS, (roc,), request)


def cnn3d_figure_5(request: Request) -> Drawn:
    return curves_of("cnn3d", CNN3D_MODELS, (decision,), request)


def fudan_figure_2(request: Request) -> Drawn:
    return curves_of("fudan-fusion", FUDAN_MODELS, (roc, precision_recall), request)
