"""Rules of the follow-up: who is drawn, when a wave runs, what a slip carries, what is asked about work since then."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from hrtraining.assessment.domain import Phase
from hrtraining.core.i18n import Text
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.ids import JOIN_ALPHABET, check_character

MONTHS: Mapping[Phase, int] = {Phase.FU3: 3, Phase.FU6: 6, Phase.FU12: 12}
"""How many months after the last day of the course each wave begins."""

WAVE_NAMES: Mapping[Phase, Text] = {
    Phase.FU3: Text("តាមដាន ៣ ខែ ក្រោយវគ្គ", "Follow-up 3 months after the course"),
    Phase.FU6: Text("តាមដាន ៦ ខែ ក្រោយវគ្គ", "Follow-up 6 months after the course"),
    Phase.FU12: Text("តាមដាន ១២ ខែ ក្រោយវគ្គ", "Follow-up 12 months after the course"),
}

LEAST_FRAME = 10
"""Fewer people than this could never be shown, so none of them is bothered (CONVENTIONS.md 13)."""
LEAST_PANEL = 10
ANSWER_DAYS = 60
"""How long a wave takes answers."""
PRINT_AHEAD_DAYS = 30
"""How long before a wave its slips may be printed, so that they reach the stations."""
DEFAULT_SHARE = 50
LONGEST_SEED = 40

CODE_GROUPS, CODE_GROUP = 3, 5
CODE_LENGTH = CODE_GROUPS * CODE_GROUP
"""14 random characters of 31 are 69 bits (RULES.md 16 asks for 64), the last one checks the others."""


class WaveState(StrEnum):
    """Where a wave stands."""

    LATER = "later"
    PRINT = "print"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Window:
    """The days of a wave: slips from `print_from`, answers from `first` to `last`, both included."""

    print_from: date
    first: date
    last: date

    def state(self, today: date, *, is_closed: bool = False) -> WaveState:
        """Where the wave stands on a day."""
        if is_closed or today > self.last:
            return WaveState.OVER
        if today >= self.first:
            return WaveState.OPEN
        return WaveState.PRINT if today >= self.print_from else WaveState.LATER


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last day of the month where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def window(ends_on: date, phase: Phase) -> Window:
    """The days of a wave of a course that ended on a day.

    Raises:
        KeyError: the phase is no follow-up.
    """
    first = months_after(ends_on, MONTHS[phase])
    return Window(first - timedelta(days=PRINT_AHEAD_DAYS), first, first + timedelta(days=ANSWER_DAYS))


def panel_size(frame: int, share_percent: int) -> int:
    """How many are drawn: the share rounded up, at least ten, at most everybody."""
    return min(frame, max(LEAST_PANEL, -(-frame * share_percent // 100)))


def draw(frame: Iterable[int], *, seed: str, size: int) -> tuple[int, ...]:
    """A simple random sample without replacement that anybody can draw again.

    Each member gets the SHA-256 of `seed:number`; the lowest `size` are drawn. It depends on nothing but the seed
    and the set of numbers: not on their order, nor on a library's generator.
    """
    return tuple(
        sorted(set(frame), key=lambda number: (sha256(f"{seed}:{number}".encode()).digest(), number))[:size]
    )


def frame_hash(frame: Iterable[int]) -> str:
    """SHA-256 of the numbers of everybody who could be drawn, lowest first, joined by commas."""
    return sha256(",".join(map(str, sorted(set(frame)))).encode()).hexdigest()


def clean_code(typed: str) -> str:
    """What a person meant by a typed code: capitals without spaces and hyphens."""
    return "".join(character for character in typed.upper() if character.isalnum())


def is_code(code: str) -> bool:
    """Whether a cleaned code can be one: length, letters, check character."""
    return (
        len(code) == CODE_LENGTH
        and all(character in JOIN_ALPHABET for character in code)
        and check_character(code[:-1]) == code[-1]
    )


def grouped(code: str) -> str:
    """The code in groups of five, for the eye."""
    return " ".join(code[start : start + CODE_GROUP] for start in range(0, len(code), CODE_GROUP))


# ---- work since the course: asked apart from the test, kept apart from it and from names ----

ONCE: Mapping[str, tuple[str, ...]] = {
    "searches": ("0", "1-5", "6-20", "21+"),
    "referrals": ("0", "1-2", "3-5", "6+"),
    "needle_sticks": ("0", "1", "2+"),
    "needle_help": ("none", "same_day", "later", "no"),
}
"""Questions with one answer, as codes from low to high; numbers in bands, so that none points at a person."""

REASONS = ("nobody", "drugs", "use", "syringe", "condom", "other_crime", "warrant", "other")
"""Reasons for arrest of people who use drugs, several may be named; `nobody` excludes the others."""


@dataclass(frozen=True, slots=True)
class Practice:
    """What one person says of the work of the last three months; an empty answer was left out."""

    searches: str = ""
    referrals: str = ""
    needle_sticks: str = ""
    needle_help: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered."""
        return not (self.searches or self.referrals or self.needle_sticks or self.needle_help or self.reasons)

    @property
    def impossible(self) -> str | None:
        """The first question whose answer is no choice or contradicts another; None when all can be true."""
        for name, codes in ONCE.items():
            if getattr(self, name) not in ("", *codes):
                return name
        both_told = self.needle_sticks and self.needle_help
        if both_told and (self.needle_sticks == "0") != (self.needle_help == "none"):
            return "needle_help"
        if not set(self.reasons) <= set(REASONS) or ("nobody" in self.reasons and len(self.reasons) > 1):
            return "reasons"
        return None


