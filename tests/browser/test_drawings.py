"""Proves of every drawing of the course that its labels fit their boxes and lie on nothing, on the smallest phone."""

from __future__ import annotations

import io
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from hrtraining.content.domain import drawing
from hrtraining.content.domain.drawing import WIDTH, Drawing, Place
from hrtraining.content.picturing import picture_html
from hrtraining.content.reading import read_course
from hrtraining.content.reading.modules import pairs_of
from hrtraining.core.khmer.breaks import insert_breaks
from hrtraining.core.settings import ROOT

STATIC = ROOT / "hrtraining" / "static"
ADDRESS = "http://drawings.test/"
SLACK = 1.0
"""CSS pixels by which a rounded edge may differ."""
SCALE = 3
"""Pixels a CSS pixel in the pictures that are looked at."""


@dataclass(frozen=True)
class Shown:
    """One drawing of one module in one language."""

    name: str
    made: Drawing
    html: str


def _shown(lang: str) -> Iterator[Shown]:
    course, _faults = read_course(ROOT / "curriculum")
    assert course is not None

    def inline(text: str) -> str:
        return escape(insert_breaks(text) if lang == "km" else text)

    for module in course.modules:
        for pair in pairs_of(module):
            for section in pair["parsed"][lang].sections:
                for picture in section.pictures:
                    if picture.kind == "drawing":
                        made, _ = drawing.parse(module["drawings"][picture.name])
                        assert made is not None
                        name = f"{module['key']}/{picture.name}"
                        yield Shown(name, made, picture_html(picture, made, inline, inline))


def _page(chromium: Browser, lang: str, shown: list[Shown], width: int) -> Page:
    sheets = "".join(
        f'<link rel="stylesheet" href="/static/css/{name}.css">' for name in ("tokens", "app", "pictures")
    )
    figures = "".join(f"<section>{one.html}</section>" for one in shown)
    html = (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>Drawings</title>{sheets}'
        f'<main class="main main-narrow"><article class="lesson">{figures}</article></main></html>'
    )

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        if path.startswith("static/"):
            file: Path = STATIC / path.removeprefix("static/")
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0])
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    context = chromium.new_context(viewport={"width": width, "height": 740}, device_scale_factor=SCALE)
    page = context.new_page()
    page.route("**/*", answer)
    page.goto(ADDRESS)
    page.evaluate("document.fonts.ready.then(() => true)")
    return page


MEASURE = """figures => figures.map(figure => {
  const drawn = figure.querySelector('.drawn'), frame = drawn.getBoundingClientRect();
  return {
    width: frame.width, height: frame.height, left: frame.left + scrollX, top: frame.top + scrollY,
    svg: drawn.querySelector('svg').getBoundingClientRect().height,
    labels: [...drawn.querySelectorAll('li')].map(label => {
      const range = document.createRange(); range.selectNodeContents(label);
      const text = range.getBoundingClientRect(), box = label.getBoundingClientRect();
      return {words: label.innerText, left: text.left - frame.left, right: text.right - frame.left,
              top: box.top - frame.top, bottom: box.bottom - frame.top};
    }),
  };
})"""


def _misfits(place: Place, label: dict[str, Any], unit: float) -> Iterator[str]:
    edges = (
        ("left", place.x * unit - label["left"]),
        ("right", label["right"] - (place.x + place.width) * unit),
        ("top", place.y * unit - label["top"]),
        ("bottom", label["bottom"] - (place.y + place.height) * unit),
    )
    for side, over in edges:
        if over > SLACK:
            yield f"{label['words']!r} is {over:.0f} px over its {side} edge"


@pytest.mark.parametrize("lang", ["km", "en"])
def test_no_label_leaves_its_box(chromium: Browser, lang: str) -> None:
    shown = list(_shown(lang))
    assert shown
    page = _page(chromium, lang, shown, 360)
    wrong = []
    for one, got in zip(shown, page.locator("figure").evaluate_all(MEASURE), strict=True):
        unit = got["width"] / WIDTH
        assert abs(got["svg"] - one.made.height * unit) < SLACK, one.name
        for place, label in zip(one.made.places, got["labels"], strict=True):
            wrong += [f"{one.name} {place.name}: {fault}" for fault in _misfits(place, label, unit)]
    page.context.close()
    assert wrong == []


@pytest.mark.parametrize("lang", ["km", "en"])
def test_no_label_lies_on_a_line(chromium: Browser, lang: str) -> None:
    """Under the words of a label the drawing has one colour: paper, or the inside of a shape."""
    shown = list(_shown(lang))
    page = _page(chromium, lang, shown, 360)
    measured = page.locator("figure").evaluate_all(MEASURE)
    page.evaluate("document.querySelectorAll('.drawn > ul').forEach(list => { list.hidden = true; })")
    wrong = []
    for one, got, frame in zip(shown, measured, page.locator(".drawn").all(), strict=True):
        picture = Image.open(io.BytesIO(frame.screenshot())).convert("RGB")
        scale = picture.width / got["width"]
        for place, label in zip(one.made.places, got["labels"], strict=True):
            corners = [round(label[side] * scale) for side in ("left", "top", "right", "bottom")]
            left, top, right, bottom = corners
            inset = round((bottom - top) * 0.12)
            under = picture.crop((left, top + inset, right, bottom - inset))
            colours = under.getcolors(1_000_000)
            assert colours is not None
            most = max(count for count, _ in colours)
            if most < 0.995 * under.width * under.height:
                wrong.append(f"{one.name} {place.name}: {label['words']!r}")
    page.context.close()
    assert wrong == []
