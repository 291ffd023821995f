"""Options, reliable change, flags, bars and the rule of rare people: small cases with known results."""

from __future__ import annotations

import random

import numpy as np
import pytest

from hrtraining.reporting.bars import bar
from hrtraining.reporting.domain.anonymity import COLUMNS, Given, joined, judge
from hrtraining.reporting.domain.answers import (
    OptionLine,
    answer_lines,
    coarse,
    discrimination,
    fifths,
    pair_quality,
    reliable_change,
)
from hrtraining.reporting.domain.arrays import Bytes
from hrtraining.reporting.domain.extremes import rounded
from hrtraining.reporting.domain.instrument import Key, KeyedItem
from hrtraining.reporting.domain.published import Shown

FIVE = ("1", "2", "3", "4", "5")


def item(key: str, favourable: tuple[str, ...] = ("4", "5")) -> KeyedItem:
    """An attitude item of five options."""
    return KeyedItem(key, 1, "attitude", FIVE, frozenset(favourable))


def stored(key: Key, people: list[str]) -> Bytes:
    """n x K stored answers, from one code an item of each person."""
    rows = [[one.numbers[code] for one, code in zip(key.items, codes, strict=True)] for codes in people]
    return np.array(rows, dtype=np.uint8)


@pytest.mark.parametrize(
    ("count", "n", "value", "mark"),
    [
        (0, 100, None, "<5"),
        (4, 100, None, "<5"),
        (5, 100, 5.0, ""),
        (1, 8, None, "hidden"),
        (96, 100, None, ">95"),
        (95, 100, 95.0, ""),
        (0, 0, None, "none"),
        (25, 200, 13.0, ""),
    ],
)
def test_shares_are_printed_in_whole_per_cent(count: int, n: int, value: float | None, mark: str) -> None:
    shown = coarse(count, n)
    assert (shown.value, shown.mark) == (value, mark)


def test_halves_are_rounded_up_as_people_do() -> None:
    # Python's round(12.5) is 12
    assert rounded(12.5, 1.0) == 13
    assert rounded(11.5, 1.0) == 12


def test_options_are_hidden_under_a_hundred_pairs() -> None:
    key = Key((item("Q1"),))
    more = stored(key, ["4"] * 100)
    assert answer_lines(key, more[:99], more[:99]) == ()
    (line,) = answer_lines(key, more, more)
    assert [option.before.mark for option in line.options] == ["<5", "<5", "<5", ">95", "<5"]


def test_threshold_of_reliable_change_is_that_of_jacobson_and_truax() -> None:
    # 1.96 * sqrt(2) * 6 * sqrt(1 - 0.84) = 6.65, so 7 points
    change = np.array([7] * 30 + [6] * 40 + [-7] * 30, dtype=np.int64)
    found = reliable_change(change, sd_pre=6.0, alpha_pre=0.84)
    assert found is not None
    assert found.points == 7
    assert (found.higher.value, found.unclear.value, found.lower.value) == (30, 40, 30)


@pytest.mark.parametrize(("sd", "alpha"), [(0.0, 0.8), (None, 0.8), (5.0, None), (5.0, -0.2), (5.0, 1.0)])
def test_reliable_change_that_is_not_estimable_is_none(sd: float | None, alpha: float | None) -> None:
    assert reliable_change(np.zeros(200, dtype=np.int64), sd_pre=sd, alpha_pre=alpha) is None


def test_pure_noise_is_called_no_reliable_change() -> None:
    rng = np.random.default_rng(1)
    able = rng.normal(0, 1, 4000)
    sides = [
        rng.random((4000, 33)) < 1 / (1 + np.exp(-(able[:, None] + np.linspace(-1, 1, 33)))) for _ in range(2)
    ]
    pre, post = (side.sum(axis=1).astype(np.int64) for side in sides)
    kr20 = 33 / 32 * (1 - float(sides[0].var(axis=0, ddof=1).sum()) / float(pre.var(ddof=1)))
    found = reliable_change(post - pre, sd_pre=float(pre.std(ddof=1)), alpha_pre=kr20)
    assert found is not None
    unclear = found.unclear
    assert unclear.mark == ">95" or (unclear.value or 0) >= 94


def test_a_cohort_in_which_a_third_gets_worse_is_seen() -> None:
    change = np.array([12] * 553 + [0] * 137 + [-12] * 310, dtype=np.int64)
    found = reliable_change(change, sd_pre=6.0, alpha_pre=0.84)
    assert found is not None
    assert found.lower.value == 31


def test_fifths_keep_equal_scores_together() -> None:
    people = np.array([0, 3, 2, 1, 1, 2, 0, 0, 0, 1])
    groups = fifths(people)
    assert sorted(level for group in groups for level in group) == list(range(10))
    assert len(fifths(np.array([0, 0, 7, 0]))) == 1
    assert fifths(np.array([], dtype=np.int64)) == []


