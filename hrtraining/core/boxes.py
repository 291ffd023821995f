"""Walks the boxes of a laid-out document: where each line stands, what it says, and which lines leave their box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

TOLERANCE = 0.5
"""CSS pixels by which rounding may put a line beyond its box."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text on a page; lengths in CSS pixels from the page's upper left corner."""

    page: int
    text: str
    left: float
    right: float
    top: float
    bottom: float
    box_left: float
    box_right: float

    @property
    def overflow(self) -> float:
        """How far the words reach beyond the box that holds them; 0 when they do not."""
        return max(0.0, self.box_left - self.left, self.right - self.box_right)


@dataclass(frozen=True, slots=True)
class Part:
    """What one page shows of an element with an id; lengths in CSS pixels."""

    id: str
    page: int
    top: float
    height: float
    classes: frozenset[str]


def _inside(box: Any) -> Any:
    """The box itself where the layout left a placeholder for one that is positioned."""
    return getattr(box, "_box", box) if type(box).__name__ == "AbsolutePlaceholder" else box


def is_text(box: Any) -> bool:
    """Whether a box is a piece of text on one line."""
    return type(box).__name__ == "TextBox"


def _words(box: Any) -> Iterator[Any]:
    """The text boxes of a line."""
    for child in getattr(box, "children", ()):
        child = _inside(child)
        if is_text(child):
            yield child
        elif type(child).__name__ not in ("BlockBox", "InlineBlockBox"):
            yield from _words(child)


def walk(box: Any, *, margins: bool = True) -> Iterator[Any]:
    """A box and every box inside it; `margins` asks for heads and feet of a page too."""
    yield box
    for child in getattr(box, "children", ()):
        if margins or type(child).__name__ != "MarginBox":
            yield from walk(_inside(child), margins=margins)


def lines(page: Any, number: int, *, margins: bool = True) -> Iterator[Line]:
    """Every line of a page with the box whose width it was given; `margins` asks for heads and feet too."""
    for box in walk(page._page_box, margins=margins):
        left = right = None
        for child in getattr(box, "children", ()):
            child = _inside(child)
            if type(child).__name__ != "LineBox":
                continue
            if left is None or right is None:
                left, right = box.content_box_x(), box.content_box_x() + box.width
            words = [one for one in _words(child) if one.text.strip("\u200b \n")]
            if not words:
                continue
            yield Line(
                page=number,
                text="".join(one.text for one in _words(child)),
                left=min(one.position_x for one in words),
                right=max(one.position_x + _reach(one) for one in words),
                top=child.position_y,
                bottom=child.position_y + child.height,
                box_left=left,
                box_right=right,
            )


def _reach(words: Any) -> float:
    """The width of a piece of text without the space at its end, which no reader sees."""
    text = words.text
    seen = text.rstrip(" \u200b\n")
    return float(words.width) * (len(seen) / len(text) if seen != text else 1.0)


def overflowing(pages: list[Any]) -> list[Line]:
    """The lines that leave their box or the sheet."""
    found = []
    for number, page in enumerate(pages):
        for line in lines(page, number):
            outside = max(0.0, -line.left, line.right - page.width, line.bottom - page.height)
            if max(line.overflow, outside) > TOLERANCE:
                found.append(line)
    return found


def too_wide(pages: list[Any]) -> list[tuple[int, str]]:
    """The tables and pictures that reach beyond the margins of their page: its index and the name of the element."""
    found = []
    for number, page in enumerate(pages):
        sheet = page._page_box
        right = sheet.content_box_x() + sheet.width + TOLERANCE
        for box in walk(sheet, margins=False):
            if type(box).__name__ not in ("TableBox", "BlockReplacedBox", "InlineReplacedBox"):
                continue
            if box.border_box_x() + box.border_width() > right:
                found.append((number, str(box.element_tag)))
    return found


def parts(page: Any, number: int) -> Iterator[Part]:
    """What a page shows of every element that has an id."""
    for box in walk(page._page_box):
        element = getattr(box, "element", None)
        if element is None or not hasattr(element, "get") or "::" in (box.element_tag or ""):
            continue
        identity = element.get("id")
        classes = frozenset((element.get("class") or "").split())
        if identity and hasattr(box, "margin_height"):
            yield Part(identity, number, float(box.position_y), float(box.margin_height()), classes)
