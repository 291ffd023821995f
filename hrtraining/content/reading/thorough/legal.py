"""Looks for legal rules that stand without the record they rest on: an article named, its statement not shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hrtraining.content.domain.blocks import readable
from hrtraining.content.domain.fault import Fault, fault
from hrtraining.content.reading.beside import pairs
from hrtraining.content.reading.course import Course
from hrtraining.content.reading.references import NOT_TAUGHT
from hrtraining.content.reading.thorough.lessons import texts_of

_ARTICLES = re.compile(r"(?:\b[Aa]rticles?|មាត្រា)\s*((?:\d+(?:\s*(?:,|and|or|to|និង|ឬ|ដល់|-)\s*)?)+)")
_NONE: frozenset[str] = frozenset()
_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")


def articles_in(text: str) -> frozenset[str]:
    """The numbers of the articles of law that a text names, Khmer or English."""
    plain = readable(text).translate(_DIGITS)
    return frozenset(number for match in _ARTICLES.finditer(plain) for number in re.findall(r"\d+", match[1]))


def legal_faults(course: Course) -> Iterator[Fault]:
    """Articles named where no statement about them is shown.

    A lesson shows it itself; trainer notes, sheets and the scene may rest on the lessons of their module; a
    question that names an article names at least one statement.
    """
    about = {row["id"]: _numbers(row) for row in course.law}
    for module in course.modules:
        taught = frozenset[str]()
        for what, pair in texts_of(module):
            shown = frozenset[str]().union(*(about.get(name, _NONE) for name in pair["parsed"]["km"].laws))
            if what == "lesson":
                taught |= shown
            for lang in ("km", "en"):
                for section in pair["parsed"][lang].sections:
                    allowed = shown if what == "lesson" else shown | taught
                    yield from _missing(section.text, allowed, f"{pair['stem']}.{lang}.md", f"#{section.id}")
        for question in (module["check"] or {"questions": []})["questions"]:
            if not question.get("law"):
                for _place, km, en in pairs(question):
                    yield from _missing(f"{km} {en}", _NONE, f"{module['folder']}/check.yaml", question["id"])
        for place, km, en in pairs(module["scene"] or {}):
            yield from _missing(f"{km} {en}", taught, f"{module['folder']}/scene.yaml", place)


def _numbers(row: Mapping[str, Any]) -> frozenset[str]:
    """The articles that a statement is about: the one it names, and those in its id."""
    return frozenset(re.findall(r"\d+", f"{row.get('article') or ''} {row['id']}"))


def _missing(text: str, shown: frozenset[str], file: str, place: str) -> Iterator[Fault]:
    for number in sorted(articles_in(text) - shown - NOT_TAUGHT):
        yield fault("law-unnamed", file, place, name=number)
