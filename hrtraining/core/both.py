"""Sentences for the terminal, where nobody has chosen a language: in Khmer and in English."""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app, g
from flask_babel import force_locale

from hrtraining.core.i18n import LANGUAGES


def in_both(sentence: Callable[[str], str]) -> str:
    """What a function says in each language, parted by a stroke; once where both say the same."""
    said = []
    for lang in LANGUAGES:
        # the context of the command keeps the locale it has met first
        with current_app.test_request_context(), force_locale(lang):
            g.language = lang
            said.append(sentence(lang))
    return " / ".join(dict.fromkeys(said))
