"""Opens the CSV files of a caller: finds the coding, keeps memory bounded, says where a letter is wrong."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hrtraining.reporting.domain.refusal import Refused

if TYPE_CHECKING:
    from hrtraining.reporting.domain.dataset import Attempts

LONGEST_CELL = 10_000


def rows(path: Path) -> Iterator[list[str]]:
    """The rows of a CSV file in UTF-8, with or without a byte order mark.

    Raises:
        Refused: the file cannot be opened, is UTF-16, holds bytes that are not UTF-8, or is no CSV.
    """
    name = path.name
    row = 0
    try:
        with path.open("rb") as opened:
            start = opened.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in start:
            raise Refused("reporting.utf16", file=name)
        csv.field_size_limit(LONGEST_CELL)
        # surrogateescape keeps the place of a wrong byte, so that the sentence can name row and column
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as lines:
            header: list[str] = []
            for row, cells in enumerate(csv.reader(lines, strict=True), start=1):
                header = header or cells
                if not _is_clean("".join(cells)):
                    place = next(place for place, cell in enumerate(cells) if not _is_clean(cell))
                    column = (
                        header[place] if place < len(header) and _is_clean(header[place]) else str(place + 1)
                    )
                    raise Refused("reporting.not_utf8", file=name, row=row, column=column)
                yield cells
    except OSError as error:
        raise Refused("reporting.not_readable", file=name, reason=error.strerror or "?") from error
    except csv.Error as error:
        raise Refused("reporting.not_csv", file=name, row=row + 1, reason=str(error)) from error


def _is_clean(cell: str) -> bool:
    return "\x00" not in cell and (
        cell.isascii() or not any("\udc80" <= letter <= "\udcff" for letter in cell)
    )


def read(items: Path, attempts: Path) -> Attempts:
    """The attempts of two files with their key.

    Raises:
        Refused: either file is not what it should be.
    """
    from hrtraining.reporting.domain.intake import read_attempts, read_items

    key = read_items(rows(items), file=items.name)
    return read_attempts(rows(attempts), key, file=attempts.name)
