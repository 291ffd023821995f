"""A browser for tests: parses every page it is shown, checks the house style, fills in forms as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from werkzeug.test import TestResponse

from hrtraining.accounts import services as account_services
from hrtraining.accounts.models import Account
from hrtraining.core import clock
from hrtraining.core.extensions import unit_of_work
from hrtraining.core.settings import Settings
from tests.house_style import faults

HTML = "text/html; charset=utf-8"


def parse(html: str) -> tuple[Element, list[str]]:
    """The tree of a document and everything an HTML parser complains about."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = cast(Element, parser.parse(html))
    wrong = [f"{code} at {place}: {values}" for place, code, values in parser.errors]
    return tree, wrong


@dataclass
class Form:
    """A form of a page with the values it would send untouched."""

    method: str
    action: str
    values: dict[str, list[str]]
    element: Element
    names: frozenset[str]


@dataclass
class Page:
    """An answer of the server as a person sees it."""

    response: TestResponse
    path: str
    trail: tuple[str, ...] = field(default=())

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @cached_property
    def html(self) -> str:
        """The source of the page."""
        return self.response.get_data(as_text=True)

    @cached_property
    def _parsed(self) -> tuple[Element, list[str]]:
        return parse(self.html)

    @property
    def tree(self) -> Element:
        """The parsed page."""
        return self._parsed[0]

    @property
    def parse_errors(self) -> list[str]:
        """What the parser complained about."""
        return self._parsed[1]

    @cached_property
    def main(self) -> str:
        """The text of the main part."""
        found = self.tree.find(".//main")
        return text_of(found if found is not None else self.tree)

    @cached_property
    def text(self) -> str:
        """All visible text."""
        return text_of(self.tree)

    @property
    def h1(self) -> str:
        """The heading."""
        found = self.tree.find(".//h1")
        return text_of(found) if found is not None else ""

    @cached_property
    def links(self) -> list[str]:
        """Where the links of the page lead."""
        return [href for one in self.tree.iter("a") if (href := one.get("href"))]

    @cached_property
    def forms(self) -> list[Form]:
        """The forms of the page."""
        return [_form(one, self.path) for one in self.tree.iter("form")]

    def form(self, action: str = "", *, having: str = "") -> Form:
        """The one form whose action ends so and that has such a field."""
        found = [
            one
            for one in self.forms
            if urlsplit(one.action).path.endswith(action) and (not having or having in one.names)
        ]
        actions = [one.action for one in self.forms]
        assert len(found) == 1, f"{len(found)} forms end with {action!r} on {self.path}: {actions}"
        return found[0]


