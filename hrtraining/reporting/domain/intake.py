"""Reads `items.csv` and `attempts.csv` row by row and refuses what is wrong with row and column."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from operator import itemgetter

import numpy as np

from hrtraining.reporting.domain.arrays import Ints
from hrtraining.reporting.domain.dataset import LANGUAGES, PHASES, Attempts
from hrtraining.reporting.domain.instrument import KINDS, MISSING, MOST_OPTIONS, Key, KeyedItem, in_order
from hrtraining.reporting.domain.refusal import Refused

ITEM_COLUMNS = ("item_id", "seq", "kind", "options", "favourable")
ATTEMPT_COLUMNS = ("attempt_uid", "learner_id", "academy", "workshop", "phase", "lang", "submitted_at")
VERSION_COLUMN = "instrument_version"
BREAKDOWNS = ("sex", "rank_band", "participant_group", "channel", "form")
MOST_COLUMNS = 2_000
MOST_DIGITS = 6
"""Digits of the place of an item in the test."""
FIRST_BUDDHIST_YEAR = 2500
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Rows = Iterable[Sequence[str]]


def _header(rows: Iterator[Sequence[str]], needed: Sequence[str], file: str) -> dict[str, int]:
    header = [name.strip() for name in next(rows, [])]
    if not header:
        raise Refused("reporting.empty_file", file=file)
    if len(header) > MOST_COLUMNS:
        raise Refused("reporting.too_many_columns", file=file, found=len(header), most=MOST_COLUMNS)
    columns: dict[str, int] = {}
    for place, name in enumerate(header):
        if name in columns:
            raise Refused("reporting.column_twice", file=file, column=name or str(place + 1))
        columns[name] = place
    for name in needed:
        divider = _divider(header, name)
        if name not in columns and divider:
            raise Refused("reporting.other_divider", file=file, column=name, divider=divider)
        if name not in columns:
            raise Refused("reporting.column_missing", file=file, column=name, found=", ".join(header[:12]))
    return columns


def _divider(header: Sequence[str], name: str) -> str:
    """What divides the names of a header that stand in one cell; nothing where they stand in cells of their own."""
    cell = next((cell for cell in header if cell.startswith(name) and len(cell) > len(name)), "")
    sign = cell[len(name) : len(name) + 1]
    return {"\t": "Tab", ";": ";", "|": "|"}.get(sign, "")


def _lines(rows: Iterator[Sequence[str]], width: int, file: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Rows with their number in the file (the header is row 1); empty lines are passed over."""
    for number, row in enumerate(rows, start=2):
        if not row:
            continue
        if len(row) != width:
            raise Refused("reporting.row_width", file=file, row=number, found=len(row), expected=width)
        yield number, row


def read_items(rows: Rows, *, file: str) -> Key:
    """The key from the rows of `items.csv`, header first.

    Raises:
        Refused: a column is missing, a number, kind or code is wrong, or an item stands there twice.
    """
    source = iter(rows)
    columns = _header(source, ITEM_COLUMNS, file)
    items: list[KeyedItem] = []
    for number, row in _lines(source, len(columns), file):
        item = _item({name: row[columns[name]].strip() for name in ITEM_COLUMNS}, file, number)
        for column, twice in (("item_id", "key"), ("seq", "seq")):
            if any(getattr(other, twice) == getattr(item, twice) for other in items):
                raise Refused(
                    "reporting.value_twice", file=file, row=number, column=column, value=getattr(item, twice)
                )
        items.append(item)
    if not items:
        raise Refused("reporting.no_rows", file=file)
    return in_order(items)


