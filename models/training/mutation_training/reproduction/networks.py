"""Tables of the recipes' own models: 3-D CNN 2, Deep-RadScore 3, Ajou 2 to 4."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from ..cohort.splits import TEST_SET
from ..cohort.table import ENDPOINTS
from ..evaluation.assess import assess
from ..evaluation.predictions import Run, read_predictions, read_run
from ..evaluation.roc import Interval
from ..recipes.config import read_config
from .grid import built_in, run_grid, slug
from .judged import SEED, figures, of_model
from .request import Request
from .table import Ours

TARGET = "EGFR"
AJOU_MEASURES = ("accuracy", "sensitivity", "ppv", "macro_f1")
#: The name of the test set that the paper's external column stands beside.
EXTERNAL = "external"
AJOU_BACKBONES = {
    "efficientnet-b7": "EfficientNet-b7",
    "resnet34": "ResNet34",
    "densenet264": "DenseNet264",
}
CNN3D_MODELS = {
    "CNN": "cnn",
    "Com": "fusion",
    "SVM": "radiomics-svm",
    "LR": "radiomics-logistic",
    "NB": "radiomics-naive-bayes",
    "clinical": "clinical",
}
DEEP_MODELS = {"Radiomics-Score": "radscore-best", "Deep-CT": "deep-best", "Deep-RadScore": "fusion"}
FUDAN_MODELS = {
    "fusion": "fusion",
    "CNN": "cnn",
    "radiomic + clinical": "radiomics-clinical",
    "radiomic": "radiomics",
    "clinical": "clinical-trees",
}
THRESHOLD_DIFFERS = (
    "Thresholds are Youden's on cases that are not judged (in cross-validation, on the other folds); the "
    "paper "
    "does not say on which."
)
CNN3D_DIFFERS = (
    THRESHOLD_DIFFERS,
    "Radiomics are those of COHORT/radiomics/tumour.csv; the paper's are 1,727.",
    "Com is a logistic regression on the two probabilities (choice: the paper does not say how it joins "
    "them).",
    "The paper's patients (528 and 132 of two Chinese hospitals) are not public.",
)
DEEP_DIFFERS = (
    THRESHOLD_DIFFERS,
    "The best of seven classifiers is chosen by repeated 5-fold cross-validation on cases that the network "
    "was not fitted to: on deep features of validation cases, or with fewer than 20 of a class on log odds "
    "of training cases, each by a network that has not seen it.",
    "The authors' release does not demonstrate the gain by fusion: its label columns disagree.",
)
FUDAN_DIFFERS = (
    THRESHOLD_DIFFERS,
    "Features are chosen anew without each fold, a tenth by mutual information in each.",
    "The paper's 1,074 patients of one hospital are not public.",
)
AJOU_DIFFERS = (
    THRESHOLD_DIFFERS,
    "One 2-D network reads all slices (choice).",
    "Rows without a set's name are of the test set `external`, or of a cohort that names none (column "
    "`test_set`) of what is said above; beside them stands what the paper has of its external set.",
    "The paper's patients of three Korean hospitals are not public.",
)


def cnn3d_table_2(request: Request) -> list[Ours]:
    run = request.run("cnn3d")
    return [
        one
        for row, model in CNN3D_MODELS.items()
        for one in figures(row, of_model(run, model, TARGET, request.patients))
    ]


def deep_radscore_table_3(request: Request) -> list[Ours]:
    """Of every endpoint that the cohort has, by its own network; of a run that is there, of its endpoints."""
    found = []
    for endpoint in ENDPOINTS:
        if not request.has_both_classes(endpoint):
            continue
        run = request.run("deep-radscore", endpoint)
        if endpoint in run.targets:
            folder = request.run_folder("deep-radscore", endpoint)
            found += deep_radscore_rows(run, folder, endpoint, request.patients)
    return found


def deep_radscore_rows(run: Run, folder: Path, endpoint: str, patients: Mapping[str, str]) -> list[Ours]:
    found = [
        one
        for row, model in DEEP_MODELS.items()
        for one in figures(f"{endpoint}, {row}", of_model(run, model, endpoint, patients), ("accuracy",))
    ]
    checkpoint = torch.load(folder / "checkpoint.pt", weights_only=True, map_location="cpu")
    chosen = checkpoint["parts"].get("classifiers", {}).get(endpoint, {})
    for row, model in DEEP_MODELS.items():
        if model in chosen:
            found.append(
                Ours(f"{endpoint}, {row}", "classifier", chosen[model]["best"], chosen[model]["cases"])
            )
    return found


def ajou_table_2(request: Request) -> list[Ours]:
    return of_test_sets(request, request.run("ajou-multimodal"), "radiomics + clinical", "radiomics-clinical")


def ajou_table_3(request: Request) -> list[Ours]:
    return [
        one
        for backbone, folder in ajou_runs(request).items()
        for one in of_test_sets(request, read_run(folder), backbone, "cnn")
    ]


def of_test_sets(request: Request, run: Run, row: str, model: str) -> list[Ours]:
    return [
        one
        for name, cases in test_sets(request).items()
        for one in figures(
            f"{row}{name}", of_model(among(run, cases), model, TARGET, request.patients), AJOU_MEASURES
        )
    ]


def ajou_runs(request: Request) -> dict[str, Path]:
    """Backbone -> run: of a run that is there its own, else all of the grid."""
    if request.trained is None:
        place, grid = request.folder / "runs" / "ajou-backbones", built_in()["ajou-backbones"]
        run_grid(grid, request.cohort.folder, request.size, place)
        return {variant: place / slug(variant) for variant in grid.variants}
    settings = read_config(request.trained / "config.yaml").network
    return {AJOU_BACKBONES[settings.get("backbone", "efficientnet-b7")]: request.trained}


def test_sets(request: Request) -> dict[str, frozenset[str] | None]:
    """What a row's name ends in -> its test cases; the external set's, and unnamed ones', is nothing."""
    sets: dict[str, set[str]] = {}
    for row in request.cohort.rows:
        name = row.extra.get(TEST_SET, "")
        sets.setdefault("" if name in ("", EXTERNAL) else f", {name}", set()).add(row.case_id)
    return {"": None} if len(sets) == 1 else {name: frozenset(cases) for name, cases in sets.items()}


