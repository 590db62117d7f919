"""Fits the regressions on TCIA's table and writes the package `clinical-tcia`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from ..claims.measure import read_package
from ..cohort.clinical import ClinicalTable
from ..cohort.errors import CohortError
from ..cohort.published import published_counts, require_published
from ..cohort.table import CaseRow
from ..evaluation.roc import Interval
from ..explanations.explain import explain, write_explanations
from ..export.package import target_codes, write_package
from .model import GENES, Encoding, Floats, odds_ratios, regression, to_onnx
from .validation import FOLDS, REPEATS, Validation, across_sites, validate

VERSION = "0.2.0"
SEED = 1
CARD_TEMPLATE = Path(__file__).with_name("card.md")
DATA_CITATION = (
    "Bakr S. et al., Data for NSCLC Radiogenomics, The Cancer Imaging Archive (2017), "
    "doi:10.7937/K9/TCIA.2017.7hs46erv, CC BY 3.0"
)


@dataclass(frozen=True)
class GeneModel:
    gene: str
    regression: LogisticRegression
    validation: Validation
    #: Of age (per standard deviation), female sex, ever having smoked.
    odds_ratios: Sequence[tuple[float, float, float]]
    #: Patients, and mutants among them.
    patients: int
    mutants: int
    #: AUC on one institution's patients of a model fitted on the other's.
    amc_to_r01: Interval
    r01_to_amc: Interval


@dataclass(frozen=True)
class TrainedClinical:
    encoding: Encoding
    rows: Sequence[CaseRow]
    genes: Mapping[str, GeneModel]


def train_clinical(table: ClinicalTable) -> TrainedClinical:
    """Fits and validates both genes; raises `CohortError` unless `table` is TCIA's published one."""
    if not table.is_tcia:
        raise CohortError(f"{table.source} is not TCIA's clinical table. Give its CSV file.")
    require_published(published_counts(table))
    rows = [record.row for record in table.records.values()]
    encoding = Encoding.of(rows)
    return TrainedClinical(encoding, rows, {gene: train_gene(gene, rows, encoding) for gene in GENES})


def train_gene(gene: str, rows: Sequence[CaseRow], encoding: Encoding) -> GeneModel:
    known = [row for row in rows if gene in row.labels]
    inputs: Floats = np.array([encoding.encode(row) for row in known])
    labels: Floats = np.array([row.labels[gene] for row in known], dtype=float)
    amc: NDArray[np.bool_] = np.array([row.patient_id.startswith("AMC-") for row in known])
    model = regression().fit(inputs, labels)
    return GeneModel(
        gene=gene,
        regression=model,
        validation=validate(inputs, labels, SEED),
        odds_ratios=odds_ratios(model, inputs),
        patients=len(known),
        mutants=int(labels.sum()),
        amc_to_r01=across_sites(inputs, labels, amc),
        r01_to_amc=across_sites(inputs, labels, ~amc),
    )


def export_clinical(trained: TrainedClinical, folder: Path) -> str:
    """Writes the package; returns its digest."""
    graph = to_onnx([trained.genes[gene].regression for gene in GENES])
    write_package(folder, graph, "fp32", manifest_of(trained), card_of(trained))
    package = read_package(folder)
    explained = explain(package, trained.rows, lambda row: {"clinical": encoded(trained.encoding, row)})
    return write_explanations(package, explained, "On all patients of the table.")


def encoded(encoding: Encoding, row: CaseRow) -> NDArray[np.float32]:
    return np.array([encoding.encode(row)], dtype=np.float32)


def manifest_of(trained: TrainedClinical) -> dict[str, Any]:
    """`model.json` without its `graph` entry."""
    return {
        "$schema": "../../model-package.schema.json",
        "schemaVersion": 1,
        "id": "clinical-tcia",
        "version": VERSION,
        "name": "Clinical baseline (no image)",
        "description": (
            "Logistic regressions on age, sex and smoking; probabilities of EGFR and KRAS mutation. "
            "Does not look at the image: what any image model must beat."
        ),
        "status": "research",
        "trainedOn": (
            f"Clinical columns of {len(trained.rows)} patients with non-small cell lung cancer "
            "(TCIA NSCLC Radiogenomics, CC BY 3.0)."
        ),
        "intendedUse": "Research use only. A baseline from three clinical values; not a molecular test.",
        "licence": "MIT; fitted on data under CC BY 3.0",
        "citation": DATA_CITATION,
        "targets": [target_of(trained.genes[gene]) for gene in GENES],
        "inputs": [{"kind": "clinical", "tensor": "clinical", "fields": trained.encoding.fields}],
        "outputs": {"probabilities": "probabilities"},
    }


