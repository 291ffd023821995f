"""Which answers were given, and how good the questions are: of the whole nation only, printed in whole per cent.

A group under 100 shows none of this. Whole per cent, and "<5 %" for any smaller share, keep a single person's answer
from being worked out of what remains of the other options (rule 21).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, sqrt

import numpy as np

from hrtraining.reporting.domain.arrays import Bytes, Figures, Flags, Ints
from hrtraining.reporting.domain.disclosure import THRESHOLD
from hrtraining.reporting.domain.extremes import ABOVE, BELOW, HIGH, LOW, SMALL, rounded
from hrtraining.reporting.domain.instrument import ATTITUDE, Key, KeyedItem
from hrtraining.reporting.domain.language import FIFTHS
from hrtraining.reporting.domain.published import HIDDEN, NOT_ESTIMABLE, Change, Shown, estimated

PART = 0.27
"""Share of the people at each end whose answers are compared for the discrimination of an item (Kelley 1939)."""
CONFIDENCE = 1.96
"""The normal quantile of a two-sided 95 %, as the source of the reliable change has it."""


def coarse(count: int, n: int) -> Shown:
    """A share in whole per cent; below 5 and above 95 only that."""
    if n < THRESHOLD:
        return Shown(None, 0, HIDDEN if n else NOT_ESTIMABLE)
    percent = 100 * count / n
    if percent < LOW:
        return Shown(None, 0, BELOW)
    if percent > HIGH:
        return Shown(None, 0, ABOVE)
    return Shown(rounded(percent, 1.0), 0, is_rounded=True)


@dataclass(frozen=True, slots=True)
class OptionLine:
    """One option of an item: how often it was chosen before and after, and whether it counts as favourable."""

    code: str
    is_favourable: bool
    is_middle: bool
    before: Shown
    after: Shown
    by_fifth: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """The options of one item in their order."""

    key: str
    n: int
    options: tuple[OptionLine, ...]


@dataclass(frozen=True, slots=True)
class Reliable:
    """From how many points on the change of one person's score is more than the test's own unsteadiness.

    1.96 * sqrt(2) * sd_pre * sqrt(1 - alpha_pre) (Jacobson & Truax 1991), rounded up to a whole point.
    """

    points: int
    higher: Shown
    unclear: Shown
    lower: Shown


def reliable_change(change: Ints, *, sd_pre: float | None, alpha_pre: float | None) -> Reliable | None:
    """How many people changed reliably; None when the test's unsteadiness is not estimable or people are few."""
    n = len(change)
    if n < SMALL or not sd_pre or alpha_pre is None or not 0 < alpha_pre < 1:
        return None
    points = floor(CONFIDENCE * sqrt(2) * sd_pre * sqrt(1 - alpha_pre)) + 1
    higher, lower = int((change >= points).sum()), int((change <= -points).sum())
    return Reliable(points, coarse(higher, n), coarse(n - higher - lower, n), coarse(lower, n))


def is_middle(item: KeyedItem, code: str) -> bool:
    """Whether an option takes no side: the third of five, or "not sure"."""
    five = item.kind == ATTITUDE and len(item.options) == 5 and item.options.index(code) == 2
    return five or code == "DK"


def answer_lines(key: Key, pre: Bytes, post: Bytes) -> tuple[AnswerLine, ...]:
    """How often each option was chosen, of the pairs that answered an item both times; none under 100 pairs."""
    if len(pre) < SMALL:
        return ()
    lines = []
    for place, item in enumerate(key.items):
        both = (pre[:, place] > 0) & (post[:, place] > 0)
        counts = [
            {
                code: int(np.count_nonzero(both & (side[:, place] == item.numbers[code])))
                for code in item.options
            }
            for side in (pre, post)
        ]
        n = int(np.count_nonzero(both))
        lines.append(
            AnswerLine(
                item.key,
                n,
                tuple(
                    OptionLine(
                        code,
                        code in item.favourable,
                        is_middle(item, code),
                        before=coarse(counts[0][code], n),
                        after=coarse(counts[1][code], n),
                    )
                    for code in item.options
                ),
            )
        )
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Difference:
    """How the two largest groups of a breakdown answer each item at the same level (`language.group_difference`)."""

    dimension: str
    first: str
    second: str
    items: Figures


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """The same for one item."""

    dimension: str
    first: str
    second: str
    odds: Shown
    delta: Shown
    p: Shown


@dataclass(frozen=True, slots=True)
class ItemQuality:
    """How well one item works before the course, and whether the two languages ask the same."""

    key: str
    item_rest: Shown
    item_rest_after: Shown
    discrimination: Shown
    alpha: Shown
    alpha_without: Shown
    """Alpha of the other items: what the test would be without this one."""
    curves: tuple[OptionLine, ...]
    language_odds: Shown
    language_delta: Shown
    language_p: Shown
    groups: tuple[GroupDifference, ...] = ()
    """Other groups of people of the same level, where there are enough of them."""


@dataclass(frozen=True, slots=True)
class PairQuality:
    """Two items that say the opposite, and how often one person answered both the same way."""

    first: str
    second: str
    before: Shown
    after: Shown


@dataclass(frozen=True, slots=True)
class TestQuality:
    """What speaks for or against the answers as a whole."""

    straight_before: Shown
    straight_after: Shown
    fast_before: Shown
    fast_after: Shown
    not_sure_before: Shown
    not_sure_after: Shown
    pairs: tuple[PairQuality, ...]


