"""Pages of questions, the overview, what to teach again and the research file: who sees what, and what stays hidden."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select

from hrtraining.accounts.domain import Role
from hrtraining.core import clock
from hrtraining.core.audit import AuditEntry
from hrtraining.reporting import services
from tests.conftest import Work
from tests.factories import workshops
from tests.factories.people import staff
from tests.house import HouseClient, text_of
from tests.services.reporting.closed import academies, closed_workshop

SCORES = [(10, 18), (12, 20), (14, 14), (16, 12), (9, 22)]
COLUMNS = ("academy", "sex", "rank_band", "participant_group", "language", "channel", "form")


class Site:
    """A published nation of two academies, its analyst and a trainer with a workshop."""

    def __init__(self, work: Work, *sizes: int) -> None:
        with work() as session:
            places = academies(session, "A1", "A2", "A3")[: len(sizes)]
            now = clock.utc_now()
            made: list[workshops.Made] = [
                closed_workshop(
                    session, academy_id, trainer, [SCORES[n % 5] for n in range(size)], closed_at=now
                )
                for (academy_id, trainer), size in zip(places, sizes, strict=True)
            ]
            services.freeze_closed(session, now=now)
            services.publish_due(session, now=now + timedelta(days=100))
            self.analyst = staff(session, Role.ANALYST, "analyst")
            self.trainer = places[0][1]
            self.workshop = made[0].id
        self.work = work


@pytest.fixture
def large(work: Work) -> Site:
    """Sixty people in each academy: what needs a hundred is shown."""
    return Site(work, 60, 60)


@pytest.fixture
def small(work: Work) -> Site:
    """Twenty people in each academy: options and quality stay hidden."""
    return Site(work, 20, 20)


@pytest.fixture
def rare(work: Work) -> Site:
    """A third academy of thirteen, of whom five are women."""
    return Site(work, 60, 60, 13)


def analyst(app: Flask, site: Site, language: str = "en") -> HouseClient:
    """A signed-in browser of the Secretariat."""
    return HouseClient(app, language=language).sign_in(site.analyst)


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "/report/overview",
        "/report/questions",
        "/report/questions/i07",
        "/report/background",
        "/report/research",
    ],
)
def test_pages_keep_the_house_style(app: Flask, large: Site, path: str, language: str) -> None:
    assert analyst(app, large, language).get(path).h1


def test_a_question_shows_its_options_its_curve_and_what_to_do(app: Flask, large: Site) -> None:
    page = analyst(app, large).get("/report/questions/i07")
    for words in (
        "Strongly disagree",
        "item-rest correlation",
        "Discrimination",
        "too few in one language",
        "too few in the second group",
        "Fifth 1",
        "Sensitivity",
        "without this one",
    ):
        assert words in page.main
    assert 'class="likert"' in page.html
    # A1 and A2 say the opposite of each other
    assert "Answered like its opposite" in analyst(app, large).get("/report/questions/i01").main


def test_the_list_says_how_the_test_was_filled_in_and_what_to_do(app: Flask, large: Site) -> None:
    page = analyst(app, large).get("/report/questions")
    assert "Answered in less than two seconds a question" in page.main
    assert "Many people answered two opposite statements alike." in page.main
    assert "Many people answered faster than one can read." not in page.main


def test_under_a_hundred_people_options_and_quality_stay_hidden(app: Flask, small: Site) -> None:
    client = analyst(app, small)
    page = client.get("/report/questions/i07")
    assert "Options are shown from 100 people on." in page.main
    assert "Strongly disagree" not in page.main
    assert "How the test is filled in is shown from 100 people on." in client.get("/report/questions").main
    assert "Upper bar" not in client.get("/report").main


def test_unknown_questions_do_not_exist(app: Flask, large: Site) -> None:
    analyst(app, large).get("/report/questions/i99", status=404)


def test_the_overview_counts_academies_and_links_the_hardest_questions(app: Flask, large: Site) -> None:
    page = analyst(app, large).get("/report/overview")
    assert page.h1 == "120 learners took both tests; figures from 2 of 3 academies"
    assert sum(1 for link in page.links if link.startswith("/report/questions/")) == 5
    assert "Phnom Penh" in page.main


def test_the_page_beside_the_figures_names_law_misconceptions_programmes_and_fingerprints(
    app: Flask, large: Site
) -> None:
    client = analyst(app, large)
    assert any(link.startswith("/report/background") for link in client.get("/report").links)
    page = client.get("/report/background")
    assert page.h1.startswith("Right answers about the drug law rose on")
    for words in ("Article 100", "awaits legal review", "Tijuana", "Blinding", "Attendance", "Software"):
        assert words in page.main
    assert any(link.startswith("/report/questions/i") for link in page.links)
    assert len(re.findall(r"[0-9a-f]{64}", page.html)) >= 5
    assert "There was no comparison group" in page.main


def test_the_page_beside_the_figures_needs_figures(app: Flask, work: Work) -> None:
    with work() as session:
        reader = staff(session, Role.ANALYST, "analyst")
    HouseClient(app, language="en").sign_in(reader).get("/report/background", status=404)


def test_a_trainer_sees_what_to_teach_again_and_no_person(app: Flask, large: Site) -> None:
    page = HouseClient(app, language="en").sign_in(large.trainer).get(f"/report/workshops/{large.workshop}")
    assert "What to teach again" in page.main
    assert "Nobody sees the answers of a person." in page.main
    assert "Modules to repeat" in page.main


def test_a_trainer_is_told_to_repeat_only_what_the_workshop_taught(app: Flask, large: Site) -> None:
    """The workshop planned one module; questions of the others lag as well, and stand under their own heading."""
    page = HouseClient(app, language="en").sign_in(large.trainer).get(f"/report/workshops/{large.workshop}")
    again, elsewhere = page.main.split("Modules to repeat")[1].split(
        "Modules that this workshop did not plan"
    )
    assert "Staying safe: searches, sharps" in again
    assert "Harm reduction: principles" not in again
    assert "Harm reduction: principles" in elsewhere


def test_rare_people_are_refused_in_words_with_the_columns(app: Flask, rare: Site) -> None:
    page = analyst(app, rare).post("/report/research", {"form": "csv", "columns": list(COLUMNS)}, status=409)
    assert "Leave out one of: sex / academy." in page.main


def test_the_file_has_one_row_an_answer_and_is_noted(app: Flask, large: Site) -> None:
    client = analyst(app, large)
    got = client.post("/report/research", {"form": "csv", "columns": ["academy"]})
    content = got.response.get_data()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0] == ["record", "academy", "phase", "item_id", "seq", "code", "favourable"]
    assert len(rows) == 1 + 120 * 2 * 33
    assert {row[1] for row in rows[1:]} == {"A1", "A2"}
    with large.work() as session:
        noted = session.execute(
            select(AuditEntry.detail).where(AuditEntry.action == "reporting.export_research")
        ).scalar_one()
    assert noted.pop("last_period") > 0
    assert noted == {"columns": ["academy"], "records": 120, "form": "csv"}


def test_the_workbook_carries_its_codebook_in_both_languages(app: Flask, large: Site) -> None:
    got = analyst(app, large).post("/report/research", {"form": "xlsx", "columns": ["academy"]})
    book = openpyxl.load_workbook(io.BytesIO(got.response.get_data()), read_only=True)
    assert len(book.sheetnames) == 5
    words = {
        str(cell)
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    }
    assert any("promise of confidentiality" in word for word in words)
    assert any("រក្សាការសម្ងាត់" in word for word in words)


def test_later_files_may_not_make_people_rare_by_joining(app: Flask, rare: Site) -> None:
    client = analyst(app, rare)
    client.post("/report/research", {"form": "codebook", "columns": ["academy"]})
    page = client.post("/report/research", {"form": "csv", "columns": ["sex"]}, status=409)
    assert "together with a file given before (academy)" in text_of(page.tree)


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ACADEMY_ADMINISTRATOR, Role.ADMINISTRATOR])
def test_only_the_secretariat_sees_questions_and_research(app: Flask, large: Site, role: Role) -> None:
    with large.work() as session:
        academy_id = academies(session, "C1")[0][0]
        account_id = staff(
            session, role, f"other-{role.value}", academy_id if role is not Role.ADMINISTRATOR else None
        )
    client = HouseClient(app, language="en").sign_in(account_id)
    for path in ("/report/overview", "/report/questions", "/report/questions/i07", "/report/research"):
        assert client.open(path).status in (302, 403, 404)
