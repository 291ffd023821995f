"""How many signed-in lesson pages a second, against an empty Flask page under the same gunicorn."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.figures import Figure, at, mib, ms
from tests.bench.processes import Server, serving
from tests.bench.signing_in import sign_in
from tests.bench.site import Site, site
from tests.bench.wire import Ask, Browser, Driver, Journey, expect

LESSON = "/learn/m02/l1"
SECONDS = 1.5
ROUNDS = 10
"""The best of them counts: the others had more of the machine's other work in them."""

AT_ONCE = 10
TARGET = 0.25


@dataclass(frozen=True, slots=True)
class Load:
    """What a server did while it was asked for one page all the time."""

    per_second: float
    cpu: float
    driver_share: float
    p95: float
    memory: int
    body: int


def bench() -> Iterator[Figure]:
    """The figures of the lesson page."""
    with (
        site(test_takers=0, readers=AT_ONCE) as made,
        serving("tests.bench.empty:app", made.environ) as least,
        serving("app:app", made.environ) as server,
    ):
        nothing, lessons = [Browser("bench").get("page", "/")] * AT_ONCE, readers(server, made)
        _round(server, lessons)  # every worker has parsed the edition and compiled its pages before it counts
        rounds = [(_round(least, nothing), _round(server, lessons)) for _ in range(ROUNDS)]
    empty, lesson = (max(loads, key=lambda load: load.per_second) for loads in zip(*rounds, strict=True))
    at_once = f"{AT_ONCE} at once"
    ratio = lesson.per_second / empty.per_second
    yield Figure(f"empty Flask page, requests a second, {at_once}", f"{empty.per_second:,.0f}")
    yield Figure(
        f"lesson page, requests a second, {at_once}",
        f"{lesson.per_second:,.0f}",
        f">= {TARGET} of empty",
        f"{ratio:.2f} of the empty page",
        ratio >= TARGET,
    )
    yield Figure("lesson page, p95", ms(lesson.p95), ratio=f"empty page {ms(empty.p95)}")
    yield Figure(
        "lesson page, CPU of the server a request",
        ms(lesson.cpu),
        ratio=f"{lesson.cpu / empty.cpu:.1f} times the empty page's {ms(empty.cpu)}",
    )
    yield Figure("lesson page, bytes of HTML", f"{lesson.body:,}")
    yield Figure("share of the CPU that the driver took", f"{lesson.driver_share:.0%}")
    yield Figure(
        "memory of the server after it", mib(lesson.memory), "< 400 MiB", "", lesson.memory < 400 * 2**20
    )


def readers(server: Server, made: Site) -> list[Ask]:
    """The request for the lesson by each of some signed-in learners who have opened it before."""
    browsers = [Browser("bench") for _ in range(AT_ONCE)]
    Driver(server.address).drive(
        iter([_arrive(one, number) for one, number in zip(browsers, made.readers, strict=False)]), at_once=2
    )
    return [browser.get("page", LESSON) for browser in browsers]


def _arrive(browser: Browser, number: str) -> Journey:
    yield from sign_in(browser, number)
    browser.take(expect((yield browser.get("first", LESSON)), 200))


def _round(server: Server, asks: list[Ask]) -> Load:
    driver, bodies = Driver(server.address), list[int]()
    cpu, own = server.cpu(), time.process_time()
    end = time.perf_counter() + SECONDS
    seconds = driver.drive((_ask_until(ask, end, bodies) for ask in asks), at_once=len(asks))
    times = driver.times["page"]
    spent, own = server.cpu() - cpu, time.process_time() - own
    return Load(
        per_second=len(times) / seconds,
        cpu=spent / len(times),
        driver_share=own / (own + spent),
        p95=at(times, 0.95),
        memory=server.memory(),
        body=bodies[0],
    )


def _ask_until(ask: Ask, end: float, bodies: list[int]) -> Journey:
    while time.perf_counter() < end:
        bodies[:] = [len(expect((yield ask), 200).body)]
