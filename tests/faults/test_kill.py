"""kill -9 of the whole server at random moments loses no answer that was acknowledged (issue, Bad input and faults)."""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hrtraining.accounts import services as account_services
from hrtraining.accounts.domain import Role
from hrtraining.assessment.domain import Phase, Sheet
from hrtraining.core import clock
from hrtraining.core.extensions import db, unit_of_work
from hrtraining.core.settings import ROOT, read_settings
from hrtraining.web import create_app
from tests.conftest import Site
from tests.factories import workshops
from tests.factories.people import academy, staff

KILLS = 20
LEARNERS = 8
ANSWERED = (200, 201)


@dataclass
class Phone:
    """A learner's phone: sends an answer until it is acknowledged, then the next one."""

    learner: int
    token: str
    port: int
    administration: int
    codes: list[tuple[str, ...]]
    seed: int
    acknowledged: dict[int, tuple[int, str]] = field(default_factory=dict)
    sent: dict[int, set[tuple[int, str]]] = field(default_factory=dict)
    receipts: int = 0
    wrong: list[str] = field(default_factory=list)
    csrf: str = ""
    cookie: str = ""

    def run(self, stop: threading.Event) -> None:
        """Answer until told to stop; an answer under way is never given up."""
        dice = random.Random(self.seed)  # noqa: S311 - chance, not a secret
        sequences = [0] * len(self.codes)
        while not stop.is_set():
            place = dice.randrange(len(self.codes))
            sequences[place] += 1
            code = dice.choice(self.codes[place])
            self.sent.setdefault(place, set()).add((sequences[place], code))
            if self._send(place, sequences[place], code, stop):
                self.acknowledged[place] = (sequences[place], code)
                self.receipts += 1

    def _send(self, place: int, sequence: int, code: str, stop: threading.Event) -> bool:
        while not stop.is_set():
            try:
                status, body = self._put(place, sequence, code)
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
                continue
            if status in ANSWERED:
                return True
            if status >= 500:
                time.sleep(0.05)
                continue
            self.wrong.append(f"{status} {body[:200]}")
            return False
        return False

    def _put(self, place: int, sequence: int, code: str) -> tuple[int, str]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as line:
            if not self.csrf:
                self._read_form(line)
            line.request(
                "PUT",
                f"/test/{self.administration}/answers/{place + 1}",
                json.dumps({"code": code, "seq": sequence}),
                {
                    "Content-Type": "application/json",
                    "X-CSRFToken": self.csrf,
                    "Cookie": f"signin={self.token}; {self.cookie}",
                },
            )
            answer = line.getresponse()
            return answer.status, answer.read().decode(errors="replace")

    def _read_form(self, line: http.client.HTTPConnection) -> None:
        line.request("GET", f"/test/{self.administration}/1", headers={"Cookie": f"signin={self.token}"})
        answer = line.getresponse()
        html = answer.read().decode()
        found = re.search(r'name="csrf_token" value="([^"]+)"', html)
        cookie = answer.getheader("Set-Cookie", "").split(";")[0]
        if answer.status != 200 or found is None or not cookie:
            raise OSError("the page of the question did not come")
        self.csrf, self.cookie = found.group(1), cookie


def start(environ: dict[str, str], port: int) -> subprocess.Popen[bytes]:
    """The real server in a process group of its own, once it answers."""
    log = Path(environ["INSTANCE"]) / "server.log"
    with log.open("ab") as written:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "app:app"],
            cwd=ROOT,
            env=environ,
            start_new_session=True,
            stdout=written,
            stderr=written,
        )
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if server.poll() is not None:
            raise AssertionError(f"the server stopped: {log.read_text(errors='replace')[-2000:]}")
        with (
            suppress(OSError, http.client.HTTPException),
            closing(http.client.HTTPConnection("127.0.0.1", port, timeout=2)) as line,
        ):
            line.request("GET", "/healthz")
            if line.getresponse().status == 200:
                return server
        time.sleep(0.02)
    raise AssertionError("the server did not answer within a minute")


