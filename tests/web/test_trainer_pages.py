"""The trainer's pages: planning, roster files, slips and poster, the day, attendance, closing."""

from __future__ import annotations

import io
import random
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import Role
from hrtraining.assessment.domain import Phase
from hrtraining.core import audit
from hrtraining.core.extensions import db, unit_of_work
from hrtraining.core.khmer.digits import to_ascii
from hrtraining.core.khmer.text import strip_zero_width
from hrtraining.web import create_app
from hrtraining.workshops import queries, services
from hrtraining.workshops.models import Workshop
from tests.conftest import Site, Work, site_settings
from tests.factories import workshops
from tests.factories.clock import FIRST_DAY, LAST_DAY, later
from tests.factories.people import academy, login_of, staff
from tests.factories.world import World
from tests.house import HouseClient, Page
from tests.services.workshops.test_roster_import import KM, ONE, TABLE, csv_bytes, xlsx_bytes


@pytest.fixture
def trainer(client: HouseClient, world: World) -> HouseClient:
    return client.sign_in(world.a.trainer)


def text_of_pdf(page: Page) -> str:
    assert page.response.mimetype == "application/pdf"
    with pypdfium2.PdfDocument(page.response.get_data()) as document:
        return strip_zero_width("\n".join(one.get_textpage().get_text_bounded() for one in document))


def test_planning_with_khmer_digits(trainer: HouseClient, world: World, work: Work) -> None:
    form = trainer.get("/workshops/new").form("/workshops/new")
    assert len(form.values["modules"]) == 9, "all nine are planned unless one is taken out"
    assert form.values["trainers"] == [str(world.a.trainer)]
    page = trainer.submit(form, {"title": "វគ្គទីបី", "starts_on": "២៣/១១/២០២៦", "ends_on": "25-11-2026"})
    assert re.fullmatch(r"/workshops/\d+", page.path)
    with work() as session:
        row = queries.workshop(session, int(page.path.rsplit("/", 1)[1]))
        assert row is not None
        assert (row.starts_on, row.ends_on, row.academy_id) == (FIRST_DAY, LAST_DAY, world.a.academy_id)


@pytest.mark.parametrize(
    "values",
    [
        {"title": ""},
        {"title": "   "},
        {"title": "ក" * 161},
        {"title": "វគ្គ 🎉"},
        {"starts_on": "31/2/2026"},
        {"starts_on": "tomorrow"},
        {"starts_on": "1/1/99999"},
        {"ends_on": "22/11/2026"},
        {"ends_on": "25/11/2027"},
        {"modules": []},
        {"trainers": []},
        {"kind": "sensitisation"},
    ],
    ids=str,
)
def test_impossible_plan_comes_back_with_what_was_typed(
    trainer: HouseClient, work: Work, values: dict[str, object]
) -> None:
    with work() as session:
        before = len(queries.all_workshops(session))
    form = trainer.get("/workshops/new").form("/workshops/new")
    typed = {"title": "វគ្គទីបី", "venue": "កន្លែងសាកល្បង", "starts_on": "23/11/2026", "ends_on": "25/11/2026"}
    page = trainer.submit(form, {**typed, **values}, status=422)
    again = page.form("/workshops/new")
    assert again.values["venue"] == ["កន្លែងសាកល្បង"]
    assert page.tree.find(".//*[@role='alert']") is not None
    with work() as session:
        assert len(queries.all_workshops(session)) == before


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_roster_file_dry_run_then_import_then_again(
    trainer: HouseClient, world: World, work: Work, kind: str
) -> None:
    here = f"/workshops/{world.a.running.id}"
    data = csv_bytes(TABLE, "utf-8-sig") if kind == "csv" else xlsx_bytes(TABLE)

    def dry(body: bytes, status: int = 200) -> Page:
        form = trainer.get(f"{here}/import").form("/import", having="file")
        return trainer.submit(form, files={"file": (body, f"roster.{kind}")}, status=status)

    page = dry(data)
    with work() as session:
        assert len(queries.roster(session, world.a.running.id)) == 3, "a dry run changes nothing"
    page = trainer.submit(page.form("/import", having="packed"), {"act": "import"})
    assert page.path == f"{here}/roster"
    assert "វិបុល" in page.text
    exported = trainer.open(f"{here}/roster.csv")
    assert exported.response.get_data()[:3] == b"\xef\xbb\xbf"
    for body in (data, exported.response.get_data()):
        page = dry(body)
        assert not [form for form in page.forms if "act" in form.names and "packed" in form.values], (
            "nothing to do"
        )
    with work() as session:
        assert len(queries.roster(session, world.a.running.id)) == 5


