"""A package's one graph by ONNX Runtime: `onnxruntime_peer.py FOLDER RUNS cuda|any`."""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path

import numpy as np
import onnxruntime

CUDA = "CUDAExecutionProvider"


def main() -> None:
    folder, runs, where = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    provider = CUDA if CUDA in onnxruntime.get_available_providers() else "CPUExecutionProvider"
    if provider != CUDA and where == "cuda":
        sys.exit("this onnxruntime has no CUDA")
    entry = json.loads((folder / "model.json").read_text())["graph"]
    session = onnxruntime.InferenceSession(folder / entry["path"], providers=[provider])
    if session.get_providers()[0] != provider:
        sys.exit(f"onnxruntime could not start {provider}")
    random = np.random.default_rng(1)
    feeds = {one.name: random.random(one.shape, dtype=np.float32) for one in session.get_inputs()}
    times = []
    for _ in range(runs + 3):
        start = time.perf_counter()
        session.run(None, feeds)
        times.append(1000 * (time.perf_counter() - start))
    found = {"provider": provider, "onnxruntime": onnxruntime.__version__}
    print(json.dumps({**found, "runMs": statistics.median(times[3:])}))


if __name__ == "__main__":
    main()
