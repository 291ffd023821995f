"""What the templates of the report receive: figures that passed the gate, with their names in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from hrtraining.content.domain import Instrument
from hrtraining.core.clock import local_date
from hrtraining.core.i18n import Text, gettext, language
from hrtraining.core.khmer import digits
from hrtraining.core.khmer.dates import short_date
from hrtraining.reporting import designs_words, labels
from hrtraining.reporting.bars import LikertLine, likert_lines
from hrtraining.reporting.domain.scope import DIMENSIONS

if TYPE_CHECKING:
    from hrtraining.reporting.designs import Designs
    from hrtraining.reporting.domain.answers import AnswerLine, Reliable
    from hrtraining.reporting.domain.published import Attrition, Detail, ItemLine, Shown, Summary
    from hrtraining.reporting.domain.release import Release

SHOWN, HIDDEN, NONE = "shown", "hidden", "none"


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group in a table: its figures, or only that they are hidden or that there are none."""

    label: Text
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
    """When and from what the shown figures were published."""

    until: datetime
    periods: int
    waiting: int
    data_hash: str
    instrument_version: str
    edition_hash: str


@dataclass(frozen=True, slots=True)
class OldSentence:
    """The figures of the published sentence about the pilot ("34 % increase, at least 27 out of 33")."""

    percent: int = 34
    mark: int = 27
    items: int = 33
    year: int = 2011


@dataclass(frozen=True, slots=True)
class Repeat:
    """What a workshop should hear again: misconceptions that most still hold, and modules whose questions lag."""

    survived: tuple[tuple[str, ItemLine], ...]
    modules: tuple[tuple[str, tuple[str, ...]], ...]
    """Titles of modules with the wordings of the questions that lag."""
    hidden: int


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
    is_partly_hidden: bool = False
    old_sentence: OldSentence = OldSentence()
    answers: tuple[AnswerLine, ...] = ()
    reliable: Reliable | None = None
    trend: tuple[GroupLine, ...] = ()
    designs: Designs | None = None
    links: tuple[tuple[str, str], ...] = ()
    question_links: Mapping[str, str] = field(default_factory=dict)
    repeat: Repeat | None = None
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
    def design(self) -> designs_words.DesignPage | None:
        """The designs of the data in the reader's language; only the nation has them."""
        return designs_words.design_page(self.designs, language()) if self.designs else None

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
    up: tuple[str, str] | None = None


def _percent(shown: Shown, lang: str) -> str:
    if shown.bound is not None:
        return f"{shown.mark[0]}{digits.percent(shown.bound, lang, 0)}"
    return digits.percent(shown.value or 0, lang, shown.decimals)


def finding(summary: Summary, lang: str) -> str:
    """What happened, in words."""
    pooled = summary.pooled
    people = digits.number(summary.pairs, lang)
    if HIDDEN in (pooled.before.mark, pooled.after.mark) or NONE in (pooled.before.mark, pooled.after.mark):
        return gettext(
            "%(people)s learners took both tests. The shares before and after stay hidden to protect small groups.",
            people=people,
        )
    before, after = _percent(pooled.before, lang), _percent(pooled.after, lang)
    if pooled.difference.value is None:
        return gettext(
            "Of all answers by the %(people)s learners who took both tests, %(before)s were favourable before and "
            "%(after)s after.",
            people=people, before=before, after=after,
        )  # fmt: skip
    points = digits.number(abs(pooled.difference.value), lang, pooled.difference.decimals)
    values = {"people": people, "before": before, "after": after, "points": points}
    if points == digits.number(0, lang, pooled.difference.decimals):
        return gettext(
            "Of all answers by the %(people)s learners who took both tests, as many were favourable after as before: "
            "%(after)s.",
            people=people, after=after,
        )  # fmt: skip
    if pooled.difference.value > 0:
        return gettext(
            "Among the %(people)s learners who took both tests, favourable answers rose from %(before)s to "
            "%(after)s: up %(points)s percentage points.",
            **values,
        )
    return gettext(
        "Among the %(people)s learners who took both tests, favourable answers fell from %(before)s to %(after)s: "
        "down %(points)s percentage points.",
        **values,
    )


def breakdowns(release: Release) -> tuple[Breakdown, ...]:
    """The breakdowns that say something: at least two categories shown or hidden."""
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
        if len(lines) > 1:
            found.append(Breakdown(labels.DIMENSIONS[dimension], tuple(lines)))
    return tuple(found)


def trend(release: Release, closed: Mapping[int, datetime]) -> tuple[GroupLine, ...]:
    """The nation in each published period, oldest first, named by the day on which the period closed."""
    days = {period: local_date(moment) for period, moment in closed.items()}
    return tuple(
        GroupLine(Text(*(short_date(days[period], lang) for lang in ("km", "en"))), SHOWN, summary)
        for period, summary in sorted(release.trend().items(), key=lambda found: days[found[0]])
    )


def state_of(code: str, release: Release, summaries: Sequence[str]) -> str:
    """Whether an academy is shown, hidden, or has no pairs."""
    if code in summaries:
        return SHOWN
    return HIDDEN if code in release.scope.hidden else NONE
