"""Fills an empty database with so many pairs of invented answers, frozen and published by the product's own functions.

`python -m tests.bench generate --help` says how to call it. The database carries the mark of a demonstration, so that
nobody can take it for a real one and no real one can be filled; start the program on it with DEMO=1.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from uuid import UUID

import flask_migrate
from flask import Flask
from sqlalchemy import insert
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import Role
from hrtraining.content import queries as content_queries
from hrtraining.content import services as content_services
from hrtraining.core import ids, mark
from hrtraining.core.clock import local_date
from hrtraining.core.extensions import db, unit_of_work
from hrtraining.core.settings import ROOT, read_settings
from hrtraining.reporting import services
from hrtraining.reporting.domain import frozen
from hrtraining.reporting.domain.fingerprints import hash_of
from hrtraining.reporting.models import CountedLearner, FrozenWorkshop
from hrtraining.web import create_app
from hrtraining.workshops.models import Workshop
from tests.bench import drawing
from tests.bench.drawing import Course, Planned
from tests.factories.people import academy, staff

PAIRS, SEED = 100_000, 33
INSTRUMENT = "attitude-33"
FOLDER = ROOT / "build" / "bench"
BEGINNING = drawing.quarter_start(drawing.FIRST_QUARTER)
ANALYST = "analyst"


@dataclass(frozen=True, slots=True)
class Generated:
    """What was written: how many workshops and pairs, and one SHA-256 over everything frozen, in order.

    `seconds` are by the clock, `cpu` of the processor without that of a server of the database.
    """

    workshops: int
    pairs: int
    digest: str
    seconds: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where workshops are written: the edition and the version of its instrument, the academies by their place."""

    edition_id: int
    instrument_version: str
    academies: tuple[int, ...]
    course: Course
    seed: int


def application(database_url: str) -> Flask:
    """The program on a database, as `DEMO=1 DATABASE_URL=...` starts it."""
    return create_app(
        read_settings(
            {"DEMO": "1", "INSTANCE": str(FOLDER), "SECRET_KEY": "k" * 40, "DATABASE_URL": database_url}
        )
    )


def file_url(path: Path) -> str:
    """The address of a database in a file."""
    return f"sqlite:///{path}"


def generate(app: Flask, *, pairs: int, seed: int, is_last_open: bool = False) -> Generated:
    """Make the tables of an empty database and fill it; with `is_last_open` the last quarter waits for its period.

    Raises:
        StartError: the database holds something already.
    """
    begun, begun_cpu = time.perf_counter(), time.process_time()
    with app.app_context():
        flask_migrate.upgrade(directory=str(ROOT / "hrtraining" / "migrations"))
        with unit_of_work() as session:
            mark.put_mark(session, seed=seed, now=BEGINNING)
            place = _place(session, seed)
        digest, workshops, written = sha256(), 0, 0
        for quarter, planned in groupby(drawing.plan(pairs=pairs, seed=seed), lambda one: one.quarter):
            with unit_of_work() as session:
                for row in _write(session, place, planned):
                    digest.update(f"{row['workshop_id']} {row['body_hash']}\n".encode())
                    workshops, written = workshops + 1, written + int(str(row["pairs"]))
            if not is_last_open or quarter + 1 < drawing.FIRST_QUARTER + drawing.QUARTERS:
                with unit_of_work() as session:
                    services.publish_now(session, actor_id=None, now=end_of(quarter))
        db.session.remove()
        db.engine.dispose()
    seconds, cpu = time.perf_counter() - begun, time.process_time() - begun_cpu
    return Generated(workshops, written, digest.hexdigest(), seconds, cpu)


def end_of(quarter: int) -> datetime:
    """When the period of a quarter is closed: the morning after."""
    return drawing.quarter_start(quarter + 1) + timedelta(hours=12)


