"""Finds numbers of which a reader would ask who says so and when, and quotations that are too long or open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hrtraining.content.domain import prose
from hrtraining.content.domain.blocks import Block, readable
from hrtraining.content.domain.pace import clusters

LONGEST_QUOTATION = 25
"""English words; a longer piece of somebody's text is no quotation any more."""
LONGEST_QUOTATION_CLUSTERS = 75
BASES = frozenset({"100", "1000", "1,000", "1.000", "10,000", "10.000"})
"""What is counted of, as in "2 of 100", and no finding."""

_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d]|[.,]\d)")
_SHARE = re.compile(r"(\d+(?:[.,]\d+)*)\s*(?:%|ភាគរយ|per\s?cent\b)")
_LONG = re.compile(r"(?<![\d.,:/+])\d{1,3}(?:[.,]\d{3})+(?![\d])|(?<![\d.,:/+-])\d{3,}(?![\d])")
_NO_DATE = re.compile(r"without (?:a )?(?:date|year)|\bno (?:date|year)\b|\bundated\b|គ្មាន(?:កាលបរិច្ឆេទ|ឆ្នាំ)")
_NO_CLAIM_BEFORE = re.compile(
    r"(?:\barticles?|\bArticles?|មាត្រា|\bcall|\bphone|\btel|ទូរស័ព្ទ|លេខ|\bnumber|\bNo\.?)[\s:៖]*(?:\d[\d\s]*)?$"
)
_NO_CLAIM_AFTER = re.compile(
    r"^\s*(?:minutes?\b|hours?\b|metres?\b|m\b|g\b|mg\b|ml\b|mcg\b|នាទី|ម៉ែត្រ|ក្រាម|មីលីក្រាម)"
)
_QUOTED = {"km": re.compile(r"«([^»]*)»"), "en": re.compile(r"[“\"]([^”\"]*)[”\"]")}


def claims_of(text: str) -> frozenset[str]:
    """The shares of a text, and its numbers of three digits and more that are no year, article, phone or base.

    A comma and a dot are read alike, so that Khmer and English writing give the same.
    """
    plain = readable(text).translate(_DIGITS)
    found = {match[1] + "%" for match in _SHARE.finditer(plain)}
    for match in _LONG.finditer(plain):
        if _YEAR.fullmatch(match[0]) or match[0] in BASES:
            continue
        if _NO_CLAIM_BEFORE.search(plain[: match.start()]) or _NO_CLAIM_AFTER.search(plain[match.end() :]):
            continue
        found.add(match[0])
    return frozenset(one.replace(".", ",") for one in found)


def names_a_year(text: str) -> bool:
    """Whether a text says of which year it speaks, or that its source gives none."""
    return _YEAR.search(readable(text).translate(_DIGITS)) is not None or _NO_DATE.search(text) is not None


def unsourced(sections: Sequence[Sequence[Block]]) -> Iterator[tuple[int, Block, str]]:
    """The pieces of a file that state a number without source or year near it: section, piece, what is missing.

    Near is the piece itself; for a piece in a box, list or table the whole of it and the paragraphs of its
    section. A number that stands with source and year once may be spoken of again in the same file.
    """
    open_claims: list[tuple[int, Block, bool, bool]] = []
    settled: set[str] = set()
    for number, pieces in enumerate(sections):
        for piece in pieces:
            stated = claims_of(piece.text) if piece.kind != "law" else frozenset[str]()
            if not stated:
                continue
            around = piece.text
            if piece.box or piece.kind in ("li", "row"):
                around = " ".join(
                    one.text
                    for one in pieces
                    if one.group == piece.group or (one.kind == "p" and not one.box)
                )
            has_source, has_year = bool(prose.cited(around)), names_a_year(around)
            if has_source and has_year:
                settled |= stated
            else:
                open_claims.append((number, piece, has_source, has_year))
    for number, piece, has_source, has_year in open_claims:
        if claims_of(piece.text) <= settled:
            continue
        if not has_source:
            yield number, piece, "source"
        if not has_year:
            yield number, piece, "year"


def long_quotations(lang: str, text: str) -> Iterator[str]:
    """Quotations with more words than a quotation may have; in Khmer about as long."""
    for match in _QUOTED[lang].finditer(text):
        said = match[1]
        if (
            clusters(said) > LONGEST_QUOTATION_CLUSTERS
            if lang == "km"
            else prose.words(said) > LONGEST_QUOTATION
        ):
            yield said


def has_open_quotation(lang: str, text: str) -> bool:
    """Whether a quotation mark opens or closes without its other half."""
    if lang == "km":
        return text.count("«") != text.count("»")
    return text.count('"') % 2 == 1 or text.count("“") != text.count("”")
