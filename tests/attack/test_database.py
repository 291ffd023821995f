"""An attacker who holds the database file after the links were destroyed joins no answer to a person."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from hrtraining.accounts import services as account_services
from hrtraining.accounts.domain import Role
from hrtraining.assessment import services as assessment_services
from hrtraining.assessment.domain import Phase
from hrtraining.assessment.models import Attempt, Link
from hrtraining.core.db import Base
from hrtraining.core.extensions import db, unit_of_work
from hrtraining.reporting import services as reporting_services
from hrtraining.workshops import services as workshop_services
from tests.conftest import Site
from tests.factories import workshops
from tests.factories.clock import later
from tests.factories.people import academy, staff
from tests.factories.workshops import Made

Owner = TypeVar("Owner", int, str)
SIZE = 24
ALIKE = 0.85
"""Rank correlation above which two orders count as the same; chance reaches it about once in ten million pairs."""


COARSE = {"academy_id", "workshop_id", "participant_group", "rank_band", "sex", "language", "channel", "form"}
"""The attributes that stand beside answers on purpose, so that groups can be compared (RULES.md 5)."""


@dataclass(frozen=True)
class Held:
    """The database and what the attacker wants to know: whose pseudonym is whose."""

    file: Path
    made: Made
    truth: dict[str, int]


def play(session: Session, *, until_closing: bool = False) -> Made:
    """A whole workshop in which everybody begins, answers and sends in an order of their own, as people do."""
    dice = random.Random(5)  # noqa: S311 - chance, not a secret
    academy_id = academy(session, "A1")
    trainer = staff(session, Role.TRAINER, "trainer", academy_id)
    made = workshops.workshop(session, academy_id=academy_id, trainer_id=trainer, size=SIZE)
    items = workshops.items(session)
    for phase, start in ((Phase.PRE, 0), (Phase.POST, 400)):
        workshops.open_test(session, made, phase, now=later(start))
        order = list(made.learners)
        dice.shuffle(order)
        for place, account_id in enumerate(order):
            now = later(start + 1 + place / 3)
            account_services.open_session(session, account_id=account_id, demonstration=False, now=now)
            given = workshops.begin(session, account_id, phase, now=now)
            for number, item in enumerate(items):
                workshops.answer(
                    session, account_id, given, number, dice.choice(item.codes), dice.randint(1, 3)
                )
            assessment_services.flag_help_opened(session, account_id=account_id, administration_id=given)
        dice.shuffle(order)
        for place, account_id in enumerate(order):
            workshops.submit(session, account_id, given, now=later(start + 20 + place / 5))
        workshops.close_test(session, made, phase, now=later(start + 60))
        if phase is Phase.PRE:
            workshops.do_modules(session, made, now=later(120))
    workshops.attend(session, made)
    if not until_closing:
        workshops.close(session, made, now=later(500))
    return made


@pytest.fixture(scope="session")
def played(site: Site) -> tuple[Path, Held]:
    """The workshop, played once a run."""
    site.load(site.frozen)
    with site.app.app_context(), unit_of_work() as session:
        made = play(session)
        reporting_services.freeze_closed(session, now=later(600))
        truth = {link.pseudonym.hex: link.account_id for link in session.execute(select(Link)).scalars()}
    assert len(truth) == SIZE
    return site.keep("played.sqlite"), Held(site.database, made, truth)


@pytest.fixture
def held(site: Site, app: Flask, played: tuple[Path, Held]) -> Held:
    """The database as it stands when the follow-up window ends."""
    site.load(played[0])
    return played[1]


def destroy(app: Flask) -> str:
    done = app.test_cli_runner().invoke(args=["links", "destroy", "--ended-before", "2027-01-01", "--yes"])
    assert done.exit_code == 0, done.output
    return str(done.output)


def bytes_of(file: Path) -> bytes:
    """Every byte beside the program: the file, its log, its shared memory."""
    return b"".join(path.read_bytes() for path in sorted(file.parent.glob(file.name + "*")))


def occurrences(held: Held) -> dict[str, int]:
    raw = bytes_of(held.file)
    return {pseudonym: raw.count(pseudonym.encode()) for pseudonym in held.truth}


def expected(held: Held) -> dict[str, int]:
    """How often a pseudonym stands in the live tables that may hold it, their indexes included."""
    with closing(sqlite3.connect(held.file)) as connection:
        attempts = dict(
            connection.execute(
                "SELECT pseudonym, 2 * count(*) FROM assessment_attempt GROUP BY pseudonym"
            ).fetchall()
        )
        counted = {row[0] for row in connection.execute("SELECT pseudonym FROM reporting_counted_learner")}
        # the index by workshop of a table without row numbers repeats the key
        return {one: attempts.get(one, 0) + 2 * (one in counted) for one in held.truth}


def test_command_counts_first_and_destroys_on_request(app: Flask, held: Held) -> None:
    counted = app.test_cli_runner().invoke(args=["links", "destroy", "--ended-before", "2027-01-01"])
    assert f"People: {SIZE}." in counted.output
    with app.app_context(), unit_of_work() as session:
        assert session.execute(select(func.count()).select_from(Link)).scalar_one() == SIZE
    assert f"Links destroyed: {SIZE}." in destroy(app)
    with app.app_context(), unit_of_work() as session:
        assert session.execute(select(func.count()).select_from(Link)).scalar_one() == 0
        assert session.execute(select(func.count()).select_from(Attempt)).scalar_one() == 2 * SIZE


def test_file_keeps_no_trace_of_destroyed_links(app: Flask, held: Held) -> None:
    destroy(app)
    with app.app_context():
        db.engine.dispose()
    found, live = occurrences(held), expected(held)
    assert {one: found[one] - live[one] for one in found if found[one] > live[one]} == {}


def test_deleting_alone_would_leave_traces(app: Flask, held: Held) -> None:
    """The test above could find something: rows that are only deleted are still in the file."""
    with app.app_context(), unit_of_work() as session:
        session.execute(delete(Link))
    found, live = occurrences(held), expected(held)
    assert any(found[one] > live[one] for one in found)


def columns_of_people(
    connection: sqlite3.Connection, people: set[int]
) -> Iterator[tuple[str, dict[int, list[object]]]]:
    """Every value that the tables keep beside an account: by table and column, in the order of the file."""
    for table in Base.metadata.sorted_tables:
        keys = [
            column.name
            for column in table.columns
            if any(key.target_fullname == "accounts_account.id" for key in column.foreign_keys)
        ]
        keys += ["id"] if table.name == "accounts_account" else []
        keys += ["enrolment_id"] if "enrolment_id" in table.columns else []
        owner = dict(connection.execute("SELECT id, account_id FROM learning_enrolment").fetchall())
        for key in keys:
            cursor = connection.execute(f'SELECT "{key}" AS whose, * FROM "{table.name}"')  # noqa: S608 - names of ours
            names = [one[0] for one in cursor.description][1:]
            rows = [row for row in cursor if row[0] is not None]
            found: dict[str, dict[int, list[object]]] = {}
            for place, row in enumerate(rows):
                whose = owner.get(row[0], -1) if key == "enrolment_id" else row[0]
                if whose not in people:
                    continue
                for name, value in [*zip(names, row[1:], strict=True), ("place in the file", place)]:
                    found.setdefault(name, {}).setdefault(whose, []).append(value)
            for name, values in found.items():
                yield f"{table.name}.{name}", values


def columns_of_answers(connection: sqlite3.Connection) -> Iterator[tuple[str, dict[str, list[object]]]]:
    """Every value that the tables keep beside a pseudonym, in the order of the file."""
    for table in ("assessment_attempt", "reporting_counted_learner"):
        cursor = connection.execute(f"SELECT pseudonym, * FROM {table}")  # noqa: S608 - names of ours
        names = [one[0] for one in cursor.description][1:]
        found: dict[str, dict[str, list[object]]] = {}
        for place, row in enumerate(cursor):
            for name, value in [*zip(names, row[1:], strict=True), ("place in the file", place)]:
                found.setdefault(name, {}).setdefault(row[0], []).append(value)
        for name, values in found.items():
            if name not in COARSE:
                yield f"{table}.{name}", values


def ranks(values: Mapping[Owner, list[object]]) -> dict[Owner, float] | None:
    """The place of each owner when sorted by a column (ties share a place); None when everybody is alike."""
    first = {owner: (str(type(found[0])), str(found[0]).zfill(40)) for owner, found in values.items()}
    if len(set(first.values())) < 2:
        return None
    order = sorted(first, key=lambda owner: first[owner])
    places: dict[tuple[str, str], list[int]] = {}
    for place, owner in enumerate(order):
        places.setdefault(first[owner], []).append(place)
    return {owner: float(np.mean(places[first[owner]])) for owner in first}


def likeness(one: Mapping[str, float], other: Mapping[int, float], truth: dict[str, int]) -> float:
    """How alike two orders are, over the people who are in both."""
    both = [(one[a], other[p]) for a, p in truth.items() if a in one and p in other]
    if len(both) < 10:
        return 0.0
    left, right = np.array(both).T
    if left.std() == 0 or right.std() == 0:
        return 0.0
    return float(abs(np.corrcoef(left, right)[0, 1]))


def joins(held: Held) -> list[str]:
    """Every pair of columns, one beside people and one beside answers, that joins the two."""
    found = []
    with closing(sqlite3.connect(held.file)) as connection:
        people = list(columns_of_people(connection, set(held.truth.values())))
        answers = list(columns_of_answers(connection))
    assert len(people) > 40
    assert len(answers) > 10
    ranked = [(name, ranks(values)) for name, values in people]
    for answer_name, values in answers:
        answer_ranks = ranks(values)
        for person_name, person_ranks in ranked:
            if answer_ranks is None or person_ranks is None:
                continue
            alike = likeness(answer_ranks, person_ranks, held.truth)
            if alike > ALIKE:
                found.append(f"{answer_name} is in the order of {person_name}: {alike:.2f}")
        for person_name, person_values in people:
            same = [
                one
                for one, account_id in held.truth.items()
                if {str(v) for v in values.get(one, []) if len(str(v)) > 3}
                & {str(v) for v in person_values.get(account_id, []) if len(str(v)) > 3}
            ]
            others = {str(v) for found_ in person_values.values() for v in found_}
            if same and len(others) > SIZE // 2:
                found.append(f"{answer_name} has values of {person_name}")
    return found


def test_no_order_and_no_moment_joins_answers_to_people(app: Flask, held: Held) -> None:
    destroy(app)
    assert joins(held) == []


def test_moments_would_join_answers_to_people(app: Flask, held: Held) -> None:
    """The test above could find something: with its sessions and exact moments the database is an open book."""
    with app.app_context(), unit_of_work() as session:
        session.execute(delete(Link))
    assert any("assessment_attempt.started_at" in one and "accounts_session" in one for one in joins(held))


def test_destroyed_attempts_of_a_test_share_one_moment(app: Flask, held: Held) -> None:
    destroy(app)
    with app.app_context(), unit_of_work() as session:
        rows = session.execute(
            select(Attempt.administration_id, Attempt.started_at, Attempt.submitted_at)
        ).all()
    moments = {(row.administration_id, row.started_at, row.submitted_at) for row in rows}
    assert len(moments) == 2
    pre, post = sorted(moment for _administration, _started, moment in moments)
    assert pre < post, "the post-test still comes after the pre-test"


def test_report_is_the_same_after_the_links_are_gone(app: Flask, held: Held) -> None:
    from hrtraining.reporting.models import FrozenWorkshop

    with app.app_context(), unit_of_work() as session:
        before = session.get_one(FrozenWorkshop, held.made.id).body
        session.execute(delete(Base.metadata.tables["reporting_counted_learner"]))
        session.execute(delete(FrozenWorkshop))
    destroy(app)
    with app.app_context(), unit_of_work() as session:
        reporting_services.freeze_closed(session, now=later(600))
        assert session.get_one(FrozenWorkshop, held.made.id).body == before


def test_audit_log_names_no_learner_with_a_test(app: Flask, held: Held) -> None:
    from hrtraining.core import audit

    with app.app_context(), unit_of_work() as session:
        rows = audit.entries(session, newest=10_000)
        assert rows
        for row in rows:
            telling = row.action.startswith("assessment.") or "test" in row.action
            named = any(row.subject == f"account:{learner}" for learner in held.made.learners)
            assert not (telling and named), (row.action, row.subject)
            assert row.actor_id not in held.made.learners
        assert workshop_services.REFUSALS
