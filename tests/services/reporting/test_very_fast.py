"""Very fast answers: counted when a workshop is frozen, shown of the nation through the gate, no time kept beside."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.assessment.models import Administration, Attempt
from hrtraining.reporting import queries, releases, services
from hrtraining.reporting.domain.masking import Marks
from hrtraining.reporting.domain.wholes import test_page as page_of
from hrtraining.reporting.domain.wholes import whole_figures
from hrtraining.reporting.models import FrozenWorkshop
from tests.factories.clock import later
from tests.services.reporting.closed import academies, closed_workshop

SOME = [(10, 18), (12, 20), (14, 14), (16, 12), (9, None)]
UNTIMED = 25


def published(session: Session, people: int, *, fast: int, untimed: int = 0, phase: str = "pre") -> None:
    """A published workshop in which so many sent one test within a minute, and so many have no time."""
    ((academy_id, trainer),) = academies(session, "A1")
    made = closed_workshop(session, academy_id, trainer, [SOME[n % 4] for n in range(people)])
    rows = session.execute(
        select(Attempt)
        .join(Administration, Administration.id == Attempt.administration_id)
        .where(Attempt.workshop_id == made.id, Administration.phase == phase)
        .order_by(Attempt.submitted_at)
    ).scalars()
    for place, row in enumerate(rows):
        assert row.submitted_at is not None
        if place < fast:
            row.started_at = row.submitted_at - timedelta(seconds=60)
        elif place < fast + untimed:
            row.started_at = row.submitted_at
    session.flush()
    services.freeze_closed(session, now=later(1))
    services.publish_due(session, now=later(2) + timedelta(days=100))


def shown(session: Session) -> tuple[dict[str, int | None], dict[str, str], tuple[object, str]]:
    """`very_fast` of the nation, its marks, and the share before as the page prints it."""
    (version,) = queries.versions(session)
    release = releases.release(session, version)
    marks = Marks()
    found = whole_figures(release, marks)["very_fast"]
    page = page_of(release, ())
    assert page is not None
    return found, marks.by_path, (page.fast_before.value, page.fast_before.mark)


def test_only_four_counts_are_kept_of_the_time(session: Session) -> None:
    published(session, 120, fast=18, untimed=2)
    flow = session.execute(select(FrozenWorkshop.flow)).scalar_one()
    assert {name: flow[name] for name in flow if "fast" in name or "timed" in name} == {
        "timed_pre": 118,
        "fast_pre": 18,
        "timed_post": 120,
        "fast_post": 0,
    }
    found, marks, share = shown(session)
    assert found == {"pre": 18, "post": None}
    assert marks["very_fast.post"] == "hidden"
    assert share == (15.0, "")


def test_fewer_than_ten_are_hidden_and_a_small_share_is_a_bound(session: Session) -> None:
    published(session, 120, fast=5)
    found, marks, share = shown(session)
    assert found == {"pre": None, "post": None}
    assert marks["very_fast.pre"] == "hidden"
    assert share == (None, "<5")


def test_where_few_times_are_known_nothing_is_said(session: Session) -> None:
    published(session, 120, fast=20, untimed=UNTIMED)
    found, marks, share = shown(session)
    assert found["pre"] is None
    assert marks["very_fast.pre"] == "hidden"
    assert share == (None, "hidden")


def test_answers_without_any_time_are_not_estimable(session: Session) -> None:
    published(session, 120, fast=0, untimed=120)
    found, marks, share = shown(session)
    assert found["pre"] is None
    assert "very_fast.pre" not in marks
    assert share == (None, "none")


def test_workshops_frozen_without_these_counts_still_open(session: Session) -> None:
    published(session, 120, fast=20)
    row = session.execute(select(FrozenWorkshop)).scalar_one()
    row.flow = {name: n for name, n in row.flow.items() if "fast" not in name and "timed" not in name}
    session.flush()
    assert shown(session)[2] == (None, "none")


@pytest.mark.parametrize("phase", ["pre", "post"])
def test_each_test_is_counted_for_itself(session: Session, phase: str) -> None:
    published(session, 120, fast=40, phase=phase)
    flow = session.execute(select(FrozenWorkshop.flow)).scalar_one()
    assert flow[f"fast_{phase}"] == 40
    assert flow["fast_pre"] + flow["fast_post"] == 40
