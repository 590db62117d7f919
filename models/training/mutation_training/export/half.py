"""Trunks of fp16 arithmetic, beside those of a package, for graphics processors that have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.transformers.float16 import DEFAULT_OP_BLOCK_LIST, convert_float_to_float16

from .golden import hashed_tensor
from .packaged import PackagedNetwork
from .run_data import ExportError
from .session import open_network

#: Sums over many values: in fp32, as are a trunk's input and outputs.
IN_FP32 = ("ReduceMean", "GlobalAveragePool")
#: Largest change of a probability that is taken for speed, here and on the device of whoever runs it.
LARGEST_DIFFERENCE = 0.01
#: Inputs by which a device is tried, and how far apart their hashes begin.
TRIALS, APART = 3, 100

Inputs = Sequence[torch.Tensor]


def halve_arithmetic(model: onnx.ModelProto) -> onnx.ModelProto:
    """Of a graph of fp32 whose weights are rounded to fp16 already: what it takes and gives stays fp32."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    blocked = [*DEFAULT_OP_BLOCK_LIST, *IN_FP32]
    half: onnx.ModelProto = convert_float_to_float16(copy, keep_io_types=True, op_block_list=blocked)
    sort_nodes(half.graph)
    onnx.checker.check_model(half, full_check=True)
    return half


def sort_nodes(graph: onnx.GraphProto) -> None:
    """Each behind those whose outputs it takes, as ONNX demands; the converter puts its casts last."""
    made_by = {output: n for n, node in enumerate(graph.node) for output in node.output}
    needed = {
        n: [made_by[name] for name in node.input if name in made_by] for n, node in enumerate(graph.node)
    }
    nodes = [graph.node[n] for n in TopologicalSorter(needed).static_order()]
    del graph.node[:]
    graph.node.extend(nodes)


def in_half(graph: Mapping[str, Any]) -> dict[str, Any]:
    """A manifest's `graph` with its trunks of fp16 arithmetic in place of the others."""
    trunk = graph["trunk"]
    return {**graph, "precision": "fp16", "trunk": {**trunk, "graphs": trunk["half"]["graphs"]}}


def trial_inputs(shapes: Sequence[Sequence[int]]) -> list[Inputs]:
    """The twin of core/src/inference/halfTrial.ts."""
    return [
        [torch.from_numpy(hashed_tensor(dims, i + trial * APART)) for i, dims in enumerate(shapes)]
        for trial in range(TRIALS)
    ]


@torch.no_grad()
def tried_in_half(
    folder: Path, graph: Mapping[str, Any], packaged: PackagedNetwork, cases: Sequence[Inputs]
) -> dict[str, Any]:
    """The manifest's `graph`, with what a device is held to; of `cases` the first gives the inputs' shapes.

    Raises ExportError where fp16 arithmetic moves a probability by more than `LARGEST_DIFFERENCE`, as ONNX
    Runtime computes it on the processor.
    """
    trials = trial_inputs([tuple(x.shape) for x in cases[0]])
    session = open_network(folder, in_half(graph))
    expected = [packaged(*inputs)[0][0].numpy() for inputs in (*trials, *cases)]
    moved = 0.0
    for inputs, probabilities in zip((*trials, *cases), expected, strict=True):
        feeds = {name: x.numpy() for name, x in zip(packaged.inputs, inputs, strict=True)}
        (found,) = session.run(["probabilities"], feeds)
        moved = max(moved, float(np.abs(found[0] - probabilities).max()))
    if not moved <= LARGEST_DIFFERENCE:
        raise ExportError(
            f"fp16 arithmetic moves a probability by {moved:.2g}, more than {LARGEST_DIFFERENCE:g}. Export "
            "without --fp16."
        )
    golden = [[float(f"{p:.6g}") for p in probabilities] for probabilities in expected[: len(trials)]]
    half = {**graph["trunk"]["half"], "largestDifference": LARGEST_DIFFERENCE, "golden": golden}
    return {**graph, "trunk": {**graph["trunk"], "half": half}}
