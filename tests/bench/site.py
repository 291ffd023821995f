"""A real installation in a folder of its own, with classes whose pre-test is open and a class at its lessons."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import flask_migrate
from flask import Flask
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import Role
from hrtraining.assessment.domain import Phase
from hrtraining.content import services as content_services
from hrtraining.core import clock
from hrtraining.core.extensions import db, unit_of_work
from hrtraining.core.settings import ROOT, read_settings
from hrtraining.web import create_app
from tests.factories import workshops
from tests.factories.people import PIN, academy, login_of, staff

CLASS_SIZE = 50
PIN_OF_ALL = PIN


@dataclass(frozen=True, slots=True)
class Site:
    """What a bench needs to know of the installation: its settings, and the numbers of its learners."""

    environ: dict[str, str]
    test_takers: tuple[str, ...]
    readers: tuple[str, ...]


@contextmanager
def site(*, test_takers: int, readers: int = CLASS_SIZE) -> Iterator[Site]:
    """An installation with so many learners before the pre-test and so many at the lessons, removed at the end."""
    with tempfile.TemporaryDirectory(prefix="hrtraining-bench-") as folder:
        environ = {"INSTANCE": folder, "DEMO": "0", "SECRET_KEY": "k" * 40}
        app = create_app(read_settings(environ))
        with app.app_context():
            _prepare(app, Path(folder))
            with unit_of_work() as session:
                content_services.freeze_edition(session, root=ROOT / "curriculum", now=clock.utc_now())
                takers, at_lessons = _people(session, test_takers, readers)
            db.session.remove()
            db.engine.dispose()
        yield Site(environ, takers, at_lessons)


def _prepare(app: Flask, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    flask_migrate.upgrade(directory=str(ROOT / "hrtraining" / "migrations"))


def _people(session: Session, takers: int, readers: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    academy_id = academy(session, "academy-1")
    trainer_id = staff(session, Role.TRAINER, "trainer", academy_id)
    before: list[str] = []
    for first in range(1, takers + 1, CLASS_SIZE):
        before += _class(session, academy_id, trainer_id, first, min(CLASS_SIZE, takers + 1 - first))[1]
    made, at_lessons = _class(session, academy_id, trainer_id, takers + 1, readers)
    for account_id in made.learners:
        workshops.submit(session, account_id, workshops.begin(session, account_id, Phase.PRE))
    return tuple(before), tuple(at_lessons)


def _class(
    session: Session, academy_id: int, trainer_id: int, first: int, size: int
) -> tuple[workshops.Made, list[str]]:
    today = clock.local_date(clock.utc_now())
    made = workshops.workshop(
        session,
        academy_id=academy_id,
        trainer_id=trainer_id,
        size=size,
        first_number=first,
        starts_on=today,
        ends_on=today + timedelta(days=2),
    )
    workshops.open_test(session, made, Phase.PRE)
    return made, [login_of(session, account_id) for account_id in made.learners]