def kill(server: subprocess.Popen[bytes]) -> None:
    """kill -9 of the server with all its workers."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait(timeout=30)


@pytest.fixture
def phones(site: Site, tmp_path: Path) -> tuple[dict[str, str], int, list[Phone]]:
    """A folder with a running pre-test and phones that are signed in."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environ = {
        "INSTANCE": str(tmp_path), "DEMO": "0", "PORT": str(port), "BASE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": "k" * 40, "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    shutil.copyfile(site.frozen, tmp_path / "hrtraining.sqlite")
    app = create_app(read_settings(environ))
    made: list[Phone] = []
    with app.app_context(), unit_of_work() as session:
        academy_id = academy(session, "A1")
        trainer = staff(session, Role.TRAINER, "trainer", academy_id)
        workshop = workshops.workshop(session, academy_id=academy_id, trainer_id=trainer, size=LEARNERS)
        pre = workshops.open_test(session, workshop, Phase.PRE, now=clock.utc_now())
        codes = [item.codes for item in workshops.items(session)]
        for number, learner in enumerate(workshop.learners):
            workshops.begin(session, learner, Phase.PRE, now=clock.utc_now())
            opened = account_services.open_session(
                session, account_id=learner, demonstration=False, now=clock.utc_now()
            )
            made.append(Phone(learner, opened.token, port, pre, list(codes), number))
    with app.app_context():
        db.engine.dispose()
    return environ, port, made


def sheets(database: Path) -> dict[int, Sheet]:
    """The stored answers by learner, read past the program."""
    with closing(sqlite3.connect(database, timeout=30)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = connection.execute(
            "SELECT account_id, codes, sequences FROM assessment_attempt JOIN assessment_link USING (pseudonym)"
        ).fetchall()
    assert len(rows) == LEARNERS, "one attempt a learner"
    return {account_id: Sheet.stored(codes, sequences) for account_id, codes, sequences in rows}


def lost(phone: Phone, sheet: Sheet) -> list[str]:
    """Acknowledged answers of a phone that are not stored, and stored ones that nobody sent."""
    found = []
    for place, (sequence, code) in list(phone.acknowledged.items()):
        kept = sheet.answer(place)
        if kept is None or kept.sequence < sequence or (kept.sequence == sequence and kept.code != code):
            found.append(
                f"learner {phone.learner} question {place + 1}: acknowledged {sequence} {code}, kept {kept}"
            )
    for place in range(len(phone.codes)):
        kept = sheet.answer(place)
        if kept is not None and (kept.sequence, kept.code) not in phone.sent.get(place, set()):
            found.append(f"learner {phone.learner} question {place + 1}: {kept} was never sent")
    return found


def test_kill_9_loses_no_acknowledged_answer(phones: tuple[dict[str, str], int, list[Phone]]) -> None:
    environ, port, people = phones
    database, stop = Path(environ["INSTANCE"]) / "hrtraining.sqlite", threading.Event()
    dice = random.Random()  # noqa: S311 - chance, not a secret
    server = start(environ, port)
    threads = [threading.Thread(target=one.run, args=(stop,), daemon=True) for one in people]
    faults: list[str] = []
    try:
        for thread in threads:
            thread.start()
        for _kill in range(KILLS):
            before = sum(one.receipts for one in people)
            until = time.monotonic() + 20
            while sum(one.receipts for one in people) == before and time.monotonic() < until:
                time.sleep(0.01)
            time.sleep(dice.uniform(0.05, 0.6))
            kill(server)
            promised = {one.learner: dict(one.acknowledged) for one in people}
            kept = sheets(database)
            faults += [
                f"learner {learner} question {place + 1}: {answer} lost"
                for learner, answers in promised.items()
                for place, answer in answers.items()
                if kept[learner].sequences[place] < answer[0]
            ]
            server = start(environ, port)
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=30)
        kill(server)
    kept = sheets(database)
    assert not faults
    assert not [one for phone in people for one in lost(phone, kept[phone.learner])]
    assert not [one for phone in people for one in phone.wrong]
    written = (Path(environ["INSTANCE"]) / "server.log").read_text(errors="replace")
    told = [line for line in written.splitlines() if not line.startswith("http://127.0.0.1")]
    assert told == [], "the log of a server that works says its address and nothing of people"
    assert min(phone.receipts for phone in people) > 0
    assert sum(phone.receipts for phone in people) > KILLS, "answers went through between the kills"
