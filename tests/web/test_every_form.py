"""Every form answers bad input with a sentence: never with a fault of the program, never half done."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask

from hrtraining.accounts.domain import Role
from tests.factories.world import World
from tests.house import Form, HouseClient

RUBBISH = {
    "empty": "",
    "long": "ស" * 5000,
    "zero": "\x00",
    "huge number": "99999999999999999999",
    "negative": "-1",
    "markup": "<b onclick=alert(1)>“\u200b'\"&{{7*7}}%(x)s",
    "half a pair": "\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "khmer digits": "៣១/០២/២០២៦",
}
KEEP = {"csrf_token", "lang"}
OUT = {"accounts.sign_out", "web.set_language"}


def forms_of(client: HouseClient, start: str) -> Iterator[Form]:
    """One form for every place forms are sent to, found by following links."""
    adapter, seen, kinds = client.app.url_map.bind("x"), set(), dict[str, int]()
    waiting = deque([start])
    sent: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        path = waiting.popleft().split("#")[0]
        parts = urlsplit(path)
        if not path or path in seen or parts.scheme or parts.path.startswith("/static/"):
            continue
        seen.add(path)
        endpoint = str(adapter.match(parts.path, method="GET")[0])
        kinds[endpoint] = kinds.get(endpoint, 0) + 1
        if (
            kinds[endpoint] > 2
            or endpoint == "accounts.lock"
            or parts.path.endswith((".pdf", ".xlsx", ".csv", ".zip"))
        ):
            continue
        page = client.open(path)
        if page.response.mimetype != "text/html":
            continue
        waiting.extend(page.links)
        for form in page.forms:
            target = str(adapter.match(urlsplit(form.action).path, method=form.method.upper())[0])
            if target not in OUT and (target, form.names) not in sent:
                sent.add((target, form.names))
                yield form


@pytest.mark.parametrize("role", list(Role))
def test_rubbish_in_any_form_is_answered_with_a_sentence(app: Flask, world: World, role: Role) -> None:
    client = HouseClient(app, checks=False).sign_in(world.of_role(role))
    forms = list(forms_of(client, "/"))
    assert forms or role is Role.ANALYST
    faults = []
    for form in forms:
        for name, rubbish in RUBBISH.items():
            data = {
                field: values if field in KEEP else [rubbish] for field, values in form.values.items()
            } | {field: [rubbish] for field in form.names - form.values.keys()}
            page = (
                client.open(form.action, query_string=data)
                if form.method == "get"
                else client.open(form.action, method="POST", data=data)
            )
            if page.status >= 500:
                faults.append(f"{form.action} with {name}: {page.status}")
            elif page.status >= 400 and page.response.mimetype == "text/html" and len(page.main) < 20:
                faults.append(f"{form.action} with {name}: {page.status} without a sentence")
            elif re.search("[Nn]ot a? ?valid|[Ii]nvalid", page.main):
                faults.append(f"{form.action} with {name}: not in the reader's language")
    assert not faults


def test_rubbish_in_public_forms_is_answered_with_a_sentence(app: Flask, world: World) -> None:
    client = HouseClient(app, checks=False)
    for start in ("/", "/sign-in", "/staff/sign-in", "/verify"):
        for form in list(forms_of(client, start)):
            for name, rubbish in RUBBISH.items():
                data = {
                    field: values if field in KEEP else [rubbish] for field, values in form.values.items()
                }
                data |= {field: [rubbish] for field in form.names - form.values.keys()}
                page = (
                    client.open(form.action, query_string=data)
                    if form.method == "get"
                    else client.open(form.action, method="POST", data=data)
                )
                assert page.status < 500, (form.action, name)


def test_form_without_its_token_changes_nothing(app: Flask, world: World) -> None:
    client = HouseClient(app, checks=False).sign_in(world.a.trainer)
    faults = []
    for form in list(forms_of(client, "/")):
        if form.method == "post":
            data = {field: values for field, values in form.values.items() if field != "csrf_token"}
            for sent in (data, {**data, "csrf_token": ["forged"]}):
                page = client.open(form.action, method="POST", data=sent)
                if page.status != 400:
                    faults.append(f"{form.action}: {page.status}")
    assert not faults


@pytest.mark.parametrize(
    "rubbish", ["\x00", "..", "%2e%2e%2f", "٣", "៣", "1e3", "-1", "99999999999999999999", "a" * 3000]
)
def test_rubbish_in_addresses_is_no_page(app: Flask, world: World, rubbish: str) -> None:
    client = HouseClient(app, checks=False).sign_in(world.a.trainer)
    for address in (
        "/workshops/{}", "/workshops/{}/roster", f"/workshops/{world.a.running.id}/people/{{}}", "/report/workshops/{}",
        "/certificates/{}.pdf", "/learn/{}", "/learn/m02/{}", "/test/{}/1", "/join/{}", "/verify/{}/{}", "/teach/{}/l1",
        "/workshops?page={}", "/report/workshops/1/workshop.{}", "/password/{}", "/setup/{}", "/law/{}",
    ):  # fmt: skip
        page = client.open(address.format(rubbish, rubbish))
        assert page.status < 500, address
    assert (
        HouseClient(app, checks=False).sign_in(world.auditor).open(f"/audit?before={rubbish}").status == 200
    )
