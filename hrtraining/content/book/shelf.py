"""Where the books of an edition stand once they are made: a folder of the instance, one file a book."""

from __future__ import annotations

import os
from pathlib import Path

from hrtraining.content.book.words import KINDS
from hrtraining.content.domain import Edition
from hrtraining.core.settings import Settings

NAMES = ("km", "en", "both")


def folder(settings: Settings, edition: Edition) -> Path:
    """The folder of an edition's books; an approval and the demonstration change every page, so they count."""
    marks = ["approved"] if edition.is_approved else []
    marks += ["demonstration"] if settings.demonstration else []
    return settings.instance / "books" / "-".join([edition.hash[:16], *marks])


def file_name(kind: str, name: str) -> str:
    """The file of a book: `cadet-km.pdf`, `trainer-both.pdf`."""
    return f"{kind}-{name}.pdf"


def books(settings: Settings, edition: Edition) -> dict[tuple[str, str], Path]:
    """The books of an edition that are made, by kind and language."""
    here = folder(settings, edition)
    found = {(kind, name): here / file_name(kind, name) for kind in KINDS for name in NAMES}
    return {key: path for key, path in found.items() if path.is_file()}


def put(path: Path, made: bytes) -> None:
    """Keep a file; who reads meanwhile finds the old one or none, never a half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half_written = path.with_name(f"{path.name}.{os.getpid()}.part")
    half_written.write_bytes(made)
    half_written.replace(path)
