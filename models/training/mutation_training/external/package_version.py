"""A new version of a package whose probabilities mean what they say at one site; its graph stays as it is."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..claims.card_sections import CALIBRATION, SETS, section_after, sets_text
from ..claims.claim import CARD_FILE, with_sets
from ..claims.conformal import LEVEL, ConformalCalibration, calibrate_sets
from ..claims.measure import ClaimError, Package
from ..claims.reliability import reliability_of
from ..evaluation.calibration import Platt, brier, fit_platt
from ..evaluation.predictions import Scores
from ..evaluation.roc import Interval
from ..export.graph_files import describe_file, file_paths
from ..export.markdown import interval, table
from ..export.operating_point import bootstrap_scalings
from ..export.package import manifest_json
from .cases import TargetCases
from .recalibration import FEWEST_OF_A_CLASS, is_enough, ranks_rightly, recalibrated
from .table import PredictionRow

RECALIBRATION = "Recalibration"
SEED = 20261129
#: Digits of the scaling: what is below changes no probability that is shown.
DIGITS = 6
RELIABILITY_HEADER = (
    "endpoint", "AUC (95 % interval)", "slope", "intercept", "calibration error", "of a perfect model",
    "Brier",
)  # fmt: skip


@dataclass(frozen=True)
class SiteScaling:
    """What a site's cases ask of one target."""

    target: str
    #: Of the package's probabilities as they were given.
    platt: Platt
    slope: Interval
    intercept: Interval
    #: As the package gave them.
    given: Scores
    #: Each scaled as the cases of other patients ask; `None` where too few patients allow no folds.
    cross_validated: Scores | None
    #: Of these cases; `None` where they are too few to claim sets.
    sets: ConformalCalibration | None


def digest_of(package: Package) -> str:
    return f"sha256:{hashlib.sha256((package.folder / 'model.json').read_bytes()).hexdigest()}"


def require_same_package(package: Package, rows: Sequence[PredictionRow]) -> str:
    """The package's name in the table. Raises ClaimError where the table is of another package."""
    digest = digest_of(package)
    found = {row.digest: row.model for row in rows if row.digest}
    if digest not in found:
        versions = ", ".join(sorted({f"{row.model} {row.version}" for row in rows if row.digest})) or "none"
        raise ClaimError(
            f"The table has no prediction by {package.manifest['id']} {package.manifest['version']} with the "
            f"digest {digest}. It has: {versions}. Predict the cases with the package as it is now."
        )
    return found[digest]


def site_scaling(cases: TargetCases, patients: Mapping[str, str], level: float) -> SiteScaling | None:
    """`None` where the cases do not allow a scaling."""
    given = cases.scores
    if not is_enough(given.labels):
        return None
    fitted = fit_platt(given.probabilities, given.labels)
    if not ranks_rightly(fitted):
        return None
    platt = Platt(rounded(fitted.slope), rounded(fitted.intercept))
    draws = bootstrap_scalings(given.probabilities, given.labels, SEED)
    low, high = np.percentile(draws, [2.5, 97.5], axis=0)
    return SiteScaling(
        target=cases.target,
        platt=platt,
        slope=Interval(platt.slope, float(low[0]), float(high[0])),
        intercept=Interval(platt.intercept, float(low[1]), float(high[1])),
        given=given,
        cross_validated=recalibrated(given, patients, SEED),
        # The scaling keeps the order of the cases, and with it every p-value: the sets hold although the
        # scaling was fitted to the same cases.
        sets=calibrate_sets(platt.apply(given.probabilities), given.labels, level),
    )


def rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def level_of(package: Package, target: str) -> float:
    entry = next(entry for entry in package.targets if entry["id"] == target)
    return float(entry.get("conformal", {}).get("level", LEVEL))


