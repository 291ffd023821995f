"""Lays rows out once, on one long sheet, and deals them to the pages of as many books as need them.

Laying a page out costs WeasyPrint several times what drawing it costs, and the same rows stand in several books.
The boxes of a row are moved to their place on a page; nothing in them is laid out again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hrtraining.core import boxes

ROW = "row"
NUMBER = "page-number"
"""The class of an element whose text becomes the number of the page that its `data-to` names."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One row on a page; `top` in CSS pixels from the upper edge of the sheet."""

    id: str
    top: float


class Galley:
    """The rows of one document by id, each as high as it is."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self._rows = dict(_rows(document))

    def height(self, identity: str) -> float:
        """The height of a row in CSS pixels."""
        return float(self._rows[identity].margin_height())

    def on_page(self, page: Any, placed: Sequence[Placed], numbers: Mapping[str, str]) -> Any:
        """The page with rows on it, in the order given; a row is on the last page it was put on.

        Args:
            page: a laid-out page that has nothing but its margins.
            placed: the rows and their places.
            numbers: what to write into the elements of class `page-number`.
        """
        from weasyprint.layout.background import layout_box_backgrounds

        rows = []
        for one in placed:
            row = self._rows[one.id]
            row.translate(0, one.top - row.position_y)
            layout_box_backgrounds(page._page_box, row, None)  # grounds do not move with their boxes
            _number(row, numbers)
            rows.append(row)
        sheet = page._page_box
        body = _body(sheet)
        body.children = [*body.children, *rows]
        return type(page)(sheet)


def _rows(document: Any) -> Iterator[tuple[str, Any]]:
    for page in document.pages:
        for box in _body(page._page_box).children:
            element = getattr(box, "element", None)
            if element is not None and ROW in (element.get("class") or "").split():
                yield element.get("id"), box


def _body(sheet: Any) -> Any:
    """The body of a page."""
    html = next(box for box in sheet.children if box.element_tag == "html")
    return next(box for box in html.children if box.element_tag == "body")


def _number(row: Any, numbers: Mapping[str, str]) -> None:
    for box in boxes.walk(row):
        if not boxes.is_text(box) or box.element is None or box.element.get("class") != NUMBER:
            continue
        box.text = box.pango_layout.text = numbers[box.element.get("data-to")]
