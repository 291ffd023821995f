"""A fingerprint of the program that made a report: of every file that computes, words or draws it."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from hrtraining.core.pdf import THEMES
from hrtraining.core.settings import ROOT

PARTS = (ROOT / "hrtraining" / "reporting", THEMES / "report", ROOT / "templates" / "reporting")
KINDS = {".py", ".html", ".css"}


@cache
def software_digest() -> str:
    """SHA-256 over the names and contents of the files, in the order of their names."""
    digest = sha256()
    for folder in PARTS:
        for path in sorted(folder.rglob("*")):
            if path.suffix in KINDS:
                digest.update(
                    path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0"
                )
    return digest.hexdigest()