@pytest.mark.parametrize("lang", ["km", "en"])
def test_dry_run_tells_of_a_namesake_and_of_a_name_that_is_replaced(
    app: Flask, world: World, work: Work, lang: str
) -> None:
    """Whose account a row gets is said before it gets it, in the reader's language."""
    trainer = HouseClient(app, language=lang, checks=lang == "km").sign_in(world.a.trainer)
    with work() as session:
        second = workshops.workshop(
            session, academy_id=world.a.academy_id, trainer_id=world.a.trainer, size=0, title="វគ្គទីពីរ"
        )
    earlier, later_one = (f"/workshops/{one.id}/import" for one in (world.a.running, second))

    def dry(here: str, *rows: list[str]) -> Page:
        form = trainer.get(here).form("/import", having="file")
        return trainer.submit(form, files={"file": (csv_bytes([KM, *rows]), "roster.csv")})

    other = ["ហេង", "ដារា", "HENG DARA", "", "", "", "", ""]
    page = dry(earlier, ONE, other)
    trainer.submit(page.form("/import", having="packed"), {"act": "import"})
    assert "SOK" not in dry(later_one, ["ចាន់", "ស្រីមុំ", "CHAN SREYMOM"]).main
    said = to_ascii(
        dry(later_one, [*ONE[:2], "SOKH VIBOL"], [*other[:2], "HENG DRA"], ["សុខា", *ONE[1:]]).main
    )
    words = {
        "en": (
            (
                "Row 2",
                "The academy knows SOK VIBOL",
                "This row makes a new person",
                "write their service number",
            ),
            (
                "Row 3",
                "The academy knows HENG DARA",
                "same person, write the Latin name as the academy knows it",
            ),
            ("Row 4", "belongs to “សុខ វិបុល · SOK VIBOL”", "called “សុខា វិបុល · SOK VIBOL” from now on"),
        ),
        "km": (
            ("ជួរទី 2", "សាលាមាន SOK VIBOL", "ជួរនេះបង្កើតមនុស្សថ្មី", "អត្តលេខមន្ត្រីរបស់គាត់"),
            ("ជួរទី 3", "សាលាមាន HENG DARA", "សូមសរសេរឈ្មោះឡាតាំងតាមសាលា"),
            ("ជួរទី 4", "អត្តលេខមន្ត្រីនេះជារបស់ «សុខ វិបុល · SOK VIBOL»", "ក្លាយជា «សុខា វិបុល"),
        ),
    }[lang]
    for start, *parts in words:
        assert start in said
        for part in parts:
            assert part in said.split(start, 1)[1]


def test_roster_in_a_file_with_a_large_picture_is_let_in(
    trainer: HouseClient, world: World, work: Work
) -> None:
    """Only the table travels between the dry run and the import, because a field of a page holds 500 kB."""
    here = f"/workshops/{world.a.running.id}"
    with io.BytesIO(xlsx_bytes(TABLE)) as out:
        with zipfile.ZipFile(out, "a") as book:
            book.writestr("xl/media/image1.png", random.Random(1).randbytes(1_500_000))  # noqa: S311
        data = out.getvalue()
    page = trainer.submit(
        trainer.get(f"{here}/import").form("/import", having="file"), files={"file": (data, "roster.xlsx")}
    )
    page = trainer.submit(page.form("/import", having="packed"), {"act": "import"})
    assert page.path == f"{here}/roster"
    with work() as session:
        assert len(queries.roster(session, world.a.running.id)) == 5


def test_faults_of_a_roster_file_are_told_by_row(trainer: HouseClient, world: World) -> None:
    here = f"/workshops/{world.a.running.id}/import"
    form = trainer.get(here).form("/import", having="file")
    bad = [KM, ONE, ["", "ដារា", "CHAN DARA", "", "woman", "", "", ""]]
    page = trainer.submit(form, files={"file": (csv_bytes(bad), "roster.csv")}, status=422)
    assert "ជួរទី៣" in page.main.replace(" ", "")
    assert "“woman”" in page.main or "«woman»" in page.main
    for body in (b"", "នាម".encode("utf-16") + b"\xff", "Name\nSOK VIBÔL".encode("cp1252"), b"%PDF-1.7"):
        page = trainer.submit(
            trainer.get(here).form("/import", having="file"), files={"file": (body, "x.csv")}, status=422
        )
        assert len(page.main) > 20
    page = trainer.submit(trainer.get(here).form("/import", having="file"), status=422)
    packed = trainer.post(here, {"act": "import", "packed": "%%%"}, status=422)
    assert len(packed.main) > 20


