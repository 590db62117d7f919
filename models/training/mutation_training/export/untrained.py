"""A package of a network that nobody has trained, to try how its size runs: a size test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
import yaml
from torch import nn

from ..evaluation.calibration import Platt
from ..networks.network import MutationNetwork
from ..networks.registry import build_network
from ..recipes.ajou_multimodal import AjouOptions
from ..recipes.config import Config, strict
from ..recipes.deep_radscore import DeepRadScoreOptions
from ..recipes.mmdl import MmdlOptions
from ..recipes.volumes import BoundingBox, CentredCube
from ..tabular.clinical import clinical_fields
from .card import PRECISIONS, sentence, shown
from .folding import fold
from .golden import hashed_tensor, write_golden
from .half import tried_in_half
from .inputs import Input, manifest_inputs
from .network_files import write_network
from .package import target_codes, write_manifest
from .packaged import PackagedNetwork, packaged_network
from .readouts import readout_of
from .run_package import Identity, identity_of, outputs_of, parameter_count, require_parity
from .session import open_network
from .systems import system_text

TEMPLATE = Path(__file__).with_name("untrained.md")
DEFAULT_FEATURES = Path(__file__).with_name("default_features.yaml")
NOTHING = "Nothing: the weights are random numbers."
#: Of views in HU, in place of a training set's.
VIEWS_MEAN, VIEWS_SD = -700.0, 400.0
UNSCALED = {"offset": 0.0, "scale": 1.0, "missing": 0.0}
#: 0.5 in any case: nothing was measured that a threshold could be found on.
THRESHOLD = 0.5


def export_untrained(
    config: Config,
    folder: Path,
    identity: Identity,
    whole: bool = False,
    golden: Path | None = None,
    part_bytes: int | None = None,
    half: bool = False,
) -> str:
    """Writes the package with weights drawn by the settings' seed; returns its digest.

    Of systems that join a network with other models (trees, RadScores) the network alone, and of an ensemble
    one: what else they read is not in a configuration. Raises ValueError for a system that makes no package.
    """
    checkpoint, packaged, inputs = untrained_network(config)
    shapes = [shape_of(given) for given in inputs]
    example = tuple(torch.from_numpy(hashed_tensor(shape, i)) for i, shape in enumerate(shapes))
    manifest = {
        **identity_of(identity, system_text(checkpoint)),
        "name": f"{system_text(checkpoint).name} (size test)",
        "intendedUse": "Size test. Random weights: numbers mean nothing for anybody.",
        "targets": [
            {"id": target, "index": i, **target_codes(target), "threshold": THRESHOLD}
            for i, target in enumerate(config.targets)
        ],
        "inputs": inputs,
        "outputs": outputs_of(packaged),
    }
    folder.mkdir(parents=True, exist_ok=True)
    own = {} if part_bytes is None else {"part_bytes": part_bytes}
    graph = write_network(folder, packaged, example, "w16", whole, **own, half=half)
    require_parity(open_network(folder, graph), packaged, example)
    if half:
        graph = tried_in_half(folder, graph, packaged, [example])
    if golden is not None:
        write_golden(packaged, shapes, golden)
    card = untrained_card(manifest, checkpoint, config.seed, parameter_count(packaged))
    return write_manifest(folder, graph, manifest, card)


def untrained_network(config: Config) -> tuple[dict[str, Any], PackagedNetwork, list[Input]]:
    """What a checkpoint would say of it, the network of the package, and its inputs in a manifest."""
    preprocessing = preprocessing_of(config)
    checkpoint: dict[str, Any] = {
        "system": config.system,
        "targets": list(config.targets),
        "network": network_arguments(config, preprocessing),
        "members": None,
        "preprocessing": preprocessing,
        "parts": {},
    }
    torch.manual_seed(config.seed)
    readout = readout_of(checkpoint, fold(drawn(build_network(config.system, checkpoint["network"]))))
    calibration = [Platt(1, 0)] * len(config.targets)
    packaged = packaged_network(readout, calibration, "w16", config.system == "mmdl")
    return checkpoint, packaged, manifest_inputs(checkpoint, readout.inputs, None)


def drawn(network: MutationNetwork) -> MutationNetwork:
    """With weights of He's variance (2015): by PyTorch's own, hardly anything of an image reaches the end of
    a deep network, and one image is read like another."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.Conv3d | nn.Linear):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
    return network


