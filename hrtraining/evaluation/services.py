"""Taking what a learner says of a workshop, and counting it once when the workshop is closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hrtraining.core.clock import local_date
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.evaluation import queries
from hrtraining.evaluation.domain import Opinion, Standing, choices, counted, is_possible
from hrtraining.evaluation.models import Given, OpinionRow, Result
from hrtraining.workshops import queries as workshop_queries

REFUSALS = {
    Standing.POST_FIRST: _l("Send the post-test first. Then you can say what you think of the workshop."),
    Standing.GIVEN: _l("You have answered these questions already. Thank you."),
    Standing.CLOSED: _l("The workshop is closed, so these questions are closed too."),
}


def give_opinion(
    session: Session, *, account_id: int, workshop_id: int, opinion: Opinion, now: datetime
) -> None:
    """Take what a learner says, once. Nothing of it is audited: the times there are exact.

    The answers get a random number of their own; that the learner has answered is kept apart from them.

    Raises:
        NotFound: there is no such workshop, or it asks nothing.
        Conflict: the post-test comes first, the learner has answered, or the workshop is closed.
        DomainError: nothing was answered, or an answer is not one of the choices.
    """
    workshop = workshop_queries.workshop(session, workshop_id)
    asked = queries.asked(session, workshop) if workshop else None
    if workshop is None or asked is None:
        raise NotFound(_l("There is no such page."))
    found = queries.standing_of(session, workshop=workshop, account_id=account_id)
    if found is not Standing.READY:
        raise Conflict(REFUSALS[found])
    if not opinion:
        raise DomainError(_l("Answer at least one question, or leave the page."))
    if not is_possible(opinion, asked, workshop.modules):
        raise DomainError(_l("This answer is not one of the choices. Choose again."))
    session.add(Given(workshop_id=workshop_id, account_id=account_id, given_on=local_date(now)))
    ordered = {one: opinion[one] for one in choices(asked, workshop.modules) if one in opinion}
    session.add(OpinionRow(workshop_id=workshop_id, answers=ordered))
    session.flush()


def count_closed(session: Session, workshop_ids: Sequence[int]) -> int:
    """Count what was said of closed workshops and take the single answers away; gives how many have a result.

    A workshop that has its result already is left as it is.
    """
    known = {row.workshop_id for row in queries.results(session, workshop_ids)}
    made = 0
    for workshop_id in workshop_ids:
        workshop = workshop_queries.workshop(session, workshop_id)
        asked = queries.asked(session, workshop) if workshop else None
        if workshop is None or asked is None or not workshop.is_closed or workshop_id in known:
            continue
        mine = OpinionRow.workshop_id == workshop_id
        said = list(session.execute(select(OpinionRow.answers).where(mine)).scalars())
        if not said:
            continue
        session.add(
            Result(
                workshop_id=workshop_id,
                edition_id=workshop.edition_id,
                version=asked.version,
                opinions=len(said),
                counts=counted(said, asked, workshop.modules),
            )
        )
        session.execute(delete(OpinionRow).where(mine))
        made += 1
    session.flush()
    return made
