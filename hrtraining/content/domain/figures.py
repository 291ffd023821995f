"""The numbers that a text states, so that Khmer and English can be held against each other."""

from __future__ import annotations

import re
from decimal import Decimal

_KHMER_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
_KHMER_NUMBER = re.compile(r"[០-៩]+(?:[.,][០-៩]+)*")
_LATIN_NUMBER = re.compile(r"(?<![0-9A-Za-z_])[0-9]+(?:[.,][0-9]+)*|(?<=[A-Za-z])-[0-9]+")
_MARKS = re.compile(r"\[@[^\]]*\]|\[law:[^\]]*\]|\[\[[^\]]*\]\]|\{#[^}]*\}|^\s*[0-9]+\.\s", re.MULTILINE)
_CODES = re.compile(r"\b(?=[A-Za-z0-9/-]*[A-Za-z])(?=[A-Za-z0-9/-]*[0-9])[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*\b")

_EN_WORDS: dict[str, int] = {
    "one": 1, "once": 1, "first": 1, "single": 1, "two": 2, "twice": 2, "second": 2, "both": 2, "pair": 2,
    "three": 3, "third": 3, "four": 4, "fourth": 4, "quarter": 4, "five": 5, "fifth": 5, "six": 6, "sixth": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100, "thousand": 1000,
    "a": 1, "an": 1, "half": 2,
}  # fmt: skip
_KM_WORDS: dict[str, int] = {
    "មួយ": 1, "ម្នាក់": 1, "ម្តង": 1, "ទីមួយ": 1, "ពីរ": 2, "ទាំងពីរ": 2, "បី": 3, "បួន": 4, "ប្រាំ": 5, "ប្រាំមួយ": 6,
    "ប្រាំពីរ": 7, "ប្រាំបី": 8, "ប្រាំបួន": 9, "ដប់": 10, "ដប់មួយ": 11, "ដប់ពីរ": 12, "ដប់ប្រាំ": 15, "ម្ភៃ": 20,
    "សាមសិប": 30, "សែសិប": 40, "ហាសិប": 50, "ហុកសិប": 60, "រយ": 100, "ពាន់": 1000, "កន្លះ": 2,
}  # fmt: skip


def without_marks(text: str) -> str:
    """The text without citations, law and term markers, heading ids and the numbers of a numbered list."""
    return _MARKS.sub(" ", text)


def _khmer_value(written: str) -> Decimal | None:
    """The value of a number in Khmer writing: dot for thousands, comma for decimals; None when neither."""
    whole, _, decimals = written.translate(_KHMER_DIGITS).partition(",")
    groups = whole.split(".")
    if not decimals.isdigit() and decimals:
        return None
    if any(len(group) != 3 for group in groups[1:]) or (len(groups) > 1 and len(groups[0]) > 3):
        return None
    return Decimal("".join(groups) + ("." + decimals if decimals else ""))


def _english_value(written: str) -> Decimal | None:
    whole, _, decimals = written.partition(".")
    groups = whole.split(",")
    if not decimals.isdigit() and decimals:
        return None
    if any(len(group) != 3 for group in groups[1:]) or (len(groups) > 1 and len(groups[0]) > 3):
        return None
    return Decimal("".join(groups) + ("." + decimals if decimals else ""))


def value_of(written: str) -> Decimal | None:
    """The value of one number in Khmer or English writing, with or without a mark of per cent; else None."""
    plain = re.sub(r"[%\s]|ភាគរយ", "", written)
    if not re.fullmatch(r"[0-9០-៩.,]+", plain):
        return None
    value = _khmer_value(plain) if re.search("[០-៩]", plain) else _english_value(plain)
    return value.normalize() if value is not None else None


def khmer_numbers(text: str) -> tuple[frozenset[Decimal], tuple[str, ...]]:
    """The values written in Khmer digits, and the numbers that are written wrongly."""
    values: set[Decimal] = set()
    wrong: list[str] = []
    for match in _KHMER_NUMBER.finditer(without_marks(text)):
        value = _khmer_value(match[0])
        if value is None:
            wrong.append(match[0])
        else:
            values.add(value.normalize())
    return frozenset(values), tuple(wrong)


def english_numbers(text: str) -> frozenset[Decimal]:
    """The values written in Latin digits; codes such as COVID-19 or s12954 are no numbers."""
    values: set[Decimal] = set()
    for match in _LATIN_NUMBER.finditer(_CODES.sub(_keep_ordinal, without_marks(text))):
        value = _english_value(match[0].lstrip("-"))
        if value is not None:
            values.add(value.normalize())
    return frozenset(values)


def _keep_ordinal(match: re.Match[str]) -> str:
    """`2nd` is the number 2 and `36-hour` the number 36; `s12954` is the name of something."""
    number = re.fullmatch(r"([0-9]+)(?:st|nd|rd|th|s|h|g|mg|mm|cm|km|m|ml|(?:-[A-Za-z]+)+)", match[0])
    return number[1] if number else " "


def western_digits(text: str) -> tuple[str, ...]:
    """Numbers in Latin digits inside a Khmer text that are no part of a Latin code."""
    return tuple(match[0] for match in _LATIN_NUMBER.finditer(_CODES.sub(" ", without_marks(text))))


def _words_say(text: str, value: Decimal, words: dict[str, int], *, whole_words: bool) -> bool:
    spoken = [word for word, meant in words.items() if meant == value]
    if whole_words:
        found = set(re.findall(r"[a-z]+", text.lower()))
        return any(word in found for word in spoken)
    return any(word in text for word in spoken)


def differences(km: str, en: str) -> tuple[tuple[Decimal, ...], tuple[Decimal, ...]]:
    """Numbers that stand only in the Khmer and only in the English text.

    A number in digits on one side may be a word on the other; words on both sides are not compared.
    """
    in_km, _ = khmer_numbers(km)
    in_km = in_km | english_numbers(km)
    in_en = english_numbers(en)
    only_km = tuple(sorted(v for v in in_km - in_en if not _words_say(en, v, _EN_WORDS, whole_words=True)))
    only_en = tuple(sorted(v for v in in_en - in_km if not _words_say(km, v, _KM_WORDS, whole_words=False)))
    return only_km, only_en
