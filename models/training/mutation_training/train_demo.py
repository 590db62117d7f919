"""Trains the demonstration network on synthetic lesions, on one CPU thread, in two steps.

1. View network and branches learn from single views, drawn at random from the nine: nine times the
   lesions per second of whole forward passes.
2. The fusion weights are fitted to the branches' outputs over all nine views, then scaled and shifted
   on the validation lesions (Platt), which leaves probabilities that mean what they say there.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from .evaluate import auc, fit_logistic, youden_threshold
from .mmdl_demo import GeneResult, TrainedDemo
from .networks.mmdl import DEMO_SIZE, GENES, VIEW_SIZE, VIEWS, MmdlSize, SharedTrunkMmdl
from .synthetic.cohort import Cohort, Split, make_cohort
from .synthetic.views import to_network_input

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DemoRecipe:
    seed: int = 20260101
    #: Lesions in training, validation and test set.
    lesions: tuple[int, int, int] = (1600, 300, 400)
    #: Steps of the first part and lesions per step, one view each.
    steps: int = 800
    batch: int = 24
    learning_rate: float = 3e-3
    weight_decay: float = 1e-3
    #: Training lesions to which the fusion is fitted.
    fusion_lesions: int = 500
    size: MmdlSize = DEMO_SIZE


def train_demo(recipe: DemoRecipe) -> TrainedDemo:
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)

    training, validation, test = (
        make_cohort(split, count, recipe.seed)
        for split, count in zip(Split, recipe.lesions, strict=True)
    )
    mean_hu, sd_hu = (round(value, 1) for value in training.hu_statistics())
    log.info("lesions made: mean %.1f HU, sd %.1f HU", mean_hu, sd_hu)

    network = SharedTrunkMmdl(recipe.size)
    train_on_single_views(network, training, mean_hu, sd_hu, recipe)
    network.eval()
    fit_fusion(network, take(training, recipe.fusion_lesions), mean_hu, sd_hu)
    reached = calibrate(network, validation, mean_hu, sd_hu).numpy()

    with torch.no_grad():
        outputs = branch_outputs(network, test, mean_hu, sd_hu)
        held_out = torch.sigmoid(network.fusion(outputs)[0]).numpy()
    genes = {}
    for index, gene in enumerate(GENES):
        genes[gene] = GeneResult(
            threshold=youden_threshold(reached[:, index], validation.labels[:, index].numpy()),
            test_auc=auc(held_out[:, index], test.labels[:, index].numpy()),
            clinical_auc=clinical_auc(training, test, index),
        )
        log.info("%s: %s", gene, genes[gene])
    return TrainedDemo(network, mean_hu, sd_hu, genes, recipe.lesions)


def take(cohort: Cohort, count: int) -> Cohort:
    return Cohort(cohort.planes[:count], cohort.clinical[:count], cohort.labels[:count])


def train_on_single_views(
    network: SharedTrunkMmdl, cohort: Cohort, mean_hu: float, sd_hu: float, recipe: DemoRecipe
) -> None:
    parameters = [*network.view_network.parameters(), *network.branches.parameters()]
    optimizer = torch.optim.AdamW(
        parameters, lr=recipe.learning_rate, weight_decay=recipe.weight_decay
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, recipe.learning_rate, total_steps=recipe.steps
    )
    network.train()
    for step in range(recipe.steps):
        chosen = torch.randint(len(cohort), (recipe.batch,))
        view = torch.randint(VIEWS, (recipe.batch,))
        planes = flip_at_random(cohort.planes[chosen, view].unsqueeze(1))
        images = to_network_input(planes, mean_hu, sd_hu, VIEW_SIZE)
        features = network.view_network(images)
        labels = cohort.labels[chosen]
        # Both neurons of both branches learn both genes; the fusion weighs them later.
        loss = torch.stack(
            [
                F.binary_cross_entropy_with_logits(branch(features, cohort.clinical[chosen]), labels)
                for branch in network.branches
            ]
        ).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 50 == 0:
            log.info("step %d of %d: loss %.3f", step, recipe.steps, loss.item())


def flip_at_random(planes: Tensor) -> Tensor:
    if torch.rand(()) < 0.5:
        planes = planes.flip(-1)
    if torch.rand(()) < 0.5:
        planes = planes.flip(-2)
    return planes


@torch.no_grad()
def branch_outputs(
    network: SharedTrunkMmdl, cohort: Cohort, mean_hu: float, sd_hu: float
) -> Tensor:
    """[n, genes, views, 2] after the sigmoid, which is what the fusion weighs."""
    return torch.cat(
        [
            torch.sigmoid(
                network.branch_logits(
                    to_network_input(cohort.planes[i : i + 1], mean_hu, sd_hu, VIEW_SIZE),
                    cohort.clinical[i : i + 1],
                )
            )
            for i in range(len(cohort))
        ]
    )


def fit_fusion(network: SharedTrunkMmdl, cohort: Cohort, mean_hu: float, sd_hu: float) -> None:
    """Logistic regression of every gene on its branch's 18 outputs (eq. 7, 8)."""
    outputs = branch_outputs(network, cohort, mean_hu, sd_hu)
    for gene in range(len(GENES)):
        inputs = outputs[:, gene].flatten(1)
        weights, bias = fit_logistic(inputs, cohort.labels[:, gene])
        network.fusion.weight.data[gene] = weights.reshape(VIEWS, len(GENES))
        network.fusion.bias.data[gene] = bias.item()


@torch.no_grad()
def calibrate(network: SharedTrunkMmdl, cohort: Cohort, mean_hu: float, sd_hu: float) -> Tensor:
    """Platt scaling, folded into the fusion, whose logit is linear in weights and bias; returns the
    cohort's calibrated probabilities [n, genes]."""
    outputs = branch_outputs(network, cohort, mean_hu, sd_hu)
    logits = network.fusion(outputs)[0]
    for gene in range(len(GENES)):
        with torch.enable_grad():
            slope, shift = fit_logistic(logits[:, gene : gene + 1], cohort.labels[:, gene], ridge=0)
        network.fusion.weight[gene] *= slope
        network.fusion.bias[gene] = (network.fusion.bias[gene] * slope + shift).item()
    return torch.sigmoid(network.fusion(outputs)[0])


def clinical_auc(training: Cohort, test: Cohort, gene: int) -> float:
    """What age, sex and smoking alone reach: the baseline that the image must beat."""
    weights, _ = fit_logistic(training.clinical, training.labels[:, gene])
    return auc((test.clinical @ weights).numpy(), test.labels[:, gene].numpy())
