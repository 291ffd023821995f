"""How a process holds its memory: what it keeps from one report to the next, and what it gives back to the system."""

from __future__ import annotations

import ctypes
import gc

# of glibc's malloc.h; other C libraries have neither these settings nor the habits that they change
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_MIB = 1 << 20


def keep_freed() -> None:
    """Keep freed memory for what comes next, rather than ask the system for fresh pages each time.

    To be called before the program is loaded: what loading frees is then enough for most of a first report, of which
    fresh pages would be a twelfth of the work.
    """
    setting = getattr(ctypes.CDLL(None), "mallopt", None)
    if setting is not None:
        setting(_MMAP_THRESHOLD, 32 * _MIB)
        setting(_TRIM_THRESHOLD, 64 * _MIB)


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
