"""Signing in and out on shared devices, as the pages show it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from hrtraining.accounts.domain import FREE_TRIES, IDLE_LEARNER, IDLE_STAFF, Role
from hrtraining.assessment.domain import Phase
from hrtraining.core import clock
from hrtraining.core.khmer.digits import to_khmer
from hrtraining.workshops import queries
from tests.conftest import Work
from tests.factories import workshops
from tests.factories.people import PASSWORD, PIN, login_of, totp
from tests.factories.world import World
from tests.house import HouseClient


def number_of(work: Work, account_id: int) -> str:
    with work() as session:
        return login_of(session, account_id)


def code_of(work: Work, workshop_id: int) -> str:
    with work() as session:
        row = queries.workshop(session, workshop_id)
        assert row is not None
        return row.join_code


@pytest.mark.parametrize("typed", [str, to_khmer, lambda text: f" {text[:3]} {text[3:]} "])
def test_number_and_pin_in_either_digits(
    client: HouseClient, world: World, work: Work, typed: object
) -> None:
    assert callable(typed)
    form = client.get("/sign-in").form("/sign-in")
    number = number_of(work, world.a.beginner)
    page = client.submit(form, {"number": typed(number), "pin": typed(PIN)})
    assert page.path == "/learn"
    assert world.a.word in page.text


def test_slip_fills_in_the_number(client: HouseClient, world: World) -> None:
    assert client.get("/sign-in?number=123456").form("/sign-in").values["number"] == ["123456"]
    assert client.get("/sign-in?number=123456789<b>").form("/sign-in").values["number"] == ["123456"]


def test_wrong_pin_says_so_and_keeps_the_number(client: HouseClient, world: World, work: Work) -> None:
    number = number_of(work, world.a.beginner)
    page = client.submit(
        client.get("/sign-in").form("/sign-in"), {"number": number, "pin": "000000"}, status=422
    )
    assert page.form("/sign-in").values["number"] == [number]
    assert page.form("/sign-in").values.get("pin", [""]) == [""]
    assert client.token is None


def test_throttle_is_told_and_survives_the_answer(client: HouseClient, world: World, work: Work) -> None:
    number = number_of(work, world.a.beginner)
    for _try in range(FREE_TRIES):
        client.submit(
            client.get("/sign-in").form("/sign-in"), {"number": number, "pin": "000000"}, status=422
        )
    page = client.submit(client.get("/sign-in").form("/sign-in"), {"number": number, "pin": PIN}, status=429)
    assert len(page.main) > 20
    with time_machine.travel(clock.utc_now() + timedelta(minutes=1)):
        page = client.submit(client.get("/sign-in").form("/sign-in"), {"number": number, "pin": PIN})
    assert page.path == "/learn"


def test_staff_do_not_enter_by_the_learners_door_nor_learners_by_theirs(
    client: HouseClient, world: World, work: Work
) -> None:
    form = client.get("/sign-in").form("/sign-in")
    client.submit(form, {"number": "analyst", "pin": PASSWORD}, status=422)
    form = client.get("/staff/sign-in").form("/staff/sign-in")
    client.submit(form, {"login": number_of(work, world.a.beginner), "password": PIN}, status=422)
    assert client.token is None


def test_analyst_must_bind_a_second_device_first(client: HouseClient, world: World) -> None:
    form = client.get("/staff/sign-in").form("/staff/sign-in")
    page = client.submit(form, {"login": "Analyst ", "password": PASSWORD})
    assert page.path == "/second-device"
    secret = page.form("/second-device").values["secret"][0]
    for path in ("/", "/report", "/law", "/certificates"):
        assert client.get(path).path == "/second-device"
    client.submit(client.get("/second-device").form("/second-device"), {"code": "000000"}, status=422)
    page = client.get("/second-device")
    secret = page.form("/second-device").values["secret"][0]
    page = client.submit(page.form("/second-device"), {"code": totp(secret, clock.utc_now())})
    assert page.path == "/report"


def test_copied_cookie_is_dead_after_signing_out(client: HouseClient, world: World) -> None:
    client.sign_in(world.a.trainer)
    thief = client.copy()
    assert thief.get("/workshops").path == "/workshops"
    page = client.submit(client.get("/workshops").form("/sign-out"))
    assert page.path == "/"
    assert thief.open("/workshops").path.startswith("/join")
    assert client.open("/workshops").path.startswith("/join")


def test_next_never_leads_away(client: HouseClient, world: World, work: Work) -> None:
    number = number_of(work, world.a.beginner)
    for target in (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil",
        "javascript:alert(1)",
    ):
        form = client.get("/sign-in").form("/sign-in")
        page = client.submit(form, {"number": number, "pin": PIN, "next": target}, follow=False, status=302)
        assert page.response.headers["Location"] in ("/", "/learn"), target


def test_page_asked_for_is_shown_after_signing_in(client: HouseClient, world: World, work: Work) -> None:
    number = number_of(work, world.a.beginner)
    asked = f"/test/{world.a.running_pre}/5"
    page = client.get(asked)
    link = next(one for one in page.links if one.startswith("/sign-in"))
    page = client.submit(client.get(link).form("/sign-in"), {"number": number, "pin": PIN})
    assert page.path == asked


def test_three_quiet_minutes_lock_to_the_pin_without_ending_the_test(
    client: HouseClient, world: World
) -> None:
    client.sign_in(world.a.beginner)
    question = f"/test/{world.a.running_pre}/7"
    assert client.put_answer(world.a.running_pre, 7, "4", 1).status == 201
    csrf = client.csrf()
    with time_machine.travel(clock.utc_now() + IDLE_LEARNER + timedelta(seconds=5)):
        page = client.get(question)
        assert page.path.startswith("/unlock")
        assert client.put_answer(world.a.running_pre, 8, "4", 1, csrf=csrf).status == 403
        client.submit(page.form("/unlock"), {"pin": "000000"}, status=422)
        page = client.submit(client.get(question).form("/unlock"), {"pin": to_khmer(PIN)})
        assert page.path == question
        assert page.form(question, having="code").values["code"] == ["4"]
        assert client.put_answer(world.a.running_pre, 8, "4", 1).status == 201


def test_lock_at_once_and_unlock(client: HouseClient, world: World) -> None:
    client.sign_in(world.a.beginner)
    page = client.get("/lock?next=/learn")
    assert page.path.startswith("/unlock")
    assert client.get("/learn").path.startswith("/unlock")
    assert client.submit(client.get("/learn").form("/unlock"), {"pin": PIN}).path == "/learn"


def test_locked_learner_may_hand_the_phone_on(client: HouseClient, world: World) -> None:
    client.sign_in(world.a.beginner)
    page = client.get("/lock")
    assert client.submit(page.form("/sign-out")).path == "/"
    assert client.token is None


def test_staff_are_signed_out_after_half_an_hour(client: HouseClient, world: World) -> None:
    client.sign_in(world.a.trainer)
    with time_machine.travel(clock.utc_now() + IDLE_STAFF + timedelta(minutes=1)):
        assert client.open("/workshops").path.startswith("/join")


def test_signed_in_page_shows_whose_it_is_and_a_way_out(client: HouseClient, world: World) -> None:
    client.sign_in(world.a.beginner)
    for path in (
        "/learn",
        f"/test/{world.a.running_pre}/1",
        f"/test/{world.a.running_pre}/review",
        "/my-certificates",
    ):
        page = client.get(path)
        assert world.a.word in page.text, path
        assert page.form("/sign-out").method == "post", path


def test_language_changes_in_one_tap_and_keeps_the_place(client: HouseClient, world: World) -> None:
    client.sign_in(world.a.beginner)
    question = f"/test/{world.a.running_pre}/9"
    page = client.get(question)
    assert page.tree.get("lang") == "km"
    page = client.submit(page.form("/language"))
    assert (page.path, page.tree.get("lang")) == (question, "en")
    elsewhere = HouseClient(client.app).sign_in(world.a.beginner)
    assert elsewhere.get("/learn").tree.get("lang") == "en", "the choice is kept with the person"


def test_form_without_its_token_is_refused_with_a_sentence(
    client: HouseClient, world: World, work: Work
) -> None:
    client.sign_in(world.a.beginner)
    page = client.open(f"/test/{world.a.running_pre}/submit", method="POST")
    assert page.status == 400
    assert len(page.main) > 20
    answer = client.open(
        f"/test/{world.a.running_pre}/answers/2", method="PUT", json={"code": "4", "seq": 1}, follow=False
    )
    assert answer.status == 400
    with work() as session:
        assert workshops.id_of_test(session, world.a.running, Phase.PRE) == world.a.running_pre


def test_claiming_a_line_with_the_pin_from_the_slip(client: HouseClient, world: World, work: Work) -> None:
    code = code_of(work, world.a.running.id)
    page = client.submit(
        client.get("/").form("/join"), {"code": f" {code[:3].lower()}-{to_khmer(code[3:])} "}
    )
    assert page.path == f"/join/{code}"
    with work() as session:
        people = queries.roster(session, world.a.running.id)
    own = next(one for one in people if one.person.id == world.a.running.learners[2])
    page = client.get(f"/join/{code}/{own.line_id}")
    assert own.person.name.km in page.text
    client.submit(page.form(f"/{own.line_id}"), {"pin": "000000"}, status=422)
    assert client.submit(page.form(f"/{own.line_id}"), {"pin": PIN}).path == "/learn"


def test_line_of_another_workshop_cannot_be_claimed(client: HouseClient, world: World, work: Work) -> None:
    with work() as session:
        foreign = queries.roster(session, world.b.running.id)[0].line_id
    client.get(f"/join/{code_of(work, world.a.running.id)}/{foreign}", status=404)


def test_wrong_codes_are_told_and_counted(client: HouseClient, world: World, work: Work) -> None:
    code = code_of(work, world.a.running.id)
    slip = code[:-1] + ("2" if code[-1] != "2" else "3")
    client.submit(client.get("/").form("/join"), {"code": slip}, status=422)
    client.get(f"/join/{slip}", status=404)
    from hrtraining.core.ids import new_join_code

    client.checks = False
    statuses = [client.open(f"/join/{new_join_code()}").status for _try in range(320)]
    assert set(statuses) == {404, 429}, "guessing codes ends"


def test_person_off_the_roster_waits_is_approved_and_chooses_a_pin(
    client: HouseClient, world: World, work: Work
) -> None:
    code = code_of(work, world.a.running.id)
    page = client.get(f"/join/{code}/ask")
    page = client.submit(
        page.form("/ask"), {"family_km": "ហេង", "given_km": "ដារា", "latin": "Heng Dara", "rank": "សិស្សនគរបាល"}
    )
    assert page.path == "/join/waiting"
    trainer = HouseClient(client.app).sign_in(world.a.trainer)
    page = trainer.get(f"/workshops/{world.a.running.id}")
    with work() as session:
        request = next(
            one.id
            for one in queries.waiting(session, world.a.running.id)
            if one.latin_name.upper() == "HENG DARA"
        )
    trainer.post(f"/workshops/{world.a.running.id}/waiting/{request}", {"answer": "approve"})
    page = client.get("/join/waiting")
    client.submit(page.form("/waiting", having="pin"), {"pin": "111111"}, status=422)
    page = client.submit(client.get("/join/waiting").form("/waiting", having="pin"), {"pin": "246813"})
    assert page.path == "/learn"
    assert "ហេង ដារា" in page.text
    assert client.get("/join/waiting").path == "/learn", (
        "Back, or the button pressed twice, is no missing page"
    )


def test_code_of_a_closed_workshop_says_so_and_where_to_go(
    client: HouseClient, world: World, work: Work
) -> None:
    page = client.get(f"/join/{code_of(work, world.a.closed.id)}", status=404)
    assert "វគ្គដែលប្រើកូដនេះ បិទហើយ" in page.main
    trainer = HouseClient(client.app).sign_in(world.a.trainer)
    day = trainer.get(f"/workshops/{world.a.closed.id}")
    assert not [one for one in day.links if "poster" in one], "no code is shown that opens nothing"
    assert day.tree.find(".//img[@class='qr']") is None
    for page_of_an_open_one in ("close", "import"):
        page = trainer.get(f"/workshops/{world.a.closed.id}/{page_of_an_open_one}")
        assert page.path in (day.path, f"{day.path}/roster")
        assert "បិទ" in page.main


def test_khmer_letters_are_no_name_in_latin_letters(client: HouseClient, world: World, work: Work) -> None:
    page = client.get(f"/join/{code_of(work, world.a.running.id)}/ask")
    typed = {"family_km": "ហេង", "given_km": "ដារា", "latin": "ហេង ដារា", "rank": ""}
    page = client.submit(page.form("/ask"), typed, status=422)
    assert "សូមសរសេរឈ្មោះនេះជាអក្សរឡាតាំង ដូចជា SOK DARA" in page.main
    with work() as session:
        assert all(one.latin_name != "ហេង ដារា" for one in queries.waiting(session, world.a.running.id))


def test_letting_in_a_name_of_the_roster_comes_back_to_the_day_with_the_reason(
    client: HouseClient, world: World, work: Work
) -> None:
    with work() as session:
        name = queries.roster(session, world.a.running.id)[0].person.name
    page = client.get(f"/join/{code_of(work, world.a.running.id)}/ask")
    client.submit(
        page.form("/ask"),
        {"family_km": name.family_km, "given_km": name.given_km, "latin": name.latin, "rank": ""},
    )
    with work() as session:
        request = next(
            one.id for one in queries.waiting(session, world.a.running.id) if one.latin_name == name.latin
        )
    trainer = HouseClient(client.app).sign_in(world.a.trainer)
    page = trainer.post(f"/workshops/{world.a.running.id}/waiting/{request}", {"answer": "approve"})
    assert page.path == f"/workshops/{world.a.running.id}"
    assert "មានម្នាក់ឈ្មោះនេះក្នុងបញ្ជីរួចហើយ" in page.main


def test_password_link_from_the_administrator(client: HouseClient, world: World, work: Work) -> None:
    client.sign_in(world.administrator)
    page = client.get("/people")
    page = client.submit(
        page.form("/people"),
        {
            "role": Role.TRAINER.value, "academy": world.a.academy_id, "family_km": "ហេង", "given_km": "ដារា",
            "latin": "HENG DARA", "login": "Dara",
        },
    )  # fmt: skip
    link = next(one for one in page.text.split() if "/password/" in one)
    assert link.startswith("https://training.example/password/")
    path = link.removeprefix("https://training.example")
    new = HouseClient(client.app)
    new.submit(new.get(path).form(path), {"password": "short"}, status=422)
    page = new.submit(new.get(path).form(path), {"password": "four green lamps"})
    assert page.path == "/staff/sign-in"
    new.get(path, status=404)
    page = new.submit(page.form("/staff/sign-in"), {"login": "dara", "password": "four green lamps"})
    assert page.path == "/workshops"
