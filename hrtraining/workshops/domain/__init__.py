"""The rules of a workshop in plain Python: its kinds and stages, its half-days, the gate to the post-test."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """A course at an academy, or a sensitisation workshop in a province."""

    COURSE = "course"
    SENSITISATION = "sensitisation"


class Group(StrEnum):
    """Whom a participant comes from."""

    POLICE = "police"
    LOCAL_AUTHORITY = "local_authority"
    CIVIL_SOCIETY = "civil_society"


class Half(StrEnum):
    """The half of a day for which attendance is ticked."""

    MORNING = "am"
    AFTERNOON = "pm"


class Gate(StrEnum):
    """What stands between a learner and a test."""

    READY = "ready"
    NOT_OPEN = "not_open"
    CLOSED = "closed"
    PRE_FIRST = "pre_first"
    MODULES_FIRST = "modules_first"
    SUBMITTED = "submitted"


INSTRUMENT = "attitude-33"
"""The test of every workshop."""
LONGEST_WORKSHOP_DAYS = 60
DEFAULT_ATTENDANCE_PERCENT = 80


@dataclass(frozen=True, slots=True)
class HalfDay:
    """Half a day of a workshop."""

    day: date
    half: Half


def half_days(starts_on: date, ends_on: date) -> tuple[HalfDay, ...]:
    """All half-days from the first to the last day; Sundays are left out unless the workshop is on Sundays only."""
    days = [starts_on + timedelta(days=number) for number in range((ends_on - starts_on).days + 1)]
    working = [day for day in days if day.weekday() != 6] or days
    return tuple(HalfDay(day, half) for day in working for half in Half)


def lessons_are_open(*, pre_submitted: bool, is_excused: bool) -> bool:
    """Whether a learner may open modules: after the pre-test, or excused from it with a reason (RULES.md 7)."""
    return pre_submitted or is_excused


def post_gate(
    *,
    is_open: bool,
    was_closed: bool,
    is_started: bool,
    is_submitted: bool,
    pre_submitted: bool,
    is_excused: bool,
    planned: Collection[str],
    completed: Collection[str],
) -> Gate:
    """What stands between a learner and the post-test (RULES.md 8).

    It needs the workshop's planned modules and the trainer's opening; who began may go on.
    """
    if is_submitted:
        return Gate.SUBMITTED
    if is_open and is_started:
        return Gate.READY
    if not lessons_are_open(pre_submitted=pre_submitted, is_excused=is_excused):
        return Gate.PRE_FIRST
    if not set(planned) <= set(completed):
        return Gate.MODULES_FIRST
    if is_open:
        return Gate.READY
    return Gate.CLOSED if was_closed else Gate.NOT_OPEN


def pre_gate(*, is_open: bool, was_closed: bool, is_submitted: bool) -> Gate:
    """What stands between a learner and the pre-test, or the test at enrolment."""
    if is_submitted:
        return Gate.SUBMITTED
    if is_open:
        return Gate.READY
    return Gate.CLOSED if was_closed else Gate.NOT_OPEN
