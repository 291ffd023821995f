"""Reads tables of the formats offices send: XLSX, and CSV in the encodings spreadsheets write."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import BinaryIO, TextIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from flask_babel.speaklater import LazyString

from hrtraining.core.cells import unguarded
from hrtraining.core.errors import DomainError
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.digits import number
from hrtraining.core.khmer.text import normalise_line

MOST_BYTES = 4 * 1024 * 1024
MOST_UNPACKED = 64 * 1024 * 1024
MOST_ROWS = 2_000
MOST_COLUMNS = 60
LONGEST_LINE = 100_000
"""Characters of one line of a CSV file; a longer one is no row of a table, and memory stays bounded."""

_MERGED = re.compile(rb"<mergeCell[ />]")
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read: bytes once unpacked, and columns."""

    unpacked: int = MOST_UNPACKED
    columns: int = MOST_COLUMNS


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
    rows = list(islice(read_rows(io.BytesIO(data)), MOST_ROWS + 2))
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
    """The cells of a table row by row, without holding it in memory; of a book the first sheet.

    Without `has_formulas` the formula itself stands in a cell instead of its last result, and merged cells are
    refused, because all but one of them read as empty.

    Raises:
        DomainError: the file is no table, or too large once unpacked; the sentence says what to do.
    """
    limits = limits or Limits()
    start = file.read(200)
    file.seek(0)
    if start[:4] == b"PK\x03\x04":
        return _xlsx(file, limits, cell, has_formulas=has_formulas)
    return _csv(file, start, limits, cell)


def _xlsx(
    file: BinaryIO, limits: Limits, cell: Callable[[object], str], *, has_formulas: bool
) -> Iterator[list[str]]:
    # openpyxl brings NumPy with it: 35 MB that only a process which reads a spreadsheet should hold
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(file) as archive:
            if sum(member.file_size for member in archive.infolist()) > limits.unpacked:
                raise DomainError(_l("The spreadsheet is too large. Send only the table."))
            book = load_workbook(file, read_only=True, data_only=has_formulas)
            sheet = book.worksheets[0]
            if not has_formulas and _is_merged(archive, str(getattr(sheet, "_worksheet_path", ""))):
                raise DomainError(
                    _l(
                        "The sheet has merged cells. Take the merging apart, fill each cell, and send it again."
                    )
                )
        for row in sheet.iter_rows(max_col=limits.columns, values_only=True):
            yield [cell(value) for value in row]
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        IndexError,
        ValueError,
        ParseError,
        DefusedXmlException,
    ) as error:
        raise DomainError(
            _l("The spreadsheet cannot be read. Save it again as XLSX and choose that file.")
        ) from error


def _is_merged(archive: zipfile.ZipFile, path: str) -> bool:
    """Whether a sheet has merged cells; the reader that saves memory does not say."""
    before = b""
    with archive.open(path) as sheet:
        while piece := sheet.read(_PIECE):
            if _MERGED.search(before + piece):
                return True
            before = piece[-16:]
    return False


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
        raise _no_table() from error
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


def _lines(text: TextIO) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if "\x00" in line or len(line) == LONGEST_LINE:
            raise _no_table()
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
    if b"\x00" in start:
        # commas, digits and line ends carry the zero bytes, Khmer letters none
        return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    return "utf-8-sig"
