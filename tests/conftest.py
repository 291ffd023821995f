"""Databases on disk, frozen once a run and copied for each test; the application; a client with the house style."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from hrtraining.content import services as content_services
from hrtraining.core.db import is_writing
from hrtraining.core.extensions import db, unit_of_work
from hrtraining.core.settings import ROOT, Settings, read_settings
from hrtraining.web import create_app
from tests.factories.clock import NOW
from tests.factories.world import World, build_world
from tests.house import HouseClient


@event.listens_for(Engine, "before_cursor_execute")
def _refuse_to_lose(
    _connection: Any, _cursor: Any, statement: str, _values: Any, context: Any, _is_many: bool
) -> None:
    """A request that reads is not committed: what it changes would be lost, so it must say `begin_write` first."""
    is_change = statement.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE")
    if is_change and not is_writing() and not context.execution_options.get("alone"):
        raise AssertionError(f"changed in a request that only reads: {statement[:200]}")


Work = Callable[[], AbstractContextManager[Session]]
"""Gives one committed transaction beside the client: `with work() as session:`."""


@dataclass(frozen=True)
class Site:
    """The application of this run, its database file, and the states a test may start from."""

    app: Flask
    database: Path
    frozen: Path

    def load(self, state: Path) -> None:
        """Put a kept state in the place of the database."""
        with self.app.app_context():
            db.engine.dispose()
        for beside in ("-wal", "-shm"):
            Path(f"{self.database}{beside}").unlink(missing_ok=True)
        shutil.copyfile(state, self.database)

    def keep(self, name: str) -> Path:
        """Keep the present state under a name."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        with closing(sqlite3.connect(self.database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return Path(shutil.copyfile(self.database, self.database.with_name(name)))


def site_settings(folder: Path, **environ: str) -> Settings:
    """Settings of a real installation behind HTTPS, in a folder of its own."""
    return read_settings(
        {"INSTANCE": str(folder), "BASE_URL": "https://training.example", "SECRET_KEY": "k" * 40, **environ}
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """An application with its tables and the real course frozen as an edition."""
    folder = tmp_path_factory.mktemp("site")
    course = Path(shutil.copytree(ROOT / "curriculum", folder / "curriculum"))  # sign-offs are written there
    app = create_app(site_settings(folder, CURRICULUM=str(course)))
    with app.app_context():
        db.create_all()
        with unit_of_work() as session:
            content_services.freeze_edition(session, root=course, now=NOW)
    made = Site(app, folder / "hrtraining.sqlite", folder / "frozen.sqlite")
    made.keep("frozen.sqlite")
    return made


@pytest.fixture(scope="session")
def world_state(site: Site) -> tuple[Path, World]:
    """Two academies with everything in them, made once a run."""
    site.load(site.frozen)
    with site.app.app_context(), unit_of_work() as session:
        world = build_world(session)
    return site.keep("world.sqlite"), world


@pytest.fixture
def app(site: Site) -> Flask:
    """The application on a database that holds the edition and nothing else."""
    site.load(site.frozen)
    return site.app


@pytest.fixture
def world(site: Site, app: Flask, world_state: tuple[Path, World]) -> World:
    """The application on a database with two populated academies."""
    state, made = world_state
    site.load(state)
    return made


@pytest.fixture
def work(app: Flask) -> Work:
    """A transaction of one's own beside the client, committed at its end."""

    def one() -> Iterator[Session]:
        with app.app_context(), unit_of_work() as session:
            yield session

    return contextmanager(one)


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """The session of a service test; not for tests that use the client, whose requests have their own."""
    with app.app_context():
        yield db.session()
        db.session.rollback()


@pytest.fixture
def client(app: Flask) -> HouseClient:
    """A browser that reads Khmer and checks the house style of every page it is shown."""
    return HouseClient(app)
