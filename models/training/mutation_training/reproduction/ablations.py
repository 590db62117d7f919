"""MMDL, tables 4, 5, 7 and 8: what backbones, views and clinical values bring."""

from __future__ import annotations

from .grid import built_in, run_grid
from .judged import MEASURES, figures, of_model, of_scores
from .request import Request
from .table import Ours

GENES = ("EGFR", "KRAS")
DIFFERS = (
    "Views are numbered in the order of the specification (choice: the paper shows them in a figure).",
    "The other backbones have no attention; weights of ImageNet are the user's to bring (`pretrained`).",
    "The paper trained on 363 patients of Shanxi, who are not public, and judged on TCIA's 162.",
)


def variants(request: Request, name: str, training: bool = False) -> list[Ours]:
    runs = run_grid(built_in()[name], request.cohort.folder, request.size, request.folder / "runs" / name)
    found: list[Ours] = []
    for gene in GENES:
        for variant, run in runs.items():
            row = f"{gene}, {variant}"
            if not training:
                found += figures(row, of_model(run, run.main_model, gene, request.patients), MEASURES)
                continue
            seen = run.scores.get((run.main_model, gene, "train"))
            found += [] if seen is None else figures(row, of_scores(seen, request.patients), MEASURES)
    return found


def table_4(request: Request) -> list[Ours]:
    return variants(request, "backbones")


def table_5(request: Request) -> list[Ours]:
    return variants(request, "views")


def table_7(request: Request) -> list[Ours]:
    return variants(request, "clinical", training=True)


def table_8(request: Request) -> list[Ours]:
    return variants(request, "clinical")
