"""Deep-RadScore (2024): a network on the largest slice, RadScores of tumour and ring, and the two joined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Literal, cast

import joblib
import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedKFold
from torch import Tensor

from ..networks.deep_radscore import DEEP_FEATURES, DeepRadScore
from ..networks.network import FoldEnsemble
from ..networks.registry import build_network
from ..preprocessing.case import Case
from ..preprocessing.patch import largest_slice_patch
from ..tabular.classifiers import CLASSIFIERS, best_classifier, fewest_of_each_class, fit_and_ask
from ..tabular.logistic import Logistic, fit_logistic
from ..tabular.plain_classifiers import plain_classifier, share
from ..tabular.radiomics import RadiomicsTable
from ..tabular.radscore import cross_fitted_scores
from ..tabular.scaling import Scaling, z_score
from ..tabular.selection import lasso_coefficients
from .config import ConfigError, strict
from .examples import Examples
from .features import read_features
from .loop import device_of
from .predictions import Predictions
from .run import Floats, Run, require_of_each_class
from .system import Outcome, System, Trained, to_unit

BATCH = 16
LAST_LAYER_RIDGE = 1.0
#: Validation cases of each class that a last layer and a classifier need.
FEWEST_UNSEEN = 20
VALIDATION_FOLDS = 5


@dataclass(frozen=True)
class DeepRadScoreOptions:
    size: int = 160
    clip_hu: tuple[float, float] = (-1000.0, 400.0)
    #: Region of interest -> file in COHORT/radiomics; none: the network alone.
    radiomics: dict[str, str] | None = field(
        default_factory=lambda: {"tumour": "tumour.csv", "ring": "ring.csv"}
    )
    classifiers: tuple[str, ...] = tuple(CLASSIFIERS)
    #: What the package gives: by the classifier that was chosen for both, or by the last layer.
    packaged: Literal["classifier", "last-layer"] = "classifier"
    #: Times that the five folds are dealt by which the best of them is chosen.
    choice_repeats: int = 10
    #: Folds by which a training case's RadScore is that of a LASSO that did not see it; a last layer
    #: fitted to scores of cases seen would trust them too much.
    score_folds: int = 5


@dataclass(frozen=True)
class RadScore:
    """Σ f·c over z-scored features, for every endpoint."""

    features: tuple[str, ...]
    scaling: Scaling
    #: [endpoints, features].
    coefficients: Floats

    def used(self) -> RadScore:
        """Only the features that some endpoint's LASSO kept; at least one."""
        kept = np.flatnonzero(np.abs(self.coefficients).sum(axis=0) > 0)
        if len(kept) == 0:
            kept = np.arange(1)
        return RadScore(
            tuple(self.features[i] for i in kept), self.scaling.take(kept), self.coefficients[:, kept]
        )