def _place(session: Session, seed: int) -> Place:
    edition_id = content_services.freeze_edition(session, root=ROOT / "curriculum", now=BEGINNING)
    instrument = content_queries.edition_by_id(session, edition_id).instruments[INSTRUMENT]
    academies = tuple(academy(session, f"academy-{n}") for n in range(1, len(drawing.ACADEMIES) + 1))
    staff(session, Role.ANALYST, ANALYST)
    return Place(edition_id, instrument.version, academies, drawing.course(instrument.items, seed), seed)


Row = dict[str, object]


def _write(session: Session, place: Place, planned: Iterator[Planned]) -> list[Row]:
    """Write the workshops of a quarter, frozen; gives their frozen rows."""
    workshops: list[Row] = []
    frozen_rows: list[Row] = []
    learners: list[Row] = []
    for one in planned:
        drawn = drawing.draw(one, place.course, place.seed)
        pairs, counted, speed = frozen.pair_up(drawn.attempts, ())
        body = frozen.written(pairs)
        workshops.append(_workshop(one, place))
        frozen_rows.append(
            {
                "workshop_id": one.number,
                "academy_id": place.academies[one.academy],
                "edition_id": place.edition_id,
                "instrument_key": INSTRUMENT,
                "instrument_version": place.instrument_version,
                "closed_at": one.closed_at,
                "frozen_at": one.closed_at,
                "pairs": len(pairs),
                "flow": {**drawn.flow, **speed, "pairs": len(pairs)},
                "body": body,
                "body_hash": hash_of(body),
            }
        )
        learners += [{"pseudonym": UUID(hex=learner), "workshop_id": one.number} for learner in counted]
    session.execute(insert(Workshop), workshops)
    session.execute(insert(FrozenWorkshop), frozen_rows)
    session.execute(insert(CountedLearner), learners)
    return frozen_rows


def _workshop(one: Planned, place: Place) -> Row:
    last = local_date(one.closed_at)
    return {
        "id": one.number,
        "uuid": UUID(int=one.number),
        "kind": "course",
        "academy_id": place.academies[one.academy],
        "title": f"វគ្គ {one.number} / Course {one.number}",
        "province": "",
        "venue": "",
        "starts_on": last - timedelta(days=3),
        "ends_on": last,
        "edition_id": place.edition_id,
        "modules": ["m02"],
        "attendance_percent": 80,
        "join_code": _join_code(one.number),
        "created_at": one.closed_at - timedelta(days=30),
        "closed_at": one.closed_at,
    }


def _join_code(number: int) -> str:
    """The join code of a workshop by its number, with its check character."""
    letters, body = ids.JOIN_ALPHABET, ""
    for _ in range(ids.JOIN_LENGTH - 1):
        number, place = divmod(number, len(letters))
        body += letters[place]
    return body + ids.check_character(body)


def main(arguments: Sequence[str]) -> int:
    """Fill the database that is named, else a file of the folder `build`."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench generate", description=__doc__)
    parser.add_argument("--pairs", type=int, default=PAIRS, help="learners with both tests (%(default)s)")
    parser.add_argument(
        "--seed", type=int, default=SEED, help="the same seed gives the same bytes (%(default)s)"
    )
    parser.add_argument("--database-url", help="an empty database, sqlite:///… or postgresql://…")
    parser.add_argument("--last-open", action="store_true", help="leave the last quarter without its period")
    given = parser.parse_args(arguments)
    FOLDER.mkdir(parents=True, exist_ok=True)
    url = given.database_url
    if url is None:
        path = FOLDER / f"pairs-{given.pairs}.sqlite"
        for beside in ("", "-wal", "-shm"):
            Path(f"{path}{beside}").unlink(missing_ok=True)
        url = file_url(path)
    made = generate(application(url), pairs=given.pairs, seed=given.seed, is_last_open=given.last_open)
    print(f"{made.pairs:,} pairs in {made.workshops:,} workshops, {made.seconds:.1f} s: {url}")
    print(f"sha256 of everything frozen: {made.digest}")
    return 0
