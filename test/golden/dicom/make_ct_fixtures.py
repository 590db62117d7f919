"""Makes the CT fixtures of core/src/dicom and server-adapter/src/codecs below ct/.

    python test/golden/dicom/make_ct_fixtures.py
        (pydicom 3, highdicom 0.28, SimpleITK, imagecodecs, pylibjpeg; dcmtk, gdcmconv)

`ct/expected.json` holds the grid of every series and the SHA-256 of its Hounsfield units (int16 or
float32, little endian, i fastest) as independent readers see the finished files: SimpleITK reads
uncompressed classic series, pydicom with GDCM or pylibjpeg compressed ones, highdicom multi-frame
objects. `flat` names cases that plain NumPy, written from the standard's text, answers.
"""

import copy
import hashlib
import json
import subprocess
import tempfile
import zlib
from pathlib import Path

import highdicom as hd
import imagecodecs
import numpy as np
import pydicom
import SimpleITK as sitk
from highdicom.sr.coding import CodedConcept
from pydicom._uid_dict import UID_dictionary
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate, encapsulate_extended
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_sequence
from pydicom.sequence import Sequence
from pydicom.uid import (
    CTImageStorage,
    EnhancedCTImageStorage,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    RLELossless,
)

OUT = Path(__file__).parent / "ct"
COLUMNS, ROWS = 24, 20
ROOT = "1.2.826.0.1.3680043.8.498.78."  # fixed UIDs; only dates differ when run again
AXIAL = np.eye(3)
CORONAL = np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]], float)
SAGITTAL = np.array([[0, 1, 0], [0, 0, -1], [-1, 0, 0]], float)

expected: dict[str, dict] = {}
uid_count = 0


def uid() -> str:
    global uid_count
    uid_count += 1
    return f"{ROOT}{uid_count}"


STUDY, FRAME_OF_REFERENCE = uid(), uid()


def anatomy(k: int, low: int = -1000, high: int = 1500) -> np.ndarray:
    """Smooth enough to compress, with sharp edges, noise and both extremes."""
    j, i = np.mgrid[:ROWS, :COLUMNS]
    rng = np.random.default_rng(k)
    image = 300 * np.sin(i / 4 + k) * np.cos(j / 5) - 600
    image[5:12, 6 : 14 + k] = 60
    image += rng.normal(0, 15, image.shape)
    image[0, :3] = low
    image[-1, -3:] = high
    return np.clip(np.rint(image), low, high).astype(np.int16)


def common(sop_class: str, series: str, number: int, description: str) -> FileDataset:
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = sop_class
    meta.MediaStorageSOPInstanceUID = uid()
    ds = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    ds.SpecificCharacterSet = "ISO_IR 100"
    ds.SOPClassUID = sop_class
    ds.SOPInstanceUID = meta.MediaStorageSOPInstanceUID
    ds.StudyDate, ds.StudyTime, ds.AccessionNumber, ds.StudyID = "20010203", "040506", "", "S1"
    ds.Modality, ds.Manufacturer, ds.ReferringPhysicianName = "CT", "Fixture", ""
    ds.SeriesDescription = description
    ds.PatientName, ds.PatientID = "Fixture^CT", "FIX-2"
    ds.PatientBirthDate, ds.PatientSex, ds.PatientAge = "", "F", "061Y"
    ds.StudyInstanceUID, ds.SeriesInstanceUID = STUDY, series
    ds.SeriesNumber, ds.InstanceNumber = 1, number
    ds.FrameOfReferenceUID, ds.PositionReferenceIndicator = FRAME_OF_REFERENCE, ""
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.Rows, ds.Columns = ROWS, COLUMNS
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 16, 15, 1
    return ds


def position(directions: np.ndarray, k: float) -> list[str]:
    return [f"{x:.6f}" for x in np.array([-20.0, 15.5, 40.0]) + directions[2] * 2.5 * k]


def cosines(directions: np.ndarray) -> list[str]:
    return [f"{x:.9f}" for x in directions[:2].ravel()]


