"""The report to hand over: its pages in both languages, what stands in them, and the proof that it is genuine."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskCliRunner
from PIL import Image

from hrtraining.core.settings import ROOT
from hrtraining.reporting import services
from tests.conftest import Work
from tests.factories.clock import NOW, later
from tests.house import HouseClient
from tests.services.reporting.closed import academies, closed_workshop

EXAMPLE = Path(__file__).parents[2] / "unit" / "reporting" / "example"
FILES = (str(EXAMPLE / "items.csv"), str(EXAMPLE / "attempts.csv"))
SCORES = [(10, 18), (12, 20), (14, 14), (16, 12), (9, 22)]
MOST_PAGES, FEWEST_PAGES = 10, 6


def of_size(n: int) -> list[tuple[int, int | None]]:
    """Scores of n people of different kinds."""
    return [SCORES[place % 5] for place in range(n)]


def text_of(path: Path) -> str:
    """The text as a reader's program copies it."""
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def pages_of(path: Path) -> list[str]:
    """The text of each page."""
    return text_of(path).split("\f")[:-1]


@pytest.fixture
def runner(app: Flask, work: Work) -> FlaskCliRunner:
    """Commands over two large academies, and two that must be hidden."""
    with work() as session:
        places = academies(session, "A1", "A2", "A3", "A4")
        for (academy_id, trainer), size in zip(places, (60, 50, 4, 11), strict=True):
            closed_workshop(session, academy_id, trainer, of_size(size), closed_at=NOW)
        services.freeze_closed(session, now=later())
        services.publish_now(session, actor_id=None, now=later())
    return app.test_cli_runner()


def printed(runner: FlaskCliRunner, path: Path, *command: str) -> Path:
    """A PDF made by a command."""
    done = runner.invoke(args=["reporting", *command, "--format", "pdf", "--output", str(path)])
    assert done.exit_code == 0, done.output
    return path


@pytest.mark.parametrize("lang", ["km", "en"])
def test_the_nation_is_six_to_ten_pages_each_saying_what_happened(
    runner: FlaskCliRunner, tmp_path: Path, lang: str
) -> None:
    path = printed(runner, tmp_path / "n.pdf", "national", "--lang", lang)
    pages = pages_of(path)
    assert FEWEST_PAGES <= len(pages) <= MOST_PAGES
    assert ("១២៥ នាក់" if lang == "km" else "125 learners who took both tests") in pages[0]
    for page in pages[1:]:
        says = [line for line in page.splitlines() if line.strip()][2:4]
        assert re.search("[0-9០-៩។.]", " ".join(says)), says
    assert not any(word in "".join(pages) for word in ("NaN", "Infinity", "None", "Undefined"))
    # hidden academies have a name and nothing else
    name = "Test academy A[34]" if lang == "en" else "សាលាសាកល្បង [៣៤]"
    rows = [line for line in pages[1].splitlines() if re.match(rf"\s*{name}", line)]
    assert len(rows) == 2
    assert not any(re.search("[0-9០-៩]", re.sub(name, "", row)) for row in rows)
    # and the same figures give the same bytes
    again = printed(runner, tmp_path / "again.pdf", "national", "--lang", lang)
    assert again.read_bytes() == path.read_bytes()


def enclosed(path: Path) -> dict[str, Any]:
    """The figures that a PDF carries, as a reader's program saves them: under their own name and media type."""
    listed = subprocess.run(
        ["qpdf", "--list-attachments", "--verbose", path], capture_output=True, check=True
    ).stdout.decode()
    assert "mime type: application/json" in listed
    shown = subprocess.run(
        ["qpdf", "--show-attachment=hrtraining-report.json", path], capture_output=True, check=True
    )
    return dict(json.loads(shown.stdout))


def test_the_last_page_says_by_camera_which_data_it_is_of(runner: FlaskCliRunner, tmp_path: Path) -> None:
    path = printed(runner, tmp_path / "n.pdf", "national", "--lang", "km")
    last = str(len(pages_of(path)))
    subprocess.run(
        ["pdftoppm", "-r", "150", "-png", "-singlefile", "-f", last, path, tmp_path / "last"], check=True
    )
    with Image.open(tmp_path / "last.png") as opened:
        (found,) = zxingcpp.read_barcodes(opened.convert("L"))
    about = json.loads(runner.invoke(args=["reporting", "national"]).output)["about"]
    assert found.text.splitlines() == [
        "report: nation",
        f"period: {about['last_period']}",
        f"data: {about['data_sha256']}",
        f"key: {about['key_sha256']}",
        f"software: {about['software_sha256']}",
    ]


def test_a_genuine_report_is_the_same_and_a_changed_one_is_not(
    runner: FlaskCliRunner, tmp_path: Path
) -> None:
    path = printed(runner, tmp_path / "n.pdf", "academy", "A1", "--lang", "en")
    assert enclosed(path)["about"]["key"] == "A1"
    done = runner.invoke(args=["reporting", "verify", str(path)])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("ដូចគ្នា / SAME")
    content = path.read_bytes()
    middle = len(content) // 3
    path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    done = runner.invoke(args=["reporting", "verify", str(path)])
    assert done.exit_code == 1
    assert "DIFFERENT" in done.output


