"""Cohorts that waited beside those just trained: which periods are compared, and what the difference may mean."""

from __future__ import annotations

import pytest

from hrtraining.reporting.domain.published import Change, Shown, Summary, difference_of
from hrtraining.reporting.domain.waiting_cohorts import Reading, waiting_steps

NO = Shown(None, 0, "none")


def summary(before: Shown, after: Shown, people: int = 40) -> Summary:
    """A period in one line."""
    return Summary(people, Change(before, after, difference_of(before, after)), NO, NO, NO)


def of(before: float, after: float) -> Summary:
    return summary(Shown(before), Shown(after))


def test_only_periods_in_a_row_are_compared() -> None:
    trend = {1: of(40, 60), 3: of(41, 62), 4: of(42, 63)}
    (step,) = waiting_steps(trend, [1, 2, 3, 4])
    assert (step.period, step.waited_period) == (3, 4)


def test_one_period_gives_nothing() -> None:
    assert waiting_steps({1: of(40, 60)}, [1]) == ()


def test_differences_are_between_the_right_figures() -> None:
    (step,) = waiting_steps({1: of(40, 60), 2: of(43, 70)}, [1, 2])
    assert step.change.value == 20
    assert step.while_waiting.value == 3
    assert step.difference.value == 17
    assert step.waited_before.value == 43


@pytest.mark.parametrize(
    ("first", "second", "reading"),
    [
        (of(40, 60), of(45, 70), Reading.LITTLE),
        (of(40, 60), of(38, 70), Reading.LITTLE),
        (of(40, 60), of(46, 70), Reading.PART),
        (of(40, 60), of(60, 70), Reading.ALL),
        (of(40, 40), of(60, 70), Reading.NO_RISE),
        (of(40, 35), of(40, 70), Reading.NO_RISE),
        (summary(Shown(40.0), Shown(None, mark=">95")), of(40, 70), Reading.UNKNOWN),
        (of(40, 60), summary(Shown(None, mark="hidden"), Shown(70.0)), Reading.UNKNOWN),
    ],
)
def test_reading_follows_from_the_printed_figures(first: Summary, second: Summary, reading: Reading) -> None:
    (step,) = waiting_steps({1: first, 2: second}, [1, 2])
    assert step.reading is reading


def test_hidden_before_of_those_who_waited_hides_what_follows_from_it() -> None:
    (step,) = waiting_steps({1: of(40, 60), 2: summary(Shown(None, mark="hidden"), Shown(70.0))}, [1, 2])
    assert step.change.value == 20
    assert step.while_waiting.mark == step.difference.mark == "hidden"


@pytest.mark.parametrize("second", [of(45, 70), of(60, 70)])
def test_of_courses_at_the_same_time_nothing_follows(second: Summary) -> None:
    (step,) = waiting_steps({1: of(40, 60), 2: second}, [1, 2], [2])
    assert step.reading is Reading.TOGETHER
    (fell,) = waiting_steps({1: of(40, 35), 2: second}, [1, 2], [2])
    assert fell.reading is Reading.NO_RISE
