"""Tables of the recipes' own models: 3-D CNN 2, Deep-RadScore 3, Fudan figure 2, Ajou 2 to 4."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch

from ..evaluation.assess import assess
from ..evaluation.predictions import read_predictions
from ..evaluation.roc import Interval
from .judged import MEASURES, SEED, figures, of_model
from .request import Request
from .table import Ours

TARGET = "EGFR"
AJOU_MEASURES = ("accuracy", "sensitivity", "macro_f1")
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
    "was "
    "not fitted to, where there are validation cases.",
    "The authors' release does not demonstrate the gain by fusion: its label columns disagree.",
)
FUDAN_DIFFERS = (
    THRESHOLD_DIFFERS,
    "Features are chosen anew without each fold, a tenth by mutual information in each.",
    "The paper's 1,074 patients of one hospital are not public.",
)
AJOU_DIFFERS = (
    THRESHOLD_DIFFERS,
    "One 2-D network reads all slices (choice); without an external test set, what is judged is said above.",
    "The paper's patients of three Korean hospitals are not public.",
)


def rows_of(
    request: Request,
    system: str,
    models: Mapping[str, str],
    targets: Sequence[str] = (TARGET,),
    measures: Sequence[str] = MEASURES,
) -> list[Ours]:
    run, found = request.run(system), []
    for target in targets:
        for row, model in models.items():
            name = f"{target}, {row}" if len(targets) > 1 else row
            found += figures(name, of_model(run, model, target, request.patients), measures)
    return found


def cnn3d_table_2(request: Request) -> list[Ours]:
    return rows_of(request, "cnn3d", CNN3D_MODELS)


def deep_radscore_table_3(request: Request) -> list[Ours]:
    run = request.run("deep-radscore")
    targets = [target for target in ("EGFR", "KRAS") if target in run.targets]
    found = [
        one
        for target in targets
        for row, model in DEEP_MODELS.items()
        for one in figures(f"{target}, {row}", of_model(run, model, target, request.patients), ("accuracy",))
    ]
    checkpoint = request.run_folder("deep-radscore") / "checkpoint.pt"
    chosen = torch.load(checkpoint, weights_only=True, map_location="cpu")["parts"].get("classifiers", {})
    for target in targets:
        for row, model in DEEP_MODELS.items():
            named = chosen.get(target, {}).get(model)
            if named is not None:
                found.append(Ours(f"{target}, {row}", "classifier", named["best"], named["cases"]))
    return found


def fudan_figure_2(request: Request) -> list[Ours]:
    return rows_of(request, "fudan-fusion", FUDAN_MODELS, measures=())


def ajou_table_2(request: Request) -> list[Ours]:
    return rows_of(
        request, "ajou-multimodal", {"radiomics + clinical": "radiomics-clinical"}, measures=AJOU_MEASURES
    )


def ajou_table_3(request: Request) -> list[Ours]:
    return rows_of(request, "ajou-multimodal", {"multimodality": "cnn"}, measures=AJOU_MEASURES)


def ajou_table_4(request: Request) -> list[Ours]:
    """Mean and standard deviation over the networks of the ensemble, each on the test cases; in a
    cross-validated run over its folds, each on its own cases."""
    request.run("ajou-multimodal")
    folder = request.run_folder("ajou-multimodal")
    outer = sorted(folder.glob("fold-*/predictions.csv"))
    members = outer or sorted(folder.glob("member-*/predictions.csv"))
    found = [values for path in members if (values := of_member(path, request.patients)) is not None]
    if len(found) < 2:
        return []
    cases = int(np.mean([count for _, _, count in found]))
    row, nan = "each fold's network", float("nan")
    figures_of = {"auc": [auc for auc, _, _ in found], "accuracy": [accuracy for _, accuracy, _ in found]}
    return [
        Ours(row, name, Interval(value, nan, nan), cases)
        for measure, values in figures_of.items()
        for name, value in (
            (measure, float(np.mean(values))),
            (f"{measure} sd", float(np.std(values, ddof=1))),
        )
    ]


def of_member(path: Path, patients: Mapping[str, str]) -> tuple[float, float, int] | None:
    """AUC, accuracy and cases of one network on its test cases; `None` without both classes among them."""
    scores = read_predictions(path).get(("cnn", TARGET, "test"))
    found = None if scores is None else assess({"test": scores}, patients, SEED, 0.5)
    if found is None:
        return None
    return found.auc.value, found.measures["accuracy"].value, len(found.scores)
