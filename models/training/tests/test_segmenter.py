"""A U-Net draws lesions: trained on readers' masks, judged on cases it has not seen, and by the commands."""

from __future__ import annotations

import csv
import json
import math
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from dicom_tree import Study, ball, ct_series, save
from tiny_cohort import write_tiny_cohort

from mutation_training.__main__ import main
from mutation_training.cohort.ct import UnusableImages
from mutation_training.cohort.geometry import Grid
from mutation_training.cohort.splits import SplitChoice, apply_split
from mutation_training.cohort.table import Cohort, read_cohort, write_cohort
from mutation_training.networks.unet import UNet3d
from mutation_training.preprocessing.case import load_case
from mutation_training.recipes.augment import Augmentation
from mutation_training.recipes.config import ConfigError, find_config, read_config
from mutation_training.recipes.loss import outline_loss
from mutation_training.segmenter.agreement import dice
from mutation_training.segmenter.cubes import CubeOptions, cube_options, training_cube
from mutation_training.segmenter.drawing import Segmenter, on_grid, read_segmenter_run
from mutation_training.segmenter.task import OutlineTask, examples_of

SMALL = CubeOptions(size=32, spacing_mm=2.0, shift_mm=4.0)


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    """18 cases in three folds, four for the test, and one whose mask a machine made."""
    folder = write_tiny_cohort(tmp_path_factory.mktemp("cohort"), 23)
    rows = list(read_cohort(folder).rows)
    dealt, _ = apply_split(rows[:18], SplitChoice("folds", folds=3))
    sets = ["internal", "internal", "elsewhere", "elsewhere"]
    test = [
        replace(row, split="test", extra={"test_set": name})
        for row, name in zip(rows[18:22], sets, strict=True)
    ]
    clicked = replace(rows[22], split="train", extra={"roi_source": "one-click", "fold": "0"})
    write_cohort(folder, [*dealt, *test, clicked])
    return read_cohort(folder)


