"""Deals the rows of a book to pages: a heading stays with what follows it, and twins stand at the same height."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hrtraining.content.book.rows import Row
from hrtraining.core.galley import Placed

MILLIMETRE = 96 / 25.4
MARGIN = 22 * MILLIMETRE
"""The upper margin of theme.css in CSS pixels."""
PAGE_HEIGHT = (297 - 22 - 22) * MILLIMETRE
"""The height of the text on an A4 page of theme.css in CSS pixels."""


class TooLong(Exception):
    """A row is longer than a page; the message names it."""


def groups(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that stay on one page: headings with what follows them."""
    made: list[list[Row]] = []
    is_open = False
    for row in rows:
        if is_open and not row.starts_page:
            made[-1].append(row)
        else:
            made.append([row])
        is_open = row.keeps_next
    return made


def deal(rows: Sequence[Row], heights: Mapping[str, float]) -> list[list[Placed]]:
    """The pages of a book with their rows, each as high as `heights` says in CSS pixels.

    Raises:
        TooLong: a row does not fit a page.
    """
    pages: list[list[Placed]] = []
    used = PAGE_HEIGHT
    for group in groups(rows):
        height = sum(heights[row.id] for row in group)
        if height > PAGE_HEIGHT:
            names = ", ".join(row.id for row in group)
            raise TooLong(f"{names}: {height / PAGE_HEIGHT:.1f} pages")
        if group[0].starts_page or used + height > PAGE_HEIGHT:
            pages.append([])
            used = 0.0
        for row in group:
            pages[-1].append(Placed(row.id, MARGIN + used))
            used += heights[row.id]
    return pages
