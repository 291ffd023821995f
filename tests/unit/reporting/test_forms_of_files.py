"""Two forms of the test in a file: whoever answered both belongs to a sequence, and no share is given to one form."""

from __future__ import annotations

import random
from typing import Any

import pytest

from hrtraining.reporting import from_files
from hrtraining.reporting.domain.intake import ATTEMPT_COLUMNS, read_attempts, read_items
from hrtraining.reporting.figures import report_figures
from tests.unit.reporting.data import attempt, item_rows

HARDER = {"A": 0.0, "B": -0.1}
"""Form B is answered less favourably."""


def of_forms(orders: tuple[str, ...]) -> dict[str, Any]:
    """The gated report of eighty people of each order, by the letters of their forms before and after."""
    dice = random.Random(11)  # noqa: S311 - the same people in every run
    rows = []
    for order in orders:
        for n in range(80):
            for side, (phase, ease) in enumerate((("pre", 0.45), ("post", 0.65))):
                codes = ["5" if dice.random() < ease + HARDER[order[side]] else "1" for _ in range(10)]
                row = attempt(f"{order}{n}", phase, codes, workshop=f"W{n % 8}")
                rows.append([*row[:7], order[side], *row[7:]])
    items = item_rows(10)
    key = read_items(items, file="items.csv")
    header = [*ATTEMPT_COLUMNS, "form", *(item.key for item in key.items)]
    made = from_files.composed(read_attempts([header, *rows], key, file="attempts.csv"), data_hash="test")
    return report_figures(made, draft=False, demonstration=False)


def test_orders_of_the_forms_are_the_categories_and_the_forms_are_told_apart() -> None:
    found = of_forms(("AB", "BA"))
    assert set(found["breakdowns"]["form"]) == {"A>B", "B>A"}
    one, other = (found["breakdowns"]["form"][name]["points"] for name in ("A>B", "B>A"))
    crossed = found["designs"]["cross_over"]
    assert found["designs"]["kinds"] == ["pre_post", "cross_over"]
    assert crossed["change"] == pytest.approx((one + other) / 2)
    assert crossed["form_difference"] == pytest.approx((one - other) / 2)
    assert crossed["form_difference"] < 0
    assert crossed["sequences"]["A>B"]["n"] == 80


def test_one_form_both_times_is_the_form_itself() -> None:
    found = of_forms(("AA", "BB"))
    assert set(found["breakdowns"]["form"]) == {"A", "B"}
    assert "designs" not in found