def text_of(element: Element) -> str:
    """The visible text of an element on one line."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if element.tag in ("script", "style", "template", "head"):
        yield element.tail or ""
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
    if element.tag in ("p", "li", "td", "th", "h1", "h2", "h3", "div", "br", "label", "a", "span"):
        yield " "
    yield element.tail or ""


def _form(element: Element, path: str) -> Form:
    values: dict[str, list[str]] = {}
    names = set()
    for one in element.iter():
        name = one.get("name")
        if not name or one.get("disabled") is not None:
            continue
        names.add(name)
        if one.tag == "input":
            kind = one.get("type", "text")
            if kind in ("checkbox", "radio") and one.get("checked") is None:
                continue
            if kind not in ("submit", "file", "button"):
                values.setdefault(name, []).append(one.get("value", ""))
        elif one.tag == "textarea":
            values.setdefault(name, []).append(one.text or "")
        elif one.tag == "select":
            chosen = [option for option in one.iter("option") if option.get("selected") is not None]
            first = chosen or list(one.iter("option"))[: 0 if one.get("multiple") is not None else 1]
            values.setdefault(name, []).extend(option.get("value", text_of(option)) for option in first)
    return Form(
        element.get("method", "get").lower(), element.get("action") or path, values, element, frozenset(names)
    )


class HouseClient:
    """Goes through the pages like a browser and fails on the first page that breaks the house style."""

    def __init__(self, app: Flask, *, language: str | None = None, checks: bool = True) -> None:
        self.app = app
        self.checks = checks
        self.settings = cast(Settings, app.config["SETTINGS"])
        self.base = self.settings.base_url
        self.host = urlsplit(self.base).hostname or ""
        self.browser = app.test_client()
        self.who: int | None = None
        self.at = self.base + "/"
        if language is not None:
            self.browser.set_cookie("language", language, domain=self.host)

    @property
    def cookie_name(self) -> str:
        """The name of the sign-in cookie."""
        return "__Host-signin" if self.settings.is_https else "signin"

    @property
    def token(self) -> str | None:
        """The token of the sign-in cookie, if there is one."""
        kept = self.browser.get_cookie(self.cookie_name, domain=self.host)
        return kept.value if kept else None

    def copy(self) -> HouseClient:
        """Another browser that has stolen this one's sign-in cookie."""
        other = HouseClient(self.app)
        if self.token:
            other.browser.set_cookie(self.cookie_name, self.token, domain=other.host)
        return other

    def sign_in(self, account_id: int) -> HouseClient:
        """Hold a session of this account, as after the sign-in page (and the second device)."""
        with self.app.app_context(), unit_of_work() as session:
            opened = account_services.open_session(
                session, account_id=account_id, demonstration=True, now=clock.utc_now()
            )
            session.get_one(Account, account_id)
        self.browser.set_cookie(self.cookie_name, opened.token, domain=self.host)
        self.who = account_id
        return self

    def open(self, path: str, *, method: str = "GET", follow: bool = True, **rest: Any) -> Page:
        """Ask for a page; redirects are followed."""
        headers = {"Referer": self.at, **rest.pop("headers", {})}
        response = self.browser.open(
            path, method=method, base_url=self.base, headers=headers, follow_redirects=follow, **rest
        )
        for one in (*response.history, response):
            one.request.environ["wsgi.input"].close()  # a large upload is a file, which Werkzeug leaves open
        shown = response.request.full_path.rstrip("?")
        page = Page(response, shown, tuple(one.request.path for one in response.history))
        if page.status < 400 and response.mimetype == "text/html":
            self.at = self.base + shown
        if self.checks and response.mimetype == "text/html" and page.html and not 300 <= page.status < 400:
            wrong = faults(page, self.app, is_signed_in=self.token is not None)
            assert not wrong, f"{method} {path} -> {page.status} {shown}:\n" + "\n".join(wrong)
        return page

    def get(self, path: str, *, status: int = 200, follow: bool = True) -> Page:
        """A page, which must answer with this status."""
        page = self.open(path, follow=follow)
        assert page.status == status, f"GET {path} -> {page.status} {page.path}: {page.main[:300]}"
        return page

    def submit(
        self,
        form: Form,
        values: Mapping[str, object] | None = None,
        *,
        status: int = 200,
        follow: bool = True,
        files: Mapping[str, tuple[bytes, str]] | None = None,
    ) -> Page:
        """Send a form as it stands with these values changed; all fields must be on the page."""
        unknown = set(values or {}) - form.names
        assert not unknown, f"the form {form.action} has no field {sorted(unknown)}"
        data: dict[str, Any] = dict(form.values)
        for name, value in (values or {}).items():
            data[name] = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
        if form.method == "get":
            page = self.open(form.action, query_string=data, follow=follow)
        else:
            import io

            sent = {name: (io.BytesIO(body), file) for name, (body, file) in (files or {}).items()}
            page = self.open(form.action, method="POST", data={**data, **sent}, follow=follow)
        assert page.status == status, f"{form.method} {form.action} -> {page.status}: {page.main[:400]}"
        return page

    def post(
        self, path: str, values: Mapping[str, object] | None = None, *, status: int = 200, follow: bool = True
    ) -> Page:
        """Send a form that no page shows (as an attacker or an old page would), with a right CSRF token."""
        page = self.open(
            path, method="POST", data={"csrf_token": self.csrf(), **(values or {})}, follow=follow
        )
        assert page.status == status, f"POST {path} -> {page.status}: {page.main[:300]}"
        return page

    def csrf(self) -> str:
        """The CSRF token of this browser, from a page that everybody may open."""
        checks, at, self.checks = self.checks, self.at, False
        html = self.open("/about").html
        self.checks, self.at = checks, at
        found = re.search(r'name="csrf_token" value="([^"]+)"', html)
        assert found
        return found.group(1)

    def put_answer(
        self, administration_id: int, number: int, code: str, seq: int, *, csrf: str | None = None
    ) -> Page:
        """Keep one answer as the script of the page does."""
        return self.open(
            f"/test/{administration_id}/answers/{number}",
            method="PUT",
            json={"code": code, "seq": seq},
            headers={"X-CSRFToken": csrf or self.csrf()},
            follow=False,
        )