def _item(cells: dict[str, str], file: str, number: int) -> KeyedItem:
    def refuse(column: str, known: str) -> Refused:
        return Refused(
            "reporting.value_unknown", file=file, row=number, column=column, value=cells[column], known=known
        )

    if not cells["item_id"]:
        raise Refused("reporting.value_missing", file=file, row=number, column="item_id")
    if cells["item_id"] in (*ATTEMPT_COLUMNS, VERSION_COLUMN, *BREAKDOWNS):
        raise refuse("item_id", "i01, i02, i03, …")
    if not (cells["seq"].isascii() and cells["seq"].isdigit() and len(cells["seq"]) <= MOST_DIGITS):
        raise refuse("seq", "1, 2, 3, …")
    if cells["kind"] not in KINDS:
        raise refuse("kind", ", ".join(KINDS))
    options = tuple(code.strip() for code in cells["options"].split("|"))
    if not all(options) or len(set(options)) != len(options) or not 2 <= len(options) <= MOST_OPTIONS:
        raise refuse("options", "1|2|3|4|5")
    favourable = frozenset(code.strip() for code in cells["favourable"].split("|"))
    if not favourable <= set(options):
        raise refuse("favourable", cells["options"])
    return KeyedItem(
        key=cells["item_id"],
        seq=int(cells["seq"]),
        kind=cells["kind"],
        options=options,
        favourable=favourable,
    )


class _Names:
    """Positions of names in the order in which they were met."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def place(self, name: str) -> int:
        return self.known.setdefault(name, len(self.known))


def _sorted(names: _Names, places: Sequence[int] | Ints) -> tuple[tuple[str, ...], Ints]:
    """Names in their own order and the places moved to it, so that the order of a file does not matter."""
    ordered = tuple(sorted(names.known))
    moved = {names.known[name]: place for place, name in enumerate(ordered)}
    table = np.array([moved[place] for place in range(len(ordered))] or [0], dtype=np.int64)
    return ordered, table[np.asarray(places, dtype=np.int64)]


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970 UTC of an aware moment."""
    return (moment - _EPOCH) // _MICROSECOND


def read_attempts(rows: Rows, key: Key, *, file: str) -> Attempts:
    """Attempts from the rows of `attempts.csv`, header first; the order of rows carries no meaning.

    Raises:
        Refused: a column is missing, a code, phase, language or moment is wrong, instrument versions are mixed, or
            one uid stands for attempts of two learners or phases.
    """
    source = iter(rows)
    columns = _header(source, (*ATTEMPT_COLUMNS, *(item.key for item in key.items)), file)
    sheets = _Sheets(columns, key, file)
    for number, row in _lines(source, len(columns), file):
        sheets.add(number, row)
    return sheets.attempts()


