"""What learners of a test workshop say of it, through the real service."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy.orm import Session

from hrtraining.content.domain import Evaluation
from hrtraining.evaluation import queries, services
from hrtraining.evaluation.domain import Opinion, choices
from hrtraining.workshops import queries as workshop_queries
from tests.factories.clock import NOW
from tests.factories.workshops import Made

Say = Callable[[int, dict[str, tuple[str, ...]]], Opinion]
"""What the learner at a place of the list says, from the codes of each question."""


def mixed(place: int, codes: dict[str, tuple[str, ...]]) -> Opinion:
    """Every code of a question in turn."""
    return {name: known[(place + number) % len(known)] for number, (name, known) in enumerate(codes.items())}


def questions(session: Session, made: Made) -> tuple[Evaluation, dict[str, tuple[str, ...]]]:
    """The questions of a workshop and the codes that answer them."""
    workshop = workshop_queries.workshop(session, made.id)
    assert workshop is not None
    asked = queries.asked(session, workshop)
    assert asked is not None
    return asked, choices(asked, workshop.modules)


def say(
    session: Session,
    made: Made,
    *,
    what: Say = mixed,
    who: Collection[int] | None = None,
    now: datetime = NOW,
) -> None:
    """Let everybody (or `who`) say what they think."""
    _asked, codes = questions(session, made)
    for place, account_id in enumerate(made.learners):
        if who is None or account_id in who:
            services.give_opinion(
                session, account_id=account_id, workshop_id=made.id, opinion=what(place, codes), now=now
            )
