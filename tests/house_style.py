"""The house style of every page: one heading, nothing inline, labels, working links, one language at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from hrtraining.core.settings import ROOT

if TYPE_CHECKING:
    from tests.house import Form, Page

DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
KHMER_WORD = re.compile(r"[\u1780-\u17b3][\u1780-\u17d3]+")
KHMER_DIGIT = re.compile(r"[\u17e0-\u17e9]")
ASCII_NUMBER = re.compile(r"(?<![A-Za-z0-9/_.-])[0-9]+(?![A-Za-z0-9_-])")
LEFT_OVER = re.compile(r"\{\{|\{%|%\([a-z_]+\)|<bound method|Undefined|object at 0x|^None$|: None\b|<span|</")
ABBREVIATION = re.compile(r"[A-Z]{2,6}s?|PrEP|UNAIDS")
"""What Khmer texts keep in Latin letters: HIV, WHO, PEP, XLSX."""
TYPED = re.compile(
    "(វគ្គ\\S*|សិក្ខាកាម\\S*|សិស្សនគរបាល|បុគ្គលិក|ខេត្ត\\S+|រាជធានីភ្នំពេញ|ទីកន្លែងសាកល្បង|រង់ចាំ)( [\u17e0-\u17e9]+)?"
)
"""What the factories typed into fields that have one wording only: titles, ranks, Khmer names."""


def faults(page: Page, app: Flask, *, is_signed_in: bool) -> list[str]:
    """Everything on a page that breaks the house style, as sentences."""
    checks = (
        _headers(page, is_signed_in),
        _document(page),
        _forms(page),
        _inline(page),
        _links(page, app),
        _language(page),
    )
    return [fault for check in checks for fault in check]


def _headers(page: Page, is_signed_in: bool) -> Iterator[str]:
    headers = page.response.headers
    parts = headers.get("Content-Security-Policy", "").split(";")
    policy = {name: value for name, _space, value in (part.strip().partition(" ") for part in parts)}
    for name, value in DIRECTIVES.items():
        if policy.get(name) != value:
            yield f"CSP {name} is {policy.get(name)!r}"
    if any("unsafe" in value or "*" in value for value in policy.values()):
        yield "CSP allows unsafe or everything"
    if headers.get("X-Content-Type-Options") != "nosniff":
        yield "no nosniff"
    if headers.get("Content-Type") != "text/html; charset=utf-8":
        yield f"content type {headers.get('Content-Type')}"
    if is_signed_in and headers.get("Cache-Control") != "no-store":
        yield f"a signed-in page may be stored: {headers.get('Cache-Control')}"
    needed = {"HttpOnly", "SameSite=Lax"} | ({"Secure"} if page.response.request.scheme == "https" else set())
    for cookie in headers.getlist("Set-Cookie"):
        if not needed <= {part.strip() for part in cookie.split(";")}:
            yield f"weak cookie {cookie.split('=')[0]}"


def _document(page: Page) -> Iterator[str]:
    from tests.house import text_of

    yield from page.parse_errors
    if page.tree.get("lang") not in ("km", "en"):
        yield "the language is not set"
    headings = list(page.tree.iter("h1"))
    if len(headings) != 1:
        yield f"{len(headings)} h1"
        return
    title = page.tree.find("./head/title")
    written = " ".join((title.text or "").split()) if title is not None else ""
    h1 = text_of(headings[0])
    if not h1 or not written.startswith(h1):
        yield f"the title {written!r} does not begin with the heading {h1!r}"
    for name, number in Counter(one.get("id") for one in page.tree.iter() if one.get("id")).items():
        if number > 1:
            yield f"the id {name} stands {number} times"
    for image in page.tree.iter("img"):
        if image.get("alt") is None:
            yield f"no alternative text: {image.get('src')}"
    level = 1
    for one in page.tree.iter():
        if one.tag in ("h2", "h3", "h4"):
            if int(one.tag[1]) > level + 1:
                yield f"a heading jumps from h{level} to {one.tag}: {text_of(one)}"
            level = int(one.tag[1])
    ids = {one.get("id") for one in page.tree.iter()}
    for one in page.tree.iter():
        for name in ("aria-describedby", "aria-labelledby", "for"):
            for wanted in (one.get(name) or "").split():
                if wanted not in ids:
                    yield f"{name} points nowhere: {wanted}"


def _forms(page: Page) -> Iterator[str]:
    labelled = {one.get("for") for one in page.tree.iter("label")}
    inside = {id(child) for label in page.tree.iter("label") for child in label.iter()}
    for form in page.forms:
        yield from _form(form)
        for one in form.element.iter():
            if one.tag not in ("input", "select", "textarea") or one.get("type") in ("hidden", "submit"):
                continue
            if one.get("id") not in labelled and id(one) not in inside and not one.get("aria-label"):
                yield f"no label: {one.get('name')} of {form.action}"


def _form(form: Form) -> Iterator[str]:
    parts = urlsplit(form.action)
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        yield f"a form leads to {form.action}"
    if form.method not in ("get", "post"):
        yield f"a form has the method {form.method}"
    if form.method == "post" and not any(form.values.get("csrf_token", [])):
        yield f"the form {form.action} has no CSRF token"
    if form.method == "get" and "csrf_token" in form.values:
        yield f"the form {form.action} puts its CSRF token into the address"


def _inline(page: Page) -> Iterator[str]:
    for one in page.tree.iter():
        if one.tag == "style" or one.get("style") is not None:
            yield f"inline style on {one.tag}"
        if one.tag == "script" and (one.get("src") is None or (one.text or "").strip()):
            yield "inline script"
        if one.tag == "meta" and (one.get("http-equiv") or "").lower() == "refresh":
            yield "the page reloads itself by meta refresh"
        for name, value in one.attrib.items():
            if str(name).startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                yield f"script in an attribute: {name} of {one.tag}"


def _links(page: Page, app: Flask) -> Iterator[str]:
    adapter = app.url_map.bind("x")
    targets = [(href, "GET") for href in page.links]
    targets += [(form.action, form.method.upper()) for form in page.forms]
    targets += [(one.get("src") or "", "GET") for one in page.tree.iter() if one.tag in ("img", "script")]
    targets += [(one.get("href") or "", "GET") for one in page.tree.iter("link")]
    ids = {one.get("id") for one in page.tree.iter()}
    for target, method in targets:
        parts = urlsplit(target)
        if parts.scheme in ("https", "http", "tel", "data"):
            continue
        if not parts.path:
            if parts.fragment and parts.fragment not in ids:
                yield f"the link #{parts.fragment} leads nowhere"
            continue
        if parts.path.startswith("/static/"):
            if not (ROOT / "hrtraining" / parts.path.lstrip("/")).is_file():
                yield f"there is no {parts.path}"
            continue
        try:
            adapter.match(parts.path, method=method)
        except (NotFound, MethodNotAllowed, RequestRedirect) as error:
            yield f"{method} {target} leads nowhere ({error.__class__.__name__})"


COURSE = {"lesson", "law", "prose", "cite", "scene-text"}
"""Classes of what comes from the files of the course, whose two wordings the check of the course compares."""

Piece = tuple[str, str, bool]
"""Text, its language, and whether it is a code read letter by letter or the course's own words."""


