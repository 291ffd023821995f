"""The order of Khmer words as in a dictionary, as one string that any database can sort by.

The order is that of the Unicode locale data for Khmer (CLDR `km` collation): consonants, then vowel signs,
then subscripts; independent vowels stand with their consonant and vowel; signs decide only between words
that are otherwise equal. ICU itself made the frozen list of the tests.
"""

from __future__ import annotations

import re
import unicodedata

_CONSONANTS = "".join(map(chr, range(0x1780, 0x179B))) + "ឫឬលឭឮ" + "".join(map(chr, range(0x179C, 0x17A3)))
_ORDER = [*_CONSONANTS, "\u17dc", *map(chr, range(0x17B6, 0x17C6))]
_ORDER += ["\u17bb\u17c6", "\u17c6", "\u17b6\u17c6", "\u17c7", "\u17b7\u17c7", "\u17bb\u17c7", "\u17c1\u17c7", "\u17c4\u17c7"]
_ORDER += ["\u17d2"]
_PRIMARY = {unit: f"{0x400 + place:04x}" for place, unit in enumerate(_ORDER)}
_SIGNS = {sign: f"{2 + place:x}" for place, sign in enumerate("៎៏៑័ៈ៝់៉៊៍")}
_INDEPENDENT = {
    "ឣ": "អ", "ឤ": "អា", "ឥ": "អិ", "ឦ": "អី", "ឧ": "អុ", "ឨ": "អុក", "ឩ": "អូ", "ឪ": "អូវ",
    "ឯ": "អែ", "ឰ": "អៃ", "ឱ": "អោ", "ឲ": "អោ", "ឳ": "អៅ",
}  # fmt: skip
_VARIANT = "c"
_ROBAT = re.compile("([\u1780-\u17b3])\u17cc")
_UNIT = re.compile("\u17bb\u17c6|\u17b6\u17c6|[\u17b7\u17bb\u17c1\u17c4]\u17c7|.", re.DOTALL)


def _weights(character: str) -> str:
    """The first-level weight of a character outside the Khmer letters: signs, digits, then Khmer, then the rest."""
    if character.isspace():
        return "0001"
    if character.isdecimal():
        return f"{0x300 + unicodedata.digit(character):04x}"
    if character.isalpha():
        return f"{min(0x1000 + ord(character), 0xFFFF):04x}"
    return f"{0x010 + min(ord(character) % 0x2F0, 0x2EF):04x}"


def sort_key(text: str) -> str:
    """A string of ASCII letters whose plain order is the dictionary order of the text; store it beside the text.

    Args:
        text: a normalised name or word.
    """
    first: list[str] = []
    second: list[str] = []
    # A robat is a RO before its consonant.
    text = _ROBAT.sub("រ\u17d2\\1\u17cc", unicodedata.normalize("NFC", text))
    for unit in _UNIT.findall("".join(_INDEPENDENT.get(c, c) + ("\ue000" if c in _INDEPENDENT else "") for c in text)):
        if unit in _PRIMARY:
            first.append(_PRIMARY[unit])
            second.append("1")
        elif unit in _SIGNS:
            second.append(_SIGNS[unit])
        elif unit in "\u17cc\ue000":
            second.append(_VARIANT)
        else:
            for part in unicodedata.normalize("NFKD", unit.casefold()):
                if unicodedata.combining(part):
                    second.append("d")
                elif unicodedata.category(part) not in {"Cf", "Cc"}:
                    first.append(_weights(part))
                    second.append("1")
    return f"{''.join(first)}-{''.join(second)}-{text.swapcase().encode().hex()}"
