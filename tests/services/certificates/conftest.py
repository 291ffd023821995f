"""A workshop of the real course on a database of its own; every test is rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.orm import Session

from hrtraining.accounts import services as account_services
from hrtraining.accounts.domain import PersonName
from hrtraining.accounts.models import Account
from hrtraining.assessment import services as assessment_services
from hrtraining.assessment.domain import Answer, Phase
from hrtraining.certificates import models, services  # noqa: F401 - the tables belong to the database
from hrtraining.certificates.domain import Pair
from hrtraining.content import queries as content_queries
from hrtraining.content import services as content_services
from hrtraining.core.db import Base
from hrtraining.core.settings import ROOT
from hrtraining.learning import queries as learning_queries
from hrtraining.learning import services as learning_services
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops import services as workshop_services
from hrtraining.workshops.domain import Group, Kind

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)

NAMES = (
    PersonName("សុខ", "វិបុល", "SOK VIBOL"),
    PersonName("ចាន់", "សុភ័ក្ត្រ", "CHAN SOPHEAKTR"),
    PersonName("អ៊ុក", "ស៊ីណា", "UK SINA"),
    PersonName("កែវ", "ចន្ទ្រា", "KEO CHANTREA"),
)


@dataclass(frozen=True)
class Place:
    """What the tests work on: a workshop of two days with four people, who did nothing yet."""

    academy_id: int
    other_academy_id: int
    trainer_id: int
    workshop_id: int
    edition_id: int
    people: tuple[int, ...]
    signer_id: int


def _account(session: Session, role: str, login: str, academy_id: int | None) -> int:
    row = Account(role=role, login=login, academy_id=academy_id, created_at=NOW, latin_name=login)
    session.add(row)
    session.flush()
    return row.id


def _place(session: Session) -> Place:
    academies = [
        account_services.add_academy(
            session, key=f"A{n}", name_km=f"សាលានគរបាលទី{n}", name_en=f"School {n}", actor_id=None, now=NOW
        )
        for n in (1, 2)
    ]
    edition_id = content_services.freeze_edition(session, root=ROOT / "curriculum", now=NOW)
    trainer_id = _account(session, "trainer", "trainer", academies[0])
    workshop_id = workshop_services.create_workshop(
        session,
        kind=Kind.COURSE,
        academy_id=academies[0],
        title="វគ្គទី១",
        starts_on=date(2026, 11, 17),
        ends_on=date(2026, 11, 18),
        trainer_ids=[trainer_id],
        actor_id=trainer_id,
        now=NOW,
    )
    people = tuple(
        workshop_services.add_participant(
            session,
            workshop_id=workshop_id,
            name=name,
            rank="អនុសេនីយ៍ទោ",
            group=Group.POLICE,
            actor_id=trainer_id,
            service_number=f"SN-77{place}",
            now=NOW,
        )
        for place, name in enumerate(NAMES)
    )
    signer_id = services.add_signer(
        session,
        title=Pair("ប្រធានលេខាធិការដ្ឋាន", "Head of the Secretariat"),
        rank=Pair("", ""),
        name=Pair("អ្នកចុះហត្ថលេខា", "Signer"),
        place=Pair("រាជធានីភ្នំពេញ", "Phnom Penh"),
        actor_id=trainer_id,
        now=NOW,
    )
    return Place(academies[0], academies[1], trainer_id, workshop_id, edition_id, people, signer_id)


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Connection, Place]]:
    path: Path = tmp_path_factory.mktemp("certificates") / "test.sqlite"
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        place = _place(session)
        session.commit()
    with engine.connect() as opened:
        yield opened, place
    engine.dispose()


@pytest.fixture
def session(connection: tuple[Connection, Place]) -> Iterator[Session]:
    opened, _ = connection
    transaction = opened.begin()
    with Session(bind=opened, join_transaction_mode="create_savepoint", expire_on_commit=False) as made:
        yield made
    transaction.rollback()


@pytest.fixture
def place(connection: tuple[Connection, Place]) -> Place:
    return connection[1]


def attend(session: Session, place: Place, account_ids: tuple[int, ...], *, half_days: int = 4) -> None:
    """Tick people as present in the first half-days."""
    row = workshop_queries.workshop(session, place.workshop_id)
    assert row is not None
    for half_day in row.half_days[:half_days]:
        workshop_services.record_attendance(
            session,
            workshop_id=place.workshop_id,
            half_day=half_day,
            present=account_ids,
            actor_id=place.trainer_id,
            now=NOW,
        )


def take_test(session: Session, place: Place, account_ids: tuple[int, ...], phase: Phase) -> None:
    """Open a test, let people answer one item and submit, and close it."""
    administration = workshop_services.open_test(
        session, workshop_id=place.workshop_id, phase=phase, actor_id=place.trainer_id, now=NOW
    )
    for account_id in account_ids:
        workshop_services.start_test(session, account_id=account_id, phase=phase, language="km", now=NOW)
        assessment_services.keep_answer(
            session,
            account_id=account_id,
            administration_id=administration,
            place=0,
            answer=Answer("1", 1),
        )
        assessment_services.submit_attempt(
            session, account_id=account_id, administration_id=administration, language="km", now=NOW
        )
    workshop_services.close_test(
        session, workshop_id=place.workshop_id, phase=phase, actor_id=place.trainer_id, now=NOW
    )


def complete_modules(session: Session, place: Place, account_ids: tuple[int, ...], *, many: int = 9) -> None:
    """Open every lesson, walk every scene and answer every check of the first modules rightly."""
    edition = content_queries.edition_by_id(session, place.edition_id)
    enrolments = learning_queries.enrolments_of(session, place.workshop_id)
    for account_id in account_ids:
        enrolment = enrolments[account_id].id
        for module in edition.modules[:many]:
            for lesson in module.lessons:
                learning_services.open_lesson(
                    session, enrolment_id=enrolment, module=module, lesson_key=lesson.key, now=NOW
                )
            right = {question.id: question.right_answer for question in module.check.questions}
            learning_services.try_check(
                session, enrolment_id=enrolment, module=module, answers=right, now=NOW
            )
            run = learning_services.start_scene(session, enrolment_id=enrolment, module=module, now=NOW)
            node = module.scene.nodes[module.scene.start]
            seen: set[str] = set()
            while node.ending is None:
                seen.add(node.id)
                choice = next(one for one in node.choices if one.to not in seen)
                learning_services.choose(
                    session,
                    enrolment_id=enrolment,
                    module=module,
                    run_id=run,
                    node=node.id,
                    choice=choice.key,
                    now=NOW,
                )
                node = module.scene.nodes[choice.to]


def approve(session: Session, place: Place) -> None:
    """Record the approval of the edition."""
    content_services.record_approval(
        session,
        edition_id=place.edition_id,
        approved_by="Office of the test",
        approved_on=date(2026, 11, 1),
        document="Letter 1",
        actor_id=place.trainer_id,
        now=NOW,
    )


def finish(session: Session, place: Place, account_ids: tuple[int, ...]) -> None:
    """Let people do everything an achievement certificate asks for."""
    take_test(session, place, account_ids, Phase.PRE)
    complete_modules(session, place, account_ids)
    attend(session, place, account_ids)
    take_test(session, place, account_ids, Phase.POST)
