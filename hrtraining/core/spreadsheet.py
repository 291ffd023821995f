"""Reads tables of the formats offices send: XLSX, and CSV in the encodings spreadsheets write."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import BinaryIO, TextIO

from flask_babel.speaklater import LazyString

from hrtraining.core import workbook
from hrtraining.core.cells import unguarded
from hrtraining.core.errors import DomainError
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.digits import number
from hrtraining.core.khmer.text import normalise_line
from hrtraining.core.workbook import Limits

MOST_BYTES = 4 * 1024 * 1024
MOST_ROWS = 2_000
LONGEST_LINE = 100_000
"""Characters of one line of a CSV file; a longer one is no row of a table, and memory stays bounded."""
OTHER_KINDS = (
    b"%PDF",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"PK\x05\x06",
    b"Rar!",
    b"7z\xbc\xaf",
    b"{\\rtf",
)
"""How files begin that are no tables: their bytes are not letters that were lost."""


def clean(value: object) -> str:
    """The text of a cell without what the eye cannot see; of a date only the day."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return unguarded(normalise_line(str(value)))


def rows_of(data: bytes) -> list[list[str]]:
    """The cleaned cells of a table, header row included.

    Raises:
        DomainError: the file is empty, too large, or no table; the sentence says what to do.
    """
    if not data:
        raise DomainError(_l("The file is empty. Choose another file."))
    if len(data) > MOST_BYTES:
        raise DomainError(_l("The file is larger than 4 MB. Send only the table, without pictures."))
    return bounded(read_rows(io.BytesIO(data)))


def bounded(table: Iterator[list[str]]) -> list[list[str]]:
    """The rows of a table that has some and not too many.

    Raises:
        DomainError: it has no rows below its headers, or too many.
    """
    rows = list(islice(table, MOST_ROWS + 2))
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) < 2:
        raise DomainError(_l("The file has no rows below its headers. Choose another file."))
    if len(rows) > MOST_ROWS + 1:
        raise DomainError(_l("The file has more than 2,000 rows. Split it into several files."))
    return rows


def read_rows(
    file: BinaryIO,
    *,
    limits: Limits | None = None,
    cell: Callable[[object], str] = clean,
    has_formulas: bool = True,
) -> Iterator[list[str]]:
    """The cells of a table row by row, without holding it in memory; of a book the first sheet that can be seen.

    Without `has_formulas` the formula itself stands in a cell instead of its last result, and merged cells are
    refused, because all but one of them read as empty.

    Raises:
        DomainError: the file is no table, or too large once unpacked; the sentence says what to do.
    """
    limits = limits or Limits()
    start = file.read(200)
    file.seek(0)
    if start[:4] == b"PK\x03\x04":
        return workbook.rows(file, limits, cell, has_formulas=has_formulas)
    if start[:4] == b"\xd0\xcf\x11\xe0":
        raise DomainError(
            _l("This is an old XLS file or one locked with a password. Save it as XLSX without a password.")
        )
    if start.startswith(OTHER_KINDS):
        raise _no_table()
    return _csv(file, start, limits, cell)


def _csv(file: BinaryIO, start: bytes, limits: Limits, cell: Callable[[object], str]) -> Iterator[list[str]]:
    text = io.TextIOWrapper(file, encoding=_encoding(start), errors="surrogateescape", newline="")
    at = 0
    try:
        delimiter = ","
        lines = _lines(text)
        for first in lines:
            delimiter = max((",", ";", "\t"), key=first.count)
            lines = _chained(first, lines)
            break
        for at, row in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
            _require_letters(row, at)
            yield [cell(value) for value in row[: limits.columns]]
    except csv.Error as error:
        raise _no_row(at + 1) from error
    except UnicodeDecodeError as error:
        raise _lost(at + 1, 1) from error
    finally:
        if not file.closed:
            text.detach()


def _no_table() -> DomainError:
    return DomainError(_l("This is neither a spreadsheet (XLSX) nor a CSV file. Choose another file."))


def _in_words(value: int) -> str:
    return number(value, language())


def _lost(row: int, column: int) -> DomainError:
    return DomainError(
        _l(
            "The Khmer letters in this CSV file are lost (row %(row)s, column %(column)s). Save the file as XLSX, "
            "or as CSV UTF-8, and send it again."
        ),
        row=LazyString(_in_words, row),
        column=LazyString(_in_words, column),
    )


def _no_row(row: int) -> DomainError:
    """The refusal of a table of which one row cannot be read; what is wrong in the first is no table at all."""
    if row == 1:
        return _no_table()
    return DomainError(
        _l(
            "Row %(row)s of this CSV file cannot be read: it is far too long, or holds signs that are no letters. "
            "Save the table as XLSX, or as CSV UTF-8, and send it again."
        ),
        row=LazyString(_in_words, row),
    )


def _lines(text: TextIO) -> Iterator[str]:
    """Line by line; the error of the CSV reader for one too long or with zero bytes, because it knows the row."""
    while line := text.readline(LONGEST_LINE):
        if "\x00" in line or len(line) == LONGEST_LINE:
            raise csv.Error
        yield line


def _chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _require_letters(row: list[str], at: int) -> None:
    """Refuse bytes that were no letters, which the decoder has kept as lone surrogates, with their place."""
    if not _is_text("".join(row)):
        raise _lost(at, next(place for place, value in enumerate(row, start=1) if not _is_text(value)))


def _is_text(value: str) -> bool:
    return value.isascii() or not any("\udc80" <= letter <= "\udcff" for letter in value)


def _encoding(start: bytes) -> str:
    """The encoding of a CSV file: by its mark, else UTF-8; in others the Khmer is lost."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    # Khmer letters in UTF-16 are no ASCII bytes, and of Latin ones every second is zero: a stray zero says nothing
    if b"\x00" in start and not (start.isascii() and start.count(0) * 4 < len(start)):
        # commas, digits and line ends carry the zero bytes, Khmer letters none
        return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    return "utf-8-sig"