def test_a_report_stays_genuine_when_more_is_published(
    runner: FlaskCliRunner, tmp_path: Path, work: Work
) -> None:
    path = printed(runner, tmp_path / "n.pdf", "national")
    with work() as session:
        ((academy_id, trainer),) = academies(session, "B1")
        closed_workshop(session, academy_id, trainer, of_size(30), closed_at=later(10))
        services.freeze_closed(session, now=later(11))
        services.publish_now(session, actor_id=None, now=later(12))
    done = runner.invoke(args=["reporting", "verify", str(path)])
    assert "Figures: ដូចគ្នា / same" in done.output, done.output


def test_a_trainers_own_report_is_proved_before_it_is_published(
    app: Flask, work: Work, tmp_path: Path
) -> None:
    with work() as session:
        ((academy_id, trainer),) = academies(session, "A1")
        made = closed_workshop(session, academy_id, trainer, of_size(20), closed_at=NOW)
    got = HouseClient(app, language="en").sign_in(trainer).open(f"/report/workshops/{made.id}/workshop.pdf")
    path = tmp_path / "own.pdf"
    path.write_bytes(got.response.get_data())
    done = app.test_cli_runner().invoke(args=["reporting", "verify", str(path)])
    assert done.exit_code == 0, done.output


def test_a_report_from_files_is_proved_with_the_files(app: Flask, tmp_path: Path) -> None:
    runner = app.test_cli_runner()
    path = printed(runner, tmp_path / "f.pdf", "evaluate", *FILES, "--lang", "en")
    assert FEWEST_PAGES <= len(pages_of(path)) <= MOST_PAGES
    assert runner.invoke(args=["reporting", "verify", str(path)]).exit_code == 2
    given = ["--items", FILES[0], "--attempts", FILES[1]]
    done = runner.invoke(args=["reporting", "verify", str(path), *given])
    assert done.exit_code == 0, done.output
    other = tmp_path / "attempts.csv"
    other.write_text(
        Path(FILES[1])
        .read_text()
        .replace("ex-1-post,L00001,A1,W1,post,km,2025-03-08", "ex-1-post,L00001,A1,W1,post,km,2025-03-09")
    )
    done = runner.invoke(
        args=["reporting", "verify", str(path), "--items", FILES[0], "--attempts", str(other)]
    )
    assert done.exit_code == 1
    assert "about.data_sha256" in done.output


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 nothing", b"/Type /EmbeddedFile/Length 3>>\nstream\nabc"]
)
def test_what_is_no_report_is_refused_in_a_sentence(app: Flask, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    done = app.test_cli_runner().invoke(args=["reporting", "verify", str(path)])
    assert done.exit_code == 2
    assert "no PDF report" in done.stderr


def test_charts_hold_no_letters(app: Flask) -> None:
    folder = Path(app.root_path).parents[1] / "templates" / "print" / "report"
    for path in folder.glob("*.html"):
        assert "<text" not in path.read_text()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_files_from_files_pass_the_gate(app: Flask, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"x.{form}"
    done = app.test_cli_runner().invoke(
        args=["reporting", "evaluate", *FILES, "--format", form, "--output", str(path)]
    )
    assert done.exit_code == 0, done.output
    assert path.stat().st_size > 3_000


def test_database_json_has_the_names_of_the_conventions(runner: FlaskCliRunner) -> None:
    found = json.loads(runner.invoke(args=["reporting", "national", "--format", "json"]).stdout)
    expected = json.loads((EXAMPLE / "expected.json").read_text())
    assert set(expected["national"]) <= set(found["national"])
    assert set(found["academies"]) == {"A1", "A2"}
    assert set(next(iter(expected["national"]["items"].values()))) <= set(
        next(iter(found["national"]["items"].values()))
    )


def test_a_hidden_academy_gives_its_status_and_no_file(runner: FlaskCliRunner) -> None:
    found = json.loads(runner.invoke(args=["reporting", "academy", "A3"]).stdout)
    assert found["published"]["academies"] == {"A3": "suppressed"}
    assert found["academies"] == {}
    refused = runner.invoke(args=["reporting", "academy", "A3", "--format", "pdf"])
    assert refused.exit_code == 2
    assert not refused.stdout
    assert runner.invoke(args=["reporting", "academy", "nowhere"]).exit_code == 2


def test_the_site_starts_without_the_numeric_library(tmp_path: Path) -> None:
    # only a process that makes a report pays its forty megabytes
    asked = "import sys; from hrtraining.web import create_app; create_app(); print('scipy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={"INSTANCE": str(tmp_path), "PATH": os.environ["PATH"]},
    )
    assert done.stdout.decode().strip() == "False"