def classic(stored: np.ndarray, k: float, series: str, directions=AXIAL, **attributes) -> FileDataset:
    ds = common(CTImageStorage, series, int(k) + 1, "CLASSIC")
    ds.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    ds.BodyPartExamined, ds.SliceThickness, ds.AcquisitionNumber = "CHEST", "2.5", 1
    ds.ImagePositionPatient = position(directions, k)
    ds.ImageOrientationPatient = cosines(directions)
    ds.PixelSpacing = ["0.8", "0.7"]
    ds.RescaleIntercept, ds.RescaleSlope = "0", "1"
    ds.PixelData = stored.astype("<u2" if stored.dtype == np.uint16 else "<i2").tobytes()
    ds.PixelRepresentation = int(stored.dtype != np.uint16)
    for keyword, value in attributes.items():
        setattr(ds, keyword, value)
    return ds


def unsigned_12(k: int) -> np.ndarray:
    return (anatomy(k).astype(np.int32) + 1024).astype(np.uint16)


UNSIGNED_12 = {"BitsStored": 12, "HighBit": 11, "RescaleIntercept": "-1024"}


def save(ds: Dataset, path: str) -> Path:
    target = OUT / path
    target.parent.mkdir(parents=True, exist_ok=True)
    ds.save_as(target, enforce_file_format=True)
    return target


def save_stack(folder: str, images: list[FileDataset]) -> None:
    """Under names whose order says nothing of the slices'."""
    for n, image in enumerate(images):
        save(image, f"{folder}/{(n * 37 + 11) % 101:03d}.dcm")


def expect(name: str, volume: np.ndarray, affine: list[list[float]] | None = None) -> None:
    """`volume` is indexed k, j, i; `affine` is origin and the three axes."""
    kind = "<i2" if np.array_equal(volume, np.rint(volume)) else "<f4"
    expected[name] = {
        "size": list(volume.shape[::-1]),
        "type": "int16" if kind == "<i2" else "float32",
        "sha256": hashlib.sha256(np.ascontiguousarray(volume.astype(kind)).tobytes()).hexdigest(),
        **({"origin": affine[0], "axes": affine[1:]} if affine else {}),
    }


def expect_as_sitk(name: str, folder: str) -> None:
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(OUT / folder)))
    image = reader.Execute()
    directions = np.array(image.GetDirection()).reshape(3, 3)
    axes = [(directions[:, d] * image.GetSpacing()[d]).tolist() for d in range(3)]
    expect(name, sitk.GetArrayFromImage(image), [list(image.GetOrigin()), *axes])


def expect_as_pydicom(name: str, *paths: str) -> None:
    """Single images; every decoding plugin that pydicom finds must agree."""
    slices = []
    for path in paths:
        ds = pydicom.dcmread(OUT / path)
        decoder = pydicom.pixels.get_decoder(ds.file_meta.TransferSyntaxUID)
        plugins = [None] if not ds.file_meta.TransferSyntaxUID.is_compressed else decoder.available_plugins
        arrays = [decoder.as_array(ds, decoding_plugin=p or "")[0] for p in plugins]
        assert all(np.array_equal(a, arrays[0]) for a in arrays), (path, plugins)
        slices.append(arrays[0] * float(ds.RescaleSlope) + float(ds.RescaleIntercept))
    expect(name, np.stack(slices))


def expect_as_highdicom(name: str, path: str) -> None:
    volume = hd.imread(OUT / path).get_volume(apply_modality_transform=True)
    normal = np.cross(volume.affine[:3, 2], volume.affine[:3, 1])
    volume = volume if volume.affine[:3, 0] @ normal > 0 else volume.flip_spatial(0)
    affine = volume.affine
    expect(name, volume.array, [affine[:3, 3].tolist(), *(affine[:3, a].tolist() for a in (2, 1, 0))])


# --- Classic series ---------------------------------------------------------------------------

for name, directions in {"coronal": CORONAL, "sagittal": SAGITTAL}.items():
    series = uid()
    save_stack(name, [classic(anatomy(k), k, series, directions) for k in range(4)])
    expect_as_sitk(name, name)

# Unsigned 12 bits, as scanners write them; each slice with a rescale of its own.
series = uid()
images = [classic(unsigned_12(k), k, series, **UNSIGNED_12) for k in range(4)]
for k, image in enumerate(images):
    image.RescaleIntercept = str(-1024 + 3 * k)
    image.RescaleSlope = str(1 + k % 2)
save_stack("rescale-per-slice", images)
hounsfield = [unsigned_12(k) * (1 + k % 2) - 1024.0 + 3 * k for k in range(4)]
expect("rescale-per-slice", np.stack(hounsfield))  # SimpleITK applies the first slice's to all

