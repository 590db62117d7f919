"""What each feature contributes to what a classifier says: Shapley values (Lundberg 2017; shap)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ...cohort.errors import CohortError
from ...export.classifiers import table_classifier

Floats = NDArray[np.float64]
#: Rows that a classifier reads at once.
CHUNK = 256


def probabilities_by(plain: Mapping[str, Any]) -> Callable[[Floats], Floats]:
    """A classifier in plain numbers as a function of rows [cases, features]."""
    classifier = table_classifier(plain).eval()

    def log_odds(row: Tensor) -> Tensor:
        found: Tensor = classifier(row.unsqueeze(0))[0]
        return found.reshape(())

    says = torch.vmap(log_odds, chunk_size=CHUNK)

    @torch.no_grad()
    def probabilities(rows: Floats) -> Floats:
        return torch.sigmoid(says(torch.from_numpy(rows).float())).double().numpy()

    return probabilities


def shapley_values(says: Callable[[Floats], Floats], usual: Floats, cases: Floats) -> Floats:
    """[cases, features]: exact, with absent features drawn from the rows `usual`; with the mean of what is
    said of these they add up to what is said of a case.

    Raises CohortError where shap is not installed.
    """
    try:
        import shap
    except ImportError:
        raise CohortError(
            "This figure needs shap. Install it with `pip install 'mutation-training[explanations]'`."
        ) from None
    masker = shap.maskers.Independent(usual, max_samples=len(usual))
    explainer: Any = shap.ExactExplainer(says, masker)
    found = explainer(cases, max_evals=2 ** cases.shape[1], silent=True)
    return np.asarray(found.values, dtype=np.float64)
