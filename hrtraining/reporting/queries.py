"""Reads which workshops are frozen, wait and were published, in which periods and under which instrument versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from hrtraining.assessment.domain import MISSING, stored_character
from hrtraining.content import queries as content_queries
from hrtraining.core.clock import local_date
from hrtraining.core.db import worded
from hrtraining.reporting.domain.instrument import Key, KeyedItem
from hrtraining.reporting.domain.scope import ClosedWorkshop, is_clean, is_enough
from hrtraining.reporting.models import FrozenWorkshop, Period
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops.queries import WorkshopRow


@dataclass(frozen=True, slots=True)
class Waiting:
    """A frozen workshop that waits for its period."""

    workshop: ClosedWorkshop
    version: str
    closed_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """An instrument version under which something was published."""

    key: str
    version: str
    edition_id: int
    workshops: int
    until: datetime
    period: int
    """The last period in which something was: with the version it says what is published."""


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """Under which edition and instrument a workshop is frozen, and whether that was published."""

    edition_id: int
    key: str
    version: str
    is_published: bool


# columns of the tables and not of the mapped classes: of these, statements are made and rows are read in half the time
FROZEN = FrozenWorkshop.__table__.c
_PERIOD = Period.__table__.c

_WAITING = FROZEN.period_id.is_(None), FROZEN.instrument_version != ""
_HOW_MANY_WAIT = select(func.count()).select_from(FrozenWorkshop.__table__).where(*_WAITING)
_PERIODS = select(_PERIOD.id, _PERIOD.closed_at).order_by(_PERIOD.closed_at)
_LINE = worded(
    select(FROZEN.edition_id, FROZEN.instrument_key, FROZEN.instrument_version, FROZEN.period_id).where(
        FROZEN.workshop_id == bindparam("workshop_id"), FROZEN.instrument_version != ""
    )
)


def published_by(last_period: int | BindParameter[int] | None) -> list[ColumnElement[bool]]:
    """What is in a period, up to the last one if it is given."""
    published: list[ColumnElement[bool]] = [FROZEN.period_id.is_not(None)]
    return published if last_period is None else [*published, FROZEN.period_id <= last_period]


_UNTIL = func.max(FROZEN.closed_at)
# a version has one key; grouped by the beginning of an index alone, rows need not be sorted
_OF_VERSIONS = (
    select(
        func.max(FROZEN.instrument_key),
        FROZEN.instrument_version,
        func.max(FROZEN.edition_id),
        func.count(),
        _UNTIL,
        func.max(FROZEN.period_id),
    )
    .group_by(FROZEN.instrument_version)
    .order_by(_UNTIL.desc())
)
_VERSIONS = worded(_OF_VERSIONS.where(*published_by(None)))
_OF_LAST_CLOSING = select(_UNTIL).where(
    *published_by(bindparam("last_period")),
    FROZEN.instrument_version == bindparam("version"),
    FROZEN.academy_id == bindparam("academy_id"),
)
_LAST_CLOSING = worded(_OF_LAST_CLOSING)
_VERSIONS_THEN = worded(_OF_VERSIONS.where(*published_by(bindparam("last_period"))))


def academy_code(academy_id: int) -> str:
    """The name of an academy inside the gate; fixed width, so that lower ids come first."""
    return str(academy_id).zfill(9)


def waiting(session: Session) -> list[Waiting]:
    """Frozen workshops without a period, in the order of closing."""
    rows = session.execute(
        select(
            FROZEN.workshop_id, FROZEN.academy_id, FROZEN.pairs, FROZEN.instrument_version, FROZEN.closed_at
        )
        .where(*_WAITING)
        .order_by(FROZEN.closed_at, FROZEN.workshop_id)
    )
    return [
        Waiting(
            ClosedWorkshop(row.workshop_id, academy_code(row.academy_id), 0, row.pairs),
            row.instrument_version,
            row.closed_at,
        )
        for row in rows
    ]


def closed_since(session: Session) -> list[WorkshopRow]:
    """Closed workshops that are not frozen yet, in the order of closing."""
    return workshop_queries.closed_workshops(session, but=select(FrozenWorkshop.workshop_id))


def waiting_groups(session: Session, rows: Sequence[Waiting]) -> list[dict[str, list[ClosedWorkshop]]]:
    """What of `rows` goes into one period, by instrument version: workshops of the platform, then those held outside.

    They never share a period. Whoever sends a file of answers knows them: beside fewer than ten other people of a
    group they would give these people away by subtraction.
    """
    outside = workshop_queries.outside_among(session, [row.workshop.key for row in rows])
    groups: list[dict[str, list[ClosedWorkshop]]] = [defaultdict(list), defaultdict(list)]
    for row in rows:
        groups[row.workshop.key in outside][row.version].append(row.workshop)
    return groups


def next_period(session: Session, *, now: datetime) -> list[int]:
    """The workshops that should be published now, or none: they hide no academy, or their quarter is over."""
    rows = waiting(session)
    quarters = {row.workshop.key: _quarter(row.closed_at) for row in rows}
    for by_version in waiting_groups(session, rows):
        groups = list(by_version.values())
        is_over = any(quarters[one.key] < _quarter(now) for group in groups for one in group)
        if is_over or all(is_clean(group) for group in groups):
            ready = enough(by_version)
            if ready:
                return ready
    return []


def enough(by_version: Mapping[str, list[ClosedWorkshop]]) -> list[int]:
    """The workshops of the versions with ten pairs or more together."""
    return [one.key for group in by_version.values() if is_enough(group) for one in group]


def is_anything_ready(session: Session) -> bool:
    """Whether of what waits something has ten pairs, so that it may be published now."""
    return any(enough(one) for one in waiting_groups(session, waiting(session)))


def last_closing(session: Session, version: Version, academy_id: int, among: Collection[int]) -> datetime:
    """When the last of some published workshops of an academy closed; all of its workshops if `among` is empty."""
    asked = _LAST_CLOSING if not among else _OF_LAST_CLOSING.where(FROZEN.workshop_id.in_(among))
    values = {"last_period": version.period, "version": version.version, "academy_id": academy_id}
    return session.execute(asked, values).scalar_one() or version.until


def is_quarter_over(session: Session, *, now: datetime) -> bool:
    """Whether a frozen workshop still waits that was closed in a quarter before that of `now`."""
    return any(_quarter(row.closed_at) < _quarter(now) for row in waiting(session))


def _quarter(moment: datetime) -> tuple[int, int]:
    day = local_date(moment)
    return day.year, (day.month - 1) // 3


def waiting_workshops(session: Session) -> int:
    """How many closed workshops are in no published figure yet."""
    return session.execute(_HOW_MANY_WAIT).scalar_one()


def periods(session: Session) -> list[tuple[int, datetime]]:
    """The published periods with the moment they closed, oldest first."""
    return [(row.id, row.closed_at) for row in session.execute(_PERIODS)]


def closing_days(session: Session) -> dict[int, datetime]:
    """When each published workshop with pairs closed, by the number of the workshop."""
    rows = session.execute(
        select(FROZEN.workshop_id, FROZEN.closed_at).where(FROZEN.period_id.is_not(None), FROZEN.pairs > 0)
    )
    return {row.workshop_id: row.closed_at for row in rows}


def versions(session: Session, *, last_period: int | None = None) -> list[Version]:
    """The instrument versions with published workshops, the one used last first; as of a period if one is given."""
    asked = _VERSIONS if last_period is None else _VERSIONS_THEN
    return [Version(*row) for row in session.execute(asked, {"last_period": last_period})]


def key_of(session: Session, *, edition_id: int, instrument_key: str) -> Key:
    """The key of an instrument as an edition freezes it, in the order in which answers are stored."""
    instrument = content_queries.edition_by_id(session, edition_id).instruments[instrument_key]
    return Key(
        tuple(
            KeyedItem(
                key=item.id,
                seq=place,
                kind=item.kind,
                options=tuple(item.codes),
                favourable=frozenset(item.favourable),
                construct=item.construct,
            )
            for place, item in enumerate(instrument.items, start=1)
        )
    )


def characters(key: Key) -> tuple[dict[str, int], ...]:
    """For each item, the number of each stored character; a missing answer is 0."""
    return tuple(
        {MISSING: 0, **{stored_character(code): number for code, number in item.numbers.items()}}
        for item in key.items
    )


def frozen_workshop(session: Session, workshop_id: int) -> FrozenLine | None:
    """What a workshop is frozen under, or None while it is not frozen or has no test."""
    row = session.execute(_LINE, {"workshop_id": workshop_id}).one_or_none()
    if row is None:
        return None
    return FrozenLine(row.edition_id, row.instrument_key, row.instrument_version, row.period_id is not None)


def is_published(session: Session, workshop_id: int) -> bool:
    """Whether a workshop stands in a closed period, which never changes."""
    row = frozen_workshop(session, workshop_id)
    return row is not None and row.is_published