@pytest.fixture(scope="module")
def run(cohort: Cohort, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("segmenter") / "run"
    settings = ["--config", "unet/smoke", "--cohort", str(cohort.folder)]
    main(["segmenter", "train", *settings, "--out", str(folder)])
    return folder


def test_no_network_draws_whom_it_has_seen(run: Path, cohort: Cohort) -> None:
    found = read_segmenter_run(run)
    assert len(found.segmenters) == 4
    everyone, *without = found.segmenters
    assert len(everyone.patients) == 18, "neither the test cases nor the one that a machine drew"
    for row in cohort.rows:
        segmenter = found.unseen(row.patient_id)
        assert segmenter is not None and row.patient_id not in segmenter.patients
        if row.split == "test" or row.extra["roi_source"]:
            assert segmenter is everyone
        else:
            assert segmenter is without[int(row.extra["fold"])]


def test_it_has_learned_and_says_how_far(run: Path, cohort: Cohort, tmp_path: Path) -> None:
    """Its table of Dice is what its masks have; even so small a network draws spheres in air."""
    main(["segmenter", "evaluate", "--run", str(run), "--out", str(tmp_path / "report")])
    with (tmp_path / "report/agreement.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["judged_as"] for row in rows].count("out of fold") == 18
    assert [row["judged_as"] for row in rows].count("internal") == 2
    values = np.array([float(row["dice"]) for row in rows])
    assert values.mean() > 0.7
    apply = ["segmenter", "apply", "--run", str(run), "--cohort", str(cohort.folder)]
    main([*apply, "--out", str(tmp_path / "drawn")])
    drawn = read_cohort(tmp_path / "drawn")
    by_case = {row["case_id"]: row for row in rows}
    for row in drawn.rows:
        assert row.extra["roi_source"] == "unet"
        ours, reader = load_case(drawn.case_folder(row)), load_case(cohort.case_folder(row))
        np.testing.assert_array_equal(ours.hu, reader.hu)
        assert float(row.extra["volume_mm3"]) == pytest.approx(ours.mask.sum() * 8, abs=0.1)
        if row.case_id in by_case:
            assert float(by_case[row.case_id]["dice"]) == pytest.approx(
                2 * (ours.mask & reader.mask).sum() / (ours.mask.sum() + reader.mask.sum()), rel=1e-4
            )
    assert len(drawn.rows) + len(drawn.excluded) == 23
    report = json.loads((tmp_path / "report/agreement.json").read_text())
    (summary,) = (one for one in report["summaries"] if one["judged_as"] == "out of fold")
    own = [float(row["dice"]) for row in rows if row["judged_as"] == "out of fold"]
    assert summary["dice"]["value"] == pytest.approx(np.mean(own), abs=1e-5)
    assert summary["dice"]["low"] <= summary["dice"]["value"] <= summary["dice"]["high"]
    assert "out of fold" in (tmp_path / "report/agreement.md").read_text()
    with pytest.raises(SystemExit, match="is the cohort itself"):
        main([*apply, "--out", str(cohort.folder)])


def test_what_every_network_has_seen_is_refused(run: Path, cohort: Cohort, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    shutil.copytree(run, alone, ignore=shutil.ignore_patterns("fold-*"))
    of_cohort = ["--cohort", str(cohort.folder)]
    with pytest.raises(SystemExit, match="was trained on the patients of 18 cases"):
        main(["segmenter", "apply", "--run", str(alone), *of_cohort, "--out", str(tmp_path / "none")])
    main(["segmenter", "evaluate", "--run", str(alone), "--out", str(tmp_path / "report")])
    rows = (tmp_path / "report/agreement.csv").read_text()
    assert "internal" in rows and "out of fold" not in rows
    training = Cohort(tmp_path / "training", tuple(row for row in cohort.rows if row.split == "train"))
    write_cohort(training.folder, training.rows)
    (training.folder / "cases").symlink_to(cohort.folder / "cases")
    with pytest.raises(SystemExit, match="was trained on every case"):
        main(["segmenter", "evaluate", "--run", str(alone), "--cohort", str(training.folder), "--out",
              str(tmp_path / "none")])  # fmt: skip
    with pytest.raises(SystemExit, match="does not exist. Train it"):
        main(["segmenter", "evaluate", "--run", str(tmp_path), "--out", str(tmp_path / "none")])
    with pytest.raises(SystemExit, match="draws no lesions"):
        main(["segmenter", "train", "--config", "cnn3d/smoke", *of_cohort, "--out", str(tmp_path / "none")])
    with pytest.raises(SystemExit, match="System 'unet' is none of"):
        main(["train", "--config", "unet/smoke", *of_cohort, "--out", str(tmp_path / "none")])
    assert not (tmp_path / "none").exists()


def test_a_cohort_takes_masks_where_there_are_none(run: Path, tmp_path: Path) -> None:
    """From DICOM and points: the mask says whose it is; a patient that every network has seen gets none."""
    for patient in ("R01-001", "tiny-000"):
        lesion = ball(slices=40, centre=(20, 18, 22), radius=6)
        save(tmp_path / f"archive/{patient}", ct_series(Study(patient), slices=40, lesion=lesion))
    (tmp_path / "own.csv").write_text("patient_id,EGFR\nR01-001,1\ntiny-000,0\n")
    lines = [f"{patient},7.5,-3.0,-60.0" for patient in ("R01-001", "tiny-000")]
    (tmp_path / "seeds.csv").write_text("\n".join(["Case ID,coordX,coordY,coordZ", *lines]) + "\n")
    alone = tmp_path / "alone"
    shutil.copytree(run, alone, ignore=shutil.ignore_patterns("fold-*"))
    command = [
        *("cohort", "--clinical", str(tmp_path / "own.csv"), "--dicom", str(tmp_path / "archive")),
        *("--out", str(tmp_path / "cohort"), "--write-cases", "--split", "paper"),
    ]
    seeds = ["--seeds", str(tmp_path / "seeds.csv")]
    for options, sentence in (
        (["--seed-mask", "unet", "--unet", str(alone)], "unet needs --seeds"),
        ([*seeds, "--seed-mask", "unet"], "needs --unet"),
        ([*seeds, "--unet", str(alone)], "belongs to --seed-mask unet"),
        ([*seeds, "--seed-mask", "unet", "--unet", str(tmp_path)], "does not exist. Train it"),
    ):
        with pytest.raises(SystemExit, match=sentence):
            main([*command, *options])
    assert not (tmp_path / "cohort").exists()
    main([*command, *seeds, "--seed-mask", "unet", "--unet", str(alone)])
    cohort = read_cohort(tmp_path / "cohort")
    (row,) = cohort.rows
    assert (row.case_id, row.extra["roi_source"]) == ("R01-001", "unet")
    assert dice(load_case(cohort.case_folder(row)).mask, load_case(cohort.case_folder(row)).hu > -400) > 0.5
    (excluded,) = cohort.excluded
    assert excluded.exclusion == "U-Net segmentation: every network of the run was trained on this patient"
    readme = (tmp_path / "cohort/README.md").read_text()
    assert "1 lesions (`roi_source` unet) were drawn by a machine" in readme


class Ball(UNet3d):
    """Draws a ball of 9 mm around the cube's middle, and one at its edge."""

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        axis = (torch.arange(32) - 15.5) * 2
        z, y, x = torch.meshgrid(axis, axis, axis, indexing="ij")
        middle = 9 - (z**2 + y**2 + x**2).sqrt()
        other = 4 - ((z - 22) ** 2 + y**2 + x**2).sqrt()
        return torch.maximum(middle, other)[None, None]


@pytest.mark.parametrize("angle", [0, 30])
def test_what_is_drawn_lies_where_it_was_seen(angle: float) -> None:
    """On grids of other voxels and axes than the cube's; only what hangs together at the point."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    affine = np.eye(4)
    affine[:3, :3] = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]]) @ np.diag([0.8, 0.8, -1.5])
    affine[:3, 3] = [-40, 60, 70]
    grid = Grid(affine, (90, 80, 60))
    seed = grid.to_lps(np.array([[50.0, 40.0, 28.0]]))[0]
    ball = Segmenter(Ball(channels=(4, 8, 8)), SMALL, frozenset())
    mask = ball.draw(np.full((60, 80, 90), -800, dtype=np.int16), grid, seed)
    k, j, i = np.indices(mask.shape)
    lps = grid.to_lps(np.stack([i, j, k], axis=-1).reshape(-1, 3).astype(float))
    truth = (np.linalg.norm(lps - seed, axis=1) < 9).reshape(mask.shape)
    assert dice(mask, truth) > 0.97
    # The sampled distances are whole balls: nothing of the other one.
    assert np.abs(lps[mask.ravel()] - seed).max() < 10


class Nothing(UNet3d):
    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return torch.full_like(images, -1.0)


class Everything(UNet3d):
    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return torch.full_like(images, 1.0)


def test_what_cannot_be_drawn_is_said() -> None:
    grid = Grid(np.diag([2.0, 2.0, 2.0, 1.0]), (40, 40, 40))
    hu, seed = np.zeros((40, 40, 40), dtype=np.int16), np.array([40.0, 40.0, 40.0])
    for network, sentence in ((Nothing, "no lesion at the centre"), (Everything, "beyond the 64 mm")):
        with pytest.raises(UnusableImages, match=sentence):
            Segmenter(network(channels=(4, 8, 8)), SMALL, frozenset()).draw(hu, grid, seed)
    log_odds = np.full((32, 32, 32), -5.0, dtype=np.float32)
    log_odds[15, 15, 15] = 0.1
    with pytest.raises(UnusableImages, match="smaller than the CT's voxels"):
        on_grid(log_odds, Grid(np.diag([9.0, 9.0, 9.0, 1.0]), (9, 9, 9)), np.array([40.0, 40.0, 40.0]), SMALL)


def test_image_and_outline_move_alike(cohort: Cohort) -> None:
    """Turned, mirrored, shifted: the lesion stays where the dense voxels are."""
    rows = [row for row in cohort.rows[:4] if row.labels["EGFR"] == 1]
    cubes = np.stack([training_cube(load_case(cohort.case_folder(row)), SMALL) for row in rows])
    examples = examples_of(torch.from_numpy(cubes).to(torch.int16))
    everything = Augmentation(
        rotation=15, scale=0.1, noise=20, flips=True, depth_flip=True, quarter_turns=True
    )
    task = OutlineTask(SMALL, everything)
    torch.manual_seed(3)
    places = []
    for _ in range(6):
        moved = task.augmented(examples)
        assert moved.images.shape == (len(rows), 32, 32, 32)
        assert moved.labels.shape == (len(rows), 32, 32, 32, 1) and moved.labels.dtype == torch.uint8
        lesion = moved.labels[..., 0].bool()
        for image, inside in zip(moved.images, lesion, strict=True):
            assert dice((image > -450).numpy(), inside.numpy()) > 0.85
            places.append(inside.nonzero().double().mean(dim=0))
    assert torch.stack(places).std(dim=0).min() > 0.3, "along every axis it is shifted"
    centre = task.central(examples).labels[0, ..., 0].nonzero().double().mean(dim=0)
    assert (centre - 15.5).abs().max() < 0.6


def test_the_loss_is_dice_and_cross_entropy() -> None:
    log_odds = torch.tensor([[[20.0], [20.0], [-20.0]]])
    lesion = torch.tensor([[[1], [1], [0]]], dtype=torch.uint8)
    assert outline_loss(log_odds, lesion).item() == pytest.approx(0, abs=1e-6)
    # Half of the lesion, for certain: Dice (2·1 + 1)/(1 + 2 + 1), and 20 nats in one of three voxels.
    half = torch.tensor([[[20.0], [-20.0], [-20.0]]])
    assert outline_loss(half, lesion).item() == pytest.approx(0.25 + 20 / 3, rel=1e-5)


def test_a_cube_must_fit_the_network() -> None:
    config = read_config(find_config("unet/paper"))
    assert cube_options(config).size == 128
    for size in (120, 16):
        with pytest.raises(ConfigError, match="multiple of 16 from 32"):
            cube_options(replace(config, options={**config.options, "size": size}))
