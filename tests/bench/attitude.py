"""A complete 33-answer test: what it costs the server, how many finish a minute, how long a save takes."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Generator, Iterator
from itertools import islice

from tests.bench.figures import Figure, at, mib, ms
from tests.bench.processes import Server, serving
from tests.bench.signing_in import sign_in, token_of
from tests.bench.site import site
from tests.bench.wire import Ask, Browser, Driver, Journey, Pause, Reply, expect, path_of

AT_ONCE = 50
TESTS = 300
SCREENS = 100
PACED = 60
PACED_ITEMS = 15
SECONDS_AN_ITEM = 3.0
ITEMS = 33

_ITEM = re.compile(r"/test/(\d+)/(\d+)$")
_CODE = re.compile(rb'name="code" value="([^"]+)"')


def bench() -> Iterator[Figure]:
    """The figures of the test."""
    with (
        site(test_takers=AT_ONCE + TESTS + SCREENS + PACED, readers=1) as made,
        serving("app:app", made.environ) as server,
    ):
        numbers = iter(made.test_takers)
        codes = _codes(server, next(numbers))
        _warm(server, numbers, codes)
        yield from _closed_loop(server, numbers, codes)
        yield from _as_browsers_do(server, numbers, codes)
        yield from _paced(server, numbers, codes)
        memory = server.memory()
        yield Figure(
            "memory of the server under this load", mib(memory), "< 400 MiB", "", memory < 400 * 2**20
        )


def _codes(server: Server, number: str) -> list[str]:
    """An answer that each item accepts, read off its page."""
    codes: list[str] = []

    def journey() -> Journey:
        browser = Browser("bench")
        page, address = yield from _begin(browser, number)
        for item in range(1, ITEMS + 1):
            page = expect((yield browser.get("page", _page(address, item))), 200)
            found = _CODE.search(page.body)
            codes.append(found[1].decode() if found else "")

    Driver(server.address).drive(iter([journey()]), at_once=1)
    return codes


def _warm(server: Server, numbers: Iterator[str], codes: list[str]) -> None:
    """Every worker has parsed the edition and compiled its pages before it counts."""
    some = islice(numbers, AT_ONCE - 1)
    Driver(server.address).drive((_test(number, codes, pages=True) for number in some), at_once=8)


def _closed_loop(server: Server, numbers: Iterator[str], codes: list[str]) -> Iterator[Figure]:
    driver = Driver(server.address)
    cpu, own = server.cpu(), time.process_time()
    some = islice(numbers, TESTS)
    seconds = driver.drive((_test(number, codes, pages=False) for number in some), at_once=AT_ONCE)
    spent, own = server.cpu() - cpu, time.process_time() - own
    a_minute, saves = TESTS / seconds * 60, driver.times["save"]
    cost = spent / TESTS
    yield Figure(
        f"complete tests a minute, {AT_ONCE} at once, no pauses",
        f"{a_minute:,.0f}",
        ">= 600",
        f"{len(saves) / seconds:,.0f} saves a second",
        a_minute >= 600,
    )
    yield Figure(
        "CPU of the server a test (sign-in, 33 saves, sending)",
        ms(cost),
        "<= 150 ms",
        f"the driver took {own / (own + spent):.0%} of the CPU used",
        cost <= 0.150,
    )
    p95 = at(saves, 0.95)
    yield Figure(
        f"a save, p95, {AT_ONCE} at once, no pauses",
        ms(p95),
        "<= 250 ms",
        f"median {ms(at(saves, 0.5))}",
        p95 <= 0.250,
    )
    signing = driver.times["sign-in"]
    yield Figure(
        "a sign-in (argon2id, 19 MiB), p95, same load",
        ms(at(signing, 0.95)),
        ratio=f"median {ms(at(signing, 0.5))}",
    )


def _as_browsers_do(server: Server, numbers: Iterator[str], codes: list[str]) -> Iterator[Figure]:
    """The page's script asks for every item's page besides: honest, and dearer than the target's definition."""
    driver, cpu = Driver(server.address), server.cpu()
    some = islice(numbers, SCREENS)
    seconds = driver.drive((_test(number, codes, pages=True) for number in some), at_once=AT_ONCE)
    cost = (server.cpu() - cpu) / SCREENS
    yield Figure(
        "CPU of the server a test, with the page of every item",
        ms(cost),
        ratio=f"{SCREENS / seconds * 60:,.0f} such tests a minute",
    )


