"""Makes the DICOM fixtures of core/src/dicom and what other readers find in them.

    python test/golden/dicom/make_fixtures.py       (highdicom 0.28, pydicom 3, SimpleITK)

Objects are written by highdicom and pydicom. `expected.json` and the `.i16`/`.f32` files hold what
highdicom (geometry, Hounsfield units, segments), SimpleITK (nearest-neighbour resampling) and, for
structure sets and overlay bits, plain NumPy written from the standard's text find; nothing in it
comes from the code under test. Masks are listed as flat indices, i fastest, then j, then k.
"""

import copy
import json
import zlib
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
import SimpleITK as sitk
from highdicom.sr.coding import CodedConcept
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom._uid_dict import UID_dictionary
from pydicom.uid import (
    CTImageStorage,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    RLELossless,
    RTStructureSetStorage,
)

HERE = Path(__file__).parent
COLUMNS, ROWS, SLICES = 23, 19, 7  # 437 pixels: 1-bit frames do not end on whole bytes
ROOT = "1.2.826.0.1.3680043.8.498.77."  # fixed UIDs; only dates differ when run again

expected: dict = {"series": {}, "masks": {}}
uid_count = 0


def uid() -> str:
    global uid_count
    uid_count += 1
    return f"{ROOT}{uid_count}"


def oblique() -> np.ndarray:
    """Unit vectors along a row, down a column and along the normal, rotated about two axes."""
    a, b = np.deg2rad(20), np.deg2rad(-35)
    about_z = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    about_x = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    return (about_z @ about_x).T


AXIAL = np.eye(3)


# --- CT ---------------------------------------------------------------------------------------


def ct_image(stored, position, directions, series, number, **attributes) -> FileDataset:
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = CTImageStorage
    meta.MediaStorageSOPInstanceUID = uid()
    ds = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    ds.SpecificCharacterSet = "ISO_IR 100"
    ds.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    ds.SOPClassUID = CTImageStorage
    ds.SOPInstanceUID = meta.MediaStorageSOPInstanceUID
    ds.StudyDate, ds.StudyTime = "20010203", "040506"
    ds.AccessionNumber, ds.StudyID = "A1", "S1"
    ds.Modality = "CT"
    ds.Manufacturer = "Fixture"
    ds.ReferringPhysicianName = ""
    ds.SeriesDescription = series["description"]
    ds.PatientName, ds.PatientID = "Fixture^Jürgen", "FIX-1"
    ds.PatientBirthDate, ds.PatientSex, ds.PatientAge = "", "M", "018M"
    ds.BodyPartExamined = "CHEST"
    ds.SliceThickness = series["thickness"]
    ds.StudyInstanceUID = series["study"]
    ds.SeriesInstanceUID = series["uid"]
    ds.SeriesNumber = series["number"]
    ds.AcquisitionNumber = 1
    ds.InstanceNumber = number
    ds.FrameOfReferenceUID = series["frame_of_reference"]
    ds.PositionReferenceIndicator = ""
    ds.ImagePositionPatient = [f"{x:.6f}" for x in position]
    ds.ImageOrientationPatient = [f"{x:.9f}" for x in np.concatenate(directions[:2])]
    ds.PixelSpacing = series["spacing"]
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.Rows, ds.Columns = stored.shape
    ds.BitsAllocated, ds.BitsStored, ds.HighBit = 16, 16, 15
    ds.PixelRepresentation = int(stored.dtype == np.int16)
    ds.RescaleIntercept, ds.RescaleSlope = "0", "1"
    ds.PixelData = stored.tobytes()
    for keyword, value in attributes.items():
        setattr(ds, keyword, value)
    return ds


def new_series(description, number, spacing=(0.8, 0.7), thickness=2.5, study=None, frame=None):
    return {
        "description": description,
        "number": number,
        "spacing": [f"{s}" for s in spacing],
        "thickness": thickness,
        "study": study or STUDY,
        "frame_of_reference": frame or FRAME_OF_REFERENCE,
        "uid": uid(),
    }


def ramp(k: int) -> np.ndarray:
    """Stored values that tell every pixel from its neighbours, -1000 … about 1200."""
    c, r = np.meshgrid(np.arange(COLUMNS), np.arange(ROWS))
    return (-1000 + 7 * c + 31 * r + 211 * k).astype(np.int16)


def save(ds: Dataset, path: str) -> None:
    target = HERE / path
    target.parent.mkdir(parents=True, exist_ok=True)
    ds.save_as(target, enforce_file_format=True)


