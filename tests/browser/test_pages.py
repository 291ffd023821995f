"""Every main page in both languages on a phone and on a PC: pictures, no barrier, no sideways scrolling, no complaint."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from hrtraining.content import queries as content_queries
from hrtraining.core.clock import utc_now
from hrtraining.core.extensions import unit_of_work
from hrtraining.learning import queries as learning_queries
from hrtraining.learning import services as learning_services
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops import services as workshop_services
from tests.browser.devices import Device, Kind, barriers, device, overflow
from tests.browser.server import Server
from tests.factories.checks import wrong_answer
from tests.factories.people import learner_name
from tests.factories.workshops import do_module
from tests.factories.world import World

KINDS: tuple[Kind, ...] = ("phone", "pc")
LANGUAGES = ("km", "en")
DARK = ("front", "lesson", "item", "check-result", "workshop", "report", "scene-end", "my-certificates")


@dataclass(frozen=True)
class Place:
    """Where the pictures are taken: the server, its people, and addresses made on the way."""

    server: Server
    world: World
    code: str
    line: int
    waiting: str
    failed_try: str
    passed_try: str
    scene: str
    ending: str

    @property
    def closed(self) -> str:
        """The address of a closed workshop."""
        return f"/workshops/{self.world.a.closed.id}"

    @property
    def running(self) -> str:
        """The address of a workshop under way."""
        return f"/workshops/{self.world.a.running.id}"


@dataclass(frozen=True)
class Shown:
    """A page of the list: its name, who opens it (nobody, or a function), where it is, and the status it has."""

    name: str
    who: Callable[[World], int] | None
    path: Callable[[Place], str]
    status: int = 200
    asks: bool = False
    """Whether the reader has asked to be let in and waits."""


def _beginner(world: World) -> int:
    return world.a.running.learners[0]


def _midway(world: World) -> int:
    return world.a.running.learners[1]


def _newcomer(world: World) -> int:
    return world.a.running.learners[2]


def _graduate(world: World) -> int:
    return world.a.graduate


def _trainer(world: World) -> int:
    return world.a.trainer


def _head(world: World) -> int:
    return world.a.academy_administrator


def _analyst(world: World) -> int:
    return world.analyst


def _administrator(world: World) -> int:
    return world.administrator


def _auditor(world: World) -> int:
    return world.auditor


PAGES = (
    Shown("front", None, lambda _: "/join"),
    Shown("sign-in", None, lambda _: "/sign-in"),
    Shown("staff-sign-in", None, lambda _: "/staff/sign-in"),
    Shown("join-names", None, lambda place: f"/join/{place.code}"),
    Shown("join-claim", None, lambda place: f"/join/{place.code}/{place.line}"),
    Shown("join-ask", None, lambda place: f"/join/{place.code}/ask"),
    Shown("join-waiting", None, lambda _: "/join/waiting", asks=True),
    Shown("needle-stick", None, lambda _: "/needle-stick"),
    Shown("about", None, lambda _: "/about"),
    Shown("verify-ask", None, lambda _: "/verify"),
    Shown("verify", None, lambda place: f"/verify/{place.world.a.serial}/{place.world.a.code}"),
    Shown("missing", None, lambda _: "/nothing-here", 404),
    Shown("learn-new", _newcomer, lambda _: "/learn"),
    Shown("notice", _newcomer, lambda _: "/test/pre"),
    Shown("item", _beginner, lambda place: f"/test/{place.world.a.running_pre}/1"),
    Shown("item-truth", _beginner, lambda place: f"/test/{place.world.a.running_pre}/33"),
    Shown("review", _beginner, lambda place: f"/test/{place.world.a.running_pre}/review"),
    Shown("needle-stick-confirm", _beginner, lambda _: "/needle-stick/confirm"),
    Shown("unlock", _beginner, lambda _: "/unlock"),
    Shown("sent", _midway, lambda place: f"/test/{place.world.a.running_pre}/sent"),
    Shown("learn", _midway, lambda _: "/learn"),
    Shown("module", _midway, lambda _: "/learn/m01"),
    Shown("lesson", _midway, lambda _: "/learn/m02/l1"),
    Shown("handout", _midway, lambda _: "/learn/m02/handout"),
    Shown("scene", _midway, lambda place: place.scene),
    Shown("scene-end", _midway, lambda place: place.ending),
    Shown("check", _midway, lambda _: "/learn/m02/check"),
    Shown("check-result", _midway, lambda place: place.failed_try),
    Shown("check-passed", _midway, lambda place: place.passed_try),
    Shown("learn-done", _graduate, lambda _: "/learn"),
    Shown("my-certificates", _graduate, lambda _: "/my-certificates"),
    Shown("workshops", _trainer, lambda _: "/workshops"),
    Shown("workshop-new", _trainer, lambda _: "/workshops/new"),
    Shown("workshop", _trainer, lambda place: place.running),
    Shown("workshop-closed", _trainer, lambda place: place.closed),
    Shown("roster", _trainer, lambda place: f"{place.running}/roster"),
    Shown("roster-import", _trainer, lambda place: f"{place.running}/import"),
    Shown("attendance", _trainer, lambda place: f"{place.running}/attendance"),
    Shown("person", _trainer, lambda place: f"{place.running}/people/{_newcomer(place.world)}"),
    Shown("workshop-again", _trainer, lambda place: f"{place.closed}/again"),
    Shown("workshop-certificates", _trainer, lambda place: f"{place.closed}/certificates"),
    Shown("report-workshop", _trainer, lambda place: f"/report{place.closed}"),
    Shown("teach", _trainer, lambda _: "/teach"),
    Shown("trainer-notes", _trainer, lambda _: "/teach/m02"),
    Shown("trainer-lesson", _trainer, lambda _: "/teach/m07/l1"),
    Shown("report-own-academy", _head, lambda _: "/report/own-academy"),
    Shown("certificates", _head, lambda _: "/certificates"),
    Shown("certificate", _head, lambda place: f"/certificates/{place.world.a.serial}"),
    Shown("academy-people", _head, lambda _: "/people"),
    Shown("report", _analyst, lambda _: "/report"),
    Shown("report-academy", _analyst, lambda _: "/report/academies/A1"),
    Shown("report-overview", _analyst, lambda _: "/report/overview"),
    Shown("report-questions", _analyst, lambda _: "/report/questions"),
    Shown("report-question", _analyst, lambda _: "/report/questions/i07"),
    Shown("report-background", _analyst, lambda _: "/report/background"),
    Shown("report-follow-up", _analyst, lambda _: "/report/follow-up"),
    Shown("report-research", _analyst, lambda _: "/report/research"),
    Shown("law", _analyst, lambda _: "/law"),
    Shown("law-review", _analyst, lambda _: "/law/dcl-100-services"),
    Shown("people", _administrator, lambda _: "/people"),
    Shown("academies", _administrator, lambda _: "/academies"),
    Shown("signers", _administrator, lambda _: "/signers"),
    Shown("edition", _administrator, lambda _: "/edition"),
    Shown("audit", _auditor, lambda _: "/audit"),
)


@pytest.fixture(scope="module")
def place(populated: tuple[Server, World]) -> Place:
    """The populated server, with a learner in the middle of the modules."""
    server, world = populated
    now = utc_now()
    with server.app.app_context(), unit_of_work() as session:
        workshop = workshop_queries.workshop(session, world.a.running.id)
        assert workshop is not None
        edition = content_queries.edition_by_id(session, workshop.edition_id)
        first, second = edition.modules[:2]
        enrolment = learning_queries.enrolments_of(session, workshop.id)[_midway(world)].id
        do_module(session, enrolment, first, now=now)
        run = learning_services.start_scene(session, enrolment_id=enrolment, module=second, now=now)
        ended = learning_services.start_scene(session, enrolment_id=enrolment, module=first, now=now)
        node = first.scene.nodes[first.scene.start]
        while node.choices:
            learning_services.choose(
                session, enrolment_id=enrolment, module=first, run_id=ended, node=node.id,
                choice=node.choices[-1].key, now=now,
            )  # fmt: skip
            node = first.scene.nodes[node.choices[-1].to]
        tries = [
            learning_services.try_check(
                session, enrolment_id=enrolment, module=second, now=now,
                answers={
                    one.id: one.right_answer if right else wrong_answer(one)
                    for one in second.check.scored
                },
            )
            for right in (False, True)
        ]  # fmt: skip
        line = workshop_queries.roster(session, workshop.id)[0].line_id
        code = workshop.join_code
        waiting = workshop_services.ask_to_join(
            session, workshop_id=workshop.id, name=learner_name(99), rank="", now=now
        )
    return Place(
        server=server,
        world=world,
        code=code,
        line=line,
        waiting=waiting,
        failed_try=f"/learn/m02/check/{tries[0]}",
        passed_try=f"/learn/m02/check/{tries[1]}",
        scene=f"/learn/m02/scene/{run}",
        ending=f"/learn/m01/scene/{ended}",
    )


@pytest.fixture(scope="module")
def windows(place: Place, chromium: Browser) -> Iterator[dict[tuple[str, Kind], Device]]:
    """A phone and a PC in each language."""
    with ExitStack() as stack:
        yield {
            (lang, kind): stack.enter_context(device(chromium, place.server.url, kind, lang=lang))
            for lang in LANGUAGES
            for kind in KINDS
        }


@pytest.fixture(scope="module")
def dark(place: Place, chromium: Browser) -> Iterator[Device]:
    """A phone that is set to dark."""
    with device(chromium, place.server.url, "phone", lang="km", color_scheme="dark") as made:
        yield made


def _look(made: Device, place: Place, shown: Shown, picture: str, *, with_barriers: bool = True) -> None:
    made.sign_in(place.server.token(shown.who(place.world)) if shown.who else None)
    if shown.asks:
        made.context.add_cookies([{"name": "waiting", "value": place.waiting, "url": made.url}])
    path = shown.path(place)
    made.expected = ("404 (NOT FOUND)",) if shown.status == 404 else ()
    answer = made.page.goto(made.url + path)
    assert answer is not None
    told = f"{path}: {answer.status} {made.page.url}"
    assert answer.status < 500, f"{told}\n{(place.server.folder / 'server.log').read_text()[-1500:]}"
    assert (answer.status, made.page.url) == (shown.status, made.url + path), told
    made.picture(picture)
    found = overflow(made)
    if with_barriers:
        found += barriers(made.page)
    assert not found, f"{picture}:\n" + "\n".join(found)
    made.quiet()


@pytest.mark.parametrize("shown", PAGES, ids=lambda one: one.name)
def test_a_page_in_both_languages_on_both_screens(
    place: Place, windows: dict[tuple[str, Kind], Device], shown: Shown
) -> None:
    wrong = []
    for (lang, kind), made in windows.items():
        try:
            # axe once on each screen and once in each language: the other two differ in nothing that it looks at
            once = (lang, kind) in (("km", "phone"), ("en", "pc"))
            _look(made, place, shown, f"{shown.name}-{lang}-{kind}", with_barriers=once)
        except AssertionError as error:
            wrong.append(str(error))
            made.complaints.clear()
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("shown", [one for one in PAGES if one.name in DARK], ids=lambda one: one.name)
def test_a_page_in_the_dark(place: Place, dark: Device, shown: Shown) -> None:
    _look(dark, place, shown, f"{shown.name}-dark")


def test_no_column_of_the_report_is_crushed_on_paper(
    place: Place, windows: dict[tuple[str, Kind], Device]
) -> None:
    made = windows["km", "pc"]
    made.sign_in(place.server.token(_analyst(place.world)))
    page = made.open("/report")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 960})
    narrowest = "all => Math.min(...all.map(one => one.getBoundingClientRect().width))"
    assert page.locator("tbody th[scope=row]").evaluate_all(narrowest) > 90
    assert page.locator("details:not([open])").evaluate_all("all => all.every(one => !one.offsetHeight)")
    page.emulate_media(media="screen")
