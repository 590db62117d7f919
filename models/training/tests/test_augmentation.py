"""Random changes do what they are named after, and losses count what is known."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from mutation_training.recipes.augment import (
    Augmentation,
    augment_images,
    hide_values,
    orientations,
    oriented,
)
from mutation_training.recipes.examples import Examples
from mutation_training.recipes.loss import balanced_weight, masked_cross_entropy
from mutation_training.recipes.system import mix


@pytest.fixture(autouse=True)
def seeded() -> None:
    torch.manual_seed(0)


def images(n: int = 6) -> torch.Tensor:
    return torch.randn(n, 3, 16, 16) * 100


def test_nothing_changes_by_default() -> None:
    original = images()
    assert torch.equal(augment_images(original, Augmentation(), -1000), original)


def test_a_warp_by_a_quarter_turn_is_a_quarter_turn() -> None:
    original = images(40)
    turned = augment_images(original, Augmentation(angles=(90.0,)), 0)
    kinds = set()
    for before, after in zip(original, turned, strict=True):
        matches = [k for k in (0, 1, 3) if torch.allclose(torch.rot90(before, k, (1, 2)), after, atol=1e-3)]
        assert len(matches) == 1
        kinds.add(matches[0])
    assert kinds == {0, 1, 3}


def test_what_comes_from_outside_is_background() -> None:
    shifted = augment_images(torch.zeros(20, 1, 8, 8), Augmentation(shift=6), -1000)
    assert shifted.min() == pytest.approx(-1000, abs=1e-2)
    assert shifted.max() == pytest.approx(0, abs=1e-2)


def test_mirrors_and_turns_permute_pixels_the_same_on_all_planes() -> None:
    plane = torch.arange(16.0).reshape(1, 4, 4)
    original = torch.cat([plane, plane + 100]).repeat(40, 1, 1, 1)
    settings = Augmentation(quarter_turns=True, flips=True)
    changed = augment_images(original, settings, 0)
    assert torch.equal(changed[:, 0] + 100, changed[:, 1])
    assert len({tuple(image.flatten().tolist()) for image in changed}) == 8
    flipped = augment_images(original, Augmentation(depth_flip=True), 0)
    assert {image[0, 0, 0].item() for image in flipped} == {0.0, 100.0}


@pytest.mark.parametrize(("turns", "flips"), [(True, True), (True, False), (False, True), (False, False)])
def test_orientations_are_all_that_mirrors_and_turns_give(turns: bool, flips: bool) -> None:
    settings = Augmentation(quarter_turns=turns, flips=flips)
    original = torch.arange(32.0).reshape(1, 2, 4, 4)
    changed = augment_images(original.repeat(200, 1, 1, 1), settings, 0)
    ways = [oriented(original[0], way) for way in orientations(settings)]
    assert torch.equal(ways[0], original[0])
    drawn = {tuple(image.flatten().tolist()) for image in changed}
    assert sorted(tuple(way.flatten().tolist()) for way in ways) == sorted(drawn)


def test_scale_noise_and_blur_change_what_they_should() -> None:
    flat = torch.full((8, 1, 16, 16), 5.0)
    assert torch.allclose(augment_images(flat, Augmentation(blur=1.0), 0), flat)
    noisy = augment_images(flat, Augmentation(noise=2.0), 0)
    assert noisy.std() == pytest.approx(2.0, rel=0.1)
    square = F.pad(torch.ones(30, 1, 8, 8), (4, 4, 4, 4))
    areas = augment_images(square, Augmentation(scale=0.2), 0).sum(dim=(1, 2, 3))
    assert areas.min() < 60 < 68 < areas.max()


def test_hidden_clinical_values_become_what_stands_for_missing() -> None:
    hidden = hide_values(torch.ones(1000, 2), torch.tensor([0.25, -3.0]), 0.3)
    assert set(hidden[:, 0].tolist()) == {1.0, 0.25}
    assert (hidden[:, 1] == -3).float().mean() == pytest.approx(0.3, abs=0.05)


def test_mixup_mixes_cases_and_labels_alike_and_keeps_unknown_ones_unknown() -> None:
    labels = torch.tensor([[0.0], [1.0], [1.0], [float("nan")]])
    marks = torch.tensor([[0.0], [1.0], [1.0], [1.0]])
    mixed = mix(Examples(marks.view(4, 1, 1, 1).clone(), {"t": marks}, labels), 0.2)
    known = ~torch.isnan(mixed.labels)
    assert 2 <= known.sum() <= 3
    assert torch.equal(mixed.images.view(4, 1)[known], mixed.labels[known])
    assert torch.equal(mixed.tables["t"], mixed.images.view(4, 1))


def test_the_loss_counts_known_labels_only() -> None:
    log_odds = torch.randn(4, 2)
    labels = torch.tensor([[0, 1.0], [float("nan"), 0], [1, 1], [1, float("nan")]])
    known = ~torch.isnan(labels)
    expected = F.binary_cross_entropy_with_logits(log_odds[known], labels[known])
    torch.testing.assert_close(masked_cross_entropy(log_odds, labels, torch.ones(2)), expected)
    nothing = torch.full((4, 2), float("nan"))
    assert masked_cross_entropy(log_odds, nothing, torch.ones(2)) == 0


def test_balanced_classes_weigh_the_same() -> None:
    labels = torch.tensor([[1.0, 0], [0, 0], [0, 0], [0, float("nan")]])
    assert balanced_weight(labels).tolist() == [3.0, 1.0]


def test_batches_hold_every_case_once_and_never_a_single_one() -> None:
    examples = Examples(torch.zeros(9, 1, 1, 1), {}, torch.arange(9.0).view(9, 1))
    parts = list(examples.batches(4, shuffle=True))
    assert sorted(torch.cat([part.labels for part in parts]).flatten().tolist()) == list(range(9))
    assert [len(part) for part in parts] == [4, 5]
    assert examples.steps(4) == 2
    assert [len(part) for part in examples.batches(3, shuffle=False)] == [3, 3, 3]
    assert examples.steps(3) == 3
