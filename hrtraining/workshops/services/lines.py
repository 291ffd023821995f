"""Lines of a roster: what importing and single additions share."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.assessment import queries as assessment_queries
from hrtraining.core.errors import Conflict, NotFound
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.learning import services as learning_services
from hrtraining.workshops.domain import Group
from hrtraining.workshops.models import RosterLine, Workshop


def require_open(workshop: Workshop) -> None:
    """Refuse a change of a closed workshop.

    Raises:
        Conflict: the workshop is closed.
    """
    if workshop.closed_at is not None:
        raise Conflict(_l("This workshop is closed. Its roster can no longer be changed."))


def line_of(session: Session, *, workshop_id: int, account_id: int) -> RosterLine:
    """The line of a person.

    Raises:
        NotFound: the person is not on the roster.
    """
    line = session.execute(
        select(RosterLine).where(RosterLine.workshop_id == workshop_id, RosterLine.account_id == account_id)
    ).scalar_one_or_none()
    if line is None:
        raise NotFound(_l("This person is not on the roster."))
    return line


def put_on(
    session: Session,
    *,
    workshop: Workshop,
    account_id: int,
    group: Group,
    intake: str,
    import_key: str | None,
) -> None:
    """Put a person on the roster and enrol them in the workshop's edition."""
    session.add(
        RosterLine(
            workshop_id=workshop.id,
            account_id=account_id,
            participant_group=group.value,
            intake=intake,
            import_key=import_key,
        )
    )
    session.flush()
    learning_services.enrol(
        session, account_id=account_id, workshop_id=workshop.id, edition_id=workshop.edition_id
    )


def has_begun(session: Session, *, workshop_id: int, account_ids: Sequence[int]) -> bool:
    """Whether one of these people has begun a test of the workshop."""
    given = assessment_queries.administrations(session, workshop_id)
    taken = assessment_queries.participation(session, [one.id for one in given.values()])
    return any(account_id in set(account_ids) for _administration, account_id in taken)
