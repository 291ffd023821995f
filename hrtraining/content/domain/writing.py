"""Rules of writing questions and plain sentences that a program can see in either language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from hrtraining.content.domain.blocks import readable

LONGEST_SENTENCE = {"en": 40, "km": 75}
"""English words and Khmer clusters; the house style asks for one idea a sentence."""

_NEGATION = {
    "en": re.compile(
        r"\b(?:not|never|no|nobody|none|cannot|except|un(?:true|safe|able|wise))\b|n['’]t\b", re.I
    ),
    "km": re.compile(r"(?:មិន|ពុំ|គ្មាន|អត់|កុំ|លើកលែងតែ)"),
}
_NEGATIVE_PAIR_IS_ONE = {
    "en": re.compile(r"\bwhether or not\b|\bno longer\b|\bno one\b", re.I),
    "km": re.compile(r"មិន(?:[^។\s]{0,14})(?:ទេ|ឡើយ)|មិនមែន|មិនត្រូវ|ឬមិន|ឬក៏មិន|អត់ទេ|មិនប្រាកដ|អវិជ្ជមាន|មិនយល់ស្រប|កុំឱ្យ"),
}
_CLAUSE = {
    "en": re.compile(r",|\b(?:but|if|when|so|because)\b", re.I),
    "km": re.compile(r"\s|ប៉ុន្តែ|បើ|ពេល|ទេ"),
}
"""Where one thought ends; in Khmer a space does."""
_MANNER = re.compile("ដោយ(?:មិន|គ្មាន)")
"""Without: how something is done, which denies nothing."""
_POINTS_AT_OTHERS = re.compile(
    r"\b(?:all|none|both|any|neither)\b[\w\s,]{0,12}\b(?:the above|above|of these(?: answers)?|answers)\b[.!]?$"
    r"|^(?:both )?[a-e] and [a-e]\b|ទាំងអស់ខាងលើ|ចម្លើយទាំងអស់|ទាំងពីរខាងលើ|គ្មានចម្លើយ(?:ណា|ត្រឹមត្រូវ)|ចម្លើយខាងលើ",
    re.I,
)
_TWO_CLAIMS = {
    "en": re.compile(
        r",\s*but\b|(?:,|;)\s*(?:and|so|while|because)\s+(?:\w+\s+){1,6}?(?:is|are|was|were|must|may|can|should|will|has|have|do|does)\b",
        re.I,
    ),
    "km": re.compile(r"(?:\s|^)(?:ប៉ុន្តែ|ហើយនិង|ព្រមទាំង)"),
}
_LATIN = re.compile(r"[A-Za-z][A-Za-z.\-'’]*[A-Za-z]")
"""Words; a single letter names a row, a group or a kind."""
_NO_WORDS = re.compile(r"\[\[[a-z0-9-]+\]\]|https?://\S+|\b[\w-]+\.(?:gov|org|com|int|net)\b")
"""Links to the glossary, which print the Khmer term, and addresses, which have no other writing."""
_BRACKETS = re.compile(r"\([^)]*\)")
_PASSIVE = re.compile("ត្រូវបាន[^។៖«»\n]{0,60}?ដោយ")
_QUOTED_SPEECH = re.compile(r"«[^»]*»")


def has_double_negation(lang: str, text: str) -> bool:
    """Whether one sentence of a question denies twice, so that a reader must undo it."""
    for sentence in re.split(r"[.?!។៖;]", _QUOTED_SPEECH.sub(" ", readable(text))):
        plain = _NEGATIVE_PAIR_IS_ONE[lang].sub("¬" if lang == "km" else " ", _MANNER.sub(" ", sentence))
        for clause in _CLAUSE[lang].split(plain):
            if len(_NEGATION[lang].findall(clause)) + clause.count("¬") > 1:
                return True
    return False


def asks_twice(lang: str, text: str) -> bool:
    """Whether a stem asks two questions at once."""
    plain = _QUOTED_SPEECH.sub(" ", re.sub(r"[“\"][^”\"]*[”\"]", " ", readable(text)))
    return plain.count("?") > 1 or (lang == "km" and plain.count("តើ") > 1)


def claims_twice(lang: str, text: str) -> bool:
    """Whether the last sentence of a statement to judge true or false makes two claims."""
    parts = [part for part in re.split(r"[.?!។៖]\s*", readable(text)) if part.strip()]
    return bool(parts) and _TWO_CLAIMS[lang].search(parts[-1]) is not None


def points_at_others(text: str) -> bool:
    """Whether an option speaks of the other options, such as "none of these" or "both of the above"."""
    return _POINTS_AT_OTHERS.search(text.strip()) is not None


def is_passive_by_pattern(text: str) -> bool:
    """Whether a Khmer text has the translated passive, outside speech."""
    return _PASSIVE.search(_QUOTED_SPEECH.sub(" ", text)) is not None


def foreign_words(text: str, attested: Collection[str]) -> Iterator[str]:
    """Latin words in a Khmer text outside brackets that are no attested letters, such as PEP."""
    plain = _BRACKETS.sub(" ", readable(_NO_WORDS.sub(" ", text)))
    for word in dict.fromkeys(match[0] for match in _LATIN.finditer(plain)):
        if word not in attested and word.rstrip(".") not in attested:
            yield word


def letters_in_brackets(text: str) -> set[str]:
    """The Latin words that a Khmer text gives in brackets; the ones in capitals may then stand alone."""
    return {
        word[0]
        for bracket in _BRACKETS.findall(readable(text))
        for word in _LATIN.finditer(bracket)
        if any(letter.isupper() for letter in word[0])
    }
