"""Every page that every role can reach keeps the house style, in both languages."""

from __future__ import annotations

from collections import deque
from urllib.parse import urlsplit

import pytest
from flask import Flask

from hrtraining.accounts.domain import Role
from tests.factories.world import World
from tests.house import HouseClient
from tests.house_style import faults

MOST_PAGES = 70
"""Enough to see every kind of page of a role; lessons and people of one kind look alike."""


def walk(client: HouseClient, start: str, most: int = MOST_PAGES) -> tuple[dict[str, str], list[str]]:
    """Follow every link from a page; gives the headings by path, and every fault of the house style."""
    seen: dict[str, str] = {}
    wrong: list[str] = []
    client.checks = False
    kinds: dict[str, int] = {}
    adapter = client.app.url_map.bind("x")
    waiting = deque([start])
    while waiting and len(seen) < most:
        path = waiting.popleft()
        parts = urlsplit(path)
        if path in seen or parts.scheme or not parts.path or parts.path.startswith("/static/"):
            continue
        endpoint = str(adapter.match(parts.path, method="GET")[0])
        kinds[endpoint] = kinds.get(endpoint, 0) + 1
        if kinds[endpoint] > 2 or endpoint in ("accounts.lock",):
            continue
        page = client.open(path)
        seen[path] = page.h1 if page.response.mimetype == "text/html" else page.response.mimetype or ""
        if page.status != 200:
            wrong.append(f"{path}: status {page.status}")
        if page.response.mimetype == "text/html":
            found = faults(page, client.app, is_signed_in=client.token is not None)
            wrong += [f"{path}: {fault}" for fault in found]
            waiting.extend(page.links)
    return seen, wrong


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize("role", list(Role))
def test_pages_of_a_role_keep_the_house_style(app: Flask, world: World, role: Role, language: str) -> None:
    client = HouseClient(app, language=language).sign_in(world.of_role(role))
    seen, wrong = walk(client, "/")
    assert not wrong, "\n".join(wrong)
    assert len(seen) >= (3 if role is Role.AUDITOR else 6), seen


@pytest.mark.parametrize("language", ["km", "en"])
def test_public_pages_keep_the_house_style(app: Flask, world: World, language: str) -> None:
    client = HouseClient(app, language=language)
    starts = ("/", "/join/" + _join_code(app, world), f"/verify/{world.a.serial}/{world.a.code}")
    found = [walk(client, start) for start in starts]
    wrong = [fault for _seen, faults_ in found for fault in faults_]
    assert not wrong, "\n".join(wrong)
    assert sum(len(seen) for seen, _faults in found) >= 8


def _join_code(app: Flask, world: World) -> str:
    from hrtraining.core.extensions import unit_of_work
    from hrtraining.workshops import queries

    with app.app_context(), unit_of_work() as session:
        found = queries.workshop(session, world.a.running.id)
        assert found is not None
        return found.join_code