def among(run: Run, cases: frozenset[str] | None) -> Run:
    """The run with these cases alone among its test cases; with all for `None`."""
    if cases is None:
        return run
    scores = {
        key: one.where(np.isin(one.case_ids, list(cases))) if key[2] == "test" else one
        for key, one in run.scores.items()
    }
    return replace(run, scores=scores)


def ajou_table_4(request: Request) -> list[Ours]:
    """Of each backbone and test set, over the folds' networks."""
    return [
        one
        for backbone, folder in ajou_runs(request).items()
        for name, cases in test_sets(request).items()
        for one in of_folds(folder, f"{backbone}{name}", cases, request.patients)
    ]


def of_folds(
    folder: Path, row: str, only: frozenset[str] | None, patients: Mapping[str, str]
) -> list[Ours]:
    """Mean and standard deviation over the networks of the ensemble, each on the test cases; in a
    cross-validated run over its folds, each on its own cases."""
    outer = sorted(folder.glob("fold-*/predictions.csv"))
    members = outer or sorted(folder.glob("member-*/predictions.csv"))
    found = [values for path in members if (values := of_member(path, only, patients)) is not None]
    if len(found) < 2:
        return []
    cases, nan = int(np.mean([count for _, _, count in found])), float("nan")
    figures_of = {"auc": [auc for auc, _, _ in found], "accuracy": [accuracy for _, accuracy, _ in found]}
    return [
        Ours(row, name, Interval(value, nan, nan), cases)
        for measure, values in figures_of.items()
        for name, value in (
            (measure, float(np.mean(values))),
            (f"{measure} sd", float(np.std(values, ddof=1))),
        )
    ]


def of_member(
    path: Path, only: frozenset[str] | None, patients: Mapping[str, str]
) -> tuple[float, float, int] | None:
    """AUC, accuracy and cases of one network on its test cases; `None` without both classes among them."""
    scores = read_predictions(path).get(("cnn", TARGET, "test"))
    if scores is not None and only is not None:
        scores = scores.where(np.isin(scores.case_ids, list(only)))
    found = None if scores is None else assess({"test": scores}, patients, SEED, 0.5)
    if found is None:
        return None
    return found.auc.value, found.measures["accuracy"].value, len(found.scores)
