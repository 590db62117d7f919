"""Maps equal to captum's, and to what the shipped graphs do; explanations that fail where they should."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from captum.attr import LayerGradCam
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnx.utils import Extractor
from torch import Tensor, nn

from mutation_training.__main__ import main
from mutation_training.claims.measure import Package, encode, feature_tables, read_package
from mutation_training.cohort.table import read_cohort
from mutation_training.explanations.contributions import changes_of, groups_of, image_shares
from mutation_training.explanations.deletion import cells_of, deletion_gains
from mutation_training.explanations.explain import explain, write_explanations
from mutation_training.explanations.explained import Explained, MapTests
from mutation_training.explanations.graph import PackageGraph, Read
from mutation_training.explanations.randomisation import randomised, rank_correlation
from mutation_training.export.graph_files import graph_entries
from mutation_training.export.packaged import load_checkpoint
from mutation_training.export.readouts import readout_of
from mutation_training.export.run_package import Identity, export_run
from mutation_training.export.untrained import shape_of
from mutation_training.networks.network import FoldEnsemble, MutationNetwork
from mutation_training.networks.registry import build_network
from mutation_training.recipes.training import SYSTEMS

PACKAGES = Path(__file__).parents[2] / "packages"
IMAGE_PACKAGES = [
    f"{name}-demo" for name in ("ajou-multimodal", "cnn3d", "deep-radscore", "fudan-fusion", "mmdl")
]
IDENTITY = Identity("tiny-demo", "0.1.0", None, "Tiny cases.", "MIT")
Run = Callable[[str], Path]


# Maps, by captum on the network that was trained, which knows nothing of readouts.


def last_convolution(network: nn.Module) -> nn.Module:
    """The module whose output the maps are."""
    backbone = getattr(network, "backbone", network)
    if hasattr(backbone, "view_models"):
        return backbone.view_models[0].view_network.trunk.layers
    for name in ("features", "layers"):
        if hasattr(backbone, name):
            return getattr(backbone, name)
    return backbone.get_submodule(f"layer{backbone.stages}")


def log_odds_by_hand(checkpoint: Mapping[str, Any], network: nn.Module) -> Callable[..., Tensor]:
    """The manifest's inputs to log odds [1, targets]: RadScores as sums, trees by LightGBM itself."""
    parts = checkpoint["parts"]
    if "radscores" in parts:
        coefficients = [
            torch.tensor([by_target[t] for t in checkpoint["targets"]])
            for by_target in parts["radscores"].values()
        ]

        def with_scores(patch: Tensor, *features: Tensor) -> Tensor:
            scores = [c @ f[0] for c, f in zip(coefficients, features, strict=True)]
            return network.log_odds(patch[:, 0], torch.stack(scores, dim=1)[None])

        return with_scores
    if "trees" in parts:
        boosters = [lightgbm.Booster(model_str=text) for text in parts["trees"]]
        fusion = parts["fusion"][checkpoint["targets"][0]]

        def fused(volume: Tensor, *columns: Tensor) -> Tensor:
            row = torch.cat(columns, dim=1).double().numpy()
            trees = float(np.mean([booster.predict(row) for booster in boosters]))
            first, second = fusion["weights"]
            return first * network(volume) + second * trees + fusion["bias"]

        return fused
    return network.log_odds


def trained_network(checkpoint: Mapping[str, Any]) -> MutationNetwork:
    network = build_network(checkpoint["system"], checkpoint["network"], checkpoint["members"])
    network.load_state_dict(checkpoint["state"])
    return network.eval()


