"""The model card: what the model is, what it was made from and what it is not (TRIPOD+AI's items)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..claims.card_sections import NOT_CALIBRATED
from ..cohort.provenance import machine_made
from ..evaluation.assess import Assessment
from ..evaluation.calibration import brier, expected_calibration_error
from ..evaluation.classification import measures_at
from ..evaluation.planning import ANTICIPATED
from ..evaluation.roc import auc, auc_interval
from ..evaluation.sample_size import affordable_parameters
from ..explanations.card_section import HEADING as EXPLANATIONS
from ..explanations.card_section import NOT_EXPLAINED, STEPS_DECIDE, TREES_DECIDE, WITH_MAPS
from ..light.card_section import found_on_text
from ..tabular.plain_classifiers import name_of
from .markdown import interval, table
from .metrics import answered, metrics_text
from .operating_point import OperatingPoint
from .readouts import packaged_classifiers
from .run_data import RunData
from .subgroups_text import subgroups_text
from .systems import fitted_to_text, judged_by_stack, system_text

PRECISIONS = {"w16": "stored in fp16 and computed with in fp32", "fp32": "stored in fp32"}
TEMPLATE = Path(__file__).with_name("card.md")
SPLITS = ("train", "validation", "test")
DEMONSTRATION_NOTICE = (
    "**Research use only. These are demonstration weights, trained on synthetic images. The numbers mean "
    "nothing for a patient.**"
)
HOLDS_CASES = (
    " The graph holds features of training cases, by which a nearest neighbour or a support vector machine "
    "decides: share it as you would share these numbers."
)
INTERVAL_METHOD = (
    "Intervals of the AUC after Newcombe (2006, method 5)."
)
POOLED = (
    "In cross-validation the training and the\nvalidation cases are one pool: every network of the mean was "
    "trained on most of both."
)
RESEARCH_NOTICE = (
    "**Research use only. Not a medical device, not a molecular test; not validated for patients.**"
)


def card_of(
    manifest: Mapping[str, Any],
    checkpoint: Mapping[str, Any],
    data: RunData,
    points: Sequence[OperatingPoint],
    assessments: Mapping[str, Assessment | None],
    parameters: int,
    precision: str,
) -> str:
    """Markdown with `{graph_sha256}` left open, which the writer fills in."""
    demonstration = manifest["status"] == "demonstration"
    model, targets = checkpoint["main_model"], checkpoint["targets"]
    text = system_text(checkpoint)
    replaced = {
        "name": manifest["name"],
        "version": manifest["version"],
        "notice": DEMONSTRATION_NOTICE if demonstration else RESEARCH_NOTICE,
        "description": manifest["description"],
        "targets": ", ".join(targets),
        "form": text.form + classifiers_text(checkpoint) + fitted_to_text(checkpoint),
        "citation": text.citation,
        "network": ", ".join(f"{key} {shown(value)}" for key, value in checkpoint["network"].items()),
        "members": f"; the mean of {checkpoint['members']} networks" if checkpoint["members"] else "",
        "parameters": f"{parameters:,}",
        "trained_on": manifest["trainedOn"],
        "data_warning": "The images and the connection between image and label are made by a program. "
        "Real lesions do not follow its rules: no number below says anything about patients."
        if demonstration
        else "Patients, scanners and contours outside this cohort may differ from it.",
        "cases": table(
            ("endpoint", *(f"{split}: positive / known" for split in SPLITS)),
            (case_counts(data, model, target) for target in targets),
        ),
        "contours": " ".join(machine_made(data.cohort.rows)),
        "pool": POOLED if checkpoint["members"] else "",
        "performance": table(
            ("endpoint", "cases", "AUC (95 % interval)", "clinical values alone", "sensitivity",
             "specificity", "Brier score", "calibration error"),
            (performance(data, model, t, p) for t, p in zip(targets, points, strict=True)),
        ),
        "interval_method": INTERVAL_METHOD,
        "parts": table(
            ("endpoint", *data.models),
            ((target, *(part_auc(data, name, target) for name in data.models)) for target in targets),
        ),
        "main_model": model,
        "maps": maps_text(manifest, checkpoint),
        "operating_points": table(
            ("endpoint", "threshold", "scaling: slope (95 % interval)", "intercept", "found on"),
            (
                (
                    target,
                    f"{point.threshold:.3f}",
                    interval(point.slope),
                    interval(point.intercept),
                    f"{point.cases} cases",
                )
                for target, point in zip(targets, points, strict=True)
            ),
        ),
        "Subgroups": subgroups_text(assessments, data.cohort.rows),
        "sample_size": sample_size_text(data, model, targets),
        "metrics": metrics_text(answered(manifest, checkpoint, data)),
        "found_on": found_on(checkpoint, data.config),
        "inputs": "\n".join(
            [*(f"- {sentence(given)}" for given in manifest["inputs"]), *combat_text(data.config)]
        ),
        "missing": missing_values(manifest["inputs"]),
        "judged": "test cases" if data.has_test else "out-of-fold cases (there are no test cases)",
        "licence": manifest["licence"],
        "system": checkpoint["system"],
        "seed": str(checkpoint["seed"]),
        "precision": PRECISIONS[precision],
        "stages": "; ".join(stage_text(stage) for stage in data.config["stages"]),
        "imbalance": "classes weigh alike in training; probabilities are scaled afterwards"
        if data.config.get("balance_classes", True)
        else "cases weigh alike in training, whatever their class; probabilities are scaled afterwards",
        "participants": "no patients: synthetic cases, made by a program"
        if demonstration
        else "the cohort's own",
        "outcome": "planted by the program that made the images"
        if demonstration
        else "by whom, the cohort says",
        "ethics": "none needed for synthetic images" if demonstration else "the cohort's own",
        "availability": "made again by the command in `docs/synthetic-results.md`"
        if demonstration
        else "the cohort's own terms",
        "subjects": "no patient is meant" if demonstration else "its patients are those of the cohort above",
        **NOT_CALIBRATED,
        EXPLANATIONS: NOT_EXPLAINED,
    }
    card = TEMPLATE.read_text()
    for key, value in replaced.items():
        card = card.replace("{" + key + "}", value)
    return card


def sample_size_text(data: RunData, model: str, targets: Sequence[str]) -> str:
    rows = []
    for target in targets:
        labels = data.labels_in(model, target, "train")
        share = float(labels.mean())
        bears = [str(affordable_parameters(len(labels), hoped, share)) for hoped in ANTICIPATED]
        rows.append((target, f"{int(labels.sum())} / {len(labels)}", *bears))
    header = (
        "endpoint",
        "positive / training cases",
        *(f"parameters at an AUC of {hoped:g}" for hoped in ANTICIPATED),
    )
    return (
        f"{table(header, rows)}\n\n"
        "Candidate parameters that so many cases bear (Riley et al. 2020): shrinkage of at most 10 %, "
        "optimism of R² of at most .05, the share of positives known to ± .05. A network has far more, so "
        "only cases that it has not seen tell what it learnt."
    )


def found_on(checkpoint: Mapping[str, Any], config: Mapping[str, Any]) -> str:
    """On which cases scaling and threshold were found, and what else was fitted to them."""
    how = (
        "First Platt's scaling, with bootstrap intervals, then the threshold with the highest sum of "
        "sensitivity and\nspecificity."
    )
    if "teacher" in checkpoint["parts"]:
        return found_on_text(checkpoint["parts"]["teacher"])
    if checkpoint.get("outer_folds"):
        return (
            "Found out of fold: each training case predicted by a run of the whole recipe that has not seen "
            f"it ({checkpoint['outer_folds']} runs). {how} The package gives the model of a last run on all\n"
            "training cases: how it does on others, those runs tell."
        )
    if checkpoint["members"]:
        fused = (
            " The weights of the fusion were fitted to\nthe same predictions."
            if "fusion" in checkpoint["parts"]
            else ""
        )
        return (
            "Found out of fold: each training and validation case predicted by the network of the fold that "
            f"did not see it. {how}{fused} The package gives the mean of all folds' networks, which have\n"
            "seen these cases: how it does on others, the calibration cases below tell."
        )
    validated = any(stage.get("validate", True) for stage in config["stages"])
    epoch = ", but the epoch was chosen by them" if validated else ""
    judged = judged_by_stack(checkpoint, epoch)
    if judged:
        return f"{judged} {how}"
    return f"Found on the validation cases: the weights were not fitted to them{epoch}. {how}"


def missing_values(inputs: Sequence[Mapping[str, Any]]) -> str:
    kinds = {given["kind"] for given in inputs}
    return " ".join(
        [
            *(
                ["A missing clinical value is replaced as `model.json` says, and the prediction says so."]
                if "clinical" in kinds
                else ["It takes no clinical value."]
            ),
            *(
                ["So is a radiomic feature that cannot be computed."]
                if "radiomics" in kinds and "clinical" in kinds
                else ["A radiomic feature that cannot be computed is replaced as `model.json` says."]
                if "radiomics" in kinds
                else []
            ),
        ]
    )


def case_counts(data: RunData, model: str, target: str) -> tuple[str, ...]:
    counts = []
    for split in SPLITS:
        labels = data.labels_in(model, target, split)
        counts.append(f"{int(sum(labels))} / {len(labels)}")
    return (target, *counts)


def maps_text(manifest: Mapping[str, Any], checkpoint: Mapping[str, Any]) -> str:
    if "featureMaps" in manifest["outputs"]:
        return WITH_MAPS
    return TREES_DECIDE if packaged_classifiers(checkpoint) is None else STEPS_DECIDE


def classifiers_text(checkpoint: Mapping[str, Any]) -> str:
    """Which classifiers take a last layer's place, and what their numbers give away."""
    plain = packaged_classifiers(checkpoint)
    if plain is None:
        return ""
    chosen = {target: name_of(fitted) for target, fitted in plain.items()}
    named = ", ".join(f"{target} {name}" for target, name in chosen.items())
    holds = {"knn", "svm"} & set(chosen.values())
    return f" Chosen by cross-validation: {named}." + (HOLDS_CASES if holds else "")


