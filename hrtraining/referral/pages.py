"""What the pages and prints of the directory receive, and its sentences about ages and faults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.i18n import ngettext
from hrtraining.core.khmer.dates import short_date
from hrtraining.core.khmer.digits import number, to_khmer
from hrtraining.core.khmer.sorting import sort_key
from hrtraining.referral.domain import (
    NATIONAL,
    PROVINCES,
    Age,
    Column,
    Fault,
    Kind,
    Unit,
    Wrong,
    age_of,
    dialled,
)
from hrtraining.referral.domain.sheet import HEADERS_EN, HEADERS_KM, split
from hrtraining.referral.queries import Change, Service

FAULT_SENTENCES: dict[Fault, Any] = {
    Fault.MISSING: _l("%(column)s is empty. Fill it in."),
    Fault.PROVINCE: _l("“%(written)s” is no province. Write its name as on the list of provinces."),
    Fault.KIND: _l(
        "“%(written)s” is no kind of service. Write one of the kinds below, parted by semicolons."
    ),
    Fault.PHONE: _l(
        "“%(written)s” is no telephone number. Write digits only, and part several numbers by semicolons."
    ),
    Fault.DAY: _l("“%(written)s” is no day. Write day/month/year, such as 23/11/2026."),
    Fault.AHEAD: _l("The day of the check lies ahead. Write the day on which somebody checked."),
    Fault.LONG: _l("%(column)s is too long: “%(written)s…”. Shorten it."),
    Fault.ONE_LANGUAGE: _l("%(column)s is empty, but the other language is filled in. Write both or none."),
    Fault.CHECKED: _l("A check needs its day and who checked. Write both or none."),
    Fault.ACTIVE: _l("“%(written)s” is neither yes nor no."),
    Fault.SHAPE: _l(
        "The Khmer letters of “%(written)s” are in a wrong order and would print wrongly. Type it again."
    ),
    Fault.GLYPH: _l(
        "The print fonts do not have “%(written)s”. Leave it out, or write it in words (%(column)s)."
    ),
    Fault.ID: _l("“%(written)s” is no ID of this directory. Leave it empty for a new record."),
    Fault.TWICE: _l("“%(written)s” stands in the file twice. Remove one row."),
    Fault.AMBIGUOUS: _l("Several records are called “%(written)s”. Write the ID of the one you mean."),
    Fault.NATIONAL: _l("Records of the whole country are changed by the administrator only."),
}
BY_WORDS: dict[str, Any] = {
    "administrator": _l("the administrator"),
    "academy_administrator": _l("an academy administrator"),
    "course": _l("the files of the course"),
    "command": _l("a command on the server"),
}


def column_name(column: Column, lang: str) -> str:
    """A column's header in a language."""
    return (HEADERS_KM if lang == "km" else HEADERS_EN)[column]


def fault_sentence(wrong: Wrong, lang: str) -> str:
    """What is wrong and what to do, in a language."""
    values = {"column": column_name(wrong.column, lang), "written": wrong.written}
    return str(FAULT_SENTENCES[wrong.fault]) % values


def age_words(age: Age, lang: str) -> str:
    """How long ago a record was checked, as people say it."""
    n = number(age.count, lang)
    if age.unit is Unit.NEVER:
        return _("never checked")
    if age.unit is Unit.TODAY:
        return _("checked today")
    if age.unit is Unit.DAYS:
        return ngettext("checked %(n)s day ago", "checked %(n)s days ago", age.count, n=n)
    if age.unit is Unit.MONTHS:
        return ngettext("checked %(n)s month ago", "checked %(n)s months ago", age.count, n=n)
    return ngettext("checked %(n)s year ago", "checked %(n)s years ago", age.count, n=n)


def written_in(text: str) -> str:
    """The language of a text that has one wording only, for screen readers and line breaks."""
    return "km" if any("\u1780" <= character <= "\u17ff" for character in text) else "en"


@dataclass(frozen=True, slots=True)
class ShownService:
    """A service as a reader sees it, in one language; `unknown` names what nobody knows."""

    uuid: UUID
    name: str
    kinds: tuple[str, ...]
    services: str
    address: str
    hours: str
    phones: tuple[tuple[str, str], ...]
    unknown: str
    unknown_but_phone: str
    note: str
    source: str
    source_lang: str
    checked_by: str
    checked_by_lang: str
    age: str
    is_old: bool
    is_never_checked: bool
    is_active: bool
    province: str


