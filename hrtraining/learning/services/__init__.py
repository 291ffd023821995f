"""What may be done with learning: enrolling, recording what learners did, and marking checks again."""

from __future__ import annotations

from hrtraining.learning.services.doing import (
    choose,
    enrol,
    keep_place,
    open_lesson,
    start_scene,
    try_check,
    withdraw,
)
from hrtraining.learning.services.regrading import ChangedTry, Regrade, counted_later, regrade_module

__all__ = [
    "ChangedTry",
    "Regrade",
    "choose",
    "counted_later",
    "enrol",
    "keep_place",
    "open_lesson",
    "regrade_module",
    "start_scene",
    "try_check",
    "withdraw",
]
