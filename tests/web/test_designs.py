"""A doubled course from the switch to the pre-test: the Secretariat, the trainer and a learner on their pages."""

from __future__ import annotations

import re

from flask import Flask

from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment.domain import Phase
from hrtraining.workshops import queries
from tests.conftest import Work
from tests.factories import workshops
from tests.factories.clock import FIRST_DAY
from tests.factories.world import World
from tests.house import HouseClient


def reader(app: Flask, account_id: int, language: str = "en") -> HouseClient:
    """A signed-in browser."""
    return HouseClient(app, language=language).sign_in(account_id)


def test_secretariat_switches_on_and_sees_how_the_lot_fell(app: Flask, world: World, work: Work) -> None:
    client = reader(app, world.analyst)
    page = client.get("/designs")
    assert "the questions of this course have one wording only" in page.main
    page = client.submit(page.form("/designs/double_pretest/on"))
    assert "Switched on." in page.main
    with work() as session:
        for _ in range(2):
            workshops.workshop(session, academy_id=world.a.academy_id, trainer_id=world.a.trainer, size=0)
    page = client.get("/designs")
    assert page.main.count("two: at enrolment and on the first day") == 1
    assert len(re.findall("[0-9a-f]{32}", page.main)) == 2
    page = client.submit(page.form("/designs/double_pretest/off"))
    assert "Switched off." in page.main
    assert "off from" in page.main
    over = client.get("/designs").form("/designs/double_pretest/on")
    page = client.submit(over, {"double_pretest-day": "01/01/2020"}, status=422)
    assert "This day is over. Choose today or a later day." in page.main
    assert "01/01/2020" in page.html
    khmer = reader(app, world.administrator, "km").get("/designs")
    assert "ពីរដង៖ ពេលចុះឈ្មោះ និងថ្ងៃដំបូង" in khmer.main
    day = {"double_pretest-day": "tomorrow"}
    client.submit(client.get("/designs").form("/designs/double_pretest/on"), day, status=422)


def test_trainer_gives_both_tests_and_a_learner_takes_them(app: Flask, world: World, work: Work) -> None:
    with work() as session:
        from hrtraining.workshops import services
        from hrtraining.workshops.domain.designs import Design
        from tests.factories.clock import NOW

        services.switch_on(session, design=Design.DOUBLE_PRETEST, from_day=FIRST_DAY, actor_id=None, now=NOW)
        made = [
            workshops.workshop(
                session, academy_id=world.a.academy_id, trainer_id=world.a.trainer, size=2,
                first_number=first, word=f"អ្នករៀន{first}", latin=f"DOUBLED{first}",
            )
            for first in (801, 851)
        ]  # fmt: skip
        doubled = next(one for one in made if queries.workshop(session, one.id).is_doubled)  # type: ignore[union-attr]  # just made
        plain = next(one for one in made if one is not doubled)
    trainer = reader(app, world.a.trainer)
    assert "enrolment" not in trainer.get(f"/workshops/{plain.id}").main
    here = f"/workshops/{doubled.id}"
    page = trainer.get(here)
    assert "The lot fell on this workshop" in page.main
    learner = reader(app, doubled.learners[0])
    assert "Test at enrolment" in learner.get("/learn").main
    learner.get("/test/pre0", status=409)
    page = trainer.submit(page.form(f"{here}/tests/pre0/open"))
    assert "Close the test at enrolment" in page.main
    home = learner.get("/learn")
    assert "/test/pre0" in home.links
    item = learner.submit(learner.get("/test/pre0").form("/test/pre0"))
    assert "Test at enrolment" in item.text
    with work() as session:
        given = assessment_queries.administrations(session, doubled.id)
        test = given[Phase.PRE0].id
    for number in (1, 2):
        here_item = f"/test/{test}/{number}"
        learner.submit(learner.get(here_item).form(here_item), {"code": "4"})
    sent = learner.submit(learner.get(f"/test/{test}/review").form(f"/test/{test}/submit"))
    assert "Go to your page" in sent.text
    assert "answers sent" in learner.get("/learn").main
    learner.get("/learn/m02", status=409)
    page = trainer.get(here)
    assert "1 of 2 sent" in page.main
    assert "test at enrolment sent" in page.main
    page = trainer.submit(page.form(f"{here}/tests/pre0/close"))
    page = trainer.submit(page.form(f"{here}/tests/pre/open"))
    assert "Open the test at enrolment again" not in page.main
    home = learner.get("/learn")
    assert "/test/pre" in home.links
    assert "/test/pre0" not in home.links
    other = reader(app, doubled.learners[1]).get("/learn")
    assert "It is over. Go on with the pre-test." in other.main
    assert "/test/pre" in other.links
    first = learner.submit(learner.get("/test/pre").form("/test/pre"))
    with work() as session:
        pre = assessment_queries.administrations(session, doubled.id)[Phase.PRE].id
    assert first.path == f"/test/{pre}/1"
    assert first.h1 == learner.get(f"/test/{pre}/1").h1


def test_trainer_may_leave_it_out_with_a_reason(app: Flask, world: World, work: Work) -> None:
    with work() as session:
        made = workshops.workshop(
            session, academy_id=world.a.academy_id, trainer_id=world.a.trainer, size=1, first_number=901
        )
        from hrtraining.workshops.models import Workshop

        session.get_one(Workshop, made.id).is_doubled = True
    trainer, here = reader(app, world.a.trainer), f"/workshops/{made.id}"
    page = trainer.get(here)
    page = trainer.submit(page.form(f"{here}/tests/pre/open"), {"reason": "no electricity"})
    assert "left out" in page.main
    assert "Close the pre-test" in page.main
