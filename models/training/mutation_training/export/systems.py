"""What a package says of its system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class SystemText:
    name: str
    #: Of the manifest; ends with a full stop.
    description: str
    citation: str
    #: What of the published system the package has, for the card.
    form: str


SYSTEM_TEXTS: dict[str, SystemText] = {
    "mmdl": SystemText(
        "MMDL nine views",
        "Multi-view, multi-task network: nine planes through a 64 mm cube around the lesion, and clinical "
        "values.",
        "Network after Dong Y. et al., MMDL (2021); weights are not the authors'.",
        "Inception-ResNet-v2 with attention on each of nine planes, joined with the clinical values in one "
        "branch per gene, and a fusion over the views.",
    ),
    "cnn3d": SystemText(
        "3-D CNN",
        "Four 3-D convolutions on the lesion's bounding box, everything outside its contours set to air.",
        "Network after the 17-layer 3-D CNN for EGFR (2024); weights are not the authors'.",
        "Four 3-D convolutions with pooling and batch normalisation, global average pooling, one hidden "
        "layer.",
    ),
    "deep-radscore": SystemText(
        "Deep-RadScore",
        "DenseNet on the slice where the lesion is largest, joined with radiomic scores of the lesion and of "
        "the 3 mm around it.",
        "Network after Deep-RadScore (2024); weights are not the authors'.",
        "DenseNet to ten deep features per endpoint; with the two RadScores (sums of LASSO coefficients "
        "times z-scored features) to the classifier named below, or to a logistic last layer.",
    ),
    "fudan-fusion": SystemText(
        "Fudan fusion",
        "3-D ResNet on a cube around the lesion, boosted trees on radiomic features and clinical values, "
        "and a logistic fusion of both.",
        "System after Fudan's fusion model for EGFR (2022); weights are not the authors'.",
        "3-D bottleneck ResNet and LightGBM, each the mean over cross-validation's folds; a logistic "
        "regression on the two probabilities. The trees run inside the graph as matrix products.",
    ),
    "ajou-multimodal": SystemText(
        "Ajou multimodality",
        "One 2-D network over the CT slices around the lesion, joined with radiomic features and clinical "
        "values.",
        "Network after Ajou's multimodality model for EGFR (2024); weights are not the authors'.",
        "One backbone for all slices, averaged; radiomic and clinical values through one layer; both joined. "
        "The mean over cross-validation's folds.",
    ),
}


def system_text(checkpoint: Mapping[str, Any]) -> SystemText:
    """Of the system, or of its light tier."""
    text, teacher = SYSTEM_TEXTS[checkpoint["system"]], checkpoint["parts"].get("teacher")
    if teacher is None:
        return text
    size = checkpoint["preprocessing"]["views"]["size"]
    return replace(
        text,
        name=f"{text.name}, light",
        description=f"{text.description} Light tier of {teacher['id']}: a small network that learnt to say "
        f"what that one says, from views of {size} by {size} pixels.",
        form="A small residual network on each of the planes, joined with the clinical values in one branch "
        "per gene, and a fusion over the views.",
    )
