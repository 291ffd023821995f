"""Finds on which pages of a laid-out book each term of the glossary stands, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hrtraining.content.domain import Term
from hrtraining.core import boxes
from hrtraining.core.khmer.digits import to_khmer
from hrtraining.core.khmer.sorting import sort_key
from hrtraining.core.khmer.text import strip_zero_width

MOST_PAGES = 8
"""A term on more pages names only those that use it most: a longer row of numbers helps nobody."""

_KHMER = re.compile("[\u1780-\u17d3\u17dd]")


def page_texts(pages: Iterable[Any], first: int, step: int = 1) -> dict[int, str]:
    """The words of each page by its printed number, lines joined where a line may break."""
    texts = {}
    for place, page in enumerate(pages):
        written = (line.text for line in boxes.lines(page, place, margins=False))
        texts[first + place * step] = " \u200b".join(written)
    return texts


def _khmer_page(text: str) -> tuple[str, frozenset[int]]:
    """The Khmer of a page without spaces, and the places between two words: where a line may break."""
    marks = {0}
    plain: list[str] = []
    for character in text:
        is_khmer = _KHMER.match(character) is not None
        if not is_khmer:
            marks.add(len(plain))
        if not character.isspace() and character != "\u200b":
            plain.append(character)
            if not is_khmer:
                marks.add(len(plain))
    marks.add(len(plain))
    return "".join(plain), frozenset(marks)


def _count_khmer(page: tuple[str, frozenset[int]], words: Sequence[str]) -> int:
    """How often words stand on a page: only from one place between words to another."""
    joined, marks = page
    found = set()
    for word in words:
        squeezed = "".join(strip_zero_width(word).split())
        start = joined.find(squeezed)
        while start >= 0:
            if start in marks and start + len(squeezed) in marks:
                found.add(start)
            start = joined.find(squeezed, start + 1)
    return len(found)


def _latin_page(text: str) -> str:
    return " ".join(strip_zero_width(text).split()).casefold()


def _count_latin(page: str, words: Sequence[str]) -> int:
    small = [word.casefold() for word in words]
    if not any(word in page for word in small):
        return 0
    pattern = "|".join(re.escape(word) for word in small)
    return len(re.findall(rf"\b(?:{pattern})(?:e?s)?\b", page))


def _named(pages: Sequence[int], lang: str) -> str:
    """Page numbers with neighbours drawn together, in the digits of the language."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    shown = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return to_khmer(shown) if lang == "km" else shown


def index_of(terms: Iterable[Term], texts: Mapping[int, str], lang: str) -> list[tuple[str, str]]:
    """The terms that the book uses with their pages, in the order of the language."""
    entries = []
    khmer = {page: _khmer_page(text) for page, text in texts.items()} if lang == "km" else {}
    latin = {page: _latin_page(text) for page, text in texts.items()} if lang == "en" else {}
    for term in terms:
        if lang == "km":
            shown, words = term.km, (term.km, *term.variants)
            found = {page: _count_khmer(text, words) for page, text in khmer.items()}
        else:
            shown = term.en
            found = {page: _count_latin(text, (term.en.partition(" (")[0],)) for page, text in latin.items()}
        used = sorted((page for page, times in found.items() if times), key=lambda page: (-found[page], page))
        if used:
            entries.append((shown, _named(used[:MOST_PAGES], lang)))
    return sorted(entries, key=lambda entry: order(entry[0], lang))


def order(word: str, lang: str) -> str:
    """What words of a language are sorted by."""
    return sort_key(word) if lang == "km" else word.casefold()
