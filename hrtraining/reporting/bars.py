"""The shape of a diverging bar: answers against to the left of the middle, favourable ones to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hrtraining.content.domain import Instrument

if TYPE_CHECKING:
    from hrtraining.reporting.domain.answers import AnswerLine, OptionLine
    from hrtraining.reporting.domain.published import Change, ItemLine, Shown

DRAWN_BELOW, DRAWN_ABOVE = 2.5, 97.5
"""Where an extreme is drawn, in per cent: in the middle of what its mark leaves open."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: where it begins and how wide it is, in per cent, 0 in the middle of the bar."""

    start: float
    width: float
    kind: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar and what it adds up to, in per cent."""

    parts: tuple[Segment, ...]
    against: float
    neither: float
    favourable: float


@dataclass(frozen=True, slots=True)
class LikertLine:
    """An item with its bars before and after."""

    key: str
    before: Bar
    after: Bar


def likert_lines(
    answers: Sequence[AnswerLine], items: Sequence[ItemLine], instrument: Instrument
) -> tuple[LikertLine, ...]:
    """The items on attitude and intention, in the order of the test."""
    kinds = {item.id: item.kind for item in instrument.items}
    changes = {item.key: item.change for item in items}
    return tuple(likert_line(line, changes[line.key]) for line in answers if kinds[line.key] == "attitude")


def likert_line(line: AnswerLine, change: Change) -> LikertLine:
    """The bars of one item, whose favourable parts add up to its printed shares."""
    return LikertLine(
        line.key,
        bar(line.options, [one.before for one in line.options], change.before.value),
        bar(line.options, [one.after for one in line.options], change.after.value),
    )


def bar(options: Sequence[OptionLine], shown: Sequence[Shown], favourable: float | None = None) -> Bar:
    """The bar of the options' shares, made to fill it; the favourable ones make up `favourable` per cent if given.

    Shares of options are printed in whole per cent and extremes as bounds, so they alone would not quite add up.
    """
    pairs = list(zip(options, map(drawn_width, shown), strict=True))
    if options[0].is_favourable:
        pairs.reverse()
    shares = {
        is_for: sum(width for option, width in pairs if option.is_favourable is is_for)
        for is_for in (True, False)
    }
    wanted = {True: favourable, False: None if favourable is None else 100 - favourable}
    total = sum(shares.values()) or 1.0
    scaled: list[tuple[OptionLine, float]] = []
    for option, width in pairs:
        share, whole = shares[option.is_favourable], wanted[option.is_favourable]
        scaled.append((option, 100 * width / total if whole is None or not share else whole * width / share))
    sums = {kind: sum(width for option, width in scaled if _side(option) == kind) for kind in SIDES}
    many = {kind: sum(1 for option, _ in scaled if _side(option) == kind) for kind in SIDES}
    start, parts = -sums["against"] - sums["middle"] / 2, []
    for place, (option, width) in enumerate(scaled):
        side = _side(option)
        is_end = place in (0, len(scaled) - 1) and many[side] > 1 and side != "middle"
        parts.append(Segment(start, width, f"strong-{side}" if is_end else side))
        start += width
    return Bar(tuple(parts), sums["against"], sums["middle"], sums["for"])


SIDES = ("against", "middle", "for")


def _side(option: OptionLine) -> str:
    return "middle" if option.is_middle else "for" if option.is_favourable else "against"


def drawn_width(shown: Shown) -> float:
    """How wide a share is drawn, in per cent; nothing where it is hidden."""
    if shown.bound is not None:
        return DRAWN_BELOW if shown.mark.startswith("<") else DRAWN_ABOVE
    return shown.value or 0.0
