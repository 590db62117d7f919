"""Writes a model package: graph, model.json and card in one folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import onnx

PRIVATE_SCHEME = "99MUTPRED"
HGNC_NUMBERS: Mapping[str, int] = {"EGFR": 3236, "KRAS": 6407}


def target_codes(gene: str) -> dict[str, dict[str, str]]:
    """DICOM concepts of a gene's probability and status; private where no designator has one."""
    return {
        "probability": {
            "value": f"{gene}_MUT_PROB",
            "scheme": PRIVATE_SCHEME,
            "meaning": f"Probability of {gene} mutation",
        },
        "prediction": {
            "value": f"{gene}_MUT_PRED",
            "scheme": PRIVATE_SCHEME,
            "meaning": f"Predicted {gene} mutation status",
        },
        "gene": {"value": f"HGNC:{HGNC_NUMBERS[gene]}", "scheme": "HGNC", "meaning": gene},
    }


def describe_graph(model: onnx.ModelProto, graph_bytes: bytes, precision: str) -> dict[str, Any]:
    """The manifest's `graph` entry: where the bytes are and how to know that they are the right ones."""
    return {
        "path": "model.onnx",
        "size": len(graph_bytes),
        "sha256": hashlib.sha256(graph_bytes).hexdigest(),
        "precision": precision,
        "opset": model.opset_import[0].version,
    }


def write_package(
    folder: Path, model: onnx.ModelProto, precision: str, manifest: Mapping[str, Any], card: str
) -> str:
    """Writes the three files; returns the package's digest, that of model.json's bytes.

    `manifest` lacks only `graph`. In `card`, `{graph_sha256}` and `{package_digest}` are replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    graph_bytes = model.SerializeToString(deterministic=True)
    graph = describe_graph(model, graph_bytes, precision)
    manifest_bytes = (json.dumps({**manifest, "graph": graph}, indent=2) + "\n").encode()
    (folder / "model.onnx").write_bytes(graph_bytes)
    (folder / "model.json").write_bytes(manifest_bytes)
    digest = f"sha256:{hashlib.sha256(manifest_bytes).hexdigest()}"
    card = card.replace("{graph_sha256}", graph["sha256"]).replace("{package_digest}", digest)
    (folder / "card.md").write_text(card)
    return digest
