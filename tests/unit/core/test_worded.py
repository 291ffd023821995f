"""A statement that is put into words at loading answers what the statement itself answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    create_engine,
    func,
    select,
)
from sqlalchemy.exc import StatementError

from hrtraining.core.db import UTCDateTime, worded

ACT = Table(
    "act",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("kind", String(9)),
    Column("at", UTCDateTime),
)
MORNING = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
OF_KIND = (
    select(ACT.c.kind, func.max(ACT.c.at).label("last"))
    .where(ACT.c.kind != "left out", ACT.c.id >= bindparam("first"))
    .group_by(ACT.c.kind)
    .order_by(ACT.c.kind)
)


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    ACT.metadata.create_all(engine)
    with engine.connect() as opened:
        rows = [(1, "test"), (2, "lesson"), (3, "left out"), (4, "test")]
        opened.execute(ACT.insert(), [{"id": place, "kind": kind, "at": MORNING} for place, kind in rows])
        yield opened
    engine.dispose()


def test_it_answers_in_the_same_names_and_types(connection: Connection) -> None:
    found = connection.execute(worded(OF_KIND), {"first": 2}).all()
    assert found == connection.execute(OF_KIND, {"first": 2}).all()
    assert [(row.kind, row.last) for row in found] == [("lesson", MORNING), ("test", MORNING)]


def test_its_options_stay(connection: Connection) -> None:
    query = worded(OF_KIND.execution_options(in_bytes=True))
    assert query.get_execution_options()["in_bytes"] is True


def test_a_value_that_is_not_given_is_missed(connection: Connection) -> None:
    with pytest.raises(StatementError):
        connection.execute(worded(OF_KIND))
