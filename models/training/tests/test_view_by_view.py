"""A network of views in parts gives what PyTorch gives, and size tests have the published sizes."""

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
from onnx import numpy_helper

from mutation_training.__main__ import main
from mutation_training.export.golden import hashed_tensor
from mutation_training.export.graph_files import file_paths, graph_entries, write_graph
from mutation_training.export.session import load_graphs, open_network
from mutation_training.export.untrained import default_features, preprocessing_of, shape_of
from mutation_training.networks.published import count_parameters
from mutation_training.networks.registry import build_network
from mutation_training.recipes.config import find_config, parse_config, read_config

SETTINGS: dict[str, Any] = {
    "system": "mmdl",
    "targets": ["EGFR", "KRAS"],
    "network": {"backbone": "vgg16", "width": 0.0625, "branch": [8, 4]},
    "options": {"size": 64, "views": ["axial", "coronal", "diagonal-zy"]},
}


def size_test(folder: Path, *further: str, **network: Any) -> tuple[Path, dict[str, Any]]:
    settings = {**SETTINGS, "network": {**SETTINGS["network"], **network}}
    config, package = folder / "config.yaml", folder / "size-test"
    config.write_text(yaml.safe_dump(settings))
    torch.set_num_threads(1)
    main(["export", "--untrained", "--config", str(config), "--package", str(package), *further])
    manifest: dict[str, Any] = json.loads((package / "model.json").read_text())
    return package, manifest


@pytest.mark.parametrize("shared_trunk", [True, False])
def test_parts_give_what_pytorch_gives(tmp_path: Path, shared_trunk: bool) -> None:
    """`graph.json` is PyTorch's of the whole network; the parts are run by ONNX Runtime."""
    package, manifest = size_test(tmp_path, "--golden", str(tmp_path), shared_trunk=shared_trunk)
    trunks = manifest["graph"]["trunk"]["graphs"]
    assert len(trunks) == (1 if shared_trunk else 3)
    session = open_network(package, manifest["graph"])
    feeds = {
        given["tensor"]: hashed_tensor(shape_of(given), i) for i, given in enumerate(manifest["inputs"])
    }
    expected = json.loads((tmp_path / "graph.json").read_text())["outputs"]
    found = dict(zip(session.outputs, session.run(session.outputs, feeds), strict=True))
    assert set(expected) == set(found)
    for name, value in expected.items():
        assert list(found[name].shape) == value["dims"]
        np.testing.assert_allclose(
            found[name].ravel()[:: value["step"]], value["values"], atol=2e-5, rtol=1e-4
        )
    alone = found["view_probabilities"][0]
    assert np.ptp(alone, axis=0).min() > 0.01, "views are told apart"


def test_a_whole_graph_gives_the_same(tmp_path: Path) -> None:
    parts, whole = tmp_path / "parts", tmp_path / "whole"
    parts.mkdir()
    whole.mkdir()
    package, manifest = size_test(parts, shared_trunk=False)
    other, single = size_test(whole, "--whole", shared_trunk=False)
    assert "kind" not in single["graph"]
    feeds = {
        given["tensor"]: hashed_tensor(shape_of(given), i) for i, given in enumerate(manifest["inputs"])
    }
    session, reference = open_network(package, manifest["graph"]), open_network(other, single["graph"])
    names = sorted(reference.outputs)
    assert names == sorted(session.outputs)
    for found, value in zip(session.run(names, feeds), reference.run(names, feeds), strict=True):
        np.testing.assert_allclose(found, value, atol=2e-5, rtol=1e-4)


def test_a_size_test_says_so(tmp_path: Path) -> None:
    package, manifest = size_test(tmp_path)
    assert manifest["name"].endswith("(size test)")
    assert manifest["status"] == "demonstration"
    assert "random" in manifest["trainedOn"]
    card = (package / "card.md").read_text()
    assert "**Size test: the weights are random numbers." in card
    assert "{" not in card, "a placeholder was left"
    for path in file_paths(manifest["graph"]):
        assert (package / path).is_file()


def test_weights_beside_a_graph_are_those_of_it(tmp_path: Path) -> None:
    """Every file has the size and the digest that the entry gives, and the graph finds its weights there."""
    package, manifest = size_test(tmp_path, shared_trunk=True)
    model = load_graphs(package, manifest["graph"])[0]
    weights = {w.name: numpy_helper.to_array(w) for w in model.graph.initializer}
    entry = write_graph(tmp_path, "trunk", model, part_bytes=16 * 1024)
    assert len(entry["data"]) > 3
    for file in entry["data"]:
        content = (tmp_path / file["path"]).read_bytes()
        assert file["size"] == len(content) <= 32 * 1024
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
    again = onnx.load(tmp_path / "trunk.onnx")
    onnx.checker.check_model(tmp_path / "trunk.onnx")
    for tensor in again.graph.initializer:
        np.testing.assert_array_equal(numpy_helper.to_array(tensor), weights[tensor.name])


@pytest.mark.parametrize("system", ["ajou-multimodal", "cnn3d", "deep-radscore", "fudan-fusion"])
def test_every_system_has_a_size_test(tmp_path: Path, system: str) -> None:
    package = tmp_path / system
    main(["export", "--untrained", "--config", f"{system}/smoke", "--package", str(package)])
    manifest = json.loads((package / "model.json").read_text())
    (entry,) = graph_entries(manifest["graph"])
    assert entry["path"] == "model.onnx"
    feeds = {
        given["tensor"]: hashed_tensor(shape_of(given), i) for i, given in enumerate(manifest["inputs"])
    }
    (found,) = open_network(package, manifest["graph"]).run(["probabilities"], feeds)
    assert ((found > 0) & (found < 1)).all()


@pytest.mark.parametrize(
    ("name", "parameters"),
    [("mmdl/paper", 660_089_720), ("cnn3d/paper", 1_297_090), ("fudan-fusion/paper", 85_205_314)],
)
def test_size_tests_have_the_published_sizes(name: str, parameters: int) -> None:
    config = read_config(find_config(name))
    arguments = dict(config.network)
    if config.system == "mmdl":
        arguments |= {"views": len(preprocessing_of(config)["views"]["planes"])}
    with torch.device("meta"):
        assert count_parameters(build_network(config.system, arguments)) == parameters


def test_there_are_107_features() -> None:
    names = default_features()
    assert len(set(names)) == 107
    settings = {"system": "ajou-multimodal", "targets": ["EGFR"]}
    fields = preprocessing_of(parse_config(settings, "test"))["clinical"]["fields"]
    assert len(fields) == 12


@pytest.mark.parametrize(
    "arguments",
    [["--untrained"], ["--run", "run"], ["--untrained", "--config", "mmdl/paper", "--trained-on", "x"]],
)
def test_what_does_not_go_together_is_refused(tmp_path: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="--untrained with --config"):
        main(["export", "--package", str(tmp_path / "package"), *arguments])
