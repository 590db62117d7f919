"""Inputs from cases: the golden files that core's TypeScript is tested with, and properties."""

import gzip
import importlib.util
import json
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
from pydicom.dataset import Dataset

from mutation_training.cohort.table import CaseRow
from mutation_training.cohort.windows import HuWindow, proposed_window
from mutation_training.preprocessing.case import case_of, load_case
from mutation_training.preprocessing.clinical import encode_clinical, numeric_field, one_hot_lobes
from mutation_training.preprocessing.patch import largest_slice_patch
from mutation_training.preprocessing.radiomics import radiomics_vector, scaling_of
from mutation_training.preprocessing.slices import equalise, window_levels, windowed_slices
from mutation_training.preprocessing.views import nine_views
from mutation_training.preprocessing.volume import bounding_box_samples, centred_cube

GOLDEN = Path(__file__).parents[3] / "test/golden/inputs"
spec = importlib.util.spec_from_file_location("make_golden_inputs", GOLDEN / "make_golden.py")
make_golden = importlib.util.module_from_spec(spec)
spec.loader.exec_module(make_golden)
golden = json.loads((GOLDEN / "golden.json").read_text())
spec = importlib.util.spec_from_file_location("make_windows", GOLDEN / "make_windows.py")
make_windows = importlib.util.module_from_spec(spec)
spec.loader.exec_module(make_windows)


@pytest.mark.parametrize("expected", golden["cases"], ids=lambda case: case["name"])
def test_golden(expected) -> None:
    case = make_golden.hashed_case(expected["name"])
    data = np.frombuffer(gzip.decompress((GOLDEN / f"{expected['name']}.f32.gz").read_bytes()), "<f4")
    for key, shape in expected["shapes"].items():
        count = int(np.prod(shape))
        found = make_golden.INPUTS[key](case)
        np.testing.assert_allclose(found.ravel(), data[:count], atol=1e-3, err_msg=key)
        data = data[count:]
    assert len(data) == 0


@pytest.fixture
def case():
    """10 × 12 × 14 mm box of lesion, 100 HU, off the middle of a ramp along L."""
    k, j, i = np.meshgrid(*map(np.arange, (40, 50, 60)), indexing="ij")
    mask = (abs(i - 25) <= 4) & (abs(j - 22) <= 5) & (abs(k - 18) <= 6)
    affine = np.diag([1.0, 1.0, 1.0, 1.0])
    affine[:3, 3] = [-20, 10, 100]
    return case_of((10 * i - 300 + 0 * j).astype(np.int16), mask, affine)


def test_storage_order_does_not_matter(case, tmp_path: Path) -> None:
    """The same CT stored with other axes first and turned round gives the same inputs."""
    to_file = np.diag([-1.0, -1.0, 1.0, 1.0]) @ case.affine
    for name, order, flips in (("plain", (0, 1, 2), ()), ("turned", (2, 0, 1), (0, 2))):
        folder = tmp_path / name
        folder.mkdir()
        for file, voxels in (("ct", case.hu), ("mask", case.mask.astype(np.uint8))):
            stored = voxels.transpose(2, 1, 0).transpose(order)
            affine = to_file[:, [*order, 3]].copy()
            for axis in flips:
                stored = np.flip(stored, axis)
                affine[:3, 3] += affine[:3, axis] * (stored.shape[axis] - 1)
                affine[:3, axis] *= -1
            nib.save(nib.Nifti1Image(np.ascontiguousarray(stored), affine), folder / f"{file}.nii.gz")
    plain, turned = load_case(tmp_path / "plain"), load_case(tmp_path / "turned")
    np.testing.assert_allclose(turned.affine, plain.affine)
    np.testing.assert_array_equal(turned.hu, plain.hu)
    np.testing.assert_array_equal(largest_slice_patch(turned), largest_slice_patch(plain))


def test_centred_cube_is_centred(case) -> None:
    cube = centred_cube(case, 8)
    # Columns run toward L: 10 HU per mm; the centre lies between samples 3 and 4.
    np.testing.assert_array_equal(cube[4, 4], 10 * (25 + np.arange(8) - 3.5) - 300)
    assert nine_views(case, 16).shape == (9, 16, 16)


def test_box_holds_the_lesion_and_nothing_else(case) -> None:
    inside = bounding_box_samples(case, quarter_turns=0)
    assert inside.shape == (13, 11, 9)
    assert inside.min() > -1000, "every sample of a box-shaped lesion is inside it"
    turned = bounding_box_samples(case)
    assert turned.shape == (13, 9, 11)
    np.testing.assert_array_equal(turned[:, 0], inside[:, :, -1])


