"""The audit log shows every row that was changed, removed, inserted or put in another order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hrtraining.core import audit
from hrtraining.core.audit import GENESIS, AuditEntry
from hrtraining.core.clock import PHNOM_PENH
from tests.factories.clock import NOW, later


@pytest.fixture
def log(session: Session) -> list[int]:
    session.execute(delete(AuditEntry))
    for number in range(6):
        audit.record(
            session, actor_id=number, action="workshops.excuse", subject=f"account:{number}", now=later(number),
            detail={"reason": "មកដល់យឺត", "number": number},
        )  # fmt: skip
    session.flush()
    return sorted(one.id for one in audit.entries(session))


def fault(session: Session) -> int | None:
    session.expire_all()
    found = audit.verify(session)
    return found.entry_id if found else None


def test_chain_begins_with_zeros_and_holds(session: Session, log: list[int]) -> None:
    rows = list(reversed(audit.entries(session)))
    assert rows[0].previous_hash == GENESIS
    assert [row.previous_hash for row in rows[1:]] == [row.hash for row in rows[:-1]]
    assert fault(session) is None


@pytest.mark.parametrize(
    "change",
    [
        {"at": NOW + timedelta(microseconds=1)},
        {"actor_id": 77},
        {"actor_id": None},
        {"action": "workshops.approve"},
        {"subject": "account:9"},
        {"detail": {"reason": "other", "number": 2}},
        {"hash": "f" * 64},
        {"previous_hash": "e" * 64},
    ],
    ids=str,
)
def test_changed_row_shows(session: Session, log: list[int], change: dict[str, object]) -> None:
    session.execute(update(AuditEntry).where(AuditEntry.id == log[2]).values(**change))
    assert fault(session) == log[2]


def test_removed_row_shows(session: Session, log: list[int]) -> None:
    session.execute(delete(AuditEntry).where(AuditEntry.id == log[2]))
    assert fault(session) == log[3]


def test_inserted_row_shows(session: Session, log: list[int]) -> None:
    session.execute(text("UPDATE core_audit_entry SET id = id + 100 WHERE id > :id").bindparams(id=log[3]))
    session.add(
        AuditEntry(
            id=log[3] + 50, at=NOW, actor_id=1, action="accounts.add_staff", subject="account:1", detail={},
            previous_hash="a" * 64, hash="b" * 64,
        )
    )  # fmt: skip
    session.flush()
    assert fault(session) == log[3] + 50


def test_swapped_rows_show(session: Session, log: list[int]) -> None:
    for old, new in ((log[1], 900), (log[2], log[1]), (900, log[2])):
        session.execute(update(AuditEntry).where(AuditEntry.id == old).values(id=new))
    assert fault(session) == log[1]


def test_two_rows_cannot_follow_the_same_row(session: Session, log: list[int]) -> None:
    first = session.get_one(AuditEntry, log[0])
    session.add(
        AuditEntry(
            at=NOW,
            actor_id=1,
            action="x",
            subject="y",
            detail={},
            previous_hash=first.previous_hash,
            hash="c" * 64,
        )
    )
    with pytest.raises(IntegrityError):
        session.flush()


def test_chain_holds_whatever_clock_the_moment_was_said_in(session: Session, log: list[int]) -> None:
    audit.record(session, actor_id=1, action="x.y", subject="z", now=later(9).astimezone(PHNOM_PENH))
    assert fault(session) is None


def test_newest_come_first_in_pages(session: Session, log: list[int]) -> None:
    assert [one.id for one in audit.entries(session, newest=2)] == [log[5], log[4]]
    assert [one.id for one in audit.entries(session, newest=2, before_id=log[4])] == [log[3], log[2]]
