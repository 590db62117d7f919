"""A package computes what the run's network computes, and describes what the network was trained on."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import onnx
import onnxruntime
import pytest
import torch
import yaml
from onnx import TensorProto, helper
from tiny_cohort import write_tiny_cohort
from torch import Tensor, nn

from mutation_training.__main__ import main
from mutation_training.cohort.table import CaseRow, read_cohort, write_cohort
from mutation_training.export.folding import fold
from mutation_training.export.graph import export_fp32, halve_weights, refuse_what_webgpu_cannot
from mutation_training.export.graph_files import graph_entries
from mutation_training.export.inputs import default_parameters
from mutation_training.export.operating_point import operating_point
from mutation_training.export.package import manifest_json, target_codes
from mutation_training.export.packaged import load_checkpoint
from mutation_training.export.readouts import readout_of
from mutation_training.export.run_data import ExportError
from mutation_training.export.run_package import Identity, export_run
from mutation_training.export.session import load_graphs, open_network
from mutation_training.export.status import status_of
from mutation_training.export.systems import fitted_to_text, judged_by_stack
from mutation_training.export.trees import MISSING, BoostedTrees
from mutation_training.export.untrained import shape_of
from mutation_training.networks.registry import build_network
from mutation_training.recipes import deep_radscore
from mutation_training.recipes.config import find_config
from mutation_training.recipes.deep_radscore import FEWEST_UNSEEN
from mutation_training.recipes.training import SYSTEMS

#: Operators that onnxruntime-web runs on WebGPU; others would move data to the CPU and back.
WEBGPU_OPERATORS = set(
    "Add AveragePool BatchNormalization Cast Clip Concat Conv Div Equal Expand Gather Gemm "
    "GlobalAveragePool Greater Identity LessOrEqual Less Log MatMul MaxPool Mul Pad ReduceMean ReduceSum "
    "Relu Reshape Resize Sigmoid Slice Split Squeeze Sub Tanh Transpose Unsqueeze Where".split()
)
IDENTITY = Identity("tiny-demo", "0.1.0", None, "Tiny cases.", "MIT")


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """It says that its cases are made."""
    folder = write_tiny_cohort(tmp_path_factory.mktemp("cohort"), 40)
    rows = read_cohort(folder).rows
    write_cohort(folder, [replace(row, extra={**row.extra, "trait_density": "0.5"}) for row in rows])
    return folder


@pytest.fixture(scope="module", params=sorted(SYSTEMS))
def run(request: pytest.FixtureRequest, cohort: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / str(request.param)
    torch.set_num_threads(1)
    main(
        ["train", "--config", f"{request.param}/smoke", "--cohort", str(cohort), "--out", str(folder)]
    )
    return folder


@pytest.fixture(scope="module")
def package(run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages") / f"{run.name}-demo"
    export_run(run, folder, IDENTITY)
    return folder


def read_manifest(package: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((package / "model.json").read_text())
    return manifest


def random_inputs(manifest: Mapping[str, Any]) -> dict[str, Tensor]:
    generator = torch.Generator().manual_seed(1)
    return {
        given["tensor"]: torch.rand(shape_of(given), generator=generator) for given in manifest["inputs"]
    }


def test_the_graph_is_the_run_s_network(run: Path, package: Path) -> None:
    """The network as the run built it, unfolded and in fp32, but for the calibration."""
    manifest, checkpoint = read_manifest(package), load_checkpoint(run)
    network = build_network(checkpoint["system"], checkpoint["network"], checkpoint["members"])
    network.load_state_dict(checkpoint["state"])
    readout = readout_of(checkpoint, network.eval())
    inputs = random_inputs(manifest)
    session = open_network(package, manifest["graph"])
    names = session.outputs
    found = dict(zip(names, session.run(names, {k: v.numpy() for k, v in inputs.items()}), strict=True))
    with torch.no_grad():
        read = readout(*inputs.values())
    for name, value in (
        ("penultimate", read.penultimate),
        ("feature_maps", read.maps),
        ("map_weights", read.weights),
    ):
        scale = float(value.abs().max())
        assert np.abs(found[name] - value.numpy()).max() <= 5e-3 * scale, f"{name}: fp16 weights"
    for target in manifest["targets"]:
        assert 0 <= found["probabilities"][0, target["index"]] <= 1
    if manifest["graph"]["precision"] == "w16":
        assert halved(load_graphs(package, manifest["graph"])), "large weights are stored in half"


@pytest.mark.parametrize(
    ("name", "shown", "fewest"),
    [("svm", True, FEWEST_UNSEEN), ("knn", False, FEWEST_UNSEEN), ("random-forest", False, FEWEST_UNSEEN),
     ("lda", True, 2)],
)  # fmt: skip
def test_whichever_classifier_was_chosen_is_packaged(
    name: str, shown: bool, fewest: int, cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the network's log odds where validation cases are too few, else on its deep features."""
    monkeypatch.setattr(deep_radscore, "FEWEST_UNSEEN", fewest)
    config = yaml.safe_load(find_config("deep-radscore/smoke").read_text(encoding="utf-8"))
    config["options"] |= {"classifiers": [name], "packaged": "classifier"}
    (tmp_path / "one.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    run = tmp_path / "run"
    main(["train", "--config", str(tmp_path / "one.yaml"), "--cohort", str(cohort), "--out", str(run)])
    export_run(run, tmp_path / "package", IDENTITY)
    manifest, card = read_manifest(tmp_path / "package"), (tmp_path / "package" / "card.md").read_text()
    assert ("featureMaps" in manifest["outputs"]) == shown
    assert f"EGFR {name}, KRAS {name}" in card
    assert ("features of training cases" in card) == (name in ("svm", "knn"))
    assert ("have no slope" in card) == (not shown)
    few = fewest == FEWEST_UNSEEN
    assert ("EGFR, KRAS validation cases were too few for this." in card) == few
    assert ("EGFR, KRAS: found out of fold, each training case" in card) == few
    assert ("EGFR, KRAS: found on the validation cases, each" in card) == (not few)
    test_the_graph_is_the_run_s_network(run, tmp_path / "package")
    test_threshold_and_scaling_are_of_cases_that_were_held_out(run, tmp_path / "package", few)


def test_threshold_and_scaling_are_of_cases_that_were_held_out(
    run: Path, package: Path, few: bool = True
) -> None:
    """Of Deep-RadScore: of its training cases, where those for validation are few."""
    checkpoint = load_checkpoint(run)
    if checkpoint["system"] != "deep-radscore":
        # `run` is each system in turn.
        pytest.skip("one system's")
    model, split = checkpoint["main_model"], "train" if few else "validation"
    with (run / "predictions.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["model"] == model and row["label"]]
    assert {row["split"] for row in rows if row["fold"]} == {split}
    for target in read_manifest(package)["targets"]:
        own = [row for row in rows if row["target"] == target["id"] and row["split"] == split]
        labels, said = (np.array([float(row[name]) for row in own]) for name in ("label", "probability"))
        point = operating_point(said, labels, checkpoint["seed"])
        assert target["threshold"] == point.threshold and point.cases == len(own)


def test_a_card_says_of_each_endpoint_what_stands_behind_its_classifier() -> None:
    fitted = {
        "EGFR": {"split": "validation", "cases": 61},
        "KRAS": {"split": "train", "cases": 210, "networks": 5},
        "ALK": {"split": "train", "cases": 190, "networks": 5},
    }
    checkpoint = {"parts": {"fitted_to": fitted}}
    said = fitted_to_text(checkpoint)
    found = judged_by_stack(checkpoint, ", but the epoch was chosen by them")
    assert "Of EGFR this was fitted to the deep features of 61 validation cases" in said
    assert "Of KRAS, ALK validation cases were too few for this." in said
    assert "fitted to 210 / 190 training cases as 5 networks judged them" in said
    assert "fitted to them, but the epoch was chosen by them. KRAS, ALK: found out of fold" in found
    assert fitted_to_text({"parts": {}}) == judged_by_stack({"parts": {}}, "") == "", "of other systems"


def halved(graphs: Sequence[onnx.ModelProto]) -> bool:
    """Of the convolutions: a classifier's tables keep every digit."""
    weights = [
        w for graph in graphs for w in graph.graph.initializer if len(w.dims) >= 4 and np.prod(w.dims) >= 256
    ]
    half = sum(int(np.prod(w.dims)) for w in weights if w.data_type == TensorProto.FLOAT16)
    return half > 0.8 * sum(int(np.prod(w.dims)) for w in weights)


def test_readout_is_the_network(run: Path) -> None:
    """Reading maps and gradients on the way changes no probability; folding neither."""
    checkpoint = load_checkpoint(run)
    network = build_network(checkpoint["system"], checkpoint["network"], checkpoint["members"])
    network.load_state_dict(checkpoint["state"])
    network.eval()
    if checkpoint["system"] == "deep-radscore":
        checkpoint = {**checkpoint, "main_model": "combined"}
    elif checkpoint["main_model"] == "fusion":
        checkpoint = {**checkpoint, "parts": {}}
    readout, folded = readout_of(checkpoint, network), readout_of(checkpoint, fold(network))
    inputs = example_of(checkpoint)
    own = list(inputs)
    match checkpoint["system"]:
        case "deep-radscore":
            # The network takes the RadScores themselves.
            scores = [score(x) for score, x in zip(readout.scores, inputs[1:], strict=True)]
            own = [inputs[0][:, 0], torch.stack(scores, dim=2)]
    with torch.no_grad():
        expected = network.log_odds(*own)
        torch.testing.assert_close(readout(*inputs).log_odds, expected, atol=1e-4, rtol=1e-4)
        torch.testing.assert_close(folded(*inputs).log_odds, expected, atol=1e-4, rtol=1e-4)


def example_of(checkpoint: Mapping[str, Any]) -> list[Tensor]:
    """Random tensors of the shapes that the checkpoint's preprocessing gives."""
    generator = torch.Generator().manual_seed(2)
    preprocessing = checkpoint["preprocessing"]
    shapes: list[tuple[int, ...]] = []
    match checkpoint["system"]:
        case "mmdl":
            size = preprocessing["views"]["size"]
            shapes = [(1, 9, size, size), (1, len(preprocessing["clinical"]["fields"]))]
        case "deep-radscore":
            size = preprocessing["patch"]["size"]
            shapes = [(1, 1, size, size)]
            shapes += [(1, len(s["features"])) for s in preprocessing["radiomics"].values()]
        case "ajou-multimodal":
            count, size = (preprocessing["slices"][key] for key in ("count", "size"))
            shapes = [(1, count, size, size)]
            shapes += [(1, len(s["features"])) for s in preprocessing["radiomics"].values()]
            shapes += [(1, len(preprocessing["clinical"]["fields"]))]
        case _:
            shapes = [(1, 1, *preprocessing["volume"]["shape"])]
    return [torch.rand(shape, generator=generator) for shape in shapes]


def test_map_weights_are_the_gradient(run: Path) -> None:
    """What a channel's mean adds to the log odds that the package gives, of ensembles and fusions too,
    against PyTorch's backward pass."""
    checkpoint = load_checkpoint(run)
    torch.manual_seed(3)
    network = build_network(checkpoint["system"], checkpoint["network"], checkpoint["members"]).eval()
    readout = readout_of(checkpoint, network)
    recorded = record_maps(readout)
    read = readout(*fed(checkpoint, readout))
    # Of an ensemble the maps side by side are made of the members', which the probability is made of.
    parts = recorded if checkpoint["members"] else [read.maps]
    for target in range(read.log_odds.shape[1]):
        by_pixel = torch.autograd.grad(read.log_odds[0, target], parts, retain_graph=True)
        by_channel = torch.cat([part.flatten(2).sum(dim=2) for part in by_pixel], dim=1)
        expected = by_channel.reshape(read.weights[target].shape)
        torch.testing.assert_close(read.weights[target], expected, atol=1e-7, rtol=1e-3)


def record_maps(readout: nn.Module) -> list[Tensor]:
    """What every member's `maps` will return, as it returns it."""
    recorded: list[Tensor] = []

    def recording(function: Any) -> Any:
        def wrapped(*arguments: Any) -> Tensor:
            found: Tensor = function(*arguments)
            recorded.append(found)
            return found

        return wrapped

    for module in readout.modules():
        if hasattr(module, "maps") and not isinstance(module, type(readout)):
            module.maps = recording(module.maps)
    return recorded


def fed(checkpoint: Mapping[str, Any], readout: Any) -> list[Tensor]:
    """Random tensors for all of a readout's inputs."""
    tensors = example_of(checkpoint)
    for name in readout.inputs[len(tensors) :]:
        table = checkpoint["preprocessing"][name.partition("_")[0]]
        count = len(table["fields"]) if "fields" in table else len(table["tumour"]["features"])
        tensors.append(torch.rand((1, count)))
    return tensors


def test_no_map_of_a_network_that_hardly_counts(run: Path) -> None:
    checkpoint = load_checkpoint(run)
    if "fusion" not in checkpoint["parts"]:
        # `run` is each system in turn: those with a fusion are tested.
        pytest.skip("no fusion")
    network = build_network(checkpoint["system"], checkpoint["network"], checkpoint["members"])
    readout = readout_of(checkpoint, network)
    for weights, decides in (([0.15, 7.3], False), ([-2.0, 3.0], True)):
        readout.weights = weights
        assert readout.image_decides == decides


def test_members_of_an_ensemble_are_its_networks(run: Path) -> None:
    checkpoint = load_checkpoint(run)
    if checkpoint["members"] is None:
        # `run` is each system in turn: those that are ensembles are tested.
        pytest.skip("one network")
    network = build_network(checkpoint["system"], checkpoint["network"], checkpoint["members"])
    network.load_state_dict(checkpoint["state"])
    readout = readout_of(checkpoint, network.eval())
    inputs = fed(checkpoint, readout)
    with torch.no_grad():
        read = readout(*inputs)
        assert read.members is not None and read.members.shape == (checkpoint["members"], 1)
        if "fusion" not in checkpoint["parts"]:
            expected = torch.cat([member.log_odds(*inputs) for member in network.members])
            torch.testing.assert_close(read.members, expected, atol=1e-4, rtol=1e-4)
            mean = torch.sigmoid(read.members).mean()
            torch.testing.assert_close(torch.sigmoid(read.log_odds)[0, 0], mean)
        else:
            # Both parts are means, and the fusion is linear in them.
            torch.testing.assert_close(read.members.mean(), read.log_odds[0, 0])


def test_package_describes_itself(package: Path) -> None:
    manifest = read_manifest(package)
    card = (package / "card.md").read_text()
    for entry, graph in zip(
        graph_entries(manifest["graph"]), load_graphs(package, manifest["graph"]), strict=True
    ):
        assert entry["size"] == (package / entry["path"]).stat().st_size
        assert entry["sha256"] in card
        assert {node.op_type for node in graph.graph.node} <= WEBGPU_OPERATORS
        for value in [*graph.graph.input, *graph.graph.output]:
            assert all(dim.dim_value > 0 for dim in value.type.tensor_type.shape.dim), "static shapes"
    tensors = [given["tensor"] for given in manifest["inputs"]]
    if manifest["graph"].get("kind") == "view-by-view":
        tensors = ["features", *tensors[1:]]
    assert tensors == [given.name for given in graph.graph.input], "of the fusion, where it is in parts"
    named = set(open_network(package, manifest["graph"]).outputs)
    outputs = manifest["outputs"]
    assert {outputs["probabilities"], outputs["penultimate"]} <= named
    for maps in outputs.get("featureMaps", ()):
        assert {maps["maps"], maps["weights"]} <= named
    for target in manifest["targets"]:
        assert 0 < target["threshold"] < 1
        assert "conformal" not in target, "no calibration cases, no sets"
    assert "mean nothing for a patient" in card
    assert "{" not in card, "a placeholder was left"
    data = (package / "card.md").read_bytes()
    assert manifest["card"]["sha256"] == hashlib.sha256(data).hexdigest()


def test_inputs_that_do_not_give_the_run_s_predictions_are_refused(run: Path, tmp_path: Path) -> None:
    """A package never says that it was trained on what it was not trained on."""
    for name in ("config.yaml", "checkpoint.pt"):
        (tmp_path / name).write_bytes((run / name).read_bytes())
    header, *rows = (run / "predictions.csv").read_text().splitlines()
    moved = [row.rpartition(",") for row in rows]
    lines = [f"{cells},{(float(p) + 0.3) % 1:.6f}" for cells, _, p in moved]
    (tmp_path / "predictions.csv").write_text("\n".join([header, *lines]) + "\n")
    with pytest.raises(ExportError, match="Its cohort or its preprocessing has changed"):
        export_run(tmp_path, tmp_path / "package", IDENTITY)


def test_the_status_follows_from_the_cohort(run: Path, package: Path, tmp_path: Path) -> None:
    """A package from patients never warns that it is not from patients, and one of made cases always does."""
    arguments = ["export", "--run", str(run), "--package", str(tmp_path / "package")]
    arguments += ["--trained-on", "Cases."]
    assert read_manifest(package)["status"] == "demonstration"
    assert "made by a program" in (package / "card.md").read_text()
    with pytest.raises(SystemExit, match=r"a program made them .* Leave out --status research"):
        main([*arguments, "--status", "research"])
    rows = [CaseRow("a", "a", extra={"trait_density": "0.5"}), CaseRow("b", "b", extra={"trait_density": ""})]
    assert status_of(rows[:1]) == status_of(rows[:1], "demonstration") == "demonstration"
    assert status_of(rows) == status_of([]) == "research", "one patient among them is enough"
    with pytest.raises(ExportError, match=r"nothing in the cohort's table says .* Leave out --status demons"):
        status_of(rows, "demonstration")
    assert not (tmp_path / "package").exists()


def test_a_recipe_without_validation_cases_is_packaged(cohort: Path, tmp_path: Path) -> None:
    """Fudan's published split has none: the threshold is from cases out of fold, not from the test cases."""
    paper, smoke = (
        yaml.safe_load(find_config(f"fudan-fusion/{size}").read_text()) for size in ("paper", "smoke")
    )
    assert paper["split"]["validation"] == 0
    (tmp_path / "settings.yaml").write_text(yaml.safe_dump({**smoke, "split": paper["split"]}))
    settings = ["--config", str(tmp_path / "settings.yaml"), "--cohort", str(cohort)]
    run, package = tmp_path / "run", tmp_path / "package"
    main(["train", *settings, "--out", str(run)])
    with (run / "predictions.csv").open(newline="") as file:
        assert {row["split"] for row in csv.DictReader(file)} == {"train", "test"}
    main(["export", "--run", str(run), "--package", str(package), "--trained-on", "Tiny cases."])
    (target,) = read_manifest(package)["targets"]
    assert 0 < target["threshold"] < 1


def test_trees_decide_as_lightgbm() -> None:
    random = np.random.default_rng(0)
    values = random.normal(size=(300, 5))
    values[random.random(values.shape) < 0.2] = np.nan
    values[:, 4] = np.round(random.random(300))
    labels = (np.nan_to_num(values[:, 0]) + values[:, 4] + np.isnan(values[:, 1]) > 0.8).astype(float)
    settings = {"objective": "binary", "num_leaves": 6, "verbosity": -1, "min_data_in_leaf": 5}
    boosters = [
        lightgbm.train(
            {**settings, "seed": seed, "feature_fraction": 0.6}, lightgbm.Dataset(values, labels), 20
        )
        for seed in (1, 2)
    ]
    trees = BoostedTrees([booster.model_to_string() for booster in boosters])
    single = values.astype(np.float32).astype(np.float64)
    expected = np.mean([booster.predict(single) for booster in boosters], axis=0)
    filled = torch.from_numpy(np.nan_to_num(single, nan=MISSING)).float()
    found = torch.cat([trees(row.unsqueeze(0)) for row in filled]).flatten()
    np.testing.assert_allclose(found.numpy(), expected, atol=1e-6)
    model = export_fp32(trees, (filled[:1],), ["columns"], ["probability"])
    session = onnxruntime.InferenceSession(halve_weights(model).SerializeToString())
    for i in range(0, 300, 30):
        (run,) = session.run(None, {"columns": filled[i : i + 1].numpy()})
        assert abs(float(run[0, 0]) - expected[i]) < 1e-6


def test_what_webgpu_miscomputes_is_refused() -> None:
    image = (torch.zeros(1, 6, 8, 8),)
    export_fp32(nn.Conv2d(6, 8, 1), image, ["x"], ["y"])
    with pytest.raises(ValueError, match="6 to 8 channels is wrong"):
        export_fp32(nn.Conv2d(6, 8, 3), image, ["x"], ["y"])
    volume = (torch.zeros(1, 4, 8, 8, 8),)
    with pytest.raises(ValueError, match="grouped 3-D"):
        export_fp32(nn.Conv3d(4, 4, 3, groups=2), volume, ["x"], ["y"])
    with pytest.raises(ValueError, match="transposed 3-D"):
        export_fp32(nn.ConvTranspose3d(4, 4, 2, 2), volume, ["x"], ["y"])
    with pytest.raises(ValueError, match="dilated max-pooling"):
        export_fp32(nn.MaxPool2d(2, dilation=2), image, ["x"], ["y"])
    node = helper.make_node("TreeEnsemble", ["x"], ["y"], domain="ai.onnx.ml", name="trees")
    graph = helper.make_graph([node], "g", [], [])
    with pytest.raises(ValueError, match="run on the processor only"):
        refuse_what_webgpu_cannot(helper.make_model(graph))


def test_operating_point_has_the_uncertainty_of_its_scaling() -> None:
    random = np.random.default_rng(5)
    labels = (random.random(200) < 0.4).astype(float)
    probabilities = 1 / (1 + np.exp(-(3 * labels - 2 + random.normal(size=200))))
    point = operating_point(probabilities, labels, seed=1)
    assert 0 < point.threshold < 1 and point.cases == 200
    for found in (point.slope, point.intercept):
        assert found.low < found.value < found.high
    few = operating_point(probabilities[:50], labels[:50], seed=1)
    assert few.intercept.high - few.intercept.low > point.intercept.high - point.intercept.low
    assert operating_point(probabilities, labels, seed=1) == point
    with pytest.raises(ValueError, match="both classes"):
        operating_point(probabilities, np.ones(200), seed=1)


def test_names_and_numbers_of_the_manifest() -> None:
    assert target_codes("ALK")["probability"] == {
        "value": "ALK_REARR_PROB",
        "scheme": "99MUTPRED",
        "meaning": "Probability of ALK rearrangement",
    }
    assert "gene" not in target_codes("LVI")
    for target in ("EGFR", "PIK3CA", "PDL1", "LVI", "VPI", "T4"):
        for code in target_codes(target).values():
            assert len(code["value"]) <= 16 and len(code["meaning"]) <= 64
    names = ["original_glcm_Idm", "log-sigma-1-5-mm-3D_glcm_Idm", "wavelet-LLH_glcm_Idm"]
    assert default_parameters(names) == {
        "imageType": {"Original": {}, "LoG": {"sigma": [1.5]}, "Wavelet": {}}
    }
    assert '"a": [1.5, -2e-05]' in manifest_json({"a": [1.5, -2e-5]})
    with pytest.raises(ValueError):
        manifest_json({"a": float("nan")})
