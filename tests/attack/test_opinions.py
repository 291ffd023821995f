"""An attacker who holds the database joins no opinion about a workshop to whoever gave it."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from hrtraining.accounts import services as account_services
from hrtraining.core.db import Base
from hrtraining.core.extensions import db, unit_of_work
from hrtraining.evaluation import services as evaluation_services
from hrtraining.evaluation.models import OpinionRow, Result
from hrtraining.reporting import services as reporting_services
from tests.attack.test_database import (
    ALIKE,
    SIZE,
    bytes_of,
    columns_of_people,
    destroy,
    likeness,
    play,
    ranks,
)
from tests.conftest import Site
from tests.factories import evaluation, workshops
from tests.factories.clock import later
from tests.factories.workshops import Made


@pytest.fixture
def spoken(site: Site, app: Flask) -> tuple[Made, dict[str, int]]:
    """A running workshop in which everybody has said something of their own, in an order of their own, and the
    truth: who said what."""
    dice = random.Random(7)  # noqa: S311 - chance, not a secret
    truth: dict[str, int] = {}
    with app.app_context(), unit_of_work() as session:
        made = play(session, until_closing=True)
        asked, codes = evaluation.questions(session, made)
        order = list(made.learners)
        dice.shuffle(order)
        for place, account_id in enumerate(order):
            now = later(450 + place / 3)
            account_services.open_session(session, account_id=account_id, demonstration=False, now=now)
            digits = (str(place // 5 % 5 + 1), str(place % 5 + 1))
            opinion = {one.id: digits[number % 2] for number, one in enumerate(asked.statements)}
            opinion |= {one.id: dice.choice(codes[one.id]) for one in asked.module_questions}
            evaluation_services.give_opinion(
                session, account_id=account_id, workshop_id=made.id, opinion=opinion, now=now
            )
        rows = session.execute(select(OpinionRow.id, OpinionRow.answers)).all()
        # only the test knows: the first two answers are the place in which somebody answered
        for row in rows:
            place = 5 * (int(row.answers["useful"]) - 1) + int(row.answers["clear"]) - 1
            truth[row.id.hex] = order[place]
    assert len(set(truth.values())) == SIZE
    with app.app_context():
        db.engine.dispose()
    return made, truth


@pytest.fixture
def said(spoken: tuple[Made, dict[str, int]]) -> dict[str, int]:
    """Whose opinion is whose."""
    return spoken[1]


def opinions_joined(file: Path, truth: dict[str, int], table: str = "evaluation_opinion") -> list[str]:
    """Every column beside people in whose order, or with whose values, opinions stand."""
    joined = []
    with closing(sqlite3.connect(file)) as connection:
        people = list(columns_of_people(connection, set(truth.values())))
        cursor = connection.execute(f"SELECT id, workshop_id FROM {table}")  # noqa: S608 - names of ours
        rows = cursor.fetchall()
    newest: list[tuple[str, dict[int, list[object]]]] = [
        (name, {whose: [max(map(str, values))] for whose, values in found.items()}) for name, found in people
    ]
    columns: dict[str, dict[str, list[object]]] = {
        "place in the file": {row[0]: [place] for place, row in enumerate(rows)},
        "id": {row[0]: [row[0]] for row in rows},
        "workshop_id": {row[0]: [row[1]] for row in rows},
    }
    for name, values in columns.items():
        own = ranks(values)
        for person_name, person_values in [*people, *newest]:
            person_ranks = ranks(person_values)
            if own is None or person_ranks is None:
                continue
            if likeness(own, person_ranks, truth) > ALIKE:
                joined.append(f"{name} is in the order of {person_name}")
    return joined


def test_no_order_joins_opinions_to_people(site: Site, said: dict[str, int]) -> None:
    with closing(sqlite3.connect(site.database)) as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(evaluation_opinion)")]
        marks = [row[1] for row in connection.execute("PRAGMA table_info(evaluation_given)")]
    assert names == ["id", "workshop_id", "answers"]
    assert marks == ["workshop_id", "account_id", "given_on"]
    assert opinions_joined(site.database, said) == []


def test_a_table_in_order_of_arrival_would_join_them(site: Site, said: dict[str, int]) -> None:
    """The test above could find something: in a plain table the opinions stand in the order of the sessions."""
    with closing(sqlite3.connect(site.database)) as connection:
        connection.execute("CREATE TABLE plain (id TEXT, workshop_id INTEGER)")
        rows = connection.execute("SELECT id, workshop_id, answers FROM evaluation_opinion").fetchall()
        rows.sort(key=lambda row: (json.loads(row[2])["useful"], json.loads(row[2])["clear"]))
        connection.executemany("INSERT INTO plain VALUES (?, ?)", [row[:2] for row in rows])
        connection.commit()
    assert any("accounts_session" in one for one in opinions_joined(site.database, said, "plain"))


def test_nothing_beside_people_holds_an_opinion(site: Site, said: dict[str, int]) -> None:
    with closing(sqlite3.connect(site.database)) as connection:
        people = list(columns_of_people(connection, set(said.values())))
        tables = [table.name for table in Base.metadata.sorted_tables if table.name != "evaluation_opinion"]
        dump = "".join(str(connection.execute(f"SELECT * FROM {name}").fetchall()) for name in tables)  # noqa: S608
    assert any(name == "evaluation_given.given_on" for name, _values in people)
    days = next(values for name, values in people if name == "evaluation_given.given_on")
    assert len({str(found) for values in days.values() for found in values}) == 1
    assert not any(number in dump for number in said), "the number of an opinion stands in no other table"


def test_after_closing_only_counts_are_left(
    site: Site, app: Flask, spoken: tuple[Made, dict[str, int]]
) -> None:
    made, said = spoken
    with app.app_context(), unit_of_work() as session:
        workshops.close(session, made, now=later(500))
        reporting_services.freeze_closed(session, now=later(600))
        assert session.execute(select(func.count()).select_from(OpinionRow)).scalar_one() == 0
        result = session.execute(select(Result)).scalar_one()
        assert result.opinions == SIZE
        assert set(result.counts["useful"]) == {"1", "2", "3", "4", "5"}
    destroy(app)
    with app.app_context():
        db.engine.dispose()
    raw = bytes_of(site.database)
    assert not any(number.encode() in raw for number in said), "not even in free pages"
