"""What scikit-learn says of a few made-up patients, for the tests of the hosts."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from ..cohort.table import CaseRow
from .model import GENES
from .package import TrainedClinical

#: Every code of every input, and every way not to know it. Nobody in particular.
MADE_UP = (
    CaseRow("1", "1", sex="F", age=61.0, smoking="never"),
    CaseRow("2", "2", sex="M", age=74.5, smoking="former"),
    CaseRow("3", "3", sex="M", age=43.0, smoking="current"),
    CaseRow("4", "4", sex="F"),
    CaseRow("5", "5", age=87.0),
    CaseRow("6", "6", smoking="never"),
    CaseRow("7", "7"),
)


def write_golden(trained: TrainedClinical, folder: Path) -> None:
    """Writes expected.json: inputs, and probabilities in the order of the targets."""
    inputs = np.array([trained.encoding.encode(row) for row in MADE_UP])
    columns = [trained.genes[gene].regression.predict_proba(inputs)[:, 1] for gene in GENES]
    patients = [
        {
            **({} if row.age is None else {"ageYears": row.age}),
            **({} if row.sex is None else {"sex": row.sex}),
            **({} if row.smoking is None else {"smoking": row.smoking}),
            "probabilities": [round(float(column[index]), 9) for column in columns],
        }
        for index, row in enumerate(MADE_UP)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"patients": patients}, indent=2)
    (folder / "expected.json").write_text(text + "\n")
