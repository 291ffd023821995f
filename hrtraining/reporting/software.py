"""A fingerprint of the program that made a report: of every file that computes, words or draws it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from hrtraining.core.pdf import THEMES
from hrtraining.core.settings import ROOT

PARTS = (ROOT / "hrtraining" / "reporting", THEMES / "report", ROOT / "templates" / "reporting")
KINDS = {".py", ".html", ".css"}


@cache
def software_digest() -> str:
    """SHA-256 over the names and contents of the files, in the order of their names."""
    return _digest(PARTS)


@cache
def gate_digest() -> str:
    """The same over what decides how each figure may be shown, and what it is counted from."""
    return _digest((ROOT / "hrtraining" / "reporting" / "domain",))


def _digest(folders: Iterable[Path]) -> str:
    digest = sha256()
    for folder in folders:
        found = (Path(path, name) for path, _, names in os.walk(folder) for name in names)
        files = {path.relative_to(folder).as_posix(): path for path in found if path.suffix in KINDS}
        for name, path in sorted(files.items()):
            digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
