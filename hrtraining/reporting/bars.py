"""The shape of a diverging bar: answers against to the left of the middle, favourable ones to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hrtraining.content.domain import Instrument

if TYPE_CHECKING:
    from hrtraining.reporting.domain.answers import AnswerLine, OptionLine
    from hrtraining.reporting.domain.published import Shown

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


def likert_lines(answers: Sequence[AnswerLine], instrument: Instrument) -> tuple[LikertLine, ...]:
    """The items on attitude and intention, in the order of the test."""
    kinds = {item.id: item.kind for item in instrument.items}
    return tuple(
        LikertLine(
            line.key,
            bar(line.options, [one.before for one in line.options]),
            bar(line.options, [one.after for one in line.options]),
        )
        for line in answers
        if kinds[line.key] == "attitude"
    )


def bar(options: Sequence[OptionLine], shown: Sequence[Shown]) -> Bar:
    """The bar of the options' shares, which are made to fill it."""
    pairs = list(zip(options, map(_width, shown), strict=True))
    if options[0].is_favourable:
        pairs.reverse()
    total = sum(width for _, width in pairs) or 1.0
    scaled = [(option, 100 * width / total) for option, width in pairs]
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


def _width(shown: Shown) -> float:
    if shown.bound is not None:
        return DRAWN_BELOW if shown.mark.startswith("<") else DRAWN_ABOVE
    return shown.value or 0.0
