"""Opens the CSV files of a caller: finds the coding, keeps memory bounded, says where a letter is wrong."""

from __future__ import annotations

import codecs
import csv
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from hrtraining.reporting.domain.refusal import Refused

if TYPE_CHECKING:
    from hrtraining.reporting.domain.dataset import Attempts

LONGEST_CELL = 10_000
LONGEST_LINE = 1_000_000
"""Characters; a file without line ends is refused before it fills the memory."""
LARGEST = 300_000_000
"""Bytes: a million learners with both tests of 33 items; more is refused before it is read."""
OTHER_KINDS = {
    b"PK\x03\x04": "XLSX",
    b"\xd0\xcf\x11\xe0": "XLS",
    b"%PDF": "PDF",
    b"\x1f\x8b": "GZIP",
    b"SQLi": "SQLite",
}
"""What a file may be instead of CSV, by its first bytes."""


def rows(path: Path) -> Iterator[list[str]]:
    """The rows of a CSV file in UTF-8, with or without a byte order mark.

    Raises:
        Refused: the file cannot be opened, is too large, is UTF-16 or a workbook, holds bytes that are not UTF-8, or is
            no CSV.
    """
    name = path.name
    row = 0
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Refused("reporting.no_file", file=name)
        if found.st_size > LARGEST:
            raise Refused(
                "reporting.too_large", file=name, size=found.st_size // 1_000_000, most=LARGEST // 1_000_000
            )
        with path.open("rb") as opened:
            start = opened.read(4)
        for sign, kind in OTHER_KINDS.items():
            if start.startswith(sign):
                raise Refused("reporting.other_kind", file=name, kind=kind)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in start:
            raise Refused("reporting.utf16", file=name)
        csv.field_size_limit(LONGEST_CELL)
        # surrogateescape keeps the place of a wrong byte, so that the sentence can name row and column
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as lines:
            header: list[str] = []
            for row, cells in enumerate(csv.reader(_bounded(lines, name), strict=True), start=1):
                header = header or cells
                if not _is_clean("".join(cells)):
                    place = next(place for place, cell in enumerate(cells) if not _is_clean(cell))
                    column = (
                        header[place] if place < len(header) and _is_clean(header[place]) else str(place + 1)
                    )
                    raise Refused("reporting.not_utf8", file=name, row=row, column=column)
                yield cells
    except OSError as error:
        raise Refused("reporting.not_readable", file=name, reason=error.strerror or "?") from error
    except csv.Error as error:
        raise Refused("reporting.not_csv", file=name, row=row + 1, reason=str(error)) from error


def _bounded(lines: TextIO, name: str) -> Iterator[str]:
    """The lines of a file; one that is too long is refused before all of it is in memory."""
    row = 0
    while line := lines.readline(LONGEST_LINE + 1):
        row += 1
        if len(line) > LONGEST_LINE:
            raise Refused("reporting.line_too_long", file=name, row=row, most=LONGEST_LINE)
        yield line


def _is_clean(cell: str) -> bool:
    return "\x00" not in cell and (
        cell.isascii() or not any("\udc80" <= letter <= "\udcff" for letter in cell)
    )


MOST_ROWS_NAMED = 20


def set_aside(attempts: Attempts, *, file: str) -> Refused | None:
    """A sentence about rows whose uid stands elsewhere with other answers; None where there are none."""
    from hrtraining.reporting.domain.dataset import kept_aside

    found = sorted(int(attempts.rows[place]) for place in kept_aside(attempts))
    if not found:
        return None
    named = ", ".join(map(str, found[:MOST_ROWS_NAMED]))
    more = f" … (+{len(found) - MOST_ROWS_NAMED})" if len(found) > MOST_ROWS_NAMED else ""
    return Refused("reporting.kept_aside", file=file, rows=named + more)


def read(items: Path, attempts: Path) -> Attempts:
    """The attempts of two files with their key.

    Raises:
        Refused: either file is not what it should be.
    """
    from hrtraining.reporting.domain.intake import read_attempts, read_items

    key = read_items(rows(items), file=items.name)
    return read_attempts(rows(attempts), key, file=attempts.name)
