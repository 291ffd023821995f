"""Where one learner stands: the gate of the lessons, and the way through the workshop."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment.domain import AdministrationState, Participation, Phase
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
class Place:
    """Where a learner stands in a workshop, for the learner's own pages."""

    workshop: WorkshopRow
    enrolment_id: int
    is_excused: bool
    pre: Gate
    post: Gate
    pre_id: int | None
    post_id: int | None
    pre_started: bool
    post_started: bool
    lessons_open: bool
    completed: frozenset[str]
    reading: str | None


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
    pre, post = administrations.get(Phase.PRE), administrations.get(Phase.POST)
    pre_state = taken.get((pre.id, account_id)) if pre else None
    post_state = taken.get((post.id, account_id)) if post else None
    done = (Participation.SUBMITTED, Participation.LATE)
    edition = content_queries.edition_by_id(session, row.edition_id)
    completed = learning_queries.completed_modules(session, enrolment_ids=[enrolment.id], edition=edition)
    is_excused = line is not None
    pre_submitted = pre_state in done
    return Place(
        workshop=row_of(row),
        enrolment_id=enrolment.id,
        is_excused=is_excused,
        pre=pre_gate(
            is_open=pre is not None and pre.state is AdministrationState.OPEN,
            was_closed=pre is not None and pre.state is AdministrationState.CLOSED,
            is_submitted=pre_submitted,
        ),
        post=post_gate(
            is_open=post is not None and post.state is AdministrationState.OPEN,
            was_closed=post is not None and post.state is AdministrationState.CLOSED,
            is_started=post_state is not None,
            is_submitted=post_state in done,
            pre_submitted=pre_submitted,
            is_excused=is_excused,
            planned=row.modules,
            completed=completed[enrolment.id],
        ),
        pre_id=pre.id if pre else None,
        post_id=post.id if post else None,
        pre_started=pre_state is not None,
        post_started=post_state is not None,
        lessons_open=lessons_are_open(pre_submitted=pre_submitted, is_excused=is_excused),
        completed=completed[enrolment.id],
        reading=enrolment.place,
    )
