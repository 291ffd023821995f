"""When a module is complete (RULES.md 7)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrtraining.learning.domain import ModuleProgress, ModuleShape, check_passed, is_complete, is_right, mark

SHAPE = ModuleShape("m02", ("l1", "l2"), 80)
DONE = ModuleProgress(frozenset({"l1", "l2"}), 4, 5, 1, 1)


def test_lessons_ending_and_check_make_a_module_complete() -> None:
    assert is_complete(SHAPE, DONE)
    assert is_complete(SHAPE, ModuleProgress(frozenset({"l1", "l2", "old"}), 5, 5, 9, 3))


@pytest.mark.parametrize(
    "progress",
    [
        ModuleProgress(),
        ModuleProgress(frozenset({"l1"}), 5, 5, 1, 1),
        ModuleProgress(frozenset({"l1", "l2"}), 5, 5, 1, 0),
        ModuleProgress(frozenset({"l1", "l2"}), 0, 0, 0, 1),
        ModuleProgress(frozenset({"l1", "l2"}), 3, 5, 4, 1),
        ModuleProgress(frozenset({"l1", "l2"}), 79, 100, 4, 1),
    ],
)
def test_anything_missing_leaves_it_open(progress: ModuleProgress) -> None:
    assert not is_complete(SHAPE, progress)


@given(st.integers(0, 40), st.integers(1, 40))
def test_eighty_per_cent_is_exact(right: int, total: int) -> None:
    right = min(right, total)
    progress = ModuleProgress(best_right=right, best_total=total)
    assert progress.best_share == Fraction(right, total)
    assert check_passed(SHAPE, progress) == (right * 100 >= 80 * total)


def test_question_is_right_with_exactly_what_is_right() -> None:
    assert is_right(["a", "c"], ("a", "c"))
    for answer in ([], ["a"], ["a", "b"], ["a", "b", "c"], ["b"], ["c", "a"]):
        assert not is_right(answer, ("a", "c"))
    assert not is_right([], ())


def test_marking_counts_what_is_missing_as_wrong() -> None:
    key = {"q1": ("a",), "q2": ("b", "c"), "q3": ("d",)}
    assert mark({"q1": ("a",), "q2": ("b",), "other": ("a",)}, key) == (1, 3)
    assert mark({}, key) == (0, 3)
