"""Makes further segmentations of the CT in oblique/, and what their writers and readers find in them.

    python test/golden/dicom/make_seg_variants.py   (highdicom 0.28, pydicom 3, SimpleITK, dcmqi 1.5)

One file for each way to say the same that make_fixtures.py leaves out, in seg-variants/. Segments of
`dcmqi.dcm` are what dcmqi's own reader gives back; the others what highdicom reads; `sparse-other-grid.dcm`
is brought to the CT by SimpleITK. `seg-variants.json` lists them as expected.json does.
"""

import copy
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
import SimpleITK as sitk
from highdicom.sr.coding import CodedConcept
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import ImplicitVRLittleEndian, RLELossless

HERE = Path(__file__).parent
OUT = HERE / "seg-variants"
ROOT = "1.2.826.0.1.3680043.8.498.77.8."
BIN = Path(sys.executable).parent  # dcmqi's programs
COLUMNS, ROWS, SLICES = 23, 19, 7

expected: dict[str, list[dict]] = {}
uid_count = 0


def uid() -> str:
    global uid_count
    uid_count += 1
    return f"{ROOT}{uid_count}"


base = [pydicom.dcmread(path) for path in sorted((HERE / "oblique").glob("*.dcm"))]
base.sort(key=lambda image: int(image.InstanceNumber))
volume = hd.get_volume_from_series(base, dtype=np.float64)
if volume.affine[:3, 0] @ np.cross(volume.affine[:3, 2], volume.affine[:3, 1]) < 0:
    volume = volume.flip_spatial(0)


def ball(centre, radius) -> np.ndarray:
    k, j, i = np.meshgrid(np.arange(SLICES), np.arange(ROWS), np.arange(COLUMNS), indexing="ij")
    return ((i - centre[0]) ** 2 + (j - centre[1]) ** 2 + (2 * (k - centre[2])) ** 2) <= radius**2


ONE, TWO = ball((8, 9, 1), 4) | ball((15, 6, 5), 3), ball((10, 10, 2), 5)


