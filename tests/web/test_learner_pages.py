"""The learner's pages: the tests without a script, modules, the needle-stick help, nothing shown afterwards."""

from __future__ import annotations

import re

import pytest

from hrtraining.assessment.domain import Phase
from hrtraining.assessment.models import Attempt, Conflict
from hrtraining.content import queries as content_queries
from hrtraining.core.khmer.digits import to_khmer
from tests.conftest import Work
from tests.factories import checks, workshops
from tests.factories.clock import later
from tests.factories.workshops import Made
from tests.factories.world import World
from tests.house import HouseClient, Page


def codes_of(work: Work, account_id: int, administration_id: int) -> str:
    from sqlalchemy import select

    from hrtraining.assessment.models import Link

    with work() as session:
        return session.execute(
            select(Attempt.codes)
            .join(Link, Link.pseudonym == Attempt.pseudonym)
            .where(Link.account_id == account_id, Attempt.administration_id == administration_id)
        ).scalar_one()


def answer_page(client: HouseClient, page: Page, code: str | None, go: str = "next") -> Page:
    form = page.form(page.path, having="seq")
    values: dict[str, object] = {"go": go}
    if code is not None:
        values["code"] = code
    return client.submit(form, values)


@pytest.mark.parametrize("language", ["km", "en"])
def test_whole_pre_test_without_a_script(
    client: HouseClient, world: World, work: Work, language: str
) -> None:
    who = world.a.running.learners[2]
    client = HouseClient(client.app, language=language).sign_in(who)
    page = client.get("/learn")
    assert "/test/pre" in page.links
    notice = client.get("/test/pre")
    promise = {
        "km": "សម្ងាត់",
        "en": "Your answers are confidential, not anonymous: a key joins them to you until it is destroyed.",
    }
    assert promise[language] in notice.text
    page = client.submit(notice.form("/test/pre"))
    assert page.path == f"/test/{world.a.running_pre}/1"
    with work() as session:
        items = workshops.items(session)
    chosen = ""
    for number, item in enumerate(items, start=1):
        shown = to_khmer(str(number)) if language == "km" else str(number)
        assert shown in page.text
        assert page.h1 == item.stem.in_(language).strip()
        code = None if number == 4 else item.codes[number % len(item.codes)]
        chosen += "-" if code is None else "D" if code == "DK" else code
        page = answer_page(client, page, code)
    assert page.path.endswith("/review")
    tiles = [href for href in page.links if href.startswith(f"/test/{world.a.running_pre}/")]
    assert len([href for href in tiles if href.rsplit("/", 1)[1].isdigit()]) >= 33
    assert codes_of(work, who, world.a.running_pre) == chosen
    page = client.submit(page.form("/submit"))
    assert page.path.endswith("/sent")
    assert client.get("/learn/m01").status == 200


def test_after_sending_no_answer_opens_again(client: HouseClient, world: World) -> None:
    client.sign_in(world.a.beginner)
    here = f"/test/{world.a.running_pre}"
    question = client.get(f"{here}/1")
    assert question.response.headers["Cache-Control"] == "no-store"
    client.submit(client.get(f"{here}/review").form("/submit"))
    for path in (f"{here}/1", f"{here}/33", f"{here}/review", "/test/pre"):
        assert client.get(path).path == f"{here}/sent", path
    form = question.form(f"{here}/1", having="seq")
    page = client.open(
        form.action, method="POST", data={**form.values, "code": "1", "csrf_token": client.csrf()}
    )
    assert page.path == f"{here}/sent"
    assert client.put_answer(world.a.running_pre, 1, "1", 9).status == 409
    client.post(f"{here}/submit")
    assert client.get("/learn").status == 200


def test_back_forward_and_leaving_out(client: HouseClient, world: World, work: Work) -> None:
    client.sign_in(world.a.beginner)
    here = f"/test/{world.a.running_pre}"
    page = answer_page(client, client.get(f"{here}/2"), None)
    assert page.path == f"{here}/3"
    page = answer_page(client, page, "4", "back")
    assert page.path == f"{here}/2"
    page = client.get(f"{here}/3")
    assert page.form(f"{here}/3", having="code").values["code"] == ["4"]
    answer_page(client, page, "1")
    assert codes_of(work, world.a.beginner, world.a.running_pre)[:4] == "5-1-"
    client.get(f"{here}/0", status=404)
    client.get(f"{here}/34", status=404)


