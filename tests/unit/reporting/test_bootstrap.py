"""The bootstrap that checks the clustered interval: seeded, the same in any order, null where nothing varies."""

from __future__ import annotations

import json
import random
import warnings
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from scipy import stats

from hrtraining.reporting import from_files
from hrtraining.reporting.commands import reporting
from hrtraining.reporting.domain import bootstrap as of
from hrtraining.reporting.domain.arrays import Ints
from hrtraining.reporting.domain.clusters import robust
from hrtraining.reporting.figures import report_figures
from tests.unit.reporting.data import attempt, attempts

FIRST_DRAWS = [16.285714, 17.25, 10.5, 13.2]


def whole(*values: int) -> Ints:
    """An array of whole numbers."""
    return np.array(values, dtype=np.int64)


@pytest.fixture
def workshops() -> tuple[Ints, Ints]:
    """Sizes and sums of forty workshops of different sizes."""
    rng = np.random.default_rng(4)
    sizes = rng.integers(10, 40, size=40)
    return sizes, np.rint(sizes * rng.normal(4, 1.5, size=40)).astype(np.int64)


def test_it_agrees_with_the_clustered_interval_when_workshops_are_many(workshops: tuple[Ints, Ints]) -> None:
    found, expected = of.percentile(*workshops, seed=1), robust(*workshops)
    assert found["se"] == pytest.approx(expected["se"], rel=0.1)
    assert found["ci95"] == pytest.approx(expected["ci95"], abs=0.1)


def test_it_agrees_with_another_program(workshops: tuple[Ints, Ints]) -> None:
    sizes, sums = workshops
    other = stats.bootstrap(
        (sums, sizes),
        lambda top, bottom, axis=-1: top.sum(axis=axis) / bottom.sum(axis=axis),
        n_resamples=20_000, paired=True, vectorized=True, method="percentile", rng=np.random.default_rng(7),
    )  # fmt: skip
    found = of.percentile(sizes, sums, seed=1)
    assert found["ci95"] == pytest.approx(
        [other.confidence_interval.low, other.confidence_interval.high], abs=0.05
    )


def test_the_same_data_in_another_order_give_the_same_bytes(workshops: tuple[Ints, Ints]) -> None:
    sizes, sums = workshops
    turned = np.random.default_rng(9).permutation(len(sizes))
    texts = {
        json.dumps(of.bootstrap(answers=a * 33, gains=b * 3, people=a, changes=b), allow_nan=False)
        for a, b in ((sizes, sums), (sizes, sums), (sizes[turned], sums[turned]))
    }
    assert len(texts) == 1
    assert json.loads(texts.pop())["draws"] == 2_000


def test_another_seed_gives_other_draws_about_the_same(workshops: tuple[Ints, Ints]) -> None:
    one, other = (of.percentile(*workshops, seed=seed)["ci95"] for seed in (1, 2))
    assert one != other
    assert one == pytest.approx(other, abs=0.1)


def test_the_draws_of_a_seed_are_fixed() -> None:
    # a printed seed must give the printed interval in later years too
    means = of.drawn(whole(10, 20, 30), whole(1, 5, 9), seed=33)
    assert np.round(means[:4] * 60, 6).tolist() == FIRST_DRAWS


def test_constant_change_has_no_interval_where_a_library_gives_nan() -> None:
    sizes = whole(3, 7, 11, 20, 13, 9)
    found = of.percentile(sizes, sizes * 7, seed=1)
    assert (found["estimate"], found["se"], found["ci95"]) == (7, None, None)
    # thirds cannot be written in binary: equal means still give exactly equal draws
    assert of.percentile(sizes * 3, sizes, seed=1)["ci95"] is None
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        naive = stats.bootstrap((np.full(12, 5.0),), np.mean, method="BCa", rng=np.random.default_rng(1))
    assert np.isnan([naive.confidence_interval.low, naive.confidence_interval.high]).all()


@pytest.mark.parametrize(
    ("sizes", "sums", "groups"), [((), (), 0), ((20,), (31,), 1), ((20, 0), (31, 0), 1), ((0, 0), (0, 0), 0)]
)
def test_fewer_than_two_workshops_have_none(
    sizes: tuple[int, ...], sums: tuple[int, ...], groups: int
) -> None:
    found = of.percentile(whole(*sizes), whole(*sums), seed=1)
    assert (found["G"], found["se"], found["ci95"]) == (groups, None, None)


def test_workshops_of_a_hundred_thousand_pairs_are_drawn() -> None:
    rng = np.random.default_rng(2)
    people = rng.integers(25, 36, size=3_337)
    changes = rng.integers(0, 300, size=3_337)
    found = of.bootstrap(answers=people * 33, gains=changes, people=people, changes=changes)
    low, high = found["mean_change"]["ci95"]
    assert low < changes.sum() / people.sum() < high


EXAMPLE = Path(__file__).parent / "example"


def evaluated(*options: str) -> Result:
    """What the command gives for the example."""
    return CliRunner().invoke(
        reporting, ["evaluate", str(EXAMPLE / "items.csv"), str(EXAMPLE / "attempts.csv"), *options]
    )


def test_it_is_given_only_when_asked_for_and_the_same_twice() -> None:
    plain, asked, again = evaluated(), evaluated("--bootstrap"), evaluated("--bootstrap")
    assert asked.stdout == again.stdout
    with_it = json.loads(asked.stdout)
    found = with_it.pop("bootstrap")
    assert with_it == json.loads(plain.stdout)
    national = with_it["national"]
    assert found["mean_change"]["G"] == national["score"]["cluster_workshop"]["G"]
    assert found["mean_change"]["estimate"] == pytest.approx(national["score"]["mean_change"])
    assert found["pooled_points"]["estimate"] == pytest.approx(national["definitions"]["D1_pooled"]["points"])
    assert found["seed"] >= 0


def test_other_forms_refuse_it_with_a_sentence() -> None:
    ran = evaluated("--bootstrap", "--format", "pdf")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "--format json" in ran.stderr


@pytest.mark.parametrize(("workshops_", "is_given"), [(5, False), (12, True)])
def test_what_leaves_the_gate_needs_six_workshops(workshops_: int, is_given: bool) -> None:
    dice = random.Random(5)  # noqa: S311 - the same people in every run
    rows = [
        attempt(f"L{n}", phase, [dice.choice("125") for _ in range(10)], workshop=f"W{n % workshops_}")
        for n in range(105 * workshops_)
        for phase in ("pre", "post")
    ]
    made = from_files.composed(attempts(rows), data_hash="x")
    figures = report_figures(made, draft=False, demonstration=False, with_bootstrap=True)
    found = figures["bootstrap"]["mean_change"]
    assert found["estimate"] is not None
    assert (found["ci95"] is not None) is is_given
    assert (figures["marks"].get("bootstrap.mean_change.ci95") == "few") is not is_given
