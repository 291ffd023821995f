"""Files made for others say the same, byte for byte, when only what must stay hidden is another: no figure, no drawing,
no attachment, no width of a column tells.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from flask import Flask

from hrtraining.core.i18n import speaking
from hrtraining.reporting import files, from_files, making
from hrtraining.reporting.printed.report import printed_figures, report_pdf

ITEMS = [f"Q{number:02d}" for number in range(1, 34)]
FIRST_KNOWLEDGE = 21
RARE, RARE_TOO = 24, 26
"""Two questions of knowledge that nobody or one person answers rightly."""
MARKS = {"draft": False, "demonstration": False}


@dataclass(frozen=True)
class Row:
    """One sheet of person `who`."""

    who: int
    phase: str
    answers: tuple[str, ...]
    academy: str = "A1"
    workshop: str = "W1"
    lang: str = "km"
    tags: dict[str, str] = field(default_factory=dict)

    def cells(self, extra: Sequence[str]) -> list[str]:
        """The row of a file."""
        day = {"pre": "2025-03-01", "post": "2025-03-08"}.get(self.phase, "2025-06-08")
        return [
            f"u{self.who}-{self.phase}", f"L{self.who}", self.academy, self.workshop, self.phase, self.lang,
            f"{day}T08:{self.who:02d}:00+07:00", *(self.tags[name] for name in extra), *self.answers,
        ]  # fmt: skip


def sheets(size: int = 60) -> list[Row]:
    """People of two academies with four workshops each before and after."""
    dice = random.Random(5)  # noqa: S311 - chance, not a secret
    found = []
    for who in range(size):
        for phase, share in (("pre", 0.45), ("post", 0.62)):
            answers = [
                dice.choice(("45" if place < FIRST_KNOWLEDGE else "T") if dice.random() < share else
                            ("123" if place < FIRST_KNOWLEDGE else "F"))
                for place in range(len(ITEMS))
            ]  # fmt: skip
            found.append(Row(who, phase, tuple(answers), f"A{who % 2 + 1}", f"W{who % 8}"))
    return found


def right(row: Row, place: int, who: int | None) -> Row:
    """The sheet with a question that only one person answers rightly, and only after the course."""
    is_right = row.phase == "post" and row.who == who
    return replace(row, answers=(*row.answers[:place], "T" if is_right else "F", *row.answers[place + 1 :]))


def one_rare(first: int | None, second: int | None) -> list[Row]:
    """Two questions that all but one person fail; which of them that person knows is behind “<5 %”."""
    return [right(right(row, RARE, first), RARE_TOO, second) for row in sheets(40)]


def split_workshop(few: int) -> list[Row]:
    """An academy with one large workshop and two that must be hidden, of `few` and of ten less `few` people."""

    def place(who: int) -> tuple[str, str]:
        if who >= 36:
            return "A2", "V1"
        return "A1", "W1" if who < 26 else "W2" if who < 26 + few else "W3"

    return [replace(row, academy=place(row.who)[0], workshop=place(row.who)[1]) for row in sheets()]


def split_academy(few: int) -> list[Row]:
    """Two hidden academies."""
    names = {row.who: "A1" if row.who < 40 else "A2" if row.who < 40 + few else "A3" for row in sheets()}
    return [replace(row, academy=names[row.who], workshop=f"W{names[row.who]}") for row in sheets()]


def tagged(name: str, few: int) -> list[Row]:
    """A category with few people, and one that must be hidden with it."""

    def category(who: int) -> str:
        return "a" if who < few else "b" if who < 11 else "c"

    return [replace(row, tags={name: category(row.who)}) for row in sheets()]


def in_english(few: int) -> list[Row]:
    return [replace(row, lang="en" if row.who < few else "km") for row in sheets()]


def months_later(few: int) -> list[Row]:
    """A test after three months that only a few gave."""
    rows = sheets()
    return [*rows, *(replace(row, phase="fu3") for row in rows if row.phase == "post" and row.who < few)]


@dataclass(frozen=True)
class Made:
    """Everything that others get."""

    figures: str
    csv: bytes
    xlsx: bytes
    pdf: bytes


def made(app: Flask, folder: Path, rows: Sequence[Row], *, with_pdf: bool = False) -> Made:
    """The files for others, with the fingerprint of the data left out, which says nothing and differs always."""
    extra = sorted(rows[0].tags)
    with (folder / "items.csv").open("w") as out:
        out.write("item_id,seq,kind,options,favourable\n")
        for place, key in enumerate(ITEMS):
            kind = "attitude,1|2|3|4|5,4|5" if place < FIRST_KNOWLEDGE else "knowledge,T|F|DK,T"
            out.write(f"{key},{place + 1},{kind}\n")
    with (folder / "attempts.csv").open("w") as out:
        writer = csv.writer(out)
        first = ["attempt_uid", "learner_id", "academy", "workshop", "phase", "lang", "submitted_at"]
        writer.writerow([*first, *extra, *ITEMS])
        writer.writerows(row.cells(extra) for row in rows)
    with app.app_context(), speaking("en"):
        read = files.read(folder / "items.csv", folder / "attempts.csv")
        composed = from_files.composed(read, data_hash="data")
        return Made(
            json.dumps(printed_figures(composed, lang="en", **MARKS)),
            making.file_of(composed, "csv", **MARKS),
            making.file_of(composed, "xlsx", **MARKS),
            report_pdf(composed, lang="en", **MARKS) if with_pdf else b"",
        )


WORLDS: dict[str, Callable[[int], list[Row]]] = {
    "workshops": split_workshop,
    "academies": split_academy,
    "sex": lambda few: tagged("sex", few),
    "rank band": lambda few: tagged("rank_band", few),
    "participant group": lambda few: tagged("participant_group", few),
    "channel": lambda few: tagged("channel", few),
    "form": lambda few: tagged("form", few),
    "language": in_english,
    "months later": months_later,
}


@pytest.mark.parametrize("world", WORLDS)
def test_files_do_not_say_how_many_are_in_a_hidden_group(world: str, app: Flask, tmp_path: Path) -> None:
    one, other = (made(app, tmp_path, WORLDS[world](few)) for few in (4, 5))
    assert one == other


def test_files_and_drawings_do_not_say_what_is_behind_less_than_five_percent(
    app: Flask, tmp_path: Path
) -> None:
    one, other = (made(app, tmp_path, rows, with_pdf=True) for rows in (one_rare(4, None), one_rare(None, 4)))
    assert one == other


def test_files_do_say_what_may_be_known(app: Flask, tmp_path: Path) -> None:
    """The tests above could find something: one person more who knows the answer is seen in the mean."""
    one, other = (made(app, tmp_path, rows) for rows in (one_rare(4, None), one_rare(4, 4)))
    assert one.figures != other.figures
    assert one.csv != other.csv
    assert one.xlsx != other.xlsx
