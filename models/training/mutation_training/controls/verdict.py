"""Whether a model passes its negative controls: what it can still do where nothing should be left to do."""

from __future__ import annotations

from dataclasses import dataclass

from ..evaluation.comparison import Comparison
from ..evaluation.roc import Interval

WHAT = {
    "roi-shuffled": "the lesion's voxels in another order",
    "background-randomised": "all voxels outside the lesion in another order",
    "labels-permuted": "the labels of other patients",
}


@dataclass(frozen=True)
class ControlResult:
    run: str
    kind: str
    target: str
    #: Of the model that the run is about, and of the same recipe on the control cohort.
    auc: Interval
    control: Interval
    #: The model less its control, where both judged the same cases with the same labels.
    difference: Comparison | None

    @property
    def failure(self) -> str | None:
        """Why the model fails this control; `None` where it passes."""
        if self.kind == "background-randomised":
            lost = self.auc.low > 0.5 >= self.control.low
            return "the AUC does not survive another background: the model reads it there" if lost else None
        if self.control.low <= 0.5:
            return None
        if self.kind == "labels-permuted":
            return "labels of other patients are predicted: what judges has been seen in training"
        return "the AUC survives shuffling the lesion: texture is not what the model goes by"
