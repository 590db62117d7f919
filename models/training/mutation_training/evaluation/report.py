"""Puts the assessments of all runs side by side and compares them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from ..cohort.provenance import is_synthetic
from ..cohort.splits import TEST_SET
from ..cohort.table import CaseRow, Cohort
from .assess import JUDGED, Assessment, assess
from .baseline import clinical_scores
from .comparison import Comparison, compare_auc, holm
from .predictions import CLINICAL, OUT_OF_FOLD, Run, Scores
from .published import PublishedSystem, published_systems
from .subgroups import Subgroup, subgroups

#: A comparison on fewer common cases than this is not made.
FEWEST_COMMON_CASES = 10
JUDGED_OUT_OF_FOLD = (
    "There are no test cases: every case is judged out of fold, by the network of cross-validation that did "
    "not see it. Its threshold and calibration come from the other folds."
)


@dataclass(frozen=True)
class Data:
    """What the runs were judged on."""

    name: str
    cases: int
    patients: int
    synthetic: bool
    #: One sentence or two on how they were judged, where that is not plain.
    how: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.composition} {self.how}".rstrip()

    @property
    def composition(self) -> str:
        if self.synthetic:
            return (
                f"{self.name}: {self.cases} synthetic phantoms with a planted signal. "
                "These numbers show that the software works; they say nothing about patients."
            )
        return f"{self.name}: {self.cases} lesions of {self.patients} patients."


@dataclass(frozen=True)
class ModelResult:
    run: str
    model: str
    #: Whether this is what the run is about, not a part or baseline of it.
    main: bool
    assessment: Assessment
    #: This model's AUC minus the clinical baseline's; `None` for the baseline itself.
    versus_clinical: Comparison | None
    #: This model's AUC minus the first run's main model's.
    versus_first: Comparison | None
    subgroups: tuple[Subgroup, ...]

    @property
    def label(self) -> str:
        return self.run if self.main else f"{self.run} · {self.model}"


@dataclass(frozen=True)
class TargetReport:
    target: str
    results: tuple[ModelResult, ...]

    @property
    def first(self) -> ModelResult:
        return self.results[0]


@dataclass(frozen=True)
class Section:
    """A table that only some reports have."""

    #: Its key in report.json, which holds `values` there, one for each row.
    name: str
    title: str
    text: str
    header: tuple[str, ...]
    #: Plain text.
    rows: tuple[tuple[str, ...], ...]
    values: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Report:
    data: Data
    runs: tuple[Run, ...]
    targets: tuple[TargetReport, ...]
    #: Run, model and target that could not be judged.
    left_out: tuple[str, ...]
    published: tuple[PublishedSystem, ...]
    sections: tuple[Section, ...] = ()
    #: Why the evaluation is failed, in sentences.
    failures: tuple[str, ...] = ()
    #: How to read what is measured in another way than usual, by its name.
    methods: Mapping[str, str] = field(default_factory=dict)


def make_report(runs: Sequence[Run], cohort: Cohort, seed: int) -> Report:
    """`cohort` gives the patients, their clinical data and, where a run has none, its baseline."""
    runs = [part for run in runs for part in by_test_set(with_clinical_baseline(run, cohort), cohort)]
    left_out: list[str] = []
    targets = list(dict.fromkeys(target for run in runs for target in run.targets))
    reports = corrected([target_report(target, runs, cohort, seed, left_out) for target in targets])
    systems = published_systems()
    return Report(
        data=data_of(cohort, runs),
        runs=tuple(runs),
        targets=tuple(report for report in reports if report.results),
        left_out=tuple(left_out),
        published=tuple(
            systems[name] for name in dict.fromkeys(run.system for run in runs) if name in systems
        ),
    )


def data_of(cohort: Cohort, runs: Sequence[Run]) -> Data:
    judged = {
        str(case)
        for run in runs
        for (_, _, split), scores in run.scores.items()
        if split == judged_split(run)
        for case in scores.case_ids
    }
    rows = [row for row in cohort.rows if row.case_id in judged]
    return Data(
        name=cohort.folder.resolve().name,
        cases=len(judged),
        patients=len({row.patient_id for row in rows}) or len(judged),
        synthetic=is_synthetic(rows),
        how=JUDGED_OUT_OF_FOLD if any(judged_split(run) == OUT_OF_FOLD for run in runs) else "",
    )


def judged_split(run: Run) -> str:
    splits = {split for _, _, split in run.scores}
    return next((split for split in JUDGED if split in splits), "test")


def with_clinical_baseline(run: Run, cohort: Cohort) -> Run:
    """The run with a model `clinical` for each target whose training cases are in the cohort."""
    scores = dict(run.scores)
    known = {row.case_id for row in cohort.rows}
    main = run.main_model
    for target in run.targets:
        splits = {
            split: scores[model, name, split]
            for model, name, split in run.scores
            if model == main and name == target
        }
        training = splits.get("train")
        if (CLINICAL, target, judged_split(run)) in scores or training is None:
            continue
        in_cohort = all(str(case) in known for s in splits.values() for case in s.case_ids)
        if in_cohort and training.has_both_classes:
            for split, found in clinical_scores(cohort, training, splits).items():
                scores[CLINICAL, target, split] = found
    return replace(run, scores=scores)


def by_test_set(run: Run, cohort: Cohort) -> list[Run]:
    """One run for each test set that the cohort's table names (column `test_set`), judged on it alone."""
    set_of = {row.case_id: row.extra.get(TEST_SET, "") for row in cohort.rows}
    tested = [s.case_ids for (_, _, split), s in run.scores.items() if split == "test"]
    names = list(dict.fromkeys(set_of.get(str(case), "") for cases in tested for case in cases))
    if not any(names):
        return [run]

    def part(name: str) -> Run:
        scores = {
            key: found.where(np.array([set_of.get(str(case), "") == name for case in found.case_ids], bool))
            if key[2] == "test"
            else found
            for key, found in run.scores.items()
        }
        return replace(run, name=f"{run.name}, {name or 'other test cases'}", scores=scores)

    return [part(name) for name in names]


