"""A learner's first steps: the sign-in page, number and PIN, the home page."""

from __future__ import annotations

import re
from collections.abc import Generator

from tests.bench.site import PIN_OF_ALL
from tests.bench.wire import Ask, Browser, Pause, Reply, Unexpected, expect, path_of

_TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')


def token_of(reply: Reply) -> str:
    """The token that forms of a page carry.

    Raises:
        Unexpected: the page has no form.
    """
    found = _TOKEN.search(reply.body)
    if found is None:
        raise Unexpected(f"no form in {reply.body[:300].decode(errors='replace')}")
    return found[1].decode()


def sign_in(browser: Browser, number: str) -> Generator[Ask | Pause, Reply, Reply]:
    """Sign in and come home; gives the home page."""
    page = browser.take(expect((yield browser.get("sign-in page", "/sign-in")), 200))
    ask = browser.post(
        "sign-in", "/sign-in", csrf_token=token_of(page), number=number, pin=PIN_OF_ALL, next=""
    )
    reply = browser.take((yield ask))
    while reply.status in (302, 303):
        reply = browser.take((yield browser.get("home", path_of(reply))))
    return expect(reply, 200)
