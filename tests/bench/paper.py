"""300 certificates: how long, how much memory, and how much CPU against calling WeasyPrint plainly for each.

Every way is measured in a process of its own (`python -m tests.bench.paper WAY NUMBER` prints it as JSON), so that
one does not warm up another and the peak of memory is its own.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace

from hrtraining.certificates import printing
from hrtraining.certificates.domain import Snapshot
from hrtraining.core import pdf
from hrtraining.core.settings import ROOT
from tests.bench.figures import Figure, kb
from tests.bench.processes import peak_bytes
from tests.unit.certificates.sample import BASE_URL, SNAPSHOT

NUMBER = 300
NAIVE = 12
"""Plain calls are timed on a few and multiplied: they are all alike and slow."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a way of printing took."""

    seconds: float
    cpu: float
    peak: int
    size: int


def bench() -> Iterator[Figure]:
    """The figures of certificates."""
    batch, single, naive = _measured("batch", NUMBER), _measured("single", NUMBER), _measured("naive", NAIVE)
    plain = naive.cpu / NAIVE
    yield Figure(
        f"{NUMBER} certificates in one file for the printer",
        f"{batch.seconds:.1f} s",
        "< 20 s",
        f"{batch.cpu:.1f} s of CPU, {kb(batch.size)}",
        batch.seconds < 20,
    )
    yield Figure("peak memory of it", f"{batch.peak / 1e6:,.0f} MB", "< 200 MB", "", batch.peak < 200e6)
    ratio = batch.cpu / (plain * NUMBER)
    yield Figure(
        "CPU of it against plain WeasyPrint calls",
        f"{batch.cpu / NUMBER * 1000:.0f} ms a certificate",
        "<= 0.25",
        f"{ratio:.2f} of {plain * 1000:.0f} ms a plain call",
        ratio <= 0.25,
    )
    ratio = single.cpu / (plain * NUMBER)
    yield Figure(
        f"{NUMBER} tagged files, one a certificate",
        f"{single.cpu / NUMBER * 1000:.0f} ms a certificate",
        "<= 55 ms of CPU",
        f"{ratio:.2f} of a plain call; {single.seconds:.1f} s in all, {kb(single.size / NUMBER)} each",
        single.cpu / NUMBER <= 0.055,
    )


def _measured(way: str, number: int) -> Cost:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.paper", way, str(number)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return Cost(**json.loads(done.stdout))


def _snapshots(number: int) -> list[Snapshot]:
    return [
        replace(
            SNAPSHOT,
            serial=f"2026-{place:05d}",
            name_latin=f"{SNAPSHOT.name_latin} {place}",
            verify_path=f"/verify/2026-{place:05d}/K7Q2M9XR4TWB6P",
        )
        for place in range(1, number + 1)
    ]


def _batch(snapshots: list[Snapshot]) -> int:
    return len(printing.batch_pdf(snapshots, base_url=BASE_URL))


def _single(snapshots: list[Snapshot]) -> int:
    return sum(len(printing.certificate_pdf(one, base_url=BASE_URL)) for one in snapshots)


def _naive(snapshots: list[Snapshot]) -> int:
    """What the manual of WeasyPrint shows, once a certificate: fonts and style sheet are read anew each time."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    theme = pdf.THEMES / printing.STYLESHEET
    style = f"{pdf.font_faces()}\n{pdf.BASE_STYLE}\n{theme.read_text(encoding='utf-8')}"
    size = 0
    for one in snapshots:
        fonts = FontConfiguration()
        sheet = CSS(string=style, base_url=theme.as_uri(), font_config=fonts)
        page = HTML(string=printing.html(one, BASE_URL), base_url=pdf.THEMES.as_uri() + "/")
        size += len(page.write_pdf(stylesheets=[sheet], font_config=fonts))
    return size


WAYS: dict[str, Callable[[list[Snapshot]], int]] = {"batch": _batch, "single": _single, "naive": _naive}


def main(way: str, number: str) -> None:
    """Print so many certificates one way and say what it took, in JSON."""
    snapshots, begun = _snapshots(int(number)), time.perf_counter()
    size = WAYS[way](snapshots)
    used = resource.getrusage(resource.RUSAGE_SELF)
    cost = Cost(time.perf_counter() - begun, used.ru_utime + used.ru_stime, peak_bytes(), size)
    print(json.dumps(asdict(cost)))


if __name__ == "__main__":
    main(*sys.argv[1:])
