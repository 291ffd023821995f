"""Intervals for which hidden workshops were put together: said so in the file, and never called "too few workshops"."""

from __future__ import annotations

import random
from typing import Any

import pytest

from hrtraining.reporting import from_files
from hrtraining.reporting.domain.published import CLUSTERED, FEW, HIDDEN, TANGO, why_no_interval
from hrtraining.reporting.domain.release import Release
from hrtraining.reporting.domain.units import JOINED
from hrtraining.reporting.figures import report_figures
from tests.unit.reporting.data import attempt, attempts


def made(large: int, small: int) -> tuple[dict[str, Any], Release]:
    """The gated report of one academy with large workshops and small ones, which are hidden."""
    dice = random.Random(3)  # noqa: S311 - the same people in every run
    rows = [
        attempt(
            f"{workshop}-{n}",
            phase,
            ["5" if dice.random() < ease else "1" for _ in range(10)],
            workshop=f"W{workshop:02d}",
        )
        for workshop, size in enumerate([40] * large + [6] * small)
        for n in range(size)
        for phase, ease in (("pre", 0.4), ("post", 0.6))
    ]
    found = from_files.composed(attempts(rows), data_hash="test")
    assert found.release is not None
    figures = report_figures(found, draft=False, demonstration=False, with_bootstrap=True)
    return figures, found.release


@pytest.mark.parametrize(
    ("units", "joined", "at_least", "reason"),
    [
        (6, 0, 6, None),
        (5, 0, 6, FEW),
        (5, 3, 6, HIDDEN),
        (6, 3, 10, FEW),
        (7, 3, 10, None),
        (5, 7, 10, HIDDEN),
    ],
)
def test_too_few_workshops_is_said_of_workshops_alone(
    units: int, joined: int, at_least: int, reason: str | None
) -> None:
    assert why_no_interval({"G": units, JOINED: joined}, at_least) == reason


def test_an_interval_over_joined_workshops_has_the_mark_wherever_it_stands() -> None:
    found, _ = made(8, 3)
    paths = (
        "headline.ci95",
        "national.score.cluster_workshop.ci95",
        "national.items.Q05.cluster_workshop_pp.ci95",
        "cluster_extra.anova_icc_workshop",
        "cluster_extra.design_effect",
        "bootstrap.pooled_points.ci95",
    )
    assert [found["marks"].get(path) for path in paths] == [JOINED] * len(paths)
    assert found["headline"]["n_workshops"] == 11
    assert found["national"]["score"]["cluster_workshop"]["G"] == 9
    assert found["cluster_extra"]["anova_icc_workshop"] is not None


def test_eleven_workshops_of_which_three_are_joined_have_clustered_intervals_of_items() -> None:
    # rule 23: clustered from 10 workshops on, and there are 11
    national = made(8, 3)[1].national()
    assert national is not None
    kinds = {line.change.interval.kind for line in national.items if line.change.interval.low is not None}
    assert kinds == {CLUSTERED}
    few = made(9, 0)[1].national()
    assert few is not None
    assert {line.change.interval.kind for line in few.items if line.change.interval.low is not None} == {
        TANGO
    }


def test_where_too_many_are_joined_the_interval_is_hidden_and_not_called_too_few() -> None:
    found, release = made(4, 8)
    national = release.national()
    assert national is not None
    assert national.workshops == 12
    assert national.summary.pooled.interval.why_not == HIDDEN
    for path in (
        "headline.ci95",
        "national.score.cluster_workshop.se",
        "cluster_extra.anova_icc_workshop",
        "cluster_extra.design_effect",
        "bootstrap.mean_change.ci95",
    ):
        assert found["marks"][path] == HIDDEN, path
    assert found["cluster_extra"]["anova_icc_workshop"] is None
    assert found["cluster_extra"]["naive_se"] is not None


def test_four_workshops_are_too_few_and_the_file_says_so_of_their_likeness() -> None:
    found, _ = made(4, 0)
    for path in ("headline.ci95", "cluster_extra.anova_icc_workshop", "cluster_extra.design_effect"):
        assert found["marks"][path] == FEW, path
