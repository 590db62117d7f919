"""Decision curves (Vickers and Elkin 2006): is acting on the model better than on everyone or no one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .roc import Floats


@dataclass(frozen=True)
class DecisionCurve:
    """Net benefit per patient at each threshold probability; treating no one has 0."""

    thresholds: Floats
    model: Floats
    treat_all: Floats


def decision_curve(probabilities: Floats, labels: Floats, highest: float = 0.9) -> DecisionCurve:
    """True positives minus false positives weighted by the odds of the threshold, per patient."""
    thresholds = np.linspace(0.01, highest, round(highest * 100))
    odds = thresholds / (1 - thresholds)
    called = probabilities[None] >= thresholds[:, None]
    positive = labels > 0.5
    gain = (called & positive).mean(axis=1) - (called & ~positive).mean(axis=1) * odds
    share = positive.mean()
    return DecisionCurve(thresholds, gain, share - (1 - share) * odds)
