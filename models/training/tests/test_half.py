"""Trunks of fp16 arithmetic give what the others give, within the bound that the package states."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import torch
import yaml
from onnx import TensorProto

from mutation_training.__main__ import main
from mutation_training.export.graph_files import file_paths
from mutation_training.export.half import APART, LARGEST_DIFFERENCE, TRIALS, in_half, trial_inputs
from mutation_training.export.session import open_network
from mutation_training.export.untrained import shape_of

SETTINGS: dict[str, Any] = {
    "system": "mmdl",
    "targets": ["EGFR", "KRAS"],
    "network": {"width": 0.0625, "depth": [1, 1, 1], "branch": [8, 4]},
    "options": {"size": 96, "views": ["axial", "coronal", "diagonal-zy"]},
}


def export(folder: Path, *further: str, system: str | None = None, **network: Any) -> Path:
    settings = {**SETTINGS, "network": {**SETTINGS["network"], **network}}
    config, package = folder / "config.yaml", folder / "package"
    config.write_text(yaml.safe_dump(settings))
    torch.set_num_threads(1)
    name = system or str(config)
    main(["export", "--untrained", "--config", name, "--package", str(package), "--fp16", *further])
    return package


@pytest.mark.parametrize("shared_trunk", [True, False])
def test_they_keep_to_what_the_package_states(tmp_path: Path, shared_trunk: bool) -> None:
    """As a device is tried: ONNX Runtime's fp16 against `golden`, and against the usual trunks."""
    package = export(tmp_path, shared_trunk=shared_trunk)
    manifest = json.loads((package / "model.json").read_text())
    graph = manifest["graph"]
    half = graph["trunk"]["half"]
    assert len(half["graphs"]) == len(graph["trunk"]["graphs"])
    assert half["largestDifference"] == LARGEST_DIFFERENCE
    usual, halved = open_network(package, graph), open_network(package, in_half(graph))
    trials = trial_inputs([shape_of(given) for given in manifest["inputs"]])
    assert len(half["golden"]) == len(trials) == TRIALS
    differences = []
    for inputs, golden in zip(trials, half["golden"], strict=True):
        feeds = {given["tensor"]: x.numpy() for given, x in zip(manifest["inputs"], inputs, strict=True)}
        (expected,), (found,) = (one.run(["probabilities"], feeds) for one in (usual, halved))
        np.testing.assert_allclose(expected[0], golden, atol=2e-4)
        differences.append(np.abs(found[0] - golden).max())
        names = ["view_probabilities", "feature_maps", "map_weights"]
        for value, other in zip(halved.run(names, feeds), usual.run(names, feeds), strict=True):
            scale = max(1.0, float(np.abs(other).max()))
            assert value.dtype == np.float32
            assert np.abs(value - other).max() <= 0.02 * scale
    assert 0 < max(differences) <= LARGEST_DIFFERENCE


def test_their_convolutions_are_of_fp16_and_what_they_take_and_give_is_not(tmp_path: Path) -> None:
    package = export(tmp_path, shared_trunk=True)
    manifest = json.loads((package / "model.json").read_text())
    (entry,) = manifest["graph"]["trunk"]["half"]["graphs"]
    model = onnx.load(package / entry["path"])
    types = {w.name: w.data_type for w in model.graph.initializer}
    weights = [types[node.input[1]] for node in model.graph.node if node.op_type == "Conv"]
    assert len(weights) > 10
    assert set(weights) == {TensorProto.FLOAT16}
    ends = [*model.graph.input, *model.graph.output]
    assert {end.type.tensor_type.elem_type for end in ends} == {TensorProto.FLOAT}


def test_every_file_is_named_with_its_digest(tmp_path: Path) -> None:
    package = export(tmp_path, shared_trunk=True)
    manifest = json.loads((package / "model.json").read_text())
    paths = list(file_paths(manifest["graph"]))
    assert "trunk-fp16.onnx" in paths
    assert {path.name for path in package.glob("*.onnx")} == set(paths)
    for entry in manifest["graph"]["trunk"]["half"]["graphs"]:
        content = (package / entry["path"]).read_bytes()
        assert entry["size"] == len(content)
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()


def test_one_graph_has_none(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="Export without --fp16"):
        export(tmp_path, "--whole")
    with pytest.raises(SystemExit, match="Export without --fp16"):
        export(tmp_path, system="cnn3d/smoke")
    assert not (tmp_path / "package").exists()


def test_trials_are_those_of_the_browser() -> None:
    """core/src/inference/halfTrial.test.ts has the same numbers."""
    assert APART == 100
    inputs = trial_inputs([(1,), (64,)])
    found = inputs[2][1].numpy()[[0, 16, 32, 48]]
    np.testing.assert_array_equal(found, np.float32([0.75996256, 0.047223527, 0.9702806, 0.697355]))
