"""Workshops that were held outside the platform and are known from their sheets alone."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from hrtraining.core.errors import Conflict
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.workshops.domain import DEFAULT_ATTENDANCE_PERCENT, Kind
from hrtraining.workshops.models import Workshop
from hrtraining.workshops.services.planning import free_join_code


def record_outside_workshop(
    session: Session, *, academy_id: int, code: str, edition_id: int, day: date, now: datetime
) -> int:
    """Make a workshop of an academy that was held outside the platform, titled by its code; gives its id.

    It has no trainer, no roster and no modules, and nobody can work with it here.
    """
    row = Workshop(
        kind=Kind.COURSE.value,
        academy_id=academy_id,
        title=code,
        starts_on=day,
        ends_on=day,
        edition_id=edition_id,
        modules=[],
        attendance_percent=DEFAULT_ATTENDANCE_PERCENT,
        join_code=free_join_code(session),
        created_at=now,
        people_outside=0,
    )
    session.add(row)
    session.flush()
    return row.id


def settle_outside_workshop(
    session: Session,
    *,
    workshop_id: int,
    starts_on: date,
    ends_on: date,
    people: int,
    closed_at: datetime | None,
) -> None:
    """Give a workshop held outside the days and the number of people that its sheets say, and close or open it.

    Raises:
        Conflict: it is held on the platform.
    """
    row = _outside(session, workshop_id)
    row.starts_on, row.ends_on, row.people_outside, row.closed_at = starts_on, ends_on, people, closed_at
    session.flush()


def remove_outside_workshop(session: Session, *, workshop_id: int) -> None:
    """Remove a workshop held outside that has no sheets left.

    Raises:
        Conflict: it is held on the platform.
    """
    session.delete(_outside(session, workshop_id))
    session.flush()


def _outside(session: Session, workshop_id: int) -> Workshop:
    row = session.get_one(Workshop, workshop_id)
    if row.people_outside is None:
        raise Conflict(_l("This workshop is held on the platform."))
    return row
