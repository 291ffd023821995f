"""What is true of the figures of change whatever people answered."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.reporting.data import attempt, figures

SHEETS = st.lists(st.sampled_from(["1", "3", "5", ""]), min_size=10, max_size=10)
PEOPLE = st.lists(st.tuples(SHEETS, SHEETS, st.integers(0, 2), st.integers(0, 3)), min_size=1, max_size=12)
People = list[tuple[list[str], list[str], int, int]]


def rows(people: People, *, swapped: bool = False) -> list[list[str]]:
    """Attempt rows of people; with both tests exchanged when `swapped`."""
    made = []
    for place, (before, after, academy, workshop) in enumerate(people):
        where = {"academy": f"A{academy}", "workshop": f"W{workshop}"}
        first, second = (after, before) if swapped else (before, after)
        made += [attempt(f"L{place}", "pre", first, **where), attempt(f"L{place}", "post", second, **where)]
    return made


def intervals(nest: Any) -> Iterator[list[float]]:
    """Every pair of numbers in a nest of figures."""
    if isinstance(nest, dict):
        for value in nest.values():
            yield from intervals(value)
    elif isinstance(nest, list) and len(nest) == 2 and all(isinstance(end, float) for end in nest):
        yield nest


@settings(max_examples=60, deadline=None)
@given(PEOPLE, st.randoms())
def test_order_of_rows_does_not_matter(people: People, order: random.Random) -> None:
    given_rows = rows(people)
    shuffled = list(given_rows)
    order.shuffle(shuffled)
    assert json.dumps(figures(given_rows), sort_keys=True) == json.dumps(figures(shuffled), sort_keys=True)


@settings(max_examples=60, deadline=None)
@given(PEOPLE)
def test_counts_agree_with_each_other(people: People) -> None:
    found = figures(rows(people))
    national = found["national"]
    assert national["n_paired"] == len(people) == sum(one["n_paired"] for one in found["academies"].values())
    score = national["score"]
    assert score["n_higher"] + score["n_same"] + score["n_lower"] == score["n"] == national["n_scored"]
    assert sum(score["change_distribution"].values()) == score["n"]
    for item in national["items"].values():
        assert item["n11"] + item["n10"] + item["n01"] + item["n00"] == item["n"]
        assert item["fav_post"] - item["fav_pre"] == item["n01"] - item["n10"]
        assert 0 <= item["p_midp"] <= item["p_exact"] <= item["p_holm"] <= 1
    pooled = national["definitions"]["D1_pooled"]
    assert pooled["fav_pre"] == sum(item["fav_pre"] for item in national["items"].values())


@settings(max_examples=60, deadline=None)
@given(PEOPLE)
def test_exchanging_the_tests_turns_every_change_round(people: People) -> None:
    there, back = figures(rows(people))["national"], figures(rows(people, swapped=True))["national"]
    assert there["score"]["n_higher"] == back["score"]["n_lower"]
    if there["score"]["mean_change"] is not None:
        assert there["score"]["mean_change"] == -back["score"]["mean_change"]
    for key, item in there["items"].items():
        assert item["p_exact"] == back["items"][key]["p_exact"]
        assert item["diff_pp"] is None or item["diff_pp"] == -back["items"][key]["diff_pp"]


@settings(max_examples=60, deadline=None)
@given(PEOPLE)
def test_no_interval_has_no_width_and_nothing_is_nan(people: People) -> None:
    found = figures(rows(people))
    json.dumps(found, allow_nan=False)
    for name in ("score", "items", "reliability"):
        assert all(low < high for low, high in intervals(found["national"][name]))
