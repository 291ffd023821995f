"""Sentences for the terminal, where nobody has chosen a language: in Khmer and in English."""

from __future__ import annotations

from collections.abc import Callable

import click

from hrtraining.core.errors import DomainError
from hrtraining.core.i18n import LANGUAGES, speaking


def in_both(sentence: Callable[[str], str]) -> str:
    """What a function says in each language, parted by a stroke; once where both say the same."""
    said = []
    for lang in LANGUAGES:
        with speaking(lang):
            said.append(sentence(lang))
    return " / ".join(dict.fromkeys(said))


def refusal(error: DomainError) -> click.ClickException:
    """What a command that is refused says on the error stream, in both languages."""
    return click.ClickException(in_both(lambda _lang: error.sentence()))