# Garbage above twelve unsigned bits: NumPy from PS3.5 §8.1.1, since other readers keep it.
series = uid()
rng = np.random.default_rng(9)
images = [
    classic(unsigned_12(k) | (rng.integers(0, 16, (ROWS, COLUMNS)) << 12).astype(np.uint16), k, series, **UNSIGNED_12)
    for k in range(3)
]
save_stack("garbage-bits", images)
expect("garbage-bits", np.stack([anatomy(k) for k in range(3)]))

# Outside the field of view -2000 pads a signed image; readers leave it in.
series = uid()
j, i = np.mgrid[:ROWS, :COLUMNS]
outside = (i - 11.5) ** 2 + (j - 9.5) ** 2 > 90
images = [
    classic(np.where(outside, -2000, anatomy(k)).astype(np.int16), k, series, PixelPaddingValue=-2000)
    for k in range(3)
]
save_stack("padding", images)
expect_as_sitk("padding", "padding")

# A slab of maximum intensity saved among the slices it was made of, and a scout across them.
series = uid()
images = [classic(anatomy(k), k, series) for k in range(4)]
slab = classic(np.maximum(anatomy(1), anatomy(2)), 1, series)
slab.ImageType = ["DERIVED", "SECONDARY", "AXIAL"]
slab_too = classic(np.maximum(anatomy(2), anatomy(3)), 2, series)
slab_too.ImageType = slab.ImageType
coronal = classic(anatomy(7), 0, series, CORONAL)
scout = classic(anatomy(8), 0, series, CORONAL)
scout.ImageType = ["ORIGINAL", "PRIMARY", "LOCALIZER"]
save_stack("mixed", [*images, slab, slab_too, coronal, scout])
expect("mixed", np.stack([anatomy(k) for k in range(4)]))
expect("mixed slabs", np.stack([slab.pixel_array, slab_too.pixel_array]))

# Iodine in mg/ml is no Hounsfield unit.
series = uid()
save(classic(anatomy(0), 0, series, RescaleType="MGML"), "iodine.dcm")


# --- Compressed -------------------------------------------------------------------------------


def run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


def with_codestreams(ds: Dataset, syntax: str, codes: list[bytes], fragments: int = 1) -> Dataset:
    compressed = copy.deepcopy(ds)
    compressed.file_meta.TransferSyntaxUID = syntax
    compressed.PixelData = encapsulate(codes, fragments_per_frame=fragments)
    compressed["PixelData"].VR = "OB"
    compressed["PixelData"].is_undefined_length = True
    return compressed


series = uid()
signed = classic(anatomy(0, -2000, 3071), 0, series)
unsigned = classic(unsigned_12(1), 0, uid(), **UNSIGNED_12)
sources = {"signed": signed, "unsigned": unsigned}
# Every value there is, in no order: predictions wrap around.
noise = np.random.default_rng(3).integers(-32768, 32768, (ROWS, COLUMNS)).astype(np.int16)

JPEG = "1.2.840.10008.1.2.4."
with tempfile.TemporaryDirectory() as folder:
    for sign, ds in sources.items():
        plain = Path(folder) / f"{sign}.dcm"
        ds.save_as(plain, enforce_file_format=True)
        target = OUT / "codec"
        target.mkdir(parents=True, exist_ok=True)
        for predictor in range(1, 8):
            run("dcmcjpeg", "+el", "+sv", str(predictor), plain, target / f"jpeg-lossless-{predictor}-{sign}.dcm")
        run("dcmcjpeg", "+e1", plain, target / f"jpeg-lossless-sv1-{sign}.dcm")
        run("dcmcjpls", "+el", plain, target / f"jpeg-ls-{sign}.dcm")
        run("gdcmconv", "--j2k", plain, target / f"jpeg-2000-{sign}.dcm")
        run("gdcmconv", "--jpeg", plain, target / f"jpeg-lossless-gdcm-{sign}.dcm")
        run("gdcmconv", "--jpegls", plain, target / f"jpeg-ls-gdcm-{sign}.dcm")
    plain = Path(folder) / "noise.dcm"
    classic(noise, 0, uid()).save_as(plain, enforce_file_format=True)
    for predictor in range(1, 8):
        run("dcmcjpeg", "+el", "+sv", str(predictor), plain, OUT / f"codec/jpeg-lossless-{predictor}-noise.dcm")
    # dcmtk alone knows near-lossless with a bound; signed data it refuses to distort
    run("dcmcjpls", "+en", "+md", "2", Path(folder) / "unsigned.dcm", OUT / "codec/jpeg-ls-near-unsigned.dcm")
    for path in sorted((OUT / "codec").glob("*.dcm")):
        expect_as_pydicom(f"codec/{path.stem}", f"codec/{path.name}")

