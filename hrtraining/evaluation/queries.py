"""Reading who has answered, and the counts of closed workshops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment.domain import Participation, Phase
from hrtraining.content import queries as content_queries
from hrtraining.content.domain import Evaluation
from hrtraining.evaluation.domain import Counts, Standing, standing
from hrtraining.evaluation.models import Given, Result
from hrtraining.workshops.queries import WorkshopRow


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What was said of one closed workshop, counted."""

    workshop_id: int
    edition_id: int
    version: str
    opinions: int
    counts: Counts


def asked(session: Session, workshop: WorkshopRow) -> Evaluation | None:
    """The questions of a workshop's edition, or None when it asks nothing."""
    return content_queries.edition_by_id(session, workshop.edition_id).evaluation


def has_given(session: Session, *, workshop_id: int, account_id: int) -> bool:
    """Whether somebody has answered."""
    found = select(Given.account_id).where(Given.workshop_id == workshop_id, Given.account_id == account_id)
    return session.execute(found).scalar() is not None


def standing_of(session: Session, *, workshop: WorkshopRow, account_id: int) -> Standing:
    """What stands between a learner and the questions about a workshop."""
    post = assessment_queries.administrations(session, workshop.id).get(Phase.POST)
    taken = assessment_queries.participation(session, [post.id]) if post else {}
    state = taken.get((post.id, account_id)) if post else None
    return standing(
        is_asked=asked(session, workshop) is not None,
        has_given=has_given(session, workshop_id=workshop.id, account_id=account_id),
        is_closed=workshop.is_closed,
        post_submitted=state in (Participation.SUBMITTED, Participation.LATE),
    )


def results(session: Session, workshop_ids: Sequence[int] | None = None) -> list[ResultRow]:
    """The counts of closed workshops, of all or some, by number; those of which nobody said anything are absent."""
    query = select(Result).order_by(Result.workshop_id)
    if workshop_ids is not None:
        query = query.where(Result.workshop_id.in_(list(workshop_ids)))
    rows = session.execute(query).scalars()
    return [ResultRow(row.workshop_id, row.edition_id, row.version, row.opinions, row.counts) for row in rows]
