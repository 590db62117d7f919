"""Every table that can be filled, at smoke size; its statistics against scipy, statsmodels, papers."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
import yaml
from real_data import TCIA, needs_tcia
from scipy.stats import chi2_contingency, fisher_exact, mannwhitneyu
from tiny_cohort import write_tiny_cohort

from mutation_training.__main__ import main
from mutation_training.cohort.clinical import read_clinical
from mutation_training.cohort.splits import mmdl_split
from mutation_training.cohort.table import read_cohort, write_cohort
from mutation_training.reproduction import grid as grid_module
from mutation_training.reproduction.characteristics import categories_p, numbers_p
from mutation_training.reproduction.registry import TABLES
from mutation_training.reproduction.table import all_facts
from mutation_training.tabular.icc import icc
from mutation_training.tabular.wald import fit_wald

Cells = dict[tuple[str, str], dict[str, str]]


def filled(paper: str, number: str, cohort: Path, out: Path, *more: str) -> Cells:
    kind = "figure" if number.startswith("figure-") else "table"
    main(
        ["reproduce", paper, f"--{kind}", number.removeprefix("figure-"), "--cohort", str(cohort),
         "--size", "smoke", "--out", str(out), *more]
    )  # fmt: skip
    (path,) = out.glob(f"{paper}-{kind}-{number.removeprefix('figure-')}.json")
    content = json.loads(path.read_text())
    assert content["differs"] and (path.with_suffix(".md")).is_file()
    with path.with_suffix(".csv").open(newline="") as file:
        assert list(csv.DictReader(file)) == content["cells"]
    return {(cell["row"], cell["measure"]): cell for cell in content["cells"]}


def test_every_table_has_its_facts() -> None:
    assert {(paper, number) for paper, tables in all_facts().items() for number in tables} == set(TABLES)


def test_the_page_names_every_table_and_figure() -> None:
    """And none that is not there: rows of docs/paper-tables.md, a paper and its numbers each."""
    page = (Path(__file__).parents[3] / "docs/paper-tables.md").read_text(encoding="utf-8")
    named, kind = set(), ""
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] == "paper":
            kind = {"`--table`": "", "`--figure`": "figure-"}[cells[1]]
        elif cells[0].startswith("`") and len(cells) == 3:
            named |= {(cells[0].strip("`"), f"{kind}{number}") for number in cells[1].split(", ")}
    assert named == set(TABLES)


@pytest.mark.parametrize(
    ("paper", "number", "row"),
    [
        ("mmdl", "2", "EGFR, radiomics"),
        ("mmdl", "3", "KRAS, clinical"),
        ("mmdl", "3", "EGFR, MMDL"),
        ("mmdl", "6", "MMDL"),
        ("cnn3d", "2", "SVM"),
        ("deep-radscore", "3", "EGFR, Deep-CT"),
        ("cnn3d", "figure-3", "CNN"),
        ("cnn3d", "figure-5", "clinical"),
        ("fudan-fusion", "figure-2", "radiomic"),
        ("ajou-multimodal", "2", "radiomics + clinical"),
        ("ajou-multimodal", "3", "EfficientNet-b7"),
    ],
)
def test_a_table_of_models_is_filled_from_a_run(
    smoke_run: Callable[[str], Path],
    tiny_cohort_folder: Path,
    tmp_path: Path,
    paper: str,
    number: str,
    row: str,
) -> None:
    found = filled(paper, number, tiny_cohort_folder, tmp_path, "--run", str(smoke_run(paper)))
    cell = found[row, "auc"]
    assert 0 <= float(cell["low"]) <= float(cell["ours"]) <= float(cell["high"]) <= 1
    assert int(cell["n"]) > 1
    printed = all_facts()[paper][number].rows.get(row, {}).get("auc")
    if number.startswith("figure-"):
        assert (tmp_path / f"{paper}-{number}.svg").stat().st_size > 10_000
    assert (printed is None) == (cell["paper"] == "")


def test_a_grid_runs_and_resumes(
    tiny_cohort_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid = tmp_path / "grid.yaml"
    grid.write_text(
        "mine:\n  system: cnn3d\n  variants:\n    wide: {network: {hidden: 32}, options: {radiomics: null}}\n"
        "    narrow: {network: {hidden: 4}, options: {radiomics: null}}\n"
    )
    out = tmp_path / "out"
    command = ["ablate", str(grid), "--cohort", str(tiny_cohort_folder), "--size", "smoke", "--out", str(out)]
    main(command)
    assert json.loads((out / "report.json").read_text())["runs"][1]["name"] == "narrow"
    for name, hidden in (("wide", 32), ("narrow", 4)):
        assert yaml.safe_load((out / name / "config.yaml").read_text())["network"]["hidden"] == hidden
    (out / "narrow/checkpoint.pt").unlink()
    trained: list[str] = []
    monkeypatch.setattr(grid_module, "train", lambda config, cohort, place: trained.append(place.name))
    main(command)
    assert trained == ["narrow"], "what is complete is not trained again"
    with pytest.raises(SystemExit, match="is no file and no grid. Use a path or views"):
        main(["ablate", "none", *command[2:]])


def test_every_variant_of_the_built_in_grids_is_a_configuration() -> None:
    for name, grid in grid_module.built_in().items():
        configs = [grid_module.config_of(grid, variant, "paper") for variant in grid.variants]
        assert len({str(config.to_mapping()) for config in configs}) == len(configs), name


@pytest.mark.parametrize(
    ("number", "row"),
    [("4", "EGFR alone, VGG16"), ("7", "KRAS, age"), ("8", "EGFR, none")],
)
def test_a_table_of_variants_is_filled_from_a_grid(
    tiny_cohort_folder: Path, tmp_path_factory: pytest.TempPathFactory, number: str, row: str
) -> None:
    found = filled("mmdl", number, tiny_cohort_folder, tmp_path_factory.getbasetemp() / "mmdl-grids")
    assert 0 <= float(found[row, "auc"]["ours"]) <= 1
    assert found[row, "accuracy"]["ours"] and float(found[row, "accuracy"]["paper"]) > 0.65


def test_folds_networks_have_a_mean_and_a_standard_deviation(tmp_path: Path) -> None:
    cohort = write_tiny_cohort(tmp_path / "cohort", 32)
    rows = [
        replace(
            row,
            split="test" if i < 16 else "train",
            extra={"test_set": ("internal" if i < 8 else "external") if i < 16 else ""},
        )
        for i, row in enumerate(read_cohort(cohort).rows)
    ]
    write_cohort(cohort, rows)
    out = tmp_path / "out"
    found = filled("ajou-multimodal", "4", cohort, out)
    set_of = {row.case_id: row.extra["test_set"] for row in rows}
    for backbone in ("EfficientNet-b7", "ResNet34", "DenseNet264"):
        run = out / "runs/ajou-backbones" / backbone
        for name, row in (("external", backbone), ("internal", f"{backbone}, internal")):
            aucs = []
            for path in sorted(run.glob("member-*/predictions.csv")):
                with path.open(newline="") as file:
                    table = [r for r in csv.DictReader(file) if set_of[r["case_id"]] == name]
                by_label = [[float(r["probability"]) for r in table if r["label"] == one] for one in "10"]
                aucs.append(mannwhitneyu(*by_label).statistic / len(by_label[0]) / len(by_label[1]))
            assert float(found[row, "auc"]["ours"]) == pytest.approx(np.mean(aucs), abs=1e-3)
            assert float(found[row, "auc sd"]["ours"]) == pytest.approx(np.std(aucs, ddof=1), abs=1e-3)
            assert found[row, "auc sd"]["paper"]
    # The same runs fill table 3.
    whole = filled("ajou-multimodal", "3", cohort, out)
    assert whole["DenseNet264, internal", "auc"]["n"] == "8" and whole["ResNet34", "ppv"]["paper"] == "0.5592"


def test_characteristics_and_predictors(tiny_cohort_folder: Path, tmp_path: Path) -> None:
    cohort = read_cohort(tiny_cohort_folder)
    found = filled("cnn3d", "1", tiny_cohort_folder, tmp_path)
    people = [(row.labels["EGFR"], row.sex) for row in cohort.rows]
    sexes = np.array([[people.count((egfr, sex)) for sex in "FM"] for egfr in (1, 0)])
    assert sexes.min() >= 5 or found["sex", "test"]["ours"] == "Fisher"
    if found["sex", "test"]["ours"] == "χ²":
        expected = chi2_contingency(sexes, correction=False).pvalue
        assert float(found["sex", "p"]["ours"]) == pytest.approx(expected, rel=1e-3)
    assert found["CEA", "p"]["ours"] == "" and found["CEA", "p"]["paper"] == "0.341", "no such column"
    random = np.random.default_rng(2)
    with_cea = tmp_path / "with-cea"
    write_cohort(with_cea, [replace(row, cea=round(random.exponential(6), 1)) for row in cohort.rows])
    assert filled("cnn3d", "1", with_cea, tmp_path / "cea")["CEA", "test"]["ours"] in ("χ²", "Fisher")
    predictors = filled("fudan-fusion", "2", tiny_cohort_folder, tmp_path)
    odds = predictors["age", "odds ratio"]
    assert float(odds["low"]) < float(odds["ours"]) < float(odds["high"])


@needs_tcia
def test_tcia_s_patients_are_those_of_the_paper(tmp_path: Path) -> None:
    """MMDL's validation patients, count by count, from the table that TCIA gives."""
    records = read_clinical(TCIA / "clinical-labels.csv").records.values()
    rows = [record.row for record in records]
    splits = mmdl_split(rows)
    write_cohort(tmp_path, [replace(row, split=splits[row.case_id]) for row in rows])
    found = filled("mmdl", "1", tmp_path, tmp_path / "out")
    for (row, measure), cell in found.items():
        if measure == "validation" and row != "both wild type":
            assert cell["ours"] == cell["paper"], row
    assert len([key for key in found if key[1] == "validation"]) == 16


