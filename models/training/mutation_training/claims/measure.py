"""A package's graph on the cases of a cohort: probabilities, and the numbers that decide."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit
from tqdm import tqdm

from ..cohort.table import CaseRow, Cohort
from ..export.inputs import Input, encode_input
from ..export.session import open_network
from ..preprocessing.case import load_case
from ..preprocessing.radiomics import read_radiomics

Floats = NDArray[np.float64]
NETWORK, REGION = "network", "region"
#: Of the table that `npx mutation-prediction regions` writes, what is no number of the descriptor.
REGION_TEXTS = ("Image", "Mask", "Warning", "Error")


class ClaimError(Exception):
    """Cases or a package that nothing can be claimed from; the message says why and what to do."""


@dataclass(frozen=True)
class Package:
    folder: Path
    manifest: Mapping[str, Any]

    @property
    def targets(self) -> list[Mapping[str, Any]]:
        return list(self.manifest["targets"])

    @property
    def looks_at_image(self) -> bool:
        return any(given["kind"] != "clinical" for given in self.manifest["inputs"])


def read_package(folder: Path) -> Package:
    path = folder / "model.json"
    if not path.is_file():
        raise ClaimError(f"{path} does not exist. Name the folder of a model package.")
    return Package(folder, json.loads(path.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Measured:
    """Cases as the package sees them."""

    rows: tuple[CaseRow, ...]
    #: [cases, targets], in the manifest's order of targets, calibrated.
    probabilities: Floats
    #: `network`, `region`, and the tensors of radiomics inputs -> [cases, numbers].
    blocks: Mapping[str, Floats]

    def labels(self, target: str) -> Floats:
        """[cases]: 0, 1, or NaN where unknown."""
        return np.array([row.labels.get(target, np.nan) for row in self.rows], dtype=np.float64)

    def known(self, index: int, target: str) -> tuple[Floats, Floats]:
        """Probabilities and labels of the cases whose label is known."""
        labels = self.labels(target)
        there = ~np.isnan(labels) & ~np.isnan(self.probabilities[:, index])
        return self.probabilities[there, index], labels[there]


def measure(package: Package, cohort: Cohort, rows: Sequence[CaseRow], what: str) -> Measured:
    """Runs the graph on one thread; features and region descriptors come from the cohort's tables."""
    manifest = package.manifest
    tables = feature_tables(manifest["inputs"], cohort)
    regions = read_regions(cohort) if package.looks_at_image else None
    session = open_network(package.folder, manifest["graph"])
    names = session.outputs
    probabilities: list[Floats] = []
    blocks: dict[str, list[Floats]] = {}
    for row in tqdm(rows, desc=what, disable=None):
        feeds = encode(manifest["inputs"], cohort, row, tables)
        outputs = dict(zip(names, session.run(names, feeds), strict=True))
        probabilities.append(probabilities_of(manifest, outputs))
        for name, numbers in blocks_of(manifest, feeds, outputs, regions, row).items():
            blocks.setdefault(name, []).append(numbers)
    return Measured(
        tuple(rows),
        np.stack(probabilities),
        {name: np.stack(numbers) for name, numbers in blocks.items()},
    )


def encode(
    inputs: Sequence[Input],
    cohort: Cohort,
    row: CaseRow,
    tables: Mapping[str, Mapping[str, Mapping[str, float]]],
) -> dict[str, NDArray[np.float32]]:
    case = load_case(cohort.case_folder(row))
    return {given["tensor"]: encode_input(given, case, row, tables) for given in inputs}


def probabilities_of(manifest: Mapping[str, Any], outputs: Mapping[str, NDArray[np.float32]]) -> Floats:
    """[targets] in the manifest's order, after its `calibration` where a target has one."""
    return calibrated(manifest, outputs[manifest["outputs"]["probabilities"]][0])


def calibrated(manifest: Mapping[str, Any], given: NDArray[np.float32]) -> Floats:
    """A graph's probabilities [..., outputs] to [..., targets], as `probabilities_of`."""
    found = []
    for target in manifest["targets"]:
        value = np.asarray(given[..., target["index"]], dtype=np.float64)
        scaling = target.get("calibration")
        if scaling is not None:
            inside = (value > 0) & (value < 1)
            log_odds = scaling["slope"] * logit(np.where(inside, value, 0.5)) + scaling["intercept"]
            value = np.where(inside, expit(log_odds), value)
        found.append(value)
    return np.stack(found, axis=-1)


def blocks_of(
    manifest: Mapping[str, Any],
    feeds: Mapping[str, NDArray[np.float32]],
    outputs: Mapping[str, NDArray[np.float32]],
    regions: Mapping[str, Floats] | None,
    row: CaseRow,
) -> dict[str, Floats]:
    blocks: dict[str, Floats] = {}
    if regions is None:
        return blocks
    if row.case_id not in regions:
        raise ClaimError(f"The table of regions lacks case '{row.case_id}'. Write it anew.")
    if "penultimate" in manifest["outputs"]:
        blocks[NETWORK] = outputs[manifest["outputs"]["penultimate"]].ravel().astype(np.float64)
    blocks[REGION] = regions[row.case_id]
    for given in manifest["inputs"]:
        if given["kind"] == "radiomics":
            blocks[given["tensor"]] = feeds[given["tensor"]].ravel().astype(np.float64)
    return blocks


def feature_tables(
    inputs: Sequence[Input], cohort: Cohort
) -> dict[str, dict[str, dict[str, float]]]:
    """Tensor of each radiomics input -> case -> feature -> value."""
    return {
        given["tensor"]: read_table(
            cohort.folder / "radiomics" / f"{given['roi']['kind']}.csv", radiomics_advice(given, cohort)
        )
        for given in inputs
        if given["kind"] == "radiomics"
    }


def read_table(path: Path, advice: str) -> dict[str, dict[str, float]]:
    if not path.is_file():
        raise ClaimError(f"{path} does not exist. {advice}")
    return read_radiomics(path)


def radiomics_advice(given: Input, cohort: Cohort) -> str:
    roi = given["roi"]["kind"]
    return (
        f"Make it with `npx mutation-prediction radiomics {cohort.folder}/cases --roi {roi} --csv "
        f"{cohort.folder}/radiomics/{roi}.csv` and the preset that the package was trained with."
    )


def read_regions(cohort: Cohort) -> dict[str, Floats]:
    """Case -> region descriptor, in the order of core's REGION_FEATURES (the table's columns)."""
    table = read_table(
        cohort.folder / "region.csv",
        f"Make it with `npx mutation-prediction regions {cohort.folder}/cases --csv "
        f"{cohort.folder}/region.csv`.",
    )
    return {
        case: np.array([value for name, value in cells.items() if name not in REGION_TEXTS])
        for case, cells in table.items()
    }


def region_names(cohort: Cohort) -> list[str]:
    cells = next(iter(read_radiomics(cohort.folder / "region.csv").values()))
    return [name for name in cells if name not in REGION_TEXTS]