def captum_maps(checkpoint: Mapping[str, Any], inputs: tuple[Tensor, ...]) -> list[NDArray[np.float32]]:
    """Per target [images, …]. captum weighs by the mean of the gradient over a map, we by its sum: what the
    map's mean does."""
    network = trained_network(checkpoint)
    forward = log_odds_by_hand(checkpoint, network)
    members = network.members if isinstance(network, FoldEnsemble) else [network]
    found = []
    for target in range(len(checkpoint["targets"])):
        maps = [
            LayerGradCam(forward, last_convolution(member)).attribute(inputs, target=target)[:, 0]
            for member in members
        ]
        whole = torch.stack(maps).sum(dim=0)
        found.append((whole * whole[0].numel()).detach().numpy())
    return found


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_maps_are_those_of_captum(system: str, smoke_run: Run, tmp_path: Path) -> None:
    """Of ensembles and fusions too: from the readout on a large image, and from the exported graph."""
    run = smoke_run(system)
    checkpoint = load_checkpoint(run)
    export_run(run, tmp_path, IDENTITY)
    manifest = json.loads((tmp_path / "model.json").read_text())
    # Kept where the fusion leaves the image little weight, to be tested all the same.
    image = next(i["tensor"] for i in manifest["inputs"] if i["kind"] not in ("radiomics", "clinical"))
    entry = {"input": image, "maps": "feature_maps", "weights": "map_weights"}
    parts = (tmp_path / part["path"] for part in graph_entries(manifest["graph"]))
    graph = PackageGraph(manifest, *parts)
    generator = torch.Generator().manual_seed(1)
    inputs = tuple(
        torch.rand(shape_of(given), generator=generator) for given in manifest["inputs"]
    )
    names = [given["tensor"] for given in manifest["inputs"]]
    feeds = {name: x.numpy() for name, x in zip(names, inputs, strict=True)}
    maps = graph.read(feeds, entry).maps
    assert_maps(maps, captum_maps(checkpoint, inputs), 0.02)  # Weights in half.

    large = tuple(
        torch.rand([n if axis < 2 else 2 * n for axis, n in enumerate(x.shape)], generator=generator)
        for x in inputs
    )
    network = trained_network(checkpoint)
    with torch.no_grad():
        read = readout_of(checkpoint, network)(*large)
    maps = torch.einsum("tic,ic...->ti...", read.weights, read.maps).numpy()
    assert maps[0].size > 1
    assert_maps(maps, captum_maps(checkpoint, large), 1e-3)


def assert_maps(found: NDArray[Any], expected: list[NDArray[np.float32]], tolerance: float) -> None:
    for ours, theirs in zip(found, expected, strict=True):
        scale = float(np.abs(theirs).max())
        assert scale > 0
        assert np.abs(ours - theirs).max() <= tolerance * scale


@pytest.mark.parametrize("name", IMAGE_PACKAGES)
def test_shipped_map_weights_are_what_the_shipped_graph_does(name: str) -> None:
    """Finite differences through the part of the graph behind the maps; its scaling leaves one factor."""
    model = onnx.shape_inference.infer_shapes(onnx.load(PACKAGES / name / "model.onnx"))
    session = onnxruntime.InferenceSession(model.SerializeToString())
    random = np.random.default_rng(2)
    # A faint patch: full noise drives some of the ten probabilities to 0 or 1, where nothing moves them.
    feeds = {
        given.name: random.random(given.shape, dtype=np.float32)
        * np.float32(0.2 if given.name == "patch" else 1)
        for given in session.get_inputs()
    }
    maps, weights = session.run(["feature_maps", "map_weights"], feeds)
    producer = next(node for node in model.graph.node if "feature_maps" in node.output)
    # Of an ensemble the maps lie side by side, and the members' go on.
    parts = list(producer.input) if producer.op_type == "Concat" else ["feature_maps"]
    tables = [key for key in feeds if key.startswith(("radiomics", "clinical"))]
    behind = onnxruntime.InferenceSession(
        Extractor(model).extract_model([*parts, *tables], ["probabilities"]).SerializeToString()
    )
    known = {given.name for given in behind.get_inputs()}

    def log_odds(changed: NDArray[np.float32]) -> NDArray[np.float64]:
        split = dict(zip(parts, np.split(changed, len(parts), axis=1), strict=True))
        given = {key: value for key, value in {**feeds, **split}.items() if key in known}
        p = behind.run(["probabilities"], given)[0][0].astype(np.float64)
        return np.log(p / (1 - p))

    images, channels = maps.shape[:2]
    step = 0.02 * max(1.0, float(np.abs(maps).max()))
    differences, expected = [], []
    for _ in range(60):
        image, channel = random.integers(images), random.integers(channels)
        moved = np.zeros_like(maps)
        moved[image, channel] = step
        differences.append((log_odds(maps + moved) - log_odds(maps - moved)) / (2 * step))
        expected.append(weights[:, image, channel])
    for found, weight in zip(np.transpose(differences), np.transpose(expected), strict=True):
        if np.abs(weight).max() > 1e-6:
            assert np.corrcoef(found, weight)[0, 1] > 0.995
            assert found @ weight > 0


