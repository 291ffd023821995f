"""Files that are no tables, too large, or written in ways that lose something: refused with row and column."""

from __future__ import annotations

import io
import resource
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

import pytest
from openpyxl import Workbook
from sqlalchemy.orm import Session

from hrtraining.core.errors import DomainError
from hrtraining.core.workbook import Limits
from hrtraining.exchange import files, services
from hrtraining.exchange.domain import Kind
from hrtraining.exchange.services import Parsed
from tests.factories import workshops
from tests.factories.answers import changed, class_of, csv_file, paper, table, xlsx_file
from tests.factories.clock import NOW
from tests.factories.people import academy


@pytest.fixture
def desk(session: Session) -> Session:
    """A platform with one academy."""
    academy(session, "A1")
    return session


def parse(session: Session, data: bytes | BinaryIO, *, rows: int = 1000) -> Parsed:
    file = io.BytesIO(data) if isinstance(data, bytes) else data
    return services.read_file(session, table=files.table(file), most_rows=rows, now=NOW)


def kinds(parsed: Parsed) -> list[tuple[Kind, int, str]]:
    return [(fault.kind, fault.row, fault.column) for fault in parsed.faults]


def good(session: Session, size: int = 2) -> list[list[str]]:
    items = workshops.items(session)
    return table(items, class_of(items, size))


def packed(**parts: str) -> bytes:
    """A packed document with these parts, as other programs of an office write them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


@pytest.mark.parametrize(
    "data",
    [
        packed(**{"[Content_Types].xml": TYPES, "word/document.xml": "<document/>"}),
        packed(mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": "<c/>"}),
        b"PK\x03\x04 this is no spreadsheet",
        b"%PDF-1.7\n\x00\x01\x02" + b"\x00" * 300,
        b"a" * 200_000,
        b'"' + b"a\n" * 200_000,
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(desk: Session, data: bytes) -> None:
    with pytest.raises(DomainError):
        parse(desk, data)


def test_empty_file_has_no_rows(desk: Session) -> None:
    for data in (b"", b"\xef\xbb\xbf", b"\n\n\n", csv_file(good(desk)[:1]), xlsx_file([[]])):
        assert kinds(parse(desk, data)) == [(Kind.NO_ROWS, 0, "")]


def test_lost_letters_are_named_with_row_and_column(desk: Session) -> None:
    rows = good(desk)
    rows[3][3] = "Caf\u00e9 1"
    with pytest.raises(DomainError) as refused:
        parse(desk, csv_file(rows, coding="cp1252"))
    assert (str(refused.value.values["row"]), str(refused.value.values["column"])) == ("៤", "៤")


def test_empty_rows_are_passed_over_and_numbers_stay_those_of_the_file(desk: Session) -> None:
    rows = good(desk)
    rows[4][5] = "fr"
    spaced = [rows[0], [""] * len(rows[0]), [], *rows[1:], [""] * len(rows[0])]
    parsed = parse(desk, csv_file(spaced))
    assert (parsed.read, kinds(parsed)) == (4, [(Kind.UNKNOWN, 7, "lang")])


def test_a_hundred_faults_are_named_and_all_are_counted(desk: Session) -> None:
    items = workshops.items(desk)
    rows = table(items, [changed(one, lang="fr") for one in class_of(items, 90)])
    parsed = parse(desk, csv_file(rows))
    assert (len(parsed.faults), parsed.fault_count) == (100, 180)


def test_more_rows_than_the_limit_are_refused_at_the_first_too_many(desk: Session) -> None:
    parsed = parse(desk, csv_file(good(desk, 5)), rows=8)
    assert kinds(parsed) == [(Kind.TOO_MANY_ROWS, 10, "")]


def test_file_of_line_ends_is_left_after_ten_empty_rows_for_each_row_allowed(desk: Session) -> None:
    read: list[int] = []

    def endless() -> Iterator[list[str]]:
        yield from good(desk, 1)
        while len(read) < 1_000:
            read.append(1)
            yield []

    parsed = services.read_file(desk, table=endless(), most_rows=8, now=NOW)
    assert [kind for kind, _row, _column in kinds(parsed)] == [Kind.TOO_MANY_ROWS]
    assert len(read) < 100
    few = csv_file(good(desk, 1)) + b"\r\n" * 60
    assert not parse(desk, few, rows=8).faults


def test_mixed_versions_are_never_pooled(desk: Session) -> None:
    items = workshops.items(desk)
    version = services.current_version(desk).instrument.version
    one, two = paper(items, 1, "pre"), paper(items, 2, "pre")

    def written(first: str, second: str) -> bytes:
        papers = [
            changed(sheet, more={"instrument_version": v}) for sheet, v in ((one, first), (two, second))
        ]
        return csv_file(table(items, papers, extra=("instrument_version",)))

    assert not parse(desk, written(version, version)).faults
    assert not parse(desk, written(version[:8], version[:8])).faults
    assert kinds(parse(desk, written(version, "0" * 64))) == [(Kind.VERSIONS_MIXED, 3, "instrument_version")]
    assert kinds(parse(desk, written("0" * 64, version))) == [(Kind.VERSION_UNKNOWN, 2, "instrument_version")]
    assert kinds(parse(desk, written(version[:3], version[:3]))) == [
        (Kind.VERSION_UNKNOWN, 2, "instrument_version")
    ]


def book(rows: list[list[str]], *, merge: str = "", formula: str = "") -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    if formula:
        sheet[formula] = "=1+1"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_formulas_are_refused_in_their_place(desk: Session) -> None:
    assert kinds(parse(desk, book(good(desk), formula="H3"))) == [(Kind.FORMULA, 3, "i01")]


def test_merged_cells_are_refused(desk: Session) -> None:
    with pytest.raises(DomainError):
        parse(desk, book(good(desk), merge="H2:I2"))
    assert not parse(desk, book(good(desk))).faults


def test_date_cell_without_a_time_is_refused(desk: Session) -> None:
    from datetime import datetime

    rows = cast("list[list[object]]", good(desk))
    rows[2][6] = datetime(2026, 3, 2)
    assert kinds(parse(desk, xlsx_file(rows))) == [(Kind.NO_OFFSET, 3, "submitted_at")]


def test_spreadsheet_that_swells_is_refused_before_it_is_unpacked(desk: Session) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (8 << 20))
    with pytest.raises(DomainError):
        next(files.table(io.BytesIO(out.getvalue()), limits=Limits(unpacked=4 << 20)))


class _Endless(io.RawIOBase):
    """A file of half a gigabyte that is made while it is read."""

    def __init__(self, header: bytes, row: bytes, size: int) -> None:
        self.size, self.row, self.header = size, row, header
        self.seek(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.left, self.rest = self.size, self.header
        return 0

    def read(self, size: int = -1) -> bytes:
        size = 1 << 16 if size < 0 else size
        while len(self.rest) < size and self.left > 0:
            self.rest += self.row
            self.left -= len(self.row)
        found, self.rest = self.rest[:size], self.rest[size:]
        return found

    read1 = read


def _lines(rows: list[list[str]]) -> Iterator[bytes]:
    for row in rows:
        yield csv_file([row])


def test_half_a_gigabyte_is_refused_within_bounded_memory(desk: Session) -> None:
    header, row, *_rest = _lines(good(desk))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for endless in (_Endless(header, row, 500 << 20), _Endless(b"", b"a" * 4096, 500 << 20)):
        try:
            parsed = parse(desk, cast(BinaryIO, endless), rows=20_000)
        except DomainError:
            continue
        assert kinds(parsed) == [(Kind.TOO_MANY_ROWS, 20_002, "")]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60 * 1024
