"""The sheets that pages offer, made at the first request of an edition and kept beside its books."""

from __future__ import annotations

from hrtraining.content.book import sheets, shelf
from hrtraining.content.book.composing import Composer
from hrtraining.content.domain import Edition, Module
from hrtraining.core.errors import NotFound
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.settings import Settings

NAMES = (sheets.HANDOUT, sheets.CARD, sheets.POSTER, sheets.CHECK, sheets.SCENE)


def has(module: Module, name: str) -> bool:
    """Whether a module has a sheet."""
    if name == sheets.HANDOUT:
        return module.handout is not None
    return name in module.sheets if name in (sheets.CARD, sheets.POSTER) else name in NAMES


def sheet(settings: Settings, edition: Edition, module: Module, name: str, lang: str) -> bytes:
    """One sheet as PDF: handout, card, poster, check or scene.

    Raises:
        NotFound: the module has no such sheet.
    """
    if not has(module, name):
        raise NotFound(_l("There is no such sheet."))
    path = shelf.folder(settings, edition) / f"{module.key}-{name}-{lang}.pdf"
    if path.is_file():
        return path.read_bytes()
    composer = Composer(edition, lang, demonstration=settings.demonstration)
    if name == sheets.HANDOUT:
        made = sheets.handout(composer, module)
    elif name == sheets.CHECK:
        made = sheets.paper_check(composer, module)
    elif name == sheets.SCENE:
        made = sheets.paper_scene(composer, module)
    else:
        made = sheets.safety(composer, module, name)
    shelf.put(path, made)
    return made