# A small package in closed form: a slice of 4 × 4 and two features, log odds = pixels · a + features · b.

PIXELS = np.array([[4, 3, 0, 0], [2, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, -5]], dtype=np.float32)
FEATURES = np.array([[0.5], [-2.0]], dtype=np.float32)
INPUTS = [
    {"kind": "slices", "tensor": "slices"},
    {"kind": "radiomics", "tensor": "radiomics", "roi": {"kind": "ring"}, "features": [
        {"missing": 0.25}, {"missing": 1.0}
    ]},
]


def small_package(folder: Path, scale: float = 1.0, truthful: bool = True) -> Package:
    """Its map is pixel · weight, or, where it is not truthful, the image itself whatever the weights are."""
    nodes = [
        helper.make_node("Flatten", ["slices"], ["flat"]),
        helper.make_node("MatMul", ["flat", "pixels"], ["of_image"]),
        helper.make_node("MatMul", ["radiomics", "features"], ["of_features"]),
        helper.make_node("Add", ["of_image", "of_features"], ["log_odds"]),
        helper.make_node("Sigmoid", ["log_odds"], ["probabilities"]),
        helper.make_node("Reshape", ["pixels", "shape"], ["weight_image"]),
        helper.make_node("Mul", ["slices", "weight_image"], ["products"]),
        helper.make_node("Identity", ["products" if truthful else "slices"], ["maps"]),
        helper.make_node("Identity", ["one"], ["weights"]),
    ]
    shapes = {"slices": [1, 1, 4, 4], "radiomics": [1, 2], "probabilities": [1, 1], "maps": [1, 1, 4, 4]}
    values = {name: helper.make_tensor_value_info(name, TensorProto.FLOAT, s) for name, s in shapes.items()}
    weights = helper.make_tensor_value_info("weights", TensorProto.FLOAT, [1, 1, 1])
    initializers = [
        numpy_helper.from_array(scale * PIXELS.reshape(16, 1), "pixels"),
        numpy_helper.from_array(FEATURES, "features"),
        numpy_helper.from_array(np.array([1, 1, 4, 4]), "shape"),
        numpy_helper.from_array(np.ones((1, 1, 1), dtype=np.float32), "one"),
    ]
    graph = helper.make_graph(
        nodes,
        "small",
        [values["slices"], values["radiomics"]],
        [values["probabilities"], values["maps"], weights],
        initializers,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    folder.mkdir(exist_ok=True)
    onnx.save(model, folder / "model.onnx")
    maps = {"input": "slices", "maps": "maps", "weights": "weights", "method": "cam"}
    manifest = {
        "targets": [{"id": "EGFR", "index": 0}],
        "inputs": INPUTS,
        "outputs": {"probabilities": "probabilities", "featureMaps": [maps]},
        "graph": {"path": "model.onnx"},
    }
    (folder / "model.json").write_text(json.dumps(manifest))
    (folder / "card.md").write_text("# Small\n\n## Limits\n\nMany. A class-activation map shows what raised "
                                    "the model's log odds, not what causes a mutation.\n\n## Licence\n")
    return Package(folder, manifest)


def graph_of(package: Package) -> PackageGraph:
    return PackageGraph(package.manifest, (package.folder / "model.onnx").read_bytes())


def small_feeds(seed: int) -> dict[str, NDArray[np.float32]]:
    random = np.random.default_rng(seed)
    return {
        "slices": random.uniform(0.05, 0.3, (1, 1, 4, 4)).astype(np.float32),
        "radiomics": random.normal(size=(1, 2)).astype(np.float32),
    }


def test_contributions_are_changes_of_the_log_odds(tmp_path: Path) -> None:
    package = small_package(tmp_path)
    feeds = small_feeds(1)
    assert groups_of(INPUTS) == ["image", "ring"]
    image = float((feeds["slices"][0, 0] * PIXELS).sum())
    ring = float(((feeds["radiomics"] - [0.25, 1.0]) @ FEATURES)[0, 0])
    np.testing.assert_allclose(changes_of(graph_of(package), feeds), [[image], [ring]], atol=1e-4)


def test_the_image_s_share_is_of_what_moves_the_result() -> None:
    changes = np.random.default_rng(3).normal(size=(400, 2, 2)) * np.array([[1, 0.1], [3, 3]])
    shares = image_shares(["image", "clinical"], changes + 7)
    np.testing.assert_allclose(shares, [0.25, 0.1 / 3.1], rtol=0.1)
    assert (image_shares(["clinical"], changes[:, 1:]) == 0).all()


def test_cells_cover_the_image_evenly() -> None:
    cells = cells_of((1, 2, 6, 9), (2, 3, 3))
    assert cells.shape == (1, 2, 6, 9)
    np.testing.assert_array_equal(np.unique(cells, return_counts=True)[1], np.full(18, 6))
    assert cells[0, 1, 5, 8] == 17 and cells[0, 0, 0, 3] == 1 and cells[0, 0, 2, 0] == 3
    assert cells_of((1, 1, 4, 5, 5), (1, 2, 2, 2)).max() == 7


def test_deletion_tells_a_right_map_from_a_wrong_one(tmp_path: Path) -> None:
    package = small_package(tmp_path)
    graph, (entry,) = graph_of(package), package.manifest["outputs"]["featureMaps"]
    random = np.random.default_rng(4)
    right, wrong = [], []
    for seed in range(12):
        feeds = small_feeds(seed)
        read = graph.read(feeds, entry)
        np.testing.assert_allclose(read.maps[0, 0], feeds["slices"][0, 0] * PIXELS, rtol=1e-5)
        right.append(deletion_gains(graph, feeds, read, INPUTS[0], random)[0])
        turned = Read(read.log_odds, -read.maps)
        wrong.append(deletion_gains(graph, feeds, turned, INPUTS[0], random)[0])
    assert min(right) > 0.2 and max(wrong) < -0.2


def test_randomisation_tells_a_map_of_weights_from_one_of_edges(tmp_path: Path) -> None:
    feeds, random = small_feeds(5), np.random.default_rng(6)
    found = {}
    for truthful in (True, False):
        package = small_package(tmp_path / str(truthful), truthful=truthful)
        (entry,) = package.manifest["outputs"]["featureMaps"]
        model = onnx.load(package.folder / "model.onnx")
        others = [PackageGraph(package.manifest, randomised(model, random)) for _ in range(8)]
        maps = graph_of(package).read(feeds, entry).maps[0]
        found[truthful] = [rank_correlation(maps.ravel(), o.read(feeds, entry).maps.ravel()) for o in others]
    assert abs(np.mean(found[True])) < 0.5
    assert np.mean(found[False]) == pytest.approx(1)


@pytest.mark.parametrize("name", IMAGE_PACKAGES)
def test_every_weight_is_shuffled_and_keeps_its_values(name: str) -> None:
    model = onnx.load(PACKAGES / name / "model.onnx")
    other = onnx.load_from_string(randomised(model, np.random.default_rng(7)))
    before = {w.name: numpy_helper.to_array(w) for w in model.graph.initializer}
    after = {w.name: numpy_helper.to_array(w) for w in other.graph.initializer}
    moved = 0
    for key, values in before.items():
        np.testing.assert_array_equal(np.sort(values.ravel()), np.sort(after[key].ravel()))
        moved += values.size * (not np.array_equal(values, after[key]))
    assert moved > 0.9 * sum(values.size for values in before.values() if values.ndim > 1)


def test_maps_without_ranks_correlate_with_nothing() -> None:
    a = np.arange(5.0)
    assert rank_correlation(a, a**3) == pytest.approx(1) and rank_correlation(a, -a) == pytest.approx(-1)
    assert rank_correlation(a, np.ones(5)) == 0 and rank_correlation(a, np.full(5, np.nan)) == 0


# What is written.


def explained(image_spread: float) -> Explained:
    random = np.random.default_rng(8)
    changes = random.normal(size=(50, 2, 1)) * np.array([[image_spread], [1.0]]) + [[2.0], [0.0]]
    maps = MapTests(random.normal(0.5, 0.1, (30, 1)), random.normal(0, 0.1, (90, 1)))
    return Explained(["image", "ring"], changes, maps)


def test_explanations_stand_in_manifest_and_card(tmp_path: Path) -> None:
    package = small_package(tmp_path)
    digest = write_explanations(package, explained(1.0), "On made cases.")
    text = (tmp_path / "model.json").read_text()
    assert digest == f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    manifest = json.loads(text)
    usual = manifest["targets"][0]["usualChanges"]
    assert usual["cases"] == 50 and usual["image"] == pytest.approx(2, abs=0.5) and "clinical" not in usual
    assert "featureMaps" in manifest["outputs"]
    card = (tmp_path / "card.md").read_text()
    assert manifest["card"]["sha256"] == hashlib.sha256(card.encode()).hexdigest()
    assert "## Explanations\n\nOn made cases. What" in card and "over 50 cases" in card
    assert card.index("## Explanations") < card.index("## Limits")
    assert "on 30 of the cases" in card and "Not shown" not in card
    assert "unconfirmed" not in text
    # Again, with other cases: one section, the rest as it was.
    write_explanations(Package(tmp_path, manifest), explained(1.0), "On others.")
    again = (tmp_path / "card.md").read_text()
    assert again == card.replace("On made cases.", "On others.")


def test_no_map_of_an_image_that_hardly_counts(tmp_path: Path) -> None:
    package = small_package(tmp_path)
    write_explanations(package, explained(0.02), "On made cases.")
    assert "featureMaps" not in json.loads((tmp_path / "model.json").read_text())["outputs"]
    card = (tmp_path / "card.md").read_text()
    assert "the image hardly counts" in card and "A class-activation map shows" not in card


def test_a_map_that_fails_the_deletion_test_is_called_so(tmp_path: Path) -> None:
    package, found = small_package(tmp_path), explained(1.0)
    assert found.maps is not None
    lost = MapTests(found.maps.gains - 0.5, found.maps.correlations)
    write_explanations(package, Explained(found.groups, found.changes, lost), "On made cases.")
    assert "Not shown to point at what decides: the maps for EGFR" in (tmp_path / "card.md").read_text()
    (entry,) = json.loads((tmp_path / "model.json").read_text())["outputs"]["featureMaps"]
    assert entry["unconfirmed"] == ["EGFR"]
    # Again, with maps that pass.
    write_explanations(package, found, "On others.")
    assert "unconfirmed" not in (tmp_path / "model.json").read_text()


def test_a_fresh_package_is_explained_by_the_command(
    smoke_run: Run, tiny_cohort_folder: Path, tmp_path: Path
) -> None:
    export_run(smoke_run("deep-radscore"), tmp_path, IDENTITY)
    before = (tmp_path / "card.md").read_text()
    assert "## Explanations\n\nNot measured" in before
    command = ["explain", "--package", str(tmp_path), "--cohort", str(tiny_cohort_folder)]
    main([*command, "--cases", "On tiny cases.", "--map-cases", "3"])
    package, cohort = read_package(tmp_path), read_cohort(tiny_cohort_folder)
    assert package.targets[0]["usualChanges"]["cases"] == len(cohort.rows)
    assert set(package.targets[0]["usualChanges"]) == {"cases", "image", "radiomics", "ring"}
    # The same cases by hand.
    inputs = package.manifest["inputs"]
    tables = feature_tables(inputs, cohort)
    again = explain(package, cohort.rows, lambda row: encode(inputs, cohort, row, tables), map_cases=0)
    usual = [package.targets[0]["usualChanges"][group] for group in ("image", "radiomics", "ring")]
    np.testing.assert_allclose(again.changes[:, :, 0].mean(axis=0), usual, atol=1e-3)
    # What it says of itself is what is there.
    for entry in (package.manifest["card"], package.manifest["graph"]):
        data = (tmp_path / entry["path"]).read_bytes()
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()
