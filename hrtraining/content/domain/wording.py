"""Rules about single letters and words: one spelling each, respectful words, no invisible characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hrtraining.content.domain import figures
from hrtraining.content.domain.fault import Fault, fault

_ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_KHMER = re.compile("[\u1780-\u17b3]")
_SUBSCRIPT_DA = re.compile("[\u1780-\u17d3]{0,4}\u17d2\u178a[\u17b6-\u17d3]*")
_SPACE_BEFORE = re.compile("(?<=\\S)[ \u00a0]+([ៗ។៕])")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"\n]*\"")
NEGATIONS = {
    "km": ("មិន", "ពុំ", "គ្មាន", "អត់", "កុំ"),
    "en": ("not", "no", "never", "none", "nobody", "cannot", "n't"),
}
JOINING = {"km": ("ព្រមទាំង", "និង"), "en": ()}


@dataclass(frozen=True, slots=True)
class Avoided:
    """A word that is not written, and the one that is; `may_be_quoted`: allowed inside quotation marks."""

    lang: str
    word: str
    better: str
    may_be_quoted: bool

    def is_in(self, text: str) -> bool:
        """Whether the text uses the word where it should not."""
        if self.may_be_quoted:
            text = _QUOTED.sub(" ", text)
        if self.lang == "km":
            return self.word in text.replace(self.better, " ")
        return re.search(rf"(?<![\w-]){re.escape(self.word)}(?![\w-])", text, re.IGNORECASE) is not None


@dataclass(frozen=True, slots=True)
class Rendering:
    """A term that has one Khmer rendering wherever the English text names it."""

    en: str
    km: tuple[str, ...]

    def is_missing(self, km: str, en: str) -> bool:
        """Whether the English text names the term and the Khmer text has another word for it."""
        if not re.search(rf"(?<!\w){re.escape(self.en)}s?(?!\w)", figures.without_marks(en), re.IGNORECASE):
            return False
        return not any(form in km for form in self.km)


def has_khmer(text: str) -> bool:
    """Whether a text has Khmer letters."""
    return _KHMER.search(text) is not None


def _letters(lang: str, text: str, file: str, place: str) -> Iterator[Fault]:
    if _ZERO_WIDTH.search(text):
        yield fault("zero-width", file, place)
    for match in dict.fromkeys(match[0] for match in _SUBSCRIPT_DA.finditer(text)):
        yield fault("subscript-da", file, place, name=match)
    if lang == "km":
        for digits in dict.fromkeys(figures.western_digits(text)):
            yield fault("western-digit", file, place, name=digits)
        for wrong in figures.khmer_numbers(text)[1]:
            yield fault("number-format", file, place, name=wrong)
        for mark in dict.fromkeys(match[1] for match in _SPACE_BEFORE.finditer(text)):
            yield fault("khmer-punctuation", file, place, name=mark)


def text_faults(lang: str, text: str, file: str, place: str, avoided: Iterable[Avoided]) -> Iterator[Fault]:
    """What is wrong with the letters and words of a text in one language."""
    yield from _letters(lang, text, file, place)
    for word in avoided:
        if word.lang == lang and word.is_in(text):
            yield fault("word-avoided", file, place, name=word.word, better=word.better)


def pair_faults(km: str, en: str, file: str, place: str) -> Iterator[Fault]:
    """What is wrong between the two wordings of one text: a side not translated, numbers that differ."""
    if re.search(r"[a-z]{3}", en) and not has_khmer(km):
        yield fault("not-khmer", file, place)
    if has_khmer(en):
        yield fault("not-english", file, place)
    only_km, only_en = figures.differences(km, en)
    if only_km or only_en:
        yield fault("numbers-differ", file, place, km=_listed(only_km), en=_listed(only_en))


def _listed(values: Iterable[object]) -> str:
    return ", ".join(f"{value:f}" for value in values) or "-"


def stem_faults(lang: str, text: str, file: str, place: str, joined_terms: Iterable[str]) -> Iterator[Fault]:
    """What makes a statement to agree or disagree with hard to answer: a negation, two ideas in one."""
    for term in joined_terms:
        text = text.replace(term, " ")
    for found in _found(lang, text, NEGATIONS[lang]):
        yield fault("item-negation", file, place, name=found)
    for found in _found(lang, text, JOINING[lang]):
        yield fault("item-two-ideas", file, place, name=found)


def _found(lang: str, text: str, words: Iterable[str]) -> list[str]:
    if lang == "km":
        return [word for word in words if word in text]
    return [word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)]