def half_year(day: date) -> str:
    """The half-year of a day, such as 2026-2: all that is kept of when a report of work was given."""
    return f"{day.year}-{1 if day.month <= 6 else 2}"


def practice_counts(reports: Iterable[Practice]) -> dict[str, dict[str, int]]:
    """How often each choice was given, by question; people who left a question out count in none of its choices."""
    counts = {name: dict.fromkeys(codes, 0) for name, codes in (*ONCE.items(), ("reasons", REASONS))}
    for one in reports:
        for name in ONCE:
            if code := getattr(one, name):
                counts[name][code] += 1
        for reason in one.reasons:
            counts["reasons"][reason] += 1
    return counts


LABELS: Mapping[str, Mapping[str, Any]] = {
    "searches": {
        "0": _l("Nobody"),
        "1-5": _l("1 to 5 people"),
        "6-20": _l("6 to 20 people"),
        "21+": _l("21 people or more"),
    },
    "referrals": {
        "0": _l("Nobody"),
        "1-2": _l("1 or 2 people"),
        "3-5": _l("3 to 5 people"),
        "6+": _l("6 people or more"),
    },
    "needle_sticks": {"0": _l("Never"), "1": _l("Once"), "2+": _l("Twice or more")},
    "needle_help": {
        "none": _l("I had no needle-stick"),
        "same_day": _l("Yes, on the same day"),
        "later": _l("Yes, later"),
        "no": _l("No"),
    },
    "reasons": {
        "nobody": _l("I arrested nobody who uses drugs"),
        "drugs": _l("Having or selling drugs"),
        "use": _l("Using drugs"),
        "syringe": _l("Carrying a syringe"),
        "condom": _l("Carrying condoms"),
        "other_crime": _l("Another crime, such as theft"),
        "warrant": _l("An order of a court"),
        "other": _l("Another reason"),
    },
}
"""The words of each choice of the report of work, by question."""
ASKED: Mapping[str, Any] = {
    "searches": _l("How many people did you search?"),
    "referrals": _l("How many people did you tell of a health service or take there?"),
    "needle_sticks": _l("How often did a needle prick you on duty?"),
    "needle_help": _l("After a needle-stick: did you get medical help?"),
    "reasons": _l("Why did you arrest people who use drugs? You may choose several."),
}
