"""Deep-RadScore (2024): a network on the largest slice, RadScores of tumour and ring, and the two joined."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any, Literal, cast

import joblib
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ..cohort.splits import stratified_folds
from ..networks.deep_radscore import DEEP_FEATURES, DeepRadScore
from ..networks.network import FoldEnsemble
from ..networks.registry import build_network
from ..preprocessing.case import Case
from ..preprocessing.patch import largest_slice_patch
from ..tabular.classifiers import CLASSIFIERS, best_classifier, fewest_of_each_class, fit_and_ask
from ..tabular.logistic import Logistic, fit_logistic
from ..tabular.patient_folds import most_folds, patient_folds
from ..tabular.plain_classifiers import plain_classifier, share
from ..tabular.radiomics import RadiomicsTable
from ..tabular.radscore import cross_fitted_scores
from ..tabular.scaling import Scaling, z_score
from ..tabular.selection import lasso_coefficients
from ..tabular.stack import Stack, last_layer_says
from .config import ConfigError, strict
from .examples import Examples
from .features import read_features
from .loop import device_of, predict
from .one_network import trained_network
from .predictions import Predictions
from .run import Floats, Run, require_of_each_class
from .system import Outcome, System, Trained, to_unit

BATCH = 16
#: Validation cases of each class that a last layer and a classifier need.
FEWEST_UNSEEN = 20
#: By which the cases that these are fitted to are judged, each by what was fitted to the others.
FOLDS = 5


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
    #: Folds by which a training case's RadScore is that of a LASSO that did not see it, and with few
    #: validation cases its log odds those of a network that did not; a last layer fitted to scores of cases
    #: seen would trust them too much.
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
            self.require_score_folds()
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
        log_odds = self.log_odds_unseen(trained, examples)
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
            if target in self.cross_fitted:
                own = own_last_layer(cast(DeepRadScore, trained.network), i)
                stack = self.stack(target, log_odds[:, i, None], scores[:, i], own)
            else:
                stack = self.stack(target, deep[:, i], scores[:, i])
            known = ~np.isnan(stack.labels)
            parts.setdefault("fitted_to", {})[target] = self.fitted_to(target, int(known.sum()))
            set_last_layer(combined, i, stack.last_layer())
            said_by_layer = stack.judged(partial(last_layer_says, stack.table))
            predictions.add("combined", target, said_by_layer, stack.folds)
            inputs = {"radscore-best": stack.scores, "deep-best": stack.deep, "fusion": stack.table}
            for model, values in inputs.items():
                if np.ptp(values[known], axis=0).max() == 0:
                    # LASSO has kept no feature of either region: all that is left is the share of positives.
                    said = float(stack.labels[known].mean())
                    predictions.add(model, target, np.full(len(values), said))
                    chosen_of(parts, target)[model] = {
                        "best": "share", "cases": int(known.sum()), "fitted": share(said),
                    }  # fmt: skip
                    continue
                name, classifier, aucs = best_classifier(
                    self.options.classifiers, values[known], stack.labels[known], self.config.seed,
                    self.options.choice_repeats, [self.run.rows[n].patient_id for n in np.flatnonzero(known)],
                )  # fmt: skip
                judged = stack.judged(partial(self.classified, name, values))
                predictions.add(model, target, judged, stack.folds)
                fitted.setdefault(target, {})[model] = classifier
                plain = plain_classifier(name, classifier)
                chosen_of(parts, target)[model] = {
                    "best": name,
                    "cross_validated_auc": aucs,
                    "cases": int(known.sum()),
                    "fitted": plain if model == "radscore-best" else stack.on_deep_features(plain),
                }
        joblib.dump(fitted, self.run.folder / "classifiers.joblib")
        main_model = "fusion" if self.options.packaged == "classifier" else "combined"
        return Outcome(replace(trained, network=combined.eval()), arguments, main_model, parts)

    @cached_property
    def cross_fitted(self) -> frozenset[str]:
        """The targets with too few validation cases: what stands on the network is fitted to training
        cases."""
        validation = self.run.in_split("validation")
        labels = {target: self.run.labels(target)[validation] for target in self.config.targets}
        return frozenset(
            target
            for target, of_cases in labels.items()
            if min(np.sum(of_cases == value) for value in (0, 1)) < FEWEST_UNSEEN
        )

    @cached_property
    def score_fold(self) -> NDArray[np.intp]:
        """[cases] the fold without which a network judges a training case; −1 for others, and for all where
        no target is cross-fitted."""
        rows = self.run.pool_rows if self.cross_fitted else []
        most = min(self.options.score_folds, len({row.patient_id for row in rows}))
        folds = stratified_folds(rows, self.config.targets, most, self.config.seed) if rows else {}
        return np.array([folds.get(row.case_id, -1) for row in self.run.rows], dtype=np.intp)

    @property
    def score_networks(self) -> int:
        return int(self.score_fold.max()) + 1

    def require_score_folds(self) -> None:
        """Raises ConfigError unless each network of these folds has training cases of both classes."""
        if self.options.score_folds < 2:
            raise ConfigError("'score_folds' of deep-radscore must be 2 or more.")
        for fold in range(self.score_networks):
            seen = self.run.pool & (self.score_fold != fold)
            for target in self.config.targets:
                if not {0, 1} <= set(self.run.labels(target)[seen]):
                    raise ConfigError(
                        f"Without fold {fold} of the 'score_folds' of deep-radscore no training cases of "
                        f"both classes of {target} are left. Bring more cases, or choose other targets."
                    )

    def log_odds_unseen(self, trained: Trained, examples: Examples) -> Floats:
        """[cases, endpoints]: of training cases by a network that saw neither them nor their patient, of
        others by the run's own."""
        found: Floats = predict(trained.network, self, examples, BATCH).double().numpy()
        ((_, choosing),) = self.run.networks
        for fold in range(self.score_networks):
            held_out = self.score_fold == fold
            network = trained_network(
                self.run, self, examples, (self.run.pool & ~held_out, choosing), self.network_arguments(),
                self.run.folder / f"score-fold-{fold}", self.config.seed + 1 + fold,
            )  # fmt: skip
            own = examples.take(torch.from_numpy(held_out))
            found[held_out] = predict(network, self, own, BATCH).double().numpy()
        return found

    def stack(self, target: str, deep: Floats, scores: Floats, own: Logistic | None = None) -> Stack:
        """With the network's `own` last layer on the training cases, else on the validation cases."""
        fitted_to = self.run.in_split("validation") if own is None else self.run.pool
        labels = np.where(fitted_to, self.run.labels(target), np.nan)
        known = np.flatnonzero(~np.isnan(labels))
        patients = [self.run.rows[i].patient_id for i in known]
        folds = np.full(len(labels), -1, dtype=np.intp)
        most = most_folds(labels[known], patients, FOLDS)
        if most > 1:
            # What networks of other folds say of a training case is not what the package says of it, so that
            # those without a label need a fold, too; nothing is fitted to them, and any will do.
            folds[fitted_to] = -1 if own is None else 0
            folds[known] = patient_folds(labels[known], patients, most, self.config.seed)
        return Stack(labels, deep, scores, folds, own)

    def fitted_to(self, target: str, cases: int) -> dict[str, Any]:
        """For the checkpoint: the cases that stand behind what stands on the network."""
        if target in self.cross_fitted:
            return {"split": "train", "cases": cases, "networks": self.score_networks}
        return {"split": "validation", "cases": cases}

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
                scaled[training], labels[training], self.options.score_folds, self.config.seed,
                [self.run.rows[i].patient_id for i in training],
            )  # fmt: skip
            coefficients.append(whole)
        self.scores[roi] = self.radscore(table, scaling, np.stack(coefficients))
        return found

    def radscore(self, table: RadiomicsTable, scaling: Scaling, coefficients: Floats) -> RadScore:
        return RadScore(table.features, scaling, coefficients).used()


def chosen_of(parts: dict[str, Any], target: str) -> dict[str, Any]:
    """Model -> the classifier chosen for it, in the checkpoint's parts."""
    found: dict[str, Any] = parts.setdefault("classifiers", {}).setdefault(target, {})
    return found


def own_last_layer(network: DeepRadScore, endpoint: int) -> Logistic:
    """Of a network without RadScores: its deep features to its log odds."""
    layer = cast(torch.nn.Linear, network.last[endpoint])
    weights, bias = (part.detach().cpu().double().numpy() for part in (layer.weight, layer.bias))
    return Logistic(weights[1] - weights[0], float(bias[1] - bias[0]))


def set_last_layer(network: DeepRadScore, endpoint: int, fitted: Logistic) -> None:
    layer = cast(torch.nn.Linear, network.last[endpoint])
    weights = torch.from_numpy(fitted.weights).float() / 2
    layer.weight.data = torch.stack([-weights, weights])
    layer.bias.data = torch.tensor([-fitted.bias / 2, fitted.bias / 2])
