"""The double pre-test of files and of the database: its own block, in no other figure, never too fine."""

from __future__ import annotations

from typing import Any

import pytest

from hrtraining.reporting.domain.double_release import (
    DoubledPerson,
    DoubledWorkshop,
    double_figures,
    published,
)
from hrtraining.reporting.domain.waiting_cohorts import Reading
from tests.unit.reporting.data import answers, attempt, figures, learner_pair

ITEMS = 33


def of_file(*, with_first: bool) -> dict[str, Any]:
    """Twelve learners in two workshops: 3 at enrolment, 4 or 5 before, 7 after; some did not come at enrolment."""
    rows = []
    for number in range(12):
        where = {"workshop": f"W{number % 2}"}
        rows += learner_pair(f"L{number}", 4 + number % 2, 7, **where)
        if with_first and number < 10:
            rows.append(attempt(f"L{number}", "pre0", answers(3), **where))
    if with_first:
        rows.append(attempt("only-first", "pre0", answers(9)))
        rows.append(attempt("L11", "pre0", answers(9), workshop="W1", at="2026-03-05T08:00:00+07:00"))
    return figures(rows)


def test_first_test_is_in_no_other_figure() -> None:
    plain, doubled = of_file(with_first=False), of_file(with_first=True)
    block = doubled.pop("designs")
    assert doubled == plain
    assert set(block) == {"double_pretest"}


def test_same_people_at_enrolment_before_and_after() -> None:
    found = of_file(with_first=True)["designs"]["double_pretest"]
    # L10 has no first test, L11's came after the pre, and one learner has nothing else
    assert (found["n_with_all_three"], found["n"]) == (10, 10)
    assert found["mean_pre0"] == 3
    assert found["mean_pre"] == 4.5
    assert found["mean_post"] == 7
    assert found["change_first"] == 1.5
    assert found["change"] == 2.5
    assert found["net"] == 1.0
    low, high = found["change_first_ci95"]
    assert low == pytest.approx(1.1230, abs=1e-4)
    assert high == pytest.approx(1.8770, abs=1e-4)
    assert found["change_first_cluster_workshop"]["G"] == 2


def test_nothing_varies_and_nobody_there_are_not_estimable() -> None:
    rows = [row for number in range(3) for row in learner_pair(f"L{number}", 4, 7)]
    alike = [attempt(f"L{number}", "pre0", answers(3)) for number in range(3)]
    found = figures(rows + alike)["designs"]["double_pretest"]
    assert found["change_first"] == 1
    assert found["change_first_ci95"] is None
    nobody = figures([*rows, attempt("X", "pre0", answers(3))])["designs"]["double_pretest"]
    assert nobody["n"] == 0
    assert nobody["mean_pre0"] is nobody["net"] is nobody["net_ci95"] is None


def workshop(
    number: int, period: int, people: int, scores: tuple[int, int, int] = (15, 16, 22)
) -> DoubledWorkshop:
    """A doubled workshop in which everybody has the same scores."""
    return DoubledWorkshop(number, period, (DoubledPerson(*scores),) * people)


def test_period_with_fewer_than_ten_stays_out_whole() -> None:
    found = published(
        [workshop(1, 1, 6), workshop(2, 1, 5), workshop(3, 2, 9), workshop(4, 3, 10)], [1, 2, 3]
    )
    assert [one.workshop for one in found] == [1, 2, 4]


def test_period_without_a_national_figure_stays_out() -> None:
    assert published([workshop(1, 1, 30)], [2]) == []


def test_people_without_a_score_make_no_ten() -> None:
    half = DoubledWorkshop(1, 1, (DoubledPerson(15, 16, 22),) * 9 + (DoubledPerson(None, 16, 22),))
    assert published([half], [1]) == []


def test_means_are_too_coarse_to_tell_one_person() -> None:
    found = double_figures([workshop(1, 1, 12)], items=ITEMS)
    assert found is not None
    assert found.step * found.people >= ITEMS
    other = DoubledWorkshop(1, 1, (DoubledPerson(15, 16, 22),) * 11 + (DoubledPerson(20, 16, 22),))
    moved = double_figures([other], items=ITEMS)
    assert moved is not None
    assert moved.first == found.first


def test_interval_only_from_six_workshops_and_never_finer_than_the_rounding() -> None:
    few = double_figures([workshop(n, 1, 10) for n in range(5)], items=ITEMS)
    assert few is not None
    assert few.margin is few.margin_first is few.margin_net is None
    many = double_figures([workshop(n, 1, 10, (15, 15 + n % 2, 22)) for n in range(6)], items=ITEMS)
    assert many is not None
    assert many.margin_first is not None
    assert many.margin_first >= many.step


@pytest.mark.parametrize(
    ("scores", "reading"),
    [
        ((15, 15, 23), Reading.LITTLE),
        ((15, 19, 23), Reading.ALL),
        ((13, 17, 27), Reading.PART),
        ((15, 15, 15), Reading.NO_RISE),
    ],
)
def test_reading_says_what_may_be_left_for_the_course(scores: tuple[int, int, int], reading: Reading) -> None:
    found = double_figures([workshop(n, 1, 60, scores) for n in range(6)], items=ITEMS)
    assert found is not None
    assert found.reading is reading


def test_extreme_is_no_number() -> None:
    found = double_figures([workshop(1, 1, 12, (0, 1, 22))], items=ITEMS)
    assert found is not None
    assert found.first.value is None
    assert found.first.mark == "<5"
    assert found.change_first.value is None
    assert found.reading is Reading.UNKNOWN
