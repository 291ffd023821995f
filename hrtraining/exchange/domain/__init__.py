"""The rules of data in, in plain Python: what a row may say, which sheet stands, which two make a pair."""

from __future__ import annotations

from hrtraining.exchange.domain.digests import Digests, new_salt
from hrtraining.exchange.domain.faults import LONGEST_SEEN, MOST_FAULTS, Fault, Kind, Refused
from hrtraining.exchange.domain.header import NEEDED, OPTIONAL, Columns, map_header
from hrtraining.exchange.domain.rows import CATEGORIES, VERSION, Codebook, Row, RowReader
from hrtraining.exchange.domain.sorting import Counts, Moment, Sorted, count_pairs, sort_rows

__all__ = [
    "CATEGORIES",
    "LONGEST_SEEN",
    "MOST_FAULTS",
    "NEEDED",
    "OPTIONAL",
    "VERSION",
    "Codebook",
    "Columns",
    "Counts",
    "Digests",
    "Fault",
    "Kind",
    "Moment",
    "Refused",
    "Row",
    "RowReader",
    "Sorted",
    "count_pairs",
    "map_header",
    "new_salt",
    "sort_rows",
]
