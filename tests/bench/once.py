"""One thing of the report measured in a process of its own: `python -m tests.bench.once WAY ADDRESS` prints JSON.

Nothing is warm but what a server has warm before its first request: modules are imported, the connection is open and
the edition is read. What a way takes is then timed once.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import pkgutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field

import numpy as np
from flask import Flask, g
from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.queries import AcademyRow
from hrtraining.content import queries as content_queries
from hrtraining.core.db import IN_BYTES
from hrtraining.core.extensions import unit_of_work
from hrtraining.core.i18n import language
from hrtraining.core.memory import settle
from hrtraining.reporting import composing, domain, making, queries, releases, services
from hrtraining.reporting.composing import Asked as State
from hrtraining.reporting.composing import Composed
from hrtraining.reporting.domain import frozen
from hrtraining.reporting.domain.gathering import gathered
from hrtraining.reporting.domain.groups import pairs_of
from hrtraining.reporting.models import FrozenWorkshop
from hrtraining.reporting.pages import ReportPage
from hrtraining.reporting.queries import FROZEN, Version
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops.queries import WorkshopRow
from tests.bench import drawing, generate
from tests.bench.processes import peak_bytes

MARKS = {"draft": True, "demonstration": True}
LARGE = 30
LATE = drawing.quarter_start(drawing.FIRST_QUARTER + drawing.QUARTERS + 1)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a way took by the clock and of the processor, in seconds; `parts` are steps of it by the processor.

    `digest` is of what it gave; `peak` is the most memory of the process so far, in bytes.
    """

    seconds: float
    cpu: float
    digest: str
    peak: int
    parts: dict[str, float] = field(default_factory=dict)


Given = tuple[Callable[[], bytes], dict[str, float]]
"""What came out, to be written down when the clock has stopped, and how long steps took."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for before the clock runs: the instrument version, the largest academy, its newest large workshop."""

    version: Version
    pairs: int
    """How many it has, as the release knows them before it reads them."""
    academy: AcademyRow
    workshop: WorkshopRow


Way = Callable[[Session, Asked], Given]


def _national(session: Session, _asked: Asked) -> Given:
    """The whole report of the nation in JSON, without the bootstrap."""
    return making.json_of(composing.nation(session, State()), **MARKS).encode, {}


def _academy(session: Session, asked: Asked) -> Given:
    """What the page of the largest academy shows."""
    made = composing.academy(session, asked.academy, State())
    lang = language()
    names = [line.label.in_(lang) for line in _page(made).children]
    return lambda: _shown(made) + str(names).encode(), {}


def _workshop(session: Session, asked: Asked) -> Given:
    """What the page of one workshop shows."""
    made = composing.workshop(session, asked.workshop, State())
    return lambda: _shown(made), {}


def _shown(made: Composed) -> bytes:
    return json.dumps(asdict(_page(made)), default=_plain, sort_keys=True).encode()


def _page(made: Composed) -> ReportPage:
    if not isinstance(made.page, ReportPage):
        raise LookupError("this page shows nothing")
    return made.page


def _plain(value: object) -> object:
    """A set in an order of its own, anything else by its name."""
    return sorted(value) if isinstance(value, frozenset) else str(value)


def _tables(session: Session, asked: Asked) -> Given:
    """The two-by-two tables of every item for the nation and each academy, from the frozen bytes."""
    begun = time.process_time()
    state, academies = releases.state_of(session, asked.version), list[int]()

    def bodies() -> Iterator[tuple[bytes, str]]:
        for row in releases.rows(session, state, "nation", ""):
            academies.append(row.academy_id)
            yield row.body, row.body_hash

    answers = gathered(bodies(), queries.characters(state.key), expected=asked.pairs)
    academy = np.array(academies, dtype=np.int64)[answers.part]
    decoded = time.process_time()
    pairs = pairs_of(state.key, pre=answers.pre, post=answers.post, academy=academy, workshop=academy)
    nation = pairs.tables.total()
    counted = time.process_time()
    return lambda: nation.tobytes() + pairs.tables.counts.tobytes(), {
        "decoding": decoded - begun,
        "counting": counted - decoded,
    }


