"""Two languages side by side: the pair of wordings every text has, and the language of the reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, has_app_context, has_request_context
from flask_babel import force_locale, get_translations, ngettext, npgettext, pgettext
from flask_babel.speaklater import LazyString
from markupsafe import escape

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
    "speaking",
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


@contextmanager
def speaking(lang: str, app: Flask | None = None) -> Iterator[None]:
    """Sentences and digits in a language outside of pages, as in a request of a reader of it; may be entered again.

    `app` is needed where a command runs without a context.
    """
    with (app or current_app).test_request_context(), force_locale(lang):
        before = g.get("language")
        g.language = lang
        try:
            yield
        finally:
            if before is None:
                g.pop("language", None)
            else:
                g.language = before


Speaking = Callable[[str], AbstractContextManager[None]]
"""`speaking` as it is handed on: makes sentences and digits those of a language as long as it is entered."""


def in_each_language(sentence: Any) -> Text:
    """What a lazy sentence says in both languages, for files that have them side by side; the reader's stays as it is."""

    def said(lang: str) -> str:
        if not has_request_context():
            with speaking(lang):
                return str(sentence)
        before = g.get("language", DEFAULT_LANGUAGE)
        g.language = lang
        try:
            return str(sentence)
        finally:
            g.language = before

    return Text(said("km"), said("en"))


def other_language(lang: str) -> str:
    """The language that is not `lang`."""
    return "en" if lang == "km" else "km"


_catalogues: dict[str, Any] = {}
"""The catalogue of each language, read when it is first needed."""


def gettext(message: str, /, **values: Any) -> str:
    """The sentence in the reader's language, with its values put in.

    Flask-Babel looks for the catalogue with every sentence, and a page has dozens of sentences.
    """
    if not has_app_context():
        return message % values if values else message
    lang = language()
    if lang not in _catalogues:
        # Flask-Babel remembers the first language of a request; a command speaks both in one
        with force_locale(lang):
            _catalogues[lang] = get_translations()
    text: str = _catalogues[lang].ugettext(message)
    if any(hasattr(value, "__html__") for value in values.values()):
        return escape(text) % values  # what a template has drawn stays drawn, everything else is escaped once
    return text % values if values else text


def lazy_gettext(message: str, /, **values: Any) -> Any:
    """A sentence that is put into the reader's language when it is shown; for what is written outside requests."""
    return LazyString(gettext, message, **values)
