"""What PyTorch computes for one lesion: the oracle of the other runtimes' tests."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch

from .mmdl_demo import TrainedDemo
from .networks.mmdl import VIEW_SIZE
from .synthetic.lesion import make_lesion
from .synthetic.views import cut_planes, to_network_input

SEED = 7


def write_golden(trained: TrainedDemo, folder: Path) -> None:
    """`planes.i16`: HU [9, 64, 64], little-endian; `expected.json`: clinical inputs and outputs."""
    lesion = make_lesion(np.random.default_rng(SEED))
    planes = cut_planes(lesion.cube)
    views = to_network_input(
        torch.from_numpy(planes).unsqueeze(0), trained.mean_hu, trained.sd_hu, VIEW_SIZE
    )
    clinical = torch.tensor([lesion.clinical.encode()])
    with torch.no_grad():
        output = trained.network.eval()(views, clinical)

    folder.mkdir(parents=True, exist_ok=True)
    planes.astype("<i2").tofile(folder / "planes.i16")
    expected = {
        "clinical": clinical[0].tolist(),
        "outputs": {name: value[0].tolist() for name, value in output._asdict().items()},
    }
    (folder / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")