def target_report(
    target: str, runs: Sequence[Run], cohort: Cohort, seed: int, left_out: list[str]
) -> TargetReport:
    rows = {row.case_id: row for row in cohort.rows}
    judged = list(judge_all(target, runs, rows, seed, left_out))
    results: list[ModelResult] = []
    for run, model, assessment in judged:
        clinical = next((a for r, m, a in judged if r is run and m == CLINICAL), None)
        is_clinical = model == CLINICAL
        main = model == run.main_model
        results.append(
            ModelResult(
                run=run.name,
                model=model,
                main=main,
                assessment=assessment,
                versus_clinical=None if is_clinical else compared(assessment, clinical),
                versus_first=compared(assessment, first_alike(assessment, judged)) if results else None,
                subgroups=tuple(subgroups(assessment, rows)) if main else (),
            )
        )
    return TargetReport(target, tuple(without_copies(results)))


def corrected(reports: Sequence[TargetReport]) -> list[TargetReport]:
    """With Holm's p over all comparisons of the report with the clinical baseline, and with the first run."""
    for name in ("versus_clinical", "versus_first"):
        found = [getattr(result, name) for report in reports for result in report.results]
        adjusted = iter(holm([comparison.p for comparison in found if comparison is not None]))
        reports = [
            replace(report, results=tuple(with_holm(result, name, adjusted) for result in report.results))
            for report in reports
        ]
    return list(reports)


def with_holm(result: ModelResult, name: str, adjusted: Iterator[float]) -> ModelResult:
    comparison: Comparison | None = getattr(result, name)
    if comparison is None:
        return result
    given: Any = {name: replace(comparison, p_holm=next(adjusted))}
    return replace(result, **given)


def first_alike(
    assessment: Assessment, judged: Sequence[tuple[Run, str, Assessment]]
) -> Assessment | None:
    """The first model that was judged on some of the same cases, unless it is this one."""
    cases = set(map(str, assessment.raw.case_ids))
    first = next(a for _, _, a in judged if not cases.isdisjoint(map(str, a.raw.case_ids)))
    return None if first is assessment else first


def judge_all(
    target: str,
    runs: Sequence[Run],
    rows: Mapping[str, CaseRow],
    seed: int,
    left_out: list[str],
) -> Iterator[tuple[Run, str, Assessment]]:
    patients = {case: row.patient_id for case, row in rows.items()}
    for run in runs:
        for model in run.models:
            splits = {
                split: scores
                for (name, wanted, split), scores in run.scores.items()
                if name == model and wanted == target
            }
            if not splits:
                continue
            assessment = assess(splits, patients, seed, run.thresholds.get((model, target)))
            if assessment is None:
                split = judged_split(run)
                left_out.append(f"{run.name}, {model}, {target}: no {split} cases of both classes")
            else:
                yield run, model, assessment


def compared(first: Assessment, second: Assessment | None) -> Comparison | None:
    """DeLong's test on the cases that both have judged."""
    if second is None:
        return None
    theirs = set(map(str, second.raw.case_ids))
    common = [str(case) for case in first.raw.case_ids if str(case) in theirs]
    ours, others = first.raw.of(common), second.raw.of(common)
    if len(common) < FEWEST_COMMON_CASES or not ours.has_both_classes:
        return None
    return compare_auc(ours.probabilities, others.probabilities, ours.labels)


def without_copies(results: Sequence[ModelResult]) -> Iterator[ModelResult]:
    """Runs on the same cases have the same clinical baseline; it is shown once."""
    seen: list[Scores] = []
    for result in results:
        scores = result.assessment.raw
        if result.model == CLINICAL:
            if any(same(scores, other) for other in seen):
                continue
            seen.append(scores)
        yield result


def same(first: Scores, second: Scores) -> bool:
    return (
        first.case_ids.shape == second.case_ids.shape
        and bool((first.case_ids == second.case_ids).all())
        and bool(abs(first.probabilities - second.probabilities).max() < 1e-9)
    )


def cohort_folder(runs: Sequence[Run], given: Path | None) -> Path | None:
    """The cohort that the user names, or the one that the first run's configuration names."""
    return given or next((run.cohort for run in runs if run.cohort is not None), None)