def target_of(model: GeneModel) -> dict[str, Any]:
    return {
        "id": model.gene,
        "index": GENES.index(model.gene),
        **target_codes(model.gene),
        "threshold": model.validation.threshold,
    }


def card_of(trained: TrainedClinical) -> str:
    """The card's text; digests are filled in when the package is written."""
    encoding = trained.encoding
    values: dict[str, str] = {
        "version": VERSION,
        "data_citation": DATA_CITATION,
        "patients": str(len(trained.rows)),
        "folds": str(FOLDS),
        "repeats": str(REPEATS),
        "age_mean": f"{encoding.age_mean:g}",
        "age_sd": f"{encoding.age_sd:g}",
        "female_share": f"{encoding.female_share:g}",
        "smoker_share": f"{encoding.smoker_share:g}",
        "verdicts": "\n".join(f"- {verdict(model)}" for model in trained.genes.values()),
        "performance": rows_of(trained, performance_row),
        "operating": rows_of(trained, operating_row),
        "calibration": rows_of(trained, calibration_row),
        "reliability": "\n".join(row for model in trained.genes.values() for row in reliability_rows(model)),
        "coefficients": "\n".join(row for model in trained.genes.values() for row in coefficient_rows(model)),
    }
    text = CARD_TEMPLATE.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def rows_of(trained: TrainedClinical, row: Any) -> str:
    return "\n".join(row(model) for model in trained.genes.values())


def verdict(model: GeneModel) -> str:
    found = model.validation.auc
    conclusion = (
        "better than chance, and weak"
        if found.low > 0.5
        else "**not shown to be better than chance**: the interval includes 0.5"
    )
    return f"{model.gene}: AUC {spelled(found)} in cross-validation, {conclusion}."


def performance_row(model: GeneModel) -> str:
    found = model.validation
    return (
        f"| {model.gene} | {model.patients} | {model.mutants} | {spelled(found.auc)} "
        f"| {found.apparent_auc:.3f} | {spelled(model.amc_to_r01)} | {spelled(model.r01_to_amc)} |"
    )


def operating_row(model: GeneModel) -> str:
    found, at = model.validation, model.validation.measures
    return (
        f"| {model.gene} | {found.threshold:.3f} | {at['sensitivity']:.2f} | {at['specificity']:.2f} "
        f"| {at['ppv']:.2f} | {at['npv']:.2f} |"
    )


def calibration_row(model: GeneModel) -> str:
    found = model.validation
    return (
        f"| {model.gene} | {found.brier:.3f} | {found.brier_of_share:.3f} "
        f"| {spelled(found.calibration_slope, 2)} | {spelled(found.calibration_intercept, 2)} "
        f"| {found.expected_calibration_error:.3f} "
        f"| {found.calibration_noise[0]:.3f} (up to {found.calibration_noise[1]:.3f}) |"
    )


def reliability_rows(model: GeneModel) -> list[str]:
    return [
        f"| {model.gene} | {b.count} | {b.predicted:.2f} | {b.observed:.2f} |"
        for b in model.validation.reliability
    ]


def coefficient_rows(model: GeneModel) -> list[str]:
    names = ("age, per standard deviation", "female sex", "ever smoked")
    rows = [
        f"| {model.gene} | {name} | {weight:.4f} | {ratio:.2f} ({low:.2f} – {high:.2f}) |"
        for name, weight, (ratio, low, high) in zip(
            names, model.regression.coef_[0], model.odds_ratios, strict=True
        )
    ]
    return [*rows, f"| {model.gene} | intercept | {model.regression.intercept_[0]:.4f} | |"]


def spelled(interval: Interval, digits: int = 3) -> str:
    value, low, high = (f"{x:.{digits}f}" for x in (interval.value, interval.low, interval.high))
    return f"{value} ({low} – {high})"
