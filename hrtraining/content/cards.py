"""Law statements as cards for pages that name them by id, such as the ending of a scene."""

from __future__ import annotations

from hrtraining.content.domain import Edition
from hrtraining.content.rendering import Setting, law_card

_KEPT: dict[tuple[str, tuple[str, ...], str], str] = {}


def law_cards(edition: Edition, statement_ids: tuple[str, ...], lang: str) -> str:
    """The cards of law statements of an edition, safe to print as they are; made once a process."""
    key = (edition.hash, statement_ids, lang)
    if key not in _KEPT:
        setting = Setting(sources=edition.sources, law=edition.law, terms={}, breaks=str)
        _KEPT[key] = "".join(law_card(edition.law[one], setting, lang) for one in statement_ids)
    return _KEPT[key]
