"""Cuts the body of a section into the pieces a reader sees: paragraphs, points of a list, rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

FIGURES = ("drawing", "flow", "bars", "compare", "example")
"""The boxes that show something rather than say it; every lesson has one of them."""

_OPEN = re.compile(r"^:::\s*(\S+)(?:\s+(\S+))?\s*$")
_POINT = re.compile(r"^(\s*)(?:[-*+]|\d+[.)])\s+(.*)$")
_LAW = re.compile(r"^\[law:[a-z0-9-]+\]$")
_MARKS = re.compile(r"\[@[^\]]*\]|\[law:[^\]]*\]|\{#[^}]*\}|\*\*")


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of text: `kind` is p, li, row or law; `box` the name of the box around it, `argument` its name.

    `group` counts boxes, lists and tables, so that pieces that stand together can be taken together.
    """

    kind: str
    text: str
    box: str = ""
    argument: str = ""
    group: int = 0
    depth: int = 0


def blocks(body: str) -> tuple[Block, ...]:
    """The pieces of a section's body in order; the row of dashes of a table is left out."""
    return tuple(_pieces(body))


def _pieces(body: str) -> Iterator[Block]:
    box, argument, group, in_list = "", "", 0, False
    kind, lines, depth = "", list[str](), 0

    def finished() -> Iterator[Block]:
        if lines:
            yield Block(kind, " ".join(lines), box, argument, group, depth)
        lines.clear()

    for raw in body.splitlines():
        line = raw.strip()
        opening = _OPEN.match(line)
        if opening or line == ":::":
            yield from finished()
            box, argument = (opening[1], opening[2] or "") if opening else ("", "")
            group, in_list = group + 1, False
        elif not line:
            yield from finished()
        elif _LAW.match(line):
            yield from finished()
            kind, lines, depth = "law", [line], 0
        elif line.startswith("|"):
            yield from finished()
            if not in_list and not box:
                group += 1
            in_list = True
            if not re.fullmatch(r"[|:\-\s]+", line):
                kind, lines, depth = "row", [line], 0
        elif point := _POINT.match(raw):
            yield from finished()
            if not in_list and not box:
                group += 1
            in_list = True
            kind, lines, depth = "li", [point[2]], len(point[1])
        elif lines:
            lines.append(line)
        else:
            if in_list and not box:
                group += 1
            in_list = False
            kind, lines, depth = "p", [line], 0
    yield from finished()


def readable(text: str) -> str:
    """The text without citations, law markers, heading ids and bold marks; a glossary mark stays one word."""
    return re.sub(r"\[\[([a-z0-9-]+)\]\]", r"\1", _MARKS.sub(" ", text))


def cells(row: str) -> tuple[str, ...]:
    """The cells of a row of a table."""
    return tuple(cell.strip() for cell in row.strip().strip("|").split("|"))
