"""Sentences for the terminal, where nobody has chosen a language: in Khmer and in English."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, current_app

from hrtraining.core.i18n import LANGUAGES, speaking


def in_both(sentence: Callable[[str], str]) -> str:
    """What a function says in each language, parted by a stroke; once where both say the same."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxied application
    said = []
    for lang in LANGUAGES:
        with speaking(app, lang):
            said.append(sentence(lang))
    return " / ".join(dict.fromkeys(said))