def segmentation(pixels, kind, sources=base, **options) -> hd.seg.Segmentation:
    numbers = range(1, pixels.shape[-1] + 1)
    return hd.seg.Segmentation(
        source_images=sources,
        pixel_array=pixels,
        segmentation_type=kind,
        segment_descriptions=[
            hd.seg.SegmentDescription(
                segment_number=number,
                segment_label=f"Tumour {number}",
                segmented_property_category=CodedConcept("49755003", "SCT", "Morphologically abnormal structure"),
                segmented_property_type=CodedConcept("108369006", "SCT", "Neoplasm"),
                algorithm_type="MANUAL",
            )
            for number in numbers
        ],
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


def save(ds: Dataset, name: str) -> None:
    ds.save_as(OUT / name, enforce_file_format=True)


def expect(name: str, number: int, mask: np.ndarray, resampled: bool = False) -> None:
    assert mask.any(), (name, number)
    voxels = [int(n) for n in np.flatnonzero(mask)]
    expected.setdefault(name, []).append({"number": number, "resampled": resampled, "voxels": voxels})


def read(name: str, number: int, threshold: float | None = None) -> np.ndarray:
    seg = hd.seg.segread(OUT / name)
    found = seg.get_volume(segment_numbers=[number], rescale_fractional=threshold is not None)
    array = found.squeeze_channel().match_geometry(volume.get_geometry()).array
    return array > 0 if threshold is None else array >= threshold


OUT.mkdir(exist_ok=True)
stacked = np.stack([ONE, TWO], axis=-1).astype(np.uint8)
binary = segmentation(stacked, "BINARY")

implicit = copy.deepcopy(binary)
implicit.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
pydicom.dcmwrite(OUT / "implicit.dcm", implicit, implicit_vr=True, little_endian=True)
for number, mask in ((1, ONE), (2, TWO)):
    assert (read("implicit.dcm", number) == mask).all()
    expect("implicit.dcm", number, mask)

# Filed in a study of its own, as a research archive does: the CT is named as of another study.
elsewhere = copy.deepcopy(binary)
study = Dataset()
study.StudyInstanceUID = elsewhere.StudyInstanceUID
study.ReferencedSeriesSequence = elsewhere.ReferencedSeriesSequence
del elsewhere.ReferencedSeriesSequence
elsewhere.StudiesContainingOtherReferencedInstancesSequence = Sequence([study])
elsewhere.StudyInstanceUID = uid()
save(elsewhere, "other-study.dcm")
for number, mask in ((1, ONE), (2, TWO)):
    expect("other-study.dcm", number, mask)

# Frames in no order, and every group with each frame instead of shared.
shuffled = copy.deepcopy(binary)
frames = binary.pixel_array.reshape(-1, ROWS, COLUMNS)
order = np.random.default_rng(7).permutation(len(frames))
shuffled.PixelData = pydicom.pixels.utils.pack_bits(frames[order].astype(np.uint8))
shared = shuffled.SharedFunctionalGroupsSequence[0]
groups = [copy.deepcopy(binary.PerFrameFunctionalGroupsSequence[n]) for n in order]
for keyword in ("PixelMeasuresSequence", "PlaneOrientationSequence"):
    for group in groups:
        setattr(group, keyword, copy.deepcopy(shared[keyword].value))
    del shared[keyword]
shuffled.PerFrameFunctionalGroupsSequence = Sequence(groups)
save(shuffled, "per-frame-groups.dcm")
for number, mask in ((1, ONE), (2, TWO)):
    expect("per-frame-groups.dcm", number, mask)

k, j, i = np.meshgrid(np.arange(SLICES), np.arange(ROWS), np.arange(COLUMNS), indexing="ij")
share = np.clip(1 - np.sqrt((i - 11) ** 2 + (j - 9) ** 2 + (2 * (k - 3)) ** 2) / 12, 0, 1)
save(segmentation(share[..., None], "FRACTIONAL", max_fractional_value=255), "fractional-rle.dcm")
fractional = pydicom.dcmread(OUT / "fractional-rle.dcm")
fractional.compress(RLELossless, encoding_plugin="pydicom", generate_instance_uid=False)
save(fractional, "fractional-rle.dcm")
expect("fractional-rle.dcm", 1, share >= 0.5)

occupied = (share >= 0.5).astype(np.float32)[..., None]
occupancy = segmentation(occupied, "FRACTIONAL", fractional_type="OCCUPANCY", max_fractional_value=1)
save(occupancy, "occupancy.dcm")
expect("occupancy.dcm", 1, read("occupancy.dcm", 1, threshold=0.5))

# On a finer grid of the same frame of reference, with an empty slice between: SimpleITK resamples.
fine = []
for place in range(12):
    image = copy.deepcopy(base[0])
    image.SeriesInstanceUID, image.SOPInstanceUID = f"{ROOT}99", uid()
    image.file_meta.MediaStorageSOPInstanceUID = image.SOPInstanceUID
    image.InstanceNumber, image.SliceThickness = place + 1, "1.2"
    image.PixelSpacing = ["0.5", "0.45"]
    image.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    corner = volume.map_indices_to_reference(np.array([[3, 9, 11]]))[0] - [5.1, 4.7, 6.6]
    image.ImagePositionPatient = [f"{x:.6f}" for x in corner + [0, 0, 1.2 * place]]
    fine.append(image)
fine_mask = np.zeros((12, ROWS, COLUMNS), np.uint8)
fine_mask[[3, 4, 5, 7, 8], 5:15, 6:18] = 1
save(segmentation(fine_mask[..., None], "BINARY", sources=fine), "sparse-other-grid.dcm")
fine_image = sitk.GetImageFromArray(fine_mask)
fine_image.SetOrigin([float(x) for x in fine[0].ImagePositionPatient])
fine_image.SetSpacing([0.45, 0.5, 1.2])
steps = [volume.affine[:3, axis] for axis in (2, 1, 0)]
target = sitk.GetImageFromArray(np.zeros((SLICES, ROWS, COLUMNS), np.uint8))
target.SetOrigin(volume.affine[:3, 3].tolist())
target.SetSpacing([float(np.linalg.norm(step)) for step in steps])
target.SetDirection(np.column_stack([step / np.linalg.norm(step) for step in steps]).ravel().tolist())
resampled = sitk.Resample(fine_image, target, sitk.Transform(), sitk.sitkNearestNeighbor, 0)
expect("sparse-other-grid.dcm", 1, sitk.GetArrayFromImage(resampled) > 0, resampled=True)

# dcmqi writes, and dcmqi reads: two overlapping segments, numbered 1 and 2.
CODE = {"CodingSchemeDesignator": "SCT"}
with tempfile.TemporaryDirectory() as folder:
    ct = Path(folder) / "ct"
    ct.mkdir()
    for image in base:
        image.save_as(ct / f"{int(image.InstanceNumber)}.dcm")
    described = []
    for number, mask in ((1, ONE), (2, TWO)):
        picture = sitk.GetImageFromArray(mask.astype(np.uint8))
        picture.CopyInformation(target)
        sitk.WriteImage(picture, f"{folder}/{number}.nrrd")
        described.append(
            [
                {
                    "labelID": 1,
                    "SegmentLabel": f"Tumour {number}",
                    "SegmentDescription": "Fixture",
                    "SegmentAlgorithmType": "MANUAL",
                    "SegmentedPropertyCategoryCodeSequence": CODE
                    | {"CodeValue": "49755003", "CodeMeaning": "Morphologically abnormal structure"},
                    "SegmentedPropertyTypeCodeSequence": CODE
                    | {"CodeValue": "108369006", "CodeMeaning": "Neoplasm"},
                }
            ]
        )
    meta = {
        "ContentCreatorName": "Fixture",
        "SeriesDescription": "dcmqi",
        "SeriesNumber": "300",
        "InstanceNumber": "1",
        "BodyPartExamined": "CHEST",
        "segmentAttributes": described,
    }
    Path(folder, "meta.json").write_text(json.dumps(meta), "utf-8")
    names = f"{folder}/1.nrrd,{folder}/2.nrrd"
    subprocess.run(
        [BIN / "itkimage2segimage", "--inputImageList", names, "--inputDICOMDirectory", ct]
        + ["--inputMetadata", f"{folder}/meta.json", "--outputDICOM", OUT / "dcmqi.dcm", "--skip"],
        check=True,
    )
    back = Path(folder) / "back"
    back.mkdir()
    subprocess.run(
        [BIN / "segimage2itkimage", "--inputDICOM", OUT / "dcmqi.dcm", "-t", "nrrd"]
        + ["--outputDirectory", back],
        check=True,
    )
    for number, mask in ((1, ONE), (2, TWO)):
        own = sitk.ReadImage(str(back / f"{number}.nrrd"))
        on_ct = sitk.GetArrayFromImage(sitk.Resample(own, target, sitk.Transform(), sitk.sitkNearestNeighbor, 0))
        assert ((on_ct > 0) == mask).all(), number
        expect("dcmqi.dcm", number, on_ct > 0)

(HERE / "seg-variants.json").write_text(json.dumps(expected) + "\n", "utf-8")
