"""How a process holds its memory: what it keeps from one report to the next, and what it gives back to the system."""

from __future__ import annotations

import ctypes
import gc


def settle() -> None:
    """Let the collector pass over what was loaded, which lives as long as the process.

    To be called when the program is loaded. A large page then makes some ten thousand objects, none of them in a
    circle: one walk over them is enough.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def give_back() -> None:
    """Return freed memory to the system: glibc keeps some 50 MB of freed answers, which would stand beside a print."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
