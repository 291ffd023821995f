"""One sheet answered on several devices in the same moments: every answer that was acknowledged is on it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

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
