"""Reads and writes `signed-off.yaml`: which parts of the course a bilingual reviewer has passed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import yaml

from hrtraining.content.domain.part import Part, SignOff
from hrtraining.content.reading.fields import check_fields, check_unique
from hrtraining.content.reading.files import Desk, day

SIGNED_OFF = "signed-off.yaml"
_HEAD = """\
# Written by the program, never by hand: which parts of the course a bilingual reviewer has passed, by the hash of
# both wordings (text) and of the law statements they rest on (law). A change of either opens the part again.
"""
_SHAPE = {"place": "word", "text": "word", "law": "word", "by": "word", "on": "day"}


def read_signed(desk: Desk) -> dict[str, SignOff]:
    """The sign-offs by place; none when the file does not exist. What cannot be read becomes a fault."""
    if not (desk.root / SIGNED_OFF).exists():
        return {}
    rows = [
        row
        for row in desk.records(SIGNED_OFF)
        if check_fields(desk, row, _SHAPE, SIGNED_OFF, str(row.get("place")))
    ]
    check_unique(desk, [row["place"] for row in rows], SIGNED_OFF)
    return {
        row["place"]: SignOff(row["place"], row["text"], row["law"], row["by"], day(row["on"]))
        for row in rows
    }


def write_signed(root: Path, sign_offs: Iterable[SignOff], cut: Iterable[Part]) -> None:
    """Write the sign-offs of parts that exist, in the order of the course; the old file stays until all is written.

    Raises:
        OSError: the folder cannot be written.
    """
    order = {part.place: number for number, part in enumerate(cut)}
    kept = sorted((one for one in sign_offs if one.place in order), key=lambda one: order[one.place])
    rows = [
        {"place": one.place, "text": one.text_hash, "law": one.law_hash, "by": one.by, "on": one.on}
        for one in kept
    ]
    body = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=1_000_000)
    handle, name = tempfile.mkstemp(dir=root, prefix=".signed-off-", suffix=".yaml")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(_HEAD + body)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(root / SIGNED_OFF)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