class DeepRadScoreSystem(System):
    image = "patch"
    takes_folds = False

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self.options = strict(DeepRadScoreOptions, self.config.options, "options")
        if run.config.folds is not None:
            raise ConfigError("deep-radscore has one training and one validation set; leave out 'folds'.")
        self.scores: dict[str, RadScore] = {}
        regions = self.options.radiomics or {}
        if regions:
            fewest = fewest_of_each_class(self.options.classifiers, chosen=True)
            require_of_each_class(run, fewest, "Choosing among the classifiers of deep-radscore")
        self.tables_of = {roi: read_features(run, name) for roi, name in regions.items()}

    def image_settings(self) -> dict[str, Any]:
        return {"size": self.options.size}

    def read_image(self, case: Case) -> NDArray[np.float32]:
        return largest_slice_patch(case, size=self.options.size)[None]

    def network_image(self, images: Tensor) -> Tensor:
        return to_unit(images[:, 0], self.options.clip_hu)

    def network_arguments(self) -> dict[str, Any]:
        return {**self.config.network, "endpoints": len(self.config.targets)}

    def preprocessing(self) -> dict[str, Any]:
        patch = {"size": self.options.size, "clip_hu": list(self.options.clip_hu)}
        radiomics = {
            roi: {"features": list(score.features), **score.scaling.to_mapping()}
            for roi, score in self.scores.items()
        }
        return {"patch": patch, **({"radiomics": radiomics} if radiomics else {})}

    def finish(self, trained: Trained, examples: Examples, predictions: Predictions) -> Outcome:
        self.add_predictions(predictions, "cnn", trained.probabilities)
        if not self.tables_of:
            return Outcome(trained, self.network_arguments(), "cnn")
        scores = np.stack([self.score(roi) for roi in self.tables_of], axis=2)
        deep = self.deep_features(trained, examples)
        table = np.concatenate([deep, scores], axis=2)
        arguments = {**self.network_arguments(), "radscores": scores.shape[2]}
        combined = cast(DeepRadScore, build_network(self.config.system, arguments))
        copied = {k: v for k, v in trained.network.state_dict().items() if not k.startswith("last.")}
        combined.load_state_dict(copied, strict=False)

        parts: dict[str, Any] = {
            "radscores": {
                roi: {
                    target: score.coefficients[i].tolist()
                    for i, target in enumerate(self.config.targets)
                }
                for roi, score in self.scores.items()
            }
        }
        fitted: dict[str, Any] = {}
        for i, target in enumerate(self.config.targets):
            labels = np.where(self.run.pool, self.run.labels(target), np.nan)
            alone = fit_logistic(scores[:, i], labels)
            predictions.add("radscore", target, alone.probability(scores[:, i]))
            # Two neurons and a softmax over twelve numbers are a logistic regression, so the last layer is
            # fitted as one.
            unseen, both = self.unseen_labels(labels, target), table[:, i]
            last = fit_last_layer(both, unseen)
            set_last_layer(combined, i, last)
            self.add_fitted(predictions, "combined", target, unseen, partial(last_layer_says, both))
            inputs = {"radscore-best": scores[:, i], "deep-best": deep[:, i], "fusion": table[:, i]}
            for model, values in inputs.items():
                known = ~np.isnan(unseen)
                if np.ptp(values[known], axis=0).max() == 0:
                    # LASSO has kept no feature of either region: all that is left is the share of positives.
                    said = float(unseen[known].mean())
                    predictions.add(model, target, np.full(len(values), said))
                    chosen_of(parts, target)[model] = {
                        "best": "share", "cases": int(known.sum()), "fitted": share(said),
                    }  # fmt: skip
                    continue
                name, classifier, aucs = best_classifier(
                    self.options.classifiers, values[known], unseen[known], self.config.seed,
                    self.options.choice_repeats,
                )  # fmt: skip
                predict = partial(self.classified, name, values)
                self.add_fitted(predictions, model, target, unseen, predict)
                fitted.setdefault(target, {})[model] = classifier
                chosen_of(parts, target)[model] = {
                    "best": name,
                    "cross_validated_auc": aucs,
                    "cases": int(known.sum()),
                    "fitted": plain_classifier(name, classifier),
                }
        joblib.dump(fitted, self.run.folder / "classifiers.joblib")
        main_model = "fusion" if self.options.packaged == "classifier" else "combined"
        return Outcome(replace(trained, network=combined.eval()), arguments, main_model, parts)

    def unseen_labels(self, labels: Floats, target: str) -> Floats:
        """[cases] labels of the validation cases, to whose labels the network's features were not fitted:
        what is fitted on top of training cases' features trusts them too much. Without enough of them those
        of the training cases, `labels`."""
        validation = np.where(self.run.in_split("validation"), self.run.labels(target), np.nan)
        fewest = min(int(np.sum(validation == value)) for value in (0, 1))
        return validation if fewest >= FEWEST_UNSEEN else labels

    def folds_among(self, labels: Floats) -> NDArray[np.intp] | None:
        """[cases] folds of the validation cases where something is fitted to these `labels` of theirs, −1 for
        others: each is then predicted by what was fitted to the other folds. `None` for training cases."""
        known = np.flatnonzero(~np.isnan(labels))
        if not self.run.in_split("validation")[known].all():
            return None
        folds = np.full(len(labels), -1, dtype=np.intp)
        splits = StratifiedKFold(VALIDATION_FOLDS, shuffle=True, random_state=self.config.seed)
        for fold, (_, held_out) in enumerate(splits.split(known, labels[known])):
            folds[known[held_out]] = fold
        return folds

    def add_fitted(
        self,
        predictions: Predictions,
        model: str,
        target: str,
        labels: Floats,
        predict: Callable[[Floats], Floats],
    ) -> None:
        """`predict`: labels [cases], NaN for cases that are not fitted to, to probabilities [cases]."""
        found, folds = predict(labels), self.folds_among(labels)
        for fold in range(-1 if folds is None else folds.max() + 1):
            held_out = folds == fold
            found = np.where(held_out, predict(np.where(held_out, np.nan, labels)), found)
        predictions.add(model, target, found, folds)

    def classified(self, name: str, values: Floats, labels: Floats) -> Floats:
        known = ~np.isnan(labels)
        return fit_and_ask(name, values[known], labels[known], values, self.config.seed)

    @torch.no_grad()
    def deep_features(self, trained: Trained, examples: Examples) -> Floats:
        """[cases, endpoints, 10]."""
        if isinstance(trained.network, FoldEnsemble):
            raise TypeError("deep features are those of one network")
        network = cast(DeepRadScore, trained.network)
        device = device_of(network)
        parts = [
            network.deep_features(self.network_image(part.images.to(device).float())).cpu()
            for part in examples.batches(BATCH, shuffle=False)
        ]
        features: Floats = torch.cat(parts).double().numpy()
        assert features.shape[2] == DEEP_FEATURES
        return features

    def score(self, roi: str) -> Floats:
        """[cases, endpoints]; of training cases by a LASSO that did not see them."""
        table = self.tables_of[roi]
        scaling = z_score(table.values[self.run.pool])
        scaled = scaling.apply(table.values)
        coefficients = []
        found = np.zeros((len(scaled), len(self.config.targets)))
        for i, target in enumerate(self.config.targets):
            labels = self.run.labels(target)
            training = np.flatnonzero(self.run.pool & ~np.isnan(labels))
            whole = lasso_coefficients(scaled[training], labels[training])
            found[:, i] = scaled @ whole
            found[training, i] = cross_fitted_scores(
                scaled[training], labels[training], self.options.score_folds, self.config.seed
            )
            coefficients.append(whole)
        self.scores[roi] = self.radscore(table, scaling, np.stack(coefficients))
        return found

    def radscore(self, table: RadiomicsTable, scaling: Scaling, coefficients: Floats) -> RadScore:
        return RadScore(table.features, scaling, coefficients).used()


