"""What a frozen edition is made of: modules, lessons, checks, scenes, instruments, law, sources and terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hrtraining.content.domain.evaluation import Evaluation
from hrtraining.core.i18n import Text

STATUS_VERIFIED = "verified"
CHOOSING = ("single", "multiple", "truefalse")
ORDERING = "ordering"
MATCHING = "matching"
REFLECTION = "reflection"
KINDS = (*CHOOSING, ORDERING, MATCHING, REFLECTION)
"""Kinds of questions; an ordering has its options in the right order, a reflection is never scored."""

LAW_STATUSES = ("quoted", "reported", "disputed", STATUS_VERIFIED)


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that a claim rests on; what is not known of it is None."""

    id: str
    authors: str | None
    title: str | None
    year: int | None
    publisher: str
    url: str | None
    kind: str
    status: str
    note: Text | None
    short: str

    @property
    def name(self) -> Text:
        """The title where it is known, else what the publication is about."""
        if self.title is not None:
            return Text(self.title, self.title)
        return self.note or Text(self.publisher, self.publisher)


@dataclass(frozen=True, slots=True)
class LawStatement:
    """What a public source says about the law, with how sure that is; never the official text.

    `safe` is what an officer may conclude from it, `ask` what the legal reviewer still has to be asked.
    """

    id: str
    article: str | None
    text: Text
    source: str
    status: str
    as_of: str
    note: Text | None
    is_scored: bool
    text_hash: str
    safe: Text | None = None
    ask: Text | None = None

    @property
    def is_verified(self) -> bool:
        """Whether a legal reviewer has signed this wording."""
        return self.status == STATUS_VERIFIED


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field with its one Khmer rendering."""

    id: str
    km: str
    en: str
    variants: tuple[str, ...]
    definition: Text | None
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class Objective:
    """What a learner can do after a module."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class Section:
    """One headed block of a lesson; `html` is safe to print as it is."""

    id: str
    heading: Text
    html: Text


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson; `sources` are the publications it cites, in order of first mention."""

    key: str
    slug: str
    title: Text
    minutes: int
    objectives: tuple[str, ...]
    sections: tuple[Section, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a knowledge check with the reason why it is right or wrong.

    In an ordering it is one thing to put in its place, in a matching one row whose partner is `match`.
    """

    key: str
    text: Text
    feedback: Text
    is_correct: bool
    match: Text | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a knowledge check; `model` is the good answer to compare a reflection with."""

    id: str
    kind: str
    objective: str
    stem: Text
    options: tuple[Option, ...]
    sources: tuple[str, ...]
    law: tuple[str, ...]
    model: Text | None = None

    @property
    def is_scored(self) -> bool:
        """Whether an answer can be right or wrong; what was written for a reflection is not even kept."""
        return self.kind != REFLECTION

    @property
    def right_keys(self) -> frozenset[str]:
        """The keys of the right options of a choice; an answer is right when it names exactly these."""
        return frozenset(option.key for option in self.options if option.is_correct)

    @property
    def right_answer(self) -> tuple[str, ...]:
        """The one answer that is right: the right keys sorted, the keys in order, or `row:partner` pairs."""
        if self.kind == ORDERING:
            return tuple(option.key for option in self.options)
        if self.kind == MATCHING:
            return tuple(sorted(f"{option.key}:{option.key}" for option in self.options))
        return tuple(sorted(self.right_keys))


@dataclass(frozen=True, slots=True)
class Check:
    """The knowledge check of a module: a bank of questions, of which `draw` that count make one try."""

    pass_percent: int
    questions: tuple[Question, ...]
    draw: int

    @property
    def scored(self) -> tuple[Question, ...]:
        """The questions that count, in the order of the bank."""
        return tuple(question for question in self.questions if question.is_scored)

    def question(self, question_id: str) -> Question | None:
        """The question with this id, or None."""
        return next((one for one in self.questions if one.id == question_id), None)


@dataclass(frozen=True, slots=True)
class Choice:
    """One way on from a node of a scene."""

    key: str
    text: Text
    to: str
    note: Text | None


@dataclass(frozen=True, slots=True)
class Ending:
    """How a scene ended and what followed; `kind` is good, mixed or poor."""

    kind: str
    health: Text
    legal: Text
    community: Text
    law: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One moment of a scene: either choices or an ending; `objectives` are those it practises."""

    id: str
    text: Text
    choices: tuple[Choice, ...]
    ending: Ending | None
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A branching story in which the learner decides."""

    title: Text
    intro: Text
    start: str
    nodes: Mapping[str, Node]


@dataclass(frozen=True, slots=True)
class Module:
    """One of the nine modules; `trainer`, `handout` and `sheets` are HTML that is safe to print as it is.

    `hours` are those of the course of 18 hours, `academy_hours` those of the academy's 36. `sheets` are
    `card` and `poster`, where the module has them.
    """

    key: str
    order: int
    slug: str
    title: Text
    summary: Text
    hours: float
    academy_hours: float
    screen_minutes: int
    objectives: tuple[Objective, ...]
    lessons: tuple[Lesson, ...]
    check: Check
    scene: Scene
    trainer: Text
    handout: Text | None
    sheets: Mapping[str, Text]
    sources: tuple[str, ...]
    law: tuple[str, ...]

    def lesson(self, key: str) -> Lesson | None:
        """The lesson with this key, or None."""
        return next((lesson for lesson in self.lessons if lesson.key == key), None)


@dataclass(frozen=True, slots=True)
class Item:
    """One of the 33 items; `favourable` is never shown to anybody beside a person."""

    id: str
    blueprint: str
    seq: int
    kind: str
    construct: str
    scale: str
    module: str
    """The key of the module that teaches what it asks."""
    stem: Text
    codes: tuple[str, ...]
    favourable: frozenset[str]
    law: tuple[str, ...]
    sources: tuple[str, ...]
    rationale: Text
    is_pending_legal_review: bool
    stem_b: Text | None = None
    """The second wording, for a cross-over; the same options, key and place."""

    def wording(self, form: str) -> Text:
        """The wording of a form: B has its own, every other form is the first wording."""
        return self.stem_b if form == "B" and self.stem_b is not None else self.stem

    @property
    def status(self) -> str:
        """`pending` while it waits for the legal reviewer, else `active`; both are scored (RULES.md 2)."""
        return "pending" if self.is_pending_legal_review else "active"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A test as a measuring tool; `version` changes with every word, key or order and is never pooled."""

    key: str
    version: str
    title: Text
    note: Text
    threshold_share: float
    items: tuple[Item, ...]
    scales: Mapping[str, Mapping[str, Text]]
    constructs: Mapping[str, Text]

    @property
    def has_two_forms(self) -> bool:
        """Whether every item has a second wording, so that the forms can be taken in turn."""
        return bool(self.items) and all(item.stem_b is not None for item in self.items)

    def item(self, item_id: str) -> Item | None:
        """The item with this id, or None."""
        return next((item for item in self.items if item.id == item_id), None)


@dataclass(frozen=True, slots=True)
class Edition:
    """A frozen state of the whole course; attempts, reports and certificates name theirs."""

    id: int
    key: str
    hash: str
    title: Text
    front: Text
    is_approved: bool
    modules: tuple[Module, ...]
    instruments: Mapping[str, Instrument]
    law: Mapping[str, LawStatement]
    sources: Mapping[str, Source]
    glossary: tuple[Term, ...]
    evaluation: Evaluation | None = None
    """What learners are asked about their workshop; a course may ask nothing."""

    def module(self, key: str) -> Module | None:
        """The module with this key, or None."""
        return next((module for module in self.modules if module.key == key), None)