def scaled_target(entry: Mapping[str, Any], scaling: SiteScaling) -> dict[str, Any]:
    """The manifest's target with the site's scaling after the package's own. Threshold and sets move along,
    so that every lesion reads as before, unless the site's cases give sets of their own.
    """
    own = entry.get("calibration", {"slope": 1.0, "intercept": 0.0})
    platt = scaling.platt
    found = {
        **entry,
        "threshold": round(moved(platt, entry["threshold"]), DIGITS),
        "calibration": {
            "slope": rounded(platt.slope * own["slope"]),
            "intercept": rounded(platt.slope * own["intercept"] + platt.intercept),
        },
    }
    if scaling.sets is not None:
        return with_sets(found, scaling.sets)
    if "conformal" in entry:
        found["conformal"] = {
            **entry["conformal"],
            **{name: moved_class(platt, entry["conformal"][name]) for name in ("mutant", "wildType")},
        }
    return found


def moved(platt: Platt, probability: float) -> float:
    return float(platt.apply(np.array([probability]))[0])


def moved_class(platt: Platt, entry: Mapping[str, Any]) -> dict[str, Any]:
    probabilities: NDArray[np.float64] = platt.apply(np.array(entry["probabilities"], dtype=np.float64))
    return {**entry, "probabilities": [rounded(p) for p in probabilities]}


def next_version(version: str) -> str:
    major, minor, _ = (int(part) for part in version.split("."))
    return f"{major}.{minor + 1}.0"


