"""Contours moved as a second reader might: by how much, and what stays."""

from __future__ import annotations

from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
from scipy.ndimage import distance_transform_edt, label
from tiny_cohort import write_tiny_cohort

from mutation_training.__main__ import main
from mutation_training.cohort.second_reader import moved_surface
from mutation_training.cohort.table import read_cohort


@pytest.mark.parametrize("mm", [0.5, 1.5])
@pytest.mark.parametrize("spacing", [(0.7, 0.7, 0.7), (0.8, 0.8, 2.0)])
def test_a_spheres_surface_moves_by_so_much(mm: float, spacing: tuple[float, ...]) -> None:
    shape = [int(44 / step) for step in spacing]
    axes = [(np.arange(n) - n / 2) * step for n, step in zip(shape, spacing, strict=True)]
    grid = np.meshgrid(*axes, indexing="ij")
    radius = np.sqrt(sum(axis**2 for axis in grid))
    moved = [moved_surface(radius < 12, spacing, mm, np.random.default_rng(seed)) for seed in range(6)]
    # What is between both surfaces, for each mm² of the sphere's; the mean of |N(0, mm)| is .80 mm.
    between = [np.sum(one != (radius < 12)) * np.prod(spacing) / (4 * np.pi * 12**2) for one in moved]
    # Where voxels are larger than the movement, less of it shows.
    assert np.mean(between) == pytest.approx(0.8 * mm, rel=0.2 if max(spacing) < 1 else 0.35)
    volumes = [one.sum() / (radius < 12).sum() for one in moved]
    assert np.mean(volumes) == pytest.approx(1, abs=0.12), "contours grow as often as they shrink"
    assert all(label(one)[1] == 1 for one in moved)


def test_nothing_vanishes() -> None:
    one_voxel = np.zeros((9, 9, 9), dtype=bool)
    one_voxel[4, 4, 4] = True
    for seed in range(20):
        found = moved_surface(one_voxel, (1.0, 1.0, 1.0), 3, np.random.default_rng(seed))
        assert found.any()
        assert distance_transform_edt(~one_voxel)[found].min() < 8


def test_only_the_contours_are_others(tmp_path: Path) -> None:
    cohort = read_cohort(write_tiny_cohort(tmp_path / "cohort", 4))
    out = tmp_path / "second"
    main(["contours", "--cohort", str(cohort.folder), "--out", str(out)])
    for row in cohort.rows:
        first, second = cohort.case_folder(row), out / "cases" / row.case_id
        assert (second / "ct.nii.gz").samefile(first / "ct.nii.gz")
        before, after = (nib.load(folder / "mask.nii.gz") for folder in (first, second))
        assert (before.affine == after.affine).all() and before.get_data_dtype() == after.get_data_dtype()
        a, b = np.asarray(before.dataobj) > 0, np.asarray(after.dataobj) > 0
        dice = 2 * (a & b).sum() / (a.sum() + b.sum())
        assert 0.5 < dice < 1
    again = tmp_path / "again"
    main(["contours", "--cohort", str(cohort.folder), "--out", str(again)])
    name = f"cases/{cohort.rows[0].case_id}/mask.nii.gz"
    assert (np.asarray(nib.load(again / name).dataobj) == np.asarray(nib.load(out / name).dataobj)).all()
    with pytest.raises(SystemExit, match="is the cohort itself"):
        main(["contours", "--cohort", str(cohort.folder), "--out", str(cohort.folder)])
    with pytest.raises(SystemExit, match="--mm above 0"):
        main(["contours", "--cohort", str(cohort.folder), "--out", str(out), "--mm", "0"])
