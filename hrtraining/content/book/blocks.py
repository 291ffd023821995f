"""Makes the HTML of a lesson fit for paper: links lead inside the book, labels find their place."""

from __future__ import annotations

import re

from hrtraining.content.domain import drawing

_SOURCE = re.compile(r'href="/about#source-([a-z0-9-]+)"')
_ID = re.compile(r'(\sid=")([^"]+)(")')
_LINK = re.compile(r"<a\b[^>]*>|</a>")
_TITLE = re.compile(r'\stitle="[^"]*"')
_DETAILS = re.compile(r"<details\b([^>]*)>\s*<summary>(.*?)</summary>", re.DOTALL)


def for_book(html: str, lang: str, prefix: str) -> str:
    """The HTML with links that lead inside the book and ids that are its own."""
    html = _SOURCE.sub(rf'href="#{lang}-source-\1"', html)
    html = _ID.sub(rf"\g<1>{lang}-{prefix}-\g<2>\g<3>", html)
    return _for_paper(html)


def for_sheet(html: str) -> str:
    """The HTML of a single sheet: nothing to click on."""
    return _for_paper(_LINK.sub("", _ID.sub("", html)))


def _for_paper(html: str) -> str:
    html = _TITLE.sub("", html)
    return _DETAILS.sub(r'<div\1><p class="summary">\2</p>', html).replace("</details>", "</div>")


def label_style(width: float) -> str:
    """Where the labels of a drawing stand that is printed `width` millimetres wide; 320 units make the width."""
    step = width / drawing.WIDTH * drawing.STEP
    digits = [
        f".{name}{digit}{{--{name}:{digit}}}" for name in ("xx", "x", "ww", "w", "m") for digit in range(10)
    ]
    digits += [f".mm{digit}{{--mm:{digit}}}" for digit in range(16)]

    def length(name: str, unit: float) -> str:
        return f"calc(var(--{name}{name}) * {10 * unit:.3f}mm + var(--{name}) * {unit:.3f}mm)"

    place = f"left:{length('x', step)};width:{length('w', step)};top:{length('m', step / 2)}"
    return "".join(
        [f".drawn{{width:{width}mm}}.drawn>svg{{width:{width}mm}}.drawn>ul>li{{{place}}}", *digits]
    )
