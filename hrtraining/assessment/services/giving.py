"""Opening and closing a test, starting an attempt, keeping answers and submitting them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, bindparam, exists, or_, select, update
from sqlalchemy.orm import Session

from hrtraining.assessment.domain import (
    FORMS,
    SAME_FORM,
    AdministrationState,
    Answer,
    Outcome,
    Participation,
    Phase,
    Sheet,
    form_after,
    judge,
    state_of,
)
from hrtraining.assessment.models import Administration, Attempt, Link, ParticipationRow
from hrtraining.assessment.models import Conflict as ConflictRow
from hrtraining.content import queries as content_queries
from hrtraining.core import audit
from hrtraining.core.clock import local_date
from hrtraining.core.db import begin_write, write_alone
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.i18n import lazy_gettext as _l

HIGHEST_SEQUENCE = 9_999


@dataclass(frozen=True, slots=True)
class Attributes:
    """What is kept of a person beside the answers: coarse, and optional but for academy and workshop."""

    academy_id: int
    workshop_id: int
    participant_group: str | None = None
    rank_band: str | None = None
    sex: str | None = None


def administration_of(
    session: Session,
    *,
    workshop_id: int,
    phase: Phase,
    edition_id: int,
    instrument_key: str,
    instrument_version: str,
    item_count: int,
) -> Administration:
    """The test of a phase of a workshop, made when there is none yet."""
    row = session.execute(
        select(Administration).where(
            Administration.workshop_id == workshop_id, Administration.phase == phase.value
        )
    ).scalar_one_or_none()
    if row is None:
        row = Administration(
            workshop_id=workshop_id,
            phase=phase.value,
            edition_id=edition_id,
            instrument_key=instrument_key,
            instrument_version=instrument_version,
            item_count=item_count,
        )
        session.add(row)
    return row


def open_administration(
    session: Session,
    *,
    workshop_id: int,
    phase: Phase,
    edition_id: int,
    instrument_key: str,
    instrument_version: str,
    item_count: int,
    actor_id: int | None,
    now: datetime,
    reason: str = "",
) -> int:
    """Open a test of a workshop; a closed one opens again only with a reason. Gives the administration's id.

    Raises:
        Conflict: it is open already.
        DomainError: it was closed before and no reason is given.
    """
    row = administration_of(
        session,
        workshop_id=workshop_id,
        phase=phase,
        edition_id=edition_id,
        instrument_key=instrument_key,
        instrument_version=instrument_version,
        item_count=item_count,
    )
    match state_of(row.opened_at, row.closed_at):
        case AdministrationState.OPEN:
            raise Conflict(_l("This test is open already."))
        case AdministrationState.CLOSED:
            if not reason.strip():
                raise DomainError(_l("Write a reason for opening this test again."))
            row.closed_at = None
            # what was begun goes on as if it had never been closed; what was sent meanwhile stays late
            session.execute(
                update(Attempt)
                .where(Attempt.administration_id == row.id, Attempt.submitted_at.is_(None))
                .values(is_late=False)
            )
        case AdministrationState.PLANNED:
            row.opened_at = now
    session.flush()
    audit.record(
        session,
        actor_id=actor_id,
        action="assessment.open_administration",
        subject=f"administration:{row.id}",
        now=now,
        detail={"workshop": workshop_id, "phase": phase.value, "reason": reason.strip()},
    )
    return row.id


def close_administration(
    session: Session, *, workshop_id: int, phase: Phase, actor_id: int | None, now: datetime
) -> None:
    """Close an open test; attempts that were not submitted stay as they are and count as unfinished.

    Raises:
        Conflict: it is not open.
    """
    row = session.execute(
        select(Administration).where(
            Administration.workshop_id == workshop_id, Administration.phase == phase.value
        )
    ).scalar_one_or_none()
    if row is None or state_of(row.opened_at, row.closed_at) is not AdministrationState.OPEN:
        raise Conflict(_l("This test is not open."))
    row.closed_at = now
    audit.record(
        session,
        actor_id=actor_id,
        action="assessment.close_administration",
        subject=f"administration:{row.id}",
        now=now,
        detail={"workshop": workshop_id, "phase": phase.value},
    )


def start_attempt(
    session: Session,
    *,
    account_id: int,
    administration_id: int,
    attributes: Attributes,
    language: str,
    now: datetime,
    channel: str = "web",
    is_crossed: bool = False,
) -> None:
    """Begin a person's one attempt at a test under their pseudonym; begun before, it simply goes on.

    In a cross-over the first test of a person gets form A or B, whichever fewer people of the workshop have (the lot
    where they are as many), and the tests after the course the other one.

    Raises:
        Conflict: the test is not open.
    """
    administration = session.get_one(Administration, administration_id)
    pseudonym = _pseudonym(session, account_id)
    present = session.execute(
        select(Attempt.id).where(
            Attempt.pseudonym == pseudonym, Attempt.administration_id == administration_id
        )
    ).scalar()
    if present is not None:
        return
    if state_of(administration.opened_at, administration.closed_at) is not AdministrationState.OPEN:
        raise Conflict(_l("This test is not open. Ask your trainer."))
    sheet = Sheet.empty(administration.item_count)
    session.add(
        Attempt(
            pseudonym=pseudonym,
            administration_id=administration_id,
            academy_id=attributes.academy_id,
            workshop_id=attributes.workshop_id,
            participant_group=attributes.participant_group,
            rank_band=attributes.rank_band,
            sex=attributes.sex,
            codes=sheet.characters,
            sequences=sheet.stored_sequences,
            language=language,
            channel=channel,
            form=_form(session, administration, pseudonym) if is_crossed else SAME_FORM,
            started_at=now,
        )
    )
    session.merge(
        ParticipationRow(
            administration_id=administration_id,
            account_id=account_id,
            state=Participation.STARTED.value,
            day=local_date(now),
        )
    )
    session.flush()


def _form(session: Session, administration: Administration, pseudonym: UUID) -> str:
    """The form of a person's next test; the workshop's tests are held meanwhile, so that the halves stay alike."""
    workshop_id = administration.workshop_id
    session.execute(
        select(Administration.id).where(Administration.workshop_id == workshop_id).with_for_update()
    ).all()
    rows = session.execute(
        select(Attempt.pseudonym, Administration.phase, Attempt.form)
        .join(Administration, Administration.id == Attempt.administration_id)
        .where(Attempt.workshop_id == workshop_id)
    )
    taken: dict[UUID, dict[Phase, str]] = {}
    for row in rows:
        taken.setdefault(row.pseudonym, {})[Phase(row.phase)] = row.form
    known = form_after(taken.get(pseudonym, {}), Phase(administration.phase))
    if known is not None:
        return known
    firsts = [own[min(own, key=list(Phase).index)] for own in taken.values()]
    one, other = (firsts.count(form) for form in FORMS)
    return FORMS[0] if one < other else FORMS[1] if other < one else secrets.choice(FORMS)


def _pseudonym(session: Session, account_id: int) -> UUID:
    pseudonym = session.execute(select(Link.pseudonym).where(Link.account_id == account_id)).scalar()
    if pseudonym is None:
        pseudonym = uuid4()
        session.add(Link(account_id=account_id, pseudonym=pseudonym))
    return pseudonym


_OF = content_queries.EDITION_OF
# Built once and sent past the ORM, because every answer needs them. The row is held until the commit: SQLite's one
# writer holds everything, PostgreSQL would let two answers to one sheet overwrite each other.
_OWN = (
    select(
        Attempt.id,
        Attempt.codes,
        Attempt.sequences,
        Attempt.submitted_at,
        Administration.closed_at,
        Administration.instrument_key,
        *content_queries.EDITION_COLUMNS,
    )
    .join(Link, Link.pseudonym == Attempt.pseudonym)
    .join(Administration, Administration.id == Attempt.administration_id)
    .join(_OF, _OF.c.id == Administration.edition_id)
    .where(
        Link.account_id == bindparam("account_id"),
        Attempt.administration_id == bindparam("administration_id"),
    )
    .with_for_update(of=Attempt)
)
_IS_CLOSED = exists().where(
    Administration.id == Attempt.administration_id, Administration.closed_at.is_not(None)
)
_KEEP = (
    update(Attempt)
    .where(
        Attempt.id == bindparam("attempt_id"),
        Attempt.codes == bindparam("old_codes"),
        Attempt.sequences == bindparam("old_sequences"),
        Attempt.submitted_at.is_(None),
    )
    .values(
        codes=bindparam("new_codes"),
        sequences=bindparam("new_sequences"),
        is_late=or_(Attempt.is_late, _IS_CLOSED),
    )
    .execution_options(synchronize_session=False)
)


def _own(session: Session, *, account_id: int, administration_id: int) -> Row[*tuple[Any, ...]] | None:
    asked = {"account_id": account_id, "administration_id": administration_id}
    return session.connection().execute(_OWN, asked).one_or_none()


def keep_answer(
    session: Session, *, account_id: int, administration_id: int, place: int, answer: Answer
) -> Outcome:
    """Keep one answer at a place counted from 0; a replay changes nothing.

    An answer that arrives after closing is kept and marks the attempt as late (RULES.md 10). In a request that only
    reads, the answer is kept when this returns, whatever becomes of the request.

    Raises:
        NotFound: the person has no such attempt.
        DomainError: the option or the sequence number is not possible.
        Conflict: the attempt was submitted.
    """
    row = _own(session, account_id=account_id, administration_id=administration_id)
    if row is None:
        raise NotFound(_l("There is no such test."))
    edition = content_queries.edition_in(session, row)
    items = edition.instruments[row.instrument_key].items
    if not 0 <= place < len(items):
        raise NotFound(_l("There is no such question."))
    if answer.code not in items[place].codes or not 1 <= answer.sequence <= HIGHEST_SEQUENCE:
        raise DomainError(_l("This answer is not one of the choices. Choose again."))
    sheet = Sheet.stored(row.codes, row.sequences)
    outcome = judge(sheet.answer(place), answer)
    if row.submitted_at is not None:
        if outcome in (Outcome.SAME, Outcome.OLDER):
            return outcome
        raise Conflict(_l("Your answers were sent already and can no longer be changed."))
    match outcome:
        case Outcome.KEPT:
            after = sheet.with_answer(place, answer)
            kept = {
                "attempt_id": row.id,
                "old_codes": row.codes,
                "old_sequences": row.sequences,
                "new_codes": after.characters,
                "new_sequences": after.stored_sequences,
            }
            if write_alone(session, _KEEP, kept) == 0:
                # the sheet changed since it was read: judge anew while nobody else writes
                begin_write(session)
                return keep_answer(
                    session,
                    account_id=account_id,
                    administration_id=administration_id,
                    place=place,
                    answer=answer,
                )
        case Outcome.CONFLICT:
            begin_write(session)
            session.add(
                ConflictRow(attempt_id=row.id, place=place, code=answer.code, sequence=answer.sequence)
            )
        case Outcome.SAME | Outcome.OLDER:
            pass
    return outcome


def submit_attempt(
    session: Session, *, account_id: int, administration_id: int, language: str, now: datetime
) -> None:
    """Submit an attempt for good; a second time changes nothing. After closing it counts as late.

    Raises:
        NotFound: the person has no such attempt.
    """
    row = _own(session, account_id=account_id, administration_id=administration_id)
    if row is None:
        raise NotFound(_l("There is no such test."))
    if row.submitted_at is not None:
        return
    is_late = row.closed_at is not None
    values: dict[str, object] = {"submitted_at": now, "language": language}
    if is_late:
        values["is_late"] = True
    session.execute(update(Attempt).where(Attempt.id == row.id).values(**values))
    session.execute(
        update(ParticipationRow)
        .where(
            ParticipationRow.administration_id == administration_id, ParticipationRow.account_id == account_id
        )
        .values(
            state=(Participation.LATE if is_late else Participation.SUBMITTED).value,
            day=local_date(now),
        )
    )


def flag_help_opened(session: Session, *, account_id: int, administration_id: int) -> None:
    """Record on the attempt that the needle-stick help was opened while the test was open (RULES.md 13)."""
    pseudonym = select(Link.pseudonym).where(Link.account_id == account_id).scalar_subquery()
    session.execute(
        update(Attempt)
        .where(Attempt.administration_id == administration_id, Attempt.pseudonym == pseudonym)
        .values(help_opened=True)
    )
