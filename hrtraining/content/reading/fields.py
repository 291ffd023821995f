"""Checks the fields of a record against what its kind of record must have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hrtraining.content.reading.files import Desk

_ID = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")


def _is_day(value: object) -> bool:
    if isinstance(value, date):
        return True
    try:
        date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        return False
    return True


# what a field may hold: (name in Khmer, name in English, test)
_KINDS: dict[str, tuple[str, str, Any]] = {
    "text": ("អត្ថបទពីរភាសា km និង en", "a text with km and en", lambda v: isinstance(v, dict)),
    "word": (
        "អត្ថបទក្នុងសញ្ញាសម្រង់",
        "words in quotation marks",
        lambda v: isinstance(v, str) and v.strip() != "",
    ),
    "id": (
        "ឈ្មោះអក្សរឡាតាំង ដូចជា m02-q1",
        "a name in Latin letters, such as m02-q1",
        lambda v: isinstance(v, str),
    ),
    "whole": ("ចំនួនគត់", "a whole number", lambda v: isinstance(v, int) and not isinstance(v, bool)),
    "number": ("លេខ", "a number", lambda v: isinstance(v, int | float) and not isinstance(v, bool)),
    "yes-no": ("true ឬ false", "true or false", lambda v: isinstance(v, bool)),
    "day": ("កាលបរិច្ឆេទ ដូចជា 2026-11-22", "a date such as 2026-11-22", lambda v: _is_day(v)),
    "list": ("បញ្ជី", "a list", lambda v: isinstance(v, list)),
    "ids": (
        "បញ្ជីឈ្មោះអក្សរឡាតាំង ដូចជា [m02-o1]",
        "a list of names in Latin letters, such as [m02-o1]",
        lambda v: isinstance(v, list) and all(isinstance(i, str) for i in v),
    ),
    "words": (
        "បញ្ជីអត្ថបទ ដែលនីមួយៗនៅក្នុងសញ្ញាសម្រង់",
        "a list of words, each in quotation marks",
        lambda v: isinstance(v, list) and all(isinstance(i, str) and i.strip() for i in v),
    ),
    "record": ("កំណត់ត្រា", "a record", lambda v: isinstance(v, dict)),
    "any": ("", "", lambda v: True),
}


def check_fields(
    desk: Desk, record: Mapping[str, Any], shape: Mapping[str, str], file: str, place: str
) -> bool:
    """Whether a record has the fields of its shape; every fault is noted.

    `shape` maps names to kinds; a kind ending in `?` may be missing or null, a text must name both languages.
    """
    before = len(desk.faults)
    for name in record:
        if name not in shape:
            desk.report("key-unknown", file, place, name=name)
    for name, kind in shape.items():
        is_optional = kind.endswith("?")
        value = record.get(name)
        if value is None:
            if not is_optional:
                desk.report("key-missing", file, place, name=name)
            continue
        wanted_km, wanted_en, is_right = _KINDS[kind.rstrip("?")]
        if not is_right(value):
            desk.report("wrong-type", file, place, name=name, wanted_km=wanted_km, wanted_en=wanted_en)
            continue
        if kind.startswith("text"):
            check_text(desk, value, file, f"{place} · {name}".strip(" ·"))
        if kind.startswith("id") and isinstance(value, str) and not _ID.match(value):
            desk.report("id-malformed", file, place, name=value)
    return len(desk.faults) == before


def check_text(desk: Desk, text: Mapping[str, Any], file: str, place: str) -> bool:
    """Whether a text has both languages and nothing else."""
    before = len(desk.faults)
    for lang, name in (("km", "km"), ("en", "en")):
        value = text.get(lang)
        if value is not None and not isinstance(value, str):
            wanted_km, wanted_en, _ = _KINDS["word"]
            desk.report("wrong-type", file, place, name=name, wanted_km=wanted_km, wanted_en=wanted_en)
        elif value is None or not value.strip():
            desk.report("language-missing", file, place, name=name)
    for name in text:
        if name not in ("km", "en"):
            desk.report("key-unknown", file, place, name=name)
    return len(desk.faults) == before


def check_allowed(
    desk: Desk, value: object, allowed: tuple[str, ...], name: str, file: str, place: str
) -> None:
    """Note a value that is not one of a few."""
    if value not in allowed:
        desk.report("not-allowed", file, place, name=name, value=value, allowed=", ".join(allowed))


def check_known(
    desk: Desk,
    kind: str,
    names: object,
    known: frozenset[str] | set[str] | Mapping[str, Any],
    file: str,
    place: str,
) -> None:
    """Note every id that points to nothing; `kind` is source-, law-, term- or objective-unknown."""
    if isinstance(names, list | tuple):
        for name in dict.fromkeys(str(name) for name in names):
            if name not in known:
                desk.report(kind, file, place, name=name)


def check_unique(desk: Desk, names: list[str], file: str, within: str = "") -> None:
    """Note ids used twice; `within` is the record that the ids stand in."""
    for name in sorted({name for name in names if names.count(name) > 1}):
        desk.report("id-twice", file, f"{within} · {name}".strip(" ·"), name=name)


@dataclass(frozen=True)
class Known:
    """The ids that a module may point to; each law statement with the source it rests on."""

    sources: set[str]
    law: Mapping[str, str]
    terms: set[str]


def check_records(
    desk: Desk,
    rows: object,
    shape: Mapping[str, str],
    file: str,
    place: str,
    *,
    named: str = "id",
    prefix: str = "",
) -> list[dict[str, Any]]:
    """The rows of a list that have the right shape; ids unique and with the module's prefix."""
    good: list[dict[str, Any]] = []
    within = place if named == "key" else ""
    for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
        if not isinstance(row, dict):
            desk.report(
                "wrong-type", file, f"{place} {number}", name=place, wanted_km="កំណត់ត្រា", wanted_en="a record"
            )
        elif check_fields(
            desk,
            row,
            shape,
            file,
            f"{within} · {row.get(named, number)}" if within else str(row.get(named, f"{place} {number}")),
        ):
            good.append(row)
    check_unique(desk, [row[named] for row in good], file, within)
    for row in good:
        if prefix and not row[named].startswith(prefix):
            desk.report("prefix-wrong", file, row[named], name=row[named], prefix=prefix)
    return good
