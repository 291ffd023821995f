"""Reading imports, what they set aside, and the workshops that only files know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.exchange.models import Import, ImportedPerson, ImportedSheet, ImportedWorkshop, SetAside
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops.queries import WorkshopRow


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A file that was taken in."""

    id: int
    imported_at: datetime
    imported_by: int | None
    counts: Mapping[str, int]
    workshops: tuple[int, ...]
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class AsideRow:
    """A row that was set aside: which sheet of which workshop; never its answers."""

    row_number: int
    uid: str
    workshop: str


def _row(row: Import) -> ImportRow:
    return ImportRow(
        row.id, row.imported_at, row.imported_by, dict(row.counts), tuple(row.workshops), row.undone_at
    )


def imports(session: Session) -> list[ImportRow]:
    """All imports, the newest first."""
    return [_row(row) for row in session.execute(select(Import).order_by(Import.id.desc())).scalars()]


def import_of(session: Session, import_id: int) -> ImportRow | None:
    """One import, or None."""
    row = session.get(Import, import_id)
    return _row(row) if row else None


def set_aside(session: Session, import_id: int) -> list[AsideRow]:
    """The rows an import set aside, in the order of the file."""
    rows = session.execute(
        select(SetAside.row_number, SetAside.uid, ImportedWorkshop.code)
        .join(ImportedWorkshop, ImportedWorkshop.workshop_id == SetAside.workshop_id)
        .where(SetAside.import_id == import_id)
        .order_by(SetAside.row_number, SetAside.uid)
    )
    return [AsideRow(row.row_number, row.uid, row.code) for row in rows]


def later_imports(session: Session, *, workshop_id: int, import_id: int) -> list[int]:
    """The imports after one that brought something to the same workshop."""
    found: set[int] = set()
    for table in (ImportedSheet, SetAside, ImportedPerson):
        found.update(
            session.execute(
                select(table.import_id)
                .where(table.workshop_id == workshop_id, table.import_id > import_id)
                .distinct()
            ).scalars()
        )
    return sorted(found)


def has_rows(session: Session, workshop_id: int) -> bool:
    """Whether a workshop has anything from a file."""
    return any(
        session.execute(select(table.import_id).where(table.workshop_id == workshop_id).limit(1)).scalar()
        is not None
        for table in (ImportedSheet, SetAside)
    )


def left_open(session: Session) -> list[WorkshopRow]:
    """Workshops held outside that were not closed yet, by first day."""
    return [row for row in workshop_queries.all_workshops(session) if row.is_outside and not row.is_closed]


def workshops_ended_before(session: Session, day: date) -> list[int]:
    """Closed workshops with sheets from files that ended before a day and whose digests still exist."""
    kept = set(
        session.execute(
            select(ImportedWorkshop.workshop_id).where(ImportedWorkshop.salt.is_not(None))
        ).scalars()
    )
    return [
        row.id
        for row in workshop_queries.all_workshops(session)
        if row.id in kept and row.is_closed and row.ends_on < day
    ]


def people_with_codes(session: Session, workshop_ids: list[int]) -> int:
    """How many people of these workshops could still be joined to the codes on their sheets."""
    return len(
        session.execute(
            select(ImportedPerson.digest).where(ImportedPerson.workshop_id.in_(workshop_ids))
        ).all()
    )
