"""The devices of a class: phones and PCs whose pages are watched for errors, for sideways scrolling and for barriers."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page

from hrtraining.core.settings import ROOT

PICTURES = ROOT / "build" / "pictures"
AXE = Axe()
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
SIGN_IN_COOKIE = "signin"

Kind = Literal["phone", "pc"]
SIZES: dict[Kind, tuple[int, int]] = {"phone": (360, 740), "pc": (1366, 768)}

TALLEST = 6000
"""Longer pages are cut in pictures."""


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    path: str
    kind: str
    body: bytes


@dataclass
class Device:
    """One browser window of one person."""

    context: BrowserContext
    page: Page
    url: str
    kind: Kind
    complaints: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()
    """Complaints that are part of the story, such as the status of a page that is refused."""

    @property
    def width(self) -> int:
        """The width of the screen in CSS pixels."""
        return SIZES[self.kind][0]

    def open(self, path: str) -> Page:
        """Open an address of the program."""
        self.page.goto(self.url + path)
        return self.page

    def language(self, lang: str) -> None:
        """Read in this language from now on."""
        self.context.add_cookies([{"name": "language", "value": lang, "url": self.url}])

    def sign_in(self, token: str | None) -> None:
        """Hold this session, or none."""
        self.context.clear_cookies(name=SIGN_IN_COOKIE)
        if token is not None:
            self.context.add_cookies([{"name": SIGN_IN_COOKIE, "value": token, "url": self.url}])

    def ask(self, path: str, *, body: str | None = None) -> Answer:
        """Send a request in this device's session without drawing the answer; follows redirects.

        The name of the server is known to the browser only, so this goes to its port on this machine.
        """
        parts = urlsplit(self.url)
        for _ in range(5):
            line = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=30)
            headers = {
                "Host": parts.netloc,
                "Cookie": "; ".join(
                    f"{one['name']}={one['value']}" for one in self.context.cookies(self.url)
                ),
                "Referer": self.url + path,
                **({} if body is None else {"Content-Type": "application/x-www-form-urlencoded"}),
            }
            line.request("GET" if body is None else "POST", path, body, headers)
            got = line.getresponse()
            data, target = got.read(), got.getheader("Location")
            line.close()
            if not target:
                return Answer(got.status, path, got.getheader("Content-Type", ""), data)
            path, body = target.removeprefix(self.url), None
        raise AssertionError(f"redirected without end: {path}")

    def tap(self, selector: str) -> None:
        """Touch the one thing that this describes, or click it where there is no touch."""
        thing = self.page.locator(selector)
        if self.kind == "phone":
            thing.tap()
        else:
            thing.click()

    def listen(self, page: Page) -> None:
        """Keep what this page complains about."""
        page.on("console", self._on_console)
        page.on("pageerror", self._on_error)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")

    def _on_error(self, error: Error) -> None:
        self.complaints.append(str(error))

    def quiet(self) -> None:
        """Fail when a page of this device complained: script errors, refused content, missing files."""
        loud = [one for one in self.complaints if not any(part in one for part in self.expected)]
        self.complaints.clear()
        assert not loud, f"{self.page.url}: {loud}"

    def picture(self, name: str) -> None:
        """Keep a picture of the whole page on a screen as tall as it, so that bars stand where they belong."""
        width, height = SIZES[self.kind]
        tall: int = self.page.evaluate(
            "document.fonts.ready.then(() => document.documentElement.scrollHeight)"
        )
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.set_viewport_size({"width": width, "height": max(height, min(tall, TALLEST))})
        self.page.screenshot(path=PICTURES / f"{name}.png")
        self.page.set_viewport_size({"width": width, "height": height})


@contextmanager
def device(
    browser: Browser, url: str, kind: Kind = "phone", *, lang: str | None = None, **options: Any
) -> Iterator[Device]:
    """A browser with no past; closed, like a phone that goes dark, at the end of the block."""
    width, height = SIZES[kind]
    touch: dict[str, Any] = {"has_touch": True, "is_mobile": True} if kind == "phone" else {}
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", **{**touch, **options}
    )
    context.set_default_timeout(15_000)
    try:
        page = context.new_page()
        made = Device(context, page, url, kind)
        made.listen(page)
        if lang is not None:
            made.language(lang)
        yield made
    finally:
        context.close()


def barriers(page: Page) -> list[str]:
    """What axe finds on the page, one line a finding with the first elements."""
    found = AXE.run(page, options=RULES).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {one['help']} — "
        + "; ".join(
            f"{node['html'][:160]} [{node['failureSummary'].splitlines()[-1].strip()}]"
            for node in one["nodes"][:3]
        )
        for one in found
    ]


WIDER = """width => {
  const root = document.documentElement;
  if (root.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > width + 1);
  return ['page is ' + root.scrollWidth + ' wide', ...wide.slice(0, 5).map(one => one.outerHTML.slice(0, 120))];
}"""


def overflow(made: Device) -> list[str]:
    """What makes the page scroll sideways."""
    wider: list[str] = made.page.evaluate(WIDER, made.width)
    return wider
