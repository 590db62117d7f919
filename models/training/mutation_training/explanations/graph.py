"""A package's graph on one case, as explanations read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..claims.measure import Floats, probabilities_of
from ..export.session import Graph, NetworkSession

Feeds = Mapping[str, NDArray[np.float32]]
#: Probabilities nearer to 0 and 1 than this count as this: float32 tells no more. core's is the same.
NEAREST = 1e-6


class Read(NamedTuple):
    #: [targets], in the manifest's order.
    log_odds: Floats
    #: [targets, images, …]: class-activation maps, in the manifest's order of targets.
    maps: Floats


class PackageGraph:
    def __init__(self, manifest: Mapping[str, Any], *graphs: Graph) -> None:
        self.manifest = manifest
        self.session = NetworkSession(manifest["graph"], graphs)

    def log_odds(self, feeds: Feeds) -> Floats:
        """[targets]."""
        name = self.manifest["outputs"]["probabilities"]
        return log_odds_of(self.manifest, {name: self.session.run([name], dict(feeds))[0]})

    def read(self, feeds: Feeds, maps: Mapping[str, str]) -> Read:
        """`maps`: an entry of the manifest's `featureMaps`."""
        names = [self.manifest["outputs"]["probabilities"], maps["maps"], maps["weights"]]
        outputs = dict(zip(names, self.session.run(names, dict(feeds)), strict=True))
        images, weights = outputs[maps["maps"]], outputs[maps["weights"]]
        order = [target["index"] for target in self.manifest["targets"]]
        summed = np.einsum("tic,ic...->ti...", weights[order].astype(np.float64), images)
        return Read(log_odds_of(self.manifest, outputs), summed)


def log_odds_of(manifest: Mapping[str, Any], outputs: Mapping[str, NDArray[np.float32]]) -> Floats:
    inside = np.clip(probabilities_of(manifest, outputs), NEAREST, 1 - NEAREST)
    return np.asarray(np.log(inside / (1 - inside)))
