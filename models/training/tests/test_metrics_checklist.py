"""METRICS' checklist: whole, and answered by what a run's files say."""

from __future__ import annotations

from pathlib import Path

import pytest

from mutation_training.cohort.table import CaseRow, Cohort
from mutation_training.export.metrics import answered, checklist, metrics_text, quality, score
from mutation_training.export.run_data import Prediction, RunData


def data(rows: list[CaseRow], *models: str, **options: object) -> RunData:
    predictions = {
        (model, "EGFR"): tuple(
            Prediction(row.case_id, row.split or "", False, row.labels["EGFR"], 0.5) for row in rows
        )
        for model in models
    }
    return RunData({"options": options}, Cohort(Path("cohort"), tuple(rows)), predictions)


def rows(**extra: str) -> list[CaseRow]:
    split = {"train": 80, "test": 20}
    return [
        CaseRow(f"{name}-{i}", f"{name}-{i}", split=name, labels={"EGFR": i % 2}, extra=extra)  # type: ignore[arg-type]
        for name, count in split.items()
        for i in range(count)
    ]


def answers(features: int, found: RunData, **checkpoint: object) -> dict[int, str]:
    inputs = [{"kind": "radiomics", "features": ["f"] * features}] if features else [{"kind": "patch"}]
    known = {"system": "cnn3d", "main_model": "cnn", "targets": ["EGFR"], **checkpoint}
    return {item.number: item.answer for item in answered({"inputs": inputs}, known, found)}


#: Of items 1 to 30, in table 1 of the paper and in the authors' tool.
PUBLISHED = """
    .0368 .0735 .0919 .0438 .0292 .0438 .0292 .0337 .0225 .0112 .0622 .0311 .0415 .0200 .0200
    .0300 .0200 .0599 .0300 .0352 .0234 .0176 .0117 .0293 .0176 .0375 .0749 .0075 .0075 .0075
"""


def test_items_and_weights_are_the_published() -> None:
    assert [entry["item"] for entry in checklist()] == list(range(1, 31))
    assert [entry["weight"] for entry in checklist()] == [float(weight) for weight in PUBLISHED.split()]
    assert sum(entry["weight"] for entry in checklist()) == pytest.approx(1, abs=1e-9)
    conditions = {entry["item"]: entry["when"] for entry in checklist() if "when" in entry}
    assert conditions == {12: "features", 14: "table", 15: "table", 16: "table", 17: "network"}


@pytest.mark.parametrize(
    ("share", "name"),
    [(0, "very low"), (0.2, "low"), (0.599, "moderate"), (0.6, "good"), (0.8, "excellent"), (1, "excellent")],
)
def test_a_score_has_the_published_name(share: float, name: str) -> None:
    assert quality(share) == name


def test_what_a_run_says_is_answered() -> None:
    found = answers(4, data(rows(), "cnn", "clinical", "radiomics-logistic", reproducible="icc.txt"))
    assert {found[item] for item in (14, 15, 16, 18, 24, 25, 26)} == {"yes"}
    assert found[27] == "no" and found[4] == "open" and found[2] == "open"
    assert answers(5, data(rows(), "cnn"))[16] == "no", "40 cases of a class bear four features"
    assert answers(0, data(rows(), "cnn"))[12] == "not applicable"
    bare = answers(4, data([row for row in rows() if row.split == "train"], "cnn"), system="ajou-multimodal")
    assert {bare[item] for item in (14, 15, 18, 24, 25, 26)} == {"no"}
    folds = answers(0, data([row for row in rows() if row.split == "train"], "cnn"), outer_folds=5)
    assert folds[18] == "yes" and folds[26] == "no", "cross-validation alone is no test"
    nested = [row for row in rows(inner_fold="1") if row.split == "train"]
    assert answers(0, data(nested, "cnn"), outer_folds=5)[26] == "yes"


def test_conditions_leave_items_out() -> None:
    end_to_end = answers(0, data(rows(), "cnn"))
    assert {end_to_end[item] for item in (12, 14, 15, 16)} == {"not applicable"}
    assert end_to_end[13] == "yes" and end_to_end[17] == "no"
    deep = answers(0, data(rows(), "combined"), system="deep-radscore", main_model="combined")
    assert deep[12] == deep[17] == "not applicable" and deep[15] != "not applicable"


def test_places_and_external_sets_count() -> None:
    table = rows(site="A")
    table += rows(site="B", test_set="external")[-20:]
    found = answers(0, data(table, "cnn"))
    assert found[4] == "yes" and found[27] == "yes"


def test_the_score_is_of_what_applies() -> None:
    known = {"system": "cnn3d", "main_model": "cnn", "targets": ["EGFR"]}
    items = answered({"inputs": [{"kind": "patch"}]}, known, data(rows(), "cnn", "clinical"))
    fulfilled, still_open = score(items)
    no = sum(item.weight for item in items if item.answer == "no")
    applies = sum(item.weight for item in items if item.answer != "not applicable")
    assert fulfilled + still_open + no / applies == pytest.approx(1)
    assert f"{100 * fulfilled:.0f} % of the weight" in metrics_text(items)
