"""Lays two languages side by side: which rows begin a page and how high each is, so that both sides agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hrtraining.content.book.rows import Row

PAGE_HEIGHT = (297 - 22 - 22) / 25.4 * 96
"""Height of the text on an A4 page of theme.css, in CSS pixels."""

SLACK = 3.0
"""CSS pixels kept free on a page, so that rounding never pushes a row over its end."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """How both sides are to be laid out.

    `heights` is the least height of each row in CSS pixels, `breaks` the rows that begin a page; `blanks`
    says how many empty pages a side takes before a row that begins a page.
    """

    heights: Mapping[str, float]
    breaks: frozenset[str]
    blanks: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def style(self, lang: str) -> str:
        """The rules of one side."""
        rules = [
            f"#{lang}-{name}{{min-height:{height:.2f}px}}" for name, height in self.heights.items() if height
        ]
        rules += [f"#{lang}-{name}{{break-before:page}}" for name in sorted(self.breaks)]
        return "".join(rules)


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


def align(
    rows: Sequence[Row], heights: Mapping[str, Mapping[str, float]], *, page: float = PAGE_HEIGHT
) -> Alignment:
    """Deal the rows out to pages so that each row has room for both languages.

    Args:
        rows: the rows in order.
        heights: for each language the height of every row as it was laid out alone, in CSS pixels.
        page: the height of the text on a page.
    """
    both = {row.id: max(side.get(row.id, 0.0) for side in heights.values()) for row in rows}
    breaks: set[str] = set()
    used, must_break = 0.0, False
    for group in groups(rows):
        height = sum(both[row.id] for row in group)
        first = group[0]
        if first.starts_page or must_break or (used and used + height > page - SLACK):
            breaks.add(first.id)
            used = 0.0
        must_break = height > page - SLACK
        if must_break:
            both.update({row.id: 0.0 for row in group})
        used += height
    return Alignment(both, frozenset(breaks))
