"""Limits on tries of what has no account: join codes, names, verification pages."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from hrtraining.accounts.models import RateCount
from hrtraining.core.errors import TooManyTries
from hrtraining.core.i18n import lazy_gettext as _l


def count_try(
    session: Session, *, what: str, address: str, limit: int, window: timedelta, now: datetime
) -> None:
    """Count one try of something that has no account, by address; the counts of past windows are dropped.

    Raises:
        TooManyTries: more than `limit` tries in this window.
    """
    bucket = _bucket(what, address, window, now)
    session.execute(delete(RateCount).where(RateCount.expires_at < now))
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    counted = insert(RateCount).values(bucket=bucket, count=1, expires_at=now + window)
    statement = counted.on_conflict_do_update(
        index_elements=[RateCount.bucket], set_={"count": RateCount.count + 1}
    ).returning(RateCount.count)
    if session.execute(statement).scalar_one() > limit:
        raise TooManyTries(_l("Too many tries from this place. Wait a few minutes and try again."))


def require_tries_left(
    session: Session, *, what: str, address: str, limit: int, window: timedelta, now: datetime
) -> None:
    """Let somebody try who has tries left, without counting one: for tries of which only the wrong ones count.

    Raises:
        TooManyTries: the limit was reached in this window.
    """
    bucket = _bucket(what, address, window, now)
    if (session.execute(select(RateCount.count).where(RateCount.bucket == bucket)).scalar() or 0) >= limit:
        raise TooManyTries(_l("Too many tries from this place. Wait a few minutes and try again."))


def _bucket(what: str, address: str, window: timedelta, now: datetime) -> str:
    number = int(now.timestamp() // window.total_seconds())
    return hashlib.sha256(f"{what}|{address}|{number}".encode()).hexdigest()