def save_stack(folder, images) -> None:
    """Under names whose order says nothing of the slices'."""
    for n, image in enumerate(images):
        save(image, f"{folder}/{(n * 37 + 11) % 101:03d}.dcm")


def stack(series, directions, count=SLICES, origin=(-31.5, 12.25, 100.0), positions=None, **kw):
    """CT images of a straight stack; `positions` are slice numbers, possibly with gaps."""
    return [
        ct_image(
            ramp(k),
            np.array(origin) + directions[2] * series["thickness"] * place,
            directions,
            series,
            number=k + 1,
            **kw,
        )
        for k, place in enumerate(positions or range(count))
    ]


def ct_volume(images) -> hd.Volume:
    """What highdicom reads, with slices along row direction × column direction."""
    volume = hd.get_volume_from_series(images, dtype=np.float64)
    normal = np.cross(volume.affine[:3, 2], volume.affine[:3, 1])
    return volume if volume.affine[:3, 0] @ normal > 0 else volume.flip_spatial(0)


def expect_series(name, images, file=None) -> hd.Volume:
    volume = ct_volume(images)
    affine = volume.affine
    expected["series"][name] = {
        "size": [int(n) for n in volume.spatial_shape[::-1]],
        "origin": affine[:3, 3].tolist(),
        "axes": [affine[:3, axis].tolist() for axis in (2, 1, 0)],
        "seriesInstanceUid": images[0].SeriesInstanceUID,
        "frameOfReferenceUid": images[0].FrameOfReferenceUID,
    }
    if file:
        volume.array.astype("<i2" if file.endswith("i16") else "<f4").tofile(HERE / file)
        expected["series"][name]["voxels"] = file
    return volume


STUDY, FRAME_OF_REFERENCE = uid(), uid()
base_series = new_series("OBLIQUE", 4)
base = stack(base_series, oblique())
base_volume = expect_series("oblique", base, "oblique.i16")
save_stack("oblique", base)

# Each slice its own fractional slope, unsigned, RLE.
fractional_series = new_series("FRACTIONAL RESCALE", 5)
fractional = stack(fractional_series, AXIAL, count=3)
for k, image in enumerate(fractional):
    image.PixelRepresentation = 0
    image.PixelData = (ramp(k) + 1000).astype(np.uint16).tobytes()
    image.RescaleSlope, image.RescaleIntercept = f"{0.5 + 0.25 * k}", "-1000"
expect_series("fractional-rescale", fractional, "fractional-rescale.f32")
for image in fractional:
    image.compress(RLELossless)
save_stack("fractional-rescale", fractional)

# Twelve signed bits stored below overlay bits: NumPy from PS3.5 §8.1.1, since pydicom keeps them.
overlay_series = new_series("OVERLAY BITS", 6)
overlay = stack(overlay_series, AXIAL, count=3)
hounsfield = np.stack([np.clip(ramp(k), -1024, 1023) for k in range(3)])
for k, image in enumerate(overlay):
    # value bits 1 … 12; bits 0 and 13 … 15 are someone else's
    stored = (hounsfield[k].astype(np.int32) & 0xFFF) << 1 | 0xA001
    image.BitsStored, image.HighBit = 12, 12
    image.PixelData = stored.astype("<u2").tobytes()
    image.RescaleIntercept = "-24"
(hounsfield - 24).astype("<i2").tofile(HERE / "overlay-bits.i16")
save_stack("overlay-bits", overlay)

gap_series = new_series("GAP", 7)
save_stack("gap", stack(gap_series, AXIAL, positions=[0, 1, 2, 4, 5], count=5))

tilt_series = new_series("TILT", 8)
tilt = stack(tilt_series, AXIAL, count=5)
for k, image in enumerate(tilt):
    image.ImagePositionPatient[1] = float(image.ImagePositionPatient[1]) + 0.5 * k
save_stack("tilt", tilt)

mixed_series = new_series("MIXED ORIENTATION", 9)
mixed = stack(mixed_series, AXIAL, count=3)
mixed[2].ImageOrientationPatient = [1, 0, 0, 0, 0, -1]
save_stack("mixed-orientation", mixed)

two_series = new_series("TWO ACQUISITIONS", 10)
first = stack(two_series, AXIAL, count=3)
second = stack(two_series, AXIAL, count=3, AcquisitionNumber=2)
for image in second:
    image.RescaleIntercept = "100"
