"""An external extractor as a graph with one input and one output, and what it says of a cohort's cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from tqdm import tqdm

from ..cohort.table import CaseRow, Cohort
from ..preprocessing.case import Case, load_case
from ..preprocessing.volume import centred_cube

Floats = NDArray[np.float64]
#: The latest version of operators that every host runs.
NEWEST_OPSET = 21


class ExtractorError(Exception):
    """A graph that cannot be an extractor; the message says why and what to do."""


@dataclass(frozen=True)
class Cube:
    """What the extractor looks at: samples around the lesion's centre, clipped, then 0 to 1."""

    size: int
    spacing_mm: float
    clip_hu: tuple[float, float]

    def read(self, case: Case) -> NDArray[np.float32]:
        """[1, 1, size, size, size]."""
        low, high = self.clip_hu
        hu = centred_cube(case, self.size, self.spacing_mm)
        return ((hu.clip(low, high) - low) / (high - low)).astype(np.float32)[None, None]


@dataclass(frozen=True)
class Extractor:
    model: onnx.ModelProto
    cube: Cube
    #: Names of the graph's input and output, and how many features the latter has.
    given: str
    found: str
    features: int

    def of(self, cohort: Cohort, rows: Sequence[CaseRow]) -> Floats:
        """[cases, features]."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(
            self.model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        values = [
            session.run([self.found], {self.given: self.cube.read(load_case(cohort.case_folder(row)))})[0]
            for row in tqdm(rows, desc="features", disable=None)
        ]
        return np.concatenate(values).reshape(len(rows), -1).astype(np.float64)


def read_extractor(path: Path, cube: Cube) -> Extractor:
    """Raises ExtractorError unless the graph takes one cube of this size and gives features."""
    if not path.is_file():
        raise ExtractorError(f"{path} does not exist. Name the extractor's ONNX file.")
    model = onnx.load(path)
    weights = {initializer.name for initializer in model.graph.initializer}
    inputs = [value for value in model.graph.input if value.name not in weights]
    if len(inputs) != 1 or len(model.graph.output) != 1:
        raise ExtractorError(
            f"{path} has {len(inputs)} inputs and {len(model.graph.output)} outputs; export it with one of "
            f"each."
        )
    opset = next((item.version for item in model.opset_import if item.domain in ("", "ai.onnx")), 0)
    if opset > NEWEST_OPSET:
        raise ExtractorError(f"{path} has opset {opset}; export it with {NEWEST_OPSET} or less.")
    wanted = [1, 1, cube.size, cube.size, cube.size]
    shape = [dim.dim_value for dim in inputs[0].type.tensor_type.shape.dim]
    if shape != wanted:
        raise ExtractorError(
            f"{path} takes {shape}, not {wanted}. Give its --size, or export it with static shapes, batch 1."
        )
    out = [dim.dim_value for dim in model.graph.output[0].type.tensor_type.shape.dim]
    if not out or 0 in out or out[0] != 1:
        raise ExtractorError(f"{path} gives {out}; export it with static shapes, features behind batch 1.")
    return Extractor(model, cube, inputs[0].name, model.graph.output[0].name, int(np.prod(out)))
