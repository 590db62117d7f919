"""A packaged network as ONNX files: one graph, or in parts where it reads views."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnx
import torch

from .graph import export_fp32, halve_weights
from .graph_files import PART_BYTES, write_graph
from .package import opset_of, whole_graph
from .packaged import VIEW_OUTPUTS, PackagedNetwork
from .view_by_view import FEATURES, MAPS, VIEW, parts_of


def write_network(
    folder: Path,
    packaged: PackagedNetwork,
    example: tuple[torch.Tensor, ...],
    precision: str,
    whole: bool = False,
    part_bytes: int = PART_BYTES,
) -> dict[str, Any]:
    """Writes the graphs; returns the manifest's `graph` entry.

    Raises ValueError for graphs that some backend would compute wrongly.
    """
    if whole or VIEW_OUTPUTS[0] not in packaged.outputs:
        graph = traced(packaged, example, packaged.inputs, packaged.outputs, precision)
        return whole_graph(folder, graph, precision)
    entries: list[dict[str, Any]] = []
    opset = 0
    for name, part, inputs in parts_of(packaged, example):
        graph = traced(part, inputs, part.inputs, part.outputs, precision)
        opset = opset_of(graph)
        entries.append(write_graph(folder, name, graph, part_bytes))
    *trunks, fusion = entries
    return {
        "kind": "view-by-view",
        "trunk": {"graphs": trunks, "input": VIEW, "features": [FEATURES], "outputs": [MAPS]},
        "fusion": fusion,
        "precision": precision,
        "opset": opset,
    }


def traced(
    network: torch.nn.Module,
    example: tuple[torch.Tensor, ...],
    inputs: Sequence[str],
    outputs: Sequence[str],
    precision: str,
) -> onnx.ModelProto:
    graph = export_fp32(network, example, inputs, outputs)
    return halve_weights(graph) if precision == "w16" else graph
