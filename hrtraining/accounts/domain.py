"""Roles, ranks and the rules of signing in, in plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Role(StrEnum):
    """What a person may do; RULES.md has the table of who sees what."""

    LEARNER = "learner"
    TRAINER = "trainer"
    ACADEMY_ADMINISTRATOR = "academy_administrator"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


STAFF = tuple(role for role in Role if role is not Role.LEARNER)
OF_AN_ACADEMY = frozenset({Role.LEARNER, Role.TRAINER, Role.ACADEMY_ADMINISTRATOR})
MUST_USE_SECOND_FACTOR = frozenset({Role.ANALYST, Role.ADMINISTRATOR})

MAY_CREATE: dict[Role, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(STAFF),
    Role.ACADEMY_ADMINISTRATOR: frozenset({Role.TRAINER}),
}
"""Which roles may give an account to which others; learners come from rosters."""

IDLE_LEARNER = timedelta(minutes=3)
IDLE_STAFF = timedelta(minutes=30)
LONGEST_LEARNER = timedelta(hours=12)
LONGEST_STAFF = timedelta(hours=10)
TOUCH_EVERY = timedelta(seconds=20)
"""How often the last-seen moment of a session is written; finer would cost a write a page."""

PASSWORD_LENGTH = 12
PIN_LENGTH = 6
LEARNER_NUMBER_LENGTH = 6


class RankBand(StrEnum):
    """Ranks grouped so coarsely that a band cannot name a person in a report."""

    CADET = "cadet"
    NON_COMMISSIONED = "non_commissioned"
    JUNIOR_OFFICER = "junior_officer"
    SENIOR_OFFICER = "senior_officer"
    CIVILIAN = "civilian"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name as it is printed: Khmer family and given name, Latin name."""

    family_km: str
    given_km: str
    latin: str

    @property
    def km(self) -> str:
        """Family name, then given name, as Khmer writes them."""
        return f"{self.family_km} {self.given_km}".strip()


@dataclass(frozen=True, slots=True)
class Throttle:
    """How many wrong tries an account has seen and until when it waits."""

    failures: int
    blocked_until: datetime | None


FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)


def after_failure(throttle: Throttle, now: datetime) -> Throttle:
    """The throttle after one more wrong try: five are free, then the wait doubles from 30 s to 15 min."""
    failures = throttle.failures + 1
    if failures < FREE_TRIES:
        return Throttle(failures=failures, blocked_until=None)
    wait = min(FIRST_WAIT * 2 ** min(failures - FREE_TRIES, 10), LONGEST_WAIT)
    return Throttle(failures=failures, blocked_until=now + wait)


def is_blocked(throttle: Throttle, now: datetime) -> bool:
    """Whether the account still waits after wrong tries."""
    return throttle.blocked_until is not None and now < throttle.blocked_until


WEAK_WORDS = (
    "password",
    "police",
    "cambodia",
    "kampuchea",
    "nokorbal",
    "12345",
    "qwerty",
    "abc123",
    "111111",
    "នគរបាល",
)


def password_is_weak(password: str, login: str) -> bool:
    """Whether a password is short, one repeated character, digits alone, or built on a word everybody tries first."""
    folded = password.casefold()
    return (
        len(password) < PASSWORD_LENGTH
        or len(set(folded)) < 5
        or folded.isdigit()
        or (len(login) > 3 and login.casefold() in folded)
        or any(word in folded and len(folded) < len(word) + 8 for word in WEAK_WORDS)
    )


RANKS_KM: dict[str, RankBand] = {
    "សិស្ស": RankBand.CADET,
    "និស្សិត": RankBand.CADET,
    "ព្រឹន្ទបាល": RankBand.NON_COMMISSIONED,
    "អនុសេនីយ៍": RankBand.JUNIOR_OFFICER,
    "វរសេនីយ៍": RankBand.SENIOR_OFFICER,
    "ឧត្តមសេនីយ៍": RankBand.SENIOR_OFFICER,
    "នាយឧត្តមសេនីយ៍": RankBand.SENIOR_OFFICER,
}
"""How a Khmer rank begins and its band (rank families of the Cambodian National Police)."""

RANKS_EN: dict[str, RankBand] = {
    "cadet": RankBand.CADET,
    "student": RankBand.CADET,
    "sergeant": RankBand.NON_COMMISSIONED,
    "adjutant": RankBand.NON_COMMISSIONED,
    "lieutenant colonel": RankBand.SENIOR_OFFICER,
    "lieutenant general": RankBand.SENIOR_OFFICER,
    "lieutenant": RankBand.JUNIOR_OFFICER,
    "captain": RankBand.JUNIOR_OFFICER,
    "major general": RankBand.SENIOR_OFFICER,
    "major": RankBand.SENIOR_OFFICER,
    "colonel": RankBand.SENIOR_OFFICER,
    "general": RankBand.SENIOR_OFFICER,
}


def rank_band(rank: str) -> RankBand | None:
    """The band of a written rank, or None when it is empty or not one of the known families."""
    written = " ".join(rank.casefold().split())
    for table in (RANKS_KM, RANKS_EN):
        for beginning, band in table.items():
            if written.startswith(beginning) or f" {beginning}" in written:
                return band
    return None
