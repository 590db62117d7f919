"""The files of a package's network: graphs, and the weights that larger ones have beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import onnx
from onnx import TensorProto
from onnx.external_data_helper import set_external_data

#: Larger graphs have their weights in files beside them, each of about this many bytes: what is fetched,
#: verified and taken up again as one, and what a browser holds at a time.
PART_BYTES = 32 * 2**20
#: Weights smaller than this stay in the graph: nothing is won.
SMALLEST_EXTERNAL = 4096
#: Weights begin at pages, so that they can be mapped into memory.
PAGE = 4096

Entry = dict[str, Any]


def describe_file(name: str, content: bytes) -> Entry:
    """The manifest's entry of a file beside it."""
    return {"path": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def write_graph(
    folder: Path, name: str, model: onnx.ModelProto, part_bytes: int = PART_BYTES
) -> Entry:
    """Writes `name`.onnx, and its weights where it is larger than a part; returns the manifest's entry.

    The model's weights are moved out of it.
    """
    data = write_weights(folder, name, model, part_bytes) if model.ByteSize() > part_bytes else []
    content = model.SerializeToString(deterministic=True)
    (folder / f"{name}.onnx").write_bytes(content)
    return {**describe_file(f"{name}.onnx", content), **({"data": data} if data else {})}


def write_weights(folder: Path, name: str, model: onnx.ModelProto, part_bytes: int) -> list[Entry]:
    entries: list[Entry] = []
    part = bytearray()
    held: list[TensorProto] = []

    def finish() -> None:
        if not part:
            return
        path = f"{name}-weights-{len(entries) + 1}.bin"
        (folder / path).write_bytes(part)
        entries.append(describe_file(path, bytes(part)))
        for tensor in held:
            # Its place was noted when its bytes were taken; its file has a name only now.
            offset, length = (int(entry.value) for entry in tensor.external_data)
            set_external_data(tensor, path, offset, length)
            tensor.ClearField("raw_data")
        part.clear()
        held.clear()

    for tensor in model.graph.initializer:
        if len(tensor.raw_data) < SMALLEST_EXTERNAL:
            continue
        if part and len(part) + len(tensor.raw_data) > part_bytes:
            finish()
        part.extend(bytes(-len(part) % PAGE))
        tensor.external_data.add(key="offset", value=str(len(part)))
        tensor.external_data.add(key="length", value=str(len(tensor.raw_data)))
        part.extend(tensor.raw_data)
        held.append(tensor)
    finish()
    return entries


def graph_entries(graph: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Of the manifest's `graph`: each graph, in the order in which they run."""
    if graph.get("kind") == "view-by-view":
        return [*graph["trunk"]["graphs"], graph["fusion"]]
    return [graph]


def file_paths(graph: Mapping[str, Any]) -> Iterator[str]:
    """All files of the network."""
    half = graph.get("trunk", {}).get("half", {})
    for entry in (*graph_entries(graph), *half.get("graphs", ())):
        yield entry["path"]
        yield from (data["path"] for data in entry.get("data", ()))
