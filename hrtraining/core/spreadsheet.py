"""Reads tables of the formats offices send: XLSX, and CSV in the encodings spreadsheets write."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from hrtraining.core.cells import unguarded
from hrtraining.core.errors import DomainError
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.text import normalise_line

MOST_BYTES = 4 * 1024 * 1024
MOST_UNPACKED = 64 * 1024 * 1024
MOST_ROWS = 2_000
MOST_COLUMNS = 60


def rows_of(data: bytes) -> list[list[str]]:
    """The cleaned cells of a table, header row included.

    Raises:
        DomainError: the file is empty, too large, or no table; the sentence says what to do.
    """
    if not data:
        raise DomainError(_l("The file is empty. Choose another file."))
    if len(data) > MOST_BYTES:
        raise DomainError(_l("The file is larger than 4 MB. Send only the table, without pictures."))
    rows = list(_xlsx(data) if data[:4] == b"PK\x03\x04" else _csv(data))
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) < 2:
        raise DomainError(_l("The file has no rows below its headers. Choose another file."))
    if len(rows) > MOST_ROWS + 1:
        raise DomainError(_l("The file has more than 2,000 rows. Split it into several files."))
    return rows


def _clean(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return unguarded(normalise_line(str(value)))


def _xlsx(data: bytes) -> Iterator[list[str]]:
    broken = DomainError(_l("The spreadsheet cannot be read. Save it again as XLSX and choose that file."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise DomainError(_l("The spreadsheet is too large. Send only the table."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)):
            if number > MOST_ROWS + 1:
                return
            yield [_clean(cell) for cell in row]
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        ParseError,
        DefusedXmlException,
    ) as error:
        raise broken from error


def _csv(data: bytes) -> Iterator[list[str]]:
    text = _decode(data)
    if "\x00" in text:
        raise DomainError(_l("This is neither a spreadsheet (XLSX) nor a CSV file. Choose another file."))
    first = text.split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter)):
            if number > MOST_ROWS + 1:
                return
            yield [_clean(cell) for cell in row[:MOST_COLUMNS]]
    except csv.Error as error:
        raise DomainError(
            _l("This is neither a spreadsheet (XLSX) nor a CSV file. Choose another file.")
        ) from error


def _decode(data: bytes) -> str:
    """The text of a CSV file: by its mark, else UTF-8; other encodings have lost the Khmer and are refused."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\x00" in data[:200]:
        # commas, digits and line ends carry the zero bytes, Khmer letters none
        encoding = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
    else:
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DomainError(
            _l(
                "The Khmer letters in this CSV file are lost. Save the file as XLSX, or as CSV UTF-8, and send it again."
            )
        ) from error