topogram = ct_image(ramp(0), (0, 0, 0), [[1, 0, 0], [0, 0, -1], [0, 1, 0]], two_series, 99)
topogram.ImageType = ["ORIGINAL", "PRIMARY", "LOCALIZER"]
save_stack("two-acquisitions", [*first, *second, topogram])

single = stack(new_series("SYNTAX", 11), AXIAL, count=1)[0]
for name, syntax in {
    "implicit": ImplicitVRLittleEndian,
    "deflated": DeflatedExplicitVRLittleEndian,
    "big-endian": ExplicitVRBigEndian,
}.items():
    image = copy.deepcopy(single)
    image.file_meta.TransferSyntaxUID = syntax
    if syntax == ExplicitVRBigEndian:
        image.PixelData = ramp(0).astype(">i2").tobytes()
        image["PixelData"].VR = "OW"
    target = HERE / f"syntax/{name}.dcm"
    target.parent.mkdir(exist_ok=True)
    pydicom.dcmwrite(
        target,
        image,
        implicit_vr=syntax == ImplicitVRLittleEndian,
        little_endian=syntax != ExplicitVRBigEndian,
    )
jpeg = copy.deepcopy(single)
jpeg.PixelData = pydicom.encaps.encapsulate([b"\xff\x4f\xff\x51"])
jpeg["PixelData"].is_undefined_length = True
jpeg.file_meta.TransferSyntaxUID = JPEG2000Lossless
save(jpeg, "syntax/jpeg-2000.dcm")


# --- SEG --------------------------------------------------------------------------------------


def describe(number: int, label: str) -> hd.seg.SegmentDescription:
    return hd.seg.SegmentDescription(
        segment_number=number,
        segment_label=label,
        segmented_property_category=CodedConcept("49755003", "SCT", "Morphologically abnormal structure"),
        segmented_property_type=CodedConcept("108369006", "SCT", "Neoplasm"),
        algorithm_type="MANUAL",
        tracking_uid=f"{ROOT}9.{number}",
        tracking_id=f"Lesion {number}",
    )


def segmentation(pixels, numbers, kind, sources=base, **options) -> hd.seg.Segmentation:
    return hd.seg.Segmentation(
        source_images=sources,
        pixel_array=pixels,
        segmentation_type=kind,
        segment_descriptions=[describe(n, f"Tumour {n}") for n in numbers],
        series_instance_uid=uid(),
        series_number=100,
        sop_instance_uid=uid(),
        instance_number=1,
        manufacturer="highdicom",
        manufacturer_model_name="fixture",
        software_versions=hd.__version__,
        device_serial_number="1",
        **options,
    )


def ball(centre, radius, shape=(SLICES, ROWS, COLUMNS)) -> np.ndarray:
    k, j, i = np.meshgrid(*(np.arange(n) for n in shape), indexing="ij")
    return ((i - centre[0]) ** 2 + (j - centre[1]) ** 2 + (2 * (k - centre[2])) ** 2) <= radius**2


def flat(mask: np.ndarray) -> list[int]:
    return [int(n) for n in np.flatnonzero(mask)]


def read_segment(path: str, number: int, threshold=None) -> np.ndarray:
    """A segment on the CT's grid, as highdicom reads the file."""
    seg = hd.seg.segread(HERE / path)
    volume = seg.get_volume(segment_numbers=[number], rescale_fractional=threshold is not None)
    array = volume.squeeze_channel().match_geometry(base_volume.get_geometry()).array
    return array >= threshold if threshold is not None else array > 0


def expect_mask(path, number, mask, resampled=False, series="oblique") -> None:
    assert mask.any(), (path, number)
    expected["masks"].setdefault(path, []).append(
        {"number": number, "resampled": resampled, "series": series, "voxels": flat(mask)}
    )


def renumber(ds: Dataset, old: int, new: int) -> None:
    """highdicom only writes consecutive numbers in BINARY segmentations; the standard does not ask."""
    for item in ds.SegmentSequence:
        if item.SegmentNumber == old:
            item.SegmentNumber = new
    for frame in ds.PerFrameFunctionalGroupsSequence:
        identification = frame.SegmentIdentificationSequence[0]
        if identification.ReferencedSegmentNumber == old:
            identification.ReferencedSegmentNumber = new


