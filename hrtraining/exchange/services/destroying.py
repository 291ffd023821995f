"""Destroys what joins sheets from files to the codes on them, together with the links of the platform's own people."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hrtraining.assessment import services as assessment_services
from hrtraining.core import audit
from hrtraining.exchange import queries
from hrtraining.exchange.models import ImportedPerson, ImportedSheet, ImportedWorkshop, SetAside
from hrtraining.workshops import queries as workshop_queries


def destroy_codes(session: Session, *, ended_before: date, actor_id: int | None, now: datetime) -> int:
    """Destroy digests, salts and rows set aside of closed workshops that ended before a day; gives how many people.

    Their sheets keep the day of their test instead of the moment, because the file that brought them has it too.
    """
    destroyed = 0
    for workshop_id in queries.workshops_ended_before(session, ended_before):
        people = list(
            session.execute(
                select(ImportedPerson.pseudonym).where(ImportedPerson.workshop_id == workshop_id)
            ).scalars()
        )
        workshop = workshop_queries.workshop(session, workshop_id)
        everybody = workshop is not None and workshop.is_outside
        assessment_services.forget_moments(
            session, workshop_id=workshop_id, pseudonyms=None if everybody else people
        )
        for table in (ImportedSheet, SetAside, ImportedPerson):
            session.execute(delete(table).where(table.workshop_id == workshop_id))
        session.execute(
            update(ImportedWorkshop).where(ImportedWorkshop.workshop_id == workshop_id).values(salt=None)
        )
        destroyed += len(people)
    if destroyed:
        audit.record(
            session,
            actor_id=actor_id,
            action="exchange.destroy_codes",
            subject="links",
            now=now,
            detail={"number": destroyed},
        )
    return destroyed
