"""An import of answers that is killed or runs out of disk leaves nothing behind, and the same file comes in afterwards."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from hrtraining.core.extensions import db, unit_of_work
from hrtraining.core.settings import ROOT
from hrtraining.web import create_app
from tests.conftest import Site, site_settings
from tests.factories import workshops
from tests.factories.answers import class_of, csv_file, table
from tests.factories.people import academy

SPILLED = 512 * 1024
"""Bytes in the write-ahead log that say that the transaction is under way: it no longer fits into memory."""
TABLES = ("exchange_import", "exchange_person", "exchange_sheet", "assessment_attempt", "workshops_workshop")


@dataclass(frozen=True)
class Place:
    """An installation of its own with one academy, and a file of 6,000 sheets."""

    folder: Path
    file: Path

    @property
    def log(self) -> Path:
        """What the database writes before a commit."""
        return self.folder / "hrtraining.sqlite-wal"

    def start(self, limit: Callable[[], None] | None = None) -> subprocess.Popen[str]:
        """The import in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", "exchange", "import", str(self.file)],
            cwd=ROOT,
            env={**os.environ, "DEMO": "0", "INSTANCE": str(self.folder), "SECRET_KEY": "k" * 40},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=limit,
        )

    def counts(self) -> list[int]:
        """How many rows are in the tables an import writes."""
        with closing(sqlite3.connect(self.folder / "hrtraining.sqlite")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            return [connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES]  # noqa: S608


@pytest.fixture
def place(site: Site, tmp_path: Path) -> Place:
    site.load(site.frozen)
    (tmp_path / "hrtraining.sqlite").write_bytes(site.database.read_bytes())
    app = create_app(site_settings(tmp_path))
    with app.app_context(), unit_of_work() as session:
        academy(session, "A1")
        items = workshops.items(session)
    with app.app_context():
        db.engine.dispose()
    file = tmp_path / "answers.csv"
    papers = [one for number in range(60) for one in class_of(items, 50, workshop=f"W{number:02d}-24")]
    file.write_bytes(csv_file(table(items, papers)))
    return Place(tmp_path, file)


def test_killed_in_the_middle_leaves_nothing_and_the_file_comes_in_again(place: Place) -> None:
    running = place.start()
    deadline = time.monotonic() + 120
    while not (place.log.exists() and place.log.stat().st_size > SPILLED):
        assert running.poll() is None, running.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert running.returncode == -signal.SIGKILL
    assert place.counts() == [0, 0, 0, 0, 0]
    again = place.start()
    said, _nothing = again.communicate()
    assert again.returncode == 0, said
    assert place.counts() == [1, 3000, 6000, 6000, 60]


def test_full_disk_is_a_sentence_and_leaves_nothing(place: Place) -> None:
    size = (place.folder / "hrtraining.sqlite").stat().st_size
    running = place.start(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (SPILLED, max(size, SPILLED))))
    said, _nothing = running.communicate()
    assert running.returncode == 1, said
    assert "nothing was changed" in said
    assert "Traceback" not in said
    assert place.counts() == [0, 0, 0, 0, 0]
