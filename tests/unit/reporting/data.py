"""Makes small data sets of answers for tests of the report, as rows of the two CSV files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hrtraining.reporting.domain.dataset import Attempts
from hrtraining.reporting.domain.intake import ATTEMPT_COLUMNS, ITEM_COLUMNS, read_attempts, read_items
from hrtraining.reporting.domain.report import report

ITEMS = 10
YES, NO = "5", "1"


def item_rows(items: int = ITEMS, kind: str = "attitude") -> list[list[str]]:
    """Rows of an items file: codes 1 to 5, of which 4 and 5 are favourable."""
    rows = [list(ITEM_COLUMNS)]
    return rows + [[f"Q{n:02d}", str(n), kind, "1|2|3|4|5", "4|5"] for n in range(1, items + 1)]


def answers(favourable: int, items: int = ITEMS) -> list[str]:
    """Codes with this many favourable ones first."""
    return [YES] * favourable + [NO] * (items - favourable)


def attempt(
    learner: str,
    phase: str,
    codes: Sequence[str],
    *,
    uid: str | None = None,
    academy: str = "A1",
    workshop: str = "W1",
    lang: str = "km",
    at: str | None = None,
) -> list[str]:
    """One row of an attempts file."""
    day = {"pre0": "01", "pre": "03", "post": "08", "fu3": "20", "fu6": "25", "fu12": "28"}[phase]
    moment = at or f"2026-03-{day}T08:00:00+07:00"
    return [uid or f"{learner}-{phase}", learner, academy, workshop, phase, lang, moment, *codes]


def learner_pair(learner: str, before: int, after: int, **where: Any) -> list[list[str]]:
    """Both attempts of a learner with so many favourable answers."""
    return [
        attempt(learner, "pre", answers(before), **where),
        attempt(learner, "post", answers(after), **where),
    ]


def attempts(rows: Sequence[Sequence[str]], items: Sequence[Sequence[str]] | None = None) -> Attempts:
    """Attempts from rows without a header."""
    given = items or item_rows()
    key = read_items(given, file="items.csv")
    header = [*ATTEMPT_COLUMNS, *(item.key for item in key.items)]
    return read_attempts([header, *rows], key, file="attempts.csv")


def figures(rows: Sequence[Sequence[str]], items: Sequence[Sequence[str]] | None = None) -> dict[str, Any]:
    """The whole report of rows without a header."""
    return report(attempts(rows, items))
