"""A packaged network as ONNX files: one graph, or in parts where it reads views."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import onnx
import torch

from .graph import export_fp32, halve_weights
from .graph_files import PART_BYTES, Entry, write_graph
from .half import halve_arithmetic
from .package import opset_of, whole_graph
from .packaged import VIEW_OUTPUTS, PackagedNetwork
from .run_data import ExportError
from .view_by_view import FEATURES, MAPS, VIEW, ViewTrunk, parts_of


def write_network(
    folder: Path,
    packaged: PackagedNetwork,
    example: tuple[torch.Tensor, ...],
    precision: str,
    whole: bool = False,
    part_bytes: int = PART_BYTES,
    half: bool = False,
) -> dict[str, Any]:
    """Writes the graphs; returns the manifest's `graph` entry.

    With `half`, trunks of fp16 arithmetic lie beside the others; the entry has them in `trunk.half`. Raises
    ValueError for graphs that some backend would compute wrongly, ExportError where such trunks cannot be.
    """
    is_whole = whole or VIEW_OUTPUTS[0] not in packaged.outputs
    if half and (is_whole or precision != "w16"):
        raise ExportError(
            "Only a network of views in parts, whose weights fit into fp16, can have trunks of fp16 "
            "arithmetic. Export without --fp16."
        )
    if is_whole:
        graph = export_fp32(packaged, example, packaged.inputs, packaged.outputs)
        return whole_graph(folder, stored(graph, precision), precision)
    entries: list[Entry] = []
    halves: list[Entry] = []
    opset = 0
    for name, part, inputs in parts_of(packaged, example):
        graph = export_fp32(part, inputs, part.inputs, part.outputs)
        opset = opset_of(graph)
        if half and isinstance(part, ViewTrunk):
            halves.append(write_graph(folder, f"{name}-fp16", halve_arithmetic(graph), part_bytes))
        entries.append(write_graph(folder, name, stored(graph, precision), part_bytes))
    *trunks, fusion = entries
    trunk = {"graphs": trunks, "input": VIEW, "features": [FEATURES], "outputs": [MAPS]}
    return {
        "kind": "view-by-view",
        "trunk": {**trunk, **({"half": {"graphs": halves}} if half else {})},
        "fusion": fusion,
        "precision": precision,
        "opset": opset,
    }


def stored(graph: onnx.ModelProto, precision: str) -> onnx.ModelProto:
    return halve_weights(graph) if precision == "w16" else graph
