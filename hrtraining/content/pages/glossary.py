"""What the page of the glossary receives: every term in dictionary order, under its first letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from hrtraining.content.domain import Edition, Term
from hrtraining.core.khmer.sorting import sort_key


@dataclass(frozen=True, slots=True)
class TermLine:
    """One term in the reader's language, with its word in the other."""

    id: str
    word: str
    other: str
    definition: str | None
    is_attested: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """The terms that begin with one letter."""

    name: str
    terms: tuple[TermLine, ...]


def glossary_page(edition: Edition, lang: str) -> tuple[Letter, ...]:
    """The terms in Khmer dictionary order, or by the alphabet."""
    ordered = sorted(edition.glossary, key=lambda term: _key(term, lang))
    return tuple(
        Letter(name, tuple(_lines(terms, lang)))
        for name, terms in groupby(ordered, key=lambda term: _letter(_word(term, lang)))
    )


def _letter(word: str) -> str:
    """The letter that a word stands under; vowels that stand alone stand under អ, as in dictionaries."""
    first = word[0].upper()
    return "អ" if "\u17a3" <= first <= "\u17b3" else first


def _word(term: Term, lang: str) -> str:
    return term.km if lang == "km" else term.en


def _key(term: Term, lang: str) -> str:
    return sort_key(term.km) if lang == "km" else term.en.casefold()


def _lines(terms: Iterator[Term], lang: str) -> Iterator[TermLine]:
    for term in terms:
        yield TermLine(
            id=term.id,
            word=_word(term, lang),
            other=_word(term, "en" if lang == "km" else "km"),
            definition=term.definition.in_(lang) if term.definition is not None else None,
            is_attested=term.status == "attested",
        )
