"""Says in words of what pieces a section is built, so that an author finds where the two languages part."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PLAIN = {
    "p": ("កថាខណ្ឌ", "a paragraph"),
    "law": ("សេចក្តីស្តីពីច្បាប់", "a law statement"),
    "]": ("ចុងប្រអប់ (:::)", "the end of a box (:::)"),
    "step": ("ជំហានមួយ", "a step"),
}
_NUMBERED = (
    (re.compile(r"^ul (\d+)$"), "បញ្ជី {0} ចំណុច", "a list of {0} points"),
    (re.compile(r"^ol (\d+)$"), "បញ្ជីលេខ {0} ចំណុច", "a numbered list of {0} points"),
    (re.compile(r"^table (\d+)x(\d+)$"), "តារាង {0} ជួរដេក {1} ជួរឈរ", "a table of {0} rows and {1} columns"),
    (re.compile(r"^step\+(\d+)$"), "ជំហានដែលមានផ្លូវ {0}", "a step with {0} ways on"),
    (re.compile(r"^bar (.+)$"), "របារ {0}", "a bar of {0}"),
    (re.compile(r"^row (\d+)$"), "ជួរតារាង {0} ក្រឡា", "a row of {0} cells"),
    (re.compile(r"^label (.+)$"), "ស្លាក «{0}»", "the label “{0}”"),
    (re.compile(r"^\[(.+)$"), "ប្រអប់ «::: {0}»", "the box “::: {0}”"),
)
_DIGITS = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")
_NOTHING = ("គ្មានអ្វី", "nothing more")


def in_words(piece: str) -> tuple[str, str]:
    """A kind of piece as `ProseSection.blocks` names it, in Khmer and English words."""
    if piece in _PLAIN:
        return _PLAIN[piece]
    for form, km, en in _NUMBERED:
        match = form.match(piece)
        if match:
            counts = [one.translate(_DIGITS) if one.isdigit() else one for one in match.groups()]
            return km.format(*counts), en.format(*match.groups())
    return piece, piece


def first_difference(km: Sequence[str], en: Sequence[str]) -> tuple[int, tuple[str, str], tuple[str, str]]:
    """Where two rows of pieces first differ, counted from 1, and what stands there: Khmer file, English file."""
    at = next(
        (n for n, (one, other) in enumerate(zip(km, en, strict=False)) if one != other), min(len(km), len(en))
    )
    here, there = ([*pieces, ""][at] for pieces in (km, en))
    return at + 1, in_words(here) if here else _NOTHING, in_words(there) if there else _NOTHING
