"""ComBat: against neuroCombat, fitted to training cases alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import ks_2samp
from tiny_cohort import write_tiny_cohort

from mutation_training.cohort.table import CaseRow, read_cohort, write_cohort
from mutation_training.recipes.config import find_config, read_config
from mutation_training.recipes.features import read_features
from mutation_training.recipes.run import open_run
from mutation_training.tabular.harmonise import Combat, harmonised
from mutation_training.tabular.radiomics import RadiomicsTable, RadiomicsTableError

SETTINGS = Combat("site", "A")
SCANNERS = {"A": (0.0, 1.0), "B": (2.0, 3.0), "C": (-1.0, 0.5)}


def cohort_of_sites(cases: int = 180) -> tuple[RadiomicsTable, list[CaseRow], np.ndarray]:
    """The same lesions' features by three scanners of other location and scale; every third case tests."""
    random = np.random.default_rng(0)
    sites = ["ABC"[i % 3] for i in range(cases)]
    values = np.array(
        [SCANNERS[site][0] + SCANNERS[site][1] * random.normal(size=30) for site in sites]
    )
    values[::7, 4] = np.nan
    values[:, 5] = 1.0
    rows = [CaseRow(f"c{i}", f"c{i}", extra={"site": site}) for i, site in enumerate(sites)]
    return RadiomicsTable(tuple(f"f{i}" for i in range(30)), values), rows, np.arange(cases) % 9 < 6


def test_values_are_those_of_neurocombat() -> None:
    """Which stops at changes of one in ten thousand."""
    golden = json.loads((Path(__file__).parent / "golden/neurocombat.json").read_text())
    values, expected = np.array(golden["values"]), np.array(golden["harmonised"])
    rows = [CaseRow(f"c{i}", f"c{i}", extra={"site": site}) for i, site in enumerate(golden["sites"])]
    table = RadiomicsTable(tuple(f"f{i}" for i in range(values.shape[1])), values)
    found = harmonised(table, rows, np.ones(len(rows), dtype=bool), SETTINGS).values
    np.testing.assert_allclose(found, expected, atol=1e-3)
    assert np.abs(found - values).max() > 1


def test_a_feature_that_does_not_vary_at_the_reference_stays() -> None:
    table, rows, training = cohort_of_sites()
    at_reference = np.array([row.extra["site"] == "A" for row in rows])
    table.values[at_reference, 7] = 2.0
    found = harmonised(table, rows, training, SETTINGS).values
    np.testing.assert_array_equal(found[:, 7], table.values[:, 7])


def test_unseen_cases_come_to_the_reference_s_scale() -> None:
    table, rows, training = cohort_of_sites()
    found = harmonised(table, rows, training, SETTINGS).values
    sites = np.array([row.extra["site"] for row in rows])
    np.testing.assert_array_equal(np.isnan(found), np.isnan(table.values))
    np.testing.assert_array_equal(found[:, 5], 1.0)
    np.testing.assert_allclose(found[sites == "A"], table.values[sites == "A"], atol=1e-9)
    for site in "BC":
        before, after = (x[(sites == site) & ~training][:, 6:].ravel() for x in (table.values, found))
        reference = found[sites == "A"][:, 6:].ravel()
        assert ks_2samp(before, reference).statistic > 0.3 and ks_2samp(after, reference).statistic < 0.15


def test_nothing_is_learnt_from_cases_that_are_held_out() -> None:
    table, rows, training = cohort_of_sites()
    other = replace(table, values=np.where(training[:, None], table.values, 50 + table.values))
    first, second = (harmonised(t, rows, training, SETTINGS).values for t in (table, other))
    np.testing.assert_array_equal(first[training], second[training])


def test_sites_that_cannot_be_harmonised_are_named() -> None:
    table, rows, training = cohort_of_sites()
    with pytest.raises(RadiomicsTableError, match="Case c0 has no 'hospital'"):
        harmonised(table, rows, training, Combat("hospital", "A"))
    with pytest.raises(RadiomicsTableError, match="reference site 'D' has 0 training cases"):
        harmonised(table, rows, training, Combat("site", "D"))


def test_a_run_reads_harmonised_features(tmp_path: Path) -> None:
    cohort = write_tiny_cohort(tmp_path / "cohort", 32)
    rows = [
        replace(row, split="test" if i % 4 == 3 else "train", extra={"site": "AB"[i // 2 % 2]})
        for i, row in enumerate(read_cohort(cohort).rows)
    ]
    write_cohort(cohort, rows)
    config = read_config(find_config("cnn3d/smoke"))
    plain = read_features(open_run(config, cohort, tmp_path), "tumour.csv")
    combat = replace(config, combat={"column": "site", "reference": "A"})
    moved = read_features(open_run(combat, cohort, tmp_path), "tumour.csv")
    at_reference = np.array([row.extra["site"] == "A" for row in rows])
    np.testing.assert_allclose(moved.values[at_reference], plain.values[at_reference], atol=1e-9)
    assert np.nanmax(np.abs(moved.values[~at_reference] - plain.values[~at_reference])) > 0.01
