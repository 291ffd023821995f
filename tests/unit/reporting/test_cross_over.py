"""The two orders of the forms: what is left of the change when the forms are taken out, and when nothing is said."""

from __future__ import annotations

from hrtraining.reporting.domain.cross_over import FIRST_A, FIRST_B, cross_over
from hrtraining.reporting.domain.published import Change, Shown, Summary, difference_of

NO = Shown(None, 0, "none")
BOTH = {FIRST_A: frozenset({1, 2}), FIRST_B: frozenset({1, 2})}


def line(before: Shown, after: Shown) -> Summary:
    return Summary(40, Change(before, after, difference_of(before, after)), NO, NO, NO)


def test_change_and_forms_are_told_apart() -> None:
    found = cross_over(
        {FIRST_A: line(Shown(40.0), Shown(65.0)), FIRST_B: line(Shown(45.0), Shown(60.0))}, BOTH
    )
    assert found is not None
    assert found.change.value == 20
    assert found.form_difference.value == 5


def test_one_order_alone_says_nothing() -> None:
    assert cross_over({FIRST_A: line(Shown(40.0), Shown(65.0))}, BOTH) is None


def test_orders_of_other_periods_are_not_compared() -> None:
    lines = {FIRST_A: line(Shown(40.0), Shown(65.0)), FIRST_B: line(Shown(45.0), Shown(60.0))}
    assert cross_over(lines, BOTH | {FIRST_B: frozenset({2})}) is None


def test_what_is_hidden_in_one_order_stays_hidden() -> None:
    hidden = line(Shown(None, mark="hidden"), Shown(60.0))
    found = cross_over({FIRST_A: line(Shown(40.0), Shown(65.0)), FIRST_B: hidden}, BOTH)
    assert found is not None
    assert found.change.value is None
    assert found.change.mark == found.form_difference.mark == "hidden"
