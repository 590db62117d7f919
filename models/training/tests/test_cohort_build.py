"""Cohorts built from DICOM trees made here by highdicom, and from TCIA's real table and CT."""

import argparse
import csv
import re
import shutil
import subprocess
from pathlib import Path

import highdicom as hd
import nibabel as nib
import numpy as np
import pydicom
import pytest
from dicom_tree import CORONAL, LESION_HU, LUNG_HU, Study, ball, ct_series, save, segmentation
from pydicom.dataset import Dataset
from pydicom.uid import RLELossless, generate_uid
from real_data import SAMPLES, TCIA, needs_samples, needs_tcia

from mutation_training.cohort.build import BuildOptions, build_cohort
from mutation_training.cohort.choice import foreign_series
from mutation_training.cohort.clinical import read_clinical
from mutation_training.cohort.ct import open_ct
from mutation_training.cohort.discovery import discover
from mutation_training.cohort.errors import CohortCellError, CohortColumnError, CohortFileError
from mutation_training.cohort.provenance import machine_made
from mutation_training.cohort.segmentation import mask_on
from mutation_training.cohort.table import CaseRow, read_cohort
from mutation_training.cohort.windows import HuWindow
from mutation_training.commands import cohort as cohort_command
from mutation_training.preprocessing.case import load_case

CLI = Path(__file__).parents[3] / "cli/bin/mutation-prediction.js"

HEADER = (
    "Case ID,Age at Histological Diagnosis,Weight (lbs),Gender,Smoking status,%GG,"
    "Tumor Location (choice=RUL),Tumor Location (choice=L Lingula),Histology ,Pathological T stage,"
    "Pathological N stage,Pathological M stage,Lymphovascular invasion,"
    '"Pleural invasion (elastic, visceral, or parietal)",EGFR mutation status,KRAS mutation status,'
    "ALK translocation status,CT Date\n"
)
LINE = (
    "R01-001,79,146,Female,Nonsmoker,>0 - 25%,Unchecked,Checked,Adenocarcinoma,T2a,N1,M0,Absent,No,"
    "Mutant,Wildtype,Translocated,9/6/1990\n"
)


def clinical_table(folder: Path, *lines: str) -> Path:
    path = folder / "clinical.csv"
    path.write_text(HEADER + "".join(lines or (LINE,)))
    return path


def built(folder: Path, options: BuildOptions | None = None, *lines: str) -> dict[str, CaseRow]:
    """The rows of a cohort of `folder`/archive, by case."""
    table = read_clinical(clinical_table(folder, *lines))
    rows = build_cohort(
        folder / "cohort", table.records, discover(folder / "archive"), options or BuildOptions()
    )
    return {row.case_id: row for row in rows}


def exclusion(folder: Path, options: BuildOptions | None = None) -> str:
    return built(folder, options)["R01-001"].exclusion or ""


# The clinical table


def test_table_speaks_the_contract(tmp_path: Path) -> None:
    row = read_clinical(clinical_table(tmp_path)).records["R01-001"].row
    assert (row.sex, row.age, row.smoking, row.weight_kg) == ("F", 79, "never", 66.2)
    assert (row.lobe, row.density, row.stage) == ("LUL", "mGGN", 2)
    assert row.labels == {"EGFR": 1, "KRAS": 0, "ALK": 1, "LVI": 0, "VPI": 0, "T4": 0}
    assert row.extra == {"histology": "Adenocarcinoma"}


@pytest.mark.parametrize(
    "missing",
    ["Not Collected", "Not collected", "N/A", "Not Recorded In Database", "Not Assessed", "Unknown", ""],
)
def test_every_spelling_of_missing(tmp_path: Path, missing: str) -> None:
    values = [missing] * 5 + ["Unchecked", "Unchecked"] + [missing] * 10
    row = read_clinical(clinical_table(tmp_path, f"AMC-001,{','.join(values)}\n")).records["AMC-001"].row
    assert row == CaseRow("AMC-001", "AMC-001", extra={"histology": ""})


