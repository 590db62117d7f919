"""MMDL's tables 4, 5, 7 and 8, Deep-RadScore's table 2: what backbones, views and clinical values bring."""

from __future__ import annotations

from .grid import Grid, built_in, run_grid
from .judged import MEASURES, figures, of_model, of_scores
from .request import Request
from .table import Ours

GENES = ("EGFR", "KRAS")
DIFFERS = (
    "Views are numbered in the order of the specification (choice: the paper shows them in a figure).",
    "The other backbones have no attention; weights of ImageNet are the user's to bring (`pretrained`).",
    "The paper trained on 363 patients of Shanxi, who are not public, and judged on TCIA's 162.",
)
DEEP_MEASURES = ("accuracy", "sensitivity", "specificity", "ppv", "npv")
#: The paper compares its backbones on this endpoint alone.
DEEP_ENDPOINT = "LVI"
DEEP_DIFFERS = (
    "The networks alone, without RadScores; all start from random weights, or from ImageNet's where "
    "`pretrained` names them.",
    "Of a cohort without LVI (TCIA's has none) the backbones are compared on EGFR, in rows of their own.",
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


def of_target(grid: Grid, target: str) -> Grid:
    """The same with one target alone."""
    changed = {variant: {**settings, "targets": [target]} for variant, settings in grid.variants.items()}
    return Grid(grid.system, changed)


def table_4(request: Request) -> list[Ours]:
    """Both genes together, and each alone."""
    found = variants(request, "backbones")
    for gene in GENES:
        place = request.folder / "runs" / f"backbones-{gene}"
        grid = of_target(built_in()["backbones"], gene)
        for variant, run in run_grid(grid, request.cohort.folder, request.size, place).items():
            model = of_model(run, run.main_model, gene, request.patients)
            found += figures(f"{gene} alone, {variant}", model, MEASURES)
    return found


def table_5(request: Request) -> list[Ours]:
    return variants(request, "views")


def table_7(request: Request) -> list[Ours]:
    return variants(request, "clinical", training=True)


def table_8(request: Request) -> list[Ours]:
    return variants(request, "clinical")


def deep_table_2(request: Request) -> list[Ours]:
    target = DEEP_ENDPOINT if request.has_both_classes(DEEP_ENDPOINT) else GENES[0]
    name, grid = "deep-backbones", built_in()["deep-backbones"]
    folder = request.folder / "runs" / f"{name}-{target}"
    runs = run_grid(of_target(grid, target), request.cohort.folder, request.size, folder)
    return [
        one
        for variant, run in runs.items()
        for one in figures(
            f"{target}, {variant}", of_model(run, "cnn", target, request.patients), DEEP_MEASURES
        )
    ]
