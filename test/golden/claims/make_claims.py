"""Oracles of conformal sets and of the likeness score: `python make_claims.py` in the training
environment (`pip install -e 'models/training[dev]'`).

sets.json: p-values and sets by crepes (class-conditional, non-conformity 1 − p of the class, no smoothing).
likeness.json: a likeness file as `mutation-train calibrate` writes it, and distances by SciPy, Ledoit and
Wolf's covariance by scikit-learn, of numbers drawn here.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from crepes import ConformalClassifier
from scipy.spatial.distance import mahalanobis
from sklearn.covariance import LedoitWolf

from mutation_training.claims.likeness import fit_likeness, likeness_file

HERE = Path(__file__).parent
SEED = 20261129


def sets() -> dict[str, object]:
    random = np.random.default_rng(SEED)
    found = []
    for mutant, wild_type, level in ((60, 90, 0.95), (50, 50, 0.9), (73, 131, 0.8)):
        p_mutant = np.sort(random.beta(4, 2, mutant).round(6))
        p_wild = np.sort(random.beta(2, 4, wild_type).round(6))
        # Ties with calibration cases, and the ends.
        tested = np.concatenate([random.random(40).round(6), p_mutant[:5], p_wild[-5:], [0.0, 1.0]])
        alphas = np.concatenate([1 - p_mutant, p_wild])
        classes = np.concatenate([np.ones(mutant), np.zeros(wild_type)])
        conformal = ConformalClassifier().fit(alphas, bins=classes)
        columns = []
        for name, alpha in ((1, 1 - tested), (0, tested)):
            bins = np.full(len(tested), float(name))
            columns.append(conformal.predict_p(alpha[:, None], bins=bins, smoothing=False)[:, 0])
        p_values = np.stack(columns, axis=1)
        found.append(
            {
                "level": level,
                "mutant": p_mutant.tolist(),
                "wildType": p_wild.tolist(),
                "tested": tested.tolist(),
                "pValues": p_values.tolist(),
                "sets": (p_values >= 1 - level).tolist(),
            }
        )
    return {"columns": ["mutant", "wild-type"], "cases": found}


def likeness() -> dict[str, object]:
    random = np.random.default_rng(SEED)
    mixing = random.normal(size=(6, 6))

    def network(cases: int) -> np.ndarray:
        return random.normal(size=(cases, 6)) @ mixing + np.arange(6)

    def radiomics(cases: int) -> np.ndarray:
        values = np.exp(random.normal(size=(cases, 5)) * 2)
        values[:, 3] = 7.0  # constant: left out
        values[:: 9, 1] = -1e30  # absent
        return values

    training = {"network": network(80), "radiomics": radiomics(80)}
    calibration = {"network": network(60), "radiomics": radiomics(60)}
    tested = {"network": network(8) * 2, "radiomics": radiomics(8) * 3}
    fitted = fit_likeness(training, calibration, [])
    distances = {}
    for name, columns in (("network", list(range(6))), ("radiomics", [0, 1, 2, 4])):
        train, test = (scaled(name, values[name])[:, columns] for values in (training, tested))
        mean, sd = train.mean(axis=0), train.std(axis=0)
        covariance = LedoitWolf(assume_centered=True).fit((train - mean) / sd).covariance_
        inverse = np.linalg.inv(covariance + 0.05 * np.eye(len(columns)))
        distances[name] = [mahalanobis((row - mean) / sd, np.zeros(len(columns)), inverse) for row in test]
    return {
        "reference": likeness_file(fitted),
        "tested": {name: values.tolist() for name, values in tested.items()},
        "distances": distances,
    }


def scaled(name: str, values: np.ndarray) -> np.ndarray:
    if name == "network":
        return values
    present = np.where(values < -1e29, 0, values)
    return np.sign(present) * np.log1p(np.abs(present))


if __name__ == "__main__":
    for name, content in (("sets", sets()), ("likeness", likeness())):
        (HERE / f"{name}.json").write_text(json.dumps(content) + "\n")
