"""An attacker with every page and file of every role learns no answer of a person and no hidden group.

The proof is by difference: change what must stay secret, and every page and file must say the same as before.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import Role
from hrtraining.assessment.domain import Phase, stored_character
from hrtraining.assessment.models import Attempt, Link
from hrtraining.core.extensions import unit_of_work
from hrtraining.reporting import services as reporting_services
from hrtraining.reporting.models import FrozenWorkshop
from tests.attack.crawl import crawl, differences
from tests.conftest import Site
from tests.factories import workshops
from tests.factories.clock import later
from tests.factories.people import academy, staff
from tests.factories.workshops import Made
from tests.factories.world import World
from tests.house import HouseClient

Sheets = Sequence[tuple[str, str]]


def readers(world: World) -> dict[str, int]:
    """Somebody of every role, on both sides, near to the answers and far from them."""
    return {
        "learner who has finished": world.a.graduate,
        "learner beside the one who answers": world.a.running.learners[2],
        "trainer": world.a.trainer,
        "colleague": world.a.other_trainer,
        "academy": world.a.academy_administrator,
        "other academy": world.b.academy_administrator,
        "analyst": world.analyst,
        "administrator": world.administrator,
        "auditor": world.auditor,
    }


def everything(app: Flask, world: World) -> dict[str, dict[str, str]]:
    return {
        name: crawl(HouseClient(app).sign_in(account_id), of_a_kind=4)
        for name, account_id in readers(world).items()
    }


def other_answers(session: Session, *, but: Sequence[int] = ()) -> int:
    """Give every attempt the opposite answers; gives how many were changed."""
    changed = 0
    keep = set(session.execute(select(Link.pseudonym).where(Link.account_id.in_(but))).scalars())
    for one in session.execute(select(Attempt)).scalars():
        if one.pseudonym not in keep:
            turned = one.codes.translate(str.maketrans("12345TFD", "54321FTF"))
            changed += turned != one.codes
            one.codes = turned
    return changed


def test_no_page_of_any_role_depends_on_anybodys_answers(app: Flask, world: World) -> None:
    before = everything(app, world)
    assert sum(len(pages) for pages in before.values()) > 100
    with app.app_context(), unit_of_work() as session:
        assert other_answers(session) > 40
    after = everything(app, world)
    wrong = [f"{who}: {fault}" for who in before for fault in differences(before[who], after[who])]
    assert wrong == []


def test_own_open_question_depends_on_ones_answer(app: Flask, world: World) -> None:
    """The test above could find something: the one page that shows a kept answer does change."""
    client = HouseClient(app).sign_in(world.a.beginner)
    first = f"/test/{world.a.running_pre}/1"
    before = crawl(client, first, most=1)
    with app.app_context(), unit_of_work() as session:
        other_answers(session)
    assert differences(before, crawl(client, first, most=1))


def test_nobody_but_the_learner_opens_the_learners_questions(app: Flask, world: World) -> None:
    for name, account_id in readers(world).items():
        client = HouseClient(app, checks=False).sign_in(account_id)
        for rest in ("1", "review", "sent"):
            assert client.open(f"/test/{world.a.running_pre}/{rest}").status == 404, (name, rest)


# --- what the figures know of persons ---


def dice_sheets(session: Session, number: int, seed: int) -> Sheets:
    """Pairs of answer sheets, before and after."""
    dice = random.Random(seed)  # noqa: S311 - chance, not a secret
    items = workshops.items(session)

    def sheet() -> str:
        return "".join(stored_character(dice.choice(item.codes)) for item in items)

    return [(sheet(), sheet()) for _one in range(number)]


def write_sheets(session: Session, made: Made, sheets: Sheets) -> None:
    """Both tests of a workshop with these answers, whole and closed."""
    for phase, start in ((Phase.PRE, 0), (Phase.POST, 300)):
        given = workshops.open_test(session, made, phase, now=later(start))
        for place, account_id in enumerate(made.learners):
            workshops.begin(session, account_id, phase, now=later(start + 1))
            whose = select(Link.pseudonym).where(Link.account_id == account_id).scalar_subquery()
            session.execute(
                update(Attempt)
                .where(Attempt.pseudonym == whose, Attempt.administration_id == given)
                .values(codes=sheets[place][phase is Phase.POST])
            )
            workshops.submit(session, account_id, given, now=later(start + 20))
        workshops.close_test(session, made, phase, now=later(start + 60))
        if phase is Phase.PRE:
            workshops.do_modules(session, made, now=later(120))
    workshops.close(session, made, now=later(500))


def academy_with(session: Session, key: str, first: int, sheets: Sheets) -> Made:
    academy_id = academy(session, key)
    trainer = staff(session, Role.TRAINER, f"trainer-{key}", academy_id)
    staff(session, Role.ACADEMY_ADMINISTRATOR, f"academy-{key}", academy_id)
    made = workshops.workshop(
        session, academy_id=academy_id, trainer_id=trainer, size=len(sheets), first_number=first, title="វគ្គ"
    )
    write_sheets(session, made, sheets)
    return made


def publish(session: Session) -> None:
    reporting_services.freeze_closed(session, now=later(60 * 24))
    assert reporting_services.publish_due(session, now=later(60 * 24 * 200))


def test_frozen_figures_do_not_know_who_answered_what(site: Site) -> None:
    bodies = []
    for turn in (0, 5):
        site.load(site.frozen)
        with site.app.app_context(), unit_of_work() as session:
            sheets = list(dice_sheets(session, 12, seed=3))
            made = academy_with(session, "A1", 1, sheets[turn:] + sheets[:turn])
            # attributes stand beside answers on purpose; here everybody has the same
            session.execute(update(Attempt).values(sex=None))
            reporting_services.freeze_closed(session, now=later(60 * 24))
            bodies.append(session.get_one(FrozenWorkshop, made.id).body)
    assert bodies[0] == bodies[1]


def published(
    site: Site, split: tuple[int, int], *, seed: int = 7
) -> tuple[dict[str, dict[str, str]], list[str]]:
    """What analysts and the hidden academies read when 15 people are split between two academies this way."""
    site.load(site.frozen)
    with site.app.app_context(), unit_of_work() as session:
        analyst = staff(session, Role.ANALYST, "analyst")
        shown = dice_sheets(session, 12, seed=seed)
        hidden = dice_sheets(session, 15, seed=11)
        academy_with(session, "A1", 1, shown)
        academy_with(session, "B2", 13, hidden[: split[0]])
        academy_with(session, "C3", 13 + split[0], hidden[split[0] :])
        publish(session)
        from hrtraining.accounts import queries

        heads = {
            one.login: one.id for one in queries.staff(session) if one.role is Role.ACADEMY_ADMINISTRATOR
        }
    who = {"analyst": analyst, "hidden": heads["academy-c3"], "hidden beside it": heads["academy-b2"]}
    start = {"analyst": "/report", "hidden": "/report/own-academy", "hidden beside it": "/report/own-academy"}
    pages = {
        name: {
            address: text
            for address, text in crawl(HouseClient(site.app).sign_in(account_id), start[name]).items()
            if address.startswith("/report")
        }
        for name, account_id in who.items()
    }
    return pages, sorted(pages["analyst"])


def test_split_of_two_hidden_academies_shows_nowhere(site: Site) -> None:
    one, addresses = published(site, (11, 4))
    other, _addresses = published(site, (10, 5))
    assert len(addresses) >= 5
    assert any(address.endswith(".csv") for address in addresses)
    assert any(address.endswith(".xlsx") for address in addresses)
    wrong = [f"{who}: {fault}" for who in one for fault in differences(one[who], other[who])]
    assert wrong == []


def test_answers_of_a_shown_academy_show(site: Site) -> None:
    """The test above could find something: other answers in the academy that is shown do change the report."""
    one, _addresses = published(site, (11, 4))
    other, _addresses = published(site, (11, 4), seed=8)
    assert differences(one["analyst"], other["analyst"])


def knowledge(session: Session) -> list[int]:
    """The places of two questions of knowledge."""
    return [place for place, item in enumerate(workshops.items(session)) if item.kind == "knowledge"][2:4]


def one_rare(session: Session, sheets: Sheets, rare: int, *, who: int) -> Sheets:
    """Two questions of knowledge that nobody knows but one person, after the course, one of the two."""
    items, known = workshops.items(session), knowledge(session)

    def told(sheet: str, right: int | None) -> str:
        codes = list(sheet)
        for place in known:
            wanted = place == right
            fitting = [code for code in items[place].codes if (code in items[place].favourable) is wanted]
            codes[place] = stored_character(fitting[0])
        return "".join(codes)

    return [
        (told(before, None), told(after, known[rare] if number == who else None))
        for number, (before, after) in enumerate(sheets)
    ]


def rarely_known(site: Site, rare: int, who: int) -> dict[str, dict[str, str]]:
    """What the analyst, the academy and the trainer read of 33 people when one of them knows one of two questions."""
    site.load(site.frozen)
    with site.app.app_context(), unit_of_work() as session:
        analyst = staff(session, Role.ANALYST, "analyst")
        made = academy_with(
            session, "A1", 1, one_rare(session, dice_sheets(session, 22, seed=3), rare, who=who)
        )
        academy_with(session, "B2", 23, one_rare(session, dice_sheets(session, 11, seed=4), rare, who=-1))
        publish(session)
        asked = [f"/report/questions/{workshops.items(session)[place].id}" for place in knowledge(session)]
    starts = {
        analyst: (*asked, "/report", "/report/questions", "/report/overview"),
        made.trainer_id: (f"/report/workshops/{made.id}",),
    }
    return {
        start[0]: {
            address: text
            for address, text in crawl(
                HouseClient(site.app).sign_in(account_id), *start, of_a_kind=3, drawn=0
            ).items()
            if address.startswith("/report")
        }
        for account_id, start in starts.items()
    }


def test_pages_do_not_say_what_is_behind_less_than_five_percent(site: Site) -> None:
    """Which of two questions one person of twenty-two knows moves no figure, no bar and no word anywhere.

    Printed reports are compared byte by byte in test_files.
    """
    one, other = (rarely_known(site, rare, who=4) for rare in (0, 1))
    assert sum(len(pages) for pages in one.values()) > 15
    wrong = [f"{start}: {fault}" for start in one for fault in differences(one[start], other[start])]
    assert wrong == []


def test_group_under_ten_is_hidden_from_its_own_trainer(site: Site) -> None:
    found = []
    for seed in (1, 2):
        site.load(site.frozen)
        with site.app.app_context(), unit_of_work() as session:
            made = academy_with(session, "C3", 1, dice_sheets(session, 9, seed=seed))
            reporting_services.freeze_closed(session, now=later(60 * 24))
        pages = crawl(
            HouseClient(site.app).sign_in(made.trainer_id), f"/report/workshops/{made.id}", of_a_kind=2
        )
        found.append({address: text for address, text in pages.items() if address.startswith("/report")})
    assert found[0]
    assert differences(found[0], found[1]) == []


# --- logs ---


def test_logs_hold_no_answer_and_no_name(
    app: Flask, world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)
    client = HouseClient(app, checks=False).sign_in(world.a.beginner)
    token = client.token or ""
    for number in range(1, 34):
        client.put_answer(world.a.running_pre, number, "4", 5)

    def full(*_args: object, **_rest: object) -> None:
        raise OperationalError(
            "UPDATE assessment_attempt SET codes=? WHERE id=?", ("4444T", "abc"), Exception("disk is full"),
            hide_parameters=app.config["SQLALCHEMY_ENGINE_OPTIONS"].get("hide_parameters", False),
        )  # fmt: skip

    monkeypatch.setattr("hrtraining.assessment.services.giving.judge", full)
    assert client.put_answer(world.a.running_pre, 1, "2", 9).status == 503
    monkeypatch.undo()
    client.post(f"/test/{world.a.running_pre}/submit")
    HouseClient(app, checks=False).open("/no/such/page")
    written = caplog.text
    assert "disk is full" in written, "the fault itself is told"
    for secret in ("4444T", "4" * 20, world.a.word, world.a.latin, token):
        assert secret not in written, secret


def test_database_faults_are_logged_without_values(app: Flask) -> None:
    assert app.config["SQLALCHEMY_ENGINE_OPTIONS"]["hide_parameters"] is True


def test_server_keeps_no_log_of_requests() -> None:
    text = (Path(__file__).resolve().parents[2] / "gunicorn.conf.py").read_text(encoding="utf-8")
    assert "accesslog = None" in text
