"""Revoking and replacing certificates; nothing leads back to a valid one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.certificates import printing
from hrtraining.certificates.domain import (
    REASONS_TO_REPLACE,
    REASONS_TO_REVOKE,
    Reason,
    Snapshot,
    State,
    may_become,
    serial_number,
)
from hrtraining.certificates.models import Certificate
from hrtraining.certificates.services.issuing import (
    name_fault,
    new_code,
    next_number,
    store,
    verify_path,
)
from hrtraining.core import audit
from hrtraining.core.clock import local_date
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.lunar import lunar_line
from hrtraining.core.khmer.text import normalise_line, normalise_name


def _row(session: Session, serial: str, academy_id: int | None) -> Certificate:
    row = session.query(Certificate).filter_by(serial=serial).one_or_none()
    if row is None or (academy_id is not None and row.academy_id != academy_id):
        raise NotFound(_l("There is no such certificate."))
    return row


def _end(
    session: Session,
    row: Certificate,
    *,
    state: State,
    reason: Reason,
    note: str,
    now: datetime,
    replaced_by_id: int | None = None,
) -> None:
    """Enter an end state, only from issued and only once, whoever else tries at the same moment."""
    if not may_become(State(row.state), state):
        raise Conflict(_l("This certificate was already revoked or replaced. That cannot be undone."))
    values = {
        "state": state.value,
        "ended_at": now,
        "reason": reason.value,
        "note": normalise_line(note)[:300],
        "replaced_by_id": replaced_by_id,
    }
    done = session.execute(
        update(Certificate)
        .where(Certificate.id == row.id, Certificate.state == State.ISSUED.value)
        .values(**values)
        .returning(Certificate.id)
    ).scalar_one_or_none()
    if done is None:
        raise Conflict(_l("This certificate was already revoked or replaced. That cannot be undone."))
    session.refresh(row)


def revoke_certificate(
    session: Session,
    *,
    serial: str,
    reason: Reason,
    note: str,
    actor_id: int,
    now: datetime,
    academy_id: int | None = None,
) -> None:
    """Revoke a certificate for good; the public page says so with the date and the class of the reason.

    Args:
        session: the open transaction.
        serial: which certificate.
        reason: the class that the public page shows.
        note: what the academy writes down for itself.
        actor_id: who revokes.
        now: the moment.
        academy_id: only a certificate of this academy, as its administrator may.

    Raises:
        NotFound: there is none, or it belongs to another academy.
        Conflict: it was already revoked or replaced.
        DomainError: the reason is not one for revoking.
    """
    if reason not in REASONS_TO_REVOKE:
        raise DomainError(_l("Choose a reason."))
    row = _row(session, serial, academy_id)
    _end(session, row, state=State.REVOKED, reason=reason, note=note, now=now)
    audit.record(
        session, actor_id=actor_id, action="certificates.revoke", subject=f"certificate:{serial}", now=now,
        detail={"reason": reason.value},
    )  # fmt: skip


def replace_certificate(
    session: Session,
    *,
    serial: str,
    reason: Reason,
    note: str,
    actor_id: int,
    now: datetime,
    academy_id: int | None = None,
) -> str:
    """Issue a new certificate in place of one that is lost or wrong; gives the new serial number.

    The new one has today's name and rank of the person and the facts of the old one; the old one then says by
    which it was replaced.

    Raises:
        NotFound: there is none, or it belongs to another academy.
        Conflict: it was already revoked or replaced.
        DomainError: the reason is not one for replacing, or the name would print wrongly.
    """
    if reason not in REASONS_TO_REPLACE:
        raise DomainError(_l("Choose a reason."))
    row = _row(session, serial, academy_id)
    if not may_become(State(row.state), State.REPLACED):
        raise Conflict(_l("This certificate was already revoked or replaced. That cannot be undone."))
    person = account_queries.person(session, row.account_id)
    if person is None:
        raise NotFound(_l("There is no such person."))
    sentence = name_fault(person)
    if sentence is not None:
        raise DomainError(sentence)
    today = local_date(now)
    number, code = next_number(session, today.year), new_code()
    new_serial = serial_number(today.year, number)
    snapshot = replace(
        Snapshot.from_json(row.snapshot),
        serial=new_serial,
        name_km=normalise_name(person.name.km),
        name_latin=normalise_name(person.name.latin),
        rank=normalise_name(person.rank),
        dated=today.isoformat(),
        lunar=lunar_line(today),
        verify_path=verify_path(new_serial, code),
        theme=printing.theme_digest(),
    )
    # The old one ends first: a person holds at most one issued certificate of a kind from a workshop.
    _end(session, row, state=State.REVOKED, reason=reason, note=note, now=now)
    new = store(
        session,
        snapshot=snapshot,
        code=code,
        account_id=row.account_id,
        workshop_id=row.workshop_id,
        academy_id=row.academy_id,
        actor_id=actor_id,
        now=now,
    )
    session.execute(
        update(Certificate)
        .where(Certificate.id == row.id)
        .values(state=State.REPLACED.value, replaced_by_id=new.id)
    )
    session.refresh(row)
    audit.record(
        session, actor_id=actor_id, action="certificates.replace", subject=f"certificate:{serial}", now=now,
        detail={"reason": reason.value, "by": new_serial},
    )  # fmt: skip
    return new_serial
