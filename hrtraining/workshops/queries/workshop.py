"""Reading workshops: one, those of a reader, those that are closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import Role
from hrtraining.accounts.queries import SignedIn
from hrtraining.core.db import worded
from hrtraining.core.errors import NotFound
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.dates import date_range
from hrtraining.workshops.domain import (
    HalfDay,
    Kind,
    half_days,
)
from hrtraining.workshops.models import Workshop, WorkshopTrainer


@dataclass(frozen=True, slots=True)
class WorkshopRow:
    """A workshop as pages and other capabilities see it."""

    id: int
    kind: Kind
    academy_id: int
    title: str
    province: str
    venue: str
    starts_on: date
    ends_on: date
    edition_id: int
    modules: tuple[str, ...]
    attendance_percent: int
    join_code: str
    closed_at: datetime | None
    is_outside: bool = False
    """Whether it was held outside the platform: known from sheets alone, without roster and trainer."""
    is_doubled: bool = False
    """Whether its learners take the test before twice."""
    is_crossed: bool = False
    """Whether its learners take the two forms of the test in turn."""

    @property
    def is_closed(self) -> bool:
        """Whether the workshop is over and its figures are frozen."""
        return self.closed_at is not None

    @property
    def half_days(self) -> tuple[HalfDay, ...]:
        """The half-days for which attendance is ticked."""
        return half_days(self.starts_on, self.ends_on)


class TitleRow(NamedTuple):
    """What a workshop is called: a title, with its days in the language in which it is read."""

    id: int
    title: str
    starts_on: date
    ends_on: date

    def in_(self, lang: str) -> str:
        """The name in a language."""
        return f"{self.title} · {date_range(self.starts_on, self.ends_on, lang)}"

    @property
    def km(self) -> str:
        """The name in Khmer."""
        return self.in_("km")

    @property
    def en(self) -> str:
        """The name in English."""
        return self.in_("en")

    def __str__(self) -> str:
        return self.in_(language())


def row_of(row: Workshop) -> WorkshopRow:
    """A workshop as it is read."""
    return WorkshopRow(
        id=row.id,
        kind=Kind(row.kind),
        academy_id=row.academy_id,
        title=row.title,
        province=row.province,
        venue=row.venue,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        edition_id=row.edition_id,
        modules=tuple(row.modules),
        attendance_percent=row.attendance_percent,
        join_code=row.join_code,
        closed_at=row.closed_at,
        is_outside=row.people_outside is not None,
        is_doubled=row.is_doubled,
        is_crossed=row.is_crossed,
    )


def workshop(session: Session, workshop_id: int) -> WorkshopRow | None:
    """One workshop, or None."""
    row = session.get(Workshop, workshop_id)
    return row_of(row) if row else None


def workshop_for(session: Session, workshop_id: int, reader: SignedIn) -> WorkshopRow:
    """A workshop that the reader may work with: a trainer's own, an academy administrator's academy's.

    With one held outside the platform nobody can work.

    Raises:
        NotFound: there is none, or it is not the reader's; both look the same.
    """
    row = session.get(Workshop, workshop_id)
    missing = NotFound(_l("There is no such workshop."))
    if row is None or row.academy_id != reader.academy_id or row.people_outside is not None:
        raise missing
    if reader.role is Role.TRAINER and session.get(WorkshopTrainer, (workshop_id, reader.account_id)) is None:
        raise missing
    if reader.role not in (Role.TRAINER, Role.ACADEMY_ADMINISTRATOR):
        raise missing
    return row_of(row)


def workshops_for(session: Session, reader: SignedIn) -> list[WorkshopRow]:
    """The workshops the reader may work with, newest first."""
    query = select(Workshop).where(Workshop.academy_id == reader.academy_id)
    if reader.role is Role.TRAINER:
        query = query.join(WorkshopTrainer, WorkshopTrainer.workshop_id == Workshop.id).where(
            WorkshopTrainer.account_id == reader.account_id
        )
    rows = session.execute(query.order_by(Workshop.starts_on.desc(), Workshop.id.desc())).scalars()
    return [row_of(row) for row in rows]


def closed_workshops(
    session: Session, *, academy_id: int | None = None, but: Select[int] | None = None
) -> list[WorkshopRow]:
    """The closed workshops in the order of closing; of one academy when it is given, without those selected by `but`."""
    query = select(Workshop).where(Workshop.closed_at.is_not(None))
    if academy_id is not None:
        query = query.where(Workshop.academy_id == academy_id)
    if but is not None:
        query = query.where(Workshop.id.not_in(but))
    return [row_of(row) for row in session.execute(query.order_by(Workshop.closed_at, Workshop.id)).scalars()]


_TITLE = Workshop.__table__.c
_CLOSED_TITLES = worded(
    select(_TITLE.id, _TITLE.title, _TITLE.starts_on, _TITLE.ends_on)
    .where(_TITLE.closed_at.is_not(None), _TITLE.academy_id == bindparam("academy_id"))
    .order_by(_TITLE.closed_at, _TITLE.id)
)


def closed_titles(session: Session, *, academy_id: int) -> list[TitleRow]:
    """How the closed workshops of an academy are named, in the order of closing; thousands are read quickly."""
    rows = session.execute(_CLOSED_TITLES, {"academy_id": academy_id}).all()
    return [TitleRow._make(row) for row in rows]


def days_by_group(session: Session, groups: Select[int, int | None]) -> dict[int, tuple[date, date]]:
    """The first and the last day of the workshops of each group of which none was held outside the platform.

    `groups` gives a workshop's id and its group's.
    """
    found = groups.subquery()
    workshop_id, group = found.c
    rows = session.execute(
        select(group, func.min(Workshop.starts_on), func.max(Workshop.ends_on))
        .join(found, workshop_id == Workshop.id)
        .group_by(group)
        .having(func.count(Workshop.people_outside) == 0)
    )
    return {number: (first, last) for number, first, last in rows}


def all_workshops(session: Session, *, academy_id: int | None = None) -> list[WorkshopRow]:
    """All workshops by first day; of one academy when it is given."""
    query = select(Workshop)
    if academy_id is not None:
        query = query.where(Workshop.academy_id == academy_id)
    return [row_of(row) for row in session.execute(query.order_by(Workshop.starts_on, Workshop.id)).scalars()]


def workshop_by_code(session: Session, join_code: str) -> WorkshopRow | None:
    """The workshop that a join code opens, unless it is closed."""
    row = session.execute(
        select(Workshop).where(
            Workshop.join_code == join_code, Workshop.closed_at.is_(None), Workshop.people_outside.is_(None)
        )
    ).scalar_one_or_none()
    return row_of(row) if row else None


def workshop_of_code(session: Session, join_code: str) -> WorkshopRow | None:
    """The workshop held on the platform that has a join code, closed or not."""
    row = session.execute(
        select(Workshop).where(Workshop.join_code == join_code, Workshop.people_outside.is_(None))
    ).scalar_one_or_none()
    return row_of(row) if row else None


def trainer_ids(session: Session, workshop_id: int) -> list[int]:
    """The accounts of a workshop's trainers."""
    return list(
        session.execute(
            select(WorkshopTrainer.account_id).where(WorkshopTrainer.workshop_id == workshop_id)
        ).scalars()
    )


def outside_among(session: Session, workshop_ids: Sequence[int]) -> frozenset[int]:
    """Which of these workshops were held outside the platform, so that a file brought their answers."""
    outside = session.execute(select(Workshop.id).where(Workshop.people_outside.is_not(None))).scalars()
    return frozenset(outside) & frozenset(workshop_ids)
