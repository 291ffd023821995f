"""The follow-up through the pages: the Secretariat draws, the academy prints, a panel member answers, nobody sees what."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from hrtraining.accounts.models import Account
from hrtraining.assessment.domain import Phase
from hrtraining.assessment.models import Administration, Attempt
from hrtraining.core import clock
from hrtraining.core.audit import AuditEntry
from hrtraining.followup.models import Invitation, Panel, PracticeReport, Ticket
from tests.conftest import Work
from tests.factories import follow_up, workshops
from tests.factories.world import World
from tests.house import HouseClient

IN_WAVE = follow_up.IN_WAVE[Phase.FU3]


@pytest.fixture
def in_wave(app: Flask, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The pages live in the first wave of the closed workshops; cookies are signed by the real clock."""
    monkeypatch.setitem(app.config, "PERMANENT_SESSION_LIFETIME", timedelta(days=1000))
    monkeypatch.setattr(clock, "utc_now", lambda: IN_WAVE)
    return IN_WAVE


def drawn(work: Work, world: World) -> list[str]:
    """The codes of the slips of academy A's panel."""
    with work() as session:
        follow_up.panel(session, world.a.closed)
        return [slip.code for slip in follow_up.slips(session, world.a.closed, Phase.FU3)]


@pytest.mark.parametrize("language", ["km", "en"])
def test_secretariat_draws_and_sees_no_names(
    client: HouseClient, world: World, in_wave: datetime, language: str
) -> None:
    client = HouseClient(client.app, language=language).sign_in(world.analyst)
    page = client.get("/follow-up")
    page = client.submit(page.form("/follow-up"), {"share": "101"}, status=422)
    assert 'type="number"' not in page.html
    half = client.submit(page.form("/follow-up"), {"share": "half"}, status=422)
    assert "Write a whole number." in half.main or "សូមសរសេរជាចំនួនគត់" in half.main
    page = client.submit(page.form("/follow-up"), {"share": "៦០", "seed": "2026-11-25"})
    assert "2026-11-25" in page.text
    assert world.a.word not in page.text.replace(f"វគ្គទីមួយ {world.a.word}", "")
    assert world.a.latin not in page.html
    assert not any(form.action == "/follow-up" for form in page.forms)


def test_secretariat_and_log_are_told_no_number_of_people(
    client: HouseClient, world: World, work: Work, in_wave: datetime
) -> None:
    client = HouseClient(client.app, language="en").sign_in(world.analyst)
    with work() as session:
        # of the other workshop too few people can be drawn
        session.execute(delete(Attempt).where(Attempt.workshop_id == world.b.closed.id))
        follow_up.panel(session, world.a.closed)
        follow_up.slips(session, world.a.closed, Phase.FU3)
        people = session.execute(select(Panel.size, Panel.frame_size)).one()
        notes = session.execute(
            select(AuditEntry.detail).where(AuditEntry.action.like("followup.%"))
        ).scalars()
        noted = {name: value for detail in notes for name, value in detail.items()}
    page = client.get("/follow-up")
    assert tuple(people) == (12, 12)
    assert 'class="num"' not in page.html
    assert "12 people" not in page.text
    assert "fewer than ten" not in page.text
    assert set(noted) == {"seed", "share_percent", "frame_sha256", "phase", "again"}


@pytest.mark.parametrize("language", ["km", "en"])
def test_academy_prints_sealed_slips(
    client: HouseClient, world: World, work: Work, in_wave: datetime, language: str
) -> None:
    with work() as session:
        follow_up.panel(session, world.a.closed)
    client = HouseClient(client.app, language=language).sign_in(world.a.trainer)
    here = f"/workshops/{world.a.closed.id}/follow-up"
    assert here in client.get(f"/workshops/{world.a.closed.id}").links
    page = client.get(here)
    response = client.submit(page.form("fu3/slips.pdf")).response
    assert response.mimetype == "application/pdf"
    with pypdfium2.PdfDocument(response.get_data()) as document:
        assert len(document) == 12
        slip = document[0].get_textpage().get_text_bounded()
    assert [slip.count(f"{number}. \r") for number in "១1"] == [1, 1]  # each column in its own digits
    with work() as session:
        assert session.execute(select(func.count()).select_from(Invitation)).scalar_one() == 12
    assert client.get(here).text
    stranger = HouseClient(client.app).sign_in(world.b.trainer)
    stranger.get(here, status=404)
    stranger.post(f"{here}/fu3/slips.pdf", status=404)


