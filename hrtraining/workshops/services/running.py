"""The day itself: opening and closing tests, letting learners begin, ticking attendance."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.domain import rank_band
from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment import services as assessment_services
from hrtraining.assessment.domain import AdministrationState, Phase
from hrtraining.assessment.services import Attributes
from hrtraining.content import queries as content_queries
from hrtraining.core import audit
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.workshops import queries
from hrtraining.workshops.domain import INSTRUMENT, Gate, HalfDay
from hrtraining.workshops.models import Attendance, RosterLine, Workshop


def open_test(
    session: Session, *, workshop_id: int, phase: Phase, actor_id: int | None, now: datetime, reason: str = ""
) -> int:
    """Open a test of a workshop; gives the administration's id.

    Every test uses the very items of the first one (RULES.md 10). In a doubled workshop the test at enrolment comes
    before the pre-test; leaving it out needs a reason, and once the pre-test was opened it is over.

    Raises:
        Conflict: the workshop is closed, the test is open, or the order of the tests forbids it.
        DomainError: it was closed before and no reason is given, or nobody is on the roster.
        NotFound: the workshop has no such test.
    """
    row = session.get_one(Workshop, workshop_id)
    if row.closed_at is not None:
        raise Conflict(_l("This workshop is closed. Its tests cannot be opened again."))
    if not queries.roster_sizes(session, [workshop_id]):
        raise DomainError(_l("Nobody is on the roster yet. Add the participants first."))
    _check_order(session, row, phase, reason)
    instrument = content_queries.edition_by_id(session, row.edition_id).instruments[INSTRUMENT]
    return assessment_services.open_administration(
        session,
        workshop_id=workshop_id,
        phase=phase,
        edition_id=row.edition_id,
        instrument_key=instrument.key,
        instrument_version=instrument.version,
        item_count=len(instrument.items),
        actor_id=actor_id,
        now=now,
        reason=reason,
    )


def _check_order(session: Session, row: Workshop, phase: Phase, reason: str) -> None:
    if phase is Phase.PRE0 and not row.is_doubled:
        raise NotFound(_l("There is no such test."))
    if not row.is_doubled or phase not in (Phase.PRE0, Phase.PRE):
        return
    given = assessment_queries.administrations(session, row.id)
    if phase is Phase.PRE0 and Phase.PRE in given:
        raise Conflict(_l("The pre-test was opened already, so the test at enrolment is over."))
    first = given.get(Phase.PRE0)
    if phase is Phase.PRE and first is not None and first.state is AdministrationState.OPEN:
        raise Conflict(_l("The test at enrolment is still open. Close it first."))
    if phase is Phase.PRE and first is None and not reason.strip():
        raise DomainError(_l("Give the test at enrolment first, or write why it is left out."))


def close_test(
    session: Session, *, workshop_id: int, phase: Phase, actor_id: int | None, now: datetime
) -> None:
    """Close a test of a workshop."""
    assessment_services.close_administration(
        session, workshop_id=workshop_id, phase=phase, actor_id=actor_id, now=now
    )


REFUSALS = {
    Gate.NOT_OPEN: _l("This test is not open yet. Your trainer opens it in class."),
    Gate.CLOSED: _l("This test is closed. Ask your trainer."),
    Gate.PRE_FIRST: _l("Do the pre-test first, or ask your trainer."),
    Gate.MODULES_FIRST: _l("Finish the modules of this workshop first. Then the post-test can begin."),
    Gate.SUBMITTED: _l("Your answers were sent already and can no longer be opened."),
}


def start_test(
    session: Session, *, account_id: int, phase: Phase, language: str, now: datetime, channel: str = "web"
) -> int:
    """Let a learner begin or go on with a test when the gate allows it; gives the administration's id.

    Raises:
        NotFound: the learner is in no workshop.
        Conflict: the gate is shut, with the sentence that says what to do.
    """
    place = queries.place_of(session, account_id)
    if place is None:
        raise NotFound(_l("You are in no workshop yet. Ask your trainer for the join code."))
    gate, administration_id = place.gate(phase), place.administration_id(phase)
    if gate is not Gate.READY or administration_id is None:
        raise Conflict(REFUSALS[gate])
    line = session.execute(
        select(RosterLine).where(
            RosterLine.workshop_id == place.workshop.id, RosterLine.account_id == account_id
        )
    ).scalar_one()
    person = account_queries.person(session, account_id)
    band = rank_band(person.rank) if person else None
    assessment_services.start_attempt(
        session,
        account_id=account_id,
        administration_id=administration_id,
        attributes=Attributes(
            academy_id=place.workshop.academy_id,
            workshop_id=place.workshop.id,
            participant_group=line.participant_group,
            rank_band=band.value if band else None,
            sex=person.sex if person else None,
        ),
        language=language,
        now=now,
        channel=channel,
        is_crossed=place.workshop.is_crossed,
    )
    return administration_id


def record_attendance(
    session: Session,
    *,
    workshop_id: int,
    half_day: HalfDay,
    present: Collection[int],
    actor_id: int | None,
    now: datetime,
) -> None:
    """Set who was there for half a day, replacing what was ticked before.

    Raises:
        NotFound: the workshop has no such half-day, or a person is not on its roster.
        Conflict: the workshop is closed.
    """
    row = queries.workshop(session, workshop_id)
    if row is None or half_day not in row.half_days:
        raise NotFound(_l("This workshop has no such half-day."))
    if row.is_closed:
        raise Conflict(_l("This workshop is closed. Its attendance can no longer be changed."))
    registered = set(
        session.execute(select(RosterLine.account_id).where(RosterLine.workshop_id == workshop_id)).scalars()
    )
    if not set(present) <= registered:
        raise NotFound(_l("Somebody who was ticked is not on the roster. Load the page again."))
    session.execute(
        delete(Attendance).where(
            Attendance.workshop_id == workshop_id,
            Attendance.day == half_day.day,
            Attendance.half == half_day.half.value,
        )
    )
    session.add_all(
        Attendance(workshop_id=workshop_id, day=half_day.day, half=half_day.half.value, account_id=account_id)
        for account_id in sorted(set(present))
    )
    audit.record(
        session,
        actor_id=actor_id,
        action="workshops.record_attendance",
        subject=f"workshop:{workshop_id}",
        now=now,
        detail={"day": half_day.day.isoformat(), "half": half_day.half.value, "present": len(set(present))},
    )
