"""What a course is and the rules its words keep; other capabilities import the names listed here."""

from __future__ import annotations

from hrtraining.content.domain.edition import (
    LAW_STATUSES,
    STATUS_VERIFIED,
    Check,
    Choice,
    Edition,
    Ending,
    Instrument,
    Item,
    LawStatement,
    Lesson,
    Module,
    Node,
    Objective,
    Option,
    Question,
    Scene,
    Section,
    Source,
    Term,
)
from hrtraining.core.i18n import Text

__all__ = [
    "LAW_STATUSES",
    "STATUS_VERIFIED",
    "Check",
    "Choice",
    "Edition",
    "Ending",
    "Instrument",
    "Item",
    "LawStatement",
    "Lesson",
    "Module",
    "Node",
    "Objective",
    "Option",
    "Question",
    "Scene",
    "Section",
    "Source",
    "Term",
    "Text",
]