def test_patients_are_described(tiny_cohort_folder: Path, tmp_path: Path) -> None:
    """Each patient once; the shares, means and tests of groups that were counted here."""
    rows = [
        replace(
            row, split="test" if i % 3 == 0 else "train",
            extra={"cohort": "AB"[i % 2], "test_set": "external" if i % 3 == 0 else ""},
        )
        for i, row in enumerate(read_cohort(tiny_cohort_folder).rows)
    ]  # fmt: skip
    second = replace(rows[0], case_id="second", sex=None)
    write_cohort(tmp_path / "cohort", [*rows, second])
    cohort, out = tmp_path / "cohort", tmp_path / "out"

    deep = filled("deep-radscore", "1", cohort, out)
    first = [row for row in rows if row.extra["cohort"] == "A"]
    women = sum(row.sex == "F" for row in first)
    assert deep["patients", "cohort A"]["ours"] == "12 (50.0%)"
    assert deep["female", "cohort A"]["ours"] == f"{women} ({women / 12:.1%})"
    ages = [row.age for row in first if row.age is not None]
    assert deep["age", "cohort A"]["ours"] == f"{np.mean(ages):.1f} ± {np.std(ages, ddof=1):.1f}"
    assert deep["age", "cohort A"]["n"] == str(len(ages))
    counts = [[sum(row.labels["LVI"] == label and row.split == split for row in rows) for label in (0, 1)]
              for split in ("train", "test")]  # fmt: skip
    assert float(deep["LVI", "p"]["ours"]) == pytest.approx(fisher_exact(counts).pvalue, rel=1e-3)
    assert deep["LVI", "p"]["paper"] == "0.792"

    fudan = filled("fudan-fusion", "1", cohort, out)
    mutant = [row for row in rows if row.split == "train" and row.labels["EGFR"] == 1]
    solid = sum(row.density == "solid" for row in mutant)
    assert fudan["solid", "mutant"]["ours"] == f"{solid} ({solid / len(mutant):.1%})"

    ajou = filled("ajou-multimodal", "1", cohort, out)
    elsewhere = [row for row in rows if row.split == "test" and row.labels["EGFR"] == 0]
    third = sum(row.stage == 3 for row in elsewhere)
    cell = ajou["stage 3, external", "wild type"]
    assert (cell["paper"], cell["ours"]) == ("81", f"{third} ({third / len(elsewhere):.1%})")
    assert ajou["weight, external", "p"]["paper"] == "0.07" and ajou["weight", "test"]["ours"]


