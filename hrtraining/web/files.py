"""Serves style sheets, scripts, fonts and pictures: compressed, and kept by browsers until their content changes.

Pages themselves are never compressed: they carry the form token beside words a reader may have sent, and the
length of a compressed page would give the token away (BREACH).
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from hrtraining.core.settings import Settings

FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
PACKABLE = frozenset({"text/css", "text/javascript", "image/svg+xml", "application/manifest+json"})
_SPARE = re.compile(rb"/\*.*?\*/|(?<=[{};:,])\s+|\s+(?=[{}])", re.DOTALL)
_REFERENCE = re.compile(rb"url\(\s*(['\"]?)(?!data:)([^'\")?#]+)\1\s*\)")


def lean(styles: bytes) -> bytes:
    """A style sheet without the comments and spaces that only its authors read."""
    return re.sub(rb"\s+", b" ", _SPARE.sub(b"", styles)).strip()


@dataclass(frozen=True)
class File:
    """A file as it is sent: its content, packed too where that helps, and the hash that names it."""

    kind: str
    version: str
    body: bytes
    packed: bytes | None


class Folder:
    """The static folder as it was at the start; each file is read and packed when it is first asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.file = cache(self._file)

    def _file(self, name: str) -> File | None:
        """A file by its path in the folder, or None."""
        path = (self._root / name).resolve()
        if not path.is_relative_to(self._root) or not path.is_file():
            return None
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        body = path.read_bytes()
        if kind == "text/css":
            body = _REFERENCE.sub(lambda found: self._versioned(Path(name).parent, found), lean(body))
        packed = gzip.compress(body, 9, mtime=0) if kind in PACKABLE else None
        return File(kind, hashlib.sha256(body).hexdigest()[:12], body, packed)

    def _versioned(self, folder: Path, found: re.Match[bytes]) -> bytes:
        """A reference of a style sheet with the hash of the file it leads to."""
        target = (self._root / folder / found[2].decode()).resolve()
        file = self.file(str(target.relative_to(self._root))) if target.is_relative_to(self._root) else None
        return b"url(%s?v=%s)" % (found[2], file.version.encode()) if file else found[0]


def init_app(app: Flask, settings: Settings) -> None:
    """Put the content's hash into every address of a static file, and serve the files."""
    folder = Folder(settings.static.resolve())

    def version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in values:
            file = folder.file(values["filename"])
            values["v"] = file.version if file else None

    def serve(filename: str) -> BaseResponse:
        file = folder.file(filename)
        if file is None:
            raise NotFound
        body = file.packed if request.accept_encodings.quality("gzip") else None
        response = Response(body or file.body, mimetype=file.kind)
        response.set_etag(f"{file.version}-gzip" if body else file.version)
        response.headers["Cache-Control"] = FOREVER if request.args.get("v") == file.version else ASK_AGAIN
        if file.packed:
            response.headers["Vary"] = "Accept-Encoding"
        if body:
            response.headers["Content-Encoding"] = "gzip"
        return response.make_conditional(request)

    app.url_defaults(version)
    app.view_functions["static"] = serve
