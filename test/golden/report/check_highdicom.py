"""Open one of our reports with highdicom and compare what it finds with what was written.

    python check_highdicom.py REPORT.dcm [LESIONS.json]

highdicom is an independent implementation of TID 1500. LESIONS.json is the list of lesions that went
into the report: `readPredictionReport(…).lesions`. Prints what highdicom reads and exits with 1 where
anything is missing or differs; test/unit/reportConformance.test.ts runs it where MP_PYTHON has highdicom.
"""

import json
import sys
from typing import Any

import highdicom as hd
import pydicom
from pydicom.sr.coding import Code

PRIVATE = "99MUTPRED"
STATUS = {"mutant": "Present", "wild-type": "Absent", "indeterminate": "Undetermined"}
Group = hd.sr.VolumetricROIMeasurementsAndQualitativeEvaluations


def image_references(group: Group, code: str) -> list[tuple[str, int | None]]:
    """SOP Instance UIDs and segment numbers of a group's IMAGE items of that concept."""
    items = [item for item in group[0].ContentSequence if item.name == Code(code, "DCM", "")]
    references = [item.ReferencedSOPSequence[0] for item in items]
    numbers = [reference.get("ReferencedSegmentNumber") for reference in references]
    return [
        (str(reference.ReferencedSOPInstanceUID), None if number is None else int(number))
        for reference, number in zip(references, numbers, strict=True)
    ]


def observe(group: Group) -> dict[str, Any]:
    return {
        "tracking_identifier": group.tracking_identifier,
        "tracking_uid": str(group.tracking_uid),
        "finding": group.finding_type.meaning,
        "finding_category": group.finding_category.meaning,
        "finding_sites": [site.value.meaning for site in group.finding_sites],
        "reference_type": group.reference_type.meaning,
        "segment": image_references(group, "121191"),
        "visual_explanations": image_references(group, "130401"),
        "measurements": {m.name.meaning: m.value for m in group.get_measurements()},
        "evaluations": {q.name.meaning: q.value.meaning for q in group.get_qualitative_evaluations()},
    }


def compare(group: Group, observed: dict[str, Any], lesion: dict[str, Any]) -> None:
    prediction = lesion["prediction"]
    assert observed["tracking_uid"] == prediction["lesion"]["trackingUid"]
    segment = lesion["segmentation"]
    assert observed["segment"] == [(segment["sopInstanceUid"], segment["segmentNumber"])]
    explanations = lesion.get("visualExplanations", [])
    wanted = [(each["sopInstanceUid"], each.get("segmentNumber")) for each in explanations]
    assert observed["visual_explanations"] == wanted

    def measured(value: str, scheme: str) -> hd.sr.Measurement:
        (found,) = [m for m in group.get_measurements() if m.name == Code(value, scheme, "")]
        return found

    for target in prediction["targets"]:
        probability = measured(target["codes"]["probability"]["value"], PRIVATE)
        assert probability.value == target["probability"], probability.value
        assert probability.unit == Code("1", "UCUM", "no units")
        evaluation = observed["evaluations"][target["codes"]["prediction"]["meaning"]]
        assert evaluation == STATUS[target["status"]], evaluation
    assert measured("118565006", "SCT").value == prediction["lesion"]["volumeMm3"]
    for radiomic in lesion.get("measurements", []):
        concept, unit = radiomic["concept"], radiomic["unit"]
        feature = measured(concept["value"], concept["scheme"])
        assert feature.value == radiomic["value"], (concept, feature.value)
        assert feature.unit == Code(unit["value"], unit["scheme"], "")


def main(report_path: str, lesions_path: str | None) -> None:
    report = hd.sr.Comprehensive3DSR.from_dataset(pydicom.dcmread(report_path))
    content: hd.sr.MeasurementReport = report.content
    groups = content.get_volumetric_roi_measurement_groups()
    observed = [observe(group) for group in groups]
    print(json.dumps(observed, indent=2, default=str))
    if lesions_path is None:
        return
    with open(lesions_path, encoding="utf-8") as file:
        lesions = json.load(file)
    assert len(groups) == len(lesions), f"{len(groups)} measurement groups"
    for group, seen, lesion in zip(groups, observed, lesions, strict=True):
        compare(group, seen, lesion)
    print("highdicom finds every group, segment, probability, status, volume and feature")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
