"""Carries a table in a field of the page from the dry run to the import, so that no answer waits on the server."""

from __future__ import annotations

import base64
import lzma
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from hrtraining.core.errors import DomainError
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.workbook import too_large

MOST_CHARACTERS = 480_000
"""A field of a form may hold 500 kB."""
MOST_TEXT = 32 * 1024 * 1024
MOST_COLUMNS = 80
MOST_CELLS = 8_000_000
"""More than a file of the page has, with all the empty rows it may hold; a small field could say far more."""
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 1 << 22}]


def pack(rows: Sequence[Sequence[str]]) -> str | None:
    """The table as one field, column after column because equal things pack well; None when it does not fit."""
    columns = zip_longest(*rows, fillvalue="")
    text = "\n".join("\t".join(_plain(cell) for cell in column) for column in columns)
    packed = base64.urlsafe_b64encode(
        lzma.compress(text.encode(), format=lzma.FORMAT_RAW, filters=_FILTERS)
    ).decode()
    return packed if len(packed) <= MOST_CHARACTERS else None


def carried(rows: Sequence[Sequence[str]]) -> str:
    """The table as one field.

    Raises:
        DomainError: it does not fit.
    """
    packed = pack(rows)
    if packed is None:
        raise too_large()
    return packed


def _plain(cell: str) -> str:
    return cell.replace("\t", " ").replace("\n", " ")


def unpack(packed: str) -> Iterator[list[str]]:
    """The rows of a table that was packed.

    Raises:
        DomainError: the field was damaged on its way.
    """
    try:
        reader = lzma.LZMADecompressor(format=lzma.FORMAT_RAW, filters=_FILTERS)
        text = reader.decompress(base64.urlsafe_b64decode(packed), MOST_TEXT).decode()
    except (ValueError, lzma.LZMAError, EOFError):
        raise DomainError(_l("The file was damaged on its way. Choose it again.")) from None
    if text.count("\n") >= MOST_COLUMNS or text.count("\t") > MOST_CELLS:
        raise DomainError(_l("The file was damaged on its way. Choose it again."))
    columns = [line.split("\t") for line in text.split("\n")]
    if len({len(column) for column in columns}) != 1:
        raise DomainError(_l("The file was damaged on its way. Choose it again."))
    return (list(row) for row in zip(*columns, strict=True))
