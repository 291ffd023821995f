"""Where one learner stands: the gate of the lessons, and the way through the workshop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment.domain import COURSE, IN_CLASS, AdministrationState, Participation, Phase
from hrtraining.content import queries as content_queries
from hrtraining.content.domain import Edition
from hrtraining.learning import queries as learning_queries
from hrtraining.workshops.domain import (
    Gate,
    lessons_are_open,
    post_gate,
    pre_gate,
)
from hrtraining.workshops.models import RosterLine, Workshop
from hrtraining.workshops.queries.workshop import WorkshopRow, row_of


@dataclass(frozen=True, slots=True)
class LearnerGate:
    """The least a lesson page must know of its reader."""

    enrolment_id: int
    edition: Edition
    lessons_open: bool
    place: str | None


@dataclass(frozen=True, slots=True)
class TestPlace:
    """How a learner stands to one test."""

    gate: Gate
    administration_id: int | None
    is_started: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a learner stands in a workshop, for the learner's own pages."""

    workshop: WorkshopRow
    enrolment_id: int
    is_excused: bool
    tests: Mapping[Phase, TestPlace]
    """The tests of the class: at enrolment (in a doubled workshop only), before, after."""
    lessons_open: bool
    completed: frozenset[str]
    reading: str | None

    @property
    def pre(self) -> Gate:
        """What stands between the learner and the pre-test."""
        return self.gate(Phase.PRE)

    @property
    def post(self) -> Gate:
        """What stands between the learner and the post-test."""
        return self.gate(Phase.POST)

    @property
    def has_first(self) -> bool:
        """Whether there is a test at enrolment for the learner to see: not when it was left out."""
        return Phase.PRE0 in self.tests and (
            self.tests[Phase.PRE0].administration_id is not None or self.pre is Gate.NOT_OPEN
        )

    def gate(self, phase: Phase) -> Gate:
        """What stands between the learner and a test; one that the workshop does not have is never open."""
        return self.tests[phase].gate if phase in self.tests else Gate.NOT_OPEN

    def administration_id(self, phase: Phase) -> int | None:
        """The test's administration, or None while it was never opened."""
        return self.tests[phase].administration_id if phase in self.tests else None

    def has_started(self, phase: Phase) -> bool:
        """Whether the learner began the test."""
        return phase in self.tests and self.tests[phase].is_started


_NEWEST = learning_queries.LATEST.subquery()
_OF = content_queries.EDITION_OF
_GATE = (  # built once and asked past the ORM: every page of a lesson asks it
    select(
        _NEWEST.c.id,
        _NEWEST.c.place,
        *content_queries.EDITION_COLUMNS,
        RosterLine.account_id.is_not(None).label("is_registered"),
        RosterLine.excused_reason,
        assessment_queries.has_submitted_pre(
            account_id=_NEWEST.c.account_id, workshop_id=_NEWEST.c.workshop_id
        ).label("has_submitted"),
    )
    .select_from(_NEWEST)
    .join(_OF, _OF.c.id == _NEWEST.c.edition_id)
    .outerjoin(
        RosterLine,
        and_(RosterLine.workshop_id == _NEWEST.c.workshop_id, RosterLine.account_id == _NEWEST.c.account_id),
    )
)


def learner_gate(session: Session, account_id: int) -> LearnerGate | None:
    """A learner's newest enrolment and whether its lessons are open (RULES.md 7); one statement."""
    row = session.connection().execute(_GATE, {"account_id": account_id}).one_or_none()
    if row is None:
        return None
    is_open = row.is_registered and lessons_are_open(
        pre_submitted=row.has_submitted, is_excused=row.excused_reason is not None
    )
    edition = content_queries.edition_in(session, row)
    return LearnerGate(row.id, edition, is_open, row.place)


def place_of(session: Session, account_id: int) -> Place | None:
    """Where a learner stands in the newest workshop they are enrolled in, or None when there is none."""
    enrolment = learning_queries.latest_enrolment(session, account_id)
    if enrolment is None:
        return None
    row = session.get_one(Workshop, enrolment.workshop_id)
    line = session.execute(
        select(RosterLine.excused_reason).where(
            RosterLine.workshop_id == row.id, RosterLine.account_id == account_id
        )
    ).scalar()
    administrations = assessment_queries.administrations(session, row.id)
    taken = assessment_queries.participation(session, [one.id for one in administrations.values()])
    states = {phase: taken.get((given.id, account_id)) for phase, given in administrations.items()}
    done = (Participation.SUBMITTED, Participation.LATE)
    edition = content_queries.edition_by_id(session, row.edition_id)
    completed = learning_queries.completed_modules(session, enrolment_ids=[enrolment.id], edition=edition)
    is_excused = line is not None
    pre_submitted = states.get(Phase.PRE) in done

    def stand(phase: Phase) -> TestPlace:
        given, state = administrations.get(phase), states.get(phase)
        asked = {
            "is_open": given is not None and given.state is AdministrationState.OPEN,
            "was_closed": given is not None and given.state is AdministrationState.CLOSED,
            "is_submitted": state in done,
        }
        gate = (
            post_gate(
                **asked,
                is_started=state is not None,
                pre_submitted=pre_submitted,
                is_excused=is_excused,
                planned=row.modules,
                completed=completed[enrolment.id],
            )
            if phase is Phase.POST
            else pre_gate(**asked)
        )
        return TestPlace(gate, given.id if given else None, state is not None)

    return Place(
        workshop=row_of(row),
        enrolment_id=enrolment.id,
        is_excused=is_excused,
        tests={phase: stand(phase) for phase in (IN_CLASS if row.is_doubled else COURSE)},
        lessons_open=lessons_are_open(pre_submitted=pre_submitted, is_excused=is_excused),
        completed=completed[enrolment.id],
        reading=enrolment.place,
    )
