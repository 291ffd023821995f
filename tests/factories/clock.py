"""The moments at which tests let things happen; services are given them, only pages read the real clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hrtraining.core.clock import PHNOM_PENH

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
"""A Monday morning, half past eight in Phnom Penh."""

FIRST_DAY = date(2026, 11, 23)
LAST_DAY = date(2026, 11, 25)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day in Phnom Penh."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PHNOM_PENH)


def later(minutes: float = 1) -> datetime:
    """Some minutes after NOW."""
    return NOW + timedelta(minutes=minutes)
