"""The same person on several devices in the same moments: what was acknowledged is kept, a clash gets a sentence."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from hrtraining.assessment.models import Link
from hrtraining.core.extensions import db
from tests.conftest import Work
from tests.factories import workshops
from tests.factories.world import World
from tests.house import HouseClient
from tests.web.test_learner_pages import codes_of

DEVICES = 6


def test_answers_of_several_devices_in_the_same_moments_are_all_kept(
    client: HouseClient, world: World, work: Work
) -> None:
    who, here = world.a.beginner, world.a.running_pre
    with work() as session:
        wanted = [item.codes[-2] for item in workshops.items(session)]

    def answers(first: int) -> list[int]:
        device = HouseClient(client.app, checks=False).sign_in(who)
        token = device.csrf()
        return [
            device.put_answer(here, number, wanted[number - 1], 99, csrf=token).status
            for number in range(first, 34, DEVICES)
        ]

    with ThreadPoolExecutor(DEVICES) as pool:
        statuses = [status for statuses in pool.map(answers, range(1, DEVICES + 1)) for status in statuses]
    assert statuses == [201] * 33
    assert codes_of(work, who, here) == "".join(wanted)


def test_two_requests_that_clash_in_the_tables_are_told_to_look_again(
    client: HouseClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.sign_in(world.a.beginner)

    def link_once_more(*_args: object, **_rest: object) -> None:
        db.session.add(Link(account_id=world.a.beginner, pseudonym=uuid.uuid4()))
        db.session.flush()

    monkeypatch.setattr("hrtraining.assessment.services.submit_attempt", link_once_more)
    page = client.post(f"/test/{world.a.running_pre}/submit", status=409)
    assert "twice" in page.main or "ពីរដង" in page.main
