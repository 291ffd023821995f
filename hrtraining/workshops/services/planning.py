"""Creating, cloning and closing workshops."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.domain import Role
from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment.domain import AdministrationState
from hrtraining.content import queries as content_queries
from hrtraining.core import audit
from hrtraining.core.errors import Conflict, DomainError
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.ids import new_join_code
from hrtraining.workshops.domain import DEFAULT_ATTENDANCE_PERCENT, LONGEST_WORKSHOP_DAYS, Kind
from hrtraining.workshops.models import Workshop, WorkshopTrainer
from hrtraining.workshops.services.designs import put_into_designs


def create_workshop(
    session: Session,
    *,
    kind: Kind,
    academy_id: int,
    title: str,
    starts_on: date,
    ends_on: date,
    trainer_ids: list[int],
    actor_id: int | None,
    now: datetime,
    province: str = "",
    venue: str = "",
    modules: list[str] | None = None,
    attendance_percent: int = DEFAULT_ATTENDANCE_PERCENT,
) -> int:
    """Create a workshop on the newest edition with a fresh join code; gives its id.

    A course takes part in the designs that are switched on; the lot decides, and nobody can choose.

    Raises:
        DomainError: the days, the province, the modules or the trainers do not fit.
    """
    edition = content_queries.current_edition(session)
    planned = [module.key for module in edition.modules if modules is None or module.key in modules]
    if ends_on < starts_on:
        raise DomainError(_l("The last day is before the first day. Correct the dates."))
    if (ends_on - starts_on).days >= LONGEST_WORKSHOP_DAYS:
        raise DomainError(_l("A workshop can last 60 days at most. Correct the dates."))
    if kind is Kind.SENSITISATION and not province.strip():
        raise DomainError(_l("Write the province in which the workshop takes place."))
    if not planned:
        raise DomainError(_l("Choose at least one module."))
    trainers = account_queries.people(session, trainer_ids)
    if not trainers or any(
        one.role is not Role.TRAINER or one.academy_id != academy_id for one in trainers.values()
    ):
        raise DomainError(_l("Choose at least one trainer of this academy."))
    row = Workshop(
        kind=kind.value,
        academy_id=academy_id,
        title=" ".join(title.split()),
        province=" ".join(province.split()),
        venue=" ".join(venue.split()),
        starts_on=starts_on,
        ends_on=ends_on,
        edition_id=edition.id,
        modules=planned,
        attendance_percent=attendance_percent,
        join_code=free_join_code(session),
        created_at=now,
    )
    session.add(row)
    session.flush()
    put_into_designs(session, row, now=now)
    session.add_all(WorkshopTrainer(workshop_id=row.id, account_id=one) for one in sorted(trainers))
    audit.record(
        session,
        actor_id=actor_id,
        action="workshops.create_workshop",
        subject=f"workshop:{row.id}",
        now=now,
        detail={"trainers": sorted(trainers)},
    )
    return row.id


def free_join_code(session: Session) -> str:
    """A join code that no workshop has."""
    while True:
        code = new_join_code()
        if session.execute(select(Workshop.id).where(Workshop.join_code == code)).scalar() is None:
            return code


def clone_workshop(
    session: Session, *, workshop_id: int, starts_on: date, actor_id: int, now: datetime
) -> int:
    """Plan a workshop like an earlier one from another first day, without its people; gives its id."""
    row = session.get_one(Workshop, workshop_id)
    trainers = session.execute(
        select(WorkshopTrainer.account_id).where(WorkshopTrainer.workshop_id == workshop_id)
    ).scalars()
    return create_workshop(
        session,
        kind=Kind(row.kind),
        academy_id=row.academy_id,
        title=row.title,
        province=row.province,
        venue=row.venue,
        starts_on=starts_on,
        ends_on=starts_on + (row.ends_on - row.starts_on),
        trainer_ids=list(trainers),
        modules=list(row.modules),
        attendance_percent=row.attendance_percent,
        actor_id=actor_id,
        now=now,
    )


def close_workshop(session: Session, *, workshop_id: int, actor_id: int | None, now: datetime) -> None:
    """Close a workshop, whole: from now on its attempts enter published figures and never change.

    Raises:
        Conflict: it is closed, or one of its tests is still open.
    """
    row = session.get_one(Workshop, workshop_id)
    if row.closed_at is not None:
        raise Conflict(_l("This workshop is closed already."))
    given = assessment_queries.administrations(session, workshop_id)
    if any(one.state is AdministrationState.OPEN for one in given.values()):
        raise Conflict(_l("A test is still open. Close it first, then close the workshop."))
    row.closed_at = now
    audit.record(
        session,
        actor_id=actor_id,
        action="workshops.close_workshop",
        subject=f"workshop:{workshop_id}",
        now=now,
    )
