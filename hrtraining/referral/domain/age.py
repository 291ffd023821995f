"""How long ago a record was checked, and when that is too long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

OLD_AFTER_MONTHS = 6


class Unit(StrEnum):
    """In what an age is told."""

    NEVER = "never"
    TODAY = "today"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Age:
    """An age in whole units; `is_old` when the record should be checked again, so also when it never was."""

    unit: Unit
    count: int
    is_old: bool


def full_months(earlier: date, later: date) -> int:
    """Whole calendar months between two days, rounded down; 31 January to 28 February is none."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)


def age_of(checked_on: date | None, today: date) -> Age:
    """The age of a check made on a day; a day that lies ahead counts as today."""
    if checked_on is None:
        return Age(Unit.NEVER, 0, is_old=True)
    months = full_months(checked_on, today)
    is_old = months >= OLD_AFTER_MONTHS
    if months >= 24:
        return Age(Unit.YEARS, months // 12, is_old)
    if months >= 1:
        return Age(Unit.MONTHS, months, is_old)
    days = (today - checked_on).days
    return Age(Unit.DAYS, days, is_old=False) if days > 0 else Age(Unit.TODAY, 0, is_old=False)
