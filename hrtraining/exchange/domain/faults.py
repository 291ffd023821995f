"""What can be wrong with a file of answers, with row and column; the sentences are made where somebody reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_FAULTS = 100
"""Faults that are named one by one; the others are only counted."""
LONGEST_SEEN = 60
"""Characters of a cell that a sentence repeats."""


class Kind(StrEnum):
    """A kind of fault; `value` and `known` of a fault fill the places of its sentence."""

    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_rows"
    COLUMN_MISSING = "column_missing"
    COLUMN_TWICE = "column_twice"
    COLUMN_UNKNOWN = "column_unknown"
    COLUMN_PERSONAL = "column_personal"
    ROW_WIDTH = "row_width"
    EMPTY = "empty"
    UNKNOWN = "unknown"
    FORMULA = "formula"
    NO_CODE = "no_code"
    LOOKS_PERSONAL = "looks_personal"
    NOT_A_MOMENT = "not_a_moment"
    NO_OFFSET = "no_offset"
    FUTURE = "future"
    TOO_OLD = "too_old"
    BUDDHIST_YEAR = "buddhist_year"
    FOLLOW_UP = "follow_up"
    UID_OF_TWO = "uid_of_two"
    VERSIONS_MIXED = "versions_mixed"
    VERSION_UNKNOWN = "version_unknown"
    VERSION_OF_WORKSHOP = "version_of_workshop"
    WORKSHOP_CLOSED = "workshop_closed"
    WORKSHOP_ELSEWHERE = "workshop_elsewhere"
    CODE_UNKNOWN = "code_unknown"
    NOT_PRINTED = "not_printed"
    TEST_NOT_OPEN = "test_not_open"
    KEY_GONE = "key_gone"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one place; row 0 is the whole file, the header is row 1."""

    kind: Kind
    row: int = 0
    column: str = ""
    value: str = ""
    known: str = ""


class Refused(Exception):
    """A file that cannot be read on: its header or its whole is wrong."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(", ".join(fault.kind.value for fault in faults))
        self.faults = tuple(faults)
