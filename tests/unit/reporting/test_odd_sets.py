"""Odd data sets, each computed a second time from the rules alone: the same figures, null where nothing is estimable."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import pytest

from hrtraining.reporting.domain.report import report
from tests.unit.reporting.comparison import leaves
from tests.unit.reporting.data import attempt, attempts, item_rows
from tests.unit.reporting.oracle import oracle

Rows = list[list[str]]
ITEMS = 10


def sheet(dice: random.Random, ease: float, missing: float = 0.0) -> list[str]:
    """Answers of one person, some left out."""
    return [
        "" if dice.random() < missing else ("5" if dice.random() < ease else dice.choice("123"))
        for _ in range(ITEMS)
    ]


def people(
    n: int,
    dice: random.Random,
    *,
    before: float = 0.4,
    after: float = 0.7,
    missing: float = 0.0,
    back: float = 1.0,
    place: Callable[[int], tuple[str, str]] = lambda n: (f"A{n % 3}", f"W{n % 9}"),
) -> Rows:
    """People with both tests, or with the first alone."""
    rows = []
    for one in range(n):
        academy, workshop = place(one)
        where = {"academy": academy, "workshop": workshop, "lang": dice.choice(("km", "en"))}
        rows.append(attempt(f"L{one:05d}", "pre", sheet(dice, before, missing), **where))
        if dice.random() < back:
            rows.append(attempt(f"L{one:05d}", "post", sheet(dice, after, missing), **where))
    return rows


def replays(dice: random.Random) -> Rows:
    """Uploads that came twice, tests taken twice, tests after before before, and the same uid with other answers."""
    rows = people(60, dice)
    again = [list(row) for row in rows[:30]]
    other = [[*row[:6], "2026-04-01T08:00:00+07:00", *sheet(dice, 0.9)] for row in rows[30:50]]
    second = [
        attempt(f"L{n:05d}", "post", sheet(dice, 0.2), uid=f"second-{n}", at="2026-03-20T08:00:00+07:00")
        for n in range(0, 40, 3)
    ]
    early = [
        attempt(f"L{n:05d}", "post", sheet(dice, 0.9), uid=f"early-{n}", at="2026-03-01T08:00:00+07:00")
        for n in range(0, 40, 7)
    ]
    lone = [attempt(f"X{n}", "post", sheet(dice, 0.9)) for n in range(5)]
    rows += again + other + second + early + lone
    dice.shuffle(rows)
    return rows


def clustered(dice: random.Random) -> Rows:
    """Workshops that differ much from each other."""
    rows = []
    for workshop in range(12):
        place = (f"A{workshop % 4}", f"W{workshop}")
        made = people(20, dice, after=dice.random(), place=dict.fromkeys(range(20), place).__getitem__)
        rows += [[f"{workshop}-{row[0]}", f"{workshop}-{row[1]}", *row[2:]] for row in made]
    return rows


def constant(before: int, after: int, n: int = 40) -> Rows:
    """People who all answered alike."""
    codes = [["5"] * k + ["1"] * (ITEMS - k) for k in (before, after)]
    return [
        attempt(f"L{one}", phase, codes[side], academy=f"A{one % 2}", workshop=f"W{one % 7}")
        for one in range(n)
        for side, phase in enumerate(("pre", "post"))
    ]


def nearly_alike(n: int) -> Rows:
    """People who all rose by four, but one who rose by three: an effect far beyond what is usual."""
    rows = constant(3, 7, n)
    rows[1][-4] = "1"
    return rows


def dominated(n: int) -> tuple[str, str]:
    """Nine in ten are of one academy."""
    return ("A1", f"W{n % 20}") if n % 10 else (f"A{2 + n // 10 % 4}", f"V{n // 10 % 4}")


SETS: dict[str, Callable[[random.Random], Rows]] = {
    "perfect change": lambda _: constant(0, ITEMS),
    "no change": lambda _: constant(5, 5),
    "constant change": lambda _: constant(3, 7),
    "three nearly alike": lambda _: nearly_alike(3),
    "eleven nearly alike": lambda _: nearly_alike(11),
    "many nearly alike": lambda _: nearly_alike(900),
    "ceiling": lambda _: constant(ITEMS, ITEMS),
    "floor": lambda _: constant(0, 0),
    "nearly at the ceiling": lambda dice: people(120, dice, before=0.97, after=0.99),
    "replays": replays,
    "tiny groups": lambda dice: people(
        23, dice, place=lambda n: (f"A{min(n // 8, 5)}", f"W{n}")
    ),
    "one person": lambda dice: people(1, dice),
    "two people": lambda dice: people(2, dice),
    "one dominating academy": lambda dice: people(300, dice, place=dominated),
    "clustered": clustered,
    "many leavers and gaps": lambda dice: people(150, dice, missing=0.08, back=0.6),
    "worse after": lambda dice: people(80, dice, before=0.7, after=0.3),
    "nobody came back": lambda dice: people(30, dice, back=0.0),
    "one workshop": lambda dice: people(40, dice, place=lambda _: ("A1", "W1")),
    "everything left out": lambda dice: people(20, dice, missing=1.0),
    "two thousand": lambda dice: people(2_000, dice, missing=0.02, back=0.9, place=dominated),
}  # fmt: skip


@pytest.mark.parametrize("name", SETS)
def test_the_report_agrees_with_a_second_computation(name: str) -> None:
    rows = SETS[name](random.Random(name))  # noqa: S311 - the same people in every run
    items = item_rows(ITEMS)
    found = report(attempts(rows, items))
    json.dumps(found, allow_nan=False)
    actual = dict(leaves(found))
    expected = dict(leaves(oracle(rows, items[1:])))
    assert len(expected) > 150
    for path, value in expected.items():
        if value is None:
            # an interval that is null has no ends
            assert actual.get(path) is None, path
        elif isinstance(value, str):
            assert actual[path] == value, path
        else:
            assert actual[path] == pytest.approx(value, rel=1e-6, abs=1e-9), path


@pytest.mark.parametrize("name", ["replays", "clustered"])
def test_the_order_of_the_file_carries_no_meaning(name: str) -> None:
    rows = SETS[name](random.Random(name))  # noqa: S311 - the same people in every run
    turned = list(reversed(rows))
    assert report(attempts(rows)) == report(attempts(turned))