def visible(element: Element, lang: str, is_code: bool = False) -> Iterator[Piece]:
    """Everything a person reads or hears of an element."""
    if element.tag in ("script", "style", "template"):
        return
    lang = element.get("lang") or lang
    classes = (element.get("class") or "").split()
    is_code = is_code or element.tag == "code" or "code" in classes or bool(COURSE & set(classes))
    for name in ("aria-label", "alt", "placeholder", "data-label", "data-show", "data-hide", "title"):
        if element.get(name):
            yield element.get(name) or "", lang, is_code
    if element.text:
        yield element.text, lang, is_code
    for child in element:
        yield from visible(child, lang, is_code)
        if child.tail:
            yield child.tail, lang, is_code


def _language(page: Page) -> Iterator[str]:
    body = page.tree.find("./body")
    if body is None:
        return
    lang = page.tree.get("lang") or ""
    title = page.tree.find("./head/title")
    pieces = [*visible(body, lang), ((title.text or "") if title is not None else "", lang, False)]
    for text, piece_lang, is_code in pieces:
        line = " ".join(text.split())
        if LEFT_OVER.search(line):
            yield f"left over in the text: {line[:120]!r}"
        if is_code or not line:
            continue
        if '"' in line and piece_lang == "km":
            yield f"a straight quotation mark: {line[:120]!r}"
        if "\u17d2\u178a" in line:
            yield f"subscript DA for TA: {line[:120]!r}"
        if piece_lang == "km":
            foreign = [word for word in LATIN_WORD.findall(line) if not ABBREVIATION.fullmatch(word)]
            if foreign and not line.startswith(("http://", "https://")):
                yield f"Latin letters on a Khmer page: {line[:120]!r}"
            if ASCII_NUMBER.search(line):
                yield f"Latin digits on a Khmer page: {line[:120]!r}"
        elif (
            piece_lang == "en"
            and (line := TYPED.sub("", line))
            and (KHMER_WORD.search(line) or KHMER_DIGIT.search(line))
        ):
            yield f"Khmer on an English page: {line[:120]!r}"
