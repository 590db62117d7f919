"""Writes a model package: graph, model.json and card in one folder."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import onnx

from .graph_files import describe_file, graph_entries, write_graph

PRIVATE_SCHEME = "99MUTPRED"
HGNC_NUMBERS: Mapping[str, int] = {
    "EGFR": 3236,
    "KRAS": 6407,
    "ALK": 427,
    "ROS1": 10261,
    "TP53": 11998,
    "PIK3CA": 8975,
}
#: What is altered where it is not a mutation.
REARRANGED = ("ALK", "ROS1")
#: Endpoints that are no gene, in words for a report.
FINDINGS: Mapping[str, str] = {
    "PDL1": "programmed death ligand 1 (PD-L1) expression",
    "LVI": "lymphovascular invasion",
    "VPI": "visceral pleural invasion",
    "T4": "primary tumour category T4 (TNM)",
}


def target_codes(target: str) -> dict[str, dict[str, str]]:
    """DICOM concepts of a target's probability and status, private where no designator has one; and
    of the gene, where it is one."""
    if target in HGNC_NUMBERS:
        code, change = ("REARR", "rearrangement") if target in REARRANGED else ("MUT", "mutation")
        return {
            **concepts(f"{target}_{code}", f"{target} {change}", f"{target} {change} status"),
            "gene": {"value": f"HGNC:{HGNC_NUMBERS[target]}", "scheme": "HGNC", "meaning": target},
        }
    return concepts(target, FINDINGS[target], FINDINGS[target])


def concepts(code: str, what: str, status: str) -> dict[str, dict[str, str]]:
    return {
        "probability": {
            "value": f"{code}_PROB",
            "scheme": PRIVATE_SCHEME,
            "meaning": f"Probability of {what}",
        },
        "prediction": {
            "value": f"{code}_PRED",
            "scheme": PRIVATE_SCHEME,
            "meaning": f"Predicted {status}",
        },
    }


def whole_graph(folder: Path, model: onnx.ModelProto, precision: str) -> dict[str, Any]:
    """Writes a network of one graph; returns the manifest's `graph` entry."""
    return {**write_graph(folder, "model", model), "precision": precision, "opset": opset_of(model)}


def opset_of(model: onnx.ModelProto) -> int:
    version: int = model.opset_import[0].version
    return version


def write_package(
    folder: Path, model: onnx.ModelProto, precision: str, manifest: Mapping[str, Any], card: str
) -> str:
    """Writes a package whose network is one graph, as `write_manifest`."""
    folder.mkdir(parents=True, exist_ok=True)
    return write_manifest(folder, whole_graph(folder, model, precision), manifest, card)


def write_manifest(
    folder: Path, graph: Mapping[str, Any], manifest: Mapping[str, Any], card: str
) -> str:
    """Writes card and model.json beside the graphs; returns the package's digest, that of model.json's bytes.

    `manifest` lacks only `card` and `graph`. In `card`, `{graph_sha256}` is replaced.
    """
    digests = "`, `sha256:".join(entry["sha256"] for entry in graph_entries(graph))
    card_bytes = card.replace("{graph_sha256}", digests).encode()
    files = {"card": describe_file("card.md", card_bytes), "graph": graph}
    manifest_bytes = manifest_json({**manifest, **files}).encode()
    (folder / "card.md").write_bytes(card_bytes)
    (folder / "model.json").write_bytes(manifest_bytes)
    return f"sha256:{hashlib.sha256(manifest_bytes).hexdigest()}"


def manifest_json(manifest: Mapping[str, Any]) -> str:
    """Indented, with lists of numbers on one line. Raises ValueError for NaN, which JSON lacks."""
    text = json.dumps(manifest, indent=2, ensure_ascii=False, allow_nan=False)
    number = r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?"
    lists = re.compile(rf"\[\s+{number}(?:,\s+{number})*\s+\]")


    def on_one_line(found: re.Match[str]) -> str:
        return f"[{', '.join(found[0][1:-1].replace(',', ' ').split())}]"

    return lists.sub(on_one_line, text) + "\n"
