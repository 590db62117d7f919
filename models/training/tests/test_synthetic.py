"""The planted signal is in the voxels, and a seed always makes the same lesions."""

import numpy as np
import torch

from mutation_training.evaluate import auc, fit_logistic, youden_threshold
from mutation_training.synthetic.cohort import Split, make_cohort
from mutation_training.synthetic.lesion import LUNG_HU, add_nodule
from mutation_training.synthetic.views import cut_planes, to_network_input


def test_a_seed_makes_the_same_lesions_and_splits_share_none() -> None:
    first, again = (make_cohort(Split.TRAINING, 3, seed=5) for _ in range(2))
    assert torch.equal(first.planes, again.planes)
    assert torch.equal(first.clinical, again.clinical)
    assert not torch.equal(first.planes, make_cohort(Split.TEST, 3, seed=5).planes)


def nodule_centre(spiculation: float, solid_share: float) -> np.ndarray:
    """A nodule that differs from its siblings in nothing but what is asked for."""
    cube = np.full((64, 64, 64), LUNG_HU, dtype=np.float32)
    add_nodule(cube, spiculation, solid_share, np.random.default_rng(3))
    return cube[28:36, 28:36, 28:36]


def test_solid_share_is_in_the_density_and_spiculation_in_the_texture() -> None:
    steps = np.linspace(0.05, 0.95, 7)
    assert np.all(np.diff([nodule_centre(0.5, share).mean() for share in steps]) > 0)
    assert np.all(np.diff([nodule_centre(spicules, 0.99).std() for spicules in steps]) > 0)


def test_planes_are_cut_by_the_index_expressions() -> None:
    cube = np.arange(64**3).reshape(64, 64, 64).astype(np.int32)
    planes = cut_planes(cube)
    i, j = 5, 40
    expected = [
        cube[32, i, j],
        cube[i, 32, j],
        cube[i, j, 32],
        cube[i, j, j],
        cube[i, j, 63 - j],
        cube[i, j, i],
        cube[i, j, 63 - i],
        cube[i, i, j],
        cube[i, 63 - i, j],
    ]
    assert [plane[i, j] for plane in planes] == expected


def test_views_are_resized_then_clipped_and_normalised() -> None:
    planes = torch.full((1, 9, 64, 64), 3000, dtype=torch.int16)
    views = to_network_input(planes, mean_hu=-100, sd_hu=250, size=299)
    assert views.shape == (1, 9, 299, 299)
    assert torch.all(views == 2)


def test_auc_and_threshold_on_a_known_case() -> None:
    scores = np.array([0.1, 0.4, 0.35, 0.8])
    labels = np.array([0, 0, 1, 1])
    assert auc(scores, labels) == 0.75
    assert abs(youden_threshold(np.array([0.1, 0.2, 0.8, 0.9]), labels) - 0.5) < 1e-12


def test_logistic_regression_finds_the_generating_weights() -> None:
    generator = torch.Generator().manual_seed(0)
    inputs = torch.randn(20_000, 2, generator=generator)
    chance = torch.sigmoid(inputs @ torch.tensor([1.5, -0.5]) + 0.3)
    labels = torch.bernoulli(chance, generator=generator)
    weights, bias = fit_logistic(inputs, labels, ridge=0)
    torch.testing.assert_close(weights, torch.tensor([1.5, -0.5]), atol=0.06, rtol=0)
    assert abs(bias.item() - 0.3) < 0.05
