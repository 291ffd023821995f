"""No table of pairs makes the rule of hiding give a small group away."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrtraining.reporting.domain.disclosure import (
    COMPLEMENTARY,
    NONE,
    PRIMARY,
    SHOWN,
    SUPPRESSED,
    THRESHOLD,
    Disclosure,
    disclose,
)
from tests.properties import attack

TABLES = st.dictionaries(
    st.text("ABCDEF0123456789", min_size=1, max_size=3),
    st.one_of(st.integers(0, 12), st.integers(0, 300)),
    max_size=9,
)


def check(pairs: dict[str, int], found: Disclosure) -> None:
    """What must be true of every table."""
    total = sum(pairs.values())
    hidden = [unit for unit, state in found.units.items() if state in (PRIMARY, COMPLEMENTARY)]
    assert set(found.units) == set(pairs)
    for unit, n in pairs.items():
        state = found.units[unit]
        assert (state == NONE) == (n == 0)
        assert (state == PRIMARY) == (0 < n < THRESHOLD)
        assert state != COMPLEMENTARY or n >= THRESHOLD
    if total < THRESHOLD:
        assert found.whole == SUPPRESSED
        assert SHOWN not in found.units.values()
    if found.whole == SHOWN and hidden:
        # what the shown figures leave over is never one group and never fewer than ten people
        assert len(hidden) >= 2
        assert sum(pairs[unit] for unit in hidden) >= THRESHOLD


@pytest.mark.parametrize(
    ("pairs", "shown", "whole"),
    [
        ({"A": 10}, "A", SHOWN),
        ({"A": 9}, "", SUPPRESSED),
        ({"A": 9, "B": 1}, "", SHOWN),
        ({"A": 10, "B": 0}, "A", SHOWN),
        ({"A": 10, "B": 9}, "", SHOWN),
        ({"A": 50, "B": 40, "C": 9}, "A", SHOWN),
        ({"A": 50, "B": 40, "C": 2, "D": 7}, "A", SHOWN),
        ({"A": 50, "B": 40, "C": 3, "D": 7}, "AB", SHOWN),
        ({"A": 12, "B": 12, "C": 4}, "B", SHOWN),
        ({"A": 4, "B": 5}, "", SUPPRESSED),
        ({"A": 0}, "", SUPPRESSED),
        ({}, "", SUPPRESSED),
    ],
)
def test_rules_13_and_14_in_numbers(pairs: dict[str, int], shown: str, whole: str) -> None:
    # written out, with the numbers of the rule and none of the program
    found = disclose(pairs)
    assert {unit for unit, state in found.units.items() if state == SHOWN} == set(shown)
    assert found.whole == whole


@given(TABLES)
def test_what_is_left_over_is_never_small_or_alone(pairs: dict[str, int]) -> None:
    check(pairs, disclose(pairs))


def test_many_random_tables_hold_too() -> None:
    rng = random.Random(20261122)  # noqa: S311 — the same tables in every run
    for _ in range(20_000):
        high = rng.choice((3, 12, 40, 400))
        pairs = {f"A{place}": rng.randint(0, high) for place in range(rng.randint(0, 8))}
        check(pairs, disclose(pairs))


@given(TABLES, st.randoms())
def test_order_of_units_does_not_matter(pairs: dict[str, int], order: random.Random) -> None:
    entries = list(pairs.items())
    order.shuffle(entries)
    assert dict(disclose(dict(entries)).units) == dict(disclose(pairs).units)


@given(TABLES)
def test_smallest_shown_unit_is_hidden_first(pairs: dict[str, int]) -> None:
    found = disclose(pairs)
    shown = [(n, unit) for unit, n in pairs.items() if found.units[unit] == SHOWN]
    for unit, n in pairs.items():
        if found.units[unit] == COMPLEMENTARY:
            assert all((n, unit) < other for other in shown)


def test_no_sequence_of_publications_gives_a_hidden_group_away() -> None:
    groups = 0
    for seed in range(1_000):
        printed, hidden = attack.hidden_sums(attack.make_history(seed))
        groups += len(hidden)
        for name, wanted in hidden.items():
            assert not attack.follows_from(printed, wanted), (
                f"history {seed}: {name} follows from what was printed"
            )
    assert groups > 1_000


def test_attacker_could_find_a_group_if_its_neighbours_were_printed() -> None:
    # a negative test must be able to fail: without complementary hiding the same attacker wins
    whole, first, second = np.array([1.0, 1.0]), np.array([1.0, 0.0]), np.array([0.0, 1.0])
    assert attack.follows_from(np.array([whole, first]), second)


@pytest.mark.parametrize("seed", (0, 1, 3, 4, 5, 6))
def test_no_extreme_share_of_a_small_group_follows_from_other_figures(seed: int) -> None:
    attacker = attack.Attack(attack.make_world(seed, periods=1))
    assert attacker.targets
    assert attacker.found_out() == []


def test_counts_of_an_extreme_are_found_where_nothing_protects_them() -> None:
    attacker = attack.Attack(attack.make_world(0, periods=1))
    label, row, cell = attacker.targets[0]
    attacker.know(row, cell.count, cell.count)
    assert label in attacker.found_out()
