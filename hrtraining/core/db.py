"""The one declarative base, how times are stored, and how a transaction begins on SQLite and on PostgreSQL."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import (
    CursorResult,
    DateTime,
    Engine,
    Executable,
    MetaData,
    Select,
    TextualSelect,
    TypeDecorator,
    event,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Session

_writes: ContextVar[bool] = ContextVar("writes", default=True)

_turn = threading.Lock()
"""Held by the one connection of this process that writes: its threads wait here, in line, and not in SQLite's
busy loop, whose ever longer naps let the unlucky starve. Between processes SQLite's own lock decides."""

PATIENCE_SECONDS = 10.0

_TAKE_LOCK = (
    f"SELECT set_config('lock_timeout', '{PATIENCE_SECONDS * 1000:.0f}', true), pg_advisory_xact_lock(33)"
)
"""Any number will do, as long as all processes of a database name the same; the commit lets go of it."""


IN_BYTES = {"in_bytes": True}
"""Execution options of a statement that reads many bytes."""
_AS_THEY_ARE = 1
"""The number of this format in PostgreSQL's protocol."""


def worded(query: Select[*tuple[Any, ...]]) -> TextualSelect:
    """A statement put into words while the program is loaded, for what pages wait for.

    The first time that a process asks something else, SQLAlchemy takes a millisecond or more to find the words. The
    values of its `bindparam`s go to the driver as they are: numbers and texts, no times.
    """
    compiled = query.compile()
    known = {name: value for name, value in compiled.params.items() if value is not None}
    words = text(str(compiled)).bindparams(**known)
    return words.columns(*query.selected_columns).execution_options(**query.get_execution_options())


class Base(DeclarativeBase):
    """All tables; names of constraints are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UTCDateTime(TypeDecorator[datetime]):
    """An aware moment: stored in UTC, given back in UTC, refused when naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Turn an aware moment into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return (
            value.astimezone(UTC).replace(tzinfo=None) if dialect.name == "sqlite" else value.astimezone(UTC)
        )

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Give the moment back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


@contextmanager
def reading() -> Iterator[None]:
    """Begin transactions without the write lock while this lasts; for requests that only read."""
    token = _writes.set(False)
    try:
        yield
    finally:
        _writes.reset(token)


def set_writing(value: bool) -> None:
    """Say whether transactions that begin from now on in this context will write."""
    _writes.set(value)


def is_writing() -> bool:
    """Whether transactions of this context are there to write; what a reading one changes is not kept."""
    return _writes.get()


def begin_write(session: Session) -> None:
    """Leave a reading transaction and let the next statement begin a writing one.

    SQLite gives the lock to a writer only at the beginning of a transaction without risk of a stale snapshot.
    """
    if not _writes.get():
        session.commit()
        _writes.set(True)


def write_alone(session: Session, statement: Executable, values: Mapping[str, object]) -> int:
    """Carry out one statement that changes rows and give how many; where a request only reads, it is kept at once.

    SQLite then takes the lock, writes and lets go within one call, in which Python's other threads work: nobody who
    waits for the lock waits for a thread to get its turn, as between the statements of a transaction.
    """
    if _writes.get():
        return _changed(session.connection().execute(statement, values))
    if session.get_bind().dialect.name != "sqlite":
        changed = _changed(session.connection().execute(statement.execution_options(alone=True), values))
        session.commit()
        return changed
    session.commit()
    with cast(Engine, session.get_bind()).connect() as connection:
        return _changed(connection.execution_options(alone=True).execute(statement, values))


def _changed(result: CursorResult[Any]) -> int:
    return result.rowcount


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """WAL and full sync, so that an acknowledged answer survives a power cut; foreign keys are kept."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={PATIENCE_SECONDS * 1000:.0f}",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "wal_autocheckpoint=2000",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Any) -> None:
    """A transaction that will write takes the lock at once and waits for it; a reading one does not.

    What the services were written for on SQLite, where one transaction writes at a time, they find on PostgreSQL too:
    nobody freezes what somebody else is freezing, and every act follows the one before it in the audit log. Answers
    to a test go past this lock (`write_alone`).
    """
    if connection.get_execution_options().get("alone"):
        return
    if connection.dialect.name == "postgresql":
        if _writes.get():
            connection.exec_driver_sql(_TAKE_LOCK)
    elif _writes.get():
        if not connection.info.get("has_turn") and _turn.acquire(timeout=PATIENCE_SECONDS):
            connection.info["has_turn"] = True
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:  # never refused, so it need not go through SQLAlchemy, which would turn a refusal into its own error
        connection.connection.dbapi_connection.execute("BEGIN")


@event.listens_for(Engine, "before_cursor_execute")
def _ask_for_bytes(
    _connection: Any, cursor: Any, _statement: Any, _parameters: Any, context: Any, _many: bool
) -> None:
    """PostgreSQL sends bytes as text, twice as long, unless it is asked for them as they are."""
    if context.execution_options.get("in_bytes") and context.dialect.name == "postgresql":
        cursor.format = _AS_THEY_ARE


@event.listens_for(Engine, "checkin")
def _pass_turn(_connection: Any, record: Any) -> None:
    """The connection goes back to the pool after its commit or rollback: the next thread may write."""
    if record.info.pop("has_turn", False):
        _turn.release()
