"""Open one of our reports with highdicom and compare what it finds with the report as JSON.

    python check_highdicom.py REPORT.dcm [PREDICTION.json]

highdicom is an independent implementation of TID 1500; it is not part of CI (pip install highdicom).
Prints what it reads and exits with 1 where anything is missing or differs.
"""

import json
import sys

import highdicom as hd
import pydicom
from pydicom.sr.coding import Code

PRIVATE = "99MUTPRED"


def segment_number(group: hd.sr.VolumetricROIMeasurementsAndQualitativeEvaluations) -> int:
    (item,) = [item for item in group[0].ContentSequence if item.name == Code("121191", "DCM", "")]
    return int(item.ReferencedSOPSequence[0].ReferencedSegmentNumber)


def main(report_path: str, prediction_path: str | None) -> None:
    dataset = pydicom.dcmread(report_path)
    report = hd.sr.Comprehensive3DSR.from_dataset(dataset)
    content: hd.sr.MeasurementReport = report.content
    groups = content.get_volumetric_roi_measurement_groups()
    assert len(groups) == 1, f"{len(groups)} measurement groups"
    group = groups[0]

    observed = {
        "tracking_identifier": group.tracking_identifier,
        "tracking_uid": str(group.tracking_uid),
        "finding": group.finding_type.meaning,
        "finding_category": group.finding_category.meaning,
        "finding_sites": [site.value.meaning for site in group.finding_sites],
        "reference_type": group.reference_type.meaning,
        "segment": segment_number(group),
        "measurements": {m.name.meaning: m.value for m in group.get_measurements()},
        "evaluations": {q.name.meaning: q.value.meaning for q in group.get_qualitative_evaluations()},
    }
    print(json.dumps(observed, indent=2, default=str))

    if prediction_path is None:
        return
    with open(prediction_path, encoding="utf-8") as file:
        prediction = json.load(file)
    status = {"mutant": "Present", "wild-type": "Absent", "indeterminate": "Undetermined"}
    assert observed["tracking_uid"] == prediction["lesion"]["trackingUid"]
    for target in prediction["targets"]:
        name = Code(target["codes"]["probability"]["value"], PRIVATE, "")
        (measurement,) = [m for m in group.get_measurements() if m.name == name]
        assert measurement.value == target["probability"], (name, measurement.value)
        assert measurement.unit == Code("1", "UCUM", "no units")
        evaluation = observed["evaluations"][target["codes"]["prediction"]["meaning"]]
        assert evaluation == status[target["status"]], evaluation
    volume = observed["measurements"]["Volume"]
    assert volume == prediction["lesion"]["volumeMm3"], volume
    print("highdicom finds every probability, status and the volume")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
