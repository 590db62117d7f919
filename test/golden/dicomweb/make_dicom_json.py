"""DICOM JSON by pydicom for two small files that are hard to convert.

Writes implicit.dcm, explicit.dcm and their .json; values of more than 1024 bytes are replaced by
{"BulkDataURI": <tag path>}. Needs pydicom >= 3.
"""

import json
from pathlib import Path

from pydicom import dcmread
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian

FOLDER = Path(__file__).parent
INLINE_LIMIT = 1024


def make_dataset(uid: str, character_set: str, name: str) -> Dataset:
    ds = Dataset()
    ds.SpecificCharacterSet = character_set
    ds.ImageType = ["DERIVED", "SECONDARY", "", "OTHER"]
    ds.SOPClassUID = "1.2.840.10008.5.1.4.1.1.66"
    ds.SOPInstanceUID = uid
    ds.StudyDate = "20240101"
    ds.AccessionNumber = ""
    ds.Modality = "OT"
    ds.PatientName = name
    ds.PatientID = "ODD 1"
    ds.PatientComments = "one\\line with a backslash  "
    ds.StudyInstanceUID = "1.2.3"
    ds.SeriesInstanceUID = "1.2.3.4"
    ds.SeriesNumber = "-7"
    ds.PixelSpacing = ["0.70", "7e-1"]
    ds.PixelRepresentation = 1
    ds.SmallestImagePixelValue = -5
    ds.FrameIncrementPointer = 0x00181063
    ds.RealWorldValueLUTData = [0.1, -2.5e300]

    inner = Dataset()
    inner.CodeValue = "1"
    inner.LongCodeValue = ""
    outer = Dataset()
    outer.PersonName = name
    outer.PersonIdentificationCodeSequence = Sequence([inner, Dataset()])
    ds.ReferringPhysicianIdentificationSequence = Sequence([outer])
    ds.ReferencedStudySequence = Sequence([])

    block = ds.private_block(0x0009, "TEST CREATOR", create=True)
    block.add_new(0x01, "OB", bytes(range(10)))
    block.add_new(0x02, "OB", bytes(2000))
    return ds


def is_bulk(element: dict) -> bool:
    return len(element.get("InlineBinary", "")) * 3 / 4 > INLINE_LIMIT


def replace_bulk(dataset: dict, path: str = "") -> None:
    for tag, element in dataset.items():
        if is_bulk(element):
            dataset[tag] = {"vr": element["vr"], "BulkDataURI": path + tag}
        for index, item in enumerate(element.get("Value", []) if element["vr"] == "SQ" else []):
            replace_bulk(item, f"{path}{tag}/{index}/")


def apply_annex_f(dataset: dict) -> None:
    """Where pydicom departs from PS3.18: empty attributes have no Value (F.2.5), empty values are null."""
    for element in dataset.values():
        if element.get("Value") == []:
            del element["Value"]
        values = element.get("Value", [])
        if values:
            element["Value"] = [None if value == "" else value for value in values]
        for item in values if element["vr"] == "SQ" else []:
            apply_annex_f(item)


def write(name: str, ds: Dataset, syntax: str) -> None:
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = syntax
    ds.save_as(FOLDER / f"{name}.dcm", enforce_file_format=True)
    as_json = dcmread(FOLDER / f"{name}.dcm").to_json_dict()
    replace_bulk(as_json)
    apply_annex_f(as_json)
    text = json.dumps(as_json, ensure_ascii=False, indent=1, sort_keys=True)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write("implicit", make_dataset("1.2.3.4.5", "ISO_IR 100", "Müller^Jörg"), ImplicitVRLittleEndian)
    write("explicit", make_dataset("1.2.3.4.6", "ISO_IR 192", "Wang^XiaoDong=王^小东="), ExplicitVRLittleEndian)
