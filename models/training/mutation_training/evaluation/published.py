"""The papers' figures, from published.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("published.yaml")


@dataclass(frozen=True)
class PublishedSystem:
    system: str
    source: str
    #: Whom the figures were measured on.
    data: str
    note: str
    #: model, target, auc and further measures under the names that assessments use.
    results: tuple[dict[str, Any], ...]


def published_systems() -> dict[str, PublishedSystem]:
    return {
        system: PublishedSystem(
            system, entry["source"], entry["data"], entry["note"], tuple(entry["results"])
        )
        for system, entry in yaml.safe_load(FILE.read_text(encoding="utf-8")).items()
    }