def write_version(
    package: Package, folder: Path, version: str, scalings: Sequence[SiteScaling], cases: str
) -> str:
    """Writes the new version to a folder of its own, whose name is its id; returns its digest.

    `cases`: one sentence on the site's cases. A signature is not taken along: it is of the old version.
    Raises ClaimError where the folder is there already, or the version is the old one.
    """
    manifest = package.manifest
    if version == manifest["version"]:
        raise ClaimError(f"The package is version {version} already. Give another with --version.")
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise ClaimError(f"'{version}' is no version. Give one such as {next_version(manifest['version'])}.")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", folder.resolve().name):
        raise ClaimError(f"'{folder.name}' cannot be an id. Use lower-case letters, digits and '-'.")
    if folder.exists():
        raise ClaimError(f"{folder} is there already. Name a new folder; a version is never overwritten.")
    by_target = {scaling.target: scaling for scaling in scalings}
    targets = [
        scaled_target(entry, by_target[entry["id"]]) if entry["id"] in by_target else dict(entry)
        for entry in package.targets
    ]
    # Scaled to a site's labels, a light tier no longer says what its teacher says.
    kept = {key: value for key, value in manifest.items() if key != "lightTierOf"}
    changed: dict[str, Any] = {
        **kept,
        "id": folder.resolve().name,
        "version": version,
        "description": f"{manifest['description']} Recalibrated: {cases}",
        "targets": targets,
    }
    card = recalibrated_card(package, changed, scalings, cases)
    beside = folder.with_name(f".{folder.name}.being-written")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        likeness = [manifest["likeness"]["path"]] if "likeness" in manifest else []
        for path in (*file_paths(manifest["graph"]), *likeness):
            (beside / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(package.folder / path, beside / path)
        (beside / CARD_FILE).write_text(card, encoding="utf-8")
        changed["card"] = describe_file(CARD_FILE, card.encode())
        content = manifest_json(changed)
        (beside / "model.json").write_text(content, encoding="utf-8")
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return f"sha256:{hashlib.sha256(content.encode()).hexdigest()}"


def recalibrated_card(
    package: Package, changed: Mapping[str, Any], scalings: Sequence[SiteScaling], cases: str
) -> str:
    """The card of the old version, which says what is another in the new one."""
    before = package.manifest
    old = card_path(package).read_text(encoding="utf-8")
    title, _, rest = old.partition("\n")
    notice = (
        f"**Version {before['version']} (`{digest_of(package)}`), recalibrated at a site: only scaling, "
        "thresholds and sets changed. All figures below are of that version, but for the sections "
        f'"{RECALIBRATION}" and "{SETS}".**'
    )
    card = f"{title.replace(before['version'], changed['version'])}\n\n{notice}\n{rest}"
    text = recalibration_text(package, changed, scalings, cases)
    card = section_after(card, CALIBRATION, RECALIBRATION, text)
    return section_after(card, RECALIBRATION, SETS, sets_section(changed, scalings, before["version"]))


def card_path(package: Package) -> Path:
    entry = package.manifest["card"]
    return package.folder / (entry if isinstance(entry, str) else entry["path"])


def recalibration_text(
    package: Package, changed: Mapping[str, Any], scalings: Sequence[SiteScaling], cases: str
) -> str:
    thresholds = {
        entry["id"]: (entry["threshold"], new["threshold"])
        for entry, new in zip(package.targets, changed["targets"], strict=True)
    }
    scaled = table(
        ("endpoint", "positive / known", "slope", "intercept", "threshold before", "threshold"),
        [
            (
                one.target,
                f"{int(one.given.labels.sum())} / {len(one.given)}",
                interval(one.slope, 2),
                interval(one.intercept, 2),
                *(f"{value:.3f}" for value in thresholds[one.target]),
            )
            for one in scalings
        ],
    )
    held = table(
        RELIABILITY_HEADER,
        [row for one in scalings for row in reliability_rows(one)],
    )
    scaled_targets = {one.target for one in scalings}
    untouched = [entry["id"] for entry in package.targets if entry["id"] not in scaled_targets]
    kept = (
        f"\n\nNot recalibrated: {', '.join(untouched)} (fewer than {FEWEST_OF_A_CLASS} lesions of a class, "
        "or ranked no better than chance); as in the version before."
        if untouched
        else ""
    )
    return (
        f"{cases} Lesions that were withheld or failed, or whose endpoint is unknown, are not among them.\n\n"
        f"The log odds of version {package.manifest['version']} times the slope plus the intercept (Platt's "
        "scaling; 95 % bootstrap intervals). The ranking of lesions, and with it the AUC, is that of the "
        "version before.\n\n"
        f"{scaled}\n\n"
        'How it does on cases that the scaling was not fitted to: "before" is the version before on these '
        'cases, "after" scales each lesion as the lesions of other patients ask (5-fold cross-validation by '
        "patient).\n\n"
        f"{held}{kept}"
    )


def reliability_rows(one: SiteScaling) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for name, scores in (("before", one.given), ("after", one.cross_validated)):
        found = None if scores is None else reliability_of(scores.probabilities, scores.labels, SEED)
        if found is not None and scores is not None:
            rows.append(
                (
                    f"{one.target}, {name}",
                    interval(found.auc, 3),
                    interval(found.slope, 2),
                    interval(found.intercept, 2),
                    f"{found.error:.3f}",
                    f"{found.noise[0]:.3f} (up to {found.noise[1]:.3f})",
                    f"{brier(scores.probabilities, scores.labels):.3f}",
                )
            )
    return rows


def sets_section(changed: Mapping[str, Any], scalings: Sequence[SiteScaling], version_before: str) -> str:
    """Sets of the site's cases where there are enough, and of the version before where not."""
    by_target = {one.target: one for one in scalings}
    shown: dict[str, ConformalCalibration | None] = {}
    known: dict[str, Any] = {}
    origins = []
    for entry in changed["targets"]:
        name, scaling = entry["id"], by_target.get(entry["id"])
        shown[name] = sets_of(entry)
        if scaling is not None:
            known[name] = (scaling.platt.apply(scaling.given.probabilities), scaling.given.labels)
        if shown[name] is not None:
            at_site = scaling is not None and scaling.sets is not None
            origins.append(f"{name} {'this site' if at_site else f'version {version_before}'}")
    origin = f"Calibration cases are those of: {', '.join(origins)}.\n\n" if origins else ""
    return origin + sets_text(shown, known)


def sets_of(entry: Mapping[str, Any]) -> ConformalCalibration | None:
    given = entry.get("conformal")
    if given is None:
        return None
    mutant, wild_type = (np.sort(np.array(given[name]["probabilities"])) for name in ("mutant", "wildType"))
    return ConformalCalibration(given["level"], mutant, wild_type)
