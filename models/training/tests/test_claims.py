"""What packages claim beyond a probability: sets held equal to crepes, and both to their levels."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from crepes import ConformalClassifier
from numpy.typing import NDArray
from scipy.stats import binom

from mutation_training.claims.card_sections import with_section
from mutation_training.claims.claim import Claims, claims_of, write_claims
from mutation_training.claims.conformal import (
    ConformalCalibration,
    calibrate_sets,
    conformal_entry,
    least_coverage,
)
from mutation_training.claims.distance import fit_distance, region_floors
from mutation_training.claims.likeness import FoldBlocks, fit_likeness, likeness_file, likeness_of_folds
from mutation_training.claims.measure import ClaimError, Measured, Package
from mutation_training.claims.reliability import noise_floor, reliability_of
from mutation_training.cohort.table import CaseRow
from mutation_training.evaluation.calibration import expected_calibration_error

PACKAGES = Path(__file__).parents[2] / "packages"
Floats = NDArray[np.float64]


def scored(cases: int, seed: int) -> tuple[Floats, Floats]:
    """Probabilities of a fair model, and labels."""
    random = np.random.default_rng(seed)
    labels = (random.random(cases) < 0.4).astype(float)
    return 1 / (1 + np.exp(-(3 * labels - 1.5 + random.normal(size=cases)))), labels


def shipped_sets() -> list[tuple[str, ConformalCalibration]]:
    found = []
    for path in sorted(PACKAGES.glob("*/model.json")):
        for target in json.loads(path.read_text())["targets"]:
            given = target.get("conformal")
            if given is not None:
                mutant, wild_type = (np.sort(given[k]["probabilities"]) for k in ("mutant", "wildType"))
                name = f"{path.parent.name} {target['id']}"
                found.append((name, ConformalCalibration(given["level"], mutant, wild_type)))
    return found


SHIPPED = shipped_sets()


def test_sets_are_those_of_crepes() -> None:
    probabilities, labels = scored(300, 1)
    calibration = calibrate_sets(probabilities, labels)
    assert calibration is not None
    tested = np.concatenate([scored(200, 2)[0], calibration.mutant[:9], calibration.wild_type[-9:]])
    alphas = np.concatenate([1 - calibration.mutant, calibration.wild_type])
    classes = np.concatenate([np.ones(len(calibration.mutant)), np.zeros(len(calibration.wild_type))])
    theirs = ConformalClassifier().fit(alphas, bins=classes)
    for column, (name, alpha) in enumerate(((0.0, tested), (1.0, 1 - tested))):
        bins = np.full(len(tested), name)
        p_values = theirs.predict_p(alpha[:, None], bins=bins, smoothing=False)[:, 0]
        np.testing.assert_allclose(calibration.p_values(tested)[:, column], p_values)
        theirs_in = theirs.predict_set(alpha[:, None], bins=bins, confidence=0.95, smoothing=False)[:, 0]
        np.testing.assert_array_equal(calibration.sets(tested)[:, column], theirs_in.astype(bool))


def test_outside_the_indeterminate_range_a_set_is_one_class() -> None:
    for _, calibration in SHIPPED:
        low, high = calibration.indeterminate
        grid = np.linspace(0, 1, 2001)
        singles = calibration.sets(grid).sum(axis=1) == 1
        assert singles[(grid < low) | (grid > high)].all()
        assert not singles[(grid > low) & (grid < high)].any()


@pytest.mark.parametrize(("name", "shipped"), SHIPPED, ids=[name for name, _ in SHIPPED])
def test_shipped_sets_cover_each_class_over_resplits(name: str, shipped: ConformalCalibration) -> None:
    """Mean over 100 random halves of the calibration cases: one half calibrates, the other is covered."""
    probabilities = np.concatenate([shipped.mutant, shipped.wild_type])
    labels = np.repeat([1.0, 0.0], [len(shipped.mutant), len(shipped.wild_type)])
    random = np.random.default_rng(3)
    covered = []
    for _ in range(100):
        # Half of each class: of few mutants a half by chance would be too few to claim anything.
        classes = (len(shipped.mutant), len(shipped.wild_type))
        first = np.concatenate([random.permutation(n) < n // 2 for n in classes])
        calibration = calibrate_sets(probabilities[first], labels[first], shipped.level)
        assert calibration is not None
        inside = calibration.sets(probabilities[~first])
        other = labels[~first]
        covered.append([inside[other == value, value].mean() for value in (0, 1)])
    assert np.mean(covered, axis=0).min() >= shipped.level - 0.02


def test_below_fifty_of_a_class_nothing_is_claimed() -> None:
    probabilities = np.linspace(0.01, 0.99, 149)
    labels = np.repeat([1.0, 0.0], [49, 100])
    assert calibrate_sets(probabilities, labels) is None
    assert calibrate_sets(np.append(probabilities, 0.5), np.append(labels, 1.0)) is not None


@pytest.mark.parametrize(("cases", "percentile"), [(19, 0.854), (50, 0.909), (100, 0.911), (200, 0.923)])
def test_least_coverage(cases: int, percentile: float) -> None:
    assert least_coverage(cases, 0.95) == pytest.approx(percentile, abs=5e-4)


def test_least_coverage_holds_in_95_of_100_calibration_sets() -> None:
    random = np.random.default_rng(4)
    least = least_coverage(80, 0.95)
    reached = []
    for _ in range(2000):
        # Of uniform scores the coverage is the (n + 1 − k)th smallest of them, read from above.
        mutant = np.sort(random.random(80))
        calibration = ConformalCalibration(0.95, mutant, mutant)
        low = calibration.indeterminate[0]
        reached.append(1 - min(low, mutant[3]) >= least)
    assert np.mean(reached) == pytest.approx(0.95, abs=0.02)


def blocks(cases: int, seed: int) -> dict[str, Floats]:
    random = np.random.default_rng(seed)
    network = random.normal(size=(cases, 5)) @ np.triu(np.ones((5, 5)))
    region = random.normal(size=(cases, 2)) * [30, 0.1]
    return {"network": network, "region": region, "radiomics": np.exp(random.normal(size=(cases, 3)))}


NAMES = ["meanHu", "contact"]


def test_likeness_flags_its_nominal_share_of_lesions_like_the_training_ones() -> None:
    flagged = []
    for seed in range(20):
        likeness = fit_likeness(blocks(150, 3 * seed), blocks(200, 3 * seed + 1), NAMES)
        flagged.append(likeness.flags(blocks(400, 3 * seed + 2)).mean())
    assert 0.005 < np.mean(flagged) < 0.03


def test_likeness_of_folds_flags_its_nominal_share_although_each_network_has_its_own_features() -> None:
    """A fold's network turns and stretches the features: what is compared are distances."""
    flagged = []
    for seed in range(6):
        cases, folds = blocks(300, 100 + seed), []
        random = np.random.default_rng(seed)
        for fold in range(5):
            turned = random.normal(size=(cases["network"].shape[1],) * 2)
            own = {**cases, "network": cases["network"] @ turned}
            inside = np.arange(300) % 5 == fold
            seen, unseen = ({k: v[chosen] for k, v in own.items()} for chosen in (~inside, inside))
            folds.append(FoldBlocks(seen, unseen))
        likeness = likeness_of_folds(cases, folds, NAMES)
        assert len(likeness.scores) == 300
        flagged.append(likeness.flags(blocks(400, 200 + seed)).mean())
    assert 0.005 < np.mean(flagged) < 0.04


