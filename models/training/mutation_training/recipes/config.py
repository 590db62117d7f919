"""A run's settings, read strictly from YAML: an unknown or missing key is an error, never a default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml

from .augment import Augmentation

CONFIGS = Path(__file__).parent / "configs"
Record = TypeVar("Record")


class ConfigError(Exception):
    """A configuration that cannot be used; the message names the file, the key and what to do."""


@dataclass(frozen=True)
class Stage:
    """A part of the training with its own optimiser."""

    name: str
    epochs: int
    batch: int
    learning_rate: float
    optimizer: Literal["adam", "adamw", "sgd"] = "adamw"
    weight_decay: float = 0.0
    schedule: Literal["constant", "cosine", "exponential", "one-cycle"] = "constant"
    #: Where "cosine" and "one-cycle" end.
    final_learning_rate: float = 0.0
    #: "exponential": multiplied by `decay` every `decay_steps` steps, continuously.
    decay: float = 0.96
    decay_steps: int = 100_000
    #: "head": only what is new on top of the pre-trained trunk.
    trainable: Literal["all", "head"] = "all"
    #: Epochs without a lower validation loss after which the stage ends.
    patience: int | None = None
    #: Measure the validation loss after every epoch, and end with the weights of the lowest.
    validate: bool = True


@dataclass(frozen=True)
class Config:
    system: str
    targets: tuple[str, ...]
    stages: tuple[Stage, ...]
    seed: int = 42
    #: The cohort's folder, absolute, and the SHA-256 of its table when the run began.
    cohort: str | None = None
    cohort_sha256: str | None = None
    #: Shares of the cases whose row names no split.
    split: Mapping[str, float] = field(
        default_factory=lambda: {"train": 0.7, "validation": 0.15, "test": 0.15}
    )
    #: Of the training patients that are learnt from; fewer make a point of a learning curve.
    training_share: float = 1.0
    #: Cross-validation over training and validation cases; their networks' mean is the model.
    folds: int | None = None
    network: Mapping[str, Any] = field(default_factory=dict)
    augment: Augmentation = field(default_factory=Augmentation)
    #: Positive cases weigh as much as negative ones.
    balance_classes: bool = True
    #: State dictionary that the trunk starts from, e.g. ImageNet's; relative to the working folder.
    pretrained: str | None = None
    #: Model package whose probabilities are learnt in place of labels, absolute, and its digest.
    teacher: str | None = None
    teacher_digest: str | None = None
    #: Columns of cohort.csv for the clinical baseline.
    clinical_baseline: tuple[str, ...] = ("age", "sex", "smoking")
    #: Radiomics of several sites on the scale of one: `column` of cohort.csv, and its `reference` value.
    combat: Mapping[str, Any] | None = None
    #: What only this system has; see its recipe.
    options: Mapping[str, Any] = field(default_factory=dict)

    def to_mapping(self) -> dict[str, Any]:
        """Plain values, as YAML holds them; `parse_config` reads them back."""
        plain: dict[str, Any] = yaml.safe_load(yaml.safe_dump(to_plain(asdict(self))))
        return plain


def to_plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(item) for item in value]
    return value


def strict(record: type[Record], values: Mapping[str, Any], where: str) -> Record:
    """The dataclass from a mapping; lists become tuples.

    Raises ConfigError naming the key that the dataclass lacks or needs.
    """
    known = {item.name for item in fields(record)}  # type: ignore[arg-type]
    for key in values:
        if key not in known:
            raise ConfigError(f"{where}: '{key}' is not known. Use {', '.join(sorted(known))}.")
    plain = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    try:
        return record(**plain)
    except TypeError as error:
        raise ConfigError(f"{where}: {error}.") from None


def parse_config(values: Mapping[str, Any], where: str) -> Config:
    stages = tuple(
        strict(Stage, stage, f"{where}, stage {i + 1}")
        for i, stage in enumerate(values.get("stages", ()))
    )
    augment = strict(Augmentation, values.get("augment") or {}, f"{where}, augment")
    return strict(Config, {**values, "stages": stages, "augment": augment}, where)


def find_config(name: str) -> Path:
    """A path, or `system/size` among the configurations that come with the package."""
    for path in (Path(name), CONFIGS / f"{name}.yaml"):
        if path.is_file():
            return path
    known = sorted(str(path.relative_to(CONFIGS).with_suffix("")) for path in CONFIGS.glob("*/*.yaml"))
    raise ConfigError(f"{name} is no file and no configuration. Use a path or {', '.join(known)}.")


def read_config(path: Path) -> Config:
    values = yaml.safe_load(path.read_text())
    if not isinstance(values, Mapping):
        raise ConfigError(f"{path} holds no settings. Start from a file in {CONFIGS}.")
    return parse_config(values, str(path))


def write_config(config: Config, path: Path) -> None:
    path.write_text(yaml.safe_dump(config.to_mapping(), sort_keys=False))
