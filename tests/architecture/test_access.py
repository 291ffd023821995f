"""Who may open what: the table of routes and roles is complete, and each route keeps to it, academies included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from hrtraining.accounts import services
from hrtraining.accounts.domain import MUST_USE_SECOND_FACTOR, OF_AN_ACADEMY, Role
from hrtraining.core import clock
from hrtraining.core.extensions import unit_of_work
from hrtraining.workshops import queries
from tests.architecture import access
from tests.factories.world import Side, World
from tests.house import HouseClient as Browser

ROWS = access.committed()
GUARDED = [row for row in ROWS if not row["public"]]
OF_A_SIDE = ("workshop_id", "account_id", "serial", "request_id", "administration_id", "academy_key")
"""Parts of an address that name a thing of one academy."""


def browser(app: Flask) -> Browser:
    """A browser that does not look at the style, which other tests do."""
    return Browser(app, checks=False)


def names(rows: list[dict[str, str]]) -> list[str]:
    return [row["endpoint"] for row in rows]


def roles_of(row: dict[str, str]) -> set[Role]:
    return {role for role in Role if row[role.value]}


@dataclass(frozen=True)
class Address:
    """A route filled in with things of one academy."""

    path: str
    methods: tuple[str, ...]


def address(app: Flask, row: dict[str, str], side: Side, *, line_id: int = 1) -> Address:
    staff_page = row["endpoint"].startswith("accounts.")
    of_certificates = row["endpoint"].startswith(("certificates.", "reporting."))
    on_learner_page = row["endpoint"].startswith("learner.")
    on_follow_up = row["endpoint"].startswith("followup.")
    values: dict[str, object] = {
        "workshop_id": side.closed.id if of_certificates else side.running.id,
        "account_id": side.other_trainer if staff_page else side.running.learners[2],
        "serial": side.serial,
        "request_id": side.waiting_request,
        "administration_id": side.running_pre,
        "academy_key": side.key,
        "number": 2,
        "phase": "pre" if on_learner_page else "fu3" if on_follow_up else "post",
        "item_key": "i07",
        "module_key": "m02",
        "lesson_key": "l1",
        "try_id": uuid4(),
        "run_id": uuid4(),
        "statement_id": "dcl-40-possession",
        "edition_id": 1,
        "earlier_id": 1,
        "signer_id": 1,
        "service_uuid": uuid4(),
        "province": "kampot",
        "form": "csv",
        "code": side.code,
        "token": "t" * 20,
        "line_id": line_id,
        "design": "double_pretest",
        "act": "on",
        "book": "cadet-km",
        "sheet": "handout",
        "import_id": 1,
    }
    with app.test_request_context():
        rule = next(one for one in app.url_map.iter_rules() if one.endpoint == row["endpoint"])
        built = rule.build({name: values[name] for name in rule.arguments}, append_unknown=False)
    assert built is not None
    return Address(built[1], tuple(row["methods"].split()))


def ask(client: Browser, method: str, path: str) -> tuple[int, str]:
    """The status and the place a redirect leads to."""
    data = {"csrf_token": client.csrf()} if method == "POST" else None
    json = {"code": "1", "seq": 1} if method == "PUT" else None
    headers = {"X-CSRFToken": client.csrf()} if method == "PUT" else {}
    page = client.open(path, method=method, data=data, json=json, headers=headers, follow=False)
    return page.status, page.response.headers.get("Location", "")


def test_committed_table_is_the_program(app: Flask) -> None:
    assert access.TABLE.read_text(encoding="utf-8") == access.table_of(app), (
        "routes or roles changed: run `python -m tests.architecture.access`, read the difference, commit it"
    )


def test_every_route_says_who_may_open_it(app: Flask) -> None:
    for row in ROWS:
        assert bool(row["public"]) != bool(roles_of(row)), row["endpoint"]


def test_a_view_without_a_word_about_roles_is_closed(app: Flask, world: World) -> None:
    view: Any = app.view_functions["workshops.index"]
    roles = view.allowed_roles
    try:
        del view.allowed_roles
        assert browser(app).sign_in(world.a.trainer).open("/workshops").status == 404
    finally:
        view.allowed_roles = roles
    assert browser(app).sign_in(world.a.trainer).open("/workshops").status == 200


@pytest.mark.parametrize("row", GUARDED, ids=names(GUARDED))
def test_other_roles_are_refused(app: Flask, world: World, row: dict[str, str]) -> None:
    place = address(app, row, world.a)
    for role in set(Role) - roles_of(row):
        client = browser(app).sign_in(world.of_role(role))
        for method in place.methods:
            status, _where = ask(client, method, place.path)
            assert status == (404 if method == "GET" else 403), (role, method, place.path)


@pytest.mark.parametrize("row", GUARDED, ids=names(GUARDED))
def test_nobody_enters_without_signing_in(app: Flask, world: World, row: dict[str, str]) -> None:
    place, client = address(app, row, world.a), browser(app)
    for method in place.methods:
        status, where = ask(client, method, place.path)
        assert (status, where.split("?")[0]) == (302, "/join"), (method, place.path)


SIDED = [
    row
    for row in GUARDED
    if any(f":{part}>" in row["rule"] or f"<{part}>" in row["rule"] for part in OF_A_SIDE)
]


@pytest.mark.parametrize("row", SIDED, ids=names(SIDED))
def test_things_of_another_academy_do_not_exist(app: Flask, world: World, row: dict[str, str]) -> None:
    own, foreign = address(app, row, world.a), address(app, row, world.b)
    assert own.path != foreign.path
    for role in roles_of(row) & OF_AN_ACADEMY:
        person = world.a.beginner if role is Role.LEARNER else world.of_role(role)
        if row["endpoint"] == "certificates.paper" and role is Role.LEARNER:
            person = world.a.graduate
        for method in own.methods:
            client = browser(app).sign_in(person)
            status, _where = ask(client, method, foreign.path)
            assert status == 404, (role, method, foreign.path, status)
            assert world.b.word not in client.open(foreign.path).text if method == "GET" else True
            if method == "GET":
                # the same page of one's own academy exists, so that something could have leaked
                assert ask(client, method, own.path)[0] not in (403, 404), (role, own.path)


OF_TRAINERS = [row for row in SIDED if Role.TRAINER in roles_of(row)]


@pytest.mark.parametrize("row", OF_TRAINERS, ids=names(OF_TRAINERS))
def test_things_of_a_colleague_are_not_the_trainers(app: Flask, world: World, row: dict[str, str]) -> None:
    place = address(app, row, world.a)
    client = browser(app).sign_in(world.a.other_trainer)
    for method in place.methods:
        assert ask(client, method, place.path)[0] == 404, (method, place.path)


def test_people_of_another_workshop_do_not_exist_in_this_one(app: Flask, world: World) -> None:
    client = browser(app).sign_in(world.a.trainer)
    inside = f"/workshops/{world.a.running.id}/people"
    for stranger in (world.b.beginner, world.a.graduate, world.a.other_trainer, world.administrator):
        assert client.open(f"{inside}/{stranger}").status == 404
        for act in ("pin", "excuse", "remove"):
            page = client.post(f"{inside}/{stranger}/{act}", {"reason": "x"}, status=404)
            assert str(stranger) not in page.main
    assert client.open(f"{inside}/{world.a.beginner}").status == 200


def test_requests_of_another_workshop_are_not_answered_here(app: Flask, world: World) -> None:
    client = browser(app).sign_in(world.a.trainer)
    path = f"/workshops/{world.a.running.id}/waiting/{world.b.waiting_request}"
    assert (
        client.open(path, method="POST", data={"csrf_token": client.csrf(), "answer": "approve"}).status
        == 404
    )
    with app.app_context(), unit_of_work() as session:
        assert len(queries.waiting(session, world.b.running.id)) == 1


def test_academy_administrator_touches_only_trainers_of_the_academy(app: Flask, world: World) -> None:
    client = browser(app).sign_in(world.a.academy_administrator)
    for stranger in (world.b.trainer, world.administrator, world.analyst, world.a.beginner):
        for act in ("link", "active"):
            assert ask(client, "POST", f"/people/{stranger}/{act}")[0] == 404, (stranger, act)
    assert ask(client, "POST", f"/people/{world.a.other_trainer}/link")[0] == 200


BEHIND_A_DEVICE = [
    row for row in GUARDED if roles_of(row) & MUST_USE_SECOND_FACTOR and not row["while_locked"]
]


@pytest.mark.parametrize("row", BEHIND_A_DEVICE, ids=names(BEHIND_A_DEVICE))
def test_pages_of_roles_wait_for_the_second_device(app: Flask, world: World, row: dict[str, str]) -> None:
    role = min(roles_of(row) & MUST_USE_SECOND_FACTOR)
    client = browser(app)
    with app.app_context(), unit_of_work() as session:
        opened = services.open_session(
            session, account_id=world.of_role(role), demonstration=False, now=clock.utc_now()
        )
        assert opened.needs_second_factor
    client.browser.set_cookie(client.cookie_name, opened.token, domain=client.host)
    place = address(app, row, world.a)
    for method in place.methods:
        assert ask(client, method, place.path) == (302, "/second-device"), (method, place.path)
