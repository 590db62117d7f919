"""The manifest's `inputs` of a checkpoint, and the tensors that they describe."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..cohort.table import CaseRow
from ..preprocessing.case import Case
from ..preprocessing.clinical import encode_clinical
from ..preprocessing.patch import largest_slice_patch
from ..preprocessing.radiomics import radiomics_vector
from ..preprocessing.sampling import OUTSIDE_HU, resize_linear
from ..preprocessing.slices import LUNG_WINDOW, windowed_slices
from ..preprocessing.views import CUBE_SIZE, CUBE_SPACING_MM, PLANES, nine_planes
from ..preprocessing.volume import bounding_box_volume, centred_cube
from .trees import MISSING

Input = dict[str, Any]
SAMPLING = {"interpolation": "cubic-bspline-mirror", "outsideHu": OUTSIDE_HU}
#: The recipes take slices with the preprocessing's own default.
SLICES_CONTEXT_MM = 60.0
#: The crop that `mutation-train cohort` makes, on which features are taken.
RADIOMICS_CONTEXT_MM = 60.0
RING_MM = 3.0
#: Columns of cohort.csv -> names of the manifest, where they differ.
NAMES = {
    "height_cm": "height",
    "weight_kg": "weight",
    "family_history": "familyHistory",
    "invasive_degree": "invasiveDegree",
}
YES_NO = ("familyHistory", "vacuole")
#: PyRadiomics' image types by the first part of a feature's name.
IMAGE_TYPES = {
    "original": "Original",
    "wavelet": "Wavelet",
    "square": "Square",
    "squareroot": "SquareRoot",
    "logarithm": "Logarithm",
    "exponential": "Exponential",
    "gradient": "Gradient",
}


def manifest_inputs(
    checkpoint: Mapping[str, Any], tensors: Sequence[str], parameters: Mapping[str, Any] | None
) -> list[Input]:
    """The inputs by these tensor names, in their order.

    `parameters`: PyRadiomics' that the cohort's features were taken with; those of the image types in
    the features' names, with PyRadiomics' default settings, where `None`.
    """
    return [manifest_input(checkpoint["preprocessing"], tensor, parameters) for tensor in tensors]


def manifest_input(
    preprocessing: Mapping[str, Any], tensor: str, parameters: Mapping[str, Any] | None
) -> Input:
    kind, _, roi = tensor.partition("_")
    if kind == "radiomics":
        settings = preprocessing["radiomics"][roi or next(iter(preprocessing["radiomics"]))]
        return radiomics_input(tensor, roi or "tumour", settings, parameters)
    settings = preprocessing[kind]
    match kind:
        case "views":
            return views_input(settings)
        case "volume":
            return volume_input(settings)
        case "patch":
            return {
                "kind": "patch",
                "tensor": "patch",
                "size": settings["size"],
                "outsideHu": OUTSIDE_HU,
                **unit_range(settings["clip_hu"]),
            }
        case "slices":
            centre, width = LUNG_WINDOW
            return {
                "kind": "slices",
                "tensor": "slices",
                **{key: settings[key] for key in ("count", "crop", "size")},
                "window": {**window_source(settings), "centre": centre, "width": width},
                "equalisation": "256-levels",
                "contextMm": settings.get("context_mm", SLICES_CONTEXT_MM),
            }
        case "clinical":
            fields = [clinical_field(field) for field in settings["fields"]]
            return {"kind": "clinical", "tensor": "clinical", "fields": fields}
    raise ValueError(f"there is no input '{tensor}'")


def window_source(settings: Mapping[str, Any]) -> Input:
    return {"source": settings["window"]} if "window" in settings else {}


def views_input(settings: Mapping[str, Any]) -> Input:
    return {
        "kind": "views",
        "tensor": "views",
        "cube": {"size": CUBE_SIZE, "spacingMm": CUBE_SPACING_MM, **SAMPLING},
        "planes": list(settings["planes"]),
        "resize": {"size": settings["size"], "interpolation": "bilinear-half-pixel"},
        "clipHu": list(settings["clip_hu"]),
        "normalisation": {"mean": settings["mean"], "sd": settings["sd"]},
    }


def volume_input(settings: Mapping[str, Any]) -> Input:
    depth, rows, columns = settings["shape"]
    volume: Input = {"kind": "volume", "tensor": "volume"}
    if settings["crop"] == "centred":
        volume["crop"] = {"kind": "centred", "size": depth}
    else:
        volume["crop"] = {"kind": "bounding-box"}
    volume |= {"spacingMm": settings["spacing_mm"], **SAMPLING}
    if settings["outside_mask_hu"] is not None:
        volume["outsideMaskHu"] = settings["outside_mask_hu"]
    volume["quarterTurns"] = 0 if settings["crop"] == "centred" else 1
    volume |= unit_range(settings["clip_hu"])
    if settings["crop"] != "centred":
        volume["resize"] = {
            "depth": depth,
            "rows": rows,
            "columns": columns,
            "interpolation": "trilinear-half-pixel",
        }
    return volume


def unit_range(clip_hu: Sequence[float]) -> Input:
    low, high = clip_hu
    return {"clipHu": [low, high], "normalisation": {"mean": low, "sd": high - low}}


def clinical_field(field: Mapping[str, Any]) -> Input:
    """By the manifest's name; NaN, which JSON lacks, as the trees' stand-in."""
    name = NAMES.get(field["name"], field["name"])
    missing = MISSING if math.isnan(field["missing"]) else field["missing"]
    if "encoding" in field:
        return {"name": name, "encoding": dict(field["encoding"]), "missing": missing}
    mean, sd = field["mean"], field["sd"]
    if name in YES_NO:
        encoding = {"yes": (1 - mean) / sd, "no": (0 - mean) / sd}
        return {"name": name, "encoding": encoding, "missing": missing}
    return {"name": name, "mean": mean, "sd": sd, "missing": missing}


def radiomics_input(
    tensor: str, roi: str, settings: Mapping[str, Any], parameters: Mapping[str, Any] | None
) -> Input:
    rows = zip(*(settings[key] for key in ("features", "offset", "scale", "missing")), strict=True)
    return {
        "kind": "radiomics",
        "tensor": tensor,
        "roi": {"kind": "ring", "widthMm": RING_MM} if roi == "ring" else {"kind": "tumour"},
        "contextMm": RADIOMICS_CONTEXT_MM,
        "parameters": parameters or default_parameters(settings["features"]),
        "features": [
            {
                "name": name,
                "offset": offset,
                "scale": scale,
                "missing": MISSING if math.isnan(missing) else missing,
            }
            for name, offset, scale, missing in rows
        ],
    }


def default_parameters(features: Sequence[str]) -> dict[str, Any]:
    """PyRadiomics' defaults with the image types that the names show, each of its LoG widths."""
    image_types: dict[str, Any] = {}
    for name in features:
        image = name.split("_")[0]
        if image.startswith("log-sigma-"):
            sigma = float(image.removeprefix("log-sigma-").removesuffix("-mm-3D").replace("-", "."))
            widths = image_types.setdefault("LoG", {"sigma": []})["sigma"]
            if sigma not in widths:
                widths.append(sigma)
        else:
            image_types.setdefault(IMAGE_TYPES[image.split("-")[0]], {})
    return {"imageType": image_types}


