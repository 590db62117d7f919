"""How well scores tell lesions like the training ones from masks off lesions: the comparison behind
`docs/training-likeness.md`.

`python -m mutation_training.claims.compare --training T --calibration C --test L --off O PACKAGE…` on cohorts
with radiomics and region tables; L are fresh lesions, O masks off lesions
(`mutation-prediction phantom-cohort --off-lesion`).
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import NearestNeighbors

from ..cohort.table import read_cohort
from ..export.markdown import table
from .claim import training_rows
from .distance import fit_distance
from .likeness import Likeness, fit_likeness
from .measure import NETWORK, Measured, Package, measure, read_package, region_names

Floats = NDArray[np.float64]
Score = Callable[[Measured], Floats]

NEIGHBOURS = 5
RESPLITS = 20
SEED = 20261129


@dataclass(frozen=True)
class Compared:
    package: str
    #: Score -> AUROC of test lesions against masks off lesions.
    auroc: Mapping[str, float]
    flagged_lesions: int
    lesions: int
    flagged_off: int
    off: int
    #: Kinds of masks that were not flagged.
    missed: Mapping[str, int]
    #: Over resplits of calibration and test lesions: shares flagged of lesions and of masks off them,
    #: mean and worst.
    resplit_lesions: tuple[float, float]
    resplit_off: tuple[float, float]


def compare(
    package: Package,
    training: Measured,
    calibration: Measured,
    test: Measured,
    off: Measured,
    names: list[str],
) -> Compared:
    likeness = fit_likeness(training.blocks, calibration.blocks, names)
    scores = {**network_scores(package, training), **block_scores(likeness), "all": whole(likeness)}
    kinds = np.array([row.extra["placement"] for row in off.rows])
    flagged = likeness.flags(off.blocks)
    lesions, masks = resplits(training, calibration, test, off, names)
    return Compared(
        package=package.folder.name,
        auroc={name: auroc(score(test), score(off)) for name, score in scores.items()},
        flagged_lesions=int(likeness.flags(test.blocks).sum()),
        lesions=len(test.rows),
        flagged_off=int(flagged.sum()),
        off=len(off.rows),
        missed=dict(Counter(kinds[~flagged].tolist())),
        resplit_lesions=(float(np.mean(lesions)), float(np.max(lesions))),
        resplit_off=(float(np.mean(masks)), float(np.min(masks))),
    )


def auroc(lesions: Floats, off: Floats) -> float:
    truth = np.repeat([0, 1], [len(lesions), len(off)])
    return float(roc_auc_score(truth, np.concatenate([lesions, off])))


def whole(likeness: Likeness) -> Score:
    return lambda measured: likeness.score(measured.blocks)


def block_scores(likeness: Likeness) -> dict[str, Score]:
    def of(index: int) -> Score:
        block = likeness.blocks[index]
        return lambda measured: block.z(measured.blocks[block.name])

    return {f"Ledoit-Wolf, {block.name}": of(n) for n, block in enumerate(likeness.blocks)}


def network_scores(package: Package, training: Measured) -> dict[str, Score]:
    """What the network's own features and probabilities can tell."""
    features = training.blocks[NETWORK]
    mean, variance = features.mean(axis=0), features.var(axis=0)
    floored = np.maximum(variance, 0.01 * variance.mean() + 1e-12)
    scale = np.maximum(np.sqrt(variance), 0.05 * np.sqrt(variance.mean()))
    neighbours = NearestNeighbors(n_neighbors=NEIGHBOURS).fit((features - mean) / scale)
    together = fit_distance(features, "linear")
    labels = training.labels(package.targets[0]["id"])
    classes = [features[labels == value] for value in (0, 1)]
    centred = np.concatenate([values - values.mean(axis=0) for values in classes])
    within = fit_distance(centred, "linear")

    def relative(measured: Measured) -> Floats:
        found = measured.blocks[NETWORK]
        nearest = np.min([within.of(found - values.mean(axis=0)) ** 2 for values in classes], axis=0)
        return np.asarray(nearest - together.of(found) ** 2)

    def diagonal(measured: Measured) -> Floats:
        return np.asarray(np.sqrt((((measured.blocks[NETWORK] - mean) ** 2) / floored).sum(axis=1)))

    def nearest(measured: Measured) -> Floats:
        distances, _ = neighbours.kneighbors((measured.blocks[NETWORK] - mean) / scale)
        return np.asarray(distances.mean(axis=1))

    def unsure(measured: Measured) -> Floats:
        return np.asarray(-np.abs(measured.probabilities[:, 0] - 0.5))

    return {
        "diagonal, network (until 0.1)": diagonal,
        f"{NEIGHBOURS} nearest, network": nearest,
        "relative Mahalanobis, network": relative,
        "1 − largest probability": unsure,
    }


def resplits(
    training: Measured, calibration: Measured, test: Measured, off: Measured, names: list[str]
) -> tuple[list[float], list[float]]:
    """Shares flagged with calibration cases drawn anew from all fresh lesions."""
    fresh = {
        name: np.concatenate([calibration.blocks[name], test.blocks[name]])
        for name in calibration.blocks
    }
    count, cases = len(calibration.rows) + len(test.rows), len(calibration.rows)
    random = np.random.default_rng(SEED)
    lesions, masks = [], []
    for _ in range(RESPLITS):
        order = random.permutation(count)
        chosen = {name: values[order[:cases]] for name, values in fresh.items()}
        others = {name: values[order[cases:]] for name, values in fresh.items()}
        likeness = fit_likeness(training.blocks, chosen, names)
        lesions.append(float(likeness.flags(others).mean()))
        masks.append(float(likeness.flags(off.blocks).mean()))
    return lesions, masks


def report(found: list[Compared]) -> str:
    scores = list(dict.fromkeys(name for compared in found for name in compared.auroc))
    aurocs = table(
        ("AUROC", *(compared.package for compared in found)),
        ((name, *(shown(compared.auroc.get(name)) for compared in found)) for name in scores),
    )
    flags = table(
        ("package", "lesions flagged", "off lesions flagged", "missed", "resplits: lesions (worst)",
         "off lesions (worst)"),
        (
            (
                compared.package,
                f"{compared.flagged_lesions} of {compared.lesions}",
                f"{compared.flagged_off} of {compared.off}",
                ", ".join(f"{count} {kind}" for kind, count in compared.missed.items()) or "none",
                f"{compared.resplit_lesions[0]:.3f} ({compared.resplit_lesions[1]:.3f})",
                f"{compared.resplit_off[0]:.3f} ({compared.resplit_off[1]:.3f})",
            )
            for compared in found
        ),
    )
    return f"{aurocs}\n\n{flags}\n"


def shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("training", "calibration", "test", "off"):
        parser.add_argument(f"--{name}", type=Path, required=True, metavar="COHORT")
    parser.add_argument("packages", type=Path, nargs="+")
    arguments = parser.parse_args()
    names = ("training", "calibration", "test", "off")
    cohorts = {name: read_cohort(getattr(arguments, name)) for name in names}
    found = []
    for folder in arguments.packages:
        package = read_package(folder)
        training, calibration, test, off = (
            measure(package, cohort, training_rows(cohort) if name == "training" else cohort.rows, name)
            for name, cohort in cohorts.items()
        )
        described = region_names(cohorts["calibration"])
        found.append(compare(package, training, calibration, test, off, described))
    print(report(found))


if __name__ == "__main__":
    main()