@pytest.mark.parametrize("language", ["km", "en"])
def test_journey_of_one_panel_member(
    client: HouseClient, world: World, work: Work, in_wave: datetime, language: str
) -> None:
    code = drawn(work, world)[0]
    client = HouseClient(client.app, language=language)
    page = client.get("/slip")
    page = client.submit(
        page.form("/slip"), {"code": code[:-1] + ("2" if code[-1] != "2" else "3")}, status=422
    )
    typed = f"{code[:5]} {code[5:10]}-{code[10:]}".lower()
    page = client.submit(page.form("/slip"), {"code": typed})
    assert page.path == f"/slip/{code}"
    by_slip = "Open your slip again" if language == "en" else "សូមបើកសំបុត្រអញ្ជើញម្តងទៀត"
    assert by_slip in page.text  # who came by a slip has no PIN to sign in again with
    page = client.submit(page.form(f"/slip/{code}"))
    found = re.fullmatch(r"/test/(\d+)/1", page.path)
    assert found
    test = int(found.group(1))
    with work() as session:
        items = workshops.items(session)
    for item in items:
        page = client.submit(page.form(page.path, having="seq"), {"code": item.codes[0], "go": "next"})
    page = client.submit(page.form("/submit"))
    assert page.path.endswith("/sent")
    assert "/after-the-course" in page.links
    page = client.get("/after-the-course")
    assert client.token is None  # no name above these questions, nobody left signed in
    assert world.a.word not in page.text
    page = client.submit(page.form("/after-the-course"), {}, status=422)
    assert 'href="#searches"' not in page.html  # said of all questions together, of none of them
    page = client.submit(
        page.form("/after-the-course"), {"needle_sticks": "0", "needle_help": "later"}, status=422
    )
    assert 'href="#needle_help"' in page.html
    assert 'href="#searches"' not in page.html
    page = client.submit(
        page.form("/after-the-course"),
        {"searches": "1-5", "needle_help": "none", "reasons": ["drugs", "use"]},
    )
    assert page.path == "/after-the-course/end"
    client.get("/after-the-course", status=404)
    with work() as session:
        kept = session.execute(select(Attempt.codes).where(Attempt.administration_id == test)).scalar_one()
        assert len(kept) == 33
        assert "-" not in kept
        report = session.execute(select(PracticeReport)).scalar_one()
        assert (report.phase, report.half_year, report.reasons) == ("fu3", "2027-1", "drugs,use")
        assert session.execute(select(func.count()).select_from(Ticket)).scalar_one() == 0
    HouseClient(client.app).get(f"/slip/{code}", status=409)
    page = client.get(f"/test/{test}/1")
    assert page.path.startswith("/join")
    assert "/slip" in page.links  # whoever comes back another day has no PIN


def test_a_slip_goes_on_where_the_line_broke(
    client: HouseClient, world: World, work: Work, in_wave: datetime
) -> None:
    code = drawn(work, world)[0]
    page = client.submit(client.get(f"/slip/{code}").form(f"/slip/{code}"))
    with work() as session:
        first = workshops.items(session)[0]
    client.submit(page.form(page.path, having="seq"), {"code": first.codes[0], "go": "next"})
    other = HouseClient(client.app)
    page = other.submit(other.get(f"/slip/{code}").form(f"/slip/{code}"))
    assert page.path.endswith("/2")


def test_looking_at_a_slip_changes_nothing(
    client: HouseClient, world: World, work: Work, in_wave: datetime
) -> None:
    code = drawn(work, world)[0]
    client.get(f"/slip/{code}")
    with work() as session:
        begun = session.execute(
            select(func.count())
            .select_from(Attempt)
            .join(Administration, Administration.id == Attempt.administration_id)
            .where(Administration.phase == "fu3")
        ).scalar_one()
    assert begun == 0


@pytest.mark.parametrize("code", ["x", "A" * 15, "2" * 200, "../admin", "២៣៤"])
def test_a_wrong_code_gets_a_sentence(
    client: HouseClient, world: World, in_wave: datetime, code: str
) -> None:
    page = client.open("/slip/" + code.replace("/", "%2F"))
    assert page.status == 404


def test_guessing_codes_is_slowed(client: HouseClient, world: World, in_wave: datetime) -> None:
    client.checks = False
    statuses = set()
    form = client.get("/slip").form("/slip")
    for _ in range(110):
        statuses.add(client.open("/slip", method="POST", data={**form.values, "code": "A" * 15}).status)
    assert 429 in statuses


def test_before_and_after_its_time_a_slip_says_so(
    client: HouseClient, world: World, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = drawn(work, world)[0]
    for days in (-40, 120):
        monkeypatch.setattr(clock, "utc_now", lambda days=days: IN_WAVE + timedelta(days=days))
        client.get(f"/slip/{code}", status=409)


def test_no_name_beside_an_answer(client: HouseClient, world: World, work: Work, in_wave: datetime) -> None:
    """Whoever may see the panel sees who answered; raw codes, scores and reports of work stand on no such page."""
    with work() as session:
        follow_up.panel(session, world.a.closed)
        follow_up.answer_wave(session, world.a.closed, Phase.FU3)
        codes = session.execute(
            select(Attempt.codes)
            .join(Administration, Administration.id == Attempt.administration_id)
            .where(Administration.phase == "fu3")
            .limit(1)
        ).scalar_one()
        names = (
            session.execute(select(Account.latin_name).where(Account.id.in_(world.a.closed.learners)))
            .scalars()
            .all()
        )
    for who in (world.a.trainer, world.a.academy_administrator):
        page = (
            HouseClient(client.app, language="en")
            .sign_in(who)
            .get(f"/workshops/{world.a.closed.id}/follow-up")
        )
        assert all(name in page.html for name in names)
        assert codes not in page.html
        assert "33" not in page.text
    for path in (f"/workshops/{world.a.closed.id}/follow-up", "/follow-up"):
        for who in (world.administrator, world.auditor, world.a.graduate):
            HouseClient(client.app).sign_in(who).get(path, status=404)