def test_tests_are_chosen_by_what_they_need() -> None:
    random = np.random.default_rng(1)
    assert numbers_p(random.normal(size=60), random.normal(size=60))[1] == "t"
    assert numbers_p(random.exponential(size=60), random.normal(size=60))[1] == "Mann-Whitney"
    assert categories_p(["a", "b"] * 30, ["a", "b", "b"] * 20)[1] == "χ²"
    p, test = categories_p(["a"] * 3 + ["b"], ["a"] + ["b"] * 3)
    assert (round(p, 4), test) == (0.4857, "Fisher"), "Fisher's tea: 0.4857 two-sided"
    assert np.isnan(categories_p(["a"], ["a"])[0])


@pytest.mark.parametrize(
    ("mutant", "wild_type", "printed"),
    [
        pytest.param([135, 190], [127, 208], 0.341, id="CEA"),
        pytest.param([113, 26, 67, 72, 47], [113, 15, 83, 75, 49], 0.330, id="lobe"),
        pytest.param([161, 42, 46, 76], [176, 49, 53, 57], 0.234, id="stage"),
    ],
)
def test_the_papers_counts_give_the_papers_p(
    mutant: list[int], wild_type: list[int], printed: float
) -> None:
    groups = [[str(i) for i, n in enumerate(counts) for _ in range(n)] for counts in (mutant, wild_type)]
    p, test = categories_p(*groups)
    assert (round(p, 3), test) == (printed, "χ²")