# Overlapping, sparse (empty frames left out, a hole between the two parts of segment 1), and a
# segment 3 that only is described.
one = ball((8, 9, 1), 4) | ball((15, 6, 5), 3)
two = ball((10, 10, 2), 5)
binary = segmentation(
    np.stack([one, two, ball((5, 5, 3), 2)], axis=-1).astype(np.uint8), [1, 2, 3], "BINARY"
)
save(binary, "seg/binary.dcm")
for number in (1, 2):
    expect_mask("seg/binary.dcm", number, read_segment("seg/binary.dcm", number))

numbered = copy.deepcopy(binary)
renumber(numbered, 3, 300)
renumber(numbered, 1, 17)
save(numbered, "seg/non-consecutive.dcm")
expect_mask("seg/non-consecutive.dcm", 17, read_segment("seg/binary.dcm", 1))
expect_mask("seg/non-consecutive.dcm", 2, read_segment("seg/binary.dcm", 2))

deflated = copy.deepcopy(binary)
deflated.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
save(deflated, "seg/deflated.dcm")
expect_mask("seg/deflated.dcm", 1, read_segment("seg/binary.dcm", 1))

# Deflated Image Frame Compression (PS3.5 §10.20): each frame packed and deflated on its own.
single_segment = segmentation(one[..., None].astype(np.uint8), [1], "BINARY")
fragments = []
for frame in single_segment.pixel_array.reshape(-1, ROWS, COLUMNS):
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    code = deflater.compress(pydicom.pixels.utils.pack_bits(frame)) + deflater.flush()
    fragments.append(code + b"\0" * (len(code) % 2))
deflated_frames = copy.deepcopy(single_segment)
DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1"
# newer than pydicom's dictionary, without which it does not write the file
UID_dictionary[DEFLATED_FRAMES] = ("Deflated Image Frame Compression", "Transfer Syntax", "", "", "")
deflated_frames.file_meta.TransferSyntaxUID = DEFLATED_FRAMES
deflated_frames.PixelData = pydicom.encaps.encapsulate(fragments)
deflated_frames["PixelData"].is_undefined_length = True
save(deflated_frames, "seg/deflated-frames.dcm")
expect_mask("seg/deflated-frames.dcm", 1, one)

empty = copy.deepcopy(binary)
empty.SegmentSequence.append(copy.deepcopy(empty.SegmentSequence[0]))
empty.SegmentSequence[-1].SegmentNumber = 4
empty.SegmentSequence[-1].SegmentLabel = "Never drawn"
save(empty, "seg/empty-segment.dcm")

elsewhere = copy.deepcopy(binary)
elsewhere.FrameOfReferenceUID = uid()
save(elsewhere, "seg/other-frame-of-reference.dcm")

truncated = copy.deepcopy(binary)
truncated.PixelData = truncated.PixelData[:-60]
save(truncated, "seg/truncated.dcm")

# Rows and columns run the other way than the CT's, so do the frames.
flipped = copy.deepcopy(single_segment)
shared = flipped.SharedFunctionalGroupsSequence[0]
cosines = [float(x) for x in base[0].ImageOrientationPatient]
shared.PlaneOrientationSequence[0].ImageOrientationPatient = [f"{-x:.9f}" for x in cosines]
frames = hd.seg.Segmentation.from_dataset(flipped).pixel_array.reshape(-1, ROWS, COLUMNS)
corner = (COLUMNS - 1) * 0.7 * np.array(cosines[:3]) + (ROWS - 1) * 0.8 * np.array(cosines[3:])
for frame in flipped.PerFrameFunctionalGroupsSequence:
    position = frame.PlanePositionSequence[0]
    moved = np.array([float(x) for x in position.ImagePositionPatient]) + corner
    position.ImagePositionPatient = [f"{x:.6f}" for x in moved]
flipped.PixelData = pydicom.pixels.utils.pack_bits(frames[:, ::-1, ::-1].astype(np.uint8))
save(flipped, "seg/flipped.dcm")
expect_mask("seg/flipped.dcm", 1, one)

# One frame, described by shared functional groups alone.
lone = segmentation(ball((9, 9, 3), 3)[3][None, ..., None].astype(np.uint8), [1], "BINARY", sources=[base[3]])
shared = lone.SharedFunctionalGroupsSequence[0]
for keyword in ("PlanePositionSequence", "SegmentIdentificationSequence"):
    if keyword in lone.PerFrameFunctionalGroupsSequence[0]:
        setattr(shared, keyword, lone.PerFrameFunctionalGroupsSequence[0][keyword].value)
        del lone.PerFrameFunctionalGroupsSequence[0][keyword]