def test_file_larger_than_the_limit_is_refused_with_a_page(trainer: HouseClient, world: World) -> None:
    here = f"/workshops/{world.a.running.id}/import"
    form = trainer.get(here).form("/import", having="file")
    page = trainer.open(
        here, method="POST", data={**form.values, "file": (io.BytesIO(b"x" * 7 * 1024 * 1024), "x.csv")}
    )
    assert page.status == 413
    assert len(page.main) > 20


def test_slips_carry_number_pin_and_address_and_work_once_printed(
    trainer: HouseClient, world: World, work: Work
) -> None:
    here = f"/workshops/{world.a.running.id}"
    for number in range(2):
        trainer.submit(
            trainer.get(f"{here}/roster").form("/people", having="family_km"),
            {"family_km": "ហេង", "given_km": f"ដារា{'ក' * number}", "latin": f"HENG DARA {number}"},
        )
    page = trainer.submit(trainer.get(here).form("/slips.pdf"))
    printed = text_of_pdf(page)
    with work() as session:
        new = [
            one.person
            for one in queries.roster(session, world.a.running.id)
            if one.person.name.family_km == "ហេង"
        ]
    assert len(new) == 2
    assert "training.example" in printed
    digits = re.findall(r"[0-9]{6}", to_ascii(printed))
    for person in new:
        assert person.login in digits
        assert person.name.km in " ".join(printed.split())
    assert world.a.latin not in printed, "who has a PIN keeps it"
    pins = set(digits) - {person.login for person in new}
    assert len(pins) == 2
    signed = HouseClient(trainer.app)
    for pin in pins:
        form = signed.get("/sign-in").form("/sign-in")
        page = signed.open(
            "/sign-in", method="POST", data={**form.values, "number": new[0].login, "pin": pin}
        )
        if page.path == "/learn":
            break
    assert signed.get("/learn").path == "/learn"
    again = trainer.open(f"{here}/slips.pdf", method="POST", data={"csrf_token": trainer.csrf()})
    assert again.status == 400, "everybody has a PIN now"


def test_poster_carries_the_code_and_the_address(trainer: HouseClient, world: World, work: Work) -> None:
    with work() as session:
        row = queries.workshop(session, world.a.running.id)
        assert row is not None
    printed = text_of_pdf(trainer.get(f"/workshops/{world.a.running.id}/poster.pdf"))
    assert row.join_code in printed.replace(" ", "")
    assert "training.example" in printed


def test_nothing_is_printed_with_an_address_of_this_machine(tmp_path: Path, site: Site) -> None:
    shutil.copyfile(site.frozen, tmp_path / "hrtraining.sqlite")
    app = create_app(site_settings(tmp_path, BASE_URL="http://127.0.0.1:8000"))
    with app.app_context(), unit_of_work() as session:
        academy_id = academy(session, "A1")
        trainer_id = staff(session, Role.TRAINER, "trainer", academy_id)
        made = workshops.workshop(session, academy_id=academy_id, trainer_id=trainer_id)
    client = HouseClient(app, checks=False).sign_in(trainer_id)
    poster = client.open(f"/workshops/{made.id}/poster.pdf")
    assert poster.status == 400
    assert "BASE_URL" in poster.main
    slips = client.open(f"/workshops/{made.id}/slips.pdf", method="POST", data={"csrf_token": client.csrf()})
    assert slips.status == 400
    assert "127.0.0.1" in slips.main
    with app.app_context():
        db.engine.dispose()


def test_new_pin_is_shown_once_and_never_kept(trainer: HouseClient, world: World, work: Work) -> None:
    person = f"/workshops/{world.a.running.id}/people/{world.a.running.learners[2]}"
    page = trainer.submit(trainer.get(person).form("/pin"))
    with work() as session:
        number = login_of(session, world.a.running.learners[2])
        shown = set(re.findall(r"\d{6}", to_ascii(page.main))) - {number}
        assert len(shown) == 1
        assert shown.pop() not in str([one.detail for one in audit.entries(session)])
    assert not set(re.findall(r"\d{6}", to_ascii(trainer.get(person).main))) - {number}


