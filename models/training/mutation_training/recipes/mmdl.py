"""MMDL (Dong 2021): nine views, age, sex and smoking; EGFR and KRAS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, cast

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from ..networks.mmdl import Mmdl
from ..networks.network import MutationNetwork
from ..preprocessing.case import Case
from ..preprocessing.clinical import encode_clinical
from ..preprocessing.views import PLANES, nine_planes
from ..tabular.clinical import package_fields
from ..tabular.logistic import fit_logistic
from .config import strict
from .examples import Examples
from .loop import Called, device_of
from .run import Run
from .system import System

#: Cases at a time that pass through the network without gradients.
FUSION_BATCH = 4
FUSION_RIDGE = 1.0


@dataclass(frozen=True)
class MmdlOptions:
    #: By their names in the manifest; fewer for the paper's table 5.
    views: tuple[str, ...] = PLANES
    size: int = 299
    clip_hu: tuple[float, float] = (-1000.0, 400.0)
    #: Columns of cohort.csv; fewer for the paper's tables 7 and 8.
    clinical: tuple[str, ...] = ("age", "sex", "smoking")
    #: "all": every step sees whole cases, as published. "single": one random view per case, which both
    #: branches learn from: nine times the cases per second.
    sampling: Literal["all", "single"] = "all"
    #: "learned" with the rest (eq. 7–9), or afterwards as the "logistic" regression that it is.
    fusion: Literal["learned", "logistic"] = "learned"
    #: Training cases to which a logistic fusion is fitted; none: all.
    fusion_cases: int | None = None


class MmdlSystem(System):
    image = "views"

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self.options = strict(MmdlOptions, self.config.options, "options")
        self.fields = package_fields(self.options.clinical, run.pool_rows, "z-score")
        self.mean, self.sd = 0.0, 1.0

    def image_settings(self) -> dict[str, Any]:
        return {"planes": list(self.options.views)}

    def read_image(self, case: Case) -> NDArray[np.float32]:
        chosen = [PLANES.index(name) for name in self.options.views]
        return nine_planes(case)[chosen]

    def tables(self) -> dict[str, Tensor]:
        rows = self.run.rows
        if not self.fields:
            return {"clinical": torch.zeros(len(rows), 0)}
        encoded = [encode_clinical(row, self.fields) for row in rows]
        return {"clinical": torch.from_numpy(np.stack(encoded)).float()}

    def learn(self, training: Examples) -> None:
        """Mean and standard deviation of the clipped views."""
        clipped = training.images.float().clamp(*self.options.clip_hu)
        self.mean, self.sd = round(float(clipped.mean()), 1), round(float(clipped.std()), 1)

    def network_image(self, images: Tensor) -> Tensor:
        size = (self.options.size, self.options.size)
        resized = F.interpolate(images, size=size, mode="bilinear", align_corners=False)
        return (resized.clamp(*self.options.clip_hu) - self.mean) / self.sd

    def preprocessing(self) -> dict[str, Any]:
        views = {
            "size": self.options.size,
            "clip_hu": list(self.options.clip_hu),
            "mean": self.mean,
            "sd": self.sd,
            "planes": list(self.options.views),
        }
        return {"views": views, "clinical": {"fields": self.fields}}

    def network_arguments(self) -> dict[str, Any]:
        return {
            **self.config.network,
            "views": len(self.options.views),
            "clinical": len(self.fields),
            "genes": len(self.config.targets),
        }

    def missing_clinical(self) -> Tensor | None:
        return torch.tensor([field["missing"] for field in self.fields]) if self.fields else None

    def called(self, network: nn.Module, batch: Examples) -> Called:
        if self.options.sampling == "all":
            return super().called(network, batch)
        chosen = torch.randint(len(self.options.views), (len(batch),))
        planes = batch.images[torch.arange(len(batch)), chosen].unsqueeze(1)
        logits = cast(Mmdl, network).single_view_logits(
            self.network_image(planes), chosen, batch.tables["clinical"]
        )
        # Every branch's neurons learn all genes; the fusion weighs them later.
        return Called(logits, batch.labels.unsqueeze(1).expand_as(logits))

    @torch.no_grad()
    def after_fit(self, network: MutationNetwork, training: Examples) -> None:
        """Fits the fusion (eq. 7, 8) of every gene to its branch's outputs."""
        if self.options.fusion == "learned":
            return
        mmdl = cast(Mmdl, network.eval())
        device = device_of(mmdl)
        seen = training.take(torch.arange(len(training))[: self.options.fusion_cases])
        outputs = torch.cat(
            [
                torch.sigmoid(mmdl.branch_logits(*self.network_inputs(mmdl, part.to(device)))).cpu()
                for part in seen.batches(FUSION_BATCH, shuffle=False)
            ]
        )
        for gene in range(outputs.shape[1]):
            inputs = outputs[:, gene].flatten(1).double().numpy()
            labels = seen.labels[:, gene].double().numpy()
            fitted = fit_logistic(inputs, labels, ridge=FUSION_RIDGE)
            weights = torch.from_numpy(fitted.weights).float()
            mmdl.fusion.weight[gene] = weights.reshape(outputs.shape[2:])
            mmdl.fusion.bias[gene] = fitted.bias
