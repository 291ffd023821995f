"""What the invented people say of their workshops: seeded, documented in docs/demonstration.md."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from hrtraining.content.domain import NO_MODULE, Evaluation
from hrtraining.evaluation import queries, services
from hrtraining.evaluation.domain import Standing
from hrtraining.web.demonstration.model import SEED
from hrtraining.workshops import queries as workshop_queries

OPINION_SHARE = 0.8
"""Of those who sent the post-test, who say what they think of the workshop."""
OPINION_SKIP_SHARE = 0.04
OPINION_WEIGHTS = {
    "useful": (1, 2, 6, 40, 51),
    "clear": (1, 5, 14, 48, 32),
    "respect": (0, 1, 5, 38, 56),
    "practice": (6, 20, 27, 32, 15),
    "safe": (4, 11, 24, 38, 23),
    "recommend": (1, 3, 9, 45, 42),
}
"""How often each code of the scale is given, in 100; a sentence that is not here gets every code alike."""


def opinion(dice: random.Random, asked: Evaluation, modules: tuple[str, ...]) -> dict[str, str]:
    """What a person says of a workshop; later modules are more often to be repeated, and a third name none."""
    said: dict[str, str] = {}
    for one in asked.statements:
        code = dice.choices(tuple(asked.scale), OPINION_WEIGHTS.get(one.id, (1, 1, 1, 1, 1)))[0]
        if dice.random() >= OPINION_SKIP_SHARE:
            said[one.id] = code
    for question in asked.module_questions:
        weights = [place + 1 if question.none else len(modules) - place for place in range(len(modules))]
        codes = asked.choices(question, modules)
        if codes[-1] == NO_MODULE:
            weights.append(sum(weights) // 2)
        said[question.id] = dice.choices(codes, weights)[0]
    return said


def speak(session: Session, workshop_id: int, account_ids: Sequence[int], *, now: datetime) -> None:
    """Let most of those who sent the post-test say what they think of the workshop.

    With dice of its own, so that opinions change nothing else in the demonstration.
    """
    dice = random.Random(SEED + workshop_id)
    workshop = workshop_queries.workshop(session, workshop_id)
    asked = queries.asked(session, workshop) if workshop else None
    if workshop is None or asked is None:
        return
    for account_id in account_ids:
        standing = queries.standing_of(session, workshop=workshop, account_id=account_id)
        if standing is Standing.READY and dice.random() < OPINION_SHARE:
            services.give_opinion(
                session,
                account_id=account_id,
                workshop_id=workshop_id,
                opinion=opinion(dice, asked, workshop.modules),
                now=now,
            )
