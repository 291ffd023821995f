"""Waves of a follow-up walked through by the real services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from hrtraining.assessment.domain import Phase
from hrtraining.followup import services
from hrtraining.followup.services import Slip
from tests.factories import workshops
from tests.factories.clock import LAST_DAY, at
from tests.factories.workshops import Choose, Made, favourable

IN_WAVE = {
    phase: at(LAST_DAY, 9) + timedelta(days=days)
    for phase, days in ((Phase.FU3, 100), (Phase.FU6, 190), (Phase.FU12, 370))
}
"""A morning in each wave of a workshop that ended on the usual last day."""
AFTER_ALL = at(LAST_DAY, 9) + timedelta(days=500)


def panel(session: Session, made: Made, *, share: int = 100, now: datetime | None = None) -> int:
    """Draw the panel of a closed workshop."""
    return services.draw_panel(
        session,
        workshop_id=made.id,
        share_percent=share,
        seed="test",
        actor_id=None,
        now=now or at(LAST_DAY, 18),
    )


def slips(session: Session, made: Made, phase: Phase, *, now: datetime | None = None) -> list[Slip]:
    """Print the slips of a wave."""
    return services.print_slips(
        session,
        workshop_id=made.id,
        phase=phase,
        again=False,
        actor_id=made.trainer_id,
        now=now or IN_WAVE[phase],
    )


def answer_slip(
    session: Session, slip: Slip, phase: Phase, *, choose: Choose = favourable, place: int = 0
) -> None:
    """One person answers the whole test by a slip and sends it."""
    now = IN_WAVE[phase] + timedelta(minutes=place)
    account_id, test = services.begin(session, code=slip.code, language="km", now=now)
    for number, item in enumerate(workshops.items(session)):
        code = choose(place, item)
        if code is not None:
            workshops.answer(session, account_id, test, number, code)
    workshops.submit(session, account_id, test, now=now + timedelta(minutes=12))


def answer_wave(
    session: Session,
    made: Made,
    phase: Phase,
    *,
    who: Sequence[int] | None = None,
    choose: Choose = favourable,
) -> list[Slip]:
    """Print a wave's slips and let everybody (or the places of `who`) answer."""
    printed = slips(session, made, phase)
    for place, slip in enumerate(printed):
        if who is None or place in who:
            answer_slip(session, slip, phase, choose=choose, place=place)
    return printed
