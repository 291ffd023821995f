"""No computation of a figure may divide by zero, overflow or meet what is no number: not even where it goes unseen."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest


@pytest.fixture(autouse=True)
def no_numeric_warning() -> Iterator[None]:
    """Every numeric warning is an error; what is too small for a float may be 0."""
    with np.errstate(all="raise", under="ignore"):
        yield
