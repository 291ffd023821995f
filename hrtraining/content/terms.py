"""Links the words of the glossary inside a text to where they are explained: once a section, never inside a word."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from hrtraining.content.domain import Edition, Term

_PIECES = re.compile(r"(<[^>]+>)")
_TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
_CLOSED = frozenset({"a", "dfn", "h2", "h3", "th", "summary", "svg", "figure"})
"""Where no link belongs: in another link, in a heading, in a picture with its labels."""
_VOID = frozenset({"br", "hr", "img", "path", "rect", "circle", "line", "ellipse", "polyline", "polygon"})
_BREAK = "\u200b"

_Words = tuple[tuple[str, str], ...]
_WORDS: dict[tuple[str, str], _Words] = {}


def with_terms(edition: Edition, html: str, lang: str) -> str:
    """The HTML of one section with the first mention of each explained term linked to the glossary page."""
    key = (edition.hash, lang)
    if key not in _WORDS:
        _WORDS[key] = _words(edition.glossary, lang)
    return _linked(html, _WORDS[key], lang)


def _words(glossary: tuple[Term, ...], lang: str) -> _Words:
    """Word and id of every explained term, longer words first; words in brackets are no part of a term."""
    found = [
        (form, term.id)
        for term in glossary
        if term.definition is not None
        for form in ((term.km, *term.variants) if lang == "km" else (term.en.partition(" (")[0],))
        if form.strip()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one[0]), one[0])))


@lru_cache(maxsize=64)
def _pattern(words: _Words, lang: str) -> re.Pattern[str]:
    """One pattern for all words. A Khmer word may hold places to break, and must begin and end at one."""
    if lang == "km":
        forms = [
            "".join(re.escape(letter) + f"{_BREAK}?" for letter in word[:-1]) + re.escape(word[-1])
            for word, _ in words
        ]
        letters = "\u1780-\u17d3\u17dd"
        return re.compile(f"(?<![{letters}])(?:{'|'.join(forms)})(?![{letters}])")
    forms = [re.escape(word) for word, _ in words]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})s?(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=2048)
def _linked(html: str, words: _Words, lang: str) -> str:
    if not words:
        return html
    ids = {(word if lang == "km" else word.lower()): name for word, name in words}
    pattern = _pattern(words, lang)
    used: set[str] = set()

    def link(match: re.Match[str]) -> str:
        word = match[0].replace(_BREAK, "") if lang == "km" else match[0].lower()
        name = ids.get(word) or ids[word.removesuffix("s")]
        if name in used:
            return match[0]
        used.add(name)
        return f'<a class="term" href="/glossary#term-{escape(name)}">{match[0]}</a>'

    made: list[str] = []
    shut: list[str] = []
    for piece in _PIECES.split(html):
        tag = _TAG.fullmatch(piece)
        if tag is None:
            made.append(piece if shut else pattern.sub(link, piece))
            continue
        closes, name, rest = tag[1], tag[2], tag[3]
        made.append(piece)
        if name in _VOID or rest.endswith("/"):
            continue
        if closes:
            if shut and shut[-1] == name:
                shut.pop()
        elif shut or name in _CLOSED or 'class="law' in piece or 'class="box-title' in piece:
            shut.append(name)
    return "".join(made)