def encode_input(
    given: Input, case: Case, row: CaseRow, radiomics: Mapping[str, Mapping[str, Mapping[str, float]]]
) -> NDArray[np.float32]:
    """The tensor [1, …] that core makes of the case: the twin of core/src/inputs/encodeInputs.ts.

    `radiomics`: tensor name -> case -> feature -> value.
    """
    match given["kind"]:
        case "views":
            chosen = [PLANES.index(plane) for plane in given["planes"]]
            size = given["resize"]["size"]
            return scaled(resize_linear(nine_planes(case)[chosen], (size, size)), given)[None]
        case "volume":
            return scaled(volume_hu(given, case), given)[None, None]
        case "patch":
            return scaled(largest_slice_patch(case, given["size"]), given)[None, None]
        case "slices":
            window, source = given["window"], given["window"].get("source", "fixed")
            fixed = (window["centre"], window["width"])
            count, crop, size = given["count"], given["crop"], given["size"]
            return windowed_slices(case, count, crop, size, fixed, given["contextMm"], source)[None]
        case "radiomics":
            values = radiomics[given["tensor"]][row.case_id]
            return radiomics_vector(values, given["features"])[None]
        case "clinical":
            return encode_clinical(row, given["fields"])[None]
    raise ValueError(f"there is no input of kind '{given['kind']}'")


def volume_hu(given: Input, case: Case) -> NDArray[np.float32]:
    if given["crop"]["kind"] == "centred":
        return centred_cube(case, given["crop"]["size"], given["spacingMm"])
    resize = given["resize"]
    shape = (resize["depth"], resize["rows"], resize["columns"])
    outside = given.get("outsideMaskHu")
    return bounding_box_volume(case, shape, outside, given["spacingMm"], given["quarterTurns"])


def scaled(hu: NDArray[np.float32], given: Input) -> NDArray[np.float32]:
    mean, sd = given["normalisation"]["mean"], given["normalisation"]["sd"]
    normalised: NDArray[np.float32] = ((np.clip(hu, *given["clipHu"]) - mean) / sd).astype(np.float32)
    return normalised
