"""Whether people of the same level in two groups answer an item alike: planted differences are found, chance is not."""

from __future__ import annotations

import random
from fractions import Fraction
from math import ceil, floor

import numpy as np
import pytest

from hrtraining.reporting.domain.answers import fifths
from hrtraining.reporting.domain.arrays import Bytes
from hrtraining.reporting.domain.frozen import FrozenPairs
from hrtraining.reporting.domain.instrument import Key, KeyedItem
from hrtraining.reporting.domain.language import _strata, group_difference
from hrtraining.reporting.domain.masking import Marks
from hrtraining.reporting.domain.release import Release
from hrtraining.reporting.domain.scope import DIMENSIONS
from hrtraining.reporting.domain.wholes import differences, whole_figures
from tests.factories.releases import FrozenPart, closed, make_release
from tests.properties.attack import CHARACTERS, ITEMS, KEY

SMALL_KEY = Key(tuple(KeyedItem(f"i{n}", n, "attitude", ("1", "2"), frozenset({"2"})) for n in range(1, 5)))
LARGE, SURE = 1.5, 0.05


def answered(dice: np.random.Generator, group: Bytes, *, unlike: int | None = None) -> Bytes:
    """n x K answers of people of different levels; in group 1 the item `unlike` is much harder."""
    level = dice.normal(0, 1, len(group))[:, None]
    ease = np.linspace(-1, 1, ITEMS)[None, :].repeat(len(group), axis=0)
    if unlike is not None:
        ease[:, unlike] -= 1.6 * group
    return (dice.random((len(group), ITEMS)) < 1 / (1 + np.exp(-level - ease))).astype(np.uint8)


def test_odds_ratio_of_one_stratum_is_the_one_worked_out_by_hand() -> None:
    # everybody has 2 favourable answers among the others, so there is one stratum: 30/10 against 15/25
    first = [[1, 1, 1, 0]] * 30 + [[0, 1, 1, 0]] * 10
    second = [[1, 1, 1, 0]] * 15 + [[0, 1, 1, 0]] * 25
    group = np.array([0] * 40 + [1] * 40, dtype=np.uint8)
    found = group_difference(np.array(first + second, dtype=np.uint8), group, SMALL_KEY)
    assert found["i1"]["mh_or"] == pytest.approx((30 * 25) / (10 * 15))
    assert found["i1"]["delta_ets"] == pytest.approx(-2.35 * np.log(5))
    # (30 - 22.5)^2 over the hypergeometric variance
    assert found["i1"]["chisq"] == pytest.approx(7.5**2 / (40 * 40 * 45 * 35 / (80 * 80 * 79)))
    assert found["i4"]["p"] is None
    assert found["i4"]["p_holm"] is None


def exact_fifths(people: list[int]) -> list[int]:
    """People in each fifth, by fractions: type-7 quantiles, duplicates merged, the lowest level included."""
    levels = [level for level, n in enumerate(people) for _ in range(n)]
    edges = set()
    for fifth in range(6):
        at = Fraction(fifth * (len(levels) - 1), 5)
        low, high = levels[floor(at)], levels[ceil(at)]
        edges.add(low + (at - floor(at)) * (high - low))
    of = [max(sum(edge < level for edge in edges) - 1, 0) for level in levels]
    return [of.count(stratum) for stratum in range(5)]


def test_fifths_are_cut_in_whole_numbers() -> None:
    # three fifths of eleven people end a hair beyond the lowest level when 0.6 is a float
    dice = random.Random(5)  # noqa: S311 - the same people in every run
    sets = [[7, 2, 1, 1], [1], [0, 6], *([dice.choice((0, 1, 2, 5)) for _ in range(6)] for _ in range(400))]
    for people in filter(any, sets):
        levels = np.zeros((1, len(people), 4))
        levels[0, :, 0] = people
        expected = exact_fifths(people)
        assert _strata(levels)[0, :, 0].tolist() == expected, people
        found = [sum(people[level] for level in group) for group in fifths(np.array(people))]
        if len(found) > 1:
            assert [n for n in found if n] == [n for n in expected if n], people


def test_equal_odds_are_a_difference_of_nothing_and_no_minus() -> None:
    answers = np.array([[1, 0, 0, 0], [0, 1, 0, 0]] * 20, dtype=np.uint8)
    found = group_difference(answers, np.array([0, 0, 1, 1] * 10, dtype=np.uint8), SMALL_KEY)["i1"]
    assert found["mh_or"] == 1
    assert repr(found["delta_ets"]) == "0.0"


def flagged(dice: np.random.Generator, group: Bytes, *, unlike: int | None = None) -> set[str]:
    """The items that are called unlike."""
    figures = group_difference(answered(dice, group, unlike=unlike), group, KEY)
    return {
        name
        for name, one in figures.items()
        if one["p_holm"] is not None and one["p_holm"] < SURE and abs(one["delta_ets"] or 0) >= LARGE
    }


def test_a_planted_difference_is_found_and_chance_alone_flags_about_one_test_in_twenty() -> None:
    dice = np.random.default_rng(5)
    group = np.repeat([0, 1], 200).astype(np.uint8)
    planted = [flagged(dice, group, unlike=16) for _ in range(40)]
    assert sum("i17" in one for one in planted) >= 36
    assert sum(len(one - {"i17"}) for one in planted) <= 0.005 * 40 * (ITEMS - 1)
    chance = [flagged(dice, group) for _ in range(400)]
    assert sum(map(len, chance)) <= 0.0025 * 400 * ITEMS
    # one in twenty and two standard errors of such a count
    assert sum(map(bool, chance)) <= 0.05 * 400 + 2 * (400 * 0.05 * 0.95) ** 0.5


def release(sizes: dict[str, int], *, period_two: dict[str, int] | None = None) -> Release:
    """Workshops with so many people of each sex."""
    dice = np.random.default_rng(7)
    parts = []
    for number, counts in enumerate([sizes, sizes, period_two, period_two]):
        if counts is None:
            continue
        sex = tuple(name for name, n in counts.items() for _ in range(n))
        sides = [
            tuple(
                "".join("12"[code] for code in row)
                for row in answered(dice, np.zeros(len(sex), dtype=np.uint8))
            )
            for _ in range(2)
        ]
        pairs = FrozenPairs.of(
            pre=sides[0],
            post=sides[1],
            tags={name: sex if name == "sex" else ("x",) * len(sex) for name in DIMENSIONS},
            lone=(),
        )
        workshop = closed(number, f"A{number % 2}", 1 + number // 2, pairs)
        parts.append(FrozenPart(workshop, pairs, {"pairs": len(sex)}))
    return make_release(KEY, CHARACTERS, parts, data_hash="test")


def test_groups_are_compared_from_a_hundred_people_each_whose_category_is_shown() -> None:
    assert differences(release({"male": 90, "female": 45})) == {}
    found = differences(release({"male": 90, "female": 60}))
    assert [(one.first, one.second) for one in found.values()] == [("male", "female")]
    later = release({"male": 90, "female": 60}, period_two={"male": 30, "female": 2})
    figures = whole_figures(later, Marks())["group_dif_pre"]
    assert figures["sex"]["items"] == found["sex"].items
