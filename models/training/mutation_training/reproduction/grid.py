"""Ablations: one recipe, trained once for each variant of a grid; what is done is not done again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..evaluation.predictions import Run, read_run
from ..recipes.config import Config, ConfigError, find_config, parse_config, read_config
from ..recipes.training import train

FILE = Path(__file__).with_name("grids.yaml")


@dataclass(frozen=True)
class Grid:
    system: str
    #: Name -> settings that replace the configuration's.
    variants: Mapping[str, Mapping[str, Any]]


@cache
def built_in() -> dict[str, Grid]:
    return read_grids(FILE)


def read_grids(path: Path) -> dict[str, Grid]:
    """Raises ConfigError for a file that holds none."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        return {
            name: Grid(entry["system"], {str(key): value or {} for key, value in entry["variants"].items()})
            for name, entry in content.items()
        }
    except (AttributeError, KeyError, TypeError):
        raise ConfigError(f"{path} is no grid: it needs a name, and below it system and variants.") from None


def find_grid(name: str) -> Grid:
    """One that comes along, or FILE.yaml with a single one."""
    if name in built_in():
        return built_in()[name]
    if not Path(name).is_file():
        raise ConfigError(f"{name} is no file and no grid. Use a path or {', '.join(built_in())}.")
    grids = read_grids(Path(name))
    if len(grids) != 1:
        raise ConfigError(f"{name} holds {len(grids)} grids. Keep one in a file.")
    return next(iter(grids.values()))


def config_of(grid: Grid, variant: str, size: str) -> Config:
    path = find_config(f"{grid.system}/{size}")
    merged = merge(read_config(path).to_mapping(), grid.variants[variant])
    return parse_config(merged, f"{path}, {variant}")


def merge(settings: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Mappings are merged, everything else is replaced."""
    found = dict(settings)
    for key, value in changes.items():
        both = isinstance(value, Mapping) and isinstance(found.get(key), Mapping)
        found[key] = merge(found[key], value) if both else value
    return found


def run_grid(grid: Grid, cohort: Path, size: str, folder: Path) -> dict[str, Run]:
    """Variant -> its run; each in a folder of its own, and trained only where it is not complete."""
    configs = {variant: config_of(grid, variant, size) for variant in grid.variants}
    runs = {}
    for variant, config in configs.items():
        place = folder / slug(variant)
        if not (place / "checkpoint.pt").is_file():
            train(config, cohort, place)
        runs[variant] = read_run(place)
    return runs


def slug(variant: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", variant).strip("-")
