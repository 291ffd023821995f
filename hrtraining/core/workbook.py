"""Opens XLSX files that somebody sent: looks through the packed parts first, so that none fills the memory or hides rows."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any, BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from hrtraining.core.errors import DomainError
from hrtraining.core.i18n import lazy_gettext as _l

LONGEST_ROW = 2 * 1024 * 1024
"""Bytes of a sheet from one row to the next; the reader holds all of them at once, many times as large."""
LAST_ROW = 1_048_576
"""Of any sheet; before a row with a greater number the reader would give empty rows for hours."""

_ROW = re.compile(rb"<(?=(?:\w+:)?row[\s/>])")
_NUMBER = re.compile(rb'(?:\w+:)?row\s[^>]*?\br="([0-9]+)"')
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell[\s/>]")
_PIECE = 1 << 18
_SHEETS = "xl/worksheets/"
_READ_WHOLE = (".xml", ".rels")
_LOCKED = 1
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read: bytes once unpacked, bytes of the parts that are no sheets, and columns."""

    unpacked: int = 64 * 1024 * 1024
    parts: int = 6 * 1024 * 1024
    columns: int = 60


def rows(
    file: BinaryIO, limits: Limits, cell: Callable[[object], str], *, has_formulas: bool
) -> Iterator[list[str]]:
    """The cells of the first visible sheet row by row.

    What a sheet says of its own size is not believed: many programs write it wrong, and rows would be left out.

    Raises:
        DomainError: it is no XLSX file, or too large, or has cells that would be lost; the sentence says what to do.
    """
    # openpyxl brings NumPy with it: 35 MB that only a process which reads a spreadsheet should hold
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    # what it warns of (a date out of range, no styles) is a fault of its cell or none; a log is no place for cells
    warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")
    try:
        with zipfile.ZipFile(file) as archive:
            _require_room(archive, limits)
            merged = {
                member.filename
                for member in archive.infolist()
                if _is_sheet(member) and _look(archive, member)
            }
            book = load_workbook(file, read_only=True, data_only=has_formulas, keep_links=False)
            sheet: Any = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
            if sheet is None:
                raise unreadable()
            if not has_formulas and str(getattr(sheet, "_worksheet_path", "")) in merged:
                raise DomainError(
                    _l(
                        "The sheet has merged cells. Take the merging apart, fill each cell, and send it again."
                    )
                )
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_col=limits.columns, values_only=True):
            yield [cell(value) for value in row]
    except OSError as error:
        if error.errno is not None:  # the disk
            raise
        raise unreadable() from error  # the reader: a document of another program, such as DOCX
    except (
        zipfile.BadZipFile,
        zlib.error,
        InvalidFileException,
        DefusedXmlException,
        ParseError,
        AttributeError,  # its parts are not those of a table, such as a chart in the place of a sheet
        LookupError,
        OverflowError,
        TypeError,
        ValueError,
        EOFError,
    ) as error:
        raise unreadable() from error


def too_large() -> DomainError:
    """The refusal of a spreadsheet with far more than a table in it."""
    return DomainError(_l("The spreadsheet is too large. Send only the table."))


def unreadable() -> DomainError:
    """The refusal of a spreadsheet that is damaged or of another kind."""
    return DomainError(_l("The spreadsheet cannot be read. Save it again as XLSX and choose that file."))


def _is_sheet(member: zipfile.ZipInfo) -> bool:
    return member.filename.startswith(_SHEETS) and member.filename.endswith(".xml")


def _require_room(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse what is too large once unpacked; texts and styles are held whole, some twenty times as large."""
    members = archive.infolist()
    if any(member.flag_bits & _LOCKED or member.compress_type not in _PACKED for member in members):
        raise unreadable()
    parts = sum(
        member.file_size
        for member in members
        if member.filename.endswith(_READ_WHOLE) and not _is_sheet(member)
    )
    if parts > limits.parts or sum(member.file_size for member in members) > limits.unpacked:
        raise too_large()


def _look(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a sheet has merged cells; refuses one with an endless row, or with rows that the reader would leave out."""
    last, is_merged = 0, False
    with archive.open(member) as sheet:
        for number, part in enumerate(_from_row_to_row(sheet)):
            if number == 0:
                if not part.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") or b"\x00" in part:
                    raise unreadable()
                continue
            found = _NUMBER.match(part)
            here = int(found[1][:9]) if found else last + 1
            if not last < here <= LAST_ROW:
                raise unreadable()
            last = here
            is_merged = is_merged or _MERGED.search(part) is not None
    return is_merged


def _from_row_to_row(sheet: IO[bytes]) -> Iterator[bytes]:
    """The text of a sheet: what stands before the first row, then row by row, the end with the last."""
    held = b""
    while piece := sheet.read(_PIECE):
        *whole, held = _ROW.split(held + piece)
        for part in (*whole, held):
            if len(part) > LONGEST_ROW:
                raise too_large()
        yield from whole
    yield held