def chosen_of(parts: dict[str, Any], target: str) -> dict[str, Any]:
    """Model -> the classifier chosen for it, in the checkpoint's parts."""
    found: dict[str, Any] = parts.setdefault("classifiers", {}).setdefault(target, {})
    return found


def fit_last_layer(table: Floats, labels: Floats) -> Logistic:
    """On z-scored columns, so that the penalty treats them alike; returned for the columns as they are."""
    known = ~np.isnan(labels)
    scaling = z_score(table[known])
    fitted = fit_logistic(scaling.apply(table), labels, ridge=LAST_LAYER_RIDGE)
    weights = fitted.weights * scaling.scale
    return Logistic(weights, fitted.bias - float(weights @ scaling.offset))


def last_layer_says(table: Floats, labels: Floats) -> Floats:
    """[cases], by a last layer that is fitted to the cases with a label."""
    return fit_last_layer(table, labels).probability(table)


def set_last_layer(network: DeepRadScore, endpoint: int, fitted: Logistic) -> None:
    layer = cast(torch.nn.Linear, network.last[endpoint])
    weights = torch.from_numpy(fitted.weights).float() / 2
    layer.weight.data = torch.stack([-weights, weights])
    layer.bias.data = torch.tensor([-fitted.bias / 2, fitted.bias / 2])
