"""Printed reports that somebody doctored: never called the same, whatever they say of themselves."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskCliRunner

from hrtraining.reporting import services, verification
from tests.conftest import Work
from tests.factories.clock import NOW, later
from tests.services.reporting.closed import academies, closed_workshop

HERE = Path(__file__).parents[2] / "unit" / "reporting" / "example"
FILES = (str(HERE / "items.csv"), str(HERE / "attempts.csv"))
SCORES: list[tuple[int, int | None]] = [(12, 20), (18, 18), (24, 22), (15, 28), (20, None)]
ATTACHED = re.compile(rb"/Type /EmbeddedFile.{0,400}?/Length (\d+)>>\s*stream\r?\n", re.DOTALL)


@pytest.fixture
def runner(app: Flask, work: Work) -> FlaskCliRunner:
    """Commands over two published academies."""
    with work() as session:
        for academy_id, trainer in academies(session, "A1", "A2"):
            closed_workshop(session, academy_id, trainer, SCORES * 6, closed_at=NOW)
        services.freeze_closed(session, now=later())
        services.publish_now(session, actor_id=None, now=later())
    return app.test_cli_runner()


@pytest.fixture
def report(runner: FlaskCliRunner, tmp_path: Path) -> bytes:
    """The report of the published nation."""
    path = tmp_path / "nation.pdf"
    done = runner.invoke(args=["reporting", "national", "--format", "pdf", "--output", str(path)])
    assert done.exit_code == 0, done.output
    return path.read_bytes()


def saying(report: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The report with other figures attached."""
    found = ATTACHED.search(report)
    assert found is not None
    end = found.end() + int(found[1])
    figures = json.loads(zlib.decompress(report[found.end() : end]))
    change(figures)
    packed = zlib.compress(json.dumps(figures).encode())
    head = report[: found.start(1)] + str(len(packed)).encode() + report[found.end(1) : found.end()]
    return head + packed + report[end:]


def flipped(report: bytes, place: int) -> bytes:
    return report[:place] + bytes([report[place] ^ 1]) + report[place + 1 :]


def verified(runner: FlaskCliRunner, report: bytes, folder: Path) -> Result:
    path = folder / "report.pdf"
    path.write_bytes(report)
    return runner.invoke(args=["reporting", "verify", str(path)])


def test_doctored_pages_that_claim_other_software_are_not_called_the_same(
    runner: FlaskCliRunner, report: bytes, tmp_path: Path
) -> None:
    claimed = saying(report, lambda figures: figures["about"].update(software_sha256="0" * 64))
    done = verified(runner, flipped(claimed, 5_000), tmp_path)
    assert done.exit_code == 3
    assert "CANNOT SAY" in done.output.splitlines()[0]
    assert "/ SAME" not in done.output
    assert "Do not rely on the pages" in done.output


def test_figures_that_a_later_program_added_are_not_compared_with_an_older_report(
    runner: FlaskCliRunner, report: bytes, tmp_path: Path
) -> None:
    def older(figures: dict[str, Any]) -> None:
        figures["about"].update(software_sha256="0" * 64)
        del figures["delivery"]

    done = verified(runner, saying(report, older), tmp_path)
    assert done.exit_code == 3, done.output
    assert "They were not compared" in done.output
    assert "  + delivery" in done.output
    done = verified(runner, saying(report, lambda figures: figures.pop("delivery")), tmp_path)
    assert (done.exit_code, "≠ delivery" in done.output) == (1, True), "of this program it has all figures"
    for path in ("national", "marks", "data_sha256"):

        def without(figures: dict[str, Any], path: str = path) -> None:
            older(figures)
            figures.pop(path, None)
            figures["about"].pop(path, None)

        assert verified(runner, saying(report, without), tmp_path).exit_code == 1, path


CLAIMS: list[tuple[Callable[[dict[str, Any]], object], int]] = [
    (lambda figures: figures["about"].update(last_period=10**30), 2),
    (lambda figures: figures["about"].update(last_period=-1), 2),
    (lambda figures: figures["about"].update(last_period=True), 2),
    (lambda figures: figures["about"].update(last_period=0), 1),
    (lambda figures: figures["about"].update(followup_waves=10**30), 2),
    (lambda figures: figures["about"].update(followup_waves=1.5), 2),
    (lambda figures: figures["about"].update(level="academy", key="nowhere"), 2),
    (lambda figures: figures["published"].update(academies={"nowhere": "shown"}), 1),
    (lambda figures: figures["published"].update(academies={}), 1),
]


def test_what_a_report_says_of_itself_is_never_a_crash(
    runner: FlaskCliRunner, report: bytes, tmp_path: Path
) -> None:
    for place, (change, code) in enumerate(CLAIMS):
        done = verified(runner, saying(report, change), tmp_path)
        assert isinstance(done.exception, SystemExit), place
        assert done.exit_code == code, (place, done.output)
        assert "software has changed" not in done.output


def test_changed_attached_figure_cut_file_script_and_second_attachment_differ(
    runner: FlaskCliRunner, report: bytes, tmp_path: Path
) -> None:
    found = ATTACHED.search(report)
    assert found is not None
    once_more = report[found.start() : found.end() + int(found[1])]
    changed = saying(report, lambda figures: figures["national"].update(n_paired=9_999))
    done = verified(runner, changed, tmp_path)
    assert (done.exit_code, "≠ national.n_paired" in done.output) == (1, True)
    script = report.replace(b"%%EOF", b"99 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n%%EOF")
    for other in (report[:-100], script + once_more):
        assert verified(runner, other, tmp_path).exit_code == 1
    assert verified(runner, flipped(report, found.end() + 200), tmp_path).exit_code == 2
    assert verified(runner, report[: found.start()], tmp_path).exit_code == 2


def test_huge_file_is_refused_without_being_read(runner: FlaskCliRunner, tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(verification.LARGEST + 1)
    done = runner.invoke(args=["reporting", "verify", str(path)])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "No report of this program is larger" in done.stderr
    for place in ("/dev/zero", str(tmp_path), str(tmp_path / "none.pdf")):
        assert runner.invoke(args=["reporting", "verify", place]).exit_code == 2


def test_report_of_other_files_is_different(runner: FlaskCliRunner, tmp_path: Path) -> None:
    path = tmp_path / "f.pdf"
    done = runner.invoke(args=["reporting", "evaluate", *FILES, "--format", "pdf", "--output", str(path)])
    assert done.exit_code == 0, done.output
    claimed = saying(path.read_bytes(), lambda figures: figures["about"].update(made_from="database"))
    assert verified(runner, claimed, tmp_path).exit_code == 1
