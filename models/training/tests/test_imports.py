"""No two modules import each other, not even for their types: what both need has a module of its own."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import mutation_training

ROOT = Path(mutation_training.__file__).parent


def module_name(path: Path) -> str:
    parts = [ROOT.name, *path.relative_to(ROOT).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path, modules: set[str]) -> set[str]:
    """The package's modules that a file names in `from … import …`, wherever it does."""
    package = module_name(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *filter(None, [node.module])])
            for alias in node.names:
                name = f"{origin}.{alias.name}"
                found |= {name} if name in modules else {origin} & modules
    return found


def test_no_circle_of_imports() -> None:
    paths = sorted(ROOT.rglob("*.py"))
    modules = {module_name(path) for path in paths}
    graph = {module_name(path): imported(path, modules) for path in paths}
    assert sum(map(len, graph.values())) > len(paths)
    # Raises CycleError, which names the circle.
    TopologicalSorter(graph).prepare()