def test_day_from_opening_to_closing_and_reopening_with_a_reason(
    trainer: HouseClient, world: World, work: Work
) -> None:
    here = f"/workshops/{world.a.running.id}"
    page = trainer.get(here)
    page = trainer.submit(page.form("/tests/pre/close"))
    page = trainer.get(here)
    reopen = page.form("/tests/pre/open", having="reason")
    trainer.submit(reopen, {"reason": " "}, status=400)
    trainer.submit(trainer.get(here).form("/tests/pre/open", having="reason"), {"reason": "ដាច់ភ្លើង"})
    with work() as session:
        assert "ដាច់ភ្លើង" in {one.detail.get("reason") for one in audit.entries(session)}
    page = trainer.get(f"{here}/close")
    assert not [form for form in page.forms if form.action.endswith("/close")]
    assert "សូមបិទតេស្តសិន" in page.main
    trainer.post(f"{here}/close", status=409)
    trainer.submit(trainer.get(here).form("/tests/pre/close"))
    trainer.submit(trainer.get(f"{here}/close").form("/close"))
    with work() as session:
        row = queries.workshop(session, world.a.running.id)
        assert row is not None
        assert row.is_closed


def test_day_shows_how_far_people_are_and_never_what_they_answered(
    trainer: HouseClient, world: World
) -> None:
    page = trainer.get(f"/workshops/{world.a.running.id}")
    for learner in world.a.running.learners:
        assert f"/workshops/{world.a.running.id}/people/{learner}" in page.links
    assert "រង់ចាំ" in page.text


def test_one_person_on_one_day_is_neither_people_nor_days(app: Flask, world: World, work: Work) -> None:
    client = HouseClient(app, language="en").sign_in(world.a.trainer)
    with work() as session:
        one_day = workshops.workshop(
            session,
            academy_id=world.a.academy_id,
            trainer_id=world.a.trainer,
            size=1,
            first_number=70,
            title="វគ្គទីបួន",
        )
        row = session.get_one(Workshop, one_day.id)
        row.ends_on = row.starts_on
    day = client.get(f"/workshops/{one_day.id}")
    assert "1 person" in day.main
    assert "1 people" not in day.main
    for page in (day, client.get("/workshops")):
        assert "23 Nov 2026" in page.main
        assert "23 Nov 2026 – 23 Nov 2026" not in page.main


def test_taking_off_somebody_who_has_begun_comes_back_with_the_reason(
    trainer: HouseClient, world: World, work: Work
) -> None:
    here = f"/workshops/{world.a.running.id}"
    page = trainer.get(f"{here}/people/{world.a.beginner}")
    page = trainer.submit(page.form("/remove"))
    assert page.path == f"{here}/roster"
    assert "ដកចេញពីបញ្ជីឈ្មោះមិនបានទេ" in page.main
    with work() as session:
        assert world.a.beginner in {one.person.id for one in queries.roster(session, world.a.running.id)}


def test_what_the_day_offers_is_true_of_the_case(trainer: HouseClient, world: World, work: Work) -> None:
    """No slips for nobody, no word of Sundays where there is none, an excused person can still be taken off."""
    with work() as session:
        empty = workshops.workshop(
            session, academy_id=world.a.academy_id, trainer_id=world.a.trainer, size=0, title="វគ្គទីពីរ"
        )
        first = queries.workshop(session, empty.id)
        assert first is not None
        with_sunday = services.create_workshop(
            session, kind=first.kind, academy_id=world.a.academy_id, title="វគ្គទីបី",
            starts_on=FIRST_DAY - timedelta(days=FIRST_DAY.weekday() + 1), ends_on=FIRST_DAY,
            trainer_ids=[world.a.trainer], actor_id=world.a.trainer, now=later(0),
        )  # fmt: skip
    sundays = "ថ្ងៃអាទិត្យមិនកត់វត្តមាន"
    assert sundays in trainer.get(f"/workshops/{with_sunday}/attendance").main
    here = f"/workshops/{empty.id}"
    assert sundays not in trainer.get(f"{here}/attendance").main
    assert not [form for form in trainer.get(here).forms if form.action.endswith("slips.pdf")]
    typed = trainer.get(f"{here}/roster").form("/people", having="family_km")
    trainer.submit(typed, {"family_km": "ហេង", "given_km": "ដារា", "latin": "HENG DARA"})
    assert [form for form in trainer.get(here).forms if form.action.endswith("slips.pdf")]
    person = next(one for one in trainer.get(f"{here}/roster").links if "/people/" in one)
    page = trainer.submit(trainer.get(person).form("/excuse"), {"reason": "មកយឺត"})
    page = trainer.submit(page.form("/remove"))
    assert page.path == f"{here}/roster"
    with work() as session:
        assert queries.roster(session, empty.id) == []