for sign, ds in sources.items():
    pixels = ds.pixel_array
    bits = ds.BitsStored
    lossy = imagecodecs.jpeg2k_encode(pixels, level=70, codecformat="j2k", reversible=False, bitspersample=bits)
    save(with_codestreams(ds, f"{JPEG}91", [lossy]), f"codec/jpeg-2000-lossy-{sign}.dcm")
    expect_as_pydicom(f"codec/jpeg-2000-lossy-{sign}", f"codec/jpeg-2000-lossy-{sign}.dcm")
    for suffix in (201, 202, 203):
        code = imagecodecs.htj2k_encode(pixels, reversible=True)
        save(with_codestreams(ds, f"{JPEG}{suffix}", [code]), f"codec/htj2k-{suffix}-{sign}.dcm")
        decoded = imagecodecs.jpeg2k_decode(code)  # OpenJPEG, not the OpenJPH that wrote it
        assert np.array_equal(decoded.view(pixels.dtype), pixels), suffix
        expect(f"codec/htj2k-{suffix}-{sign}", (pixels.astype(int) + int(ds.RescaleIntercept))[None])
    for name, fragments in {"rle": 1, "rle-fragments": 3}.items():
        compressed = copy.deepcopy(ds)
        compressed.compress(RLELossless, generate_instance_uid=False)
        code = next(pydicom.encaps.generate_frames(compressed.PixelData, number_of_frames=1))
        save(with_codestreams(ds, RLELossless, [code], fragments), f"codec/{name}-{sign}.dcm")
        expect_as_pydicom(f"codec/{name}-{sign}", f"codec/{name}-{sign}.dcm")

# Codestreams without the sign of their image: the bits are right.
pixels = signed.pixel_array
lossless = {"codecformat": "j2k", "reversible": True, "bitspersample": 16}
for name, ds, code in (
    ("signed", signed, imagecodecs.jpeg2k_encode(pixels.view(np.uint16), **lossless)),
    ("unsigned", classic(pixels.view(np.uint16), 0, uid(), RescaleIntercept="-32768"), imagecodecs.jpeg2k_encode(pixels, **lossless)),
):
    save(with_codestreams(ds, f"{JPEG}90", [code]), f"codec/jpeg-2000-other-sign-{name}.dcm")
    expect(f"codec/jpeg-2000-other-sign-{name}", (ds.pixel_array.astype(int) + int(ds.RescaleIntercept))[None])

# Codestreams that are not the image they are said to be.
wrong = {
    "other-size": with_codestreams(signed, f"{JPEG}80", [imagecodecs.jpegls_encode(unsigned_12(0)[:10, :12].copy())]),
    "huge": with_codestreams(
        signed, f"{JPEG}90", [b"\xff\x4f\xff\x51\0\x29\0\0" + b"\0\0\xff\xff" * 2 + b"\0" * 8 + b"\0\0\xff\xff" * 2 + b"\0" * 8 + b"\0\1\x8f\1\1" + b"\xff\xd9"]
    ),
    "colour": with_codestreams(
        signed, f"{JPEG}80", [imagecodecs.jpegls_encode(np.stack([anatomy(0).view(np.uint16) >> 8] * 3, -1).astype(np.uint8))]
    ),
    "other-bits": with_codestreams(signed, f"{JPEG}80", [imagecodecs.jpegls_encode((unsigned_12(0) >> 4).astype(np.uint8))]),
    "cut": with_codestreams(signed, f"{JPEG}90", [imagecodecs.jpeg2k_encode(signed.pixel_array, codecformat="j2k", reversible=True)[:-100]]),
    "no-codestream": with_codestreams(signed, f"{JPEG}70", [b"\0" * 64]),
}
with tempfile.TemporaryDirectory() as folder:
    signed.save_as(Path(folder) / "plain.dcm", enforce_file_format=True)
    run("dcmcjpeg", "+el", "+sv", "4", "+pt", "2", Path(folder) / "plain.dcm", Path(folder) / "point.dcm")
    wrong["point-transform"] = pydicom.dcmread(Path(folder) / "point.dcm")
