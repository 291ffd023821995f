"""The audit log: an append-only chain of hashes in which a changed, removed or inserted row shows.

What is recorded: acts of staff (roster, opening of tests, PINs, certificates, reviews, accounts). What is never
recorded: anything a learner answers, and when a learner signed in or submitted, because the times here are exact.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Integer, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hrtraining.core.db import Base, UTCDateTime

GENESIS = "0" * 64


class AuditEntry(Base):
    """One act: who did what to which thing, chained to the row before it."""

    __tablename__ = "core_audit_entry"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})
    actor_id: Mapped[int | None] = mapped_column(Integer, info={"pii": "personal"})
    action: Mapped[str] = mapped_column(String(60), info={"pii": "none"})
    subject: Mapped[str] = mapped_column(String(120), info={"pii": "personal"})
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, info={"pii": "personal"})
    previous_hash: Mapped[str] = mapped_column(String(64), unique=True, info={"pii": "none"})
    hash: Mapped[str] = mapped_column(String(64), unique=True, info={"pii": "none"})


@dataclass(frozen=True, slots=True)
class ChainFault:
    """Where the chain no longer holds: the first row that does not fit."""

    entry_id: int


def _hash(entry: AuditEntry) -> str:
    body = {
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": entry.actor_id,
        "action": entry.action,
        "subject": entry.subject,
        "detail": entry.detail,
        "previous": entry.previous_hash,
    }
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def record(
    session: Session,
    *,
    actor_id: int | None,
    action: str,
    subject: str,
    now: datetime,
    detail: dict[str, Any] | None = None,
) -> None:
    """Append one act to the chain.

    `action` is `<capability>.<verb>` such as `workshops.open_administration`; `subject` names the thing
    (`workshop:12`). `detail` holds plain values and never an answer to one of the 33 items.
    """
    session.flush()
    previous = session.execute(select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)).scalar()
    entry = AuditEntry(
        at=now,
        actor_id=actor_id,
        action=action,
        subject=subject,
        detail=detail or {},
        previous_hash=previous or GENESIS,
    )
    entry.hash = _hash(entry)
    session.add(entry)
    session.flush()


def entries(
    session: Session, *, newest: int = 200, before_id: int | None = None, actions: Collection[str] = ()
) -> list[AuditEntry]:
    """The newest acts first, at most `newest` of them, older than `before_id` and of these `actions` when given."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(newest)
    if actions:
        query = query.where(AuditEntry.action.in_(actions))
    if before_id is not None:
        query = query.where(AuditEntry.id < before_id)
    return list(session.execute(query).scalars())


def chain_fault(rows: Iterable[AuditEntry]) -> ChainFault | None:
    """The first row, oldest first, whose hash or link is wrong; None when the chain holds."""
    previous = GENESIS
    for row in rows:
        if row.previous_hash != previous or row.hash != _hash(row):
            return ChainFault(entry_id=row.id)
        previous = row.hash
    return None


def whole_chain(session: Session) -> Iterable[AuditEntry]:
    """Every act, oldest first."""
    return session.execute(select(AuditEntry).order_by(AuditEntry.id)).scalars()


def verify(session: Session) -> ChainFault | None:
    """Read the whole chain and report the first fault, or None."""
    return chain_fault(whole_chain(session))