def shown(service: Service, *, kinds: Mapping[str, Kind], lang: str, today: date) -> ShownService:
    """One service in a language."""
    record, age = service.record, age_of(service.record.checked_on, today)
    return ShownService(
        uuid=service.uuid,
        name=record.name.in_(lang),
        kinds=tuple(kinds[key].name.in_(lang) for key in record.kinds),
        services=record.services.in_(lang),
        address=record.address.in_(lang),
        hours=record.hours.in_(lang),
        phones=tuple((phone, dialled(phone)) for phone in record.phones),
        unknown=_unknown(service, lang),
        unknown_but_phone=_unknown(service, lang, with_phone=False),
        note=record.note.in_(lang),
        source=record.source,
        source_lang=written_in(record.source),
        checked_by=record.checked_by,
        checked_by_lang=written_in(record.checked_by),
        age=age_words(age, lang),
        is_old=age.is_old,
        is_never_checked=age.unit is Unit.NEVER,
        is_active=record.is_active,
        province=PROVINCES[record.province].name.in_(lang),
    )


def _unknown(service: Service, lang: str, *, with_phone: bool = True) -> str:
    """What nobody knows of a service, as a list in a sentence; Khmer parts such a list by spaces."""
    record = service.record
    parts = (
        (record.phones or not with_phone, _("telephone")),
        (record.address.in_(lang), _("address")),
        (record.hours.in_(lang), _("hours")),
    )
    return (" " if lang == "km" else ", ").join(word for known, word in parts if not known)


@dataclass(frozen=True, slots=True)
class PlacePage:
    """The services of a place, and below them those of the whole country."""

    key: str
    name: str
    own: tuple[ShownService, ...]
    national: tuple[ShownService, ...]
    kind: str
    kind_name: str
    kinds: tuple[tuple[str, str], ...]
    is_national: bool


def place_page(
    key: str, services: Iterable[Service], *, kinds: Sequence[Kind], kind: str, lang: str, today: date
) -> PlacePage:
    """The page of a place from its services and those of the whole country."""
    known = {one.key: one for one in kinds}
    seen = [(one.record.province, shown(one, kinds=known, lang=lang, today=today)) for one in services]
    return PlacePage(
        key=key,
        name=PROVINCES[key].name.in_(lang),
        own=tuple(one for place, one in seen if place == key),
        national=tuple(one for place, one in seen if place == NATIONAL and key != NATIONAL),
        kind=kind,
        kind_name=known[kind].name.in_(lang) if kind else "",
        kinds=tuple((one.key, one.name.in_(lang)) for one in kinds),
        is_national=key == NATIONAL,
    )


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place on the list: its name and how many services it has."""

    key: str
    name: str
    number: int


def place_lines(counts: Mapping[str, int], lang: str) -> list[PlaceLine]:
    """The capital first, then the provinces in the alphabet of the language, the whole country last."""
    lines = [PlaceLine(key, one.name.in_(lang), counts.get(key, 0)) for key, one in PROVINCES.items()]
    last = {"phnom-penh": 0, NATIONAL: 2}
    return sorted(lines, key=lambda one: (last.get(one.key, 1), sort_key(one.name)))


@dataclass(frozen=True, slots=True)
class Written:
    """A text with the language it is written in."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """An entry of a record's history in a language: the fields with what stood there before and after."""

    at: datetime
    by: str
    fields: tuple[tuple[str, Written, Written], ...]


def shown_change(change: Change, *, kinds: Mapping[str, Kind], lang: str) -> ShownChange:
    """One entry in a language."""
    return ShownChange(
        change.at,
        str(BY_WORDS[change.by]) if change.by in BY_WORDS else change.by,
        tuple(
            (column_name(column, lang), cell(column, before, kinds, lang), cell(column, after, kinds, lang))
            for column, before, after in change.fields
        ),
    )


def cell(column: Column, written: str, kinds: Mapping[str, Kind], lang: str) -> Written:
    """A cell of a record as a reader of a language sees it: names for keys, days and digits as people write them."""
    text = _cell_text(column, written, kinds, lang)
    return Written(text, written_in(text))


def _cell_text(column: Column, written: str, kinds: Mapping[str, Kind], lang: str) -> str:
    if column is Column.PROVINCE and written in PROVINCES:
        return PROVINCES[written].name.in_(lang)
    if column is Column.KINDS:
        return "; ".join(kinds[key].name.in_(lang) if key in kinds else key for key in split(written))
    if column is Column.CHECKED_ON and written:
        return short_date(date.fromisoformat(written), lang)
    if column is Column.PHONES:
        return to_khmer(written) if lang == "km" else written
    if column is Column.ACTIVE:
        return _("yes") if written == "yes" else _("no")
    return written
