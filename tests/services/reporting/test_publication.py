"""Freezing closed workshops and publishing them in periods."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from hrtraining.assessment.domain import Phase
from hrtraining.assessment.models import Attempt
from hrtraining.core.audit import AuditEntry
from hrtraining.core.errors import Conflict
from hrtraining.reporting import composing, making, queries, releases, services
from hrtraining.reporting.domain.release import Release
from hrtraining.reporting.models import CountedLearner, FrozenWorkshop, Period
from hrtraining.workshops.models import Workshop
from tests.factories import workshops
from tests.factories.clock import NOW, later
from tests.services.reporting.closed import academies, attempt, closed_workshop, sheet

SOME = [(10, 18), (12, 20), (14, 14), (16, 12)]


def of_size(n: int) -> list[tuple[int, int | None]]:
    """Scores of n people of different kinds."""
    return [SOME[place % 4] for place in range(n)]


def release(session: Session) -> Release:
    """The release of the only version."""
    (version,) = queries.versions(session)
    return releases.release(session, version)


def test_large_groups_are_published_as_soon_as_they_are_closed(session: Session) -> None:
    (one, first), (two, second) = academies(session, "A1", "A2")
    closed_workshop(session, one, first, of_size(20))
    closed_workshop(session, two, second, of_size(15))
    assert services.freeze_closed(session, now=later()) == 2
    assert services.publish_due(session, now=later())
    found = release(session)
    assert found.national() is not None
    assert {queries.academy_code(one), queries.academy_code(two)} == set(found.summaries())
    assert (
        session.scalar(select(AuditEntry.action).order_by(AuditEntry.id.desc())) == "reporting.close_period"
    )


def periods_of(session: Session) -> dict[int, int | None]:
    """The period of each workshop that is frozen."""
    return {
        row.workshop_id: row.period_id
        for row in session.execute(select(FrozenWorkshop.workshop_id, FrozenWorkshop.period_id))
    }


def test_workshops_held_outside_never_share_a_period_with_others(session: Session) -> None:
    (one, first), (two, second) = academies(session, "A1", "A2")
    few = closed_workshop(session, one, first, of_size(4))
    sent = closed_workshop(session, one, first, of_size(12))
    other = closed_workshop(session, two, second, of_size(20))
    session.execute(update(Workshop).where(Workshop.id == sent.id).values(people_outside=12))
    services.freeze_closed(session, now=later())
    # whoever sent the twelve would otherwise read the four out of the sixteen of their academy
    while services.publish_due(session, now=later()):
        pass
    periods = periods_of(session)
    assert periods[sent.id] is not None
    assert periods[few.id] is None
    assert periods[other.id] is None
    closed_workshop(session, one, first, of_size(9))
    services.freeze_closed(session, now=later(2))
    assert services.publish_due(session, now=later(2))
    periods = periods_of(session)
    assert periods[few.id] == periods[other.id] != periods[sent.id]


def test_small_group_waits_so_that_nothing_follows_from_a_difference(session: Session) -> None:
    (one, first), (two, second) = academies(session, "A1", "A2")
    closed_workshop(session, one, first, of_size(20))
    services.freeze_closed(session, now=later())
    services.publish_due(session, now=later())
    before = release(session).national()
    closed_workshop(session, two, second, of_size(4))
    services.freeze_closed(session, now=later())
    assert not services.publish_due(session, now=later())
    assert release(session).national() == before
    assert queries.waiting_workshops(session) == 1


def test_what_waits_is_published_when_its_quarter_is_over_and_stays_hidden(session: Session) -> None:
    (one, first), (two, second), (three, third) = academies(session, "A1", "A2", "A3")
    closed_workshop(session, one, first, of_size(30))
    closed_workshop(session, two, second, of_size(4))
    closed_workshop(session, three, third, of_size(12))
    services.freeze_closed(session, now=later())
    assert not services.publish_due(session, now=later())
    assert services.publish_due(session, now=NOW + timedelta(days=60))
    found = release(session)
    assert set(found.summaries()) == {queries.academy_code(one)}
    assert found.scope.hidden == {queries.academy_code(two), queries.academy_code(three)}
    national = found.national()
    assert national is not None
    assert national.summary.pairs == 46


def test_fewer_than_ten_pairs_are_never_published(session: Session) -> None:
    ((one, first),) = academies(session, "A1")
    closed_workshop(session, one, first, of_size(9))
    services.freeze_closed(session, now=later())
    assert not services.publish_due(session, now=NOW + timedelta(days=400))
    with pytest.raises(Conflict):
        services.publish_now(session, actor_id=None, now=later())
    assert queries.versions(session) == []


def test_publishing_ahead_of_time_takes_everything_that_waits(session: Session) -> None:
    (one, first), (two, second) = academies(session, "A1", "A2")
    closed_workshop(session, one, first, of_size(20))
    closed_workshop(session, two, second, of_size(4))
    services.publish_now(session, actor_id=None, now=later())
    assert queries.waiting_workshops(session) == 0
    assert release(session).summaries() == {}
    assert session.scalar(select(func.count()).select_from(Period)) == 1


def test_figures_stay_when_answers_change_after_closing(session: Session) -> None:
    ((one, first),) = academies(session, "A1")
    closed_workshop(session, one, first, of_size(20))
    services.freeze_closed(session, now=later())
    services.publish_due(session, now=later())
    before = release(session).national()
    session.execute(delete(Attempt))
    releases.RELEASES.clear()
    assert services.freeze_closed(session, now=later(2)) == 0
    assert release(session).national() == before


def test_changed_frozen_figures_are_refused(session: Session) -> None:
    ((one, first),) = academies(session, "A1")
    closed_workshop(session, one, first, of_size(20))
    services.freeze_closed(session, now=later())
    services.publish_due(session, now=later())
    session.execute(
        update(FrozenWorkshop).values(body=session.scalars(select(FrozenWorkshop.body)).one()[:-1] + b"x")
    )
    session.expire_all()
    releases.RELEASES.clear()
    with pytest.raises(ValueError, match="changed after closing"):
        release(session).national()


def test_nobody_is_counted_twice(session: Session) -> None:
    ((one, first),) = academies(session, "A1")
    people = [uuid4() for _ in range(12)]
    closed_workshop(session, one, first, of_size(12), learners=people)
    services.freeze_closed(session, now=later())
    again = closed_workshop(session, one, first, of_size(15), learners=people, closed_at=later(10))
    services.freeze_closed(session, now=later(20))
    frozen = session.get_one(FrozenWorkshop, again.id)
    assert frozen.pairs == 3
    assert session.scalar(select(func.count()).select_from(CountedLearner)) == 15


def test_late_and_unfinished_attempts_are_in_the_flow_and_in_no_figure(session: Session) -> None:
    ((one, first),) = academies(session, "A1")
    made = closed_workshop(session, one, first, [*of_size(12), (5, None)])
    post = workshops.id_of_test(session, made, Phase.POST)
    codes = sheet(session, 33)
    attempt(session, made, post, one, uuid4(), codes, at=later(900), is_late=True)
    attempt(session, made, post, one, uuid4(), codes, at=later(900), is_submitted=False)
    session.flush()
    services.freeze_closed(session, now=later(1000))
    services.publish_due(session, now=later(1000))
    national = release(session).national()
    assert national is not None
    flow = national.flow
    assert (flow.pre, flow.post, flow.pairs, flow.late, flow.unfinished) == (13, 12, 12, 1, 1)


def test_workshop_without_a_test_is_looked_at_once(session: Session) -> None:
    ((one, first),) = academies(session, "A1")
    made = workshops.workshop(session, academy_id=one, trainer_id=first, size=0)
    workshops.close(session, made)
    assert services.freeze_closed(session, now=later()) == 1
    assert services.freeze_closed(session, now=later()) == 0
    assert queries.waiting_workshops(session) == 0
    assert releases.own_workshop(session, made.id) is None


def test_frozen_body_holds_no_pseudonym_and_no_time(session: Session) -> None:
    ((one, first),) = academies(session, "A1")
    people = [uuid4() for _ in range(12)]
    made = closed_workshop(session, one, first, of_size(12), learners=people)
    services.freeze_closed(session, now=later())
    body = session.get_one(FrozenWorkshop, made.id).body
    assert not any(
        trace in body
        for person in people
        for trace in (person.bytes, person.hex.encode(), str(person).encode())
    )
    assert b"2026" not in body


def test_database_path_gives_the_figures_of_the_file_path(session: Session) -> None:
    ((one, first),) = academies(session, "A1")
    closed_workshop(session, one, first, of_size(120))
    services.freeze_closed(session, now=later())
    services.publish_due(session, now=later())
    national = release(session).national()
    assert national is not None
    assert national.readings.mean.before.value == pytest.approx(13.0)
    assert national.readings.mean.after.value == pytest.approx(16.0)
    assert national.summary.pooled.before.value == pytest.approx(100 * 13 / 33)
    assert (national.summary.higher.value, national.summary.same.value, national.summary.lower.value) == (
        60,
        30,
        30,
    )


def test_version_of_another_instrument_is_never_pooled(session: Session) -> None:
    ((one, first),) = academies(session, "A1")
    made = closed_workshop(session, one, first, of_size(20))
    closed_workshop(session, one, first, of_size(12), closed_at=later(5))
    services.freeze_closed(session, now=later(10))
    session.execute(
        update(FrozenWorkshop).where(FrozenWorkshop.workshop_id == made.id).values(instrument_version="other")
    )
    services.publish_due(session, now=later(10))
    sizes = []
    for version in queries.versions(session):
        national = releases.release(session, version).national()
        assert national is not None
        sizes.append(national.summary.pairs)
    assert sorted(sizes) == [12, 20]


def test_a_report_of_nothing_yet_says_that_it_is_made_from_the_database(session: Session) -> None:
    made = composing.nation(session, composing.Asked())
    about = json.loads(making.json_of(made, draft=False, demonstration=False))["about"]
    assert (about["made_from"], about.get("data_sha256")) == ("database", None)