def test_two_devices_the_later_look_wins_and_the_earlier_is_told(
    client: HouseClient, world: World, work: Work
) -> None:
    phone, computer = client.sign_in(world.a.beginner), HouseClient(client.app).sign_in(world.a.beginner)
    here = f"/test/{world.a.running_pre}/6"
    on_phone, on_computer = phone.get(here), computer.get(here)
    answer_page(computer, on_computer, "4")
    form = on_phone.form(here, having="seq")
    page = phone.submit(form, {"code": "1", "go": "next"}, status=409)
    assert len(page.main) > 20
    assert codes_of(work, world.a.beginner, world.a.running_pre)[5] == "4"
    with work() as session:
        [kept] = session.query(Conflict).all()
        assert (kept.place, kept.code) == (5, "1")
    # the page loaded anew carries the next number and may change the answer
    answer_page(phone, phone.get(here), "2")
    assert codes_of(work, world.a.beginner, world.a.running_pre)[5] == "2"


def test_double_click_and_replay_are_one_answer(client: HouseClient, world: World) -> None:
    client.sign_in(world.a.beginner)
    statuses = [client.put_answer(world.a.running_pre, 5, "2", 1).status for _again in range(3)]
    assert statuses == [201, 200, 200]
    assert client.put_answer(world.a.running_pre, 5, "3", 1).status == 409
    assert client.put_answer(world.a.running_pre, 5, "3", 2).status == 201
    assert client.put_answer(world.a.running_pre, 5, "2", 1).status == 200


@pytest.mark.parametrize(
    "body", [[], {}, {"code": 4, "seq": 1}, {"code": "9", "seq": 1}, {"code": "4", "seq": "1"},
             {"code": "4", "seq": True}, {"code": "4", "seq": 0}, {"code": "4", "seq": 10**30}, {"code": "4"}],
    ids=str,
)  # fmt: skip
def test_broken_answer_of_a_script_is_refused(
    client: HouseClient, world: World, work: Work, body: object
) -> None:
    client.sign_in(world.a.beginner)
    before = codes_of(work, world.a.beginner, world.a.running_pre)
    page = client.open(
        f"/test/{world.a.running_pre}/answers/2",
        method="PUT",
        json=body,
        headers={"X-CSRFToken": client.csrf()},
    )
    assert page.status == 400
    assert page.response.mimetype == "application/json"
    assert len(page.response.get_json()["error"]) > 10
    assert codes_of(work, world.a.beginner, world.a.running_pre) == before


def test_unknown_device_gets_no_receipt(client: HouseClient, world: World) -> None:
    assert client.put_answer(world.a.running_pre, 5, "2", 1).status not in (200, 201, 409)


def test_resuming_goes_to_the_first_open_question(client: HouseClient, world: World) -> None:
    client.sign_in(world.a.beginner)
    for number in (1, 2, 3, 5):
        client.put_answer(world.a.running_pre, number, "2", 7)
    other_device = HouseClient(client.app).sign_in(world.a.beginner)
    assert other_device.get("/test/pre").path == f"/test/{world.a.running_pre}/4"


def test_closed_test_keeps_the_answers_and_says_so(client: HouseClient, world: World, work: Work) -> None:
    client.sign_in(world.a.beginner)
    with work() as session:
        workshops.close_test(session, world.a.running, Phase.PRE, now=later(650))
    page = client.get(f"/test/{world.a.running_pre}/2", status=409)
    assert len(page.main) > 20
    assert client.put_answer(world.a.running_pre, 2, "4", 1).status == 201, (
        "the phone's queue is kept as late"
    )


def test_page_of_a_question_gives_no_key_away(client: HouseClient, world: World, work: Work) -> None:
    client.sign_in(world.a.beginner)
    with work() as session:
        items = workshops.items(session)
    for number, item in enumerate(items, start=1):
        html = client.get(f"/test/{world.a.running_pre}/{number}").html
        # the token of the form is of letters by chance
        said = re.sub(r'(name="csrf_token" value)="[^"]+"', r"\1", html)
        assert said != html
        for word in ("favourable", "correct", item.id, "blueprint", "construct"):
            assert word not in said, (number, word)


def test_needle_stick_help_in_a_test_takes_one_confirming_tap(
    client: HouseClient, world: World, work: Work
) -> None:
    client.sign_in(world.a.beginner)
    page = client.get(f"/test/{world.a.running_pre}/3")
    assert "/needle-stick/confirm" in page.links
    assert "/needle-stick" not in page.links
    page = client.submit(client.get("/needle-stick/confirm").form("/needle-stick"))
    assert page.path == "/needle-stick"
    with work() as session:
        assert sorted(one.help_opened for one in session.query(Attempt).all() if one.submitted_at is None) == [
            False, True,
        ]  # fmt: skip


def test_needle_stick_help_elsewhere_is_one_tap_away(client: HouseClient, world: World) -> None:
    for path in ("/", "/sign-in", "/about", "/staff/sign-in"):
        assert "/needle-stick" in client.get(path).links
    client.sign_in(world.a.graduate)
    for path in ("/learn", "/learn/m02", "/learn/m02/l1", "/my-certificates"):
        assert "/needle-stick" in client.get(path).links


