"""Pages of pictures, and how they are saved."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")

from matplotlib import rc_context
from matplotlib.figure import Figure

from ...evaluation.figures import STYLE

#: Told apart by any colour vision, dark to light.
COLOURS_OF_MAPS = "inferno"
CM_PER_INCH = 2.54
DOTS_PER_INCH = 200
#: Nothing that changes from one drawing of the same to the next.
SAME_AGAIN: dict[str, dict[str, Any]] = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}}


def in_style() -> AbstractContextManager[None]:
    """Whatever is drawn within looks alike."""
    return rc_context(STYLE)


def page(width_cm: float, height_cm: float) -> Figure:
    return Figure(figsize=(width_cm / CM_PER_INCH, height_cm / CM_PER_INCH), layout="constrained")


def save(figure: Figure, path: Path) -> list[Path]:
    """As PNG and SVG beside each other; `path` has no ending."""
    found = []
    with in_style():
        for ending, metadata in SAME_AGAIN.items():
            found.append(path.with_name(f"{path.name}.{ending}"))
            figure.savefig(found[-1], dpi=DOTS_PER_INCH, metadata=metadata)
    return found
