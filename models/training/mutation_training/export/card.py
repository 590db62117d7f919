"""The model card: what the model is, what it was made from and what it is not (TRIPOD+AI's items)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..evaluation.calibration import brier, expected_calibration_error
from ..evaluation.classification import measures_at
from ..evaluation.roc import Interval, auc, auc_interval
from .operating_point import OperatingPoint
from .run_data import RunData
from .systems import SYSTEM_TEXTS

PRECISIONS = {"w16": "stored in fp16 and computed with in fp32", "fp32": "stored in fp32"}
TEMPLATE = Path(__file__).with_name("card.md")
SPLITS = ("train", "validation", "test")
DEMONSTRATION_NOTICE = (
    "**Research use only. These are demonstration weights, trained on synthetic images. The numbers mean "
    "nothing for a patient.**"
)
RESEARCH_NOTICE = (
    "**Research use only. Not a medical device, not a molecular test; not validated for patients.**"
)


def card_of(
    manifest: Mapping[str, Any],
    checkpoint: Mapping[str, Any],
    data: RunData,
    points: Sequence[OperatingPoint],
    parameters: int,
    precision: str,
) -> str:
    """Markdown with `{graph_sha256}` and `{package_digest}` left open, which the writer fills in."""
    demonstration = manifest["status"] == "demonstration"
    model, targets = checkpoint["main_model"], checkpoint["targets"]
    text = SYSTEM_TEXTS[checkpoint["system"]]
    replaced = {
        "name": manifest["name"],
        "version": manifest["version"],
        "notice": DEMONSTRATION_NOTICE if demonstration else RESEARCH_NOTICE,
        "description": manifest["description"],
        "targets": ", ".join(targets),
        "form": text.form,
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
        "performance": table(
            ("endpoint", "cases", "AUC (95 % interval)", "clinical values alone", "sensitivity",
             "specificity", "Brier score", "calibration error"),
            (performance(data, model, t, p) for t, p in zip(targets, points, strict=True)),
        ),
        "parts": table(
            ("endpoint", *data.models),
            ((target, *(part_auc(data, name, target) for name in data.models)) for target in targets),
        ),
        "main_model": model,
        "operating_points": table(
            ("endpoint", "threshold", "indeterminate", "calibration (slope, intercept)", "found on"),
            (
                (
                    target,
                    f"{point.threshold:.3f}",
                    f"{point.indeterminate[0]:.3f} to {point.indeterminate[1]:.3f}",
                    f"{point.calibration.slope:.3f}, {point.calibration.intercept:.3f}",
                    f"{point.cases} cases",
                )
                for target, point in zip(targets, points, strict=True)
            ),
        ),
        "inputs": "\n".join(f"- {sentence(given)}" for given in manifest["inputs"]),
        "judged": "test cases" if data.has_test else "out-of-fold cases (there are no test cases)",
        "distance_cases": "validation" if data.rows_in("validation", 1) else "training",
        "distance": f"{manifest['trainingDistribution']['threshold']:.3g}",
        "licence": manifest["licence"],
        "system": checkpoint["system"],
        "seed": str(checkpoint["seed"]),
        "precision": PRECISIONS[precision],
        "stages": "; ".join(stage_text(stage) for stage in data.config["stages"]),
    }
    card = TEMPLATE.read_text()
    for key, value in replaced.items():
        card = card.replace("{" + key + "}", value)
    return card


def case_counts(data: RunData, model: str, target: str) -> tuple[str, ...]:
    counts = []
    for split in SPLITS:
        labels = [p.label for p in data.of(model, target) if p.split == split and not np.isnan(p.label)]
        counts.append(f"{int(sum(labels))} / {len(labels)}")
    return (target, *counts)


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


def interval(found: Interval) -> str:
    return f"{found.value:.3f} ({found.low:.3f} to {found.high:.3f})"


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
            return (
                f"**CT, slices**: {given['count']} slices around the lesion's centre, {given['crop']} × "
                f"{given['crop']} pixels each, window {window['centre']:g}/{window['width']:g} HU, histogram "
                f"equalised, resized to {given['size']} × {given['size']}."
            )
        case "radiomics":
            roi = given["roi"]
            ring = f"the {roi.get('widthMm', 0):g} mm around the lesion"
            where = "the lesion" if roi["kind"] == "tumour" else ring
            types = ", ".join(given["parameters"]["imageType"])
            return f"**Radiomics**: {len(given['features'])} features of {where} (image types {types})."
    names = dict.fromkeys(field["name"] for field in given["fields"])
    return f"**Clinical values**: {', '.join(names)}; each may be unknown."


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


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
