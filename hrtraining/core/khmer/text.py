"""One coding for each Khmer word, so that two people who type the same name have the same name."""

from __future__ import annotations

import re
import unicodedata

from khmerspell import khnormal

_SPACES = dict.fromkeys(
    map(ord, "\u200b\u00a0\u202f\t\r\n\x0b\x0c\u2028\u2029\u0085\u2002\u2003\u2004\u2005\u2006\u2009"), " "
)
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_JOINERS = {code: None for code in _ZERO_WIDTH if code != 0x200B}
_INHERENT = dict.fromkeys((0x17B4, 0x17B5))
"""Invisible vowels that Unicode keeps for a transliteration only; no keyboard types them on purpose."""
_OLD = {0x17A3: "\u17a2", 0x17A4: "\u17a2\u17b6", 0x17D8: "\u17d4\u179b\u17d4"}
"""Letters that Unicode deprecates, with what it says to write in their place."""

_KHMER = "\u1780-\u17d3\u17d7\u17dd"
_BREAK_INSIDE_A_WORD = re.compile(rf"(?<=[{_KHMER}])\u200b+(?=[{_KHMER}])")
_DOUBLED_MARK = re.compile(r"([\u17b6-\u17d1\u17dd])\1+")
_SUBSCRIPT_DA = "\u17d2\u178a"
_SUBSCRIPT_TA = "\u17d2\u178f"

_FIRST_SERIES = "\u1780-\u1783\u1785-\u1788\u178a-\u178d\u178f-\u1792\u1795-\u1797\u179e-\u17a0\u17a2"
_CONSONANTS = "\u1780-\u17a2\u17a5-\u17b3"
_VOWEL_FOR_SHIFTER = re.compile(
    rf"(?P<stack>[{_CONSONANTS}]\u17cc?(?:\u17d2[{_CONSONANTS}])*)\u17bb(?=[\u17b7-\u17ba\u17be\u17d0])"
)


def strip_zero_width(text: str) -> str:
    """The text without zero-width characters (U+200B, U+200C, U+200D, U+2060, U+FEFF)."""
    return text.translate(_ZERO_WIDTH)


def fold_coeng(text: str) -> str:
    """The text with subscript DA written as subscript TA: the eye cannot tell them apart."""
    return text.replace(_SUBSCRIPT_DA, _SUBSCRIPT_TA)


def _shifter(match: re.Match[str]) -> str:
    """A vowel U below an upper vowel is how a shifter looks; write the shifter that the series asks for.

    Source: Unicode Technical Note 61, Khmer Encoding Structure, section on consonant shifters.
    """
    stack = match["stack"]
    letters = re.findall(rf"[{_CONSONANTS}]", stack)
    is_strong = "\u1794" not in letters and any(re.match(f"[{_FIRST_SERIES}]", letter) for letter in letters)
    return stack + ("\u17ca" if is_strong else "\u17c9")


def _one_coding(text: str) -> str:
    """Apply every rule until none changes anything; one rule may make room for another."""
    before = None
    while text != before:
        before = text
        text = khnormal(unicodedata.normalize("NFC", text))
        text = _VOWEL_FOR_SHIFTER.sub(_shifter, text)
        text = fold_coeng(_DOUBLED_MARK.sub(r"\1", text))
    return text


def _visible(text: str) -> str:
    """Without control and direction characters, which nobody means to type and which can hide other text."""
    text = text.translate(_INHERENT).translate(_OLD)
    return "".join(
        character for character in text if unicodedata.category(character) not in {"Cc", "Cf", "Co", "Cs"}
    )


def normalise_name(text: str) -> str:
    """A personal name in its one coding, ready to be stored.

    The space bar of SIL's Khmer keyboard types U+200B, so inside a name U+200B is a space; the other
    zero-width ones are dropped, spaces collapsed, letters put in the order of Unicode Technical Note 61.
    """
    text = _visible(text.translate(_SPACES).translate(_JOINERS))
    return _one_coding(" ".join(text.split()))


def normalise_line(text: str) -> str:
    """A line of free text (a place, a title) in its one coding.

    U+200B between two Khmer letters is a mark of where to break and is dropped; elsewhere it is a space.
    """
    text = _BREAK_INSIDE_A_WORD.sub("", text.translate(_JOINERS))
    return _one_coding(" ".join(_visible(text.translate(_SPACES)).split()))


def normalise_secret(text: str) -> str:
    """A password as it is hashed and checked: the same keys on another Khmer keyboard give the same text."""
    text = text.replace("\u200b", " ").replace("\u00a0", " ").translate(_JOINERS)
    return unicodedata.normalize("NFC", text)


def has_khmer(text: str) -> bool:
    """Whether a text has a Khmer letter, as a name in Latin letters must not."""
    return re.search(f"[{_KHMER}]", text) is not None


def name_key(text: str) -> str:
    """What two spellings of one name share, for search and duplicates: one coding, small, without spaces."""
    return _one_coding("".join(normalise_name(text).split()).casefold())
