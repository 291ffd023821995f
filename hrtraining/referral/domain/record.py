"""What the directory says of one service, and what must be true of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hrtraining.core.i18n import Text
from hrtraining.referral.domain.provinces import NATIONAL, PROVINCES

NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Record:
    """One service as people write it; an empty text means that nobody knows it yet."""

    province: str
    name: Text
    kinds: tuple[str, ...]
    source: str
    services: Text = NOTHING
    address: Text = NOTHING
    hours: Text = NOTHING
    phones: tuple[str, ...] = ()
    note: Text = NOTHING
    checked_on: date | None = None
    checked_by: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of service; the list is data (curriculum/referral.yaml)."""

    key: str
    name: Text


class Column(StrEnum):
    """The columns of the directory's file, which are also the fields of its form."""

    ID = "id"
    PROVINCE = "province"
    NAME_KM = "name_km"
    NAME_EN = "name_en"
    KINDS = "kinds"
    SERVICES_KM = "services_km"
    SERVICES_EN = "services_en"
    ADDRESS_KM = "address_km"
    ADDRESS_EN = "address_en"
    HOURS_KM = "hours_km"
    HOURS_EN = "hours_en"
    PHONES = "phones"
    NOTE_KM = "note_km"
    NOTE_EN = "note_en"
    CHECKED_ON = "checked_on"
    CHECKED_BY = "checked_by"
    SOURCE = "source"
    ACTIVE = "active"


LONGEST: dict[Column, int] = {
    Column.NAME_KM: 200,
    Column.NAME_EN: 200,
    Column.SERVICES_KM: 300,
    Column.SERVICES_EN: 300,
    Column.ADDRESS_KM: 300,
    Column.ADDRESS_EN: 300,
    Column.HOURS_KM: 200,
    Column.HOURS_EN: 200,
    Column.NOTE_KM: 800,
    Column.NOTE_EN: 800,
    Column.CHECKED_BY: 160,
    Column.SOURCE: 400,
}
"""How many characters a text may have."""

MOST_PHONES = 5

PAIRS = (
    (Column.SERVICES_KM, Column.SERVICES_EN),
    (Column.ADDRESS_KM, Column.ADDRESS_EN),
    (Column.HOURS_KM, Column.HOURS_EN),
    (Column.NOTE_KM, Column.NOTE_EN),
)
"""Texts that stand in both languages or in neither."""


class Fault(StrEnum):
    """What may be wrong with a record or with a row of a file."""

    MISSING = "missing"
    PROVINCE = "province"
    KIND = "kind"
    PHONE = "phone"
    DAY = "day"
    AHEAD = "ahead"
    LONG = "long"
    ONE_LANGUAGE = "one_language"
    CHECKED = "checked"
    ACTIVE = "active"
    SHAPE = "shape"
    GLYPH = "glyph"
    ID = "id"
    TWICE = "twice"
    AMBIGUOUS = "ambiguous"
    NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class Wrong:
    """One fault: in which column, and what was written there."""

    fault: Fault
    column: Column
    written: str = ""


_PHONE = re.compile(r"\+?[0-9(][0-9 ()./-]*")


def is_phone(written: str) -> bool:
    """Whether a text of ASCII digits is a telephone number that can be dialled: 3 to 15 digits (ITU-T E.164)."""
    digits = sum(character.isdigit() for character in written)
    return bool(_PHONE.fullmatch(written)) and 3 <= digits <= 15 and len(written) <= 30


def dialled(phone: str) -> str:
    """A number as it stands in a tel: link: digits and a leading plus."""
    return ("+" if phone.startswith("+") else "") + "".join(one for one in phone if one.isdigit())


def flat(record: Record) -> dict[Column, str]:
    """A record as plain cells without its id; two records are the same when their cells are."""
    return {
        Column.PROVINCE: record.province,
        Column.NAME_KM: record.name.km,
        Column.NAME_EN: record.name.en,
        Column.KINDS: "; ".join(record.kinds),
        Column.SERVICES_KM: record.services.km,
        Column.SERVICES_EN: record.services.en,
        Column.ADDRESS_KM: record.address.km,
        Column.ADDRESS_EN: record.address.en,
        Column.HOURS_KM: record.hours.km,
        Column.HOURS_EN: record.hours.en,
        Column.PHONES: "; ".join(record.phones),
        Column.NOTE_KM: record.note.km,
        Column.NOTE_EN: record.note.en,
        Column.CHECKED_ON: record.checked_on.isoformat() if record.checked_on else "",
        Column.CHECKED_BY: record.checked_by,
        Column.SOURCE: record.source,
        Column.ACTIVE: "yes" if record.is_active else "no",
    }


def changes(before: Record, after: Record) -> dict[Column, tuple[str, str]]:
    """What differs between two states of a record: the cell before and the cell after."""
    old, new = flat(before), flat(after)
    return {column: (old[column], new[column]) for column in old if old[column] != new[column]}


def faults(record: Record, *, kinds: Collection[str], today: date) -> Iterator[Wrong]:
    """Everything that is wrong with a record.

    Names stand in both languages and every record says where it comes from (RULES.md: nothing invented); a check
    has a day that does not lie ahead and somebody who made it.
    """
    cells = flat(record)
    for column in (Column.PROVINCE, Column.NAME_KM, Column.NAME_EN, Column.KINDS, Column.SOURCE):
        if not cells[column]:
            yield Wrong(Fault.MISSING, column)
    if record.province and record.province not in PROVINCES:
        yield Wrong(Fault.PROVINCE, Column.PROVINCE, record.province)
    for kind in record.kinds:
        if kind not in kinds:
            yield Wrong(Fault.KIND, Column.KINDS, kind)
    for phone in record.phones:
        if not is_phone(phone):
            yield Wrong(Fault.PHONE, Column.PHONES, phone)
    if len(record.phones) > MOST_PHONES:
        yield Wrong(Fault.LONG, Column.PHONES, cells[Column.PHONES][:40])
    for column, longest in LONGEST.items():
        if len(cells[column]) > longest:
            yield Wrong(Fault.LONG, column, cells[column][:40])
    for km, en in PAIRS:
        if bool(cells[km]) != bool(cells[en]):
            yield Wrong(Fault.ONE_LANGUAGE, en if cells[km] else km, cells[km] or cells[en])
    if record.checked_on is not None and record.checked_on > today:
        yield Wrong(Fault.AHEAD, Column.CHECKED_ON, cells[Column.CHECKED_ON])
    if bool(record.checked_on) != bool(record.checked_by):
        yield Wrong(Fault.CHECKED, Column.CHECKED_BY if record.checked_on else Column.CHECKED_ON)


@dataclass(frozen=True, slots=True)
class Editor:
    """Who changes the directory: an account, or the program's own hand (the course files, a command)."""

    account_id: int | None
    word: str
    may_national: bool

    def may(self, province: str) -> bool:
        """Whether this editor may change a record of a place; records of the whole country are the administrator's."""
        return self.may_national or province != NATIONAL


COURSE_FILES = Editor(None, "course", may_national=True)
COMMAND = Editor(None, "command", may_national=True)
