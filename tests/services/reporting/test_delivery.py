"""How the courses were given: counted once at freezing, told of the nation in whole per cent, nobody's own days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import Role
from hrtraining.reporting import composing, services
from hrtraining.reporting.composing import Asked
from hrtraining.reporting.domain import delivery
from hrtraining.reporting.domain.masking import Marks
from hrtraining.reporting.models import FrozenWorkshop
from hrtraining.reporting.pages import ReportPage
from hrtraining.reporting.printed.standards import reporting_table
from tests.factories import workshops
from tests.factories.clock import later
from tests.factories.people import academy, staff
from tests.services.reporting.closed import academies, closed_workshop

SOME = [(10, 18), (12, 20), (14, 14), (16, 12)]


def kept(session: Session) -> dict[str, int]:
    """What freezing kept of the only workshop."""
    flow = session.execute(select(FrozenWorkshop.flow)).scalar_one()
    names = ("held_here", "every_module", "ticked", "ticked_people", "half_days", "attended")
    return {name: flow[name] for name in names if name in flow}


def published(session: Session, **flow: int) -> composing.Composed:
    """The report of a nation of 120 people in one workshop, with other counts of how it was given."""
    ((academy_id, trainer),) = academies(session, "A1")
    closed_workshop(session, academy_id, trainer, [SOME[n % 4] for n in range(120)])
    services.freeze_closed(session, now=later(1))
    row = session.execute(select(FrozenWorkshop)).scalar_one()
    row.flow = {**row.flow, **flow}
    session.flush()
    services.publish_due(session, now=later(2) + timedelta(days=100))
    return composing.nation(session, Asked())


def says(made: composing.Composed, what: str) -> str:
    """A line of the printed table in English."""
    assert isinstance(made.page, ReportPage)
    return next(row.says for row in reporting_table(made, made.page, "en") if row.what.en == what)


def test_attendance_is_counted_over_the_roster_when_the_workshop_is_frozen(session: Session) -> None:
    academy_id = academy(session, "A1")
    trainer = staff(session, Role.TRAINER, "trainer", academy_id)
    made = workshops.workshop(session, academy_id=academy_id, trainer_id=trainer, size=3)
    workshops.attend(session, made, present=made.learners[:2])
    workshops.close(session, made)
    services.freeze_closed(session, now=later(1))
    found = kept(session)
    assert found["ticked_people"] == 3
    assert found["attended"] * 3 == found["half_days"] * 2 > 0
    assert found["held_here"] == found["ticked"] == 1


def test_a_workshop_in_which_nobody_ticked_says_nothing_of_attendance(session: Session) -> None:
    academy_id = academy(session, "A1")
    trainer = staff(session, Role.TRAINER, "trainer", academy_id)
    made = workshops.workshop(session, academy_id=academy_id, trainer_id=trainer, size=3)
    workshops.close(session, made)
    services.freeze_closed(session, now=later(1))
    assert kept(session) == {"held_here": 1, "every_module": 0}


def test_fewer_modules_than_the_edition_has_are_no_whole_course() -> None:
    given = delivery.counted(registered=10, half_days=6, attended=0, planned=8, modules=9)
    assert given["every_module"] == 0


def test_the_table_prints_whole_per_cent_of_half_days(session: Session) -> None:
    made = published(session, ticked=1, ticked_people=120, half_days=720, attended=605)
    assert says(made, "Attendance") == "84% of all half-days, ticked by trainers (workshops: 1)"
    assert says(made, "Given as planned") == "workshops that planned every module: 0 of 1"
    marks = Marks()
    assert made.release is not None
    found = delivery.delivery_figures(made.release, marks)
    assert found is not None and found["half_days_attended_pct"] == 84
    assert marks.by_path["delivery.half_days_attended_pct"] == "rounded"


@pytest.mark.parametrize(
    ("people", "attended", "printed"),
    [(99, 500, "hidden to protect small groups"), (120, 719, ">95%"), (120, 10, "<5%")],
)
def test_few_people_and_extremes_are_not_told(
    session: Session, people: int, attended: int, printed: str
) -> None:
    made = published(session, ticked=1, ticked_people=people, half_days=people * 6, attended=attended)
    assert says(made, "Attendance").startswith(printed)


def test_unticked_attendance_and_a_course_without_a_lot_are_said_plainly(session: Session) -> None:
    made = published(session)
    assert says(made, "Attendance") == "not known to the program"
    assert says(made, "Randomisation") == "none" == says(made, "Blinding")
