"""The application on PostgreSQL: tables made by the migrations, the world of the other tests, a copy for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask

from hrtraining.content import services as content_services
from hrtraining.core.extensions import db, unit_of_work
from hrtraining.core.settings import ROOT
from hrtraining.web import create_app
from tests.conftest import site_settings
from tests.factories.clock import NOW
from tests.factories.postgres import Cluster, cluster
from tests.factories.world import World, build_world

MIGRATIONS = str(ROOT / "hrtraining" / "migrations")
OF_TEST = "test"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A cluster of this run."""
    with cluster() as started:
        yield started


@pytest.fixture(scope="session")
def course_on_postgres(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the tables of the migrations and the course, to be copied; gives its name."""
    app = create_app(site_settings(tmp_path_factory.mktemp("course"), DATABASE_URL=postgres.make("course")))
    with app.app_context():
        flask_migrate.upgrade(directory=MIGRATIONS)
        with unit_of_work() as session:
            content_services.freeze_edition(session, root=ROOT / "curriculum", now=NOW)
        leave()
    return "course"


@pytest.fixture(scope="session")
def world_on_postgres(
    postgres: Cluster, course_on_postgres: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, World]:
    """The same two academies as on SQLite, made once by the same services, to be copied; and the database's name."""
    url = postgres.make("world", like=course_on_postgres)
    app = create_app(site_settings(tmp_path_factory.mktemp("world"), DATABASE_URL=url))
    with app.app_context():
        with unit_of_work() as session:
            made = build_world(session)
        leave()
    return "world", made


def leave() -> None:
    """End all connections, so that the database can be copied."""
    db.session.remove()
    db.engine.dispose()


def _application(folder: Path, url: str) -> Iterator[Flask]:
    course = Path(shutil.copytree(ROOT / "curriculum", folder / "curriculum"))  # sign-offs are written there
    app = create_app(site_settings(folder, DATABASE_URL=url, CURRICULUM=str(course)))
    with app.app_context():
        assert db.engine.dialect.name == "postgresql"
    yield app
    with app.app_context():
        leave()


@pytest.fixture(scope="session")
def app_of_each(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on a database that is put anew for each test."""
    yield from _application(tmp_path_factory.mktemp("each"), postgres.url(OF_TEST))


@pytest.fixture(scope="session")
def app_of_all(
    postgres: Cluster, course_on_postgres: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The application on a database of all tests that roll back what they do."""
    yield from _application(tmp_path_factory.mktemp("all"), postgres.make("all", like=course_on_postgres))


@pytest.fixture
def app(request: pytest.FixtureRequest, postgres: Cluster) -> Iterator[Flask]:
    """The application, on a database with the course, and with the world where the test asks for it."""
    if "session" in request.fixturenames:
        yield request.getfixturevalue("app_of_all")
        return
    like = request.getfixturevalue("course_on_postgres")
    if "world" in request.fixturenames:
        like = request.getfixturevalue("world_on_postgres")[0]
    postgres.make(OF_TEST, like=like)
    made: Flask = request.getfixturevalue("app_of_each")
    yield made
    with made.app_context():
        leave()
    postgres.drop(OF_TEST)


@pytest.fixture
def world(world_on_postgres: tuple[str, World]) -> World:
    """Who and what is in it."""
    return world_on_postgres[1]