@pytest.mark.parametrize("block", ["network", "region", "radiomics"])
def test_any_block_that_is_far_out_is_seen(block: str) -> None:
    likeness = fit_likeness(blocks(150, 1), blocks(200, 2), NAMES)
    strange = blocks(10, 3)
    strange[block] = strange[block] * 50
    assert likeness.flags(strange).all()
    smallest = likeness.p_value(np.array([1e9]))
    assert smallest[0] == 1 / 201


def test_a_floor_keeps_what_hardly_varied_from_deciding() -> None:
    training = np.column_stack([np.full(50, 0.2), np.random.default_rng(5).normal(size=50) * 40])
    distance = fit_distance(training, "linear", region_floors(["contact", "meanHu"]))
    assert distance.sd[0] == 0.05
    # Half a floor away is a usual distance, ten are not; without a floor both would be infinite.
    near, far = distance.of(np.array([[0.225, 0.0], [0.7, 0.0]]))
    assert near < 2 and far > 20


def test_the_file_scores_as_it_was_calibrated() -> None:
    likeness = fit_likeness(blocks(150, 1), blocks(200, 2), NAMES)
    content = likeness_file(likeness)
    assert json.loads(json.dumps(content)) == content
    recomputed = np.sort(likeness.score(blocks(200, 2)))
    np.testing.assert_allclose(content["scores"], recomputed, rtol=1e-4, atol=1e-6)