def performance(data: RunData, model: str, target: str, point: OperatingPoint) -> tuple[str, ...]:
    probabilities, labels = data.tested(model, target)
    if len(np.unique(labels)) < 2:
        return (target, str(len(labels)), *["too few cases"] * 6)
    calibrated = point.calibration.apply(probabilities)
    measures = measures_at(calibrated >= point.threshold, labels)
    return (
        target,
        str(len(labels)),
        interval(auc_interval(probabilities, labels)),
        clinical_auc(data, target),
        f"{measures['sensitivity']:.2f}",
        f"{measures['specificity']:.2f}",
        f"{brier(calibrated, labels):.3f}",
        f"{expected_calibration_error(calibrated, labels):.3f}",
    )


def part_auc(data: RunData, model: str, target: str) -> str:
    if (model, target) not in data.predictions:
        return "–"
    probabilities, labels = data.tested(model, target)
    return f"{auc(probabilities, labels):.3f}" if len(np.unique(labels)) == 2 else "too few cases"


def clinical_auc(data: RunData, target: str) -> str:
    if ("clinical", target) not in data.predictions:
        return "not tried"
    probabilities, labels = data.tested("clinical", target)
    if len(np.unique(labels)) < 2:
        return "too few cases"
    return interval(auc_interval(probabilities, labels))


