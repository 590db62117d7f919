"""Tables and intervals of a card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..evaluation.roc import Interval


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def interval(found: Interval, digits: int = 3) -> str:
    return f"{found.value:.{digits}f} ({found.low:.{digits}f} to {found.high:.{digits}f})"
