"""The METRICS checklist of radiomics studies, as far as a run's files answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from ..cohort.splits import INNER_FOLD, TEST_SET
from .markdown import table
from .run_data import RunData

FILE = Path(__file__).with_name("metrics.yaml")
Answer = Literal["yes", "no", "not applicable", "open"]
#: Cases of the smaller class that each feature should have, and systems that drop correlated features.
CASES_PER_FEATURE = 10
DROPS_REDUNDANT = ("cnn3d", "deep-radscore")
#: By fifths of the score.
QUALITY = ("very low", "low", "moderate", "good", "excellent")
#: A test set so named is of another place.
EXTERNAL = "external"
#: Columns of cohort.csv that name where a case comes from.
SITE_COLUMNS = ("site", "centre", "center", "hospital")


@dataclass(frozen=True)
class Item:
    number: int
    weight: float
    text: str
    answer: Answer
    why: str


@cache
def checklist() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return entries


def answered(manifest: Mapping[str, Any], checkpoint: Mapping[str, Any], data: RunData) -> list[Item]:
    """All 30 items; "open" where only a person can tell."""
    features = [len(given["features"]) for given in manifest["inputs"] if given["kind"] == "radiomics"]
    found = found_answers(sum(features), checkpoint, data)
    items = []
    for entry in checklist():
        answer, why = found.get(entry["item"], (entry.get("answer", "open"), entry.get("why", "")))
        unmet = unmet_condition(entry.get("when"), bool(features), joins_deep_features(checkpoint))
        if unmet is not None:
            answer, why = "not applicable", unmet
        items.append(Item(entry["item"], entry["weight"], entry["text"], answer, why))
    return items


def joins_deep_features(checkpoint: Mapping[str, Any]) -> bool:
    """Whether the network's features become columns of a table beside others."""
    return bool(checkpoint["system"] == "deep-radscore" and checkpoint["main_model"] != "cnn")


def unmet_condition(condition: str | None, handcrafted: bool, deep_table: bool) -> str | None:
    """Why an item does not apply; `None` where it does."""
    if condition == "features" and not handcrafted:
        return "no handcrafted features"
    if condition == "table" and not (handcrafted or deep_table):
        return "no table of features"
    if condition == "network" and deep_table:
        return "the network's features become columns of a table"
    return None


def found_answers(
    features: int, checkpoint: Mapping[str, Any], data: RunData
) -> dict[int, tuple[Answer, str]]:
    options, models = data.config.get("options") or {}, data.models
    unseen = data.has_test or bool(checkpoint.get("outer_folds"))
    inner = any(row.extra.get(INNER_FOLD) for row in data.cohort.rows)
    nested = bool(checkpoint.get("outer_folds")) and inner
    tested = "test cases" if data.has_test else "folds, each judged by a run that has not seen it"
    cases = fewest_of_a_class(data, checkpoint)
    sites = {row.extra[name] for row in data.cohort.rows for name in SITE_COLUMNS if row.extra.get(name)}
    sets = {row.extra.get(TEST_SET, "") for row in data.cohort.rows if row.split == "test"}
    classical = [name for name in models if "logistic" in name or name == "clinical"]
    drops = checkpoint["system"] in DROPS_REDUNDANT
    answers: dict[int, tuple[Answer, str]] = {
        14: verdict(bool(options.get("reproducible")), "ICC over contours", "none was dropped for it"),
        15: verdict(drops, "correlated features, or LASSO", "the recipe keeps them"),
        16: verdict(
            features * CASES_PER_FEATURE <= cases,
            f"{features} features, {cases} training cases of the smaller class",
        ),
        17: ("no", "no test on other scanners or contours was made here"),
        18: verdict(unseen, f"by patient; {tested}", "no case is unseen by what was chosen"),
        24: verdict("clinical" in models, "Results: clinical values alone", "no clinical model was made"),
        25: verdict(bool(classical), f"Results: {', '.join(classical)}", "no such model was made"),
        26: verdict(
            data.has_test or nested,
            tested if data.has_test else "outer folds of nested cross-validation",
            "METRICS takes nested folds for a test, not folds alone" if unseen else "none was made",
        ),
        27: verdict(EXTERNAL in sets, "the test set `external`", "no test set is named `external`"),
    }
    if sites:
        answers[4] = verdict(len(sites) > 1, f"{len(sites)} by the cohort's table")
    return answers


def verdict(holds: bool, why: str, why_not: str | None = None) -> tuple[Answer, str]:
    return ("yes", why) if holds else ("no", why_not or why)


def fewest_of_a_class(data: RunData, checkpoint: Mapping[str, Any]) -> int:
    """Training cases of the smaller class, of the endpoint that has fewest."""
    counts = []
    for target in checkpoint["targets"]:
        labels = data.labels_in(checkpoint["main_model"], target, "train")
        counts.append(int(min(labels.sum(), len(labels) - labels.sum())))
    return min(counts)


def score(items: Sequence[Item]) -> tuple[float, float]:
    """Weight fulfilled, and weight that a person has still to judge, each of the weight that applies."""
    applies = [item for item in items if item.answer != "not applicable"]
    total = sum(item.weight for item in applies)
    share = {
        answer: sum(item.weight for item in applies if item.answer == answer) / total
        for answer in ("yes", "open")
    }
    return share["yes"], share["open"]


def quality(share: float) -> str:
    """METRICS' name for a score."""
    return QUALITY[min(int(5 * share), 4)]


def metrics_text(items: Sequence[Item]) -> str:
    fulfilled, still_open = score(items)
    rows = ((f"{item.number} {item.text}", item.answer, item.why) for item in items)
    return (
        f"By what the files of the run say, {100 * fulfilled:.0f} % of the weight that applies is fulfilled "
        f"(METRICS calls that {quality(fulfilled)}). "
        f"Another {100 * still_open:.0f} % (open) a person has to judge, who knows the cohort.\n\n"
        f"{table(('item', 'answer', 'by what'), rows)}"
    )