def test_discrimination_is_upper_minus_lower_and_shares_ties() -> None:
    people, good = np.array([100, 100, 100, 100]), np.array([0, 50, 50, 100])
    # 27 % of 400 are 108: all of the outer level and 8 of the next
    assert discrimination(people, good) == pytest.approx((100 + 4) / 108 - 4 / 108)
    assert discrimination(np.array([50]), np.array([20])) == pytest.approx(0)


def test_opposite_items_answered_alike_are_a_contradiction() -> None:
    key = Key((item("up"), item("down", ("1", "2"))))
    agree_both, refuse_both, clear, neutral = "55", "11", "51", "35"
    codes = stored(key, [agree_both] * 10 + [refuse_both] * 10 + [clear] * 60 + [neutral] * 20)
    found = pair_quality(key, 0, 1, (codes, codes))
    assert found.before.value == 20


def option(code: str, share: float, *, favourable: bool = False, middle: bool = False) -> OptionLine:
    """An option with the same share before and after."""
    return OptionLine(code, favourable, middle, Shown(share, 0), Shown(share, 0))


def test_a_bar_stands_around_its_middle_whichever_way_the_item_is_keyed() -> None:
    shares = [10.0, 20.0, 20.0, 30.0, 20.0]
    up = [option(c, s, favourable=c in "45", middle=c == "3") for c, s in zip("12345", shares, strict=True)]
    down = [
        option(c, s, favourable=c in "12", middle=c == "3") for c, s in zip("54321", shares, strict=True)
    ][::-1]
    one, other = (bar(options, [o.before for o in options]) for options in (up, down))
    assert one == other
    assert [part.kind for part in one.parts] == ["strong-against", "against", "middle", "for", "strong-for"]
    assert (one.against, one.neither, one.favourable) == (30, 20, 50)
    assert one.parts[0].start == -40
    assert one.parts[-1].start + one.parts[-1].width == 60


def people(*counts: tuple[str, str, int]) -> list[tuple[str, ...]]:
    """People by academy and sex."""
    return [(academy, sex, *[""] * (len(COLUMNS) - 2)) for academy, sex, n in counts for _ in range(n)]


def test_ten_people_of_each_kind_may_be_given() -> None:
    rows = people(("A1", "f", 10), ("A1", "m", 30), ("A2", "m", 12))
    assert judge(rows, COLUMNS) is None


def test_rare_people_are_refused_with_the_fewest_columns_to_leave_out() -> None:
    rows = people(("A1", "f", 3), ("A1", "m", 30), ("A2", "f", 12), ("A2", "m", 20))
    refusal = judge(rows, COLUMNS)
    assert refusal is not None
    assert set(refusal.ways) == {("sex",), ("academy",)}
    for way in refusal.ways:
        assert judge(rows, [name for name in COLUMNS if name not in way]) is None


def test_people_who_came_since_an_earlier_file_are_judged_for_themselves() -> None:
    rows = people(("A1", "f", 30), ("A1", "m", 30), ("A1", "f", 4), ("A1", "m", 20))
    periods = [1] * 60 + [2] * 24
    assert judge(rows, COLUMNS) is None
    assert joined(rows, periods, ("sex",), []) is None
    # the second file minus the first one would leave four women
    assert joined(rows, periods, ("sex",), [Given(("academy",), 1)]) is not None
    assert joined(rows, periods, ("academy",), [Given(("academy",), 1)]) is None
    # both files after the second publication: nobody came between them
    assert joined(rows, periods, ("sex",), [Given(("academy",), 2)]) is None
    assert joined([], [], ("sex",), []) is None


def test_fewer_than_ten_people_are_never_given() -> None:
    refusal = judge(people(("A1", "f", 9)), COLUMNS)
    assert refusal is not None
    assert refusal.ways == ()


def test_every_way_that_is_named_is_enough() -> None:
    rng = random.Random(7)  # noqa: S311 — the same people in every run
    for _ in range(40):
        rows = [tuple(rng.choice("ab") for _ in COLUMNS) for _ in range(rng.randint(10, 400))]
        refusal = judge(rows, COLUMNS)
        for way in refusal.ways if refusal else ():
            assert judge(rows, [name for name in COLUMNS if name not in way]) is None


def test_the_favourable_side_of_a_bar_is_the_printed_share() -> None:
    shown = [Shown(None, 0, "<5"), Shown(12.0, 0), Shown(21.0, 0), Shown(40.0, 0), Shown(25.0, 0)]
    options = [option(c, 0.0, favourable=c in "45", middle=c == "3") for c in "12345"]
    found = bar(options, shown, 64.6)
    assert found.favourable == pytest.approx(64.6)
    assert found.against + found.neither + found.favourable == pytest.approx(100)
    assert found.parts[0].width > 0