def test_backbones_are_compared_on_what_the_cohort_has(
    tiny_cohort_folder: Path, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    found = filled("deep-radscore", "2", tiny_cohort_folder, tmp_path_factory.getbasetemp() / "deep-grid")
    cell = found["LVI, Inception V3", "auc"]
    assert cell["paper"] == "0.695 (0.657 to 0.733)" and float(cell["low"]) <= float(cell["ours"])
    assert found["LVI, VGG19", "npv"]["paper"] == "0.836"


def test_wald_is_that_of_statsmodels() -> None:
    random = np.random.default_rng(3)
    x = random.normal(size=(200, 3)) * [1, 10, 0.1] + [0, 60, 2]
    y = (random.random(200) < 1 / (1 + np.exp(-(x[:, 0] - (x[:, 1] - 60) / 10)))).astype(float)
    expected = sm.Logit(y, sm.add_constant(x)).fit(disp=0, tol=1e-12)
    found = fit_wald(x, y)
    assert found is not None
    np.testing.assert_allclose(found.coefficients, expected.params[1:], rtol=1e-6)
    np.testing.assert_allclose(found.errors, expected.bse[1:], rtol=1e-6)
    np.testing.assert_allclose(found.p, expected.pvalues[1:], rtol=1e-5)
    low, high = np.exp(expected.conf_int()[1])
    odds = found.odds_ratio(0)
    assert (odds.low, odds.high) == pytest.approx((low, high), rel=1e-6)
    assert fit_wald(y[:, None], y) is None, "a column that separates the classes has no estimate"


def test_icc_is_that_of_shrout_and_fleiss() -> None:
    """Their table 2: six targets by four judges; ICC(2,1) = .29."""
    ratings = np.array(
        [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float
    )
    assert icc(ratings) == pytest.approx(0.2898, abs=5e-4)
    assert icc(np.repeat(ratings[:, :1], 2, axis=1)) == pytest.approx(1)
    assert np.isnan(icc(np.ones((5, 2))))


def test_icc_lists_what_two_readers_agree_on(tiny_cohort_folder: Path, tmp_path: Path) -> None:
    first, out = tiny_cohort_folder / "radiomics/tumour.csv", tmp_path / "reproducible.txt"
    lines = list(csv.reader(first.open()))
    random = np.random.default_rng(0)
    place = lines[0].index("original_feature_5")
    for line in lines[1:]:
        line[place] = str(float(line[place]) + random.normal())
    second = tmp_path / "second.csv"
    with second.open("w", newline="") as file:
        csv.writer(file).writerows(lines)
    main(["icc", "--first", str(first), "--second", str(second), "--out", str(out)])
    kept = out.read_text().split()
    assert "original_feature_5" not in kept and len(kept) == 19
    with pytest.raises(SystemExit, match="does not exist"):
        main(["icc", "--first", str(first), "--second", str(tmp_path / "none"), "--out", str(out)])


def test_what_cannot_be_filled_is_refused(tiny_cohort_folder: Path, tmp_path: Path) -> None:
    command = ["reproduce", "mmdl", "--cohort", str(tiny_cohort_folder), "--out", str(tmp_path / "out")]
    with pytest.raises(SystemExit, match="Table 99 of mmdl cannot be filled"):
        main([*command, "--table", "99"])
    assert not (tmp_path / "out").exists()
