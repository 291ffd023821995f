"""The demonstration: built by the real services, marked everywhere, open to one sign-in a role (RULES.md 18)."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import func, select, update

from hrtraining.accounts.domain import Role
from hrtraining.accounts.models import Account
from hrtraining.assessment.models import Attempt
from hrtraining.core import audit
from hrtraining.core.extensions import db, unit_of_work
from hrtraining.web import create_app
from hrtraining.web.demonstration import build, plans
from hrtraining.web.factory import check_before_serving
from hrtraining.workshops import queries
from tests.conftest import Site, site_settings
from tests.house import HouseClient
from tests.web.test_every_page import walk

TYPED = re.compile("/ Demonstration (course|workshop)|" + "|".join(set(build.RANKS)))
"""Titles and ranks have one wording; in the demonstration the titles carry both languages."""

FEW = (plans.FINISHED[0], plans.FINISHED[4], next(plan for plan in plans.FINISHED if plan.size < 10))
"""Enough of the year to see shown and hidden academies; the whole year takes half a minute."""


@pytest.fixture(scope="module")
def demonstration(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demonstration with three finished workshops and the running one."""
    folder = tmp_path_factory.mktemp("demonstration")
    settings = site_settings(folder, DEMO="1", BASE_URL="http://127.0.0.1:8000")
    shutil.copyfile(site.frozen, folder / "demonstration.sqlite")
    app = create_app(settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plans, "FINISHED", FEW)
        done = app.test_cli_runner().invoke(args=["demonstration", "build"])
    assert done.exit_code == 0, done.output
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def sign_ins(demonstration: Flask) -> dict[Role, tuple[str, str]]:
    """What the command prints: sign-in name and secret by role."""
    printed = demonstration.test_cli_runner().invoke(args=["demonstration", "sign-ins"]).output
    rows = [line.split() for line in printed.splitlines() if line.strip()]
    return {Role(role): (login, secret) for role, login, secret in rows}


def enter(app: Flask, role: Role, login: str, secret: str, language: str = "km") -> HouseClient:
    client = HouseClient(app, language=language, checks=False)
    if role is Role.LEARNER:
        page = client.submit(client.get("/sign-in").form("/sign-in"), {"number": login, "pin": secret})
    else:
        form = client.get("/staff/sign-in").form("/staff/sign-in")
        page = client.submit(form, {"login": login, "password": secret})
    assert page.path not in ("/sign-in", "/staff/sign-in", "/second-device")
    return client


def test_sign_in_that_opens_nothing_is_not_printed(demonstration: Flask) -> None:
    with demonstration.app_context(), unit_of_work() as session:
        of_auditor = update(Account).where(Account.login == "auditor")
        session.execute(of_auditor.values(is_active=False))
    printed = demonstration.test_cli_runner().invoke(args=["demonstration", "sign-ins"]).output
    assert "analyst" in printed
    assert "auditor" not in printed
    with demonstration.app_context(), unit_of_work() as session:
        session.execute(of_auditor.values(is_active=True))


def test_it_is_marked_and_built_once(demonstration: Flask) -> None:
    check_before_serving(demonstration)
    with demonstration.app_context(), unit_of_work() as session:
        before = session.execute(select(func.count()).select_from(Account)).scalar_one()
    assert demonstration.test_cli_runner().invoke(args=["demonstration", "build"]).exit_code == 0
    with demonstration.app_context(), unit_of_work() as session:
        assert session.execute(select(func.count()).select_from(Account)).scalar_one() == before


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize("role", list(Role))
def test_every_role_enters_with_what_is_printed_and_reads_demonstration(
    demonstration: Flask, sign_ins: dict[Role, tuple[str, str]], role: Role, language: str
) -> None:
    client = enter(demonstration, role, *sign_ins[role], language=language)
    word = {"km": "សាកល្បង", "en": "Demonstration"}[language]
    seen, wrong = walk(client, "/", most=14)
    assert [fault for fault in wrong if not TYPED.search(fault)] == []
    for path in list(seen)[:8]:
        page = client.open(path)
        if page.response.mimetype == "text/html":
            assert word in page.text, path


def test_people_are_numbered_and_academies_too(demonstration: Flask) -> None:
    with demonstration.app_context(), unit_of_work() as session:
        latin = session.execute(select(Account.latin_name).where(Account.role == "learner")).scalars().all()
        assert len(latin) > 60
        assert all(re.fullmatch(r"DEMONSTRATION LEARNER \d{3}", one) for one in latin)
        keys = session.execute(select(db.metadata.tables["accounts_academy"].c.key)).scalars()
        assert sorted(keys) == [f"A{number}" for number in range(1, 7)]


def test_its_year_has_what_real_years_have(demonstration: Flask) -> None:
    with demonstration.app_context(), unit_of_work() as session:
        rows = session.execute(select(Attempt.codes, Attempt.submitted_at, Attempt.is_late)).all()
        assert audit.verify(session) is None
        closed = queries.closed_workshops(session)
        assert len(closed) == len(FEW)
        assert len(queries.all_workshops(session)) == len(FEW) + 1
        assert min(queries.roster_sizes(session, [one.id for one in closed]).values()) < 10
    assert any("-" in row.codes for row in rows if row.submitted_at), "somebody left a question out"
    assert any(row.submitted_at is None for row in rows) or any(row.is_late for row in rows)


def test_small_academy_is_hidden_in_the_report(
    demonstration: Flask, sign_ins: dict[Role, tuple[str, str]]
) -> None:
    client = enter(demonstration, Role.ANALYST, *sign_ins[Role.ANALYST], language="en")
    page = client.get("/report")
    assert "hidden" in page.main.casefold()


def test_people_are_followed_up(demonstration: Flask, sign_ins: dict[Role, tuple[str, str]]) -> None:
    client = enter(demonstration, Role.ANALYST, *sign_ins[Role.ANALYST], language="en")
    found = json.loads(client.get("/report/nation.json").response.data)["followup"]["fu3"]
    assert 10 <= found["n_answered"] < found["n_invited"]
    assert found["mean_followup"] > found["mean_pre"]
    assert "months after the course" in client.get("/report/follow-up").h1
    assert demonstration.test_cli_runner().invoke(args=["followup", "verify"]).exit_code == 0


def test_certificate_says_demonstration_on_its_face(
    demonstration: Flask, sign_ins: dict[Role, tuple[str, str]]
) -> None:
    client = enter(demonstration, Role.ACADEMY_ADMINISTRATOR, *sign_ins[Role.ACADEMY_ADMINISTRATOR])
    paper = next(one for one in client.get("/certificates").links if re.search(r"/certificates/\d{4}-", one))
    paper = paper if paper.endswith(".pdf") else f"{paper}.pdf"
    data = client.get(paper).response.get_data()
    with pypdfium2.PdfDocument(data) as document:
        printed = "\n".join(one.get_textpage().get_text_bounded() for one in document)
    assert "សាកល្បង" in printed.replace("\u200b", "")
    assert Path(paper).suffix == ".pdf"
