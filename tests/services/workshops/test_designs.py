"""The lot of the double pre-test, and the order of the tests in a doubled course."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import Role
from hrtraining.assessment.domain import Phase
from hrtraining.core.audit import AuditEntry
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.workshops import queries, services
from hrtraining.workshops.domain import Gate, Kind
from hrtraining.workshops.domain.designs import Design, is_doubled
from hrtraining.workshops.models import Workshop
from tests.factories import workshops
from tests.factories.clock import FIRST_DAY, NOW, later
from tests.factories.people import academy, staff
from tests.factories.workshops import Made

TODAY = FIRST_DAY


@pytest.fixture
def places(session: Session) -> list[tuple[int, int]]:
    """Two academies with a trainer each."""
    made = []
    for key in ("A1", "A2"):
        academy_id = academy(session, key)
        made.append((academy_id, staff(session, Role.TRAINER, f"trainer-{key}", academy_id)))
    return made


def on(session: Session, from_day: date = TODAY) -> None:
    services.switch_on(session, design=Design.DOUBLE_PRETEST, from_day=from_day, actor_id=None, now=NOW)


def created(session: Session, place: tuple[int, int], number: int, kind: Kind = Kind.COURSE) -> list[bool]:
    """So many new workshops of an academy: which were doubled."""
    made = [
        workshops.workshop(session, academy_id=place[0], trainer_id=place[1], size=0, kind=kind)
        for _ in range(number)
    ]
    return [session.get_one(Workshop, one.id).is_doubled for one in made]


def doubled(session: Session, place: tuple[int, int], size: int = 3) -> Made:
    """A doubled course; the other half of its block is created too."""
    on(session)
    for _ in range(2):
        made = workshops.workshop(session, academy_id=place[0], trainer_id=place[1], size=size)
        if session.get_one(Workshop, made.id).is_doubled:
            return made
    raise AssertionError("a block of two has one doubled course")


def test_nothing_is_doubled_unless_it_was_switched_on(
    session: Session, places: list[tuple[int, int]]
) -> None:
    assert created(session, places[0], 4) == [False] * 4
    assert queries.lots(session) == []


def test_every_block_of_an_academy_has_one_of_each(session: Session, places: list[tuple[int, int]]) -> None:
    on(session)
    for place in places:
        found = created(session, place, 8)
        assert [sum(found[start : start + 2]) for start in range(0, 8, 2)] == [1, 1, 1, 1]


def test_lot_of_one_academy_does_not_depend_on_another(
    session: Session, places: list[tuple[int, int]]
) -> None:
    on(session)
    found: dict[int, list[bool]] = {0: [], 1: []}
    for turn in (0, 1, 1, 0, 0, 1, 1, 0):
        found[turn] += created(session, places[turn], 1)
    assert all(sum(own[start : start + 2]) == 1 for own in found.values() for start in (0, 2))


def test_anybody_can_draw_again_and_nobody_can_guess(session: Session, places: list[tuple[int, int]]) -> None:
    on(session)
    created(session, places[0], 40)
    lots = queries.lots(session)
    assert all(one.is_as_drawn for one in lots)
    seeds = [one.seed for one in lots]
    assert len(set(seeds)) == 20
    assert all(len(bytes.fromhex(seed)) == 16 for seed in seeds)
    assert all(one.seed == other.seed for one, other in pairwise(lots) if one.position % 2 == 0)
    # of 20 blocks the first is doubled in some and not in others
    assert 2 <= sum(one.is_doubled for one in lots if one.position % 2 == 0) <= 18


def test_bit_of_the_seed_is_fair() -> None:
    firsts = [is_doubled(f"seed {number}", 0) for number in range(2000)]
    assert 900 < sum(firsts) < 1100
    assert all(is_doubled(f"seed {n}", 0) is not is_doubled(f"seed {n}", 1) for n in range(50))


def test_workshops_in_provinces_take_no_part(session: Session, places: list[tuple[int, int]]) -> None:
    on(session)
    assert created(session, places[0], 4, Kind.SENSITISATION) == [False] * 4
    assert queries.lots(session) == []


def test_switch_holds_from_its_day_until_its_day(session: Session, places: list[tuple[int, int]]) -> None:
    on(session, TODAY + timedelta(days=1))
    assert created(session, places[0], 4) == [False] * 4
    services.switch_off(
        session, design=Design.DOUBLE_PRETEST, until_day=TODAY + timedelta(days=5), actor_id=None, now=NOW
    )
    (row,) = queries.switches(session)
    assert [row.span.has(TODAY + timedelta(days=n)) for n in (0, 1, 4, 5)] == [False, True, True, False]


def test_switching_is_audited_and_refused_where_it_makes_no_sense(session: Session) -> None:
    with pytest.raises(Conflict):
        services.switch_off(session, design=Design.DOUBLE_PRETEST, until_day=TODAY, actor_id=None, now=NOW)
    with pytest.raises(DomainError):
        on(session, TODAY - timedelta(days=1))
    on(session)
    with pytest.raises(Conflict):
        on(session)
    services.switch_off(session, design=Design.DOUBLE_PRETEST, until_day=TODAY, actor_id=None, now=NOW)
    on(session)
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions[-3:] == ["workshops.switch_on", "workshops.switch_off", "workshops.switch_on"]


def test_new_switch_begins_new_blocks(session: Session, places: list[tuple[int, int]]) -> None:
    on(session)
    created(session, places[0], 1)
    services.switch_off(session, design=Design.DOUBLE_PRETEST, until_day=TODAY, actor_id=None, now=NOW)
    on(session)
    assert sum(created(session, places[0], 2)) == 1


def test_real_course_has_no_second_form(session: Session) -> None:
    with pytest.raises(DomainError):
        services.switch_on(session, design=Design.CROSS_OVER, from_day=TODAY, actor_id=None, now=NOW)


@pytest.fixture
def made(session: Session, places: list[tuple[int, int]]) -> Iterator[Made]:
    yield doubled(session, places[0])


def test_enrolment_comes_first_and_closes_before_the_pre_test(session: Session, made: Made) -> None:
    with pytest.raises(DomainError):
        workshops.open_test(session, made, Phase.PRE)
    workshops.open_test(session, made, Phase.PRE0)
    with pytest.raises(Conflict):
        workshops.open_test(session, made, Phase.PRE)
    workshops.close_test(session, made, Phase.PRE0)
    workshops.open_test(session, made, Phase.PRE)
    with pytest.raises(Conflict):
        workshops.open_test(session, made, Phase.PRE0, reason="again")


def test_enrolment_can_be_left_out_with_a_reason(session: Session, made: Made) -> None:
    workshops.open_test(session, made, Phase.PRE, reason="no electricity")
    found = queries.place_of(session, made.learners[0])
    assert found is not None
    assert not found.has_first
    assert found.pre is Gate.READY


def test_plain_course_has_no_test_at_enrolment(session: Session, places: list[tuple[int, int]]) -> None:
    plain = workshops.workshop(session, academy_id=places[0][0], trainer_id=places[0][1])
    with pytest.raises(NotFound):
        workshops.open_test(session, plain, Phase.PRE0)
    workshops.open_test(session, plain, Phase.PRE)
    with pytest.raises(Conflict):
        workshops.begin(session, plain.learners[0], Phase.PRE0)


def test_lessons_need_the_pre_test_and_not_the_one_at_enrolment(session: Session, made: Made) -> None:
    one, other, _ = made.learners
    workshops.take_test(session, made, Phase.PRE0, who=[one])
    for learner in (one, other):
        found = queries.place_of(session, learner)
        assert found is not None
        assert not found.lessons_open
    workshops.take_test(session, made, Phase.PRE, who=[other], now=later(120))
    for learner, is_open in ((one, False), (other, True)):
        found, gate = queries.place_of(session, learner), queries.learner_gate(session, learner)
        assert found is not None
        assert gate is not None
        assert found.lessons_open is is_open
        assert gate.lessons_open is is_open
        assert found.gate(Phase.PRE0) is (Gate.SUBMITTED if learner == one else Gate.CLOSED)


def test_facts_of_certificates_do_not_know_the_test_at_enrolment(session: Session, made: Made) -> None:
    workshops.take_test(session, made, Phase.PRE0)
    assert not any(one.pre_submitted for one in queries.certificate_facts(session, made.id))
