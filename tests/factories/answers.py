"""Files of answers for tests: rows of sheets from a seeded model, as CSV or XLSX."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hrtraining.content.domain import Item
from tests.factories.clock import FIRST_DAY, at

NEEDED = ("attempt_uid", "learner_id", "academy", "workshop", "phase", "lang", "submitted_at")


@dataclass(frozen=True)
class Paper:
    """One sheet as somebody types it."""

    uid: str
    learner: str
    phase: str
    answers: tuple[str, ...]
    academy: str = "A1"
    workshop: str = "OLD-1"
    lang: str = "km"
    at: str = ""
    more: dict[str, str] = field(default_factory=dict)

    def cells(self, extra: Sequence[str]) -> list[str]:
        """The row of a file."""
        return [
            self.uid, self.learner, self.academy, self.workshop, self.phase, self.lang, self.at,
            *(self.more.get(name, "") for name in extra), *self.answers,
        ]  # fmt: skip


def moment(minutes: float, day_offset: int = 0) -> str:
    """A moment of long ago, as a file writes it."""
    start = at(FIRST_DAY, 8) - timedelta(days=400 - day_offset)
    return (start + timedelta(minutes=minutes)).isoformat()


def paper(
    items: Sequence[Item],
    number: int,
    phase: str,
    *,
    seed: int = 7,
    workshop: str = "OLD-1",
    academy: str = "A1",
) -> Paper:
    """The sheet of person `number`: favourable more often after the course, some answers left out."""
    dice = random.Random(f"{seed}/{workshop}/{number}/{phase}")  # noqa: S311 - chance, not a secret
    favourable = 0.45 if phase == "pre" else 0.65
    answers = []
    for item in items:
        good = sorted(item.favourable)
        bad = [code for code in item.codes if code not in item.favourable]
        answers.append(
            "" if dice.random() < 0.02 else dice.choice(good if dice.random() < favourable else bad)
        )
    return Paper(
        uid=f"{workshop}-{number}-{phase}",
        learner=f"K{number:03d}",
        phase=phase,
        answers=tuple(answers),
        academy=academy,
        workshop=workshop,
        at=moment(number, 0 if phase == "pre" else 4),
    )


def class_of(
    items: Sequence[Item], size: int, *, post: int | None = None, workshop: str = "OLD-1", academy: str = "A1"
) -> list[Paper]:
    """Sheets before and after of a whole class; `post` people came to the second test."""
    numbers = range(1, size + 1)
    return [paper(items, number, "pre", workshop=workshop, academy=academy) for number in numbers] + [
        paper(items, number, "post", workshop=workshop, academy=academy)
        for number in numbers[: size if post is None else post]
    ]


def table(items: Sequence[Item], papers: Iterable[Paper], *, extra: Sequence[str] = ()) -> list[list[str]]:
    """Header and rows."""
    return [
        [*NEEDED, *extra, *(item.id for item in items)],
        *(one.cells(extra) for one in papers),
    ]


def csv_file(rows: Iterable[Sequence[str]], *, coding: str = "utf-8", delimiter: str = ",") -> bytes:
    """The rows as a CSV file."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(coding)


def xlsx_file(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows as an XLSX file; numbers and moments as themselves."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([cell if not isinstance(cell, datetime) else cell.replace(tzinfo=None) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(one: Paper, **values: object) -> Paper:
    """A sheet with something else on it."""
    return replace(one, **values)  # type: ignore[arg-type]  # the names are those of Paper


def other_answer(one: Paper, items: Sequence[Item], place: int = 0) -> Paper:
    """The same sheet with another answer at a place."""
    codes = [code for code in items[place].codes if code != one.answers[place]]
    answers = (*one.answers[:place], codes[0], *one.answers[place + 1 :])
    return replace(one, answers=answers)
