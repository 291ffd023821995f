"""What is left after months as the printed report shows it: the line of decay, its table, who was lost, how work went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hrtraining.assessment.domain import Phase
from hrtraining.core.khmer import digits
from hrtraining.followup.domain import ASKED, LABELS, MONTHS, ONCE
from hrtraining.reporting.followup.drawing import Point, path_of, points_of
from hrtraining.reporting.followup.reading import FollowUp, Work, kept_in_a_sentence, kept_text, places_of
from hrtraining.reporting.printed.writer import Writer

if TYPE_CHECKING:
    from hrtraining.reporting.domain.followup_release import PhaseFigures, Printed

TOP, BOTTOM = 8.0, 126.0
"""Where the drawing of the template has all questions and none."""
MANY_LOST = 20.0
"""From so many per cent on it is said that those who stayed are not everybody."""
LEFT_HALF = ("searches", "referrals", "needle_sticks")
"""The questions about work in the left column."""


@dataclass(frozen=True, slots=True)
class Line:
    """The same people before, after and then: places on the drawing, and the words for who does not see it."""

    phase: str
    points: tuple[Point, ...]
    label: str
    alt: str

    @property
    def path(self) -> str:
        """The points as SVG writes them."""
        return path_of(self.points)


@dataclass(frozen=True, slots=True)
class Row:
    """One follow-up in the tables, written out."""

    months: str
    people: str
    before: str
    after: str
    later: str
    against_before: str
    against_after: str
    kept: str
    workshops: str
    invited: str
    answered: str
    share: str
    lost_before: str
    lost_after: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A question about work (no shares), or one of its choices with its share in each follow-up."""

    label: str
    shares: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftPage:
    """The page of what is left."""

    sentence: str
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    steps: str
    lost_steps: str
    """What the means of the lost are rounded to, where that is coarser; empty where it is not."""
    stayed: str
    has_lost_many: bool
    work: str
    work_heads: tuple[str, ...]
    halves: tuple[tuple[Choice, ...], tuple[Choice, ...]]


class _Writer(Writer):
    """Writes the figures of the follow-up."""

    def figure(self, shown: Printed, decimals: int = 1) -> str:
        if shown.mark == "hidden":
            return self.say("hidden")
        if shown.mark:
            return f"{shown.mark[0]}{digits.percent(int(shown.mark[1:]), self.lang, 0)}"
        return "–" if shown.value is None else self.number(shown.value, decimals)

    def share(self, shown: Printed) -> str:
        if shown.mark or shown.value is None:
            return self.figure(shown)
        return digits.percent(shown.value, self.lang, 0)

    def change(self, shown: Printed, margin: float | None, places: int) -> str:
        if shown.mark or shown.value is None:
            return self.figure(shown)
        written = f"{'+' if shown.value > 0 else ''}{self.number(shown.value, places)}"
        if margin is None:
            return f"{written} ({self.say('few')})"
        low, high = (self.number(round(shown.value + side, 1), places) for side in (-margin, margin))
        return f"{written} ({self.say('to', low=low, high=high)})"

    def months(self, one: PhaseFigures) -> str:
        return self.number(MONTHS[Phase(one.phase)])

    def step(self, one: PhaseFigures, step: float) -> str:
        return self.say("left_step", months=self.months(one), step=self.number(step, places_of(step)))

    def joined(self, parts: Sequence[str]) -> str:
        return (", " if self.lang == "en" else " ").join(parts)


def left_page(found: FollowUp, lang: str) -> LeftPage | None:
    """What is left after months; None while nothing of it can be shown."""
    last = found.longest
    if last is None:
        return None
    write = _Writer(lang)
    steps = [write.step(one, one.step) for one in found.phases]
    coarser = [write.step(one, step) for one in found.phases if (step := one.lost_step or 0.0) > one.step]
    return LeftPage(
        sentence=_sentence(last, write),
        lines=tuple(line for one in found.phases if (line := _line(one, found.items, write)) is not None),
        rows=tuple(_row(one, write) for one in found.phases),
        steps=write.joined(steps),
        lost_steps=write.joined(coarser),
        stayed=write.say(
            "stayed_says_file" if found.of_file else "stayed_says",
            months=write.months(last),
            invited=write.number(last.invited),
            answered=write.number(last.answered),
            share=digits.percent(last.retained_percent, lang, 0),
        ),
        has_lost_many=any(100 - one.retained_percent > MANY_LOST for one in found.phases),
        work=_work_sentence(found.work, write),
        work_heads=tuple(
            f"{write.say('months', n=write.number(MONTHS[one.phase]))} (n\u00a0=\u00a0{write.number(one.reports)})"
            for one in found.work
        ),
        halves=_halves(found.work, write),
    )


def _sentence(last: PhaseFigures, write: _Writer) -> str:
    values = {"months": write.months(last), "n": write.number(last.scored)}
    if last.before.value is None or last.after.value is None or last.later.value is None:
        return write.say("left_says_people", **values)
    values |= {
        name: write.figure(shown, places_of(last.step))
        for name, shown in (("before", last.before), ("after", last.after), ("later", last.later))
    }
    kept = kept_in_a_sentence(last, write.lang)
    if kept is None or last.after.value <= last.before.value:
        return write.say("left_says_scores", **values)
    return write.say("left_says", kept=kept, **values)


def _line(one: PhaseFigures, items: int, write: _Writer) -> Line | None:
    points = points_of(one, items, top=TOP, bottom=BOTTOM)
    if points is None:
        return None
    before, after, later = (
        write.figure(mean, places_of(one.step)) for mean in (one.before, one.after, one.later)
    )
    months = write.months(one)
    return Line(
        phase=one.phase,
        points=points,
        label=write.say("left_line", months=months, n=write.number(one.scored)),
        alt=write.say("left_alt", months=months, before=before, after=after, later=later),
    )


def _row(one: PhaseFigures, write: _Writer) -> Row:
    places, of_lost = places_of(one.step), places_of(one.lost_step)
    return Row(
        months=write.say("months", n=write.months(one)),
        people=write.number(one.scored),
        before=write.figure(one.before, places),
        after=write.figure(one.after, places),
        later=write.figure(one.later, places),
        against_before=write.change(one.change_from_before, one.margin, places),
        against_after=write.change(one.change_from_after, one.margin_after, places),
        kept=kept_text(one, write.lang) or write.share(one.gain_kept_percent),
        workshops=write.number(one.workshops),
        invited=write.number(one.invited),
        answered=write.number(one.answered),
        share=digits.percent(one.retained_percent, write.lang, 0),
        lost_before=write.figure(one.lost_before, of_lost),
        lost_after=write.figure(one.lost_after, of_lost),
    )


def _work_sentence(work: Sequence[Work], write: _Writer) -> str:
    return write.say("work_says", n=write.number(sum(one.reports for one in work))) if work else ""


def _halves(work: Sequence[Work], write: _Writer) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """The questions about work in two columns of about the same length."""
    if not work:
        return (), ()
    columns: tuple[list[Choice], list[Choice]] = ([], [])
    for name in (*ONCE, "reasons"):
        column = columns[0 if name in LEFT_HALF else 1]
        column.append(Choice(str(ASKED[name])))
        for code, label in LABELS[name].items():
            column.append(Choice(str(label), tuple(write.share(one.shares[name][code]) for one in work)))
    return tuple(columns[0]), tuple(columns[1])
