"""What may be done with files of answers: the only writers of their tables."""

from __future__ import annotations

from hrtraining.exchange.services.destroying import destroy_codes
from hrtraining.exchange.services.importing import import_answers
from hrtraining.exchange.services.planning import Group, Place, Plan, make_plan
from hrtraining.exchange.services.reading import Parsed, current_version, read_file
from hrtraining.exchange.services.settling import close_outside, undo_import

__all__ = [
    "Group",
    "Parsed",
    "Place",
    "Plan",
    "close_outside",
    "current_version",
    "destroy_codes",
    "import_answers",
    "make_plan",
    "read_file",
    "undo_import",
]