save(lone, "seg/shared-groups.dcm")
only = np.zeros((SLICES, ROWS, COLUMNS), bool)
only[3] = ball((9, 9, 3), 3)[3]
expect_mask("seg/shared-groups.dcm", 1, only)

# FRACTIONAL with a maximum of 200: probability falls from 1 at the centre.
k, j, i = np.meshgrid(np.arange(SLICES), np.arange(ROWS), np.arange(COLUMNS), indexing="ij")
distance = np.sqrt((i - 11) ** 2 + (j - 9) ** 2 + (2 * (k - 3)) ** 2)
probability = np.clip(1 - distance / 12, 0, 1)
save(
    segmentation(probability[..., None], [1], "FRACTIONAL", max_fractional_value=200),
    "seg/fractional.dcm",
)
expect_mask("seg/fractional.dcm", 1, read_segment("seg/fractional.dcm", 1, threshold=0.5))

# LABELMAP: 8 bits and RLE as OHIF saves it, and 16 bits.
labels = np.where(two, 2, np.where(one, 1, 0))
save(
    segmentation(labels.astype(np.uint8), [1, 2], "LABELMAP", transfer_syntax_uid=RLELossless),
    "seg/labelmap-rle.dcm",
)
for number in (1, 2):
    expect_mask("seg/labelmap-rle.dcm", number, read_segment("seg/labelmap-rle.dcm", number))
wide = np.where(labels == 2, 300, labels)
for name, syntax in {"labelmap-16": ExplicitVRLittleEndian, "labelmap-16-rle": RLELossless}.items():
    save(
        segmentation(wide.astype(np.uint16), [1, 300], "LABELMAP", transfer_syntax_uid=syntax),
        f"seg/{name}.dcm",
    )
    # combined, because highdicom 0.28 finds nothing when asked for a segment beyond 255
    volume = hd.seg.segread(HERE / f"seg/{name}.dcm").get_volume(combine_segments=True)
    expect_mask(f"seg/{name}.dcm", 300, volume.match_geometry(base_volume.get_geometry()).array == 300)

# Drawn on a coarser axial series of the same frame of reference; SimpleITK resamples.
coarse_series = new_series("COARSE AXIAL", 12, spacing=(1.3, 1.1), thickness=1.7)
centre = base_volume.map_indices_to_reference(np.array([[3, 9, 11]]))[0]
coarse_origin = centre - np.array([11 * 1.1, 9 * 1.3, 3 * 1.7]) + [0.137, 0.071, 0.213]
coarse = stack(coarse_series, AXIAL, origin=coarse_origin)
coarse_mask = ball((11, 9, 3), 4)
save(segmentation(coarse_mask[..., None].astype(np.uint8), [1], "BINARY", sources=coarse), "seg/other-grid.dcm")
coarse_image = sitk.GetImageFromArray(coarse_mask.astype(np.uint8))
coarse_image.SetOrigin([float(x) for x in coarse[0].ImagePositionPatient])
coarse_image.SetSpacing([1.1, 1.3, 1.7])
target = sitk.GetImageFromArray(np.zeros((SLICES, ROWS, COLUMNS), np.uint8))
affine = base_volume.affine
steps = [affine[:3, axis] for axis in (2, 1, 0)]
target.SetOrigin(affine[:3, 3].tolist())
target.SetSpacing([float(np.linalg.norm(step)) for step in steps])
target.SetDirection(np.column_stack([step / np.linalg.norm(step) for step in steps]).ravel().tolist())
resampled = sitk.Resample(coarse_image, target, sitk.Transform(), sitk.sitkNearestNeighbor, 0)
expect_mask("seg/other-grid.dcm", 1, sitk.GetArrayFromImage(resampled) > 0, resampled=True)

# On the CT's grid, but half of it beyond the last slice.
beyond_series = new_series("BEYOND", 13)
beyond = stack(beyond_series, oblique(), origin=np.array([-31.5, 12.25, 100.0]) + oblique()[2] * 2.5 * 5)
save(segmentation(one[..., None].astype(np.uint8), [1], "BINARY", sources=beyond), "seg/partly-outside.dcm")


# --- RTSTRUCT ---------------------------------------------------------------------------------


def to_patient(points) -> list[str]:
    """Contour data of points (i, j, k) of the CT's grid."""
    kji = np.asarray(points, float)[:, ::-1]
    lps = kji @ base_volume.affine[:3, :3].T + base_volume.affine[:3, 3]
    return [f"{x:.6f}" for x in lps.ravel()]


