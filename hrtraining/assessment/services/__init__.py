"""What may be done with tests and their answers: the only writers of their tables."""

from __future__ import annotations

from hrtraining.assessment.services.forgetting import destroy_links, forget_moments
from hrtraining.assessment.services.giving import (
    Attributes,
    close_administration,
    flag_help_opened,
    keep_answer,
    open_administration,
    start_attempt,
    submit_attempt,
)
from hrtraining.assessment.services.typed import (
    TypedSheet,
    administration_for_typed,
    keep_typed,
    remove_typed,
    settle_typed,
)

__all__ = [
    "Attributes",
    "TypedSheet",
    "administration_for_typed",
    "close_administration",
    "destroy_links",
    "flag_help_opened",
    "forget_moments",
    "keep_answer",
    "keep_typed",
    "open_administration",
    "remove_typed",
    "settle_typed",
    "start_attempt",
    "submit_attempt",
]
