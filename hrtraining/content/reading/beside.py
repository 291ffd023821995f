"""Holds the two languages of everything that was read against each other, and looks at every word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from hrtraining.content.domain.fault import Fault, fault
from hrtraining.content.domain.piece_words import first_difference
from hrtraining.content.domain.wording import Avoided, Rendering, pair_faults, text_faults

_LAW_PAIRS = tuple((f"{part}_km", f"{part}_en") for part in ("statement", "note", "safe", "ask"))


def pairs(value: Any, place: str = "") -> Iterator[tuple[str, str, str]]:
    """Every text in a record with where it stands: place, Khmer, English; files of prose are left out."""
    if isinstance(value, dict):
        if isinstance(value.get("km"), str) and isinstance(value.get("en"), str) and "parsed" not in value:
            yield str(value.get("id") or place), value["km"], value["en"]
        for km, en in _LAW_PAIRS:
            if isinstance(value.get(km), str) and isinstance(value.get(en), str):
                yield f"{value.get('id')} · {km.removesuffix('_km')}", value[km], value[en]
        named = value.get("id") or value.get("key")
        here = f"{place} · {named}".strip(" ·") if isinstance(named, str) else place
        for name, inner in value.items():
            if isinstance(inner, dict) and "km" in inner:
                yield from pairs(inner, f"{here} · {name}".strip(" ·"))
            elif isinstance(inner, dict | list) and name not in (
                "parsed",
                "avoid",
                "check",
                "scene",
                "trainer",
                "handout",
            ):
                yield from pairs(inner, here)
    elif isinstance(value, list):
        for inner in value:
            yield from pairs(inner, place)


def record_faults(
    record: Any, file: str, avoided: tuple[Avoided, ...], *, is_law: bool = False, compares: bool = True
) -> Iterator[Fault]:
    """What is wrong with the texts of one YAML file; a rendering of law may use the words of the law."""
    for place, km, en in pairs(record):
        if compares:
            yield from pair_faults(km, en, file, place)
        words = tuple(word for word in avoided if not (is_law and word.may_be_quoted))
        yield from text_faults("km", km, file, f"{place} · km", words)
        yield from text_faults("en", en, file, f"{place} · en", words)


def prose_faults(
    pair: dict[str, Any], avoided: tuple[Avoided, ...], renderings: tuple[Rendering, ...]
) -> Iterator[Fault]:
    """What is wrong between the two files of a text, section by section, and with their words."""
    stem, km, en = pair["stem"], pair["parsed"]["km"], pair["parsed"]["en"]
    file = f"{stem}.km.md"
    ids_km, ids_en = [one.id for one in km.sections], [one.id for one in en.sections]
    if ids_km != ids_en:
        yield fault("headings-differ", file, "", km=", ".join(ids_km) or "-", en=", ".join(ids_en) or "-")
    english = {section.id: section for section in en.sections}
    for section in km.sections:
        twin = english.get(section.id)
        place = f"#{section.id}"
        yield from text_faults("km", section.text, file, place, avoided)
        if twin is None:
            continue
        yield from text_faults("en", twin.text, f"{stem}.en.md", place, avoided)
        yield from pair_faults(section.text, twin.text, file, place)
        for term in renderings:
            if term.is_missing(section.text, twin.text):
                yield fault("term-differs", file, place, en=term.en, km=term.km[0])
        if section.blocks != twin.blocks:
            number, (km_km, km_en), (en_km, en_en) = first_difference(section.blocks, twin.blocks)
            said = {"km_km": km_km, "km_en": km_en, "en_km": en_km, "en_en": en_en}
            yield fault("blocks-differ", file, place, number=number, **said)
        for kind, left, right in (
            ("sources-differ", section.citations, twin.citations),
            ("law-differs", section.laws, twin.laws),
        ):
            only_km = Counter(left) - Counter(right)
            only_en = Counter(right) - Counter(left)
            if only_km or only_en:
                yield fault(kind, file, place, km=", ".join(only_km) or "-", en=", ".join(only_en) or "-")
