"""Which tables can be filled, and by what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..cohort.errors import CohortError
from . import ablations, characteristics, forests, networks
from .request import Request
from .table import Filled, Ours, all_facts


@dataclass(frozen=True)
class PaperTable:
    fill: Callable[[Request], list[Ours]]
    differs: Sequence[str]


TABLES: dict[tuple[str, str], PaperTable] = {
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
    ("cnn3d", "1"): PaperTable(characteristics.cnn3d_table_1, characteristics.CHARACTERISTICS_DIFFER),
    ("cnn3d", "2"): PaperTable(networks.cnn3d_table_2, networks.CNN3D_DIFFERS),
    ("deep-radscore", "3"): PaperTable(networks.deep_radscore_table_3, networks.DEEP_DIFFERS),
    ("fudan-fusion", "2"): PaperTable(characteristics.fudan_table_2, characteristics.PREDICTORS_DIFFER),
    ("fudan-fusion", "figure-2"): PaperTable(networks.fudan_figure_2, networks.FUDAN_DIFFERS),
    ("ajou-multimodal", "2"): PaperTable(networks.ajou_table_2, networks.AJOU_DIFFERS),
    ("ajou-multimodal", "3"): PaperTable(networks.ajou_table_3, networks.AJOU_DIFFERS),
    ("ajou-multimodal", "4"): PaperTable(networks.ajou_table_4, networks.AJOU_DIFFERS),
}


def reproduce(paper: str, number: str, request: Request) -> Filled:
    """Raises CohortError for a table that is not there, or that nothing of the cohort fills."""
    if (paper, number) not in TABLES:
        known = [name for other, name in TABLES if other == paper]
        raise CohortError(f"Table {number} of {paper} cannot be filled. Name one of {', '.join(known)}.")
    table = TABLES[paper, number]
    ours = table.fill(request)
    if not ours:
        raise CohortError(
            f"Nothing in {request.cohort.folder} fills table {number} of {paper}: it needs cases of both "
            f"classes."
        )
    return Filled(paper, number, all_facts()[paper][number], ours, table.differs)
