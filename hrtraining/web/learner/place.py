"""Where the learner of a request stands, and whether the lessons are open to them."""

from __future__ import annotations

from flask import url_for

from hrtraining.accounts.guards import current_account
from hrtraining.assessment.domain import Phase
from hrtraining.content.domain import Edition, Module
from hrtraining.core.errors import Conflict, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.digits import number
from hrtraining.followup.domain import WAVE_NAMES
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops.queries import LearnerGate

TICKET = "ticket"
"""Where the page session keeps the right to one report of work."""


def wave_name(phase: Phase) -> str:
    """The name of a wave of the follow-up in the language of the request."""
    return WAVE_NAMES[phase].in_(language())


def gate() -> LearnerGate:
    """The learner's enrolment and whether its lessons are open; one statement.

    Raises:
        NotFound: the learner is in no workshop.
    """
    found = workshop_queries.learner_gate(db.session(), current_account().account_id)
    if found is None:
        raise NotFound(_l("You are in no workshop yet. Ask your trainer for the join code."))
    return found


def open_module(module_key: str) -> tuple[LearnerGate, Edition, Module]:
    """The gate, the edition and a module of it, when the lessons are open.

    Raises:
        NotFound: no such module.
        Conflict: the pre-test comes first.
    """
    found = gate()
    module = found.edition.module(module_key)
    if module is None:
        raise NotFound(_l("There is no such module."))
    if not found.lessons_open:
        raise Conflict(_l("Do the pre-test first. Then the lessons open."))
    return found, found.edition, module


def module_url(module: Module) -> str:
    """The page of a module."""
    return url_for("learner.module", module_key=module.key)


def module_title(module: Module) -> str:
    """The number and the name of a module in the language of the request."""
    lang = language()
    return _("Module %(n)s", n=number(module.order, lang)) + " · " + module.title.in_(lang)
