"""The designs that the Secretariat may switch on, and the lot that puts courses into one arm or the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

BLOCK = 2
"""Courses of an academy are drawn in blocks of two: one with the double pre-test, one without."""


class Design(StrEnum):
    """What may be switched on beyond one test before and one after."""

    DOUBLE_PRETEST = "double_pretest"
    """A random half of the courses take the test before twice, at enrolment and on the first day."""
    CROSS_OVER = "cross_over"
    """Half of the learners take form A before and B after, the others B before and A after."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which new courses take part in a design; the end may be open."""

    from_day: date
    until_day: date | None

    def has(self, day: date) -> bool:
        """Whether a course created on this day takes part."""
        return self.from_day <= day and (self.until_day is None or day < self.until_day)

    def overlaps(self, day: date) -> bool:
        """Whether it holds on this day or on any later one."""
        return self.until_day is None or self.until_day > day


def is_doubled(seed: str, position: int) -> bool:
    """Whether the course at a position (counted from 0) of an academy is doubled.

    The lowest bit of the first byte of the SHA-256 of the block's seed says which of the two it is, so that anybody
    can draw again; it depends on nothing else.
    """
    first = sha256(seed.encode()).digest()[0] & 1 == 1
    return first if position % BLOCK == 0 else not first
