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


#: What Deep-RadScore's last layer or classifier was fitted to, by the split of the cases.
FITTED_TO = {
    "validation": "Of {targets} this was fitted to the deep features of {cases} validation cases, to whose "
    "labels the network was not fitted.",
    "train": "Of {targets} validation cases were too few for this. It was fitted to {cases} training cases "
    "as {networks} networks judged them, each trained without the cases that it judged; in place of the ten "
    "deep features it goes by the network's log odds, which are made of them.",
}
#: And what threshold and scaling were found on then.
JUDGED_BY_STACK = {
    "validation": "found on the validation cases, each judged by what was fitted to others of them; the "
    "network's weights were not fitted to them{epoch}.",
    "train": "found out of fold, each training case judged by a network that has not seen it, and by what "
    "was fitted to other cases; the package's network, of all training cases, has seen it.",
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


def fitted_to_text(checkpoint: Mapping[str, Any]) -> str:
    """The cases that stand behind what stands on Deep-RadScore's network; begins with a space."""
    sentences = []
    for split, fitted in by_split(checkpoint).items():
        counts = " / ".join(str(one["cases"]) for one in fitted.values())
        (networks,) = {one.get("networks") for one in fitted.values()}
        text = FITTED_TO[split].format(targets=", ".join(fitted), cases=counts, networks=networks)
        sentences.append(f" {text}")
    return "".join(sentences)


def judged_by_stack(checkpoint: Mapping[str, Any], epoch: str) -> str:
    """What threshold and scaling of such a system were found on; empty for others."""
    return " ".join(
        f"{', '.join(fitted)}: {JUDGED_BY_STACK[split].format(epoch=epoch)}"
        for split, fitted in by_split(checkpoint).items()
    )


def by_split(checkpoint: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Split -> target -> what the checkpoint says that was fitted to cases of it; empty for other systems,
    and for runs of before this was written down."""
    found: dict[str, dict[str, Any]] = {}
    for target, fitted in checkpoint["parts"].get("fitted_to", {}).items():
        found.setdefault(fitted["split"], {})[target] = fitted
    return found
