"""The weight-randomisation test (Adebayo 2018): a map that stays the same without what was learnt shows the
image, and not what the model makes of it."""

from __future__ import annotations

import numpy as np
import onnx
from onnx import numpy_helper
from scipy.stats import rankdata

from ..claims.measure import Floats
from ..export.graph import WEIGHTED

RANDOM_NETWORKS = 3


def randomised(model: onnx.ModelProto, random: np.random.Generator) -> bytes:
    """The graph with the weights of every convolution and matrix product shuffled: each keeps its values,
    and loses what they are about."""
    shuffled = onnx.ModelProto()
    shuffled.CopyFrom(model)
    nodes = shuffled.graph.node
    # Weights in half are read through a cast.
    casts = {node.output[0]: node.input[0] for node in nodes if node.op_type == "Cast"}
    names = {
        casts.get(name, name) for node in nodes if node.op_type in WEIGHTED for name in node.input[:2]
    }
    for initializer in shuffled.graph.initializer:
        if initializer.name in names and len(initializer.dims) > 1:
            values = numpy_helper.to_array(initializer)
            mixed = random.permutation(values.ravel()).reshape(values.shape)
            initializer.CopyFrom(numpy_helper.from_array(mixed, initializer.name))
    content: bytes = shuffled.SerializeToString()
    return content


def rank_correlations(maps: Floats, others: Floats) -> Floats:
    """[targets]: Spearman's ρ between two maps [targets, images, …]; 0 where one has no ranks to compare."""
    return np.array([rank_correlation(a.ravel(), b.ravel()) for a, b in zip(maps, others, strict=True)])


def rank_correlation(a: Floats, b: Floats) -> float:
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return 0.0
    ranks = [rankdata(values) for values in (a, b)]
    if min(np.ptp(r) for r in ranks) == 0:
        return 0.0
    return float(np.corrcoef(ranks)[0, 1])