def even_odd(polygons, k) -> np.ndarray:
    """Pixel centres inside an odd number of the polygons, each by its own ray to the right."""
    mask = np.zeros((SLICES, ROWS, COLUMNS), bool)
    for j in range(ROWS):
        for i in range(COLUMNS):
            inside = False
            for polygon in polygons:
                for (x1, y1), (x2, y2) in zip(polygon, polygon[1:] + polygon[:1]):
                    if (y1 > j) != (y2 > j) and i < x1 + (j - y1) * (x2 - x1) / (y2 - y1):
                        inside = not inside
            mask[k, j, i] = inside
    return mask


def disc(x, y, radius, corners=24):
    angles = 2 * np.pi * (np.arange(corners) + 0.3) / corners
    return [(float(x + radius * np.cos(a)), float(y + radius * np.sin(a))) for a in angles]


outer, inner = disc(11.2, 9.1, 7.3), disc(11.9, 8.7, 3.2)
keyhole = [*outer, outer[0], *inner[::-1], inner[-1]]
ROIS = {
    # number: (name, [(polygon, slice)], what NumPy finds)
    1: ("Plain", [(outer, 2), (outer, 3)], even_odd([outer], 2) | even_odd([outer], 3)),
    2: ("Hole by XOR", [(outer, 3), (inner, 3)], even_odd([outer, inner], 3)),
    3: ("Hole by keyhole", [(keyhole, 4)], even_odd([outer, inner], 4)),
    4: ("Between slices", [(outer, 3.3), (inner, 4.3)], even_odd([outer], 3) | even_odd([inner], 4)),
    5: ("Never drawn", [], None),
    6: ("Outside", [(outer, 9)], None),
    7: (
        "Every second slice",
        [(outer, 1), (inner, 3)],
        even_odd([outer], 0) | even_odd([outer], 1) | even_odd([inner], 2) | even_odd([inner], 3),
    ),
    21: ("Beside", [([(x + 40, y) for x, y in outer], 3)], None),
}

meta = FileMetaDataset()
meta.TransferSyntaxUID = ExplicitVRLittleEndian
meta.MediaStorageSOPClassUID = RTStructureSetStorage
meta.MediaStorageSOPInstanceUID = uid()
rt = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
rt.SOPClassUID, rt.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
rt.Modality = "RTSTRUCT"
rt.StudyInstanceUID, rt.SeriesInstanceUID = STUDY, uid()
rt.SeriesNumber, rt.SeriesDescription = 200, "Structures"
rt.PatientName, rt.PatientID = "Fixture^Jurgen", "FIX-1"
rt.StructureSetLabel = "FIXTURE"
image_items = []
for image in base:
    item = Dataset()
    item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = CTImageStorage, image.SOPInstanceUID
    image_items.append(item)
series_item = Dataset()
series_item.SeriesInstanceUID = base_series["uid"]
series_item.ContourImageSequence = image_items
study_item = Dataset()
study_item.ReferencedSOPClassUID = "1.2.840.10008.3.1.2.3.1"
study_item.ReferencedSOPInstanceUID = STUDY
study_item.RTReferencedSeriesSequence = [series_item]
frame_item = Dataset()
frame_item.FrameOfReferenceUID = FRAME_OF_REFERENCE
frame_item.RTReferencedStudySequence = [study_item]
rt.ReferencedFrameOfReferenceSequence = [frame_item]
rt.StructureSetROISequence, rt.ROIContourSequence = [], []
for number, (name, contours, mask) in ROIS.items():
    roi = Dataset()
    roi.ROINumber, roi.ROIName = number, name
    roi.ReferencedFrameOfReferenceUID = FRAME_OF_REFERENCE
    roi.ROIGenerationAlgorithm = "MANUAL"
    rt.StructureSetROISequence.append(roi)
    if contours:
        drawn = Dataset()
        drawn.ReferencedROINumber = number
        drawn.ContourSequence = []
        for polygon, k in contours:
            contour = Dataset()
            contour.ContourGeometricType = "CLOSED_PLANAR"
            contour.NumberOfContourPoints = len(polygon)
            contour.ContourData = to_patient([(x, y, k) for x, y in polygon])
            drawn.ContourSequence.append(contour)
        rt.ROIContourSequence.append(drawn)
    if mask is not None:
        expect_mask("rtstruct.dcm", number, mask, resampled=number in (4, 7))
save(rt, "rtstruct.dcm")

(HERE / "expected.json").write_text(json.dumps(expected) + "\n")
