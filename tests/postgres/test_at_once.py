"""Two processes or two readers at once on PostgreSQL: one freezes, nobody sees an error, the audit log holds."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import func, select

from hrtraining.core import audit
from hrtraining.core.settings import ROOT
from hrtraining.reporting.models import CountedLearner, FrozenWorkshop
from tests.conftest import Work
from tests.factories import workshops
from tests.factories.clock import NOW
from tests.factories.postgres import Cluster
from tests.factories.world import World
from tests.house import HouseClient, Page
from tests.postgres.conftest import OF_TEST

SIZE = 12
PATIENCE_SECONDS = 60
HELD = "LOCK TABLE reporting_frozen_workshop IN EXCLUSIVE MODE"
"""Nobody can freeze, everybody can read."""
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@pytest.fixture
def closed(world: World, work: Work) -> int:
    """A workshop that is closed and not frozen."""
    with work() as session:
        made = workshops.workshop(
            session, academy_id=world.a.academy_id, trainer_id=world.a.trainer, size=SIZE, first_number=100
        )
        workshops.whole(session, made)
    return made.id


def both_at_once(postgres: Cluster, start: Callable[[], None]) -> None:
    """Hold up freezing until both are waiting for it or for each other, then let them go."""
    with psycopg.connect(postgres.url(OF_TEST)) as holder, psycopg.connect(
        postgres.url(OF_TEST), autocommit=True
    ) as watcher:  # fmt: skip
        holder.execute(HELD)
        start()
        end = time.monotonic() + PATIENCE_SECONDS
        while (watcher.execute(WAITING).fetchone() or (0,))[0] < 2:
            assert time.monotonic() < end, "they do not meet"
            time.sleep(0.05)


def assert_frozen_once(work: Work, workshop_id: int) -> None:
    """One row, its people counted once, and a whole audit log."""
    with work() as session:
        rows = select(func.count()).where(FrozenWorkshop.workshop_id == workshop_id)
        learners = select(func.count()).where(CountedLearner.workshop_id == workshop_id)
        assert session.execute(rows).scalar() == 1
        assert session.execute(learners).scalar() == SIZE
        assert audit.verify(session) is None


def test_two_processes_freeze_a_workshop_once(
    postgres: Cluster, app: Flask, closed: int, work: Work, tmp_path: Path
) -> None:
    environ = {**os.environ, "DEMO": "0", "INSTANCE": str(tmp_path), "DATABASE_URL": postgres.url(OF_TEST)}
    running: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        order = [sys.executable, "-m", "flask", "--app", "app", "reporting", "national"]
        for _ in range(2):
            running.append(
                subprocess.Popen(order, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            )

    both_at_once(postgres, start)
    said = [one.communicate(timeout=PATIENCE_SECONDS) for one in running]
    assert [one.returncode for one in running] == [0, 0], said
    assert said[0][0] == said[1][0] != b""
    assert_frozen_once(work, closed)


def test_two_readers_of_the_report_freeze_a_workshop_once(
    postgres: Cluster, app: Flask, world: World, closed: int, work: Work
) -> None:
    readers = [HouseClient(app, checks=False).sign_in(world.analyst) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        pages: list[Future[Page]] = []

        def start() -> None:
            pages.extend(pool.submit(reader.open, "/report") for reader in readers)

        both_at_once(postgres, start)
        assert [page.result().status for page in pages] == [200, 200]
    assert_frozen_once(work, closed)


def test_acts_of_several_people_at_once_make_one_chain(work: Work) -> None:
    def act(person: int) -> None:
        for number in range(5):
            with work() as session:
                audit.record(session, actor_id=person, action="test.act", subject=f"thing:{number}", now=NOW)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(act, range(1, 7)))
    with work() as session:
        acts = [row for row in audit.whole_chain(session) if row.action == "test.act"]
        assert len(acts) == 30
        assert audit.verify(session) is None
