"""What a file of the directory means: its headers in two languages and its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from hrtraining.core.i18n import Text
from hrtraining.core.khmer.digits import to_ascii
from hrtraining.referral.domain.provinces import province_named
from hrtraining.referral.domain.record import Column, Fault, Kind, Record, Wrong, flat

HEADERS_KM: dict[Column, str] = {
    Column.ID: "លេខសម្គាល់",
    Column.PROVINCE: "រាជធានី-ខេត្ត",
    Column.NAME_KM: "ឈ្មោះជាភាសាខ្មែរ",
    Column.NAME_EN: "ឈ្មោះជាភាសាអង់គ្លេស",
    Column.KINDS: "ប្រភេទសេវា",
    Column.SERVICES_KM: "សេវាជាភាសាខ្មែរ",
    Column.SERVICES_EN: "សេវាជាភាសាអង់គ្លេស",
    Column.ADDRESS_KM: "អាសយដ្ឋានជាភាសាខ្មែរ",
    Column.ADDRESS_EN: "អាសយដ្ឋានជាភាសាអង់គ្លេស",
    Column.HOURS_KM: "ម៉ោងធ្វើការជាភាសាខ្មែរ",
    Column.HOURS_EN: "ម៉ោងធ្វើការជាភាសាអង់គ្លេស",
    Column.PHONES: "លេខទូរស័ព្ទ",
    Column.NOTE_KM: "កំណត់ចំណាំជាភាសាខ្មែរ",
    Column.NOTE_EN: "កំណត់ចំណាំជាភាសាអង់គ្លេស",
    Column.CHECKED_ON: "ថ្ងៃពិនិត្យចុងក្រោយ",
    Column.CHECKED_BY: "អ្នកពិនិត្យ",
    Column.SOURCE: "ប្រភព",
    Column.ACTIVE: "កំពុងប្រើ",
}
HEADERS_EN: dict[Column, str] = {
    Column.ID: "ID",
    Column.PROVINCE: "Province",
    Column.NAME_KM: "Name in Khmer",
    Column.NAME_EN: "Name in English",
    Column.KINDS: "Kinds of service",
    Column.SERVICES_KM: "Services in Khmer",
    Column.SERVICES_EN: "Services in English",
    Column.ADDRESS_KM: "Address in Khmer",
    Column.ADDRESS_EN: "Address in English",
    Column.HOURS_KM: "Hours in Khmer",
    Column.HOURS_EN: "Hours in English",
    Column.PHONES: "Telephone",
    Column.NOTE_KM: "Note in Khmer",
    Column.NOTE_EN: "Note in English",
    Column.CHECKED_ON: "Last checked on",
    Column.CHECKED_BY: "Checked by",
    Column.SOURCE: "Source",
    Column.ACTIVE: "In use",
}
REQUIRED = (Column.PROVINCE, Column.NAME_KM, Column.NAME_EN, Column.KINDS, Column.SOURCE)

YES = {"yes", "y", "1", "true", "បាទ", "ចាស", "បាទ/ចាស", "កំពុងប្រើ"}
NO = {"no", "n", "0", "false", "ទេ", "ឈប់ប្រើ"}
UNKNOWN = {"not known", "unknown", "?", "មិនដឹង", "មិនទាន់ដឹង"}
"""What people write where nothing is known; the same as an empty cell."""


def header(written: str) -> Column | None:
    """The column a cleaned header means, by its name in either language or its key, or None."""
    folded = " ".join(written.casefold().split())
    for column in Column:
        if folded in {HEADERS_KM[column], HEADERS_EN[column].casefold(), column.value}:
            return column
    return None


def map_headers(cells: Sequence[str]) -> tuple[dict[int, Column], tuple[Column, ...]]:
    """Which place holds which column, and which required columns are missing."""
    places: dict[int, Column] = {}
    for place, written in enumerate(cells):
        column = header(written)
        if column is not None and column not in places.values():
            places[place] = column
    return places, tuple(column for column in REQUIRED if column not in places.values())


def read_day(written: str) -> date | None:
    """A day written day/month/year or year-month-day, in Khmer or Latin digits.

    Raises:
        ValueError: it is no day of the calendar.
    """
    plain = to_ascii(written).replace(".", "/").replace("-", "/").replace(" ", "")
    if not plain:
        return None
    numbers = [int(part) for part in plain.split("/")]
    if len(numbers) != 3:
        raise ValueError(written)
    if numbers[0] > 31:
        numbers.reverse()
    if numbers[2] < 2000:
        raise ValueError(written)  # a year of two digits could be any
    return date(numbers[2], numbers[1], numbers[0])


def split(written: str) -> tuple[str, ...]:
    """The members of a list that a person typed with semicolons or on lines of their own, each once."""
    parts = (part.strip() for part in written.replace("\n", ";").replace("；", ";").split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def read_phones(written: str) -> tuple[str, ...]:
    """Telephone numbers of a cell, in ASCII digits; commas part them too."""
    return split(to_ascii(written).replace(",", ";"))


def read_kinds(written: str, kinds: Sequence[Kind]) -> tuple[str, ...]:
    """The keys of the kinds that a cell names by key or by name, in the directory's order; unknown words stay as written."""
    names = {word.casefold(): one.key for one in kinds for word in (one.key, one.name.km, one.name.en)}
    found = tuple(dict.fromkeys(names.get(word.casefold(), word) for word in split(written)))
    order = [one.key for one in kinds]
    return tuple(sorted(found, key=lambda key: order.index(key) if key in order else len(order)))


def read_row(
    cells: Mapping[Column, str], *, before: Record | None, kinds: Sequence[Kind]
) -> tuple[Record | None, list[Wrong]]:
    """A record from the cleaned cells of a row, over what is known of it: columns the file lacks stay as they are."""
    old = flat(before) if before else {}
    cell = {
        column: ("" if cells[column].casefold() in UNKNOWN else cells[column])
        if column in cells
        else old.get(column, "")
        for column in Column
    }
    wrong: list[Wrong] = []
    place = province_named(cell[Column.PROVINCE])
    if place is None and cell[Column.PROVINCE]:
        wrong.append(Wrong(Fault.PROVINCE, Column.PROVINCE, cell[Column.PROVINCE][:40]))
    try:
        checked_on = read_day(cell[Column.CHECKED_ON])
    except ValueError:
        checked_on = None
        wrong.append(Wrong(Fault.DAY, Column.CHECKED_ON, cell[Column.CHECKED_ON][:40]))
    in_use = cell[Column.ACTIVE].casefold()
    if in_use and in_use not in YES | NO:
        wrong.append(Wrong(Fault.ACTIVE, Column.ACTIVE, cell[Column.ACTIVE][:40]))
    if wrong:
        return None, wrong
    return (
        Record(
            province=place.key if place else "",
            name=_pair(cell, Column.NAME_KM, Column.NAME_EN),
            kinds=read_kinds(cell[Column.KINDS], kinds),
            source=cell[Column.SOURCE],
            services=_pair(cell, Column.SERVICES_KM, Column.SERVICES_EN),
            address=_pair(cell, Column.ADDRESS_KM, Column.ADDRESS_EN),
            hours=_pair(cell, Column.HOURS_KM, Column.HOURS_EN),
            phones=read_phones(cell[Column.PHONES]),
            note=_pair(cell, Column.NOTE_KM, Column.NOTE_EN),
            checked_on=checked_on,
            checked_by=cell[Column.CHECKED_BY],
            is_active=in_use not in NO,
        ),
        [],
    )


def _pair(cell: Mapping[Column, str], km: Column, en: Column) -> Text:
    return Text(cell[km], cell[en])
