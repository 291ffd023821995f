"""Finds text that would print wrongly, before it is printed: the grammar of a Khmer cluster, in plain Python.

The grammar is that of Unicode Technical Note 61 for modern Khmer; it is narrower than the one HarfBuzz uses
to decide where it draws a dotted circle, so what passes here is drawn without one. Doubled marks and a
subscript without a letter, which HarfBuzz lets through, are refused too.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

from hrtraining.core.i18n import lazy_gettext as _l

_BASE = "\u1780-\u17a2\u17a5-\u17b3"
_MARKS = "\u17b6-\u17d1\u17d3\u17dd"
_CLUSTER = re.compile(
    rf"[{_BASE}]"
    rf"\u17cc?(?:\u17d2[{_BASE}]){{0,2}}"
    r"[\u17c9\u17ca]?"
    r"(?:[\u17b6\u17bb]?\u17c6|[\u17b6-\u17c5])?"
    r"[\u17cb\u17cd-\u17d1]?"
    r"[\u17c7\u17c8]?"
)
_SUBSCRIPT = "\u17d2"
_OTHER = re.compile(
    r"[ 0-9A-Za-z.,:;()/&+'\"!?\-\u00ab\u00bb\u00b7\u00c0-\u017f\u2013\u2014\u2018\u2019\u201c\u201d\u2026"
    r"\u17d4-\u17d6\u17d9-\u17dc\u17e0-\u17e9]|(?<=[\u1780-\u17d3])\u17d7"
)
"""Everything else that the print fonts of `core.fonts` draw, less what nobody needs in a name or a title."""

_TYPED = re.compile(r"[!-~]")
"""What a keyboard types besides spaces, of ASCII; all print fonts have it."""


class Fault(StrEnum):
    """Why a text would print wrongly."""

    DOTTED_CIRCLE = "dotted_circle"
    ORPHAN = "orphan"
    OPEN_SUBSCRIPT = "open_subscript"
    MARKS = "marks"
    NO_GLYPH = "no_glyph"


_SENTENCES: dict[Fault, Any] = {
    Fault.DOTTED_CIRCLE: _l("it contains a dotted circle; delete it and type the letter again"),
    Fault.ORPHAN: _l("a vowel or sign stands without its consonant; type the consonant first"),
    Fault.OPEN_SUBSCRIPT: _l("a subscript sign has no letter under it; type the letter or delete the sign"),
    Fault.MARKS: _l(
        "one letter carries too many signs, or in an order that cannot be drawn; type this syllable again"
    ),
    Fault.NO_GLYPH: _l("it contains a character that the print fonts do not have; leave it out"),
}


def shaping_fault(text: str) -> Fault | None:
    """Why a normalised name or line would print wrongly, or None when it prints right.

    Args:
        text: a text that went through `normalise_name` or `normalise_line`.
    """
    if "\u25cc" in text:
        return Fault.DOTTED_CIRCLE
    place = 0
    while place < len(text):
        match = _CLUSTER.match(text, place)
        if match is None:
            match = _OTHER.match(text, place)
        if match is None:
            return _reason(text, place)
        place = match.end()
    return None


def line_fault(text: str) -> Fault | None:
    """Why a title or another line of free text would print wrongly; signs of the keyboard pass, unlike in names.

    Args:
        text: a text that went through `normalise_line`.
    """
    return shaping_fault(_TYPED.sub("0", text))


def _reason(text: str, place: int) -> Fault:
    character = text[place]
    before = text[place - 1] if place else ""
    if character == _SUBSCRIPT:
        follows = text[place + 1 : place + 2]
        if not follows or not re.match(f"[{_BASE}]", follows):
            return Fault.OPEN_SUBSCRIPT
        return Fault.MARKS if re.match(f"[{_BASE}{_MARKS}]", before) else Fault.ORPHAN
    if re.match(f"[{_MARKS}]", character):
        return Fault.MARKS if re.match(f"[{_BASE}{_MARKS}]", before) else Fault.ORPHAN
    return Fault.NO_GLYPH


def fault_sentence(fault: Fault) -> str:
    """What is wrong and what to do, in the reader's language."""
    return str(_SENTENCES[fault])
