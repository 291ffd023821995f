"""Short names for the array types that the measurement functions take and give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Places = Bytes | Ints
"""Positions in a list of names: in one byte as they are kept, or wider."""
Figures = dict[str, Any]
"""A nest of names and JSON values: text, whole numbers, finite floats, lists and None for "not estimable"."""


PIECE = 32_768
"""People worked on at once: their answers to all items stay in the processor's cache, a megabyte of it."""


def pieces(n: int) -> Iterator[slice]:
    """The positions of n people in runs of PIECE, so that no step leaves temporary arrays as large as all answers."""
    for start in range(0, n, PIECE):
        yield slice(start, min(start + PIECE, n))


MOST_SLOTS = 1_000_000
"""Up to so many different numbers are counted in a table rather than sorted."""


def words(rows: Bytes | Flags) -> NDArray[np.uint64]:
    """Rows of 0/1 as whole words of 64 bits, padded with 0: counting what rows share then takes a 64th of the steps."""
    bits = np.packbits(rows, axis=1)
    padded = np.pad(bits, ((0, 0), (0, -bits.shape[1] % 8)))
    return np.ascontiguousarray(padded).view(np.uint64)


WORD = 64
MOST_IN_A_BYTE = 255


def placed(rows: Bytes | Flags, at: Places, size: int) -> NDArray[np.uint64]:
    """Rows of 0/1 as `size` words each, with every column at the bit that `at` says; the other bits are 0."""
    found = np.empty((len(rows), size), dtype=np.uint64)
    # one row at a time: every row fills the same bits, so that the others stay 0
    bits = np.zeros(size * WORD, dtype=np.bool_)
    for row, out in zip(rows, found, strict=True):
        bits[at] = row
        out[:] = np.packbits(bits).view(np.uint64)
    return found


def total_of(columns: Bytes, size: int) -> Ints:
    """Sums of columns of 0/1 (K x size), person by person, added up in single bytes as long as they have room."""
    total = np.zeros(size, dtype=np.int64)
    for start in range(0, len(columns), MOST_IN_A_BYTE):
        some = np.zeros(size, dtype=np.uint8)
        for column in columns[start : start + MOST_IN_A_BYTE]:
            some += column
        total += some
    return total


def numbered(codes: Ints) -> tuple[Ints, Ints]:
    """The different codes (none below 0) in their order, and the position of each one's among them."""
    size = int(codes.max()) + 1 if len(codes) else 0
    if size > MOST_SLOTS + len(codes):
        known, places = np.unique(codes, return_inverse=True)
        return known, places.astype(np.int64)
    there = np.bincount(codes, minlength=size) > 0
    return np.flatnonzero(there).astype(np.int64), (np.cumsum(there) - 1)[codes]


def finite(value: float) -> float | None:
    """The value, or None when it is not a finite number (rule 11); nothing is 0.0, never -0.0."""
    number = float(value) + 0.0
    return number if np.isfinite(number) else None


def pair(low: float, high: float) -> list[float] | None:
    """An interval, or None when an end is not finite or the width is zero (rule 11)."""
    ends = (finite(low), finite(high))
    if ends[0] is None or ends[1] is None or not ends[0] < ends[1]:
        return None
    return [ends[0], ends[1]]


def ratio(value: float) -> float | str | None:
    """A ratio that may be infinite: a finite float, "Inf", or None when it does not exist."""
    if np.isnan(value):
        return None
    return "Inf" if np.isinf(value) else float(value)
