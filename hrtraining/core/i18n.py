"""Two languages side by side: the pair of wordings every text has, and the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import g, has_request_context
from flask_babel import gettext, lazy_gettext, ngettext, npgettext, pgettext

LANGUAGES = ("km", "en")
DEFAULT_LANGUAGE = "km"
LANGUAGE_NAMES = {"km": "ខ្មែរ", "en": "English"}

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "LANGUAGE_NAMES",
    "Text",
    "gettext",
    "language",
    "lazy_gettext",
    "ngettext",
    "npgettext",
    "other_language",
    "pgettext",
]


@dataclass(frozen=True, slots=True)
class Text:
    """One meaning in two wordings; neither is master."""

    km: str
    en: str

    def in_(self, lang: str) -> str:
        """The wording in a language."""
        return self.km if lang == "km" else self.en

    def __str__(self) -> str:
        return self.in_(language())

    def __html__(self) -> str:
        raise TypeError("say text.in_(lang) in a template")

    @classmethod
    def of(cls, pair: dict[str, Any]) -> Text:
        """A text from a mapping with the keys km and en."""
        return cls(km=str(pair["km"]), en=str(pair["en"]))


def language() -> str:
    """The language of the reader of this request; Khmer where nobody chose."""
    return str(g.get("language", DEFAULT_LANGUAGE)) if has_request_context() else DEFAULT_LANGUAGE


def other_language(lang: str) -> str:
    """The language that is not `lang`."""
    return "en" if lang == "km" else "km"
