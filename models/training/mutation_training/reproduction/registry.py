"""Which tables can be filled, and by what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from ..cohort.errors import CohortError
from . import ablations, characteristics, forests, networks, patients
from .figures import fused_figures, judged_curves, map_figures, training_curves
from .figures.drawing import in_style
from .request import Request
from .table import Drawn, Filled, Ours, all_facts


@dataclass(frozen=True)
class PaperTable:
    fill: Callable[[Request], list[Ours] | Drawn]
    differs: Sequence[str]


#: (paper, number of its table or figure-<number>).
TABLES: dict[tuple[str, str], PaperTable] = {
    ("mmdl", "1"): PaperTable(patients.mmdl_table_1, patients.MMDL_DIFFERS),
    ("mmdl", "2"): PaperTable(forests.table_2, forests.DIFFERS),
    ("mmdl", "3"): PaperTable(forests.table_3, forests.DIFFERS),
    **{
        ("mmdl", number): PaperTable(fill, ablations.DIFFERS)
        for number, fill in {
            "4": ablations.table_4,
            "5": ablations.table_5,
            "7": ablations.table_7,
            "8": ablations.table_8,
        }.items()
    },
    ("mmdl", "6"): PaperTable(forests.table_6, forests.QUOTED_DIFFER),
    **{
        ("mmdl", f"figure-{number}"): PaperTable(partial(draw, gene), differs)
        for number, draw, gene, differs in (
            (7, map_figures.mmdl_maps, "EGFR", map_figures.MAPS_DIFFER),
            (8, map_figures.mmdl_maps, "KRAS", map_figures.MAPS_DIFFER),
            (11, map_figures.mmdl_attention, "EGFR", map_figures.ATTENTION_DIFFERS),
            (12, map_figures.mmdl_attention, "KRAS", map_figures.ATTENTION_DIFFERS),
        )
    },
    ("cnn3d", "1"): PaperTable(
        partial(characteristics.differences, characteristics.CNN3D_COLUMNS),
        characteristics.CHARACTERISTICS_DIFFER,
    ),
    ("cnn3d", "2"): PaperTable(networks.cnn3d_table_2, networks.CNN3D_DIFFERS),
    ("cnn3d", "figure-3"): PaperTable(judged_curves.cnn3d_figure_3, networks.CNN3D_DIFFERS),
    ("cnn3d", "figure-5"): PaperTable(judged_curves.cnn3d_figure_5, networks.CNN3D_DIFFERS),
    ("cnn3d", "figure-4"): PaperTable(training_curves.cnn3d_figure_4, training_curves.DIFFERS),
    ("cnn3d", "figure-6"): PaperTable(map_figures.cnn3d_maps, map_figures.GRAD_CAM_DIFFERS),
    ("deep-radscore", "1"): PaperTable(patients.deep_table_1, patients.DEEP_DIFFERS),
    ("deep-radscore", "2"): PaperTable(ablations.deep_table_2, ablations.DEEP_DIFFERS),
    ("deep-radscore", "3"): PaperTable(networks.deep_radscore_table_3, networks.DEEP_DIFFERS),
    ("deep-radscore", "figure-4"): PaperTable(fused_figures.figure_4, fused_figures.DIFFERS),
    ("fudan-fusion", "1"): PaperTable(patients.fudan_table_1, patients.FUDAN_DIFFERS),
    ("fudan-fusion", "2"): PaperTable(characteristics.fudan_table_2, characteristics.PREDICTORS_DIFFER),
    ("fudan-fusion", "figure-2"): PaperTable(judged_curves.fudan_figure_2, networks.FUDAN_DIFFERS),
    ("ajou-multimodal", "1"): PaperTable(patients.ajou_table_1, patients.AJOU_DIFFERS),
    ("ajou-multimodal", "2"): PaperTable(networks.ajou_table_2, networks.AJOU_DIFFERS),
    ("ajou-multimodal", "3"): PaperTable(networks.ajou_table_3, networks.AJOU_DIFFERS),
    ("ajou-multimodal", "4"): PaperTable(networks.ajou_table_4, networks.AJOU_DIFFERS),
}


def reproduce(paper: str, number: str, request: Request) -> Filled:
    """Raises CohortError for a table that is not there, or that nothing of the cohort fills."""
    if (paper, number) not in TABLES:
        known = [spoken(name) for other, name in TABLES if other == paper]
        raise CohortError(
            f"{spoken(number).capitalize()} of {paper} cannot be filled. Name one of {', '.join(known)}."
        )
    table = TABLES[paper, number]
    with in_style():
        found = table.fill(request)
    drawn = found if isinstance(found, Drawn) else Drawn(found, {})
    if not drawn.ours:
        raise CohortError(
            f"Nothing in {request.cohort.folder} fills {spoken(number)} of {paper}: it needs cases of both "
            f"classes."
        )
    return Filled(paper, number, all_facts()[paper][number], drawn.ours, table.differs, drawn.pictures)


def spoken(number: str) -> str:
    """"table 2", "figure 7"."""
    return number.replace("-", " ") if number.startswith("figure-") else f"table {number}"
