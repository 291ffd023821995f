"""Makes the HTML of a lesson fit for paper: links lead inside the book, labels find their place, blocks come apart."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

from hrtraining.content.domain import drawing
from hrtraining.core.i18n import Text

_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_SOURCE = re.compile(r'href="/about#source-([a-z0-9-]+)"')
_ID = re.compile(r'(\sid=")([^"]+)(")')
_LINK = re.compile(r"<a\b[^>]*>|</a>")
_TITLE = re.compile(r'\stitle="[^"]*"')
_DETAILS = re.compile(r"<details\b([^>]*)>\s*<summary>(.*?)</summary>", re.DOTALL)


class _Spans(HTMLParser):
    """Notes where each top-level element of a fragment begins and ends."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._starts = [0]
        for line in html.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self._depth = 0
        self.cuts: list[int] = []
        self.feed(html)
        self.close()

    def _here(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth == 0:
            self.cuts.append(self._here())
        if tag not in _VOID:
            self._depth += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth == 0:
            self.cuts.append(self._here())

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self._depth -= 1


def top_blocks(html: str) -> list[str]:
    """The top-level elements of a fragment, in order; their joint text is the fragment."""
    # Only "\n" ends a line for the parser's positions and for splitlines alike in what the renderer writes.
    cuts = [*_Spans(html).cuts, len(html)]
    return [
        html[start:end].strip() for start, end in pairwise(cuts) if html[start:end].strip()
    ]


def paired_blocks(html: Text) -> list[Text]:
    """The blocks of a text side by side; one pair of everything where the two are built differently."""
    km, en = top_blocks(html.km), top_blocks(html.en)
    if len(km) != len(en):
        return [html]
    return [Text(one, other) for one, other in zip(km, en, strict=True)]


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
