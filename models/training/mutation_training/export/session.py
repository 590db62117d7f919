"""A package's network on one thread, whatever graphs it is in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray

from .graph_files import graph_entries

Tensors = Mapping[str, NDArray[np.float32]]
#: A file, whose weights lie beside it, or all bytes.
Graph = Path | bytes


class NetworkSession:
    """As onnxruntime's session of one graph: names and feeds to outputs in the order of the names."""

    def __init__(self, entry: Mapping[str, Any], graphs: Sequence[Graph]) -> None:
        """`entry`: the manifest's `graph`; `graphs`: in the order of `graph_entries`."""
        self.trunk: Mapping[str, Any] | None = entry.get("trunk")
        self.sessions = [open_graph(graph) for graph in graphs]
        passed_on = self.trunk.get("outputs", []) if self.trunk else []
        self.outputs = [output.name for output in self.sessions[-1].get_outputs()] + list(passed_on)

    def run(self, names: Sequence[str], feeds: Tensors) -> list[NDArray[np.float32]]:
        if self.trunk is None:
            found: list[NDArray[np.float32]] = self.sessions[0].run(list(names), dict(feeds))
            return found
        *trunks, fusion = self.sessions
        taken = {given.name for given in fusion.get_inputs()}
        (views,) = (value for name, value in feeds.items() if name not in taken)
        read = self.read_views(trunks, views[0])
        others = {name: value for name, value in feeds.items() if name in taken}
        features = {name: read[name] for name in self.trunk["features"]}
        fused = [name for name in names if name not in read]
        outputs = dict(zip(fused, fusion.run(fused, {**others, **features}), strict=True))
        return [read[name] if name in read else outputs[name] for name in names]

    def read_views(
        self, trunks: Sequence[onnxruntime.InferenceSession], views: NDArray[np.float32]
    ) -> dict[str, NDArray[np.float32]]:
        """[views, s, s] to what the trunk gives, [views, …]."""
        assert self.trunk is not None
        names = [*self.trunk["features"], *self.trunk.get("outputs", ())]
        each = [
            trunks[n % len(trunks)].run(names, {self.trunk["input"]: view[None, None]})
            for n, view in enumerate(views)
        ]
        columns = zip(names, zip(*each, strict=True), strict=True)
        return {name: np.concatenate(found) for name, found in columns}


def open_network(folder: Path, entry: Mapping[str, Any]) -> NetworkSession:
    """Of a package's folder and its manifest's `graph`."""
    return NetworkSession(entry, [folder / graph["path"] for graph in graph_entries(entry)])


def load_graphs(folder: Path, entry: Mapping[str, Any]) -> list[onnx.ModelProto]:
    """With all weights."""
    return [onnx.load(folder / graph["path"]) for graph in graph_entries(entry)]


def open_graph(graph: Graph) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
