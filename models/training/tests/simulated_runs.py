"""Cohort tables and run folders whose truth is known, for the tests of the report."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from mutation_training.cohort.table import CaseRow, Split, write_cohort

SPLITS: tuple[Split, ...] = ("train", "validation", "test")


def simulated_cohort(folder: Path, cases: int = 600, *, synthetic: bool = True) -> list[CaseRow]:
    """EGFR follows never-smoking and a hidden trait; KRAS the trait alone, and is often unknown."""
    random = np.random.default_rng(7)
    rows = []
    for index in range(cases):
        smoking = ("never", "former", "current")[random.integers(3)]
        trait = random.normal()
        egfr = random.random() < 1 / (1 + np.exp(-(2.0 * trait + (smoking == "never") - 0.8)))
        labels = {"EGFR": int(egfr)}
        if random.random() < 0.7:
            labels["KRAS"] = int(random.random() < 1 / (1 + np.exp(-(1.5 * trait - 1))))
        extra = {"volume_mm3": f"{random.uniform(400, 14000):.1f}"}
        if synthetic:
            extra["trait_density"] = f"{trait:.3f}"
        rows.append(
            CaseRow(
                f"C{index:04d}",
                f"P{index // 2:04d}",
                SPLITS[(0, 0, 1, 2, 2)[index // 2 % 5]],
                sex="FM"[random.integers(2)],
                age=float(random.integers(40, 85)),
                smoking=smoking,
                labels=labels,
                extra=extra,
            )  # fmt: skip
        )
    write_cohort(folder, rows)
    return rows


def simulated_run(
    folder: Path, cohort: Path, rows: list[CaseRow], noise: float, *, system: str = "mmdl", folds: int = 1
) -> Path:
    """A network that sees the label through noise, over-confident by half."""
    random = np.random.default_rng(int(noise * 100))
    folder.mkdir(parents=True)
    config = {"system": system, "cohort": str(cohort), "seed": 42}
    (folder / "config.yaml").write_text(yaml.safe_dump(config))
    with (folder / "predictions.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["case_id", "split", "fold", "model", "target", "label", "probability"])
        for row in rows:
            for target in ("EGFR", "KRAS"):
                label = row.labels.get(target)
                latent = (0.5 if label is None else label) * 2 - 1 + random.normal() * noise
                for fold in range(folds):
                    probability = sigmoid(3 * latent + 0.1 * fold)
                    known = "" if label is None else label
                    fold_name = fold if folds > 1 else ""
                    writer.writerow(
                        [row.case_id, row.split, fold_name, "cnn", target, known, f"{probability:.6f}"]
                    )
    return folder


def sigmoid(x: float) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-x))
