"""PyRadiomics' side of ../radiomics.mjs: loads a case, then runs it each time it is asked to.

    python pyradiomics_peer.py CASE.json

Writes one line of JSON when ready, and one per line read from stdin. Measured is the processor time
of `RadiomicsFeatureExtractor.execute` on images that were read from files before.
"""

import json
import logging
import sys
import time
from pathlib import Path

import numpy as np
import SimpleITK as sitk
from radiomics import featureextractor

logging.disable(logging.CRITICAL)
np.float = float  # PyRadiomics 3.0.1 predates its removal
sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(1)


def extractor(case: dict) -> featureextractor.RadiomicsFeatureExtractor:
    chosen = featureextractor.RadiomicsFeatureExtractor(additionalInfo=False, **case["setting"])
    chosen.disableAllImageTypes()
    for name, own in case["imageType"].items():
        if "sigma" in own:  # its names hold the widths as Python writes them
            own["sigma"] = [float(sigma) for sigma in own["sigma"]]
        chosen.enableImageTypeByName(name, customArgs=own)
    chosen.disableAllFeatures()
    for name in case["featureClass"]:
        chosen.enableFeatureClassByName(name)
    return chosen


def memory_kb(field: str) -> int:
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith(field)))


def reply(message: dict) -> None:
    print(json.dumps(message), flush=True)


def main() -> None:
    case = json.loads(Path(sys.argv[1]).read_text())
    image, mask = sitk.ReadImage(case["image"]), sitk.ReadImage(case["mask"])
    chosen = extractor(case)
    Path("/proc/self/clear_refs").write_text("5")  # the peak from here on
    before = memory_kb("VmRSS")
    reply({})
    for _ in sys.stdin:
        start = time.process_time()
        features = chosen.execute(image, mask)
        seconds = time.process_time() - start
        reply({
            "ms": 1000 * seconds,
            "peakMb": (memory_kb("VmHWM") - before) / 1024,
            "processMb": memory_kb("VmHWM") / 1024,
            "features": {name: float(value) for name, value in features.items()},
        })


if __name__ == "__main__":
    main()
