"""The package `mmdl-demo`: MMDL in form, narrow, with demonstration weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from . import clinical
from .export.graph import export_fp32, halve_weights
from .export.package import target_codes, write_package
from .networks.mmdl import (
    CLINICAL_FIELDS,
    DEMO_SIZE,
    GENES,
    VIEW_SIZE,
    VIEWS,
    MmdlOutput,
    SharedTrunkMmdl,
)
from .synthetic.views import CLIP_HU, CUBE_SIZE, OUTSIDE_HU, PLANES, SPACING_MM

VERSION = "0.1.0"
CARD_TEMPLATE = Path(__file__).parent / "mmdl_demo_card.md"


@dataclass(frozen=True)
class GeneResult:
    """Operating point and performance of one gene."""

    #: Probability at or above which the model reads "mutant" (synthetic validation lesions).
    threshold: float
    #: Area under the ROC curve on synthetic lesions that neither training nor validation saw.
    test_auc: float
    #: The same of a logistic regression on the three clinical inputs alone.
    clinical_auc: float


@dataclass(frozen=True)
class TrainedDemo:
    """What training leaves for the package."""

    network: SharedTrunkMmdl
    mean_hu: float
    sd_hu: float
    genes: Mapping[str, GeneResult]
    #: Lesions in training, validation and test set.
    lesions: tuple[int, int, int]

    def to_checkpoint(self) -> dict[str, Any]:
        """Tensors and plain values only, so that loading runs no code."""
        return {
            "network": self.network.state_dict(),
            "mean_hu": self.mean_hu,
            "sd_hu": self.sd_hu,
            "genes": {gene: asdict(result) for gene, result in self.genes.items()},
            "lesions": self.lesions,
        }

    @classmethod
    def from_checkpoint(cls, checkpoint: Mapping[str, Any]) -> TrainedDemo:
        network = SharedTrunkMmdl(DEMO_SIZE)
        network.load_state_dict(checkpoint["network"])
        return cls(
            network=network.eval(),
            mean_hu=checkpoint["mean_hu"],
            sd_hu=checkpoint["sd_hu"],
            genes={gene: GeneResult(**result) for gene, result in checkpoint["genes"].items()},
            lesions=tuple(checkpoint["lesions"]),
        )


#: Half the width of the band around the threshold in which the model commits to nothing.
INDETERMINATE_MARGIN = 0.1


def manifest_of(trained: TrainedDemo) -> dict[str, Any]:
    """`model.json` without its `graph` entry."""
    return {
        "$schema": "../../model-package.schema.json",
        "schemaVersion": 1,
        "id": "mmdl-demo",
        "version": VERSION,
        "name": "MMDL nine views (demonstration)",
        "description": (
            "Narrow form of the multi-view, multi-task network MMDL: nine planes through a 64 mm "
            "cube around the lesion, age, sex and smoking; probabilities of EGFR and KRAS mutation."
        ),
        "status": "demonstration",
        "trainedOn": "Synthetic lesions with a planted signal; no patient data.",
        "intendedUse": "Research use only. Demonstration weights: numbers mean nothing for a patient.",
        "licence": "MIT",
        "citation": "Network after Dong Y. et al., MMDL (2021); weights are not the authors'.",
        "card": "card.md",
        "targets": [target_of(gene, trained.genes[gene]) for gene in GENES],
        "inputs": [
            {
                "kind": "views",
                "tensor": "views",
                "cube": {
                    "size": CUBE_SIZE,
                    "spacingMm": SPACING_MM,
                    "interpolation": "cubic-bspline-mirror",
                    "outsideHu": OUTSIDE_HU,
                },
                "planes": list(PLANES),
                "resize": {"size": VIEW_SIZE, "interpolation": "bilinear-half-pixel"},
                "clipHu": list(CLIP_HU),
                "normalisation": {"mean": trained.mean_hu, "sd": trained.sd_hu},
            },
            {"kind": "clinical", "tensor": "clinical", "fields": clinical.FIELDS},
        ],
        "outputs": {
            "probabilities": "probabilities",
            "viewProbabilities": "view_probabilities",
            "leaveOneViewOut": "probabilities_without_view",
        },
    }


def target_of(gene: str, result: GeneResult) -> dict[str, Any]:
    threshold = round(result.threshold, 2)
    return {
        "id": gene,
        "index": GENES.index(gene),
        **target_codes(gene),
        "threshold": threshold,
        "indeterminate": [
            round(max(threshold - INDETERMINATE_MARGIN, 0), 2),
            round(min(threshold + INDETERMINATE_MARGIN, 1), 2),
        ],
    }


def card_of(trained: TrainedDemo) -> str:
    """The card's text; the graph's digest is filled in when the package is written."""
    rows = "\n".join(
        f"| {gene} | {result.test_auc:.3f} | {result.clinical_auc:.3f} | {result.threshold:.2f} |"
        for gene, result in trained.genes.items()
    )
    training, validation, test = trained.lesions
    values = {
        "{version}": VERSION,
        "{parameters}": f"{sum(p.numel() for p in trained.network.parameters()):,}",
        "{results}": rows,
        "{training}": str(training),
        "{validation}": str(validation),
        "{test}": str(test),
        "{mean}": f"{trained.mean_hu:g}",
        "{sd}": f"{trained.sd_hu:g}",
        "{age_mean}": f"{clinical.AGE_MEAN:g}",
        "{age_sd}": f"{clinical.AGE_SD:g}",
        "{margin}": f"{INDETERMINATE_MARGIN:g}",
    }
    text = CARD_TEMPLATE.read_text()
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return text


def export_demo(trained: TrainedDemo, folder: Path) -> str:
    """Writes the package; returns its digest."""
    example = (
        torch.zeros(1, VIEWS, VIEW_SIZE, VIEW_SIZE),
        torch.zeros(1, len(CLINICAL_FIELDS)),
    )
    graph = export_fp32(
        trained.network, example, ["views", "clinical"], list(MmdlOutput._fields)
    )
    return write_package(
        folder, halve_weights(graph), "w16", manifest_of(trained), card_of(trained)
    )