def test_misspelt_value_is_refused_and_named(tmp_path: Path) -> None:
    with pytest.raises(CohortCellError, match=r"line 2, column 'EGFR mutation status': 'Mutated'"):
        read_clinical(clinical_table(tmp_path, LINE.replace("Mutant", "Mutated")))
    with pytest.raises(CohortCellError, match=r"column 'CT Date': '1990' is not a date"):
        read_clinical(clinical_table(tmp_path, LINE.replace("9/6/1990", "1990")))


def test_own_table_in_the_columns_of_cohort_csv(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("patient_id,sex,smoking,EGFR,ct_date\nown-1,F,former,1,2024-02-03\n")
    record = read_clinical(path).records["own-1"]
    assert (record.row.sex, record.row.labels, record.ct_date) == ("F", {"EGFR": 1}, "20240203")
    path.write_text("name,sex\nown-1,F\n")
    with pytest.raises(CohortColumnError, match="'patient_id' is missing"):
        read_clinical(path)


# Discovery and choice


def test_any_layout_gives_the_same_cohort(tmp_path: Path) -> None:
    """Flat, without extension, scattered over folders, with a copy and with other files between."""
    ct = ct_series(Study("R01-001"), lesion=ball())
    seg = segmentation(ct, ball())
    save(tmp_path / "nbia/archive/NSCLC Radiogenomics/R01-001/a/b", ct)
    save(tmp_path / "nbia/archive/NSCLC Radiogenomics/R01-001/a/c", [seg])
    save(tmp_path / "flat/archive", [*ct, seg], "%d")
    for index, dataset in enumerate([*ct, seg, ct[3]]):
        save(tmp_path / f"odd/archive/{index % 5}/{index}", [dataset], "image.ima")
    (tmp_path / "odd/archive/notes.txt").write_text("no DICOM")
    (tmp_path / "odd/archive/cut.dcm").write_bytes(b"\0" * 128 + b"DICM" + b"\x02\0")
    found = [built(tmp_path / layout)["R01-001"] for layout in ("nbia", "flat", "odd")]
    assert found[0].exclusion is None
    assert found[0] == found[1] == found[2]


def test_every_patient_has_a_row(tmp_path: Path) -> None:
    save(tmp_path / "archive/ct", ct_series(Study("new-1")))
    rows = built(tmp_path)
    assert rows["R01-001"].exclusion == "no CT"
    assert rows["new-1"].exclusion == "no segmentation"
    assert (rows["new-1"].sex, rows["new-1"].age, rows["new-1"].split) == ("F", 78, "train")
    assert (rows["R01-001"].age, rows["R01-001"].split) == (79, "test")


def test_table_wins_over_the_images_age(tmp_path: Path) -> None:
    ct = ct_series(Study("R01-001"), lesion=ball())
    save(tmp_path / "archive", [*ct, segmentation(ct, ball())])
    assert built(tmp_path)["R01-001"].age == 79


def test_segmentation_chooses_its_own_ct(tmp_path: Path) -> None:
    study = Study("R01-001")
    thick, thin = ct_series(study, lesion=ball()), ct_series(study, slices=60, spacing=0.8)
    save(tmp_path / "archive/thick", [*thick, segmentation(thick, ball())])
    save(tmp_path / "archive/thin", thin)
    assert built(tmp_path)["R01-001"].extra["ct_series_uid"] == thick[0].SeriesInstanceUID


def test_without_reference_the_thinnest_axial_ct_of_the_date(tmp_path: Path) -> None:
    dated, earlier = Study("R01-001"), Study("R01-001", date="19890101")
    thick, thin = ct_series(dated, lesion=ball()), ct_series(dated, slices=48, spacing=1.0)
    others = [
        *ct_series(earlier, slices=96, spacing=0.5),
        *ct_series(dated, slices=96, spacing=0.5, orientation=CORONAL),
        *ct_series(dated, slices=30, spacing=0.1, image_type=("ORIGINAL", "PRIMARY", "LOCALIZER")),
        *ct_series(dated, slices=5, spacing=0.2),
    ]
    save(tmp_path / "archive/a", [*thick, *others])
    save(tmp_path / "archive/b", thin)
    seed = {"R01-001": np.array([7.5, -3.0, -78.0])}
    row = built(tmp_path, BuildOptions(seeds=seed))["R01-001"]
    assert row.extra["ct_series_uid"] == thin[0].SeriesInstanceUID
    assert (row.extra["roi_source"], row.extra["seg_sop_uid"]) == ("seed", "")
    centre = [float(row.extra[f"centroid_{axis}"]) for axis in "xyz"]
    np.testing.assert_allclose(centre, seed["R01-001"], atol=0.6)


def test_a_ct_that_does_not_show_the_seed_is_not_chosen(tmp_path: Path) -> None:
    study = Study("R01-001")
    save(tmp_path / "archive/far", ct_series(study, slices=48, spacing=0.5, first_z=300))
    save(tmp_path / "archive/near", near := ct_series(study))
    row = built(tmp_path, BuildOptions(seeds={"R01-001": np.array([7.5, -3, -78])}))["R01-001"]
    assert row.extra["ct_series_uid"] == near[0].SeriesInstanceUID


@pytest.mark.parametrize("description", ["AIMI lung and nodules AI segmentation", "TotalSegmentator v2"])
def test_ai_segmentations_are_left_out_by_what_they_say(tmp_path: Path, description: str) -> None:
    ct = ct_series(Study("R01-001"), lesion=ball())
    by_hand = segmentation(ct, ball(), label="Tissue", description="ePAD Generated DSO 12")
    by_machine = segmentation(ct, ball(radius=8), description=description)
    save(tmp_path / "archive", [*ct, by_hand, by_machine])
    assert built(tmp_path)["R01-001"].extra["seg_sop_uid"] == by_hand.SOPInstanceUID
    save(tmp_path / "machine/archive", [*ct, by_machine])
    assert exclusion(tmp_path / "machine") == "no segmentation"


def test_ai_segmentations_are_left_out_by_their_doi(tmp_path: Path) -> None:
    ct = ct_series(Study("R01-001"), lesion=ball())
    first, second = (segmentation(ct, ball(), description="Segmentation") for _ in range(2))
    save(tmp_path / "archive", [*ct, first, second])
    for wanted, other in ((first, second), (second, first)):
        (tmp_path / "manifest.csv").write_text(
            "SeriesInstanceUID,source_DOI\n"
            f"{wanted.SeriesInstanceUID},10.7937/K9/TCIA.2017.7hs46erv\n"
            f"{other.SeriesInstanceUID},10.5281/zenodo.10081112\n"
        )
        options = BuildOptions(foreign_series=foreign_series(tmp_path / "manifest.csv"))
        assert built(tmp_path, options)["R01-001"].extra["seg_sop_uid"] == wanted.SOPInstanceUID


def test_a_localiser_and_a_second_acquisition_in_the_series_do_not_disturb(tmp_path: Path) -> None:
    study = Study("R01-001")
    ct = ct_series(study, lesion=ball())
    uid = ct[0].SeriesInstanceUID
    localiser = ct_series(
        study, slices=2, orientation=CORONAL, image_type=("ORIGINAL", "PRIMARY", "LOCALIZER"), uid=uid
    )
    again = ct_series(study, uid=uid)
    for dataset in ct:
        dataset.AcquisitionNumber = 1
        dataset.ImageOrientationPatient = [1, 1e-7, -0.0, 0, 1, 0]
    for dataset in again:
        dataset.AcquisitionNumber = 2
    save(tmp_path / "archive", [*localiser, *again, *ct, segmentation(ct, ball())])
    assert built(tmp_path, BuildOptions(write_cases=True))["R01-001"].exclusion is None
    hu = np.asarray(nib.load(tmp_path / "cohort/cases/R01-001/ct.nii.gz").dataobj)
    assert (hu > LUNG_HU + 100).sum() == ball().sum()


# Masks


def written_mask(folder: Path) -> np.ndarray:
    """[k, j, i] of the written case, which is the whole CT: the crop's margin is larger."""
    return np.asarray(nib.load(folder / "cohort/cases/R01-001/mask.nii.gz").dataobj).transpose(2, 1, 0)


def drop_empty_frames(seg: Dataset) -> None:
    assert seg.NumberOfFrames < 24, "highdicom leaves empty frames out"


def reverse_frames(seg: Dataset) -> None:
    """Frames in another order than the slices: only their positions tell."""
    pixels = seg.pixel_array[::-1]
    seg.PerFrameFunctionalGroupsSequence = list(seg.PerFrameFunctionalGroupsSequence)[::-1]
    seg.PixelData = np.packbits(pixels.ravel(), bitorder="little").tobytes()


def number_segments_per_frame(seg: Dataset) -> None:
    shared = seg.SharedFunctionalGroupsSequence[0]
    for group in seg.PerFrameFunctionalGroupsSequence:
        group.SegmentIdentificationSequence = shared.SegmentIdentificationSequence
    del shared.SegmentIdentificationSequence


def forget_the_reference(seg: Dataset) -> None:
    del seg.ReferencedSeriesSequence


@pytest.mark.parametrize("label", ["Heart", "Tissue", "Segmentation"])
@pytest.mark.parametrize(
    "edit", [drop_empty_frames, reverse_frames, number_segments_per_frame, forget_the_reference]
)
def test_mask_is_what_highdicom_was_given(tmp_path: Path, label: str, edit: object) -> None:
    ct = ct_series(Study("R01-001"), lesion=ball())
    save(tmp_path / "archive", [*ct, segmentation(ct, ball(), label=label, edit=edit)])
    row = built(tmp_path, BuildOptions(write_cases=True))["R01-001"]
    np.testing.assert_array_equal(written_mask(tmp_path), ball())
    assert float(row.extra["volume_mm3"]) == pytest.approx(ball().sum() * 1.25 * 1.5 * 2, abs=0.06)


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        (hd.seg.SegmentationTypeValues.FRACTIONAL, {"max_fractional_value": 200}),
        (hd.seg.SegmentationTypeValues.LABELMAP, {}),
        (hd.seg.SegmentationTypeValues.FRACTIONAL, {"transfer_syntax_uid": RLELossless}),
    ],
)
def test_other_kinds_of_seg(tmp_path: Path, kind: object, options: dict) -> None:
    ct = ct_series(Study("R01-001"), lesion=ball())
    save(tmp_path / "archive", [*ct, segmentation(ct, ball(), kind=kind, **options)])
    built(tmp_path, BuildOptions(write_cases=True))
    np.testing.assert_array_equal(written_mask(tmp_path), ball())


