"""Measures what a package goes by, and writes it into its manifest and card."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from tqdm import tqdm

from ..claims.claim import CARD_FILE, write_file
from ..claims.measure import ClaimError, Floats, Package
from ..cohort.table import CaseRow
from ..export.graph_files import graph_entries
from ..export.package import manifest_json
from ..export.session import load_graphs
from .card_section import unconfirmed, with_explanations
from .contributions import changes_of, groups_of
from .deletion import deletion_gains
from .explained import Explained, MapTests
from .graph import Feeds, PackageGraph
from .randomisation import RANDOM_NETWORKS, randomised, rank_correlations

SEED = 20261129
#: Cases that maps are tested on: each takes the network some thirty times.
MAP_CASES = 30
DIGITS = 4


def explain(
    package: Package,
    rows: Sequence[CaseRow],
    feeds_of: Callable[[CaseRow], Feeds],
    map_cases: int = MAP_CASES,
) -> Explained:
    """Raises ClaimError where there is no case."""
    if not rows:
        raise ClaimError("There is no case to explain the package with. Name a cohort that has some.")
    manifest, entry = package.manifest, package.manifest["graph"]
    graph = PackageGraph(manifest, *(package.folder / part["path"] for part in graph_entries(entry)))
    shows_maps = bool(manifest["outputs"].get("featureMaps"))
    tests = MapTester(manifest, graph, load_graphs(package.folder, entry)) if shows_maps else None
    tested = set(np.linspace(0, len(rows) - 1, min(map_cases, len(rows))).round().astype(int).tolist())
    changes = []
    for place, row in enumerate(tqdm(rows, desc="explanations", disable=None)):
        feeds = feeds_of(row)
        changes.append(changes_of(graph, feeds))
        if tests and place in tested:
            tests.test(feeds)
    found = tests.found if tests and tested else None
    return Explained(groups_of(manifest["inputs"]), np.stack(changes), found)


class MapTester:
    """Deletion and weight randomisation, case by case."""

    def __init__(
        self, manifest: Mapping[str, Any], graph: PackageGraph, models: Sequence[onnx.ModelProto]
    ) -> None:
        self.graph = graph
        # No system here has more than one image.
        (self.entry,) = manifest["outputs"]["featureMaps"]
        self.given = next(i for i in manifest["inputs"] if i["tensor"] == self.entry["input"])
        self.random = np.random.default_rng(SEED)
        self.networks = [
            PackageGraph(manifest, *(randomised(model, self.random) for model in models))
            for _ in range(RANDOM_NETWORKS)
        ]
        self.gains: list[Floats] = []
        self.correlations: list[Floats] = []

    def test(self, feeds: Feeds) -> None:
        read = self.graph.read(feeds, self.entry)
        self.gains.append(deletion_gains(self.graph, feeds, read, self.given, self.random))
        for network in self.networks:
            others = network.read(feeds, self.entry).maps
            self.correlations.append(rank_correlations(read.maps, others))

    @property
    def found(self) -> MapTests:
        return MapTests(np.stack(self.gains), np.stack(self.correlations))


def outputs_of(manifest: Mapping[str, Any], explained: Explained) -> dict[str, Any]:
    """Without maps where the image hardly counts at all; else with the targets whose map is unconfirmed."""
    outputs = dict(manifest["outputs"])
    if not explained.image_decides:
        outputs.pop("featureMaps", None)
    elif "featureMaps" in outputs and explained.maps is not None:
        doubtful = unconfirmed([target["id"] for target in manifest["targets"]], explained)
        outputs["featureMaps"] = [
            {
                **{key: value for key, value in entry.items() if key != "unconfirmed"},
                **({"unconfirmed": doubtful} if doubtful else {}),
            }
            for entry in outputs["featureMaps"]
        ]
    return outputs


def write_explanations(package: Package, explained: Explained, cases: str) -> str:
    """Rewrites model.json and the card; returns the package's new digest. Maps of an image that hardly counts
    are no longer offered.

    `cases`: one sentence on the cases.
    """
    means = explained.changes.mean(axis=0)
    manifest = dict(package.manifest)
    manifest["targets"] = [
        {
            **target,
            "usualChanges": {
                "cases": len(explained.changes),
                **{
                    group: round(float(mean), DIGITS)
                    for group, mean in zip(explained.groups, means[:, index], strict=True)
                },
            },
        }
        for index, target in enumerate(package.targets)
    ]
    manifest["outputs"] = outputs_of(manifest, explained)
    card = with_explanations(
        (package.folder / CARD_FILE).read_text(encoding="utf-8"), manifest, explained, cases
    )
    manifest["card"] = write_file(package, CARD_FILE, card)
    content = manifest_json(manifest)
    (package.folder / "model.json").write_text(content, encoding="utf-8")
    return f"sha256:{hashlib.sha256(content.encode()).hexdigest()}"
