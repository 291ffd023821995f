"""Who has earned which certificate, what a certificate says, and what may become of it; never a score."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

ALL_MODULES = 9
"""The achievement certificate is for the whole course (RULES.md 8)."""


class Kind(StrEnum):
    """The two certificates; one cannot be taken for the other."""

    ACHIEVEMENT = "achievement"
    ATTENDANCE = "attendance"


class Lack(StrEnum):
    """What stands between a learner and a certificate."""

    MODULES = "modules"
    ATTENDANCE = "attendance"
    POST_TEST = "post_test"
    APPROVAL = "approval"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the rule looks at: counts and a yes or no, never an answer or a score (RULES.md 4 and 8).

    `attendance_percent` is the share of half-days that the workshop asks for.
    """

    modules_complete: int
    half_days_present: int
    half_days_total: int
    attendance_percent: int
    post_submitted: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """The certificate a learner has earned, or None, and what is lacking for the achievement certificate."""

    kind: Kind | None
    lacks: frozenset[Lack]


def has_attended(facts: Facts) -> bool:
    """Whether the share of half-days reaches the rule; without half-days nobody attended."""
    if facts.half_days_total <= 0:
        return False
    return Fraction(facts.half_days_present, facts.half_days_total) * 100 >= facts.attendance_percent


def decide(facts: Facts, *, may_certify_achievement: bool) -> Decision:
    """Which certificate the facts earn (RULES.md 1, 7 and 8).

    Args:
        facts: what the learner has done.
        may_certify_achievement: the edition is approved, or this is the demonstration.
    """
    lacks = set()
    if facts.modules_complete < ALL_MODULES:
        lacks.add(Lack.MODULES)
    if not has_attended(facts):
        lacks.add(Lack.ATTENDANCE)
    if not facts.post_submitted:
        lacks.add(Lack.POST_TEST)
    if not may_certify_achievement:
        lacks.add(Lack.APPROVAL)
    if not lacks:
        return Decision(Kind.ACHIEVEMENT, frozenset())
    return Decision(None if Lack.ATTENDANCE in lacks else Kind.ATTENDANCE, frozenset(lacks))


_SERIAL = re.compile(r"(?P<year>20[0-9]{2})-(?P<number>[0-9]{5,7})")


def serial_number(year: int, number: int) -> str:
    """The serial number on paper and in addresses: '2026-00045'; numbers start at 1 every year.

    Raises:
        ValueError: a year or number outside what the form can say.
    """
    serial = f"{year:04d}-{number:05d}"
    if number < 1 or not _SERIAL.fullmatch(serial):
        raise ValueError(f"no serial number for {number} in {year}")
    return serial


def is_serial_number(text: str) -> bool:
    """Whether a text has the form of a serial number."""
    return _SERIAL.fullmatch(text) is not None


class State(StrEnum):
    """What has become of a certificate."""

    ISSUED = "issued"
    REVOKED = "revoked"
    REPLACED = "replaced"
    EXPIRED = "expired"


_NEXT: dict[State, frozenset[State]] = {
    State.ISSUED: frozenset({State.REVOKED, State.REPLACED, State.EXPIRED}),
    State.EXPIRED: frozenset({State.REVOKED, State.REPLACED}),
    State.REVOKED: frozenset(),
    State.REPLACED: frozenset(),
}


def may_become(now: State, then: State) -> bool:
    """Whether a certificate in one state may enter another; nothing leads back to issued."""
    return then in _NEXT[now]


def state_on(stored: State, expires_on: date | None, day: date) -> State:
    """The state on a day: an issued certificate is expired from the day after its last."""
    if stored is State.ISSUED and expires_on is not None and day > expires_on:
        return State.EXPIRED
    return stored


class Reason(StrEnum):
    """Why a certificate was revoked or replaced: the class that the public page shows."""

    WRONG_DETAILS = "wrong_details"
    NOT_EARNED = "not_earned"
    ISSUED_TWICE = "issued_twice"
    LOST_OR_DAMAGED = "lost_or_damaged"


REASONS_TO_REVOKE = (Reason.NOT_EARNED, Reason.ISSUED_TWICE, Reason.WRONG_DETAILS)
REASONS_TO_REPLACE = (Reason.WRONG_DETAILS, Reason.LOST_OR_DAMAGED)


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))


@dataclass(frozen=True, slots=True)
class Pair:
    """The same words in Khmer and English."""

    km: str
    en: str


_PAIRS = ("academy", "course", "place", "ministry", "office", "signer_title", "signer_rank", "signer_name")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every word of a printed certificate, fixed at issue; renaming a person later changes none of them.

    `verify_path` is the verification address without the host, which the setting adds when it is printed.
    Dates are ISO 8601 days; `hours` is text with a decimal point where needed; `modules` are titles in order.
    The service number is no part of it and can never be printed.
    """

    kind: Kind
    serial: str
    name_km: str
    name_latin: str
    rank: str
    academy: Pair
    course: Pair
    edition: str
    modules: tuple[Pair, ...]
    hours: str
    starts_on: str
    ends_on: str
    half_days_present: int
    half_days_total: int
    place: Pair
    dated: str
    lunar: str
    ministry: Pair
    office: Pair
    signer_title: Pair
    signer_rank: Pair
    signer_name: Pair
    expires_on: str | None
    is_draft: bool
    is_demonstration: bool
    verify_path: str
    theme: str

    def as_json(self) -> dict[str, Any]:
        """Plain values for storing."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Snapshot:
        """The snapshot of stored values."""

        def pair(name: str) -> Pair:
            return Pair(**values[name])

        whole: dict[str, Any] = {
            name: pair(name) if name in _PAIRS else value for name, value in values.items()
        }
        whole["kind"] = Kind(values["kind"])
        whole["modules"] = tuple(Pair(**module) for module in values["modules"])
        return cls(**whole)

    def digest(self) -> str:
        """SHA-256 of the snapshot, so that a changed row shows."""
        text = json.dumps(self.as_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def printed_lines(self) -> tuple[str, ...]:
        """The texts that a person typed and the paper shows, in both languages; checked before printing."""
        typed = (self.academy, self.place, self.ministry, self.office, self.signer_title, self.signer_rank)
        both = tuple(words for pair in (*typed, self.signer_name) for words in (pair.km, pair.en))
        return (self.name_km, self.name_latin, self.rank, self.lunar, *both)
