"""Two versions of the test: never put together, each page says of which it speaks, and how to see the other."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.domain import Role
from hrtraining.content import services as content_services
from hrtraining.core.i18n import speaking
from hrtraining.core.settings import ROOT
from hrtraining.reporting import composing, delivering, making, queries, services
from hrtraining.reporting.models import FrozenWorkshop, KeptVerdict
from tests.conftest import Work
from tests.factories.clock import NOW, later
from tests.factories.people import staff
from tests.house import HouseClient
from tests.services.reporting.closed import academies, closed_workshop
from tests.web.test_reporting import of_size

DAY = 60 * 24
OLD_A1, OLD_A2, NEW_A1 = 30, 40, 25
NATIONAL = (
    "/report",
    "/report/overview",
    "/report/questions",
    "/report/questions/i05",
    "/report/background",
    "/report/research",
    "/report/follow-up",
)


@dataclass(frozen=True)
class Versions:
    """What the versions are called, and who may look."""

    new: str
    old: str
    analyst: int
    head: int

    def path(self, path: str, version: str) -> str:
        """A page about a version."""
        return f"{path}?version={version[:8]}"


def reword(session: Session, course: Path) -> None:
    """Change the wording of a question and freeze the course again."""
    item = course / "instruments" / "attitude-33" / "items" / "i05.yaml"
    words = item.read_text(encoding="utf-8")
    assert "The police post that" in words
    item.write_text(words.replace("The police post that", "The police station that"), encoding="utf-8")
    content_services.freeze_edition(session, root=course, now=later(2 * DAY))


@pytest.fixture
def versions(work: Work, tmp_path: Path) -> Versions:
    """A1 and A2 are taught under the first version, A1 alone under the second, in a period of its own."""
    course = Path(shutil.copytree(ROOT / "curriculum", tmp_path / "curriculum"))
    with work() as session:
        (one, first), (two, second) = academies(session, "A1", "A2")
        closed_workshop(session, one, first, of_size(OLD_A1), closed_at=NOW)
        closed_workshop(session, two, second, of_size(OLD_A2), closed_at=NOW)
        services.freeze_closed(session, now=later(DAY))
        services.publish_now(session, actor_id=None, now=later(DAY))
        reword(session, course)
        closed_workshop(session, one, first, of_size(NEW_A1), closed_at=later(40 * DAY))
        services.freeze_closed(session, now=later(41 * DAY))
        services.publish_now(session, actor_id=None, now=later(41 * DAY))
        new, old = queries.versions(session)
        return Versions(
            new.version,
            old.version,
            staff(session, Role.ANALYST, "analyst"),
            staff(session, Role.ACADEMY_ADMINISTRATOR, "head", one),
        )


@pytest.fixture
def reader(app: Flask) -> Callable[..., HouseClient]:
    """Signs somebody in."""
    return lambda account_id, language="en": HouseClient(app, language=language).sign_in(account_id)


@pytest.mark.parametrize("language", ["en", "km"])
def test_each_page_names_its_version_and_leads_to_the_other(
    reader: Callable[..., HouseClient], versions: Versions, language: str
) -> None:
    analyst = reader(versions.analyst, language)
    for path in NATIONAL:
        new, old = versions.path(path, versions.new), versions.path(path, versions.old)
        here, there = analyst.get(new), analyst.get(old)
        assert versions.new[:8] in here.main, path
        assert old in here.links, path
        assert new not in here.links or path not in ("/report",), path
        assert versions.old[:8] in there.main, path
        assert new in there.links, path
        assert any(link.startswith("/edition/") for link in there.links), path


def test_links_of_an_older_version_stay_in_it(reader: Callable[..., HouseClient], versions: Versions) -> None:
    analyst = reader(versions.analyst)
    page = analyst.get(versions.path("/report", versions.old))
    of_version = ("overview", "questions", "background", "research", "follow-up", "academies", "nation.")
    inside = [link for link in page.links if link.startswith(tuple(f"/report/{one}" for one in of_version))]
    assert len(inside) > 8
    assert not [link for link in inside if f"version={versions.old[:8]}" not in link]
    academy = analyst.get(versions.path("/report/academies/A2", versions.old))
    assert versions.path("/report", versions.old) in academy.links
    workshop = analyst.get("/report/workshops/1")
    assert versions.path("/report/academies/A1", versions.old) in workshop.links


def test_academy_taught_under_the_old_version_alone_is_not_said_to_have_no_figures(
    reader: Callable[..., HouseClient], versions: Versions
) -> None:
    analyst = reader(versions.analyst)
    academy, nation = analyst.get("/report/academies/A2"), analyst.get("/report")
    assert academy.h1 == "There are no figures under this version of the test"
    assert f"{OLD_A2} people took both tests" in academy.text
    assert "Without figures so far" not in nation.text
    assert "Without figures under this version of the test" in nation.text
    assert f"{OLD_A1 + OLD_A2} people took both tests" in nation.text


def test_a_version_that_nobody_answered_is_not_found(
    reader: Callable[..., HouseClient], versions: Versions
) -> None:
    analyst = reader(versions.analyst)
    for path in (*NATIONAL, "/report/academies/A1", "/report/nation.csv", "/report/follow-up.json"):
        analyst.get(f"{path}?version=nonsense", status=404)


def test_head_of_an_academy_sees_both_versions_of_her_own(
    reader: Callable[..., HouseClient], versions: Versions
) -> None:
    page = reader(versions.head).get("/report/own-academy")
    assert versions.path("/report/own-academy", versions.old) in page.links
    assert f"{OLD_A1} people took both tests" in page.text
    assert not [link for link in page.links if link.startswith("/edition/")], "not hers to read"


def as_json(session: Session, version: str, key: str = "") -> dict[str, Any]:
    """The report of the nation or of an academy as JSON."""
    asked = composing.Asked(version=version)
    if key:
        row = next(one for one in account_queries.academies(session) if one.key == key)
        made = composing.academy(session, row, asked)
    else:
        made = composing.nation(session, asked)
    return dict(json.loads(making.json_of(made, draft=False, demonstration=False)))


def test_json_counts_one_version_and_names_the_other(work: Work, versions: Versions) -> None:
    with work() as session:
        new, old = as_json(session, versions.new), as_json(session, versions.old)
        of_a1 = as_json(session, versions.new, "A1")["about"]["other_versions"]
    assert (new["national"]["n_paired"], old["national"]["n_paired"]) == (NEW_A1, OLD_A1 + OLD_A2)
    assert [
        (one["instrument_version"], one["status"], one["n"]) for one in new["about"]["other_versions"]
    ] == [(versions.old, "shown", OLD_A1 + OLD_A2)]
    assert [one["instrument_version"] for one in old["about"]["other_versions"]] == [versions.new]
    assert [one["n"] for one in of_a1] == [OLD_A1]


def test_hidden_group_of_another_version_is_named_without_a_number(work: Work, versions: Versions) -> None:
    with work() as session:
        (three, third), (four, fourth) = academies(session, "A3", "A4")
        for academy_id, trainer, size in ((three, third, 4), (four, fourth, 15)):
            closed_workshop(session, academy_id, trainer, of_size(size), closed_at=later(140 * DAY))
        one = account_queries.academies(session)[0].id
        trainer = staff(session, Role.TRAINER, "another", one)
        closed_workshop(session, one, trainer, of_size(20), closed_at=later(140 * DAY))
        services.freeze_closed(session, now=later(141 * DAY))
        services.publish_now(session, actor_id=None, now=later(141 * DAY))
        about = as_json(session, versions.old, "A3")["about"]
    assert about["other_versions"] == [
        {"instrument_version": versions.new, "closed_until": None, "status": "hidden", "n": None}
    ]


def test_table_file_names_the_other_version(reader: Callable[..., HouseClient], versions: Versions) -> None:
    page = reader(versions.analyst).get("/report/nation.csv")
    rows = [" ".join(row) for row in csv.reader(io.StringIO(page.html))]
    assert any(versions.new in row for row in rows)
    assert any(f"{versions.old[:8]}: " in row and f"{OLD_A1 + OLD_A2} people" in row for row in rows)


def test_printed_reports_name_both_versions_and_verify(
    app: Flask, versions: Versions, tmp_path: Path
) -> None:
    runner = app.test_cli_runner()
    for group in (["national"], ["academy", "A1"]):
        path = tmp_path / f"{group[0]}.pdf"
        wanted = [*group, "--instrument", versions.old[:8], "--format", "pdf", "--lang", "en"]
        done = runner.invoke(args=["reporting", *wanted, "--output", str(path)])
        assert done.exit_code == 0, done.output
        done = runner.invoke(args=["reporting", "verify", str(path)])
        assert done.exit_code == 0, done.output


def test_a_report_of_another_database_is_said_to_be_of_other_data(
    app: Flask, work: Work, versions: Versions, tmp_path: Path
) -> None:
    runner, path = app.test_cli_runner(), tmp_path / "academy.pdf"
    wanted = ["academy", "A2", "--instrument", versions.old[:8], "--format", "pdf", "--output", str(path)]
    assert runner.invoke(args=["reporting", *wanted]).exit_code == 0
    with work() as session:
        # as if it had never been published here
        session.execute(delete(KeptVerdict))
        of_old = FrozenWorkshop.instrument_version == versions.old
        session.execute(update(FrozenWorkshop).where(of_old).values(instrument_version="another"))
        (two,) = (one for one in account_queries.academies(session) if one.key == "A2")
        trainer = staff(session, Role.TRAINER, "third", two.id)
        closed_workshop(session, two.id, trainer, of_size(20), closed_at=later(50 * DAY))
        services.freeze_closed(session, now=later(51 * DAY))
        services.publish_now(session, actor_id=None, now=later(51 * DAY))
    done = runner.invoke(args=["reporting", "verify", str(path)])
    assert done.exit_code == 1, done.output
    assert "it may be of another database" in done.output


def test_printed_report_says_of_which_version_it_speaks(work: Work, versions: Versions) -> None:
    from hrtraining.reporting.printed.report import report_html

    with work() as session:
        made = composing.nation(session, composing.Asked(version=versions.new))
        for lang, words in (("en", "version %s of the test alone"), ("km", "តែកំណែតេស្ត %s")):
            html = report_html(made, lang=lang, draft=False, demonstration=False).replace("\u200b", "")
            assert words % versions.new[:8] in html
            assert f"{versions.old[:8]}{':' if lang == 'en' else '៖'}" in html


def test_research_file_is_of_the_version_that_the_page_shows(
    reader: Callable[..., HouseClient], versions: Versions
) -> None:
    analyst = reader(versions.analyst)
    form = analyst.get(versions.path("/report/research", versions.old)).form("/report/research")
    page = analyst.submit(form, {"columns": ["sex"], "form": "csv"})
    rows = list(csv.DictReader(io.StringIO(page.html.removeprefix("\ufeff"))))
    assert len({row["record"] for row in rows}) == OLD_A1 + OLD_A2


def test_a_month_brings_a_report_of_each_version_that_it_added_to(
    work: Work, versions: Versions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "file_of", lambda *_given, **_rest: b"")
    with work() as session:
        months = delivering.months(session, now=later(400 * DAY))
        first, last = months[0], months[-1]
        both = delivering.Month(last.year, last.month, first.first_period, last.last_period)
        marks = (speaking, False, False)
        alone, of_both = (delivering._files(session, one, *marks) for one in (last, both))
    assert not [name for name in alone if versions.old[:8] in name]
    assert len([name for name in of_both if f"version-{versions.old[:8]}" in name]) == 5
