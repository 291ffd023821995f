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


def _count_khmer(text: str, words: Sequence[str]) -> int:
    """How often a word stands in a text: only from one place where a line may break to another."""
    marks = {0}
    plain: list[str] = []
    for character in text:
        if character == "\u200b" or not _KHMER.match(character):
            marks.add(len(plain))
        if not character.isspace() and character != "\u200b":
            plain.append(character)
            if not _KHMER.match(character):
                marks.add(len(plain))
    marks.add(len(plain))
    joined = "".join(plain)
    found = set()
    for word in words:
        for match in re.finditer(re.escape("".join(strip_zero_width(word).split())), joined):
            if match.start() in marks and match.end() in marks:
                found.add(match.start())
    return len(found)


def _count_latin(text: str, words: Sequence[str]) -> int:
    flat = " ".join(strip_zero_width(text).split())
    pattern = "|".join(re.escape(word) for word in words)
    return len(re.findall(rf"\b(?:{pattern})(?:e?s)?\b", flat, re.IGNORECASE))


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
    for term in terms:
        if lang == "km":
            words, shown, count = (term.km, *term.variants), term.km, _count_khmer
        else:
            words, shown, count = (term.en.partition(" (")[0],), term.en, _count_latin
        found = {page: count(text, words) for page, text in texts.items()}
        used = sorted((page for page, times in found.items() if times), key=lambda page: (-found[page], page))
        if used:
            entries.append((shown, _named(used[:MOST_PAGES], lang)))
    return sorted(entries, key=lambda entry: order(entry[0], lang))


def order(word: str, lang: str) -> str:
    """What words of a language are sorted by."""
    return sort_key(word) if lang == "km" else word.casefold()
