"""What the pages of questions receive: each with its figures, how it works, what stands out, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from hrtraining.content.domain import Item
from hrtraining.core.i18n import Text, language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.reporting import labels
from hrtraining.reporting.bars import LikertLine, drawn_width, likert_line
from hrtraining.reporting.composing import Composed
from hrtraining.reporting.pages import ReportPage, question_finding

if TYPE_CHECKING:
    from hrtraining.reporting.domain.answers import AnswerLine, ItemQuality, PairQuality, TestQuality
    from hrtraining.reporting.domain.published import ItemLine, Shown
    from hrtraining.reporting.versions import VersionLine

OPPOSITES = (("A1", "A2"), ("B4", "B5"), ("C1", "C4"))
"""Items of the blueprint that say the opposite of each other: nobody can mean both."""


class Flag(NamedTuple):
    """What stands out about a question: the kind of notice, what was seen, what to do; both lazy sentences."""

    kind: str
    seen: Any
    act: Any


FLAGS: dict[str, Flag] = {
    "reversed": Flag(
        "danger",
        _l("People who do well elsewhere do badly here."),
        _l(
            "Check the key and the wording: the key may be turned round, or people read the question otherwise."
        ),
    ),
    "language": Flag(
        "danger",
        _l("Khmer and English readers of the same level answer differently."),
        _l(
            "Compare the two wordings: they may ask different things. Mend the translation in the next version."
        ),
    ),
    "groups": Flag(
        "danger",
        _l("Two groups of people of the same level answer differently."),
        _l("Do not compare these groups on this question. Read it with people of both groups."),
    ),
    "fell": Flag(
        "danger",
        _l("Fewer people answered favourably after the course, and that is more than chance."),
        _l("Look at the lesson and the way it is taught. Ask trainers what they say about it."),
    ),
    "weak": Flag(
        "warn",
        _l("The question tells little about what a person knows or thinks elsewhere."),
        _l("Watch it. If it stays so, word it more plainly in the next version."),
    ),
    "loosens": Flag(
        "warn",
        _l("The other questions hang together better without this one."),
        _l("Read it again: it may ask about something else than the rest. Word it more plainly next time."),
    ),
    "contradicted": Flag(
        "warn",
        _l("Many people answered this question and its opposite alike."),
        _l("Ask some people what they understood. Word both questions more plainly."),
    ),
    "language_watch": Flag(
        "warn",
        _l("Khmer and English readers of the same level answer somewhat differently."),
        _l("Read both wordings again."),
    ),
    "may_have_fallen": Flag(
        "warn",
        _l("Fewer people answered favourably after the course; this may be chance."),
        _l("Watch it in the next publication."),
    ),
    "not_yet": Flag(
        "warn",
        _l("After the course fewer than half answer favourably."),
        _l("Give it more time in class: repeat the lesson and let people practise."),
    ),
    "unmoved": Flag(
        "info",
        _l("The answers hardly moved."),
        _l("Teach it in another way, or ask whether the question still fits the course."),
    ),
    "full": Flag(
        "info",
        _l("Nearly everybody answered favourably before the course."),
        _l("There is no room to rise. It need not be taught long."),
    ),
    "unused": Flag(
        "info",
        _l("Hardly anybody chooses one of the options, before or after."),
        _l("Nothing must be done; a more plausible option would tell more."),
    ),
    "unsaid": Flag(
        "info",
        _l("The shares of this question stay hidden to protect small groups."),
        _l("Nothing can be said of it yet. Wait for more people."),
    ),
    "clear": Flag("ok", _l("Nothing stands out."), _l("Keep the question as it is.")),
}
"""What is said of a question, by the name of its flag."""
TEST_FLAGS: dict[str, Flag] = {
    "straight": Flag(
        "warn",
        _l("Many people gave the same answer to every attitude question."),
        _l(
            "Say before the test that there is no right answer to these questions, and give more time. Read the "
            "figures with care."
        ),
    ),
    "fast": Flag(
        "warn",
        _l("Many people answered faster than one can read."),
        _l(
            "Read the instruction aloud, give a quiet quarter of an hour, and let nobody wait for the last. Read the "
            "figures with care."
        ),
    ),
    "contradictory": Flag(
        "warn",
        _l("Many people answered two opposite statements alike."),
        _l("Look at both questions below: the wording may mislead, or people fill in without reading."),
    ),
    "careful": Flag(
        "ok",
        _l("Nothing suggests that people filled in without reading."),
        _l("Nothing must be done."),
    ),
}
"""The same for the test as a whole."""
SERIOUS = ("danger", "warn")


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in the list: its figures and its flags."""

    item: Item
    line: ItemLine
    flags: tuple[str, ...]
    href: str

    @property
    def kind(self) -> str:
        """How serious the first flag is."""
        return FLAGS[self.flags[0]].kind

    @property
    def seen(self) -> str:
        """What was seen first."""
        return str(FLAGS[self.flags[0]].seen)


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """All questions, and how the test as a whole was filled in."""

    lines: tuple[QuestionLine, ...]
    quality: TestQuality | None
    people: int
    up: tuple[str, str]
    stems: dict[str, Text]
    version: str
    flags: tuple[Flag, ...] = ()
    versions: tuple[VersionLine, ...] = ()

    @property
    def striking(self) -> int:
        """How many questions have a serious flag."""
        return sum(1 for one in self.lines if one.kind in SERIOUS)

    def stem(self, key: str) -> str:
        """The wording of a question."""
        return self.stems[key].in_(language())


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option: its words, its shares, and its share in each fifth of the people."""

    label: str
    is_favourable: bool
    before: Shown
    after: Shown
    by_fifth: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class OppositeRow:
    """A question that says the opposite, and how often both were answered alike."""

    stem: str
    before: Shown
    after: Shown


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Two groups of people in words, and how they answer at the same level."""

    label: str
    odds: Shown
    delta: Shown
    p: Shown


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question in full."""

    item: Item
    number: int
    topic: str
    line: ItemLine
    quality: ItemQuality | None
    options: tuple[OptionRow, ...]
    bars: LikertLine | None
    curve: tuple[float | None, ...]
    flags: tuple[Flag, ...]
    possible: Shown
    whole: TestQuality | None
    opposites: tuple[OppositeRow, ...]
    groups: tuple[GroupRow, ...]
    version: str
    up: tuple[str, str]
    around: tuple[tuple[str, str] | None, tuple[str, str] | None]
    versions: tuple[VersionLine, ...] = ()

    @property
    def sentence(self) -> str:
        """The finding in one sentence."""
        return question_finding(self.line, language())

    @property
    def stem(self) -> str:
        """The wording."""
        return self.item.stem.in_(language())

    @property
    def second_stem(self) -> str | None:
        """The second wording, where the test has two forms; the figures pool both."""
        return self.item.stem_b.in_(language()) if self.item.stem_b else None


def opposites(page: ReportPage) -> tuple[tuple[str, str], ...]:
    """The keys of items that say the opposite of each other."""
    keys = {item.blueprint: item.id for item in page.instrument.items}
    return tuple((keys[one], keys[other]) for one, other in OPPOSITES if one in keys and other in keys)


def answer_of(page: ReportPage, key: str) -> AnswerLine | None:
    """The options of an item, or None where they are not shown."""
    return next((line for line in page.answers if line.key == key), None)


def qualities_of(made: Composed) -> dict[str, ItemQuality]:
    """How well each item works, as far as that may be shown."""
    from hrtraining.reporting.domain.wholes import item_qualities

    release = made.release
    return release.once("qualities", lambda: item_qualities(release)) if release is not None else {}


def test_quality_of(made: Composed, page: ReportPage) -> TestQuality | None:
    """How the test as a whole was filled in, as far as that may be shown."""
    from hrtraining.reporting.domain.wholes import test_page

    release = made.release
    return release.once("test", lambda: test_page(release, opposites(page))) if release is not None else None


def pairs_with(whole: TestQuality | None, key: str) -> tuple[PairQuality, ...]:
    """The pairs of opposite statements to which an item belongs."""
    return tuple(pair for pair in whole.pairs if key in (pair.first, pair.second)) if whole else ()


def opposite_rows(page: ReportPage, whole: TestQuality | None, key: str) -> tuple[OppositeRow, ...]:
    """The same in words: the other statement of each pair."""
    stems = {item.id: item.stem for item in page.instrument.items}
    return tuple(
        OppositeRow(
            stems[pair.second if pair.first == key else pair.first].in_(language()), pair.before, pair.after
        )
        for pair in pairs_with(whole, key)
    )


def group_rows(quality: ItemQuality | None) -> tuple[GroupRow, ...]:
    """The pairs of groups that are compared, in words."""

    def name(dimension: str, category: str) -> str:
        known = labels.CATEGORIES[dimension].get(category)
        return known.in_(language()) if known else category

    return tuple(
        GroupRow(
            f"{name(one.dimension, one.first)} – {name(one.dimension, one.second)}",
            one.odds,
            one.delta,
            one.p,
        )
        for one in (quality.groups if quality else ())
    )


def flags_of(
    page: ReportPage, line: ItemLine, quality: ItemQuality | None, whole: TestQuality | None
) -> tuple[str, ...]:
    """The flags of an item."""
    from hrtraining.reporting.domain.flags import flags

    return flags(line, quality, answer_of(page, line.key), pairs_with(whole, line.key))


def test_flags_of(whole: TestQuality | None) -> tuple[Flag, ...]:
    """What stands out about the test as a whole, in words."""
    from hrtraining.reporting.domain.flags import test_flags

    return tuple(TEST_FLAGS[flag] for flag in test_flags(whole)) if whole is not None else ()


def option_rows(page: ReportPage, item: Item, quality: ItemQuality | None) -> tuple[OptionRow, ...]:
    """The options of an item in their own words."""
    answers, words = answer_of(page, item.id), page.instrument.scales[item.scale]
    if answers is None:
        return ()
    curves = {one.code: one.by_fifth for one in quality.curves} if quality else {}
    return tuple(
        OptionRow(
            words[option.code].in_(language()),
            option.is_favourable,
            option.before,
            option.after,
            curves.get(option.code, ()),
        )
        for option in answers.options
    )


def bars_of(page: ReportPage, item: Item, line: ItemLine) -> LikertLine | None:
    """The bars before and after, for questions with an order of options."""
    answers = answer_of(page, item.id)
    return likert_line(answers, line.change) if answers is not None and item.kind == "attitude" else None


def favourable_curve(options: tuple[OptionRow, ...]) -> tuple[float | None, ...]:
    """The favourable share in each fifth in per cent, as far as it can be added up; extremes as they are drawn."""
    chosen = [one.by_fifth for one in options if one.is_favourable and one.by_fifth]
    if not chosen:
        return ()
    found: list[float | None] = []
    for fifth in zip(*chosen, strict=True):
        is_known = all(one.place is not None for one in fifth)
        found.append(min(sum(map(drawn_width, fifth)), 100.0) if is_known else None)
    return tuple(found)
