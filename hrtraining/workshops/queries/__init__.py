"""Reading workshops, rosters and attendance, and where one learner stands."""

from __future__ import annotations

from hrtraining.workshops.queries.learner import LearnerGate, Place, learner_gate, place_of
from hrtraining.workshops.queries.workshop import (
    LearnerFacts,
    Participant,
    WaitingPerson,
    WorkshopRow,
    all_workshops,
    attendance,
    certificate_facts,
    closed_workshops,
    excused_counts,
    participant,
    people_only_in_workshops_before,
    roster,
    roster_sizes,
    trainer_ids,
    waiting,
    workshop,
    workshop_by_code,
    workshop_for,
    workshop_of_code,
    workshops_for,
)

__all__ = [
    "LearnerFacts",
    "LearnerGate",
    "Participant",
    "Place",
    "WaitingPerson",
    "WorkshopRow",
    "all_workshops",
    "attendance",
    "certificate_facts",
    "closed_workshops",
    "excused_counts",
    "learner_gate",
    "participant",
    "people_only_in_workshops_before",
    "place_of",
    "roster",
    "roster_sizes",
    "trainer_ids",
    "waiting",
    "workshop",
    "workshop_by_code",
    "workshop_for",
    "workshop_of_code",
    "workshops_for",
]