def test_noise_floor_is_the_error_of_a_model_that_is_right() -> None:
    random = np.random.default_rng(6)
    probabilities = random.random(300)
    mean, most = noise_floor(probabilities, 1)
    errors = [
        expected_calibration_error(
            probabilities, binom.rvs(1, probabilities, random_state=seed).astype(float)
        )
        for seed in range(200)
    ]
    assert mean == pytest.approx(np.mean(errors), abs=0.003)
    assert np.mean(np.array(errors) <= most) == pytest.approx(0.95, abs=0.04)


def test_reliability_finds_overconfidence() -> None:
    random = np.random.default_rng(7)
    log_odds = random.normal(size=600) * 2
    labels = (random.random(600) < 1 / (1 + np.exp(-log_odds))).astype(float)
    right = reliability_of(1 / (1 + np.exp(-log_odds)), labels, 1)
    too_sure = reliability_of(1 / (1 + np.exp(-3 * log_odds)), labels, 1)
    assert right is not None and too_sure is not None
    assert right.slope.low < 1 < right.slope.high and right.error <= right.noise[1]
    assert too_sure.slope.high < 0.6 and too_sure.error > too_sure.noise[1]
    assert reliability_of(np.array([0.2, 0.7]), np.ones(2), 1) is None


MANIFEST = {
    "id": "made-up",
    "targets": [{"id": "EGFR", "index": 0, "threshold": 0.05, "indeterminate": [0, 1]}],
    "inputs": [{"kind": "patch", "tensor": "patch"}],
    "outputs": {"probabilities": "p", "penultimate": "features"},
    "trainingDistribution": {"mean": [0]},
    "card": "card.md",
    "graph": {"path": "model.onnx", "size": 1, "sha256": "0" * 64},
}
CARD = "# Made up\n\n" + "".join(
    f"## {heading}\n\nnothing yet\n\n"
    for heading in ("Calibration", "Sets of classes", "Inputs unlike the training data", "Limits")
)


def measured(cases: int, seed: int) -> Measured:
    probabilities, labels = scored(cases, seed)
    rows = tuple(
        CaseRow(f"case-{n}", f"case-{n}", labels={"EGFR": int(label)}) for n, label in enumerate(labels)
    )
    return Measured(rows, probabilities[:, None], blocks(cases, seed))


def claimed(folder: Path, cases: int) -> tuple[dict[str, object], str]:
    (folder / "card.md").write_text(CARD)
    package = Package(folder, MANIFEST)
    calibration = measured(cases, 2)
    claims = claims_of(package, measured(150, 1), calibration, NAMES)
    write_claims(package, claims, calibration, "Made-up cases.")
    return json.loads((folder / "model.json").read_text()), (folder / "card.md").read_text()


def test_claims_are_written_with_their_grounds(tmp_path: Path) -> None:
    manifest, card = claimed(tmp_path, 250)
    (target,) = manifest["targets"]  # type: ignore[misc]
    assert "indeterminate" not in target and "trainingDistribution" not in manifest
    conformal = calibrate_sets(*measured(250, 2).known(0, "EGFR"))
    assert conformal is not None and target["conformal"] == conformal_entry(conformal)
    assert target["threshold"] == pytest.approx(conformal.indeterminate[0]), "moved to the nearer end"
    assert "moved to its nearer end: EGFR from 0.050" in card
    assert manifest["likeness"]["cases"] == 250 and manifest["likeness"]["limit"] == 0.02  # type: ignore[index]
    for name in ("card", "likeness"):
        entry = manifest[name]
        assert (tmp_path / entry["path"]).stat().st_size == entry["size"]  # type: ignore[index]
    assert "nothing yet" in card.split("## Limits")[1] and card.count("nothing yet") == 1
    assert "Made-up cases. 250 cases" in card


def test_few_cases_claim_no_likeness_and_no_sets(tmp_path: Path) -> None:
    manifest, card = claimed(tmp_path, 100)
    assert "likeness" not in manifest and not (tmp_path / "likeness.json").exists()
    assert "conformal" not in manifest["targets"][0]  # type: ignore[index]
    assert "fewer than 200 calibration cases" in card and "No sets are claimed for EGFR" in card


def test_training_cases_do_not_calibrate(tmp_path: Path) -> None:
    with pytest.raises(ClaimError, match="one of the training cases"):
        claims_of(Package(tmp_path, MANIFEST), measured(250, 1), measured(250, 1), NAMES)


def test_a_card_without_the_section_is_refused() -> None:
    assert isinstance(Claims({}, None), Claims)
    with pytest.raises(ValueError, match="no section 'Calibration'"):
        with_section("# Card\n", "Calibration", "text")