def test_attendance_is_ticked_and_unticked(trainer: HouseClient, world: World, work: Work) -> None:
    here = f"/workshops/{world.a.running.id}/attendance"
    form = trainer.get(here).form("/attendance", having="present")
    page = trainer.submit(form, {"present": list(world.a.running.learners[:2])})
    again = page.form("/attendance", having="present")
    assert sorted(map(int, again.values["present"])) == sorted(world.a.running.learners[:2])
    trainer.submit(again, {"present": []})
    with work() as session:
        assert queries.attendance(session, world.a.running.id) == {}
    for values in ({"day": "x", "half": "am"}, {"day": "2026-11-23", "half": "night"}, {"day": "2030-01-01", "half": "am"},
                   {"day": "2026-11-23", "half": "am", "present": str(world.b.beginner)}):  # fmt: skip
        trainer.post(here, values, status=404)


def test_excuse_needs_a_reason(trainer: HouseClient, world: World, work: Work) -> None:
    person = f"/workshops/{world.a.running.id}/people/{world.a.running.learners[2]}"
    trainer.post(f"{person}/excuse", {"reason": "  "}, status=400)
    trainer.submit(trainer.get(person).form("/excuse"), {"reason": "មកដល់យឺត"})
    learner = HouseClient(trainer.app).sign_in(world.a.running.learners[2])
    assert learner.get("/learn/m01").status == 200


# --- the same number of statements for one row and for thirty ---


def statements(act: Callable[[], object]) -> int:
    seen = []

    def count(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", count)
    try:
        act()
    finally:
        event.remove(Engine, "before_cursor_execute", count)
    return len(seen)


def lists_with(site: Site, size: int) -> dict[str, int]:
    """Statements of every list page when there is one of everything, or thirty."""
    site.load(site.frozen)
    with site.app.app_context(), unit_of_work() as session:
        found = _many(session, size)
    pages = {}
    for who, paths in found.items():
        client = HouseClient(site.app, checks=False).sign_in(who)
        for name, path in paths.items():
            client.open(path)
            pages[name] = statements(partial(client.get, path))
    return pages


def _many(session: Session, size: int) -> dict[int, dict[str, str]]:
    from hrtraining.certificates import services as certificate_services

    academy_id = academy(session, "A1")
    trainer = staff(session, Role.TRAINER, "trainer", academy_id)
    head = staff(session, Role.ACADEMY_ADMINISTRATOR, "head", academy_id)
    administrator = staff(session, Role.ADMINISTRATOR, "root")
    auditor, analyst = staff(session, Role.AUDITOR, "auditor"), staff(session, Role.ANALYST, "analyst")
    certificate_services.add_demonstration_signer(session, now=later(0))
    for number in range(size - 1):
        staff(session, Role.TRAINER, f"trainer-{number:02d}", academy_id)
        workshops.workshop(
            session, academy_id=academy_id, trainer_id=trainer, size=0, starts_on=FIRST_DAY + timedelta(days=number),
            ends_on=FIRST_DAY + timedelta(days=number),
        )  # fmt: skip
    made = workshops.workshop(session, academy_id=academy_id, trainer_id=trainer, size=size)
    workshops.take_test(session, made, Phase.PRE, choose=lambda _place, _item: None)
    workshops.do_modules(session, made)
    workshops.attend(session, made)
    workshops.open_test(session, made, Phase.POST, now=later(300))
    certificate_services.issue_certificates(
        session, workshop_id=made.id, demonstration=False, actor_id=trainer, now=later(400)
    )
    here = f"/workshops/{made.id}"
    return {
        trainer: {
            "workshops": "/workshops", "day": here, "roster": f"{here}/roster", "attendance": f"{here}/attendance",
            "person": f"{here}/people/{made.learners[0]}", "certificates": f"{here}/certificates",
            "export": f"{here}/roster.csv",
        },
        head: {"registry": "/certificates", "people": "/people"},
        administrator: {"all people": "/people", "academies": "/academies"},
        auditor: {"audit": "/audit"},
        analyst: {"report": "/report"},
        made.learners[0]: {"learner": "/learn", "own certificates": "/my-certificates"},
    }  # fmt: skip


def test_lists_cost_the_same_statements_for_one_row_and_for_thirty(site: Site) -> None:
    few, many = lists_with(site, 1), lists_with(site, 30)
    assert few == many
    assert max(many.values()) < 30, many


def test_program_serves_while_the_trainer_is_somebody_else(app: Flask, world: World) -> None:
    other = HouseClient(app).sign_in(world.b.trainer)
    page = other.get("/workshops")
    assert world.a.word not in page.text
    assert world.b.word in page.text
