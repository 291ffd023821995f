"""Says where a Khmer line may break, by zero-width spaces, when the course is built (never while pages are served).

Khmer has no spaces between words and the PDF program finds no word borders by itself. khmercut proposes the
borders; the glossary of the course and a few rules of punctuation correct it. User data never carries U+200B.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from hrtraining.core.khmer.text import strip_zero_width

BREAK = "\u200b"

_LETTERS = "\u1780-\u17b3"
_KHMER_RUN = re.compile("[\u1780-\u17d3\u17d7\u17dd]+")
_BORDER = re.compile(rf"(?<=[\u1780-\u17d1\u17d3\u17d7\u17dd])(?=[{_LETTERS}])")
_CLUSTER = re.compile(rf"(?<!\u17d2)[{_LETTERS}]")
_LONGEST_JOINED = 6
"""Clusters; a longer term may still break between its words, else it would not fit a phone."""

ALWAYS_TOGETHER = ("សឺរ៉ាំង", "ស៊ីរ៉ាំង", "ស្រោមដៃ", "មេតាដូន", "មេរោគ", "អេដស៍", "នគរបាល", "ម្ជុល", "គ្រឿងញៀន")
"""Words of the field that the tool cuts wrongly, or that must not be cut in any edition."""


def _is_short(term: str) -> bool:
    return " " not in term and len(_CLUSTER.findall(term)) <= _LONGEST_JOINED


@cache
def _joins(terms: tuple[str, ...]) -> re.Pattern[str]:
    short = {strip_zero_width(term) for term in terms if _is_short(term)} | set(ALWAYS_TOGETHER)
    return re.compile("|".join(re.escape(term) for term in sorted(short, key=len, reverse=True)))


@cache
def _cut(run: str) -> tuple[int, ...]:
    """Offsets inside a run of Khmer letters at which the tool sees a word border."""
    from khmercut import tokenize

    pieces = tokenize(run)
    if "".join(pieces) != run:
        return ()
    ends: list[int] = []
    for piece in pieces[:-1]:
        ends.append((ends[-1] if ends else 0) + len(piece))
    return tuple(ends)


def insert_breaks(text: str, terms: Iterable[str] = ()) -> str:
    """The text (plain or HTML) with U+200B wherever a Khmer line may break; old marks are dropped first.

    Never inside a cluster, never before ៗ ។ ៖ » ) %, never inside a short term of `terms`.

    Args:
        text: source text.
        terms: Khmer words of the glossary that stay in one piece.
    """
    text = strip_zero_width(text)
    joins = _joins(tuple(terms))

    def broken(match: re.Match[str]) -> str:
        run = match[0]
        allowed = set(_cut(run)) & {border.start() for border in _BORDER.finditer(run)}
        for term in joins.finditer(run):
            allowed -= set(range(term.start() + 1, term.end()))
        ends = [0, *sorted(allowed), len(run)]
        return BREAK.join(run[start:end] for start, end in pairwise(ends))

    return _KHMER_RUN.sub(broken, text)