def sentence(given: Mapping[str, Any]) -> str:
    """An input in words; docs/model-packages.md defines each kind exactly."""
    match given["kind"]:
        case "views":
            cube, size = given["cube"], given["resize"]["size"]
            return (
                f"**CT, {len(given['planes'])} views**: planes of a cube of {cube['size']} samples at "
                f"{cube['spacingMm']:g} mm around the lesion's centre, resized to {size} × {size}, "
                f"{intensities(given)}."
            )
        case "volume":
            crop = given["crop"]
            what = (
                f"a cube of {crop['size']} samples at {given['spacingMm']:g} mm around the lesion's centre"
                if crop["kind"] == "centred"
                else f"the lesion's bounding box at {given['spacingMm']:g} mm, resized to "
                f"{' × '.join(str(given['resize'][k]) for k in ('depth', 'rows', 'columns'))}"
            )
            outside = given.get("outsideMaskHu")
            hidden = "" if outside is None else f", everything outside the contours {outside} HU"
            return f"**CT, volume**: {what}{hidden}, {intensities(given)}."
        case "patch":
            return (
                f"**CT, patch**: {given['size']} × {given['size']} of the CT's own pixels on the slice where "
                f"the lesion is largest, {intensities(given)}."
            )
        case "slices":
            window = given["window"]
            fixed = f"{window['centre']:g}/{window['width']:g} HU"
            is_own = window.get("source") == "image"
            shown = f"each in its own window (VOI LUT; {fixed} without one)" if is_own else f"window {fixed}"
            return (
                f"**CT, slices**: {given['count']} slices around the lesion's centre, {given['crop']} × "
                f"{given['crop']} pixels each, {shown}, histogram equalised, "
                f"resized to {given['size']} × {given['size']}."
            )
        case "radiomics":
            roi = given["roi"]
            ring = f"the {roi.get('widthMm', 0):g} mm around the lesion"
            where = "the lesion" if roi["kind"] == "tumour" else ring
            types = ", ".join(given["parameters"]["imageType"])
            return f"**Radiomics**: {len(given['features'])} features of {where} (image types {types})."
    names = dict.fromkeys(field["name"] for field in given["fields"])
    return f"**Clinical values**: {', '.join(names)}; each may be unknown."


def combat_text(config: Mapping[str, Any]) -> list[str]:
    combat = config.get("combat")
    if combat is None:
        return []
    return [
        f"- Trained on radiomics that ComBat moved to the scale of the site '{combat['reference']}': "
        f"features of "
        "another site's lesions have to be moved there first, which no host of this package does."
    ]


def intensities(given: Mapping[str, Any]) -> str:
    low, high = given["clipHu"]
    mean, sd = given["normalisation"]["mean"], given["normalisation"]["sd"]
    return f"clipped to {low:g} … {high:g} HU, then (HU − ({mean:g})) / {sd:g}"


def stage_text(stage: Mapping[str, Any]) -> str:
    return (
        f"{stage['name']}: {stage['epochs']} epochs, batch {stage['batch']}, {stage['optimizer']} "
        f"{stage['learning_rate']:g} ({stage['schedule']})"
    )


def shown(value: Any) -> str:
    return "–".join(map(str, value)) if isinstance(value, list) else str(value)

