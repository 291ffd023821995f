"""No table of pairs makes the rule of hiding give a small group away."""

from __future__ import annotations

import random

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


@given(TABLES)
def test_what_is_left_over_is_never_small_or_alone(pairs: dict[str, int]) -> None:
    check(pairs, disclose(pairs))


def test_many_random_tables_hold_too() -> None:
    rng = random.Random(20261122)
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
