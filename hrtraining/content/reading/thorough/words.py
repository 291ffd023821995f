"""Looks at the words of the whole course: ones that shame, foreign ones, terms linked twice or unexplained."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from hrtraining.content.domain import writing
from hrtraining.content.domain.fault import Fault, fault
from hrtraining.content.domain.wording import Avoided
from hrtraining.content.reading.beside import pairs
from hrtraining.content.reading.course import Course
from hrtraining.content.reading.thorough.lessons import texts_of

UNITS = frozenset({"mg", "mcg", "ml", "g", "kg", "mm", "cm", "m", "km", "C", "F", "x", "vs"})
"""Signs of measure, which Khmer writing keeps as they are."""

_LETTERS = re.compile(r"[A-Za-z][A-Za-z\-]*")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"\n]*\"")


def word_faults(course: Course) -> Iterator[Fault]:
    """What is wrong with the words of a course, text by text."""
    attested = attested_letters(course)
    explained = {row["id"] for row in course.glossary if row.get("definition")}
    shaming = list(_shaming(course))
    for module in course.modules:
        for _what, pair in texts_of(module):
            for lang in ("km", "en"):
                for section in pair["parsed"][lang].sections:
                    file, place = f"{pair['stem']}.{lang}.md", f"#{section.id}"
                    yield from _shame_faults(lang, section.text, file, place, shaming)
                    if lang == "km":
                        yield from _foreign_faults(section.text, file, place, attested)
            yield from _term_faults(pair, explained)
    for file, record in _records(course):
        for place, km, en in pairs(record):
            yield from _shame_faults("km", km, file, place, shaming)
            yield from _shame_faults("en", en, file, place, shaming)
            yield from _foreign_faults(km, file, place, attested)


def attested_letters(course: Course) -> frozenset[str]:
    """Latin letters that may stand in Khmer text: those of the glossary's Khmer, and units of measure.

    Letters that a text of the course gives in brackets after their Khmer words may then stand alone too.
    """
    found = set(UNITS)
    for row in course.glossary:
        for text in (row["km"], *row["variants"]):
            found.update(_LETTERS.findall(text))
        if row["en"].isupper():
            found.add(row["en"])
    for module in course.modules:
        for _what, pair in texts_of(module):
            for section in pair["parsed"]["km"].sections:
                found |= writing.letters_in_brackets(section.text)
    for _file, record in _records(course):
        for _place, km, _en in pairs(record):
            found |= writing.letters_in_brackets(km)
    return frozenset(found)


def _records(course: Course) -> Iterator[tuple[str, Any]]:
    """The files of records with their content, glossary, law and sources aside."""
    yield "edition.yaml", course.edition
    for module in course.modules:
        parts = ("check", "scene", "trainer", "handout", "sheets", "drawings")
        yield (
            f"{module['folder']}/module.yaml",
            {name: value for name, value in module.items() if name not in parts},
        )
        for name in ("check", "scene"):
            if module[name] is not None:
                yield f"{module['folder']}/{name}.yaml", module[name]
    for instrument in course.instruments:
        for item in instrument["items"]:
            yield f"instruments/{instrument['key']}/items/{item['id']}.yaml", item


def _shaming(course: Course) -> Iterator[tuple[Avoided, frozenset[str]]]:
    for row in course.respect:
        files = frozenset(row.get("quoted_in") or [])
        for lang in ("km", "en"):
            for word in row[lang]:
                yield Avoided(lang, word, row["instead"][lang], may_be_quoted=False), files


def _shame_faults(
    lang: str, text: str, file: str, place: str, shaming: list[tuple[Avoided, frozenset[str]]]
) -> Iterator[Fault]:
    bare = _QUOTED.sub(" ", text)
    for word, files in shaming:
        if word.lang != lang or not word.is_in(text):
            continue
        if word.is_in(bare):
            yield fault("word-shames", file, place, name=word.word, better=word.better)
        elif not any(file.startswith(name) for name in files):
            yield fault("word-shames-quoted", file, place, name=word.word)


def _foreign_faults(text: str, file: str, place: str, attested: frozenset[str]) -> Iterator[Fault]:
    for word in writing.foreign_words(text, attested):
        yield fault("latin-in-khmer", file, place, name=word)


def _term_faults(pair: Mapping[str, Any], explained: set[str]) -> Iterator[Fault]:
    english = {section.id: section for section in pair["parsed"]["en"].sections}
    for lang in ("km", "en"):
        for section in pair["parsed"][lang].sections:
            file, place = f"{pair['stem']}.{lang}.md", f"#{section.id}"
            for name, times in Counter(section.terms).items():
                if times > 1:
                    yield fault("term-twice", file, place, name=name)
                if name not in explained:
                    yield fault("term-unexplained", file, place, name=name)
            twin = english.get(section.id)
            if lang == "km" and twin is not None and set(section.terms) != set(twin.terms):
                only_km = ", ".join(sorted(set(section.terms) - set(twin.terms))) or "-"
                only_en = ", ".join(sorted(set(twin.terms) - set(section.terms))) or "-"
                yield fault("terms-differ", file, place, km=only_km, en=only_en)
