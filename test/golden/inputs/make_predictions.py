"""What every shipped package says of two phantoms, and what it goes by, for cli/src/prediction/everyModel.test.ts.

The other way round the whole chain: NIfTI read by nibabel, inputs by mutation_training.preprocessing
(SciPy), the graph by ONNX Runtime for Python, the calibration by hand. Only the phantoms and their
radiomic features are the command line's own (features are held to PyRadiomics elsewhere).

    python test/golden/inputs/make_predictions.py       (with models/training installed, after a build)
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / "models/training"))

from mutation_training.cohort.table import read_cohort  # noqa: E402
from mutation_training.explanations.contributions import changes_of, groups_of  # noqa: E402
from mutation_training.explanations.graph import PackageGraph  # noqa: E402
from mutation_training.export.inputs import encode_input  # noqa: E402
from mutation_training.preprocessing.case import load_case  # noqa: E402
from mutation_training.preprocessing.radiomics import read_radiomics  # noqa: E402

COHORT = ["--seed", "5", "--cases", "2"]


def command_line(*arguments):
    script = ROOT / "cli/bin/mutation-prediction.js"
    subprocess.run(["node", script, *arguments], check=True, stdout=subprocess.DEVNULL)


def features(given, cohort, folder):
    """Case -> feature -> value, with the parameters of the manifest."""
    parameters, table = folder / "parameters.yaml", folder / f"{given['tensor']}.csv"
    parameters.write_text(json.dumps(given["parameters"]))
    roi = given["roi"]
    ring = ["--roi", "ring", "--ring-width", str(roi["widthMm"])] if roi["kind"] == "ring" else []
    command_line("radiomics", cohort / "cases", "--params", parameters, "--csv", table, *ring)
    return read_radiomics(table)


def predictions(package, cohort_folder, folder):
    manifest = json.loads((package / "model.json").read_text())
    inputs = manifest["inputs"]
    radiomics = {
        given["tensor"]: features(given, cohort_folder, folder)
        for given in inputs
        if given["kind"] == "radiomics"
    }
    session = onnxruntime.InferenceSession(package / "model.onnx")
    graph = PackageGraph(manifest, (package / "model.onnx").read_bytes())
    found, contributions = {}, {}
    cohort = read_cohort(cohort_folder)
    for row in cohort.rows:
        case = load_case(cohort.case_folder(row))
        feeds = {given["tensor"]: encode_input(given, case, row, radiomics) for given in inputs}
        (probabilities,) = session.run([manifest["outputs"]["probabilities"]], feeds)
        found[row.case_id] = {
            target["id"]: calibrated(float(probabilities[0, target["index"]]), target)
            for target in manifest["targets"]
        }
        changes = changes_of(graph, feeds)
        contributions[row.case_id] = {
            target["id"]: dict(zip(groups_of(inputs), map(float, changes[:, place]), strict=True))
            for place, target in enumerate(manifest["targets"])
        }
    return found, contributions


def calibrated(probability, target):
    if "calibration" not in target:
        return probability
    logit = np.log(probability / (1 - probability))
    slope, intercept = target["calibration"]["slope"], target["calibration"]["intercept"]
    return float(1 / (1 + np.exp(-(slope * logit + intercept))))


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cohort = folder / "cohort"
        command_line("phantom-cohort", "--out", cohort, *COHORT)
        packages = sorted((ROOT / "models/packages").iterdir())
        found = {package.name: predictions(package, cohort, folder) for package in packages}
    golden = dict(
        cohort=COHORT,
        predictions={name: said for name, (said, _) in found.items()},
        contributions={name: changes for name, (_, changes) in found.items()},
    )
    (HERE / "predictions.json").write_text(json.dumps(golden, indent=2) + "\n")


if __name__ == "__main__":
    main()
