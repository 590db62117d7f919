"""MMDL, figures 7, 8, 11 and 12, and the 3-D CNN's figure 6: where networks look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.figure import Figure

from ...evaluation.roc import Interval
from ...preprocessing.views import PLANES
from ..grid import built_in, run_grid
from ..request import Request
from ..table import Drawn, Ours
from .activation_maps import CaseMap, Image, RunMaps, Unseen, drawn_by_lot, unseen_cases
from .drawing import COLOURS_OF_MAPS, page

#: Of MMDL's figures: seven nodules.
MUTANT, WILD_TYPE = 4, 3
#: Of the 3-D CNN's: three tumours of each class.
TUMOURS = 3
#: How much of the image a map hides in "suspicious area".
OPACITY = 0.5
PER_CASE_CM = 3.2
MAPS_DIFFER = (
    "Cases are drawn by lot among those that were not trained on, four mutant and three wild-type ones where "
    "there are as many (choice: the paper says that they were chosen at random).",
    "A map shows what speaks for the class that the tumour has, by the gradient of its log odds (choice: "
    "behind fully connected layers there is no plain class-activation map); 1 is the highest of the case's "
    "views.",
    "Shown is the axial view (choice); the second picture holds all views.",
)
ATTENTION_DIFFERS = (
    *MAPS_DIFFER[:2],
    "Both networks are trained from the same settings (`ablate attention`).",
)
GRAD_CAM_DIFFERS = (
    "Cases are drawn by lot among those that were not trained on, three of each class where there are as "
    "many.",
    "Shown is the plane with the most of the map (choice: the paper does not say); 1 is the highest of the "
    "volume. Voxels outside the lesion are −1000 HU, so that maps beyond it come of interpolation.",
)


@dataclass(frozen=True)
class Row:
    """A row of a figure; a panel is an image, a map, or both."""

    name: str
    panels: Sequence[tuple[Image | None, Image | None]]


def rows_figure(headings: Sequence[str], rows: Sequence[Row]) -> Figure:
    figure = page(PER_CASE_CM * len(headings), PER_CASE_CM * len(rows))
    grid = figure.subplots(len(rows), len(headings), squeeze=False)
    for axes_of_row, row in zip(grid, rows, strict=True):
        for place, (axes, (image, found)) in enumerate(zip(axes_of_row, row.panels, strict=True)):
            if image is not None:
                axes.imshow(image, cmap="gray", vmin=0, vmax=1)
            if found is not None:
                alpha = 1.0 if image is None else OPACITY
                axes.imshow(found, cmap=COLOURS_OF_MAPS, vmin=0, vmax=1, alpha=alpha)
            axes.set(xticks=[], yticks=[])
            axes.grid(False)
            if axes is axes_of_row[0]:
                axes.set_ylabel(row.name)
            if row is rows[0]:
                axes.set_title(headings[place])
    return figure


def heading(found: CaseMap) -> str:
    return f"{'mutant' if found.case.label else 'wild type'}\n{found.probability:.2f}"


def probabilities(gene: str, maps: Sequence[CaseMap], more: str = "") -> list[Ours]:
    """What the network says of each of the cases."""
    nan = float("nan")
    return [
        Ours(
            f"{gene} {'mutant' if found.case.label else 'wild type'}, {found.case.row.case_id}",
            f"probability{more}",
            Interval(found.probability, nan, nan),
            1,
        )
        for found in maps
    ]


def three_rows(maps: Sequence[CaseMap], image: int) -> Figure:
    """Tumour, map, and one over the other."""
    images, found = [one.image[image] for one in maps], [one.map[image] for one in maps]
    return rows_figure(
        [heading(one) for one in maps],
        [
            Row("A", [(panel, None) for panel in images]),
            Row("B", [(None, panel) for panel in found]),
            Row("C", list(zip(images, found, strict=True))),
        ],
    )


def all_views(maps: Sequence[CaseMap], planes: Sequence[str]) -> Figure:
    """A row for each case, a column for each view."""
    return rows_figure(
        planes, [Row(heading(one), list(zip(one.image, one.map, strict=True))) for one in maps]
    )


def mmdl_maps(gene: str, request: Request) -> Drawn:
    request.run("mmdl")
    folder = request.run_folder("mmdl")
    chosen = drawn_by_lot(unseen_cases(folder, request.cohort, gene), MUTANT, WILD_TYPE)
    reader = RunMaps(folder, request.cohort, gene)
    maps = [reader.of(case) for case in chosen]
    planes = reader.network_of(chosen[0].fold)[1]["planes"]
    pictures = {"": three_rows(maps, axial(planes)), "views": all_views(maps, planes)}
    return Drawn(probabilities(gene, maps), pictures)


def axial(planes: Sequence[str]) -> int:
    """Place of the axial view, or where a run has none, of its first."""
    return planes.index(PLANES[0]) if PLANES[0] in planes else 0


def mmdl_attention(gene: str, request: Request) -> Drawn:
    grid, place = built_in()["attention"], request.folder / "runs" / "attention"
    run_grid(grid, request.cohort.folder, request.size, place)
    chosen = drawn_by_lot(unseen_cases(place / "with", request.cohort, gene), MUTANT, WILD_TYPE)
    of_variant = {
        variant: [reader.of(case) for case in chosen]
        for variant in ("without", "with")
        for reader in [RunMaps(place / variant, request.cohort, gene)]
    }
    with_attention = of_variant["with"]
    ours = [
        one
        for variant, maps in of_variant.items()
        for one in probabilities(gene, maps, f", {variant} attention")
    ]
    figure = rows_figure(
        ["mutant" if one.case.label else "wild type" for one in with_attention],
        [
            Row("A", [(one.image[0], None) for one in with_attention]),
            *(
                Row(name, [(None, one.map[0]) for one in of_variant[variant]])
                for name, variant in (("B, without", "without"), ("C, with", "with"))
            ),
        ],
    )
    return Drawn(ours, {"": figure})


def cnn3d_maps(request: Request) -> Drawn:
    request.run("cnn3d")
    folder, gene = request.run_folder("cnn3d"), "EGFR"
    chosen: list[Unseen] = drawn_by_lot(unseen_cases(folder, request.cohort, gene), TUMOURS, TUMOURS)
    reader = RunMaps(folder, request.cohort, gene)
    planes = [highest_plane(reader.of(case)) for case in chosen]
    return Drawn(probabilities(gene, planes), {"": two_rows(planes)})


def highest_plane(found: CaseMap) -> CaseMap:
    """A volume's plane with the most of the map."""
    volume, shown = found.image[0], found.map[0]
    plane = int(shown.sum(axis=(1, 2)).argmax())
    return replace(found, image=volume[None, plane], map=shown[None, plane])


def two_rows(maps: Sequence[CaseMap]) -> Figure:
    """Tumour, and the map over it."""
    return rows_figure(
        [heading(one) for one in maps],
        [
            Row("tumour", [(one.image[0], None) for one in maps]),
            Row("Grad-CAM", [(one.image[0], one.map[0]) for one in maps]),
        ],
    )
