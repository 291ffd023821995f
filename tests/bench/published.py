"""The published report of very many pairs on SQLite and PostgreSQL: each figure in a process that does nothing else.

Computing is time of the processor of that process; the time by the clock stands beside it, because on a busy machine
it says more of the others.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hrtraining.core.settings import ROOT
from tests.bench import generate
from tests.bench.figures import Figure, ms
from tests.bench.once import Cost
from tests.factories.postgres import cluster

PAIRS, MANY = 100_000, 1_000_000
TIMES = 3
"""A busy machine only adds: the least of so many processes is given."""
GENERATING_SECONDS = 60
TARGETS = {"national": 0.250, "academy": 0.060, "workshop": 0.015}
TABLES_SECONDS = 0.050
PEAK_BYTES = 200e6
GROWTH = 10
WORDS = {
    "national": "national report in JSON, without bootstrap",
    "academy": "page of the largest academy",
    "workshop": "page of one workshop",
    "tables": "2x2 tables of the nation and six academies",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """A way in several processes of its own."""

    costs: tuple[Cost, ...]

    @property
    def cpu(self) -> float:
        """The least computing."""
        return min(cost.cpu for cost in self.costs)

    @property
    def both(self) -> str:
        """The least computing and the least time by the clock, in words."""
        return f"{ms(self.cpu)} (clock {ms(min(cost.seconds for cost in self.costs))})"

    @property
    def is_same(self) -> bool:
        """Whether all gave the same bytes."""
        return len({cost.digest for cost in self.costs}) == 1

    def part(self, *names: str) -> float:
        """The least computing of some steps together."""
        return min(sum(cost.parts[name] for name in names) for cost in self.costs)


def bench() -> Iterator[Figure]:
    """The figures of 100,000 pairs on both databases."""
    with tempfile.TemporaryDirectory(prefix="hrtraining-bench-") as folder:
        on_sqlite = yield from _of(generate.file_url(Path(folder) / "pairs.sqlite"), "SQLite")
    with cluster() as started:
        on_postgres = yield from _of(started.make("pairs"), "PostgreSQL")
    is_same = on_sqlite == on_postgres
    yield Figure(
        "national report on SQLite and PostgreSQL", "same" if is_same else "different", "same", "", is_same
    )


def bench_many() -> Iterator[Figure]:
    """The figures of 1,000,000 pairs against 100,000, on SQLite."""
    with _filled(PAIRS) as few, _filled(MANY) as many:
        yield Figure(f"generating {MANY:,} pairs", f"{many[1]:.0f} s", "", f"{many[1] / few[1]:.1f} times")
        close = [_several("close", url, 1).cpu for url, _ in (few, many)]
        yield Figure(
            f"closing the last quarter, {MANY:,} pairs", ms(close[1]), "", f"{close[1] / close[0]:.1f} times"
        )
        for way, target in TARGETS.items():
            few_cpu, many_cpu = (_several(way, url).cpu for url, _ in (few, many))
            yield _growth(WORDS[way], few_cpu, many_cpu, target)
        one, other = (_several("tables", url) for url, _ in (few, many))
        decoding = f"; decoding {ms(other.part('decoding'))} against {ms(one.part('decoding'))}"
        yield _growth(WORDS["tables"], one.part("counting"), other.part("counting"), TABLES_SECONDS, decoding)
        peak = [_once("print", url).peak for url, _ in (few, many)]
        yield Figure(
            "peak of the process that prints", f"{peak[1] / 1e6:,.0f} MB", "", f"{peak[0] / 1e6:,.0f} MB"
        )


@contextmanager
def _filled(pairs: int) -> Iterator[tuple[str, float]]:
    with tempfile.TemporaryDirectory(prefix="hrtraining-bench-") as folder:
        url = generate.file_url(Path(folder) / "pairs.sqlite")
        made = generate.generate(
            generate.application(url), pairs=pairs, seed=generate.SEED, is_last_open=True
        )
        yield url, made.cpu


def _growth(words: str, few: float, many: float, target: float, more: str = "") -> Figure:
    """Seconds of the processor for many pairs, against what is asked of few ones and against what these took."""
    return Figure(
        f"{words}, {MANY:,} pairs",
        ms(many),
        f"<= {GROWTH} times {target * 1000:.0f} ms",
        f"{many / few:.1f} times {ms(few)} of {PAIRS:,}{more}",
        many <= GROWTH * target,
    )


def _of(url: str, where: str) -> Generator[Figure, None, str]:
    """The figures on one database; gives the fingerprint of the national report."""
    made = generate.generate(generate.application(url), pairs=PAIRS, seed=generate.SEED, is_last_open=True)
    yield Figure(
        f"generating {PAIRS:,} pairs in {made.workshops:,} workshops, {where}",
        f"{made.cpu:.1f} s (clock {made.seconds:.1f} s)",
        f"< {GENERATING_SECONDS} s",
        f"sha256 {made.digest[:16]}…",
        made.cpu < GENERATING_SECONDS,
    )
    close = _several("close", url, 1)
    alone = _several("numpy", url)
    base = alone.part("reading", "counting")
    yield Figure(
        f"closing the last quarter: the gate decides, {where}",
        close.both,
        "",
        f"{close.cpu / base:.1f} times NumPy alone",
    )
    yield Figure(
        f"reading the packed answers with NumPy alone, {where}",
        ms(base),
        ratio=f"{ms(alone.part('reading'))} of it from the database",
    )
    national = _several("national", url)
    for way, target in TARGETS.items():
        found = national if way == "national" else _several(way, url)
        yield Figure(
            f"{WORDS[way]}, {where}",
            found.both,
            f"<= {target * 1000:.0f} ms",
            f"{found.cpu / base:.2f} times NumPy alone; runs {'the same' if found.is_same else 'DIFFERENT'}",
            found.cpu <= target and found.is_same,
        )
    tables = _several("tables", url)
    counting, decoding = tables.part("counting"), tables.part("decoding")
    yield Figure(
        f"{WORDS['tables']}, {where}",
        ms(counting),
        f"<= {TABLES_SECONDS * 1000:.0f} ms",
        f"{counting / alone.part('counting'):.2f} times NumPy alone; decoding {ms(decoding)}",
        counting <= TABLES_SECONDS,
    )
    peak = _once("print", url).peak
    yield Figure(
        f"peak of a process that composes and prints, {where}",
        f"{peak / 1e6:,.0f} MB",
        "< 200 MB",
        "",
        peak < PEAK_BYTES,
    )
    return national.costs[0].digest


def _several(way: str, url: str, times: int = TIMES) -> Measured:
    return Measured(tuple(_once(way, url) for _ in range(times)))


def _once(way: str, url: str) -> Cost:
    order = [sys.executable, "-m", "tests.bench.once", way, url]
    done = subprocess.run(order, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return Cost(**json.loads(done.stdout))
