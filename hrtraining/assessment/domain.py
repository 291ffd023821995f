"""Rules of giving a test: its phases and states, and which of two answers to one item stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MISSING = "-"
"""The stored character of an item without an answer."""
FASTEST = timedelta(seconds=2)
"""Time an item needs at least to be read (Huang et al. 2012; upheld for items of various lengths by Bowling et al.,
doi 10.1177/10944281211056520)."""


class Phase(StrEnum):
    """At enrolment (in a double pre-test), before the course, after it, or 3, 6 and 12 months later."""

    PRE0 = "pre0"
    PRE = "pre"
    POST = "post"
    FU3 = "fu3"
    FU6 = "fu6"
    FU12 = "fu12"

    @property
    def is_follow_up(self) -> bool:
        """Whether it comes months after the course."""
        return self in FOLLOW_UPS


COURSE = (Phase.PRE, Phase.POST)
"""The two tests of which every figure of change is made."""
PAPER = "paper"
"""The channel of sheets that were filled in by hand and came from a file."""
IN_CLASS = (Phase.PRE0, *COURSE)
"""The tests that a trainer opens and closes."""
FOLLOW_UPS = (Phase.FU3, Phase.FU6, Phase.FU12)


SAME_FORM = "same"
FORMS = ("A", "B")
"""The two wordings of a cross-over."""


def form_after(own: Mapping[Phase, str], phase: Phase) -> str | None:
    """The form of a person's next test in a cross-over, from the forms of their tests so far; None: to be allotted.

    Both tests before the course have the form that was allotted, everything after it the other one.
    """
    first = own.get(Phase.PRE0) or own.get(Phase.PRE)
    if first in FORMS:
        return first if phase in (Phase.PRE0, Phase.PRE) else FORMS[1 - FORMS.index(first)]
    later = [form for taken, form in own.items() if taken not in (Phase.PRE0, Phase.PRE) and form in FORMS]
    return later[0] if later else None


class AdministrationState(StrEnum):
    """Where one giving of the test stands."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class Participation(StrEnum):
    """How far a person is; all that the person side ever knows of a test."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    SUBMITTED = "submitted"
    LATE = "late"


class Outcome(StrEnum):
    """What became of an answer that arrived."""

    KEPT = "kept"
    SAME = "same"
    OLDER = "older"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Answer:
    """A raw option code and the sequence number it came with; higher numbers replace lower ones."""

    code: str
    sequence: int


def judge(kept: Answer | None, arrived: Answer) -> Outcome:
    """What becomes of an answer when another may have been kept before it (RULES.md 11).

    A higher sequence number replaces; the same number with the same code is a replay; the same number with
    another code is a conflict, kept for review; a lower number came late and changes nothing.
    """
    if kept is None or arrived.sequence > kept.sequence:
        return Outcome.KEPT
    if arrived.sequence < kept.sequence:
        return Outcome.OLDER
    return Outcome.SAME if arrived.code == kept.code else Outcome.CONFLICT


def stored_character(code: str) -> str:
    """One character for an option code: itself, and D for DK (not sure)."""
    return "D" if code == "DK" else code


def option_code(character: str) -> str:
    """The option code of a stored character; empty for a missing answer."""
    return {"D": "DK", MISSING: ""}.get(character, character)


def state_of(opened_at: datetime | None, closed_at: datetime | None) -> AdministrationState:
    """The state of an administration from its two moments."""
    if opened_at is None:
        return AdministrationState.PLANNED
    return AdministrationState.OPEN if closed_at is None else AdministrationState.CLOSED


def is_very_fast(started_at: datetime, submitted_at: datetime, characters: str) -> bool | None:
    """Whether the answered items took less than two seconds each on average; None when no time is known.

    The time runs from the first page to sending. A pause or another day makes it longer, so that nobody is called
    fast wrongly. Answers typed in from paper and attempts whose moments were forgotten have no time between the two.
    """
    answered = len(characters) - characters.count(MISSING)
    if not answered or submitted_at <= started_at:
        return None
    return submitted_at - started_at < answered * FASTEST


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answers of one attempt: one character and one sequence number an item, in item order."""

    characters: str
    sequences: tuple[int, ...]

    @classmethod
    def empty(cls, items: int) -> Sheet:
        """A sheet on which nothing was answered."""
        return cls(MISSING * items, (0,) * items)

    @classmethod
    def stored(cls, characters: str, sequences: str) -> Sheet:
        """A sheet as the table keeps it."""
        return cls(characters, tuple(int(number) for number in sequences.split(",")))

    @property
    def stored_sequences(self) -> str:
        """The sequence numbers as the table keeps them."""
        return ",".join(map(str, self.sequences))

    def answer(self, place: int) -> Answer | None:
        """The answer at a place counted from 0, or None."""
        if self.characters[place] == MISSING:
            return None
        return Answer(option_code(self.characters[place]), self.sequences[place])

    def with_answer(self, place: int, answer: Answer) -> Sheet:
        """The sheet after an answer was kept."""
        characters = self.characters[:place] + stored_character(answer.code) + self.characters[place + 1 :]
        sequences = (*self.sequences[:place], answer.sequence, *self.sequences[place + 1 :])
        return Sheet(characters, sequences)

    @property
    def unanswered(self) -> tuple[int, ...]:
        """The places, counted from 0, that have no answer."""
        return tuple(place for place, character in enumerate(self.characters) if character == MISSING)
