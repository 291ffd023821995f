"""Cuts a text where its script changes, so that each piece can say its language to a reader aloud."""

from __future__ import annotations

import re

Pieces = tuple[tuple[str, str], ...]
"""Words with their language, in order."""

_LATIN = re.compile(r"([\[\]{}#@:*./_-]*[A-Za-z0-9][A-Za-z0-9\[\]{}#@:*./_-]*)")
_KHMER = re.compile("([\u1780-\u17ff][\u1780-\u17ff\u200b]*)")


def pieces(text: str, lang: str) -> Pieces:
    """A text in one language with the words in the letters of the other cut out."""
    other, pattern = ("en", _LATIN) if lang == "km" else ("km", _KHMER)
    return tuple(
        (piece, other if pattern.fullmatch(piece) else lang) for piece in pattern.split(text) if piece
    )
