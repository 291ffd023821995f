"""Short names for the array types that the measurement functions take and give."""

from __future__ import annotations

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


def words(rows: Bytes | Flags) -> NDArray[np.uint64]:
    """Rows of 0/1 as whole words of 64 bits, padded with 0: counting what rows share then takes a 64th of the steps."""
    bits = np.packbits(rows, axis=1)
    padded = np.pad(bits, ((0, 0), (0, -bits.shape[1] % 8)))
    return np.ascontiguousarray(padded).view(np.uint64)


def finite(value: float) -> float | None:
    """The value, or None when it is not a finite number (rule 11)."""
    number = float(value)
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
