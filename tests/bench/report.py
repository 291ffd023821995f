"""The report of change: published, from files with 100,000 people, and the demonstration's page."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from hrtraining.core.clock import PHNOM_PENH
from hrtraining.core.settings import ROOT
from hrtraining.reporting import files
from hrtraining.reporting.domain.report import report
from hrtraining.web.demonstration.staff import PASSWORD
from tests.bench import published
from tests.bench.figures import Figure, at, ms
from tests.bench.processes import serving
from tests.bench.signing_in import token_of
from tests.bench.wire import Browser, Driver, Journey, expect, path_of

PAIRS = 100_000
READINGS = 10
ITEMS = ROOT / "tests" / "unit" / "reporting" / "example" / "items.csv"


def bench() -> Iterator[Figure]:
    """The figures of the report."""
    yield from published.bench()
    yield from _from_files()
    yield from _of_demonstration()


def _from_files() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="hrtraining-bench-") as folder:
        path = Path(folder) / "attempts.csv"
        _write(path)
        begun = time.perf_counter()
        np.loadtxt(path, dtype=np.str_, delimiter=",")
        numpy_seconds = time.perf_counter() - begun
        begun = time.perf_counter()
        attempts = files.read(ITEMS, path)
        read_seconds = time.perf_counter() - begun
        begun = time.perf_counter()
        report(attempts)
        report_seconds = time.perf_counter() - begun
        size = path.stat().st_size
    whole = read_seconds + report_seconds
    yield Figure(
        f"report of {PAIRS:,} pairs ({size / 1e6:.0f} MB of CSV)",
        f"{whole:.1f} s",
        "",
        f"{whole / numpy_seconds:.1f} times a NumPy read of it ({numpy_seconds:.1f} s)",
    )
    yield Figure("of that, reading and checking the file", f"{read_seconds:.1f} s")
    yield Figure("of that, the figures", f"{report_seconds:.1f} s")


def _of_demonstration() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="hrtraining-bench-") as folder:
        environ = {"INSTANCE": folder, "DEMO": "1"}
        begun = time.perf_counter()
        for command in ("db upgrade", "content freeze", "demonstration build"):
            subprocess.run(
                [sys.executable, "-m", "flask", "--app", "app", *command.split()],
                cwd=ROOT,
                env={**os.environ, **environ},
                check=True,
                capture_output=True,
            )
        built = time.perf_counter() - begun
        driver = Driver(("", 0))
        with serving("app:app", environ) as server:
            driver.address = server.address
            driver.drive(iter([_read_report()]), at_once=1)
            cpu = server.cpu()
            driver.drive(iter([_read_report()]), at_once=1)
            cpu = server.cpu() - cpu
    pages = driver.times["report"]
    yield Figure("building the demonstration, all three commands", f"{built:.0f} s")
    yield Figure("national report of the demonstration, first time", ms(pages[0]))
    yield Figure(
        "national report of the demonstration, again",
        ms(at(pages, 0.5)),
        ratio=f"{cpu / READINGS * 1000:.0f} ms of CPU, the sign-in's share included",
    )


def _read_report() -> Journey:
    browser = Browser("bench")
    page = browser.take(expect((yield browser.get("sign-in", "/staff/sign-in")), 200))
    ask = browser.post(
        "sign-in",
        "/staff/sign-in",
        csrf_token=token_of(page),
        login="analyst",
        password=PASSWORD,
        next="/report",
    )
    address = path_of(browser.take((yield ask)))
    for _ in range(READINGS):
        expect((yield browser.get("report", address)), 200)


def _write(path: Path) -> None:
    """Invented answers of so many people before and after, 40 to a workshop, a little better after."""
    dice = random.Random(33)  # noqa: S311 - chance, not a secret
    with ITEMS.open(encoding="utf-8", newline="") as file:
        options = [row["options"].split("|") for row in csv.DictReader(file)]
    names = [f"Q{number:02d}" for number in range(1, len(options) + 1)]
    first = datetime(2026, 3, 2, 8, tzinfo=PHNOM_PENH)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(
            ["attempt_uid", "learner_id", "academy", "workshop", "phase", "lang", "submitted_at", *names]
        )
        for person in range(PAIRS):
            place = [f"L{person:06d}", f"A{person % 6 + 1}", f"W{person // 40}"]
            for phase, day in (("pre", 0), ("post", 5)):
                moment = (first + timedelta(days=day, seconds=person % 3600)).isoformat()
                codes = [dice.choice(codes) for codes in options]
                table.writerow([f"{person}-{phase}", *place, phase, "km", moment, *codes])
