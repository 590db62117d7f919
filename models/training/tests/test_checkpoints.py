"""A checkpoint alone reproduces what predictions.csv says: preprocessing, network and further parts."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import pytest
import torch
from scipy.special import expit
from torch import Tensor

from mutation_training.cohort.table import CaseRow, read_cohort
from mutation_training.export.classifiers import table_classifier
from mutation_training.networks.registry import build_network
from mutation_training.preprocessing.case import Case, load_case
from mutation_training.preprocessing.clinical import encode_clinical
from mutation_training.preprocessing.patch import largest_slice_patch
from mutation_training.preprocessing.radiomics import read_radiomics
from mutation_training.preprocessing.slices import windowed_slices
from mutation_training.preprocessing.views import PLANES, nine_views
from mutation_training.preprocessing.volume import bounding_box_volume, centred_cube

Settings = Mapping[str, Any]


def to_unit(hu: np.ndarray, clip_hu: list[float]) -> np.ndarray:
    low, high = clip_hu
    return (np.clip(hu, low, high) - low) / (high - low)


def views(case: Case, settings: Settings) -> np.ndarray:
    chosen = [PLANES.index(name) for name in settings["planes"]]
    hu = nine_views(case, settings["size"])[chosen]
    return (np.clip(hu, *settings["clip_hu"]) - settings["mean"]) / settings["sd"]


def volume(case: Case, settings: Settings) -> np.ndarray:
    if settings["crop"] == "centred":
        hu = centred_cube(case, settings["shape"][0], settings["spacing_mm"])
    else:
        hu = bounding_box_volume(case, tuple(settings["shape"]), settings["outside_mask_hu"])
    return to_unit(hu, settings["clip_hu"])[None]


def patch(case: Case, settings: Settings) -> np.ndarray:
    return to_unit(largest_slice_patch(case, settings["size"]), settings["clip_hu"])


def slices(case: Case, settings: Settings) -> np.ndarray:
    return windowed_slices(case, **settings)


IMAGES = {"views": views, "volume": volume, "patch": patch, "slices": slices}


class Reproduction:
    """What the exporter does, spelled out for one run."""

    def __init__(self, run: Path, cohort: Path) -> None:
        self.checkpoint = torch.load(run / "checkpoint.pt", weights_only=True)
        self.preprocessing = self.checkpoint["preprocessing"]
        self.network = build_network(
            self.checkpoint["system"], self.checkpoint["network"], self.checkpoint["members"]
        )
        self.network.load_state_dict(self.checkpoint["state"])
        self.network.eval()
        self.cohort = read_cohort(cohort)
        self.features = {
            name: read_radiomics(cohort / "radiomics" / f"{name}.csv") for name in ("tumour", "ring")
        }

    def scaled(self, row: CaseRow, roi: str) -> np.ndarray:
        entry = self.preprocessing["radiomics"][roi]
        raw = np.array([self.features[roi][row.case_id][name] for name in entry["features"]])
        scaled = (raw - np.array(entry["offset"])) * np.array(entry["scale"])
        return np.where(np.isnan(scaled), entry["missing"], scaled)

    def radscores(self, row: CaseRow) -> np.ndarray:
        """[endpoints, regions]."""
        scores = self.checkpoint["parts"]["radscores"]
        return np.array(
            [
                [np.dot(scores[roi][target], self.scaled(row, roi)) for roi in scores]
                for target in self.checkpoint["targets"]
            ]
        )

    def tensor(self, name: str, row: CaseRow) -> Tensor:
        if name in IMAGES:
            case = load_case(self.cohort.case_folder(row))
            values = IMAGES[name](case, self.preprocessing[name])
        elif name == "clinical":
            values = encode_clinical(row, self.preprocessing["clinical"]["fields"])
        else:
            values = self.scaled(row, "tumour") if name == "radiomics" else self.radscores(row)
        return torch.from_numpy(np.asarray(values, dtype=np.float32)[None])

    def network_probabilities(self, row: CaseRow) -> np.ndarray:
        inputs = [self.tensor(name, row) for name in self.network.inputs]
        with torch.no_grad():
            return torch.sigmoid(self.network.log_odds(*inputs))[0].numpy()

    def classified(self, row: CaseRow) -> np.ndarray:
        """By the classifier chosen for deep features and RadScores."""
        with torch.no_grad():
            deep = self.network.deep_features(self.tensor("patch", row))[0]
        scores = torch.from_numpy(self.radscores(row)).float()
        chosen = self.checkpoint["parts"]["classifiers"]
        asked = [
            table_classifier(chosen[target]["fusion"]["fitted"])(torch.cat([one, score])[None])[0]
            for target, one, score in zip(self.checkpoint["targets"], deep, scores, strict=True)
        ]
        return torch.sigmoid(torch.cat(asked)).flatten().numpy()

    def probabilities(self, row: CaseRow) -> np.ndarray:
        """[targets] of the checkpoint's main model."""
        if self.checkpoint["system"] == "deep-radscore" and self.checkpoint["main_model"] == "fusion":
            return self.classified(row)
        cnn = self.network_probabilities(row)
        if self.checkpoint["main_model"] != "fusion":
            return cnn
        parts = self.checkpoint["parts"]
        columns = [self.scaled(row, "tumour"), encode_clinical(row, self.preprocessing["clinical"]["fields"])]
        boosters = [lightgbm.Booster(model_str=text) for text in parts["trees"]]
        trees = np.mean([booster.predict(np.concatenate(columns)[None])[0] for booster in boosters])
        fusion = parts["fusion"][self.checkpoint["targets"][0]]
        return expit([np.dot(fusion["weights"], [cnn[0], trees]) + fusion["bias"]])


@pytest.mark.parametrize(
    "system", ["ajou-multimodal", "cnn3d", "deep-radscore", "fudan-fusion", "mmdl"]
)
def test_the_checkpoint_reproduces_the_predictions(
    system: str, smoke_run: Callable[[str], Path], tiny_cohort_folder: Path
) -> None:
    run = smoke_run(system)
    reproduction = Reproduction(run, tiny_cohort_folder)
    checkpoint = reproduction.checkpoint
    with (run / "predictions.csv").open(newline="") as file:
        # Cases that were trained on are predicted without what they taught: by their fold's network, and
        # with RadScores of a LASSO that did not see them.
        expected = {
            (row["case_id"], row["target"]): float(row["probability"])
            for row in csv.DictReader(file)
            if row["model"] == checkpoint["main_model"] and row["split"] != "train" and not row["fold"]
        }
    rows = [row for row in reproduction.cohort.rows if (row.case_id, checkpoint["targets"][0]) in expected]
    # One of them has no age and undefined features.
    assert len(rows) >= 3
    for row in rows:
        for target, found in zip(checkpoint["targets"], reproduction.probabilities(row), strict=True):
            assert found == pytest.approx(expected[row.case_id, target], abs=1e-3)