def test_every_other_slice_stays_every_other_slice(tmp_path: Path) -> None:
    """Frames far apart must not be drawn out over the slices between."""
    sparse = ball()
    sparse[1::2] = False
    ct = ct_series(Study("R01-001"), lesion=ball())
    save(tmp_path / "archive", [*ct, segmentation(ct, sparse)])
    built(tmp_path, BuildOptions(write_cases=True))
    np.testing.assert_array_equal(written_mask(tmp_path), sparse)


def test_one_of_several_segments(tmp_path: Path) -> None:
    other = ball(centre=(5, 10, 10), radius=3)
    ct = ct_series(Study("R01-001"), lesion=ball())
    save(tmp_path / "archive", [*ct, segmentation(ct, [other, ball()])])
    assert exclusion(tmp_path) == "SEG has 2 segments; choose one with --segment"
    assert exclusion(tmp_path, BuildOptions(segment=3)) == "SEG has no segment 3"
    built(tmp_path, BuildOptions(write_cases=True, segment=2))
    np.testing.assert_array_equal(written_mask(tmp_path), ball())


def test_coarser_grid_by_nearest_neighbour(tmp_path: Path) -> None:
    """A SEG drawn on the thick series of the study, put onto the thin one."""
    study = Study("R01-001")
    thick, thin = ct_series(study, lesion=ball()), ct_series(study, slices=47, spacing=1.0)
    seg = segmentation(thick, ball())
    seg.ReferencedSeriesSequence[0].SeriesInstanceUID = thin[0].SeriesInstanceUID
    save(tmp_path / "archive", [*thin, seg])
    row = built(tmp_path, BuildOptions(write_cases=True))["R01-001"]
    mask = written_mask(tmp_path)
    np.testing.assert_array_equal(mask[::2], ball())
    assert float(row.extra["volume_mm3"]) == pytest.approx(ball().sum() * 1.25 * 1.5 * 2, rel=0.1)