def test_lessons_wait_for_the_pre_test(client: HouseClient, world: World) -> None:
    client.sign_in(world.a.beginner)
    for path in ("/learn/m01", "/learn/m01/l1", "/learn/m01/check", "/learn/m01/scene", "/learn/m01/handout"):
        assert len(client.get(path, status=409).main) > 20


@pytest.fixture
def ready(world: World) -> int:
    """A learner who has sent the pre-test and done nothing else."""
    return world.a.running.learners[1]


@pytest.mark.parametrize("language", ["km", "en"])
def test_module_from_the_first_lesson_to_completion(
    client: HouseClient, world: World, work: Work, ready: int, language: str
) -> None:
    client = HouseClient(client.app, language=language).sign_in(ready)
    with work() as session:
        module = content_queries.current_edition(session).module("m02")
        assert module is not None
    for lesson in module.lessons:
        page = client.get(f"/learn/m02/{lesson.key}")
        assert page.h1 == lesson.title.in_(language)
        assert [one for one in page.links if one.startswith("/learn/m02")]
    page = client.get("/learn/m02/scene")
    steps = 0
    while page.tree.find(".//button[@name='choice']") is not None:
        button = page.tree.find(".//button[@name='choice']")
        assert button is not None
        page = client.submit(page.form(page.path), {"choice": button.get("value") or ""})
        steps += 1
        assert steps < 30
    assert steps >= 2
    check = client.get("/learn/m02/check")
    client.submit(check.form("/learn/m02/check"), status=422)
    wrong = checks.form_values(check.tree, module, language, is_right=False)
    page = client.submit(check.form("/learn/m02/check"), wrong)
    assert len(wrong) >= module.check.draw
    for question in checks.questions_on(check.tree, module):
        for option in question.options:
            assert " ".join(option.feedback.in_(language).split()) in page.text, "a word on every option"
    assert client.get("/learn/m02").status == 200
    again = client.get("/learn/m02/check")
    right = checks.form_values(again.tree, module, language)
    page = client.submit(again.form("/learn/m02/check"), right)
    tries = page.path
    with work() as session:
        from hrtraining.learning import queries as learning_queries

        enrolment = learning_queries.latest_enrolment(session, ready)
        assert enrolment is not None
        done = learning_queries.completed_modules(
            session, enrolment_ids=[enrolment.id], edition=content_queries.current_edition(session)
        )
    assert done[enrolment.id] == {"m02"}
    HouseClient(client.app).sign_in(world.a.running.learners[0]).get(tries, status=409)
    HouseClient(client.app).sign_in(world.b.running.learners[1]).get(tries, status=404)


def test_scene_choice_sent_twice_counts_once(client: HouseClient, ready: int) -> None:
    client.sign_in(ready)
    page = client.get("/learn/m02/scene")
    button = page.tree.find(".//button[@name='choice']")
    assert button is not None
    form = page.form(page.path)
    first = client.submit(form, {"choice": button.get("value") or ""})
    second = client.submit(form, {"choice": button.get("value") or ""})
    assert first.main == second.main
    client.submit(form, {"choice": "zzz"}, status=409)


def test_post_test_opens_after_the_modules_and_the_trainer(
    client: HouseClient, world: World, work: Work, ready: int
) -> None:
    client.sign_in(ready)
    assert client.get("/test/post", status=409).main
    running: Made = world.a.running
    with work() as session:
        workshops.do_modules(session, running, who=[ready])
    client.get("/test/post", status=409)
    with work() as session:
        post = workshops.open_test(session, running, Phase.POST, now=later(700))
    page = client.submit(client.get("/test/post").form("/test/post"))
    assert page.path == f"/test/{post}/1"


def test_learner_in_no_workshop_is_told_what_to_do(client: HouseClient, world: World, work: Work) -> None:
    from tests.factories.people import learner

    with work() as session:
        nobody = learner(session, world.a.academy_id, 500)
    client.sign_in(nobody)
    assert client.get("/learn").status == 200
    for path in ("/test/pre", "/learn/m01", "/learn/m01/l1"):
        client.get(path, status=404)


def test_place_in_a_lesson_is_kept(client: HouseClient, work: Work, ready: int) -> None:
    client.sign_in(ready)
    client.get("/learn/m02/l1")
    with work() as session:
        module = content_queries.current_edition(session).module("m02")
        assert module is not None
        section = module.lessons[0].sections[-1].id
    headers = {"X-CSRFToken": client.csrf()}
    kept = client.open("/learn/m02/l1/place", method="PUT", json={"section": section}, headers=headers)
    assert kept.status in (200, 204)
    for rubbish in ({"section": "no-such"}, {}, {"section": 5}):
        assert client.open("/learn/m02/l1/place", method="PUT", json=rubbish, headers=headers).status in (
            400,
            404,
        )