def _paced(server: Server, numbers: Iterator[str], codes: list[str]) -> Iterator[Figure]:
    driver, cpu, some = Driver(server.address), server.cpu(), list(islice(numbers, PACED))
    start = time.monotonic() + 10
    seconds = driver.drive(
        (
            _slowly(number, codes, start + SECONDS_AN_ITEM * place / PACED)
            for place, number in enumerate(some)
        ),
        at_once=PACED,
    )
    saves, pages = driver.times["save"], driver.times["page"]
    p95 = at(saves, 0.95)
    yield Figure(
        f"a save, p95, {PACED} learners with an item every three seconds",
        ms(p95),
        "< 100 ms",
        f"median {ms(at(saves, 0.5))}; server busy {(server.cpu() - cpu) / seconds:.0%} of a core",
        p95 < 0.100,
    )
    yield Figure(
        "the next item's page, p95, same learners", ms(at(pages, 0.95)), "< 100 ms", "", at(pages, 0.95) < 0.1
    )


def _begin(browser: Browser, number: str) -> Generator[Ask | Pause, Reply, tuple[Reply, str]]:
    """Sign in, read the notice, begin; gives the first item's page and its address."""
    yield from sign_in(browser, number)
    notice = browser.take(expect((yield browser.get("notice", "/test/pre")), 200))
    address = path_of(browser.take((yield browser.post("start", "/test/pre", csrf_token=token_of(notice)))))
    page = browser.take(expect((yield browser.get("first", address)), 200))
    return page, address


def _page(address: str, item: int) -> str:
    return _ITEM.sub(rf"/test/\1/{item}", address)


def _save(browser: Browser, address: str, item: int, code: str, token: str) -> Ask:
    extra = (("Content-Type", "application/json"), ("X-CSRFToken", token))
    return browser.ask(
        "save",
        "PUT",
        _ITEM.sub(rf"/test/\1/answers/{item}", address),
        json.dumps({"code": code, "seq": 1}).encode(),
        extra,
    )


def _test(number: str, codes: list[str], *, pages: bool) -> Journey:
    """A whole test without pauses; `pages` also asks for the page of each item, as the script does."""
    browser = Browser("bench")
    page, address = yield from _begin(browser, number)
    token = token_of(page)
    for item, code in enumerate(codes, start=1):
        if pages and item > 1:
            expect((yield browser.get("page", _page(address, item))), 200)
        expect((yield _save(browser, address, item, code, token)), 201)
    yield from _send(browser, address)


def _send(browser: Browser, address: str) -> Journey:
    administration = _ITEM.search(address)
    assert administration
    base = f"/test/{administration[1]}"
    review = expect((yield browser.get("review", f"{base}/review")), 200)
    sent = path_of((yield browser.post("submit", f"{base}/submit", csrf_token=token_of(review))))
    expect((yield browser.get("sent", sent)), 200)


def _slowly(number: str, codes: list[str], start: float) -> Journey:
    """Some items at a person's speed, beginning at a moment of one's own."""
    browser = Browser("bench")
    page, address = yield from _begin(browser, number)
    token = token_of(page)
    for item, code in list(enumerate(codes, start=1))[:PACED_ITEMS]:
        yield Pause(start + SECONDS_AN_ITEM * (item - 1))
        expect((yield _save(browser, address, item, code, token)), 201)
        expect((yield browser.get("page", _page(address, item + 1))), 200)