def too_short(seg: Dataset) -> None:
    seg.PixelData = seg.PixelData[: len(seg.PixelData) // 2]


def elsewhere(seg: Dataset) -> None:
    for group in seg.PerFrameFunctionalGroupsSequence:
        group.PlanePositionSequence[0].ImagePositionPatient = [0, 0, 900]


def other_space(seg: Dataset) -> None:
    seg.FrameOfReferenceUID = generate_uid()


def other_series(seg: Dataset) -> None:
    seg.ReferencedSeriesSequence[0].SeriesInstanceUID = generate_uid()


def empty(seg: Dataset) -> None:
    seg.PixelData = bytes(len(seg.PixelData))


def nowhere(seg: Dataset) -> None:
    for group in seg.PerFrameFunctionalGroupsSequence:
        del group.PlanePositionSequence


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (too_short, "bytes of pixels where its"),
        (elsewhere, "SEG segment lies outside the CT"),
        (other_space, "SEG and CT have different frames of reference"),
        (other_series, "the CT series that the SEG refers to is not there"),
        (empty, "SEG segment is empty"),
        (nowhere, "SEG frames have no place in the patient"),
    ],
)
def test_unusable_seg_is_excluded_with_its_reason(tmp_path: Path, edit: object, reason: str) -> None:
    ct = ct_series(Study("R01-001"), lesion=ball())
    save(tmp_path / "archive", [*ct, segmentation(ct, ball(), edit=edit)])
    assert reason in exclusion(tmp_path)


