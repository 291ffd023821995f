"""What a lesson page moves over the line, cold and warm, without fonts; the size of all scripts and styles."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator

from hrtraining.core.settings import ROOT
from hrtraining.web.files import lean
from tests.bench.figures import Figure, kb
from tests.bench.lesson import LESSON
from tests.bench.processes import serving
from tests.bench.signing_in import sign_in
from tests.bench.site import site
from tests.bench.wire import Browser, Driver, Journey, Reply, expect

_PART = re.compile(rb'(?:href|src)="(/static/[^"]+)"')
STATIC = ROOT / "hrtraining" / "static"


def bench() -> Iterator[Figure]:
    """The figures of weight."""
    parts: dict[str, Reply] = {}
    with site(test_takers=0, readers=1) as made, serving("app:app", made.environ) as server:

        def journey() -> Journey:
            browser = Browser("bench")
            yield from sign_in(browser, made.readers[0])
            page = parts[LESSON] = expect((yield browser.get("page", LESSON)), 200)
            for address in dict.fromkeys(found.decode() for found in _PART.findall(page.body)):
                parts[address] = expect((yield browser.get("part", address)), 200)

        Driver(server.address).drive(iter([journey()]), at_once=1)
    cold = sum(map(_moved, parts.values()))
    yield Figure(
        f"lesson page cold, {len(parts)} requests, heads included, no fonts",
        kb(cold),
        "<= 60 kB",
        f"HTML {kb(_moved(parts[LESSON]))}",
        cold <= 60_000,
    )
    again = [reply for address, reply in parts.items() if not _is_kept(reply)]
    warm = sum(map(_moved, again))
    yield Figure(
        f"the same page warm, {len(again)} request", kb(warm), ratio=f"{warm / cold:.2f} of the cold page"
    )
    scripts, styles = _packed("js/*.js"), _packed("css/*.css")
    yield Figure("all scripts, gzip", kb(scripts), "<= 15 kB", "", scripts <= 15_000)
    yield Figure("all style sheets, gzip", kb(styles), "<= 12 kB", "", styles <= 12_000)


def _moved(reply: Reply) -> int:
    return len(reply.head) + 4 + len(reply.body)


def _is_kept(reply: Reply) -> bool:
    return "immutable" in (reply.header("cache-control") or "")


def _packed(pattern: str) -> int:
    """What the files of a kind weigh as they are served."""
    files = [(path.suffix, path.read_bytes()) for path in STATIC.glob(pattern)]
    return sum(len(gzip.compress(lean(body) if kind == ".css" else body, 9, mtime=0)) for kind, body in files)
