"""cohort.csv: what is read is what was written; what is wrong is named."""

from pathlib import Path

import numpy as np
import pytest

from mutation_training.cohort.errors import (
    CohortCellError,
    CohortColumnError,
    CohortError,
    CohortFileError,
)
from mutation_training.cohort.splits import mmdl_split, stratified_folds, stratified_split
from mutation_training.cohort.table import CaseRow, read_cohort, write_cohort

ROWS = (
    CaseRow(
        "A-1",
        "A-1",
        "train",
        "F",
        61.5,
        "never",
        160.0,
        55.25,
        1,
        2,
        "RUL",
        "IAC",
        "mGGN",
        0,
        {"EGFR": 1, "T4": 0},
        {"site": "north, east"},
    ),
    CaseRow("B-1", "B", "test", labels={"KRAS": 0}, extra={"site": ""}),
    CaseRow("B-2", "B", "test", "M", 70.0, "current", extra={"site": "south"}),
)


def edited(folder: Path, old: str, new: str) -> Path:
    path = write_cohort(folder, ROWS)
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return folder


def test_reads_back_what_was_written(tmp_path: Path) -> None:
    write_cohort(tmp_path, ROWS)
    cohort = read_cohort(tmp_path)
    assert cohort.rows == ROWS
    assert cohort.case_folder(ROWS[0]) == tmp_path / "cases" / "A-1"
    np.testing.assert_array_equal(cohort.labels("EGFR"), [1, np.nan, np.nan])
    assert [row.case_id for row in cohort.in_split("test").rows] == ["B-1", "B-2"]


def test_excluded_cases_stand_apart(tmp_path: Path) -> None:
    write_cohort(tmp_path, [ROWS[0], CaseRow("C", "C", extra={"exclusion": "no CT"})])
    cohort = read_cohort(tmp_path)
    assert [row.case_id for row in cohort.rows] == ["A-1"]
    assert [row.exclusion for row in cohort.excluded] == ["no CT"]


def test_spreadsheet_habits_are_tolerated(tmp_path: Path) -> None:
    path = write_cohort(tmp_path, ROWS)
    text = path.read_text().replace("case_id,", "case_id ,").replace("A-1,", " A-1 ,")
    path.write_text("\ufeff" + text.replace("\n", "\r\n") + "\r\n,,\r\n", encoding="utf-8")
    assert read_cohort(tmp_path).rows == ROWS


@pytest.mark.parametrize(
    ("old", "new", "column", "message"),
    [
        ("F,61.5", "W,61.5", "sex", "line 2, column 'sex': 'W' is not known. Use F, M"),
        ("F,61.5", "F,sixty", "age", "'sixty' is not a number. Use a number of years"),
        ("F,61.5", "F,nan", "age", "nan is out of range"),
        ("never", "Nonsmoker", "smoking", "Use never, former, current"),
        ("A-1,A-1,train", "A-1,A-1,Train", "split", "'Train' is not known"),
        ("A-1,A-1", "../A-1,A-1", "case_id", "cannot name a folder"),
        ("B-2,B", "B-1,B", "case_id", "line 4, column 'case_id': 'B-1' is already on line 3"),
        ("B-2,B,test", "B-2,B,train", "split", "the patient is in 'test' on line 3"),
        ("mGGN,0,1", "mGGN,0,2", "EGFR", "'2' is not known. Use 0, 1"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path: Path, old: str, new: str, column: str, message: str) -> None:
    with pytest.raises(CohortCellError) as raised:
        read_cohort(edited(tmp_path, old, new))
    assert raised.value.column == column
    assert message in str(raised.value)


def test_wrong_columns_and_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(CohortFileError, match=r"cohort\.csv does not exist"):
        read_cohort(tmp_path / "nowhere")
    with pytest.raises(CohortColumnError, match="column 'stage' is missing"):
        read_cohort(edited(tmp_path, "stage", "Stage"))
    with pytest.raises(CohortColumnError, match="column 'age' occurs twice"):
        read_cohort(edited(tmp_path, "height_cm", "age"))
    with pytest.raises(CohortFileError, match=r"line 2: \d+ cells where the header has"):
        read_cohort(edited(tmp_path, '"north, east"', "north, east"))
    write_cohort(tmp_path, [])
    with pytest.raises(CohortFileError, match="has no case"):
        read_cohort(tmp_path)


def many(count: int = 120) -> list[CaseRow]:
    """Two cases of every patient; a quarter positive, a sixth unknown."""
    rows = []
    for patient in range(count):
        labels = {} if patient % 6 == 0 else {"EGFR": int(patient % 4 == 1)}
        for lesion in range(2):
            rows.append(CaseRow(f"P{patient}-{lesion}", f"P{patient}", labels=labels))
    return rows


def test_splits_keep_patients_whole_and_labels_even() -> None:
    rows = many()
    split = stratified_split(rows, ["EGFR"], {"train": 0.7, "validation": 0.1, "test": 0.2}, seed=4)
    sizes = {name: sum(value == name for value in split.values()) for name in set(split.values())}
    assert sizes == {"train": 168, "validation": 24, "test": 48}
    for name, share in {"train": 0.7, "test": 0.2}.items():
        positive = sum(split[row.case_id] == name and row.labels.get("EGFR") == 1 for row in rows)
        assert abs(positive - share * 60) <= 2
    assert all(split[f"P{p}-0"] == split[f"P{p}-1"] for p in range(120))


def test_splits_follow_the_seed_and_not_the_order_of_rows() -> None:
    rows, fractions = many(), {"train": 0.8, "test": 0.2}
    split = stratified_split(rows, ["EGFR"], fractions, seed=4)
    assert stratified_split(rows[::-1], ["EGFR"], fractions, seed=4) == split
    assert stratified_split(rows, ["EGFR"], fractions, seed=5) != split
    with pytest.raises(CohortError, match="no shares of 1"):
        stratified_split(rows, ["EGFR"], {"train": 0.8, "test": 0.3}, seed=4)


def test_folds_are_even() -> None:
    rows = many()
    folds = stratified_folds(rows, ["EGFR"], 5, seed=1)
    assert [list(folds.values()).count(k) for k in range(5)] == [48] * 5
    positive = [folds[row.case_id] for row in rows if row.labels.get("EGFR") == 1]
    assert max(map(positive.count, range(5))) - min(map(positive.count, range(5))) <= 2
    assert all(folds[f"P{p}-0"] == folds[f"P{p}-1"] for p in range(120))
    with pytest.raises(CohortError, match="cannot be dealt"):
        stratified_folds(rows[:4], ["EGFR"], 5, seed=1)


def test_the_published_split_tests_on_r01() -> None:
    rows = [CaseRow(name, name) for name in ("R01-001", "AMC-001", "R010", "own-7")]
    assert mmdl_split(rows) == {
        "R01-001": "test",
        "AMC-001": "train",
        "R010": "train",
        "own-7": "train",
    }
