"""The commands of authors, run as they are typed, against a copy of the real course."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from hrtraining.content import workbench
from hrtraining.content.reading.parts import resting_on
from hrtraining.core.settings import ROOT, current


@pytest.fixture
def course(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """The folder of the course, put back as it was after the test."""
    with app.app_context():
        root = current().curriculum
    assert root != ROOT / "curriculum"
    shutil.copytree(root, tmp_path / "before")
    yield root
    shutil.rmtree(root)
    shutil.copytree(tmp_path / "before", root)


@pytest.fixture
def run(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def said(run: FlaskCliRunner, *words: str, code: int = 0) -> str:
    result = run.invoke(args=["content", *words])
    assert result.exit_code == code, result.output
    return result.output


def test_check_finds_nothing_and_counts_what_is_signed(run: FlaskCliRunner, course: Path) -> None:
    output = said(run, "check", "--strict")
    assert "0 faults, 0 advice" in output
    total = len(workbench.workbench(course).parts)
    assert f"0 of {total} parts signed off, 0 to be read again" in output


def test_advice_stops_the_strict_check_alone(run: FlaskCliRunner, course: Path) -> None:
    lesson = next(course.glob("modules/m02-*/01-*.en.md"))
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\nIt is so in 12.5% of them.\n", encoding="utf-8")
    assert "1 advice" not in said(run, "check", "--file", "m03")
    output = said(run, "check", "--strict", "--file", "m02", code=1)
    assert "number-unsourced" in output
    (course / "law.yaml").write_text("- [", encoding="utf-8")
    assert "yaml-broken" in said(run, "check", code=1)


def test_depends_lists_exactly_what_rests_on_a_statement(run: FlaskCliRunner, course: Path) -> None:
    bench = workbench.workbench(course)
    listed = 0
    assert bench.course is not None
    for statement in (row["id"] for row in bench.course.law):
        output = said(run, "depends", statement).splitlines()
        places = [line.split("  ")[0] for line in output[:-1]]
        assert places == [part.place for part in resting_on(bench.parts, statement)]
        listed += len(places)
    assert listed > 50
    said(run, "depends", "dcl-999", code=1)


def test_sign_off_by_name_is_counted_and_opened_again_by_the_law(run: FlaskCliRunner, course: Path) -> None:
    assert "signed off" in said(run, "sign-off", "m08/l2", "m02-q1", "--by", "A reader")
    signed = workbench.sign_offs(course)
    assert {place.partition("#")[0] for place in signed} == {"m08/l2", "m02-q1"}
    assert {one.by for one in signed.values()} == {"A reader"}
    law = course / "law.yaml"
    law.write_text(
        law.read_text(encoding="utf-8").replace("status: reported", "status: quoted"), encoding="utf-8"
    )
    assert "law statement changed" in said(run, "depends", "dcl-40-possession")
    said(run, "sign-off", "m99", "--by", "A reader", code=1)


def test_preview_is_a_folder_whose_links_lead_somewhere(
    run: FlaskCliRunner, course: Path, tmp_path: Path
) -> None:
    said(run, "preview", str(tmp_path / "out"), "--lang", "en")
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("*.html")}
    assert len(pages) > 9 * 8
    for name, html in pages.items():
        assert "{{" not in html
        for link in re.findall(r'href="([^"]+)"', html):
            page, _hash, anchor = link.partition("#")
            if page.startswith("css/"):
                assert (tmp_path / "out" / page).exists()
                continue
            assert not page or page in pages, (name, link)
            assert not anchor or f'id="{anchor}"' in pages[page or name], (name, link)
    assert "favourable" not in "".join(pages.values())


def test_diff_says_what_changed_in_words(run: FlaskCliRunner, course: Path) -> None:
    path = next(course.glob("modules/m02-*/module.yaml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Staying safe", "Keeping safe"), encoding="utf-8")
    said(run, "freeze")
    output = said(run, "diff", "1", "2", "--lang", "en")
    assert "[-Staying-]" in output
    assert "[+Keeping+]" in output
    assert "0 added, 0 removed, 1 changed" in output
    assert "0 added, 0 removed, 0 changed" in said(run, "diff", "2", "2")
    said(run, "diff", "1", "99", code=1)
