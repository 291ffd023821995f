"""Ends what joins answers to people: links are destroyed, and exact moments become the day of the test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from hrtraining.assessment.domain import Phase
from hrtraining.assessment.models import Administration, Attempt, Link
from hrtraining.core import audit
from hrtraining.core.clock import PHNOM_PENH, local_date

AT_ONCE = 500
"""How many people one statement names."""
FIRST_TESTS = (Phase.PRE0.value, Phase.PRE.value)
Named = TypeVar("Named", int, UUID)


def destroy_links(session: Session, *, account_ids: list[int], actor_id: int | None, now: datetime) -> int:
    """Destroy the links between people and their pseudonyms; gives how many there were.

    After this nobody can say which answers are whose, and the people cannot continue or be followed up. The exact
    moments of their attempts go too: every attempt gets the day on which its test was opened, so that no clock
    elsewhere can join it to a person.
    """
    pseudonyms: list[UUID] = []
    for part in _parts(account_ids):
        gone = delete(Link).where(Link.account_id.in_(part)).returning(Link.pseudonym)
        pseudonyms += session.execute(gone).scalars()
    forget_moments(session, pseudonyms=pseudonyms)
    audit.record(
        session,
        actor_id=actor_id,
        action="assessment.destroy_links",
        subject="links",
        now=now,
        detail={"number": len(pseudonyms)},
    )
    return len(pseudonyms)


def forget_moments(
    session: Session, *, pseudonyms: Sequence[UUID] | None = None, workshop_id: int | None = None
) -> None:
    """Give attempts the day on which their test was opened instead of their moments; of these people, or of a workshop.

    With both only of these people in this workshop. The moments stand elsewhere too, in a log or in the file that brought
    a sheet, and must not join the two (RULES.md 5).

    Raises:
        ValueError: neither is named; the moments of everybody cannot be brought back.
    """
    if pseudonyms is None and workshop_id is None:
        raise ValueError("forget_moments needs people or a workshop")
    tests = select(Administration.id, Administration.phase, Administration.opened_at).where(
        Administration.opened_at.is_not(None)
    )
    if workshop_id is not None:
        tests = tests.where(Administration.workshop_id == workshop_id)
    of_people: list[list[ColumnElement[bool]]] = (
        [[]] if pseudonyms is None else [[Attempt.pseudonym.in_(part)] for part in _parts(pseudonyms)]
    )
    for row in session.execute(tests).all():
        midnight = datetime.combine(local_date(row.opened_at), time(), PHNOM_PENH)
        # tests of one day keep their order: at enrolment and before the course, then what follows
        moment = midnight if row.phase in FIRST_TESTS else midnight + timedelta(minutes=1)
        for of_part in of_people:
            of_these = (Attempt.administration_id == row.id, *of_part)
            session.execute(update(Attempt).where(*of_these).values(started_at=moment))
            session.execute(
                update(Attempt)
                .where(*of_these, Attempt.submitted_at.is_not(None))
                .values(submitted_at=moment)
            )


def _parts(names: Sequence[Named]) -> Iterator[Sequence[Named]]:
    return (names[first : first + AT_ONCE] for first in range(0, len(names), AT_ONCE))