def test_patch_is_native_and_padded(case) -> None:
    patch = largest_slice_patch(case, 64)
    assert patch[32, 32] == 10 * 25 - 300
    assert patch[32, 0] == -1000, "beyond the image"
    assert patch[32, 32 - 25] == -300


def test_slices_do_not_depend_on_how_the_case_was_cropped(case) -> None:
    whole = windowed_slices(case, 8, 40, 20, (0, 800), context_mm=6)
    start, stop = case.context_box(6)
    affine = case.affine.copy()
    affine[:3, 3] = case.to_lps(start)
    part = tuple(slice(a, b) for a, b in zip(start[::-1], stop[::-1], strict=True))
    cropped = case_of(case.hu[part], case.mask[part], affine)
    np.testing.assert_array_equal(windowed_slices(cropped, 8, 40, 20, (0, 800), 6), whole)
    assert 0.9 < whole.max() <= 1


WINDOWS = json.loads((GOLDEN / "windows.json").read_text())


@pytest.mark.parametrize("expected", WINDOWS["levels"], ids=lambda one: one["function"])
def test_levels_are_those_of_pydicom(expected) -> None:
    image = Dataset()
    image.WindowCenter, image.WindowWidth = expected["centres"], expected["widths"]
    image.VOILUTFunction = expected["function"]
    hu = np.array(WINDOWS["hu"], dtype=np.int16)
    np.testing.assert_array_equal(window_levels(hu, proposed_window(image)), expected["levels"])


@pytest.mark.parametrize("name", WINDOWS["cases"])
def test_each_slice_in_its_own_window(name) -> None:
    data = np.frombuffer(gzip.decompress((GOLDEN / "windows.f32.gz").read_bytes()), "<f4")
    expected = data.reshape(len(WINDOWS["cases"]), WINDOWS["count"], WINDOWS["size"], WINDOWS["size"])
    hu, mask, affine, windows = make_windows.hashed_ct(name)
    case = case_of(hu, mask, affine, tuple(window and HuWindow(*window) for window in windows))
    settings = [WINDOWS[key] for key in ("count", "crop", "size", "fallback", "contextMm")]
    found = windowed_slices(case, *settings, source="image")
    np.testing.assert_allclose(found, expected[WINDOWS["cases"].index(name)], atol=1e-6)
    none = windowed_slices(case_of(hu, mask, affine), *settings, source="image")
    np.testing.assert_array_equal(none, windowed_slices(case, *settings))
    assert not np.allclose(none, found, atol=1e-3)


def test_equalisation_is_that_of_opencv() -> None:
    cv2 = pytest.importorskip("cv2")
    levels = (np.random.default_rng(1).integers(30, 200, (60, 60)) ** 2 // 200).astype(np.int16)
    expected = cv2.equalizeHist(levels.astype(np.uint8))
    np.testing.assert_allclose(equalise(levels) * 255, expected, atol=0.5 + 1e-9)


def test_equalisation_ignores_what_is_outside() -> None:
    levels = np.array([[-1, 7, 7], [9, 200, -1]], dtype=np.int16)
    np.testing.assert_allclose(equalise(levels), [[0, 0, 0], [0.5, 1, 0]])
    assert not equalise(np.full((3, 3), 5, dtype=np.int16)).any()


def test_clinical_values_and_stand_ins() -> None:
    fields = [
        numeric_field("height", [150, 170, None, 190], minmax=True),
        *one_hot_lobes(),
        {"name": "vacuole", "encoding": {"yes": 1, "no": 0}, "missing": 0.25},
    ]
    known = CaseRow("a", "a", height_cm=160, lobe="RLL", vacuole=1)
    np.testing.assert_allclose(encode_clinical(known, fields), [0.25, 0, 0, 1, 0, 0, 1])
    np.testing.assert_allclose(
        encode_clinical(CaseRow("b", "b"), fields), [0.5, 0, 0, 0, 0, 0, 0.25]
    )


def test_radiomics_are_scaled_and_missing_ones_replaced() -> None:
    rows = [{"f": 1.0, "g": 5.0}, {"f": 3.0, "g": 5.0}]
    features = scaling_of(rows, ["f", "g"])
    np.testing.assert_allclose(radiomics_vector({"f": 4.0, "g": 6.0}, features), [2, 0])
    np.testing.assert_allclose(radiomics_vector({}, scaling_of(rows, ["f"], minmax=True)), [0.5])