def fifths(people: Ints) -> list[Ints]:
    """The levels of a score in five groups of about the same number of people, lowest first; a level stays whole.

    `people` counts people by level. Levels are cut at type-7 quantiles, duplicates merged, the lowest included.
    """
    cumulated = np.cumsum(people)
    if not len(cumulated) or not cumulated[-1]:
        return []
    # whole numbers, as in `language`
    below, over = np.divmod(np.arange(FIFTHS + 1) * (int(cumulated[-1]) - 1), FIFTHS)
    low = np.searchsorted(cumulated, below, side="right")
    high = np.searchsorted(cumulated, below + (over > 0), side="right")
    edges = np.unique(low + over / FIFTHS * (high - low))
    if len(edges) < 3:
        return [np.arange(len(people))]
    levels = np.arange(len(people))
    group = np.clip(np.searchsorted(edges, levels, side="left") - 1, 0, len(edges) - 2)
    return [np.flatnonzero(group == one) for one in range(len(edges) - 1)]


def discrimination(people: Ints, favourable: Ints) -> float:
    """Favourable share of the highest 27 % by the rest score minus that of the lowest; ties count in part."""
    part = max(PART * float(people.sum()), 1.0)

    def share(order: Ints) -> float:
        counts, good = people[order].astype(np.float64), favourable[order].astype(np.float64)
        before = np.concatenate(([0.0], np.cumsum(counts)[:-1]))
        taken = np.clip(part - before, 0.0, counts)
        used = counts > 0
        return float((good[used] * taken[used] / counts[used]).sum()) / part

    levels = np.arange(len(people))
    return share(levels[::-1]) - share(levels)


def item_quality(
    key: Key,
    place: int,
    *,
    codes: Bytes,
    favourable: Bytes,
    score: Ints,
    reliability: Figures,
    language: Figures,
    alpha_without: float | None,
    differences: Sequence[Difference] = (),
) -> ItemQuality:
    """The quality of one item from the scored pairs' answers before (n x K codes and 0/1, score of each person)."""
    item = key.items[place]
    rest = score - favourable[:, place]
    levels, width = key.size, 256
    # everything follows from one histogram: rest score x stored answer
    chosen = np.bincount(rest * width + codes[:, place], minlength=levels * width).reshape(-1, width)
    groups = fifths(chosen.sum(axis=1))
    numbers = item.numbers
    answered = chosen[:, 1:].sum(axis=1)
    curves = tuple(
        OptionLine(
            code,
            code in item.favourable,
            is_middle(item, code),
            Shown(None, 0, NOT_ESTIMABLE),
            Shown(None, 0, NOT_ESTIMABLE),
            tuple(
                coarse(int(chosen[group, numbers[code]].sum()), int(answered[group].sum()))
                for group in groups
            ),
        )
        for code in item.options
    )
    good = chosen[:, [numbers[code] for code in item.favourable]].sum(axis=1)
    apart = discrimination(chosen.sum(axis=1), good)
    found = language.get(item.key, {})
    odds = found.get("mh_or_km_vs_en")
    return ItemQuality(
        key=item.key,
        item_rest=estimated(reliability["item_rest_pre"][item.key], 2),
        item_rest_after=estimated(reliability["item_rest_post"][item.key], 2),
        discrimination=Shown(rounded(apart, 0.05), 2, is_rounded=True),
        alpha=estimated(reliability["pre"]["alpha"], 2),
        alpha_without=estimated(alpha_without, 2),
        curves=curves,
        language_odds=estimated(odds if isinstance(odds, float) else None, 2),
        language_delta=estimated(found.get("delta_ets"), 2),
        language_p=estimated(found.get("p_holm"), 3),
        groups=tuple(_difference(one, item.key) for one in differences),
    )


def _difference(found: Difference, item: str) -> GroupDifference:
    figures = found.items[item]
    odds = figures["mh_or"]
    return GroupDifference(
        found.dimension,
        found.first,
        found.second,
        odds=estimated(odds if isinstance(odds, float) else None, 2),
        delta=estimated(figures["delta_ets"], 2),
        p=estimated(figures["p_holm"], 3),
    )


def part_of_possible(change: Change) -> Shown:
    """How much of the gain that was possible was made, in whole per cent: (after - before) / (100 - before).

    From what is printed only, and where the favourable share did not fall.
    """
    before, after = change.before.value, change.after.value
    if HIDDEN in (change.before.mark, change.after.mark):
        return Shown(None, 0, HIDDEN)
    if before is None or after is None or before >= 100 or after < before:
        return Shown(None, 0, NOT_ESTIMABLE)
    return Shown(rounded(100 * (after - before) / (100 - before), 1.0), 0)


def contradiction(item: KeyedItem, codes: Bytes) -> tuple[Flags, Flags]:
    """Who answered favourably and who took the opposite side; the middle and "not sure" are neither."""
    numbers = item.numbers
    favourable = [numbers[code] for code in item.favourable]
    opposite = [
        numbers[code] for code in item.options if code not in item.favourable and not is_middle(item, code)
    ]
    return np.isin(codes, favourable), np.isin(codes, opposite)


def pair_quality(key: Key, first: int, second: int, sides: Sequence[Bytes]) -> PairQuality:
    """How often two opposite items were both agreed with, or both refused, before and after (sides: n x K codes)."""
    shown = []
    for codes in sides:
        for_one, against_one = contradiction(key.items[first], codes[:, first])
        for_two, against_two = contradiction(key.items[second], codes[:, second])
        answered = (codes[:, first] > 0) & (codes[:, second] > 0)
        both = answered & ((for_one & against_two) | (against_one & for_two))
        shown.append(coarse(int(both.sum()), int(answered.sum())))
    return PairQuality(key.items[first].key, key.items[second].key, *shown)
