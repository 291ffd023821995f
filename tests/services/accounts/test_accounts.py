"""Links, passwords and roles: who opens an account for whom, and with what it is opened."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from hrtraining.accounts import queries, services
from hrtraining.accounts.domain import (
    STAFF,
    PersonName,
    Role,
    password_is_weak,
)
from hrtraining.core.errors import Conflict, DomainError, NotAllowed, NotFound
from tests.factories.clock import NOW, later
from tests.factories.people import academy, staff


def test_link_sets_a_password_once(session: Session) -> None:
    account_id = staff(session, Role.TRAINER, "trainer", academy(session, "A1"))
    token = services.reset_password_link(session, account_id=account_id, actor_id=account_id, now=NOW)
    with pytest.raises(DomainError):
        services.use_link(session, token=token, password="too short", now=NOW)
    assert services.use_link(session, token=token, password="four green lamps", now=NOW) == account_id
    with pytest.raises(NotFound):
        services.use_link(session, token=token, password="five green lamps", now=NOW)
    assert services.sign_in(
        session, login="TRAINER ", secret="four green lamps", demonstration=False, now=NOW
    )


def test_link_dies_with_time_and_with_the_next_link(session: Session) -> None:
    account_id = staff(session, Role.TRAINER, "trainer", academy(session, "A1"))
    first = services.reset_password_link(session, account_id=account_id, actor_id=account_id, now=NOW)
    second = services.reset_password_link(session, account_id=account_id, actor_id=account_id, now=NOW)
    with pytest.raises(NotFound):
        services.open_link(session, token=first, purpose="password", now=NOW)
    with pytest.raises(NotFound):
        services.open_link(session, token=second, purpose="setup", now=NOW)
    assert services.open_link(session, token=second, purpose="password", now=later(47 * 60)) == account_id
    with pytest.raises(NotFound):
        services.open_link(session, token=second, purpose="password", now=later(49 * 60))


def test_setup_link_makes_one_administrator(session: Session) -> None:
    token = services.new_link(session, purpose="setup", account_id=None, now=NOW)
    name = PersonName("បុគ្គលិក", "១", "STAFF ONE")
    services.first_administrator(
        session, token=token, login="Root", name=name, password="seven quiet herons", now=NOW
    )
    assert queries.has_administrator(session)
    with pytest.raises(NotFound):
        services.first_administrator(
            session, token=token, login="second", name=name, password="seven quiet herons", now=NOW
        )


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "aaaaaaaaaaaaaaaa",
        "police123456",
        "Cambodia2026",
        "passwordpasswo",
        "root-root-root",
        "1234567890123",
    ],
)
def test_easy_passwords_are_weak(password: str) -> None:
    assert password_is_weak(password, "root")


def test_long_password_of_words_is_strong() -> None:
    assert not password_is_weak("seven quiet herons", "root")
    assert not password_is_weak("ទឹកភ្លៀងធ្លាក់ពេលល្ងាច", "root")


@pytest.mark.parametrize(
    "giver", [Role.TRAINER, Role.ANALYST, Role.AUDITOR, Role.LEARNER, Role.ACADEMY_ADMINISTRATOR]
)
def test_only_administrators_give_roles(session: Session, giver: Role) -> None:
    academy_id = academy(session, "A1")
    for role in STAFF:
        if giver is Role.ACADEMY_ADMINISTRATOR and role is Role.TRAINER:
            continue
        with pytest.raises(NotAllowed):
            services.add_staff(
                session, role=role, login=f"new-{role.value}", name=PersonName("ក", "ខ", "X"), academy_id=academy_id,
                by_role=giver, by_academy_id=academy_id, actor_id=None, now=NOW,
            )  # fmt: skip


def test_academy_administrator_adds_trainers_of_the_own_academy(session: Session) -> None:
    own, other = academy(session, "A1"), academy(session, "B2")

    def add(academy_id: int, login: str) -> None:
        services.add_staff(
            session, role=Role.TRAINER, login=login, name=PersonName("ក", "ខ", "X"), academy_id=academy_id,
            by_role=Role.ACADEMY_ADMINISTRATOR, by_academy_id=own, actor_id=None, now=NOW,
        )  # fmt: skip

    add(own, "mine")
    with pytest.raises(NotAllowed):
        add(other, "theirs")
    with pytest.raises(Conflict):
        add(own, "MINE")
    with pytest.raises(DomainError):
        add(own, "123456")


def test_same_academy_key_is_refused(session: Session) -> None:
    academy(session, "A1")
    with pytest.raises(Conflict):
        academy(session, "A1")