for name in ("jpeg-lossless-1", "jpeg-lossless-7", "jpeg-ls", "jpeg-2000", "jpeg-2000-lossy", "htj2k-201"):
    # The middle is missing, the end marker there.
    ds = pydicom.dcmread(OUT / f"codec/{name}-signed.dcm")
    [whole] = pydicom.encaps.generate_frames(ds.PixelData, number_of_frames=1)
    end = whole.rindex(b"\xff\xd9")
    holed = whole[: end // 2] + b"\xff\xd9"
    wrong[f"hole-{name}"] = with_codestreams(ds, ds.file_meta.TransferSyntaxUID, [holed])
for name, ds in wrong.items():
    save(ds, f"wrong/{name}.dcm")


# --- Enhanced CT ------------------------------------------------------------------------------


def enhanced(frames: list[dict], series: str, shared: dict, description="ENHANCED") -> FileDataset:
    """`frames` and `shared` map functional group keywords to their item; `pixels` is the frame's."""
    ds = common(EnhancedCTImageStorage, series, 1, description)
    ds.ImageType = ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"]
    ds.NumberOfFrames = len(frames)
    ds.ContrastBolusAgentSequence = [code("7140000", "SCT", "Iodinated contrast agent")]
    ds.SharedFunctionalGroupsSequence = [group_item(shared)]
    ds.PerFrameFunctionalGroupsSequence = [group_item(frame) for frame in frames]
    pixels = np.stack([frame["pixels"] for frame in frames])
    ds.PixelRepresentation, ds.BitsStored, ds.HighBit = 0, 12, 11
    assert pixels.dtype == np.uint16 and pixels.max() < 4096
    ds.PixelData = pixels.tobytes()
    return ds


def group_item(groups: dict) -> Dataset:
    item = Dataset()
    for keyword, attributes in groups.items():
        if keyword != "pixels":
            setattr(item, keyword, [dataset(**attributes)])
    return item


def dataset(**attributes) -> Dataset:
    ds = Dataset()
    for keyword, value in attributes.items():
        setattr(ds, keyword, value)
    return ds


def code(value: str, scheme: str, meaning: str) -> Dataset:
    return dataset(CodeValue=value, CodingSchemeDesignator=scheme, CodeMeaning=meaning)


MEASURES = {"PixelMeasuresSequence": {"PixelSpacing": ["0.8", "0.7"], "SliceThickness": "2.5"}}
CHEST = {"FrameAnatomySequence": {"FrameLaterality": "U", "AnatomicRegionSequence": [code("51185008", "SCT", "Chest")]}}


def orientation(directions: np.ndarray) -> dict:
    return {"PlaneOrientationSequence": {"ImageOrientationPatient": cosines(directions)}}


def place(k: float, directions=AXIAL, stack="1", **content) -> dict:
    return {
        "FrameContentSequence": {"StackID": stack, "InStackPositionNumber": int(k) + 1, **content},
        "PlanePositionSequence": {"ImagePositionPatient": position(directions, k)},
    }


def rescale(slope: str, intercept: str, kind: str = "HU") -> dict:
    return {"PixelValueTransformationSequence": {"RescaleIntercept": intercept, "RescaleSlope": slope, "RescaleType": kind}}


def frame_type(third: str) -> dict:
    return {"CTImageFrameTypeSequence": {"FrameType": ["ORIGINAL", "PRIMARY", third, "NONE"]}}


ORDER = [3, 0, 4, 1, 2]  # frames in a file say nothing of the slices' order
shared = {**MEASURES, **CHEST, **orientation(CORONAL), **frame_type("VOLUME")}
per_frame = [
    {**place(k, CORONAL), **rescale(str(1 + k % 2), str(-1024 + k)), "pixels": unsigned_12(k)} for k in ORDER
]
enhanced_ct = enhanced(per_frame, uid(), shared)
save(enhanced_ct, "enhanced/per-frame.dcm")
expect_as_highdicom("enhanced/per-frame", "enhanced/per-frame.dcm")

shared_rescale = {**MEASURES, **orientation(AXIAL), **frame_type("VOLUME"), **rescale("1", "-1024")}
frames = [{**place(k), "pixels": unsigned_12(k)} for k in ORDER]
plain = enhanced(frames, uid(), shared_rescale)
save(plain, "enhanced/shared.dcm")
expect_as_highdicom("enhanced/shared", "enhanced/shared.dcm")
volume = np.stack([anatomy(k) for k in range(5)])
assert expected["enhanced/shared"]["sha256"] == hashlib.sha256(volume.astype("<i2").tobytes()).hexdigest()

# One series in two files, their frames interleaved.
series = uid()
for name, ks in {"a": [4, 0, 2], "b": [3, 1]}.items():
    part = enhanced([{**place(k), "pixels": unsigned_12(k)} for k in ks], series, shared_rescale)
    save(part, f"enhanced/two-files/{name}.dcm")
expected["enhanced/two-files"] = expected["enhanced/shared"]

# A scout, and two stacks in the same place.
stacks = [{**place(k, stack=str(s)), "pixels": (unsigned_12(k) + 10 * s).astype(np.uint16)} for k in range(3) for s in (1, 2)]
scout = {**place(0, CORONAL), **orientation(CORONAL), **frame_type("LOCALIZER"), "pixels": unsigned_12(9)}
save(enhanced([*stacks, scout], uid(), shared_rescale), "enhanced/stacks.dcm")
for s in (1, 2):
    expect(f"enhanced/stacks {s}", np.stack([anatomy(k) + 10 * s for k in range(3)]))

# Encapsulated: with basic offset table, without any but one fragment or several per frame, extended.
codes = [imagecodecs.jpegls_encode(frame["pixels"]) for frame in frames]
for name, fragments, has_table in (("basic", 3, True), ("bare", 1, False), ("bare-fragments", 2, False)):
    ds = with_codestreams(plain, f"{JPEG}80", codes)
    ds.PixelData = encapsulate(codes, fragments_per_frame=fragments, has_bot=has_table)
    save(ds, f"enhanced/offsets-{name}.dcm")
    expected[f"enhanced/offsets-{name}"] = expected["enhanced/shared"]
extended = with_codestreams(plain, f"{JPEG}80", codes)
extended.PixelData, extended.ExtendedOffsetTable, extended.ExtendedOffsetTableLengths = encapsulate_extended(codes)
save(extended, "enhanced/offsets-extended.dcm")
expected["enhanced/offsets-extended"] = expected["enhanced/shared"]
for name in ("basic", "extended"):
    read = hd.imread(OUT / f"enhanced/offsets-{name}.dcm").get_volume(apply_modality_transform=True).array
    assert np.array_equal(read, volume if read[0, 0, 5] == volume[0, 0, 5] else volume[::-1]), name
rle = copy.deepcopy(plain)
rle.compress(RLELossless, generate_instance_uid=False)
save(rle, "enhanced/rle.dcm")
expect_as_highdicom("enhanced/rle", "enhanced/rle.dcm")

# The encapsulations that no other reader here knows: NumPy and zlib from PS3.5 §A.4.11, §10.20.
for name, syntax, encode in (
    ("uncompressed", "1.2.840.10008.1.2.1.98", bytes),
    ("deflated", "1.2.840.10008.1.2.8.1", lambda raw: zlib.compress(raw, wbits=-zlib.MAX_WBITS)),
):
    raw = [encode(frame["pixels"].tobytes()) for frame in frames]
    UID_dictionary.setdefault(syntax, (name, "Transfer Syntax", "", "", ""))
    save(with_codestreams(plain, syntax, [code + b"\0" * (len(code) % 2) for code in raw]), f"enhanced/{name}.dcm")
    expected[f"enhanced/{name}"] = expected["enhanced/shared"]

# A segment on three frames of the JPEG-LS one, which says so frame by frame.
mask = np.zeros((5, ROWS, COLUMNS), np.uint8)
mask[1:4, 5:12, 6:14] = 1
mask[2, 8, 9] = 0
segmentation = hd.seg.Segmentation(
    source_images=[hd.imread(OUT / "enhanced/offsets-basic.dcm")],
    pixel_array=mask[ORDER],
    segmentation_type="BINARY",
    segment_descriptions=[
        hd.seg.SegmentDescription(
            segment_number=1,
            segment_label="Nodule",
            segmented_property_category=CodedConcept("49755003", "SCT", "Morphologically abnormal structure"),
            segmented_property_type=CodedConcept("108369006", "SCT", "Neoplasm"),
            algorithm_type="MANUAL",
        )
    ],
    series_instance_uid=uid(),
    series_number=100,
    sop_instance_uid=uid(),
    instance_number=1,
    manufacturer="highdicom",
    manufacturer_model_name="fixture",
    software_versions=hd.__version__,
    device_serial_number="1",
)
save(segmentation, "enhanced-seg.dcm")
expected["enhanced-seg"] = {
    "voxels": [int(n) for n in np.flatnonzero(mask)],
    "frames": [f"{plain.SOPInstanceUID} {ORDER.index(k) + 1}" for k in (1, 2, 3)],
}

# What highdicom converts a classic series to.
series = uid()
images = [classic(anatomy(k), k, series) for k in range(4)]
for image in images:
    image.FrameOfReferenceUID = FRAME_OF_REFERENCE
    image.PatientPosition, image.ContentDate, image.ContentTime = "HFS", "20010203", "040506"
    image.AcquisitionDate, image.AcquisitionTime = "20010203", "040506"
legacy = hd.legacy.LegacyConvertedEnhancedCTImage(images, uid(), 1, uid(), 1)
save(legacy, "enhanced/legacy.dcm")
expect_as_highdicom("enhanced/legacy", "enhanced/legacy.dcm")


# --- Sequences in disguise --------------------------------------------------------------------


def items_as_implicit(sequence: Sequence) -> bytes:
    buffer = DicomBytesIO()
    buffer.is_little_endian, buffer.is_implicit_VR = True, True
    write_sequence(buffer, DataElement(0x52009230, "SQ", sequence), ["iso8859"])
    return buffer.getvalue()


def disguise(ds: Dataset, keyword: str, undefined: bool) -> None:
    """A sequence as UN, Implicit VR inside (PS3.5 §6.2.2)."""
    pydicom.config.replace_un_with_known_vr = False
    element = DataElement(pydicom.datadict.tag_for_keyword(keyword), "UN", items_as_implicit(ds[keyword].value))
    element.is_undefined_length = undefined
    ds[keyword] = element
    pydicom.config.replace_un_with_known_vr = True


def add_private_sequences(ds: Dataset) -> None:
    """Nested, of undefined length, as SQ and as UN, before what the reader needs."""
    inner = dataset(CodeValue="1", CodeMeaning="inner")
    outer = dataset(CodeValue="2", ConceptNameCodeSequence=[inner])
    outer["ConceptNameCodeSequence"].is_undefined_length = True
    outer.is_undefined_length_sequence_item = True
    ds.add_new(0x00090010, "LO", "FIXTURE")
    ds[0x00091001] = DataElement(0x00091001, "SQ", Sequence([outer, copy.deepcopy(outer)]))
    ds[0x00091001].is_undefined_length = True
    ds[0x00091002] = DataElement(0x00091002, "UN", items_as_implicit(Sequence([copy.deepcopy(outer)])))
    ds[0x00091002].is_undefined_length = True
    ds[0x00091003] = DataElement(0x00091003, "UV", [1, 2**40])


for name, undefined in {"undefined": True, "defined": False}.items():
    ds = copy.deepcopy(plain)
    for keyword in ("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence"):
        disguise(ds, keyword, undefined)
    add_private_sequences(ds)
    save(ds, f"enhanced/un-{name}.dcm")
    expected[f"enhanced/un-{name}"] = expected["enhanced/shared"]
ds = copy.deepcopy(plain)
add_private_sequences(ds)
ds.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
target = OUT / "enhanced/implicit.dcm"
pydicom.dcmwrite(target, ds, implicit_vr=True, little_endian=True, enforce_file_format=True)
expected["enhanced/implicit"] = expected["enhanced/shared"]
for path in ("un-undefined", "implicit"):
    # pydicom infers what UN hides, highdicom then reads it
    assert len(pydicom.dcmread(OUT / f"enhanced/{path}.dcm").PerFrameFunctionalGroupsSequence) == 5

seg = pydicom.dcmread(Path(__file__).parent / "seg/binary.dcm")
for keyword in ("SegmentSequence", "SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence"):
    disguise(seg, keyword, undefined=True)
add_private_sequences(seg)
save(seg, "seg-un.dcm")

(OUT / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
