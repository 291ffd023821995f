"""What may be done with a workshop: the only writers of its tables."""

from __future__ import annotations

from hrtraining.workshops.services.designs import switch_off, switch_on
from hrtraining.workshops.services.importing import import_roster, plan_import, undo_import
from hrtraining.workshops.services.joining import (
    approve,
    ask_to_join,
    claim_approved,
    claimable,
    refuse,
    state_of_request,
)
from hrtraining.workshops.services.outside import (
    record_outside_workshop,
    remove_outside_workshop,
    settle_outside_workshop,
)
from hrtraining.workshops.services.planning import clone_workshop, close_workshop, create_workshop
from hrtraining.workshops.services.roster import add_participant, excuse, remove_participant
from hrtraining.workshops.services.running import (
    REFUSALS,
    close_test,
    open_test,
    record_attendance,
    start_test,
)

__all__ = [
    "REFUSALS",
    "add_participant",
    "approve",
    "ask_to_join",
    "claim_approved",
    "claimable",
    "clone_workshop",
    "close_test",
    "close_workshop",
    "create_workshop",
    "excuse",
    "import_roster",
    "open_test",
    "plan_import",
    "record_attendance",
    "record_outside_workshop",
    "refuse",
    "remove_outside_workshop",
    "remove_participant",
    "settle_outside_workshop",
    "start_test",
    "state_of_request",
    "switch_off",
    "switch_on",
    "undo_import",
]
