"""Takes the HTML of a text apart at its top-level elements, for paper and for the projector."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import pairwise

from hrtraining.core.i18n import Text

_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_TAG = re.compile(r"<[^>]*>|\u200b")

LINE = 88
"""About how many characters of either language stand on one line of a screen."""
LINES = 7.4
"""How many lines of text a screen holds beside its heading."""


class _Spans(HTMLParser):
    """Notes where each top-level element of a fragment begins."""

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
    """The top-level elements of a fragment, in order."""
    # Only "\n" ends a line here, for the parser and for splitlines alike: the renderer writes no other.
    cuts = [*_Spans(html).cuts, len(html)]
    blocks = (html[start:end].strip() for start, end in pairwise(cuts))
    return [block for block in blocks if block]


def paired_blocks(html: Text) -> list[Text]:
    """The blocks of a text side by side; one pair of everything where the two are built differently."""
    km, en = top_blocks(html.km), top_blocks(html.en)
    if len(km) != len(en):
        return [html]
    return [Text(one, other) for one, other in zip(km, en, strict=True)]


def _lines(block: str) -> float:
    """About how many lines of a screen a block takes; a list one or more an item, a table row alike."""
    pieces = re.split(r"</(?:li|p|tr|h3)>", block)
    lengths = [len(_TAG.sub("", piece).strip()) for piece in pieces]
    return sum(-(-length // LINE) for length in lengths if length) + 0.4


def screens(html: Text) -> list[list[Text]]:
    """The blocks of a section dealt to screens, alike in both languages; a figure has a screen of its own."""
    made: list[list[Text]] = []
    room = 0.0
    for block in paired_blocks(html):
        is_figure = block.km.startswith(("<figure", "<aside"))
        needed = max(_lines(block.km), _lines(block.en))
        if not made or is_figure or needed > room:
            made.append([])
            room = LINES
        made[-1].append(block)
        room = 0.0 if is_figure else room - needed
    return made


def joined(blocks: Sequence[Text], lang: str) -> str:
    """The HTML of some blocks in a language."""
    return "\n".join(block.in_(lang) for block in blocks)
