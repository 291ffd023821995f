"""Brings a workshop held outside in line with its sheets, closes it, and takes imports back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment import services as assessment_services
from hrtraining.core import audit
from hrtraining.core.clock import local_date
from hrtraining.core.errors import Conflict, NotFound
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.exchange import queries
from hrtraining.exchange.models import Import, ImportedPerson, ImportedSheet, ImportedWorkshop, SetAside
from hrtraining.reporting import queries as reporting_queries
from hrtraining.reporting import services as reporting_services
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops import services as workshop_services


def settle(session: Session, *, workshop_id: int, closed_at: datetime | None) -> None:
    """Give a workshop held outside the days, people and tests of its sheets; close it, or leave it open."""
    sheets = assessment_queries.sheets_of(session, workshop_id).values()
    days = [local_date(sheet.submitted_at) for sheet in sheets]
    workshop_services.settle_outside_workshop(
        session,
        workshop_id=workshop_id,
        starts_on=min(days),
        ends_on=max(days),
        people=len({sheet.pseudonym for sheet in sheets}),
        closed_at=closed_at,
    )
    assessment_services.settle_typed(session, workshop_id=workshop_id, closed_at=closed_at)


def close_outside(session: Session, *, workshop_id: int, actor_id: int | None, now: datetime) -> None:
    """Close a workshop held outside that was left open: no more sheets of it will come.

    Raises:
        NotFound: there is none.
        Conflict: it is closed already.
    """
    row = workshop_queries.workshop(session, workshop_id)
    if row is None or not row.is_outside:
        raise NotFound(_l("There is no such workshop."))
    if row.is_closed:
        raise Conflict(_l("This workshop is closed already."))
    settle(session, workshop_id=workshop_id, closed_at=now)
    audit.record(
        session,
        actor_id=actor_id,
        action="exchange.close_workshop",
        subject=f"workshop:{workshop_id}",
        now=now,
    )


def undo_import(session: Session, *, import_id: int, actor_id: int | None, now: datetime) -> None:
    """Take everything out again that an import brought, and open its workshops held outside for the right file.

    Raises:
        NotFound: there is no such import.
        Conflict: it is undone already, or what it brought stands in figures, or a later import builds on it.
    """
    row = session.get(Import, import_id)
    if row is None:
        raise NotFound(_l("There is no such import."))
    if row.undone_at is not None:
        raise Conflict(_l("This import was undone already."))
    touched = list(row.workshops)
    for workshop_id in touched:
        _require_free(session, workshop_id=workshop_id, import_id=import_id)
    attempts = list(
        session.execute(
            select(ImportedSheet.attempt_id).where(ImportedSheet.import_id == import_id)
        ).scalars()
    )
    for table in (ImportedSheet, SetAside, ImportedPerson):
        session.execute(delete(table).where(table.import_id == import_id))
    for workshop_id in touched:
        reporting_services.thaw(session, workshop_id=workshop_id)
    assessment_services.remove_typed(session, attempt_ids=attempts)
    for workshop_id in touched:
        _leave(session, workshop_id)
    row.undone_at = now
    audit.record(
        session,
        actor_id=actor_id,
        action="exchange.undo_import",
        subject=f"import:{import_id}",
        now=now,
        detail={"sheets": len(attempts), "workshops": len(touched)},
    )


def _require_free(session: Session, *, workshop_id: int, import_id: int) -> None:
    workshop = workshop_queries.workshop(session, workshop_id)
    if reporting_queries.is_published(session, workshop_id):
        raise Conflict(
            _l(
                "The figures of workshop %(title)s are published. A closed period never changes, so this import stays."
            ),
            title=workshop.title if workshop else workshop_id,
        )
    if workshop is not None and workshop.is_closed and not workshop.is_outside:
        raise Conflict(
            _l(
                "Workshop %(title)s is closed and its trainer may have seen its figures. From two of them one could "
                "count back to the sheets of this import, so it stays."
            ),
            title=workshop.title,
        )
    key = session.get(ImportedWorkshop, workshop_id)
    if key is None or key.salt is None:
        raise Conflict(
            _l("The links of these sheets were destroyed, so nobody can say any more which they are.")
        )
    if later := queries.later_imports(session, workshop_id=workshop_id, import_id=import_id):
        raise Conflict(
            _l("Import %(number)s brought more sheets of workshop %(title)s. Undo that one first."),
            number=max(later),
            title=workshop.title if workshop else workshop_id,
        )


def _leave(session: Session, workshop_id: int) -> None:
    """A workshop after sheets were taken out: without any left it is as if it had never been named."""
    workshop = workshop_queries.workshop(session, workshop_id)
    is_outside = workshop is not None and workshop.is_outside
    if is_outside and assessment_queries.sheets_of(session, workshop_id):
        settle(session, workshop_id=workshop_id, closed_at=None)
        return
    if queries.has_rows(session, workshop_id):
        return
    session.execute(delete(ImportedWorkshop).where(ImportedWorkshop.workshop_id == workshop_id))
    if is_outside:
        assessment_services.settle_typed(session, workshop_id=workshop_id, closed_at=None)
        workshop_services.remove_outside_workshop(session, workshop_id=workshop_id)
