"""Makes neurocombat.json: features of three scanners on the scale of scanner A, by neuroCombat 0.2.12.

pip install neuroCombat==0.2.12 pandas; python make_neurocombat.py
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd

# What numpy no longer has, and neuroCombat still asks for.
np.int = int

from neuroCombat import neuroCombat  # noqa: E402

CASES, FEATURES = 36, 6
SCANNERS = {"A": (0.0, 1.0), "B": (2.0, 3.0), "C": (-1.0, 0.5)}

random = np.random.default_rng(11)
sites = ["ABC"[i % 3] for i in range(CASES)]
values = [
    np.round(SCANNERS[site][0] + SCANNERS[site][1] * random.normal(size=FEATURES), 3).tolist()
    for site in sites
]
found = neuroCombat(
    np.array(values).T, pd.DataFrame({"site": sites}), batch_col="site", ref_batch="A"
)["data"]
out = {"sites": sites, "values": values, "harmonised": np.round(found.T, 10).tolist()}
Path(__file__).with_name("neurocombat.json").write_text(json.dumps(out) + "\n")
