"""Nine views in one batch by PyTorch, with random weights: `torch_peer.py CONFIG RUNS cuda|any`."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import torch

from mutation_training.export.packaged import PackagedNetwork
from mutation_training.export.untrained import shape_of, untrained_network
from mutation_training.recipes.config import read_config


def network_of(config_file: Path) -> tuple[PackagedNetwork, list[torch.Tensor]]:
    _, packaged, inputs = untrained_network(read_config(config_file))
    return packaged, [torch.rand(shape_of(given)) for given in inputs]


def median_ms(run: Callable[[], object], wait: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs + 3):
        wait()
        start = time.perf_counter()
        run()
        wait()
        times.append(1000 * (time.perf_counter() - start))
    # The first ones choose kernels.
    return statistics.median(times[3:])


def main() -> None:
    config, runs, where = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    has_cuda = torch.cuda.is_available()
    if not has_cuda and where == "cuda":
        sys.exit("PyTorch finds no CUDA device")
    device = torch.device("cuda" if has_cuda else "cpu")
    torch.backends.cudnn.benchmark = True
    network, inputs = network_of(config)
    network.to(device)
    wait = torch.cuda.synchronize if has_cuda else lambda: None
    found: dict[str, object] = {
        "device": torch.cuda.get_device_name() if has_cuda else "processor",
        "torch": torch.__version__,
    }
    with torch.inference_mode():
        whole = [x.to(device) for x in inputs]
        said = network(*whole)[0]
        found["fp32Ms"] = median_ms(lambda: network(*whole), wait, runs)
        if has_cuda:
            half = [x.half() for x in whole]
            network.half()
            found["fp16Ms"] = median_ms(lambda: network(*half), wait, runs)
            found["fp16Moved"] = float((network(*half)[0].float() - said).abs().max())
            found["peakMB"] = torch.cuda.max_memory_allocated() / 1e6
    print(json.dumps(found))


if __name__ == "__main__":
    main()