@needs_samples
@pytest.mark.parametrize(("name", "segments"), [("liver", 1), ("partial_overlaps", 5)])
def test_dcmqis_segmentations_as_highdicom_reads_them(name: str, segments: int) -> None:
    images = discover(SAMPLES)["99000"]
    volume = open_ct(images.ct[0])
    segmentation = next(item for item in images.segmentations if item.path.endswith(f"{name}.dcm"))
    reader = hd.seg.segread(segmentation.path)
    assert list(reader.segment_numbers) == list(range(1, segments + 1))
    grid = hd.VolumeGeometry(
        # highdicom's indices run k, j, i.
        volume.grid.affine[:, [2, 1, 0, 3]],
        volume.grid.size[::-1],
        coordinate_system="PATIENT",
        frame_of_reference_uid=reader.FrameOfReferenceUID,
    )
    for number in range(1, segments + 1):
        read = reader.get_volume(segment_numbers=[number], combine_segments=True)
        expected = read.match_geometry(grid).array > 0
        assert expected.sum() > 1000
        np.testing.assert_array_equal(mask_on(volume, segmentation, number), expected)


def test_unusable_ct_is_excluded_with_its_reason(tmp_path: Path) -> None:
    study = Study("R01-001")
    ct = ct_series(study, lesion=ball())
    seg = segmentation(ct, ball())
    gap = [dataset for dataset in ct if dataset.InstanceNumber != 20]
    save(tmp_path / "gap/archive", [*gap, seg])
    assert "missing or unevenly spaced slices" in exclusion(tmp_path / "gap")
    for dataset in ct:
        x, y, z = dataset.ImagePositionPatient
        dataset.ImagePositionPatient = [x, y + 0.3 * float(z), z]
    save(tmp_path / "tilt/archive", [*ct, seg])
    assert "tilted gantry" in exclusion(tmp_path / "tilt")


def test_the_window_of_the_ct_goes_into_the_case(tmp_path: Path) -> None:
    """Of several the one with the lowest centre; as NIfTI's display range, and back."""
    ct = ct_series(Study("R01-001"), lesion=ball())
    for dataset in ct:
        dataset.WindowCenter, dataset.WindowWidth = [40, -550.5, -900], [400, 1401, 1]
    save(tmp_path / "archive", [*ct, segmentation(ct, ball())])
    built(tmp_path, BuildOptions(write_cases=True))
    folder = tmp_path / "cohort/cases/R01-001"
    header = nib.load(folder / "ct.nii.gz").header
    window = pydicom.pixels.apply_windowing(np.arange(-2000, 2000), windowed(-550.5, 1401))
    shown = np.arange(-2000, 2000)[(window > window.min()) & (window < window.max())]
    assert header["cal_min"] == shown.min() - 1 and header["cal_max"] == shown.max() + 1
    slices = len(load_case(folder).hu)
    assert load_case(folder).windows == (HuWindow(-550.5, 1401),) * slices
    for dataset in ct:
        dataset.WindowCenter, dataset.WindowWidth = None, None
    save(tmp_path / "none/archive", [*ct, segmentation(ct, ball())])
    built(tmp_path / "none", BuildOptions(write_cases=True))
    assert load_case(tmp_path / "none/cohort/cases/R01-001").windows == ()