def _numpy(session: Session, asked: Asked) -> Given:
    """The measure of the others: the same bytes read and the favourable answers among them counted, by NumPy alone."""
    key = releases.state_of(session, asked.version).key
    begun = time.process_time()
    rows = _bodies(session, asked.version)
    read = time.process_time() - begun
    together = frozen.joined([(row.body, row.body_hash) for row in rows]).pairs
    packed = together.pre.tobytes(), together.post.tobytes()
    begun = time.process_time()
    found = []
    for side in packed:
        answers = np.frombuffer(side, dtype=np.uint8).reshape(-1, key.size)
        for place, item in enumerate(key.items):
            codes = np.array([ord(code[0]) for code in item.favourable], dtype=np.uint8)
            found.append(int(np.isin(answers[:, place], codes).sum()))
    counted = time.process_time() - begun
    return str(found).encode, {"reading": read, "counting": counted}


def _print(session: Session, _asked: Asked) -> Given:
    """The report of the nation composed and printed, as a worker does it that is asked for nothing else."""
    printed = making.file_of(composing.nation(session, State()), "pdf", **MARKS)
    return lambda: printed, {}


def _close(session: Session, _asked: Asked) -> Given:
    """The last quarter published: the gate decides about everything up to it."""
    services.publish_now(session, actor_id=None, now=LATE)
    return bytes, {}


WAYS: dict[str, Way] = {
    "national": _national,
    "academy": _academy,
    "workshop": _workshop,
    "tables": _tables,
    "numpy": _numpy,
    "print": _print,
    "close": _close,
}


def _asked(session: Session) -> Asked:
    version = queries.versions(session)[0]
    content_queries.edition_by_id(session, version.edition_id)
    largest = account_queries.academies(session)[0]
    newest = session.execute(
        select(FrozenWorkshop.workshop_id)
        .where(FrozenWorkshop.academy_id == largest.id, FrozenWorkshop.pairs > LARGE)
        .where(*queries.published_by(None))
        .order_by(FrozenWorkshop.workshop_id.desc())
        .limit(1)
    ).scalar_one()
    workshop = workshop_queries.workshop(session, newest)
    if workshop is None:
        raise LookupError(f"workshop {newest} is gone")
    pairs = session.execute(
        select(func.sum(FROZEN.pairs)).where(FROZEN.instrument_version == version.version)
    ).scalar_one()
    return Asked(version, pairs, largest, workshop)


def _bodies(session: Session, version: Version) -> Sequence[Row[bytes, str, int, int]]:
    """Everything frozen, read as the report reads it."""
    wanted = select(FROZEN.body, FROZEN.body_hash, FROZEN.academy_id, FROZEN.pairs).where(
        *queries.published_by(None), FROZEN.instrument_version == version.version
    )
    return session.execute(wanted.order_by(FROZEN.workshop_id).execution_options(**IN_BYTES)).all()


def _import_all() -> None:
    """Everything that a report may load while it is made, SciPy's functions included."""
    for module in pkgutil.iter_modules(domain.__path__):
        importlib.import_module(f"{domain.__name__}.{module.name}")
    for name in ("scipy.special",):
        importlib.import_module(name)


def measured(app: Flask, way: str) -> Cost:
    """Carry out a way once and say what it took."""
    if way != "print":
        _import_all()
    with app.test_request_context(), unit_of_work() as session:
        g.language = "km"
        asked = _asked(session)
        # as in `app.py`
        settle()
        begun, begun_cpu = time.perf_counter(), time.process_time()
        given, parts = WAYS[way](session, asked)
        seconds, cpu = time.perf_counter() - begun, time.process_time() - begun_cpu
        peak = peak_bytes()
    return Cost(seconds, cpu, hashlib.sha256(given()).hexdigest(), peak, parts)


if __name__ == "__main__":
    print(json.dumps(asdict(measured(generate.application(sys.argv[2]), sys.argv[1]))))
