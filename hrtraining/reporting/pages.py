"""What the templates of the report receive: figures that passed the gate, with their names in the reader's language."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from hrtraining.content.domain import Instrument
from hrtraining.core.clock import local_date
from hrtraining.core.i18n import Text, gettext, language
from hrtraining.core.khmer import digits
from hrtraining.core.khmer.dates import short_date
from hrtraining.reporting import labels
from hrtraining.reporting.bars import LikertLine, likert_lines
from hrtraining.reporting.designs import words as designs_words
from hrtraining.reporting.domain.chance import CHANCE
from hrtraining.reporting.domain.scope import DIMENSIONS, NOT_GIVEN

if TYPE_CHECKING:
    from hrtraining.reporting.designs.reading import Designs
    from hrtraining.reporting.domain.answers import AnswerLine, Reliable
    from hrtraining.reporting.domain.losses import Attrition
    from hrtraining.reporting.domain.published import Change, Detail, ItemLine, Shown, Summary
    from hrtraining.reporting.domain.release import Release
    from hrtraining.reporting.modules import ModuleLine
    from hrtraining.reporting.repeating import Repeat
    from hrtraining.reporting.versions import VersionLine
    from hrtraining.workshops.queries import TitleRow

CHANNEL = "channel"
"""The breakdown by the way of answering, which every report names."""
SHOWN, HIDDEN, NONE = "shown", "hidden", "none"
MANY_LEFT = 0.20
"""Share of those who sent the test before above which their loss is warned of."""
OTHER_PEOPLE = 0.25
"""Standardised difference of the scores before above which those who left were other people."""
AT_THE_TOP = 15.0
"""Per cent with a full score above which the test has no room left."""


class GroupLine(NamedTuple):
    """A group in a table: its figures, or only that they are hidden or that there are none."""

    label: Text | TitleRow
    state: str
    summary: Summary | None = None
    href: str | None = None
    is_partly_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One declared one-way breakdown."""

    label: Text
    lines: tuple[GroupLine, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """When and from what the shown figures were published; `waiting` workshops are in none, told of the nation only."""

    until: datetime
    data_hash: str
    instrument_version: str
    edition_hash: str
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class OldSentence:
    """The figures of the published sentence about the pilot ("34 % increase, at least 27 out of 33")."""

    percent: int = 34
    mark: int = 27
    items: int = 33
    year: int = 2011


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report page: the nation, an academy or a workshop."""

    level: str
    group: Text
    detail: Detail
    instrument: Instrument
    published: Published | None
    children: tuple[GroupLine, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    attrition: Attrition | None = None
    missing: tuple[Text, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    up: tuple[str, str] | None = None
    can_publish: bool = False
    is_enough: bool = False
    """Whether what waits has enough people to be published now."""
    is_partly_hidden: bool = False
    old_sentence: OldSentence = OldSentence()
    answers: tuple[AnswerLine, ...] = ()
    reliable: Reliable | None = None
    trend: tuple[GroupLine, ...] = ()
    designs: Designs | None = None
    links: tuple[tuple[str, str], ...] = ()
    question_links: Mapping[str, str] = field(default_factory=dict)
    repeat: Repeat | None = None
    modules: tuple[ModuleLine, ...] = ()
    versions: tuple[VersionLine, ...] = ()
    """The versions of the test with figures, where there are several; they are never put together."""
    file_flow: Mapping[str, int] | None = None
    """How the rows of a caller's file were counted; None for figures from the database."""

    @property
    def bars(self) -> tuple[LikertLine, ...]:
        """The diverging bars of the questions on attitude and intention."""
        return likert_lines(self.answers, self.detail.items, self.instrument)

    @property
    def sentence(self) -> str:
        """The finding in one sentence, with the number of people."""
        return finding(self.detail.summary, language())

    @property
    def persons(self) -> str:
        """How each person changed, in one sentence: all numbers, else the share that scored higher."""
        summary, lang = self.detail.summary, language()
        counts = (summary.higher, summary.same, summary.lower)
        everybody = digits.number(self.detail.scored, lang)
        if not any(one.mark for one in counts):
            higher, same, lower = (digits.number(one.value or 0, lang) for one in counts)
            return gettext(
                "%(higher)s of %(all)s people scored higher after the course, %(same)s the same, %(lower)s lower.",
                higher=higher, all=everybody, same=same, lower=lower,
            )  # fmt: skip
        share = self.detail.readings.higher_percent
        if all(one.mark for one in counts) and (share.value is not None or share.bound is not None):
            return gettext(
                "Of every 100 people with a score both times %(share)s scored higher after the course; the exact numbers "
                "stay hidden to protect people (%(all)s people).",
                share=_of_hundred(share, lang, share.decimals), all=everybody,
            )  # fmt: skip
        return gettext(
            "%(all)s people have a score both times; how many of them changed which way stays hidden in part, to protect "
            "people.",
            all=everybody,
        )

    @property
    def fell_beyond_chance(self) -> int:
        """How many questions fell beyond chance, as far as that is printed."""
        return sum(
            1
            for line in self.detail.items
            if (line.change.difference.value or 0) < 0
            and line.p_holm.value is not None
            and line.p_holm.value < CHANCE
        )

    @property
    def design(self) -> designs_words.DesignPage | None:
        """The designs of the data in the reader's language; only the nation has them."""
        return designs_words.design_page(self.designs, language()) if self.designs else None

    @property
    def warnings(self) -> tuple[str, ...]:
        """What must be known before the figures are believed."""
        return warnings(self.detail, self.attrition, language())

    @property
    def gaps_allowed(self) -> int:
        """How many questions a person may leave out in a test and still have a score (rule 6)."""
        return self.detail.readings.items // 10

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Anchors and headings of what stands further down the page."""
        found = []
        if self.children:
            found.append(("groups", gettext("Academies") if self.level == "nation" else gettext("Workshops")))
        if self.breakdowns:
            found.append(("people", gettext("Groups of people")))
        return (
            *found,
            ("questions", gettext("Questions")),
            ("counted", gettext("Who is counted")),
            ("limits", gettext("What this cannot say")),
        )

    def construct(self, key: str) -> str:
        """The name of a construct."""
        return self.instrument.constructs[key].in_(language())

    def stem(self, key: str) -> str:
        """The wording of an item."""
        item = self.instrument.item(key)
        return item.stem.in_(language()) if item else key


@dataclass(frozen=True, slots=True)
class EmptyPage:
    """A report page without figures, and why."""

    level: str
    group: Text
    state: str
    children: tuple[GroupLine, ...] = ()
    waiting: int = 0
    can_publish: bool = False
    is_enough: bool = False
    """Whether what waits has enough people to be published now."""
    is_own: bool = False
    """Whether it is a trainer's own workshop, of which only its size can hide the figures."""
    up: tuple[str, str] | None = None
    links: tuple[tuple[str, str], ...] = ()
    versions: tuple[VersionLine, ...] = ()


def _of_hundred(shown: Shown, lang: str, decimals: int) -> str:
    """A share as so many of a hundred; an extreme as the bound it has."""
    if shown.bound is not None:
        bound = digits.number(shown.bound, lang)
        return (
            gettext("fewer than %(number)s", number=bound)
            if shown.mark.startswith("<")
            else gettext("more than %(number)s", number=bound)
        )
    return digits.number(shown.value or 0, lang, decimals)


def _decimals(change: Change) -> int | None:
    """The fewest decimals at which the printed difference is that of the printed shares and not nothing, else None."""
    if change.before.value is None or change.after.value is None or change.difference.value is None:
        return None
    for decimals in range(change.difference.decimals + 1):
        before, after, points = (
            digits.round_half_up(value, decimals)
            for value in (change.before.value, change.after.value, change.difference.value)
        )
        if points and after - before == points:
            return decimals
    return None


def _told(change: Change, lang: str) -> tuple[str, dict[str, str]]:
    """How a change of shares is told: "hidden", "open" (no difference is said), "same", "more" or "fewer"; its numbers."""
    if {HIDDEN, NONE} & {change.before.mark, change.after.mark}:
        return HIDDEN, {}
    points, decimals = change.difference.value, _decimals(change)
    values = {
        "before": _of_hundred(change.before, lang, decimals or 0),
        "after": _of_hundred(change.after, lang, decimals or 0),
    }
    if points is not None and not digits.round_half_up(points, change.difference.decimals):
        return "same", values
    if points is None or decimals is None:
        return "open", values
    return ("more" if points > 0 else "fewer"), {
        **values,
        "points": digits.number(abs(points), lang, decimals),
    }


def finding(summary: Summary, lang: str) -> str:
    """What happened, in words: how many of a hundred answers were favourable before and after."""
    way, values = _told(summary.pooled, lang)
    values["people"] = digits.number(summary.pairs, lang)
    if way == HIDDEN:
        return gettext(
            "%(people)s learners took both tests. The shares before and after stay hidden to protect small groups.",
            **values,
        )
    if way == "same":
        return gettext(
            "Of every 100 answers, %(after)s were favourable after the course, as many as before "
            "(%(people)s learners who took both tests).",
            **values,
        )
    if way == "more":
        return gettext(
            "Of every 100 answers, %(before)s were favourable before the course and %(after)s after: %(points)s more "
            "(%(people)s learners who took both tests).",
            **values,
        )
    if way == "fewer":
        return gettext(
            "Of every 100 answers, %(before)s were favourable before the course and %(after)s after: %(points)s fewer "
            "(%(people)s learners who took both tests).",
            **values,
        )
    return gettext(
        "Of every 100 answers, %(before)s were favourable before the course and %(after)s after "
        "(%(people)s learners who took both tests).",
        **values,
    )


def question_finding(line: ItemLine, lang: str) -> str:
    """What happened at one question, in words: how many of a hundred people answered it favourably."""
    way, values = _told(line.change, lang)
    if way == HIDDEN:
        return gettext("The shares of this question stay hidden to protect small groups.")
    if way == "same":
        return gettext(
            "Of every 100 people, %(after)s answered this favourably after the course, as many as before.",
            **values,
        )
    if way == "more":
        return gettext(
            "Of every 100 people, %(before)s answered this favourably before the course and %(after)s after: "
            "%(points)s more.",
            **values,
        )
    if way == "fewer":
        return gettext(
            "Of every 100 people, %(before)s answered this favourably before the course and %(after)s after: "
            "%(points)s fewer.",
            **values,
        )
    return gettext(
        "Of every 100 people, %(before)s answered this favourably before the course and %(after)s after.",
        **values,
    )


def warnings(detail: Detail, attrition: Attrition | None, lang: str) -> tuple[str, ...]:
    """What must be known before the figures are believed (MEASUREMENT 1.4 and 1.5)."""
    found, flow = [], detail.flow
    left = flow.pre - flow.pairs
    if flow.pre and left > MANY_LEFT * flow.pre:
        found.append(
            gettext(
                "%(left)s of the %(all)s people who sent the pre-test have no counted post-test. The figures are "
                "about those who stayed; those who left may think otherwise.",
                left=digits.number(left, lang), all=digits.number(flow.pre, lang),
            )
        )  # fmt: skip
    if attrition is not None and attrition.smd.value is not None and abs(attrition.smd.value) > OTHER_PEOPLE:
        found.append(
            gettext(
                "Those who left were different already before the course: their mean score was %(left)s, that of those "
                "who stayed %(stayed)s. Read the change with care.",
                left=digits.number(attrition.mean_left.value or 0, lang, attrition.mean_left.decimals),
                stayed=digits.number(attrition.mean_stayed.value or 0, lang, attrition.mean_stayed.decimals),
            )
        )
    full = detail.at_maximum_after
    if full.value is not None and full.value > AT_THE_TOP:
        found.append(
            gettext(
                "%(share)s of the people have a full score after the course. The test cannot show how much more they "
                "learned.",
                share=digits.percent(full.value, lang, full.decimals),
            )
        )
    return tuple(found)


def breakdowns(release: Release) -> tuple[Breakdown, ...]:
    """The breakdowns that say something: at least two categories shown or hidden.

    How people answered is said always, be it in one way only.
    """
    found = []
    for dimension in DIMENSIONS:
        lines = [
            GroupLine(labels.category(dimension, category), SHOWN, summary)
            for category, summary in release.breakdown(dimension).items()
        ]
        lines += [
            GroupLine(labels.category(dimension, category), HIDDEN)
            for category in sorted(release.scope.hidden_categories[dimension])
        ]
        if len(lines) > 1 or (dimension == CHANNEL and release.breakdown(CHANNEL).keys() - {NOT_GIVEN}):
            found.append(Breakdown(labels.DIMENSIONS[dimension], tuple(lines)))
    return tuple(found)


def trend(release: Release, closed: Mapping[int, datetime]) -> tuple[GroupLine, ...]:
    """The nation in each published period, oldest first, named by the day on which the period closed."""
    days = {period: local_date(moment) for period, moment in closed.items()}
    return tuple(
        GroupLine(Text(*(short_date(days[period], lang) for lang in ("km", "en"))), SHOWN, summary)
        for period, summary in sorted(release.trend().items(), key=lambda found: days[found[0]])
    )


def state_of(code: str, release: Release, shown: Container[str]) -> str:
    """Whether an academy is shown, hidden, or has no pairs; `shown` are the codes of those that are shown."""
    if code in shown:
        return SHOWN
    return HIDDEN if code in release.scope.hidden else NONE