def test_windows_that_differ_from_slice_to_slice_go_into_the_case(tmp_path: Path) -> None:
    """Beside the voxels of their slices, however the case was cropped; what is no window is none."""
    lesion = ball(slices=80, centre=(50, 18, 22))
    ct = ct_series(Study("R01-001"), slices=80, lesion=lesion)
    functions = ("LINEAR", "LINEAR_EXACT", "SIGMOID")
    for dataset in ct:
        k = dataset.InstanceNumber - 1
        dataset.WindowCenter, dataset.WindowWidth = -600 + k, [1500, 1300.5][k % 2]
        dataset.VOILUTFunction = functions[k % 3]
        if k == 40:
            dataset.VOILUTFunction = "OTHER"
        elif k == 41:
            dataset["WindowCenter"]._value = "none"
    save(tmp_path / "archive", [*ct, segmentation(ct, lesion)])
    built(tmp_path, BuildOptions(write_cases=True))
    folder = tmp_path / "cohort/cases/R01-001"
    case = load_case(folder)
    # Slice k has LUNG_HU + k where there is no lesion.
    places = case.hu[:, 0, 0] - LUNG_HU
    assert 0 < places[0] and len(case.windows) == len(places) < 80
    assert case.windows == tuple(
        None if k in (40, 41) else HuWindow(-600 + k, [1500, 1300.5][k % 2], functions[k % 3])
        for k in map(int, places)
    )
    image = nib.load(folder / "ct.nii.gz")
    assert float(image.header["cal_max"]) == 0
    nib.save(image.slicer[:, :, 1:], folder / "ct.nii.gz")
    nib.save(nib.load(folder / "mask.nii.gz").slicer[:, :, 1:], folder / "mask.nii.gz")
    with pytest.raises(ValueError, match=r"the CT has \d+ slices, and windows \(VOI LUT\) for \d+"):
        load_case(folder)


def windowed(centre: float, width: float) -> Dataset:
    dataset = Dataset()
    dataset.WindowCenter, dataset.WindowWidth, dataset.VOILUTFunction = centre, width, "LINEAR"
    dataset.PhotometricInterpretation, dataset.BitsStored, dataset.PixelRepresentation = "MONOCHROME2", 16, 1
    return dataset


@pytest.mark.parametrize(
    ("algorithm", "stated"),
    [
        ("MANUAL", ""),
        ("SEMIAUTOMATIC", "SEMIAUTOMATIC, level tracing"),
        ("AUTOMATIC", "AUTOMATIC, level tracing"),
    ],
)
def test_what_a_seg_says_of_a_machine_stands_in_table_and_readme(
    algorithm: str, stated: str, tmp_path: Path
) -> None:
    study = Study("R01-001")
    ct = ct_series(study)
    save(tmp_path / "archive", [*ct, segmentation(ct, ball(slices=24), algorithm=algorithm)])
    row = built(tmp_path)["R01-001"]
    assert (row.extra["roi_source"], row.extra["roi_algorithm"]) == ("seg", stated)
    assert machine_made([row]) == (
        [f"1 of 1 lesions were drawn by a machine, or with one's help, as their SEG says: {stated}."]
        if stated
        else []
    )
    assert machine_made([CaseRow("a", "a"), CaseRow("b", "b", extra={"roi_source": "seg"})]) == []