def preprocessing_of(config: Config) -> dict[str, Any]:
    """As a run's checkpoint has it, with scaling of no cohort."""
    match config.system:
        case "mmdl":
            options = strict(MmdlOptions, config.options, "options")
            views = {
                "size": options.size,
                "clip_hu": list(options.clip_hu),
                "mean": VIEWS_MEAN,
                "sd": VIEWS_SD,
                "planes": list(options.views),
            }
            return {"views": views, "clinical": {"fields": clinical_fields(options.clinical, [], "z-score")}}
        case "cnn3d":
            return {"volume": strict(BoundingBox, config.options.get("volume", {}), "volume").to_mapping()}
        case "fudan-fusion":
            return {"volume": strict(CentredCube, config.options.get("volume", {}), "volume").to_mapping()}
        case "deep-radscore":
            patch = strict(DeepRadScoreOptions, config.options, "options")
            return {"patch": {"size": patch.size, "clip_hu": list(patch.clip_hu)}}
        case "ajou-multimodal":
            slices = strict(AjouOptions, config.options, "options")
            names = default_features()
            scaling = {key: [value] * len(names) for key, value in UNSCALED.items()}
            return {
                "slices": slices.slices(),
                "clinical": {"fields": clinical_fields(slices.clinical, [], "min-max")},
                "radiomics": {"tumour": {"features": names, **scaling}},
            }
    raise ValueError(f"there is no package for the system '{config.system}'")


def default_features() -> list[str]:
    """PyRadiomics' 107 of the original image."""
    classes = yaml.safe_load(DEFAULT_FEATURES.read_text())
    return [f"original_{group}_{name}" for group, names in classes.items() for name in names]


def network_arguments(config: Config, preprocessing: Mapping[str, Any]) -> dict[str, Any]:
    counts: dict[str, Any]
    match config.system:
        case "mmdl":
            counts = {
                "views": len(preprocessing["views"]["planes"]),
                "clinical": len(preprocessing["clinical"]["fields"]),
                "genes": len(config.targets),
            }
        case "deep-radscore":
            counts = {"endpoints": len(config.targets)}
        case "ajou-multimodal":
            counts = {
                "radiomics": len(preprocessing["radiomics"]["tumour"]["features"]),
                "clinical": len(preprocessing["clinical"]["fields"]),
                "targets": len(config.targets),
            }
        case _:
            counts = {"targets": len(config.targets)}
    return {**config.network, **counts}


def shape_of(given: Input) -> tuple[int, ...]:
    """Of the tensor that core makes: the twin of core/src/inference/modelInputs.ts, `tensorDims`."""
    match given["kind"]:
        case "views":
            size = given["resize"]["size"]
            return (1, len(given["planes"]), size, size)
        case "volume":
            if "resize" in given:
                return (1, 1, *(given["resize"][axis] for axis in ("depth", "rows", "columns")))
            return (1, 1, *[given["crop"]["size"]] * 3)
        case "patch":
            return (1, 1, given["size"], given["size"])
        case "slices":
            return (1, given["count"], given["size"], given["size"])
        case "radiomics":
            return (1, len(given["features"]))
        case "clinical":
            return (1, len(given["fields"]))
    raise ValueError(f"there is no input of kind '{given['kind']}'")


def untrained_card(
    manifest: Mapping[str, Any], checkpoint: Mapping[str, Any], seed: int, parameters: int
) -> str:
    text = system_text(checkpoint)
    replaced = {
        **{key: manifest[key] for key in ("name", "version", "description", "licence")},
        "form": text.form,
        "citation": text.citation,
        "network": ", ".join(f"{key} {shown(value)}" for key, value in checkpoint["network"].items()),
        "parameters": f"{parameters:,}",
        "inputs": listed([sentence(given) for given in manifest["inputs"]]),
        "system": checkpoint["system"],
        "seed": str(seed),
        "precision": PRECISIONS["w16"],
    }
    card = TEMPLATE.read_text()
    for key, value in replaced.items():
        card = card.replace("{" + key + "}", value)
    return card


def listed(sentences: Sequence[str]) -> str:
    return "\n".join(f"- {text}" for text in sentences)
