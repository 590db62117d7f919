"""Small networks of three views in parts, and what PyTorch computes with the same weights.

    PYTHONPATH=models/training python test/golden/view-by-view/make_packages.py

`views-shared`: one trunk, its weights in files of a few kB beside it; `views-own`: a trunk for each view. Random
weights (`mutation-train export --untrained`), VGG16 at a sixteenth of its width.
"""

import shutil
from pathlib import Path

from mutation_training.export.run_package import Identity
from mutation_training.export.untrained import NOTHING, export_untrained
from mutation_training.recipes.config import parse_config

HERE = Path(__file__).parent
PART_BYTES = 16 * 1024
VIEWS = ["axial", "coronal", "diagonal-zy"]


def config(shared_trunk):
    network = {"backbone": "vgg16", "width": 1 / 16, "shared_trunk": shared_trunk, "branch": [8, 4]}
    options = {"size": 64, "views": VIEWS, "clinical": ["age", "sex", "smoking"]}
    settings = {"system": "mmdl", "targets": ["EGFR", "KRAS"], "seed": 20261129, "network": network, "options": options}
    return parse_config(settings, "view-by-view")


for name, shared_trunk, part_bytes in (("views-shared", True, PART_BYTES), ("views-own", False, None)):
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    identity = Identity(name, "0.1.0", "demonstration", NOTHING, "MIT")
    export_untrained(config(shared_trunk), folder, identity, golden=folder, part_bytes=part_bytes)