@pytest.mark.skipif(
    shutil.which("node") is None or not (CLI.parents[1] / "dist/main.js").is_file(),
    reason="skipped: the command line is not built (npm run build:ts)",
)
def test_a_mask_by_one_click_is_that_of_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the cohort's crop as on the whole DICOM series; one that finds no nodule is excluded in words."""
    for patient, centre in (("R01-001", (20, 18, 22)), ("R01-002", (16, 22, 24))):
        study = Study(patient)
        ct = ct_series(study, slices=40, lesion=ball(slices=40, centre=centre, radius=6))
        save(tmp_path / f"archive/{patient}", ct)
    (tmp_path / "own.csv").write_text("patient_id,EGFR\nR01-001,1\nR01-002,0\n")
    points = {"R01-001": [7.5, -3.0, -60.0], "R01-002": [33.0, 20.0, -30.0]}
    lines = [f"{patient},{','.join(map(str, point))}" for patient, point in points.items()]
    (tmp_path / "seeds.csv").write_text("\n".join(["Case ID,coordX,coordY,coordZ", *lines]) + "\n")
    arguments = [
        *("cohort", "--clinical", str(tmp_path / "own.csv"), "--dicom", str(tmp_path / "archive")),
        *("--out", str(tmp_path / "cohort"), "--write-cases", "--seed-mask", "one-click"),
    ]
    with pytest.raises(SystemExit, match="needs --seeds"):
        main(arguments)
    seeds = ["--seeds", str(tmp_path / "seeds.csv")]
    with pytest.raises(SystemExit, match="'nobody' cannot be started"):
        main([*arguments, *seeds, "--segmenter", "nobody"])
    assert not (tmp_path / "cohort").exists()
    main([*arguments, *seeds, "--segmenter", f"node {CLI}"])
    cohort = read_cohort(tmp_path / "cohort")
    assert [row.extra["roi_source"] for row in cohort.rows] == ["one-click"]
    (sentence,) = machine_made(cohort.rows)
    assert "1 of 1 lesions (`roi_source` one-click) were drawn by a machine" in sentence
    assert sentence in (tmp_path / "cohort/README.md").read_text()
    # Neither a warning nor what to do, but what is wrong.
    assert re.match(r"one-click segmentation: [A-Z].*\.$", str(cohort.excluded[0].exclusion))
    out = tmp_path / "whole.nii.gz"
    point = ",".join(map(str, points["R01-001"]))
    subprocess.run(
        ["node", str(CLI), "segment", "--ct", str(tmp_path / "archive/R01-001"), f"--at={point}", "--out",
         str(out)], check=True, capture_output=True,
    )  # fmt: skip
    whole = nib.load(out)
    mask = nib.load(tmp_path / "cohort/cases/R01-001/mask.nii.gz")
    found, expected = (
        nib.affines.apply_affine(image.affine, np.argwhere(np.asarray(image.dataobj) > 0))
        for image in (mask, whole)
    )
    assert 200 < len(found) == len(expected)
    np.testing.assert_allclose(np.sort(found, axis=0), np.sort(expected, axis=0), atol=1e-3)


def test_case_files(tmp_path: Path) -> None:
    """HU, orientation and crop, read back by nibabel."""
    lesion = ball(slices=120, centre=(100, 18, 22))
    ct = ct_series(Study("R01-001"), slices=120, lesion=lesion)
    save(tmp_path / "archive", [*ct, segmentation(ct, lesion)])
    row = built(tmp_path, BuildOptions(write_cases=True))["R01-001"]
    cohort = read_cohort(tmp_path / "cohort")
    assert cohort.rows == (row,)
    image, mask = (nib.load(cohort.case_folder(row) / f"{name}.nii.gz") for name in ("ct", "mask"))
    assert (image.get_data_dtype(), mask.get_data_dtype()) == (np.int16, np.uint8)
    np.testing.assert_array_equal(image.affine, mask.affine)
    # The ball begins at slice 95; 60 mm are 30 slices of 2 mm.
    assert image.shape == (48, 40, 120 - 65)
    voxels = np.asarray(image.dataobj)
    inside = np.asarray(mask.dataobj) == 1
    k = np.broadcast_to(np.arange(65, 120), voxels.shape)
    np.testing.assert_array_equal(voxels, LUNG_HU + k + LESION_HU * inside)
    ras = nib.affines.apply_affine(mask.affine, np.argwhere(inside)).mean(axis=0)
    centroid = [float(row.extra[f"centroid_{axis}"]) for axis in "xyz"]
    np.testing.assert_allclose(ras * [-1, -1, 1], centroid, atol=1e-3)
    first = min(ct, key=lambda dataset: dataset.InstanceNumber)
    origin = np.array(first.ImagePositionPatient, dtype=float) + [0, 0, 65 * 2]
    np.testing.assert_allclose(image.affine[:3, 3] * [-1, -1, 1], origin, atol=1e-4)


