"""Switching a design on and off from a day, and drawing the lot of a course when it is created."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hrtraining.content import queries as content_queries
from hrtraining.core import audit
from hrtraining.core.clock import local_date
from hrtraining.core.errors import Conflict, DomainError
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.workshops import queries
from hrtraining.workshops.domain import INSTRUMENT, Kind
from hrtraining.workshops.domain.designs import BLOCK, Design, Span, is_doubled
from hrtraining.workshops.models import Lot, Switch, Workshop

SEED_BYTES = 16


def switch_on(
    session: Session, *, design: Design, from_day: date, actor_id: int | None, now: datetime
) -> int:
    """Let the courses that are created from a day on take part in a design; gives the id of the switch.

    Raises:
        DomainError: the day is over, or the course has only one form of its test.
        Conflict: it is switched on already.
    """
    if from_day < local_date(now):
        raise DomainError(_l("This day is over. Choose today or a later day."))
    if design is Design.CROSS_OVER and not queries.has_two_forms(session):
        raise DomainError(
            _l("The questions of this course have one wording only, so there is no second form.")
        )
    if any(Span(row.from_day, row.until_day).overlaps(from_day) for row in _switches(session, design)):
        raise Conflict(_l("This design is switched on already."))
    row = Switch(design=design.value, from_day=from_day, switched_by=actor_id, switched_at=now)
    session.add(row)
    session.flush()
    audit.record(
        session, actor_id=actor_id, action="workshops.switch_on", subject=f"switch:{row.id}", now=now,
        detail={"design": design.value, "from": from_day.isoformat()},
    )  # fmt: skip
    return row.id


def switch_off(
    session: Session, *, design: Design, until_day: date, actor_id: int | None, now: datetime
) -> None:
    """Let the courses that are created from a day on take part no more; those drawn before stay as they are.

    Raises:
        DomainError: the day is over.
        Conflict: the design is not switched on.
    """
    if until_day < local_date(now):
        raise DomainError(_l("This day is over. Choose today or a later day."))
    row = next((one for one in _switches(session, design) if one.until_day is None), None)
    if row is None:
        raise Conflict(_l("This design is not switched on."))
    row.until_day = max(until_day, row.from_day)
    session.flush()
    audit.record(
        session, actor_id=actor_id, action="workshops.switch_off", subject=f"switch:{row.id}", now=now,
        detail={"design": design.value, "until": row.until_day.isoformat()},
    )  # fmt: skip


def _switches(session: Session, design: Design) -> list[Switch]:
    return list(
        session.execute(
            select(Switch).where(Switch.design == design.value).order_by(Switch.id).with_for_update()
        ).scalars()
    )


def _holding(session: Session, design: Design, day: date) -> Switch | None:
    return next(
        (row for row in _switches(session, design) if Span(row.from_day, row.until_day).has(day)), None
    )


def put_into_designs(session: Session, row: Workshop, *, now: datetime) -> None:
    """Let a new course take part in the designs of its day: nobody chooses, and it never changes afterwards."""
    if row.kind != Kind.COURSE.value:
        return
    day = local_date(now)
    double = _holding(session, Design.DOUBLE_PRETEST, day)
    if double is not None:
        _draw(session, row, double, now=now)
    if _holding(session, Design.CROSS_OVER, day) is not None:
        instrument = content_queries.edition_by_id(session, row.edition_id).instruments[INSTRUMENT]
        row.is_crossed = instrument.has_two_forms


def _draw(session: Session, row: Workshop, switch: Switch, *, now: datetime) -> None:
    """Draw the lot of a course, balanced within its academy in blocks of two; the switch's row is held meanwhile."""
    of_academy = (Lot.switch_id == switch.id, Lot.academy_id == row.academy_id)
    position = session.execute(select(func.count()).select_from(Lot).where(*of_academy)).scalar_one()
    seed = None
    if position % BLOCK:  # the second of its block
        seed = session.execute(select(Lot.seed).where(*of_academy, Lot.position == position - 1)).scalar_one()
    lot = Lot(
        workshop_id=row.id,
        switch_id=switch.id,
        academy_id=row.academy_id,
        position=position,
        seed=seed or secrets.token_hex(SEED_BYTES),
        drawn_at=now,
    )
    lot.is_doubled = row.is_doubled = is_doubled(lot.seed, position)
    session.add(lot)
    session.flush()
    audit.record(
        session, actor_id=None, action="workshops.draw_lot", subject=f"workshop:{row.id}", now=now,
        detail={"position": position, "seed": lot.seed, "doubled": lot.is_doubled},
    )  # fmt: skip
