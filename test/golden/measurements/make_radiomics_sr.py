"""Write an SR as a radiomics tool does (TID 1500, a TID 1411 group on a segment), by highdicom.

    python make_radiomics_sr.py OUT.dcm

It is of no real patient: every UID is made of the words it stands for. Two lesions, features with IBSI and SNOMED CT
codes, who computed them, and a qualitative evaluation; test/e2e and core's tests read it as another maker's report.
"""

import hashlib
import sys

import highdicom as hd
import pydicom
from highdicom.sr import CodedConcept as Concept
from pydicom.dataset import Dataset
from pydicom.uid import UID


def uid(words: str) -> UID:
    """A UID that is the same on every run."""
    return UID(f"2.25.{int(hashlib.sha256(words.encode()).hexdigest()[:30], 16)}")


def image() -> Dataset:
    """One slice of the CT that was measured, as much of it as a report needs."""
    slice_ = Dataset()
    slice_.PatientID, slice_.PatientName = "FIXTURE", "Fixture^Radiomics"
    slice_.PatientBirthDate, slice_.PatientSex = "", ""
    slice_.StudyInstanceUID, slice_.SeriesInstanceUID = uid("study"), uid("ct series")
    slice_.SOPInstanceUID, slice_.SOPClassUID = uid("ct 1"), "1.2.840.10008.5.1.4.1.1.2"
    slice_.StudyDate, slice_.StudyTime, slice_.StudyID = "20240101", "120000", "1"
    slice_.AccessionNumber, slice_.ReferringPhysicianName = "", ""
    slice_.Modality = "CT"
    return slice_


IBSI = [
    ("RNU0", "Volume (mesh)", 4120.25, "mm3"),
    ("C0JK", "Surface area (mesh)", 1403.5, "mm2"),
    ("QCFX", "Sphericity", 0.8712, "1"),
    ("L0JK", "Maximum 3D diameter", 23.41, "mm"),
    ("Q4LE", "Mean discretised intensity", -112.125, "[hnsf'U]"),
    ("ECT3", "Variance", 20817.4, "1"),
    ("KE2A", "Skewness", -0.83, "1"),
    ("IPH6", "Kurtosis", 3.21e-05, "1"),
    ("8AOX", "10th percentile", -341.0, "[hnsf'U]"),
    ("GBYQ", "90th percentile", 68.0, "[hnsf'U]"),
    ("TU9B", "Entropy", 4.61, "1"),
    ("BJ5W", "Uniformity", 0.052, "1"),
    ("ACUI", "Contrast", 18.27, "1"),
    ("NI2N", "Correlation", 0.642, "1"),
]


def group(name: str, segment: int, values: float) -> hd.sr.VolumetricROIMeasurementsAndQualitativeEvaluations:
    algorithm = hd.sr.AlgorithmIdentification(name="pyradiomics", version="3.1.0")
    return hd.sr.VolumetricROIMeasurementsAndQualitativeEvaluations(
        tracking_identifier=hd.sr.TrackingIdentifier(identifier=name, uid=uid(name)),
        referenced_segment=hd.sr.ReferencedSegment(
            sop_class_uid="1.2.840.10008.5.1.4.1.1.66.4",
            sop_instance_uid=uid("seg"),
            segment_number=segment,
            source_series=hd.sr.SourceSeriesForSegmentation(uid("ct series")),
        ),
        finding_type=Concept("108369006", "SCT", "Neoplasm"),
        finding_sites=[hd.sr.FindingSite(anatomic_location=Concept("39607008", "SCT", "Lung"))],
        algorithm_id=algorithm,
        measurements=[
            hd.sr.Measurement(
                name=Concept(code, "IBSI", meaning),
                value=value * values,
                unit=Concept(unit, "UCUM", "no units" if unit == "1" else unit),
            )
            for code, meaning, value, unit in IBSI
        ],
        qualitative_evaluations=[
            hd.sr.QualitativeEvaluation(
                name=Concept("121403", "DCM", "Level of Significance"),
                value=Concept("373068000", "SCT", "Undetermined"),
            )
        ],
    )


def main() -> None:
    report = hd.sr.MeasurementReport(
        observation_context=hd.sr.ObservationContext(
            observer_device_context=hd.sr.ObserverContext(
                observer_type=Concept("121007", "DCM", "Device"),
                observer_identifying_attributes=hd.sr.DeviceObserverIdentifyingAttributes(
                    uid=uid("device"), name="Radiomics workstation"
                ),
            )
        ),
        procedure_reported=Concept("25045-6", "LN", "CT unspecified body region"),
        imaging_measurements=[group("Lesion A", 1, 1.0), group("Lesion B", 2, 0.5)],
        title=Concept("126000", "DCM", "Imaging Measurement Report"),
    )
    segmentation = image()
    segmentation.SOPClassUID, segmentation.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.66.4", uid("seg")
    segmentation.SeriesInstanceUID = uid("seg series")
    document = hd.sr.Comprehensive3DSR(
        evidence=[image(), segmentation],
        content=report,
        series_number=77,
        series_instance_uid=uid("sr series"),
        sop_instance_uid=uid("sr"),
        instance_number=1,
        manufacturer="Radiomics Inc.",
        manufacturer_model_name="Radiomics workstation",
        series_description="Radiomics of two lesions",
        is_complete=True,
    )
    # The same bytes on every run.
    for keyword in ("ContentDate", "SeriesDate", "InstanceCreationDate"):
        setattr(document, keyword, "20240102")
    for keyword in ("ContentTime", "SeriesTime", "InstanceCreationTime"):
        setattr(document, keyword, "101112")
    document.ContributingEquipmentSequence[0].ContributionDateTime = "20240102101112"
    pydicom.dcmwrite(sys.argv[1], document, enforce_file_format=True)


if __name__ == "__main__":
    main()
