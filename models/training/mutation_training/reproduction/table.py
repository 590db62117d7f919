"""A paper's table beside one's own figures, as Markdown, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from matplotlib.figure import Figure

from ..evaluation.roc import Interval
from ..export.markdown import table
from .figures.drawing import save

FACTS = Path(__file__).with_name("facts.yaml")
COLUMNS = ("row", "measure", "paper", "ours", "low", "high", "n")
#: What ends the interval of a row's AUC.
ENDS = ("low", "high")


@dataclass(frozen=True)
class Ours:
    """One figure of one's own; an interval of NaN where none is given, text for what is no number."""

    row: str
    measure: str
    value: Interval | str
    #: Cases that it was measured on.
    cases: int


@dataclass(frozen=True)
class Drawn:
    """A figure's pictures, by what tells their files apart, and the numbers behind them."""

    ours: Sequence[Ours]
    pictures: Mapping[str, Figure]


@dataclass(frozen=True)
class Facts:
    title: str
    place: str
    #: Row -> measure -> figure.
    rows: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Filled:
    """A table or a figure with both columns."""

    paper: str
    number: str
    facts: Facts
    ours: Sequence[Ours]
    #: What differs from the paper's way, in sentences.
    differs: Sequence[str]
    pictures: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def file_name(self) -> str:
        """Without an ending."""
        return f"{self.paper}-table-{self.number}".replace("table-figure", "figure")

    def picture_name(self, picture: str) -> str:
        return "-".join(filter(None, (self.file_name, picture)))


@cache
def all_facts() -> dict[str, dict[str, Facts]]:
    content = yaml.safe_load(FACTS.read_text(encoding="utf-8"))
    return {
        paper: {
            number: Facts(entry["title"], entry["place"], entry["rows"]) for number, entry in tables.items()
        }
        for paper, tables in content.items()
    }


def cells(filled: Filled) -> list[tuple[str, ...]]:
    """Every figure that either has, the paper's order of rows first; without the other an empty cell."""
    ours = {(one.row, one.measure): one for one in filled.ours}
    theirs = [
        (row, measure)
        for row, measures in filled.facts.rows.items()
        for measure in measures
        if measure not in ENDS
    ]
    rows = list(dict.fromkeys([*filled.facts.rows, *(one.row for one in filled.ours)]))
    keys = sorted(dict.fromkeys([*theirs, *ours]), key=lambda key: rows.index(key[0]))
    printed = filled.facts.rows
    return [
        (row, measure, paper_text(printed.get(row, {}), measure), *own_texts(ours.get((row, measure))))
        for row, measure in keys
    ]


def paper_text(measures: Mapping[str, Any], measure: str) -> str:
    value = measures.get(measure)
    if value is None:
        return ""
    text = f"{value:.4g}" if isinstance(value, float) else str(value)
    low, high = (measures.get(end) for end in ENDS)
    return f"{text} ({low:.3f} to {high:.3f})" if measure == "auc" and low is not None else text


def own_texts(one: Ours | None) -> tuple[str, str, str, str]:
    if one is None:
        return ("", "", "", "")
    if isinstance(one.value, str):
        return (one.value, "", "", str(one.cases))
    shown = (one.value.value, one.value.low, one.value.high)
    value, low, high = ("" if math.isnan(x) else f"{x:.4g}" for x in shown)
    return (value, low, high, str(one.cases))


def markdown(filled: Filled, data: str) -> str:
    lines = [f"- {sentence}" for sentence in filled.differs]
    return "\n".join(
        [
            f"# {filled.facts.title}",
            "",
            f"Paper: {filled.facts.place}. Ours: {data}",
            "",
            *(f"![{filled.facts.title}]({filled.picture_name(name)}.png)\n" for name in filled.pictures),
            table(COLUMNS, cells(filled)),
            "",
            "What differs:",
            "",
            *lines,
            "",
        ]
    )


def write(filled: Filled, data: str, folder: Path) -> list[Path]:
    """Writes the three files and the pictures; `data` is a sentence on the cohort."""
    folder.mkdir(parents=True, exist_ok=True)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerows([COLUMNS, *cells(filled)])
    content = {
        "paper": filled.paper,
        "table": filled.number,
        "title": filled.facts.title,
        "place": filled.facts.place,
        "data": data,
        "cells": [dict(zip(COLUMNS, line, strict=True)) for line in cells(filled)],
        "differs": list(filled.differs),
    }
    texts = {
        "md": markdown(filled, data),
        "csv": buffer.getvalue(),
        "json": json.dumps(content, indent=2, ensure_ascii=False) + "\n",
    }
    paths = []
    for ending, text in texts.items():
        path = folder / f"{filled.file_name}.{ending}"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    for picture, figure in filled.pictures.items():
        paths += save(figure, folder / filled.picture_name(picture))
    return paths