class _Sheets:
    """The rows of `attempts.csv` while they are read: a few bytes each, so that a million of them fit in memory."""

    def __init__(self, columns: Mapping[str, int], key: Key, file: str) -> None:
        self.key, self.file = key, file
        self.places = [columns[name] for name in ATTEMPT_COLUMNS]
        self.answers = [(columns[item.key], item.key, {"": MISSING, **item.numbers}) for item in key.items]
        self.tables = [known for *_, known in self.answers]
        self.cells_of = _picker([place for place, *_ in self.answers])
        self.version_at = columns.get(VERSION_COLUMN)
        self.version: str | None = None
        self.tags = {name: _Column(columns[name]) for name in BREAKDOWNS if name in columns}
        self.learners, self.academies, self.workshops = _Names(), _Names(), _Names()
        self.uids: list[str] = []
        self.first_of: dict[str, int] = {}
        self.rows = array("q")
        self.numbers = tuple(array("q") for _ in range(6))
        """Learner, academy, workshop, phase, language and moment of each row."""
        self.codes = bytearray()

    def add(self, number: int, row: Sequence[str]) -> None:
        """Take in one row by its number in the file."""
        file = self.file
        uid, learner, academy, workshop, phase, lang, moment = (row[place].strip() for place in self.places)
        for column, value in zip(ATTEMPT_COLUMNS[:4], (uid, learner, academy, workshop), strict=True):
            if not value:
                raise Refused("reporting.value_missing", file=file, row=number, column=column)
        of_phase = _known(phase, PHASES, "phase", file, number)
        of_language = _known(lang, LANGUAGES, "lang", file, number)
        of_learner = self.learners.place(learner)
        self._check_uid(number, uid, of_learner, of_phase)
        if self.version_at is not None:
            self._check_version(number, row[self.version_at].strip())
        self.uids.append(uid)
        self.rows.append(number)
        line = (
            of_learner,
            self.academies.place(academy),
            self.workshops.place(workshop),
            of_phase,
            of_language,
            _moment(moment, file, number),
        )
        for column_values, place in zip(self.numbers, line, strict=True):
            column_values.append(place)
        for tag in self.tags.values():
            tag.add(row)
        try:
            self.codes.extend(
                [table[cell] for table, cell in zip(self.tables, self.cells_of(row), strict=True)]
            )
        except KeyError:
            self.codes.extend(
                _code(row[place], known, item_key, file, number) for place, item_key, known in self.answers
            )

    def _check_uid(self, number: int, uid: str, learner: int, phase: int) -> None:
        """A uid that came before must be of the same learner and phase."""
        first = self.first_of.setdefault(uid, len(self.uids))
        if first < len(self.uids) and (self.numbers[0][first], self.numbers[3][first]) != (learner, phase):
            raise Refused(
                "reporting.uid_of_two",
                file=self.file,
                row=number,
                column="attempt_uid",
                value=uid,
                other=self.rows[first],
            )

    def _check_version(self, number: int, written: str) -> None:
        """Every row must name the version that the first one names."""
        self.version = written if self.version is None else self.version
        if written != self.version:
            raise Refused(
                "reporting.versions_mixed",
                file=self.file,
                row=number,
                column=VERSION_COLUMN,
                value=written,
                other=self.version,
            )

    def attempts(self) -> Attempts:
        """Everything that was taken in.

        Raises:
            Refused: there was no row.
        """
        if not self.uids:
            raise Refused("reporting.no_rows", file=self.file)
        learner, academies, workshops, phase, language, submitted = (
            np.frombuffer(one, dtype=np.int64) for one in self.numbers
        )
        academy_names, academy = _sorted(self.academies, academies)
        workshop_names, workshop = _sorted(self.workshops, workshops)
        tags = {name: _sorted(tag.names, tag.places) for name, tag in self.tags.items()}
        return Attempts(
            key=self.key,
            uids=self.uids,
            rows=np.frombuffer(self.rows, dtype=np.int64),
            learner=learner,
            academy=academy,
            workshop=workshop,
            phase=phase.astype(np.uint8),
            language=language.astype(np.uint8),
            submitted=submitted,
            codes=np.asfortranarray(np.frombuffer(self.codes, dtype=np.uint8).reshape(-1, self.key.size)),
            academies=academy_names,
            workshops=workshop_names,
            tags={name: places for name, (_, places) in tags.items()},
            tag_names={name: names for name, (names, _) in tags.items()},
        )


class _Column:
    """A column of categories while it is read."""

    def __init__(self, at: int) -> None:
        self.at, self.names, self.places = at, _Names(), array("q")

    def add(self, row: Sequence[str]) -> None:
        self.places.append(self.names.place(row[self.at].strip()))


def _picker(places: Sequence[int]) -> Callable[[Sequence[str]], Sequence[str]]:
    """Takes the cells at these places of a row."""
    return itemgetter(*places) if len(places) > 1 else lambda row: (row[places[0]],)


def _code(cell: str, known: Mapping[str, int], item_key: str, file: str, row: int) -> int:
    code = known.get(cell.strip())
    if code is None:
        codes = ", ".join(name for name in known if name)
        raise Refused("reporting.value_unknown", file=file, row=row, column=item_key, value=cell, known=codes)
    return code


def _known(value: str, values: Sequence[str], column: str, file: str, row: int) -> int:
    if value not in values:
        raise Refused(
            "reporting.value_unknown", file=file, row=row, column=column, value=value, known=", ".join(values)
        )
    return values.index(value)


def _moment(written: str, file: str, row: int) -> int:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise Refused(
            "reporting.not_a_moment", file=file, row=row, column="submitted_at", value=written
        ) from None
    if moment.year >= FIRST_BUDDHIST_YEAR:
        raise Refused("reporting.buddhist_year", file=file, row=row, column="submitted_at", value=written)
    if moment.tzinfo is None or len(written) < 16:
        raise Refused(
            "reporting.moment_without_offset", file=file, row=row, column="submitted_at", value=written
        )
    return microseconds(moment)
