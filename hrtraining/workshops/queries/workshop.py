"""Reading workshops, rosters, attendance, and the facts from which certificates are decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.domain import Role
from hrtraining.accounts.queries import Person, SignedIn
from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment.domain import Participation, Phase
from hrtraining.content import queries as content_queries
from hrtraining.core.errors import NotFound
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.learning import queries as learning_queries
from hrtraining.workshops.domain import (
    Group,
    Half,
    HalfDay,
    Kind,
    half_days,
)
from hrtraining.workshops.models import Attendance, JoinRequest, RosterLine, Workshop, WorkshopTrainer


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


class TitleRow(NamedTuple):
    """What a workshop is called."""

    id: int
    title: str
    starts_on: date
    ends_on: date


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


def closed_titles(session: Session, *, academy_id: int) -> list[TitleRow]:
    """How the closed workshops of an academy are named, in the order of closing; thousands are read quickly."""
    known = Workshop.__table__.c
    rows = session.execute(
        select(known.id, known.title, known.starts_on, known.ends_on)
        .where(known.closed_at.is_not(None), known.academy_id == academy_id)
        .order_by(known.closed_at, known.id)
    )
    return [TitleRow(*row) for row in rows.all()]


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


def people_only_in_workshops_before(session: Session, day: date) -> list[int]:
    """The people on rosters all of whose workshops ended before a day and are closed."""
    rows = session.execute(
        select(RosterLine.account_id)
        .join(Workshop, Workshop.id == RosterLine.workshop_id)
        .group_by(RosterLine.account_id)
        .having(func.max(Workshop.ends_on) < day, func.count(Workshop.closed_at) == func.count())
    ).scalars()
    return sorted(rows)


def trainer_ids(session: Session, workshop_id: int) -> list[int]:
    """The accounts of a workshop's trainers."""
    return list(
        session.execute(
            select(WorkshopTrainer.account_id).where(WorkshopTrainer.workshop_id == workshop_id)
        ).scalars()
    )


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


def outside_among(session: Session, workshop_ids: Sequence[int]) -> frozenset[int]:
    """Which of these workshops were held outside the platform, so that a file brought their answers."""
    outside = session.execute(select(Workshop.id).where(Workshop.people_outside.is_not(None))).scalars()
    return frozenset(outside) & frozenset(workshop_ids)


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
