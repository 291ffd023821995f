"""Reads a file of answers against what the platform knows: versions, items, academies; writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.content import queries as content_queries
from hrtraining.content.domain import Instrument
from hrtraining.exchange.domain import (
    LONGEST_SEEN,
    MOST_FAULTS,
    VERSION,
    Codebook,
    Fault,
    Kind,
    Refused,
    Row,
    RowReader,
    Sorted,
    map_header,
    sort_rows,
)
from hrtraining.workshops.domain import INSTRUMENT

SHORTEST_VERSION = 8
"""Characters of a version that are enough to name it."""
NAMED_VERSION = 12
"""Characters of the present version that a sentence tells."""
EMPTY_ROWS = 10
"""How many empty rows may stand beside every row that a file may have; a file of line ends costs minutes else."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the test, and the newest edition that has it."""

    edition_id: int
    instrument: Instrument

    @property
    def codebook_items(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The items in the order in which their answers are stored, with their codes."""
        return tuple((item.id, tuple(item.codes)) for item in self.instrument.items)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as it was read: its rows, and the first faults of all."""

    version: Version | None
    read: int
    rows: Sorted
    faults: tuple[Fault, ...]
    fault_count: int


def current_version(session: Session) -> Version:
    """The version of the edition that was frozen last."""
    edition = content_queries.current_edition(session)
    return Version(edition.id, edition.instruments[INSTRUMENT])


def find_version(session: Session, written: str) -> Version | None:
    """The version a file names by its beginning, of the newest edition that has it; the current one when it names none."""
    current = current_version(session)
    if not written:
        return current
    if len(written) < SHORTEST_VERSION:
        return None
    if current.instrument.version.startswith(written):
        return current
    found: dict[str, Version] = {}
    for line in content_queries.editions(session):
        instrument = content_queries.edition_by_id(session, line.id).instruments.get(INSTRUMENT)
        if instrument is not None and instrument.version.startswith(written):
            found.setdefault(instrument.version, Version(line.id, instrument))
    return next(iter(found.values())) if len(found) == 1 else None


class _Faults:
    """The first faults, and how many there are in all."""

    def __init__(self) -> None:
        self.first: list[Fault] = []
        self.count = 0

    def add(self, faults: Sequence[Fault]) -> None:
        self.count += len(faults)
        self.first += faults[: max(MOST_FAULTS - len(self.first), 0)]


def read_file(session: Session, *, table: Iterator[list[str]], most_rows: int, now: datetime) -> Parsed:
    """Every row of a file with every fault; the header is row 1, empty rows are passed over up to a limit.

    Raises:
        DomainError: the file is no table.
    """
    faults = _Faults()
    try:
        version, read, rows = _read(session, table=table, most_rows=most_rows, now=now, faults=faults)
    except Refused as refused:
        faults.add(refused.faults)
        version, read, rows = None, 0, []
    found = sort_rows(rows)
    faults.add(found.faults)
    return Parsed(
        version,
        read,
        found,
        tuple(sorted(faults.first, key=lambda fault: (fault.row, fault.column))),
        faults.count,
    )


def _read(
    session: Session, *, table: Iterator[list[str]], most_rows: int, now: datetime, faults: _Faults
) -> tuple[Version, int, list[Row]]:
    numbered = _filled(table, most_rows=most_rows)
    _number, header = next(numbered, (0, []))
    names = [name.strip().casefold() for name in header]
    first = next(numbered, None)
    if first is None:
        raise Refused([Fault(Kind.NO_ROWS)])
    place = names.index(VERSION) if VERSION in names else None
    written = first[1][place] if place is not None and place < len(first[1]) else ""
    version = find_version(session, written)
    if version is None:
        known = current_version(session).instrument.version[:NAMED_VERSION]
        raise Refused([Fault(Kind.VERSION_UNKNOWN, first[0], VERSION, written[:LONGEST_SEEN], known)])
    codebook = Codebook(
        version=version.instrument.version,
        items=version.codebook_items,
        academies=frozenset(one.key for one in account_queries.academies(session)),
    )
    columns = map_header(header, codebook.item_keys)
    reader = RowReader(columns, codebook, now, version=written)
    rows: list[Row] = []
    read = 0
    for number, cells in chain((first,), numbered):
        read += 1
        if read > most_rows:
            raise Refused([Fault(Kind.TOO_MANY_ROWS, number, known=str(most_rows))])
        row, wrong = reader.read(number, cells)
        if row is not None:
            rows.append(row)
        faults.add(wrong)
    return version, read, rows


def _filled(table: Iterator[list[str]], *, most_rows: int) -> Iterator[tuple[int, list[str]]]:
    """The rows that have something in a cell, with their numbers; refuses a file that is all but empty."""
    for number, cells in enumerate(table, start=1):
        if any(cells):
            yield number, cells
        elif number > most_rows * EMPTY_ROWS:
            raise Refused([Fault(Kind.TOO_MANY_ROWS, number, known=str(most_rows))])
