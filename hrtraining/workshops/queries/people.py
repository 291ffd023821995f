"""Reading the people of a workshop: roster, attendance, and the facts from which certificates are decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.queries import Person
from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment.domain import Participation, Phase
from hrtraining.content import queries as content_queries
from hrtraining.learning import queries as learning_queries
from hrtraining.workshops.domain import (
    Group,
    Half,
    HalfDay,
)
from hrtraining.workshops.models import Attendance, JoinRequest, RosterLine, Workshop
from hrtraining.workshops.queries.workshop import row_of


@dataclass(frozen=True, slots=True)
class Participant:
    """A person on a roster."""

    line_id: int
    person: Person
    group: Group
    intake: str
    excused_reason: str | None

    @property
    def is_excused(self) -> bool:
        """Whether the trainer excused the person from the pre-test."""
        return self.excused_reason is not None


@dataclass(frozen=True, slots=True)
class LearnerFacts:
    """All that a certificate is decided from: never an answer, never a score (RULES.md 8)."""

    account_id: int
    person: Person
    group: Group
    modules_complete: int
    half_days_present: int
    half_days_total: int
    attendance_percent: int
    pre_submitted: bool
    is_excused: bool
    post_submitted: bool


@dataclass(frozen=True, slots=True)
class WaitingPerson:
    """Somebody who asks to join."""

    id: int
    family_km: str
    given_km: str
    latin_name: str
    rank: str


def people_only_in_workshops_before(session: Session, day: date) -> list[int]:
    """The people on rosters all of whose workshops ended before a day and are closed."""
    rows = session.execute(
        select(RosterLine.account_id)
        .join(Workshop, Workshop.id == RosterLine.workshop_id)
        .group_by(RosterLine.account_id)
        .having(func.max(Workshop.ends_on) < day, func.count(Workshop.closed_at) == func.count())
    ).scalars()
    return sorted(rows)


def roster(session: Session, workshop_id: int) -> list[Participant]:
    """The people of a workshop in Khmer name order; three statements however many."""
    lines = list(session.execute(select(RosterLine).where(RosterLine.workshop_id == workshop_id)).scalars())
    people = account_queries.people(session, [line.account_id for line in lines])
    participants = [
        Participant(
            line_id=line.id,
            person=people[line.account_id],
            group=Group(line.participant_group),
            intake=line.intake,
            excused_reason=line.excused_reason,
        )
        for line in lines
    ]
    return sorted(participants, key=lambda one: (one.person.name_sort, one.person.name.latin, one.person.id))


def participant(session: Session, *, workshop_id: int, account_id: int) -> Participant | None:
    """One person of a roster, or None."""
    line = session.execute(
        select(RosterLine).where(RosterLine.workshop_id == workshop_id, RosterLine.account_id == account_id)
    ).scalar_one_or_none()
    if line is None:
        return None
    found = account_queries.person(session, account_id)
    if found is None:
        return None
    return Participant(line.id, found, Group(line.participant_group), line.intake, line.excused_reason)


def roster_sizes(session: Session, workshop_ids: Sequence[int]) -> dict[int, int]:
    """How many people are registered, by workshop; of one held outside, how many people its sheets name."""
    rows = session.execute(
        select(RosterLine.workshop_id, func.count())
        .where(RosterLine.workshop_id.in_(list(workshop_ids)))
        .group_by(RosterLine.workshop_id)
    )
    outside = session.execute(
        select(Workshop.id, Workshop.people_outside).where(
            Workshop.id.in_(list(workshop_ids)), Workshop.people_outside > 0
        )
    )
    return {**dict(rows.all()), **{row.id: row.people_outside or 0 for row in outside}}


def excused_counts(session: Session, workshop_ids: Sequence[int]) -> dict[int, int]:
    """How many people were excused from the pre-test, by workshop."""
    rows = session.execute(
        select(RosterLine.workshop_id, func.count())
        .where(RosterLine.workshop_id.in_(list(workshop_ids)), RosterLine.excused_reason.is_not(None))
        .group_by(RosterLine.workshop_id)
    )
    return dict(rows.all())


def attended_counts(session: Session, workshop_ids: Sequence[int]) -> dict[int, int]:
    """How many half-days were ticked over all people on the roster, by workshop."""
    rows = session.execute(
        select(Attendance.workshop_id, func.count())
        .join(
            RosterLine,
            (RosterLine.workshop_id == Attendance.workshop_id)
            & (RosterLine.account_id == Attendance.account_id),
        )
        .where(Attendance.workshop_id.in_(list(workshop_ids)))
        .group_by(Attendance.workshop_id)
    )
    return dict(rows.all())


def attendance(session: Session, workshop_id: int) -> dict[HalfDay, frozenset[int]]:
    """Who was there, by half-day."""
    present: dict[HalfDay, set[int]] = defaultdict(set)
    for row in session.execute(select(Attendance).where(Attendance.workshop_id == workshop_id)).scalars():
        present[HalfDay(row.day, Half(row.half))].add(row.account_id)
    return {half_day: frozenset(people) for half_day, people in present.items()}


def waiting(session: Session, workshop_id: int) -> list[WaitingPerson]:
    """The people who ask to join a workshop, first come first."""
    rows = session.execute(
        select(JoinRequest)
        .where(JoinRequest.workshop_id == workshop_id, JoinRequest.state == "waiting")
        .order_by(JoinRequest.id)
    ).scalars()
    return [
        WaitingPerson(
            id=row.id,
            family_km=row.person["family_km"],
            given_km=row.person["given_km"],
            latin_name=row.person["latin_name"],
            rank=row.person["rank"],
        )
        for row in rows
    ]


def certificate_facts(session: Session, workshop_id: int) -> tuple[LearnerFacts, ...]:
    """What each person of a workshop has done, in roster order; the same statements for one or a hundred."""
    row = session.get_one(Workshop, workshop_id)
    shown = row_of(row)
    people = roster(session, workshop_id)
    enrolments = learning_queries.enrolments_of(session, workshop_id)
    edition = content_queries.edition_by_id(session, row.edition_id)
    completed = learning_queries.completed_modules(
        session, enrolment_ids=[one.id for one in enrolments.values()], edition=edition
    )
    administrations = assessment_queries.administrations(session, workshop_id)
    taken = assessment_queries.participation(session, [one.id for one in administrations.values()])
    present = attendance(session, workshop_id)
    planned_half_days = shown.half_days

    def submitted(phase: Phase, account_id: int) -> bool:
        given = administrations.get(phase)
        return given is not None and taken.get((given.id, account_id)) in (
            Participation.SUBMITTED,
            Participation.LATE,
        )

    facts = []
    for one in people:
        account_id = one.person.id
        enrolment = enrolments.get(account_id)
        facts.append(
            LearnerFacts(
                account_id=account_id,
                person=one.person,
                group=one.group,
                modules_complete=len(completed.get(enrolment.id, frozenset())) if enrolment else 0,
                half_days_present=sum(
                    account_id in present.get(half, frozenset()) for half in planned_half_days
                ),
                half_days_total=len(planned_half_days),
                attendance_percent=shown.attendance_percent,
                pre_submitted=submitted(Phase.PRE, account_id),
                is_excused=one.is_excused,
                post_submitted=submitted(Phase.POST, account_id),
            )
        )
    return tuple(facts)