# The command


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser()
    cohort_command.add_parser(parser.add_subparsers())
    parsed = parser.parse_args(arguments)
    parsed.func(parsed)


def test_command_builds_and_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ct = ct_series(Study("R01-001"), lesion=ball())
    save(tmp_path / "archive", [*ct, segmentation(ct, ball())])
    amc = LINE.replace("R01-001", "AMC-009")
    main(
        ["cohort", "--dicom", str(tmp_path / "archive"), "--out", str(tmp_path / "out"), "--write-cases",
         "--clinical", str(clinical_table(tmp_path, LINE, amc))]
    )  # fmt: skip
    assert capsys.readouterr().out == "2 patients, 1 with a usable lesion\n    1 excluded: no CT\n"
    cohort = read_cohort(tmp_path / "out")
    assert [row.case_id for row in cohort.rows] == ["R01-001"]
    assert [row.exclusion for row in cohort.excluded] == ["no CT"]
    assert "doi:10.7937/K9/TCIA.2017.7hs46erv" in (tmp_path / "out/README.md").read_text()


def test_command_says_what_is_wrong(tmp_path: Path) -> None:
    table = str(clinical_table(tmp_path))
    with pytest.raises(SystemExit, match="all: patients is 1, published 211"):
        main(["cohort", "--clinical", table, "--check-tcia"])
    with pytest.raises(SystemExit, match="--dicom and --out belong together"):
        main(["cohort", "--clinical", table, "--dicom", str(tmp_path)])
    with pytest.raises(SystemExit, match="names patient 'R01-001' again"):
        main(["cohort", "--clinical", table, table, "--dicom", str(tmp_path), "--out", str(tmp_path)])
    (tmp_path / "none").mkdir()
    with pytest.raises(CohortFileError, match="no CT or SEG object in 0 files"):
        discover(tmp_path / "none")


@needs_tcia
def test_tcia_gives_the_published_counts(capsys: pytest.CaptureFixture[str]) -> None:
    main(
        ["cohort", "--check-tcia", "--clinical", str(TCIA / "clinical-labels.csv"),
         "--seeds", str(TCIA / "tumour-centroids.csv")]
    )  # fmt: skip
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 18
    assert all(line.startswith("ok ") for line in lines)


@needs_tcia
def test_idc_manifest_names_the_ai_series() -> None:
    with (TCIA / "idc-series.csv").open() as file:
        expected = {row["SeriesInstanceUID"] for row in csv.DictReader(file) if "zenodo" in row["source_DOI"]}
    assert foreign_series(TCIA / "idc-series.csv") == expected
    assert len(expected) == 371


@needs_tcia
def test_real_ct_around_its_published_centroid(tmp_path: Path) -> None:
    main(
        ["cohort", "--dicom", str(TCIA / "R01-001-ct"), "--out", str(tmp_path), "--write-cases",
         "--clinical", str(TCIA / "clinical-labels.csv"), "--seeds", str(TCIA / "tumour-centroids.csv")]
    )  # fmt: skip
    cohort = read_cohort(tmp_path)
    assert len(cohort.excluded) == 210
    (row,) = cohort.rows
    assert (row.case_id, row.split, row.age, row.extra["roi_source"]) == ("R01-001", "test", 79, "seed")
    image, mask = (nib.load(cohort.case_folder(row) / f"{name}.nii.gz") for name in ("ct", "mask"))
    hu, inside = np.asarray(image.dataobj), np.asarray(mask.dataobj) == 1
    # The published centre lies in the nodule: solid tissue, with lung around it.
    voxels = np.argwhere(inside)
    distance = np.linalg.norm((voxels - voxels.mean(axis=0)) * image.header.get_zooms(), axis=1)
    assert -50 < np.median(hu[inside][distance < 3]) < 150
    assert np.median(hu[inside][distance > 9]) < -700
