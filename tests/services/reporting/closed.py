"""Closed workshops with given answers, written straight into the answer store: many people in little time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from hrtraining.accounts.domain import Role
from hrtraining.assessment.domain import COURSE, Phase, stored_character
from hrtraining.assessment.models import Attempt
from tests.factories import workshops
from tests.factories.clock import FIRST_DAY, LAST_DAY, NOW, later
from tests.factories.people import academy, staff


def sheet(session: Session, favourable: int, first: int = 0) -> str:
    """Stored answers of which so many are favourable, from an item on and around."""
    return "".join(
        stored_character(
            workshops.favourable(place, item)
            if (place - first) % 33 < favourable
            else workshops.unfavourable(place, item)
        )
        for place, item in enumerate(workshops.items(session))
    )


def attempt(
    session: Session,
    made: workshops.Made,
    administration_id: int,
    academy_id: int,
    learner: UUID,
    codes: str,
    *,
    at: datetime,
    sex: str = "male",
    is_late: bool = False,
    is_submitted: bool = True,
) -> None:
    """One attempt under a pseudonym."""
    session.add(
        Attempt(
            pseudonym=learner,
            administration_id=administration_id,
            academy_id=academy_id,
            workshop_id=made.id,
            codes=codes,
            sequences=",".join("1" for _ in codes),
            language="km",
            participant_group="police",
            rank_band="cadet",
            sex=sex,
            started_at=at - timedelta(minutes=10),
            submitted_at=at if is_submitted else None,
            is_late=is_late,
        )
    )


def closed_workshop(
    session: Session,
    academy_id: int,
    trainer_id: int,
    scores: Sequence[tuple[int, int | None]],
    *,
    closed_at: datetime = NOW,
    learners: Sequence[UUID] = (),
    title: str = "វគ្គសាកល្បង",
    starts_late: bool = True,
) -> workshops.Made:
    """A closed workshop in which learners had so many favourable answers before and after; None sent no post-test.

    With `starts_late` one that is closed later was held later, too.
    """
    after_first = (closed_at - NOW) if starts_late else timedelta(0)
    made = workshops.workshop(
        session,
        academy_id=academy_id,
        trainer_id=trainer_id,
        size=1,
        title=title,
        starts_on=FIRST_DAY + after_first,
        ends_on=LAST_DAY + after_first,
    )
    ids = {}
    for phase in COURSE:
        ids[phase] = workshops.open_test(session, made, phase) if phase is Phase.PRE else _post(session, made)
    for place, (before, after) in enumerate(scores):
        learner = learners[place] if place < len(learners) else uuid4()
        sex = "female" if place % 3 == 0 else "male"
        attempt(
            session,
            made,
            ids[Phase.PRE],
            academy_id,
            learner,
            sheet(session, before, 5 * place),
            at=later(place),
            sex=sex,
        )
        if after is not None:
            attempt(
                session, made, ids[Phase.POST], academy_id, learner, sheet(session, after, 5 * place),
                at=later(500 + place), sex=sex,
            )  # fmt: skip
    workshops.close(session, made, now=closed_at)
    session.flush()
    return made


def _post(session: Session, made: workshops.Made) -> int:
    workshops.close_test(session, made, Phase.PRE)
    administration_id = workshops.open_test(session, made, Phase.POST)
    workshops.close_test(session, made, Phase.POST)
    return administration_id


def academies(session: Session, *keys: str) -> list[tuple[int, int]]:
    """Academies by key, each with a trainer."""
    made = []
    for key in keys:
        academy_id = academy(session, key)
        made.append((academy_id, staff(session, Role.TRAINER, f"trainer-{key}", academy_id)))
    return made
