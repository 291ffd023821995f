"""Spreadsheets that hide rows, fill the memory, are locked or damaged: every row is read, or a sentence says what to do."""

from __future__ import annotations

import io
import re
import resource
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from sqlalchemy.orm import Session

from hrtraining.core.errors import DomainError
from hrtraining.core.spreadsheet import rows_of
from hrtraining.exchange import files

SHEET, TEXTS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
ROWS = [["code", "answer"], *([f"k{number:02d}", "4"] for number in range(20))]

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture(autouse=True)
def _speaking(session: Session) -> None:
    """Sentences are made in a language, which the application knows."""


def book(*, sheets: tuple[str, ...] = ("answers",), hidden: str = "", chart: bool = False) -> bytes:
    """A spreadsheet whose last sheet has the rows; the others say something else."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        if chart:
            drawn = made.add_chart({"type": "line"})
            drawn.add_series({"values": f"={sheets[-1]}!$B$2:$B$9"})
            made.add_chartsheet("chart").set_chart(drawn)
        for name in sheets:
            sheet = made.add_worksheet(name)
            for place, row in enumerate(ROWS if name == sheets[-1] else [["something", "else"]]):
                sheet.write_row(place, 0, row)
            if name == hidden:
                sheet.hide()
            else:
                sheet.activate()
                sheet.set_first_sheet()
    return out.getvalue()


def with_part(name: str, change: Callable[[bytes], bytes], whole: bytes = b"") -> bytes:
    """The spreadsheet with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole or book())) as source, zipfile.ZipFile(out, "w", 8) as made:
        for one in source.namelist():
            part = source.read(one)
            made.writestr(one, change(part) if one == name else part)
    return out.getvalue()


def in_headers(at_local: int, at_central: int, value: int) -> bytes:
    """The spreadsheet with one byte changed in the headers of all its parts."""
    changed = bytearray(book())
    for sign, place in ((b"PK\x03\x04", at_local), (b"PK\x01\x02", at_central)):
        for found in re.finditer(re.escape(sign), bytes(changed)):
            changed[found.start() + place] = value
    return bytes(changed)


def damaged() -> bytes:
    """The spreadsheet with wrong bytes in the middle of its sheet."""
    changed = bytearray(book())
    with zipfile.ZipFile(io.BytesIO(bytes(changed))) as archive:
        start = archive.getinfo(SHEET).header_offset + 30 + len(SHEET)
    changed[start + 30 : start + 60] = bytes(30)
    return bytes(changed)


def read(data: bytes) -> list[list[str]]:
    return list(files.table(io.BytesIO(data), limits=files.WEB_LIMITS))


def sized(said: bytes) -> bytes:
    return with_part(
        SHEET, lambda part: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="' + said + b'"', part)
    )


@pytest.mark.parametrize("said", [b"A1", b"A1:B5", b"A1:A1", b"C3:D9", b"A1:XFD1048576"])
def test_what_a_sheet_says_of_its_size_hides_no_row(said: bytes) -> None:
    found = read(sized(said))
    assert [row[:2] for row in found] == ROWS
    assert [row[:2] for row in rows_of(sized(said))] == ROWS


def test_the_first_sheet_that_can_be_seen_counts() -> None:
    found = read(book(sheets=("notes", "answers"), hidden="notes"))
    assert [row[:2] for row in found] == ROWS
    assert [row[:2] for row in read(book(chart=True))] == ROWS
    assert read(book(sheets=("notes", "answers")))[0][:2] == ["something", "else"]


@pytest.mark.parametrize(
    "data",
    [
        in_headers(6, 8, 1),
        in_headers(8, 10, 99),
        in_headers(8, 10, 12),
        in_headers(8, 10, 14),
        damaged(),
        with_part(SHEET, lambda part: part.replace(b'<row r="9"', b'<row r="2"')),
        with_part(SHEET, lambda part: part.replace(b'<row r="5"', b'<row r="900"')),
        with_part(SHEET, lambda part: part.replace(b'<row r="5"', b'<row r="5000000000"')),
        with_part(SHEET, lambda part: part.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        with_part(SHEET, lambda part: part[: len(part) // 2]),
        with_part(SHEET, lambda _part: b""),
        with_part(TEXTS, lambda _part: b"<a/>"),
        with_part(
            SHEET,
            lambda part: part.replace(
                b"<worksheet", b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet', 1
            ),
        ),
        with_part(TEXTS, lambda part: part.replace(b"<sst", b'<!DOCTYPE a [<!ENTITY e "ee">]><sst', 1)),
    ],
)
def test_spreadsheet_that_is_damaged_locked_or_hides_rows_is_refused(data: bytes) -> None:
    with pytest.raises(DomainError, match="XLSX"):
        read(data)


def test_file_locked_with_a_password_and_an_old_one_are_told_from_other_files() -> None:
    for data, word in (
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ពាក្យសម្ងាត់"),
        (b"%PDF-1.7\n", "XLSX"),
    ):
        with pytest.raises(DomainError, match=word):
            read(data)


def test_merged_cells_are_seen_whatever_their_prefix() -> None:
    space = b' xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    merged = b"<x:mergeCells" + space + b'><x:mergeCell ref="A2:B2"/></x:mergeCells>'
    with pytest.raises(DomainError, match="បំបែក"):
        read(with_part(SHEET, lambda part: part.replace(b"</sheetData>", b"</sheetData>" + merged)))


@pytest.mark.parametrize(
    ("part", "before", "many"),
    [
        (STYLES, b"</styleSheet>", b'<xf numFmtId="0"/>'),
        (TEXTS, b"</sst>", b"<si><t>a</t></si>"),
        (SHEET, b"</row>", b"<c/>"),
        (SHEET, b"<sheetData>", b"<col/>"),
        (SHEET, b"</worksheet>", b"<a/>"),
    ],
)
def test_small_file_that_becomes_large_in_memory_is_refused(part: str, before: bytes, many: bytes) -> None:
    data = with_part(part, lambda found: found.replace(before, many * (60_000_000 // len(many)) + before, 1))
    assert len(data) < 1_000_000
    start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(DomainError):
        read(data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start < 80 * 1024


@pytest.mark.parametrize(
    ("row", "cell"), [(3, "A\x001"), (4, "x" * 1_000_000), (5, '"' + "x\n" * 90_000 + '"')]
)
def test_row_of_a_csv_file_that_cannot_be_read_is_named(row: int, cell: str) -> None:
    lines = [",".join(one) for one in ROWS]
    lines[row - 1] = f"{cell},4"
    with pytest.raises(DomainError) as refused:
        read("\n".join(lines).encode())
    assert str(refused.value.values["row"]) == "១២៣៤៥"[row - 1]
