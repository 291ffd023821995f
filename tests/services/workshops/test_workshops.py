"""Planning, gates, attendance, closing: what a trainer and a learner may do, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.domain import Role
from hrtraining.assessment.domain import Phase
from hrtraining.content import queries as content_queries
from hrtraining.core import audit
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.ids import is_join_code
from hrtraining.learning import queries as learning_queries
from hrtraining.workshops import queries, services
from hrtraining.workshops.domain import Gate, Group, Half, HalfDay, Kind
from tests.factories import workshops
from tests.factories.clock import FIRST_DAY, LAST_DAY, NOW, later
from tests.factories.people import academy, learner_name, staff
from tests.factories.workshops import Made


def place(session: Session, account_id: int) -> queries.Place:
    found = queries.place_of(session, account_id)
    assert found is not None
    return found


def create(session: Session, academy_id: int, trainer: int, **changes: object) -> int:
    values: dict[str, object] = {
        "kind": Kind.COURSE, "academy_id": academy_id, "title": " វគ្គ  ទី១ ", "starts_on": FIRST_DAY,
        "ends_on": LAST_DAY, "trainer_ids": [trainer], "actor_id": trainer, "now": NOW,
    }  # fmt: skip
    return services.create_workshop(session, **(values | changes))  # type: ignore[arg-type]  # one place for all cases


def test_workshop_is_planned_on_the_newest_edition(session: Session, academy_id: int, trainer: int) -> None:
    row = queries.workshop(session, create(session, academy_id, trainer))
    assert row is not None
    assert row.title == "វគ្គ ទី១"
    assert row.edition_id == content_queries.current_edition(session).id
    assert len(row.modules) == 9
    assert is_join_code(row.join_code)
    assert [(one.day, one.half) for one in row.half_days][:2] == [
        (FIRST_DAY, Half.MORNING),
        (FIRST_DAY, Half.AFTERNOON),
    ]
    assert len(row.half_days) == 6


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_on": FIRST_DAY - timedelta(days=1)},
        {"ends_on": FIRST_DAY + timedelta(days=60)},
        {"modules": []},
        {"modules": ["m77"]},
        {"trainer_ids": []},
        {"trainer_ids": [999]},
        {"kind": Kind.SENSITISATION},
        {"kind": Kind.SENSITISATION, "province": "  "},
    ],
    ids=str,
)
def test_impossible_plan_is_refused(
    session: Session, academy_id: int, trainer: int, changes: dict[str, object]
) -> None:
    with pytest.raises(DomainError):
        create(session, academy_id, trainer, **changes)
    assert queries.all_workshops(session) == []


def test_trainer_of_another_academy_cannot_be_planned(
    session: Session, academy_id: int, trainer: int
) -> None:
    other = academy(session, "B2")
    stranger = staff(session, Role.TRAINER, "stranger", other)
    head = staff(session, Role.ACADEMY_ADMINISTRATOR, "head", academy_id)
    for trainers in ([stranger], [trainer, stranger], [head]):
        with pytest.raises(DomainError):
            create(session, academy_id, trainer, trainer_ids=trainers)


def test_clone_takes_the_plan_and_nobody(session: Session, made: Made) -> None:
    start = FIRST_DAY + timedelta(days=70)
    again = services.clone_workshop(
        session, workshop_id=made.id, starts_on=start, actor_id=made.trainer_id, now=NOW
    )
    first, second = queries.workshop(session, made.id), queries.workshop(session, again)
    assert first is not None
    assert second is not None
    assert (second.starts_on, second.ends_on) == (start, start + timedelta(days=2))
    assert (second.title, second.modules) == (first.title, first.modules)
    assert second.join_code != first.join_code
    assert queries.roster(session, again) == []
    assert queries.trainer_ids(session, again) == [made.trainer_id]


def test_way_through_the_gates(session: Session, made: Made) -> None:
    who = made.learners[0]
    here = place(session, who)
    assert (here.pre, here.post, here.lessons_open) == (Gate.NOT_OPEN, Gate.PRE_FIRST, False)
    pre = workshops.open_test(session, made, Phase.PRE)
    assert place(session, who).pre is Gate.READY
    workshops.begin(session, who, Phase.PRE)
    assert not place(session, who).lessons_open
    workshops.submit(session, who, pre)
    here = place(session, who)
    assert (here.pre, here.post, here.lessons_open) == (Gate.SUBMITTED, Gate.MODULES_FIRST, True)
    workshops.close_test(session, made, Phase.PRE)
    workshops.open_test(session, made, Phase.POST)
    assert place(session, who).post is Gate.MODULES_FIRST
    with pytest.raises(Conflict):
        workshops.begin(session, who, Phase.POST)
    workshops.do_modules(session, made, who=[who])
    assert place(session, who).post is Gate.READY
    post = workshops.begin(session, who, Phase.POST)
    workshops.submit(session, who, post)
    assert place(session, who).post is Gate.SUBMITTED


def test_finished_modules_wait_for_the_trainer(session: Session, made: Made) -> None:
    workshops.take_test(session, made, Phase.PRE)
    workshops.do_modules(session, made)
    assert place(session, made.learners[0]).post is Gate.NOT_OPEN
    with pytest.raises(Conflict):
        workshops.begin(session, made.learners[0], Phase.POST)


def test_post_test_closed_before_one_began_is_closed(session: Session, made: Made) -> None:
    workshops.take_test(session, made, Phase.PRE)
    workshops.do_modules(session, made)
    workshops.open_test(session, made, Phase.POST)
    workshops.close_test(session, made, Phase.POST)
    assert place(session, made.learners[0]).post is Gate.CLOSED


def test_excused_learner_goes_on_and_is_no_pair(session: Session, made: Made) -> None:
    who = made.learners[0]
    with pytest.raises(DomainError):
        services.excuse(
            session, workshop_id=made.id, account_id=who, reason="  ", actor_id=made.trainer_id, now=NOW
        )
    services.excuse(
        session, workshop_id=made.id, account_id=who, reason="មកដល់យឺត", actor_id=made.trainer_id, now=NOW
    )
    here = place(session, who)
    assert (here.is_excused, here.lessons_open, here.post) == (True, True, Gate.MODULES_FIRST)
    workshops.do_modules(session, made, who=[who])
    workshops.open_test(session, made, Phase.POST)
    workshops.submit(session, who, workshops.begin(session, who, Phase.POST))
    facts = next(one for one in queries.certificate_facts(session, made.id) if one.account_id == who)
    assert (facts.pre_submitted, facts.is_excused, facts.post_submitted) == (False, True, True)
    assert queries.excused_counts(session, [made.id]) == {made.id: 1}
    newest = audit.entries(session)
    assert "មកដល់យឺត" in {one.detail.get("reason") for one in newest}


def test_excused_learner_of_another_roster_is_not_found(session: Session, made: Made) -> None:
    with pytest.raises(NotFound):
        services.excuse(
            session,
            workshop_id=made.id,
            account_id=made.trainer_id,
            reason="x",
            actor_id=made.trainer_id,
            now=NOW,
        )


def test_test_without_a_roster_cannot_be_opened(session: Session, academy_id: int, trainer: int) -> None:
    empty = workshops.workshop(session, academy_id=academy_id, trainer_id=trainer, size=0)
    with pytest.raises(DomainError):
        workshops.open_test(session, empty, Phase.PRE)


def test_both_tests_use_the_same_frozen_items(session: Session, made: Made) -> None:
    from hrtraining.assessment import queries as assessment_queries

    workshops.take_test(session, made, Phase.PRE)
    workshops.open_test(session, made, Phase.POST)
    given = assessment_queries.administrations(session, made.id)
    assert given[Phase.PRE].instrument_version == given[Phase.POST].instrument_version
    assert given[Phase.PRE].edition_id == given[Phase.POST].edition_id
    assert given[Phase.POST].item_count == 33


def test_attendance_replaces_what_was_ticked(session: Session, made: Made) -> None:
    half = HalfDay(FIRST_DAY, Half.MORNING)

    def tick(present: tuple[int, ...], half_day: HalfDay = half) -> None:
        services.record_attendance(
            session,
            workshop_id=made.id,
            half_day=half_day,
            present=present,
            actor_id=made.trainer_id,
            now=NOW,
        )

    tick(made.learners)
    tick(made.learners[:1])
    assert queries.attendance(session, made.id) == {half: frozenset(made.learners[:1])}
    for wrong in (
        HalfDay(FIRST_DAY - timedelta(days=1), Half.MORNING),
        HalfDay(date(2030, 1, 1), Half.AFTERNOON),
    ):
        with pytest.raises(NotFound):
            tick(made.learners, wrong)
    with pytest.raises(NotFound):
        tick((made.trainer_id,))
    tick(())
    assert queries.attendance(session, made.id) == {}
    assert all("accounts" not in one.detail for one in audit.entries(session) if "attendance" in one.action)


def test_closed_workshop_never_changes(session: Session, made: Made) -> None:
    workshops.open_test(session, made, Phase.PRE)
    with pytest.raises(Conflict):
        workshops.close(session, made)
    workshops.close_test(session, made, Phase.PRE)
    workshops.close(session, made)
    half = HalfDay(FIRST_DAY, Half.MORNING)
    refused: tuple[Callable[[], object], ...] = (
        lambda: workshops.close(session, made),
        lambda: workshops.open_test(session, made, Phase.PRE, reason="again"),
        lambda: workshops.open_test(session, made, Phase.POST),
        lambda: services.record_attendance(
            session, workshop_id=made.id, half_day=half, present=[], actor_id=made.trainer_id, now=NOW
        ),
        lambda: services.add_participant(
            session, workshop_id=made.id, name=learner_name(50), rank="", group=Group.POLICE,
            actor_id=made.trainer_id, now=NOW,
        ),
        lambda: services.remove_participant(
            session, workshop_id=made.id, account_id=made.learners[0], actor_id=made.trainer_id, now=NOW
        ),
        lambda: services.excuse(
            session, workshop_id=made.id, account_id=made.learners[0], reason="x", actor_id=made.trainer_id, now=NOW
        ),
    )  # fmt: skip
    for number, act in enumerate(refused):
        with pytest.raises(Conflict):
            act()
            raise AssertionError(f"act {number} was allowed")


def test_only_the_people_of_finished_workshops_lose_their_links(
    session: Session, made: Made, academy_id: int, trainer: int
) -> None:
    second = workshops.workshop(
        session, academy_id=academy_id, trainer_id=trainer, size=1, first_number=1,
        starts_on=FIRST_DAY + timedelta(days=90), ends_on=FIRST_DAY + timedelta(days=91),
    )  # fmt: skip
    assert second.learners[0] == made.learners[0]
    ended = LAST_DAY + timedelta(days=1)
    assert queries.people_only_in_workshops_before(session, ended) == []
    workshops.close(session, made)
    assert queries.people_only_in_workshops_before(session, ended) == sorted(made.learners[1:])
    assert queries.people_only_in_workshops_before(session, LAST_DAY) == []


def test_newest_workshop_is_the_learners_place(
    session: Session, made: Made, academy_id: int, trainer: int
) -> None:
    workshops.take_test(session, made, Phase.PRE)
    second = workshops.workshop(session, academy_id=academy_id, trainer_id=trainer, size=1, title="វគ្គទីពីរ")
    here = place(session, made.learners[0])
    assert (here.workshop.id, here.pre) == (second.id, Gate.NOT_OPEN)
    enrolment = learning_queries.latest_enrolment(session, made.learners[0])
    assert enrolment is not None
    assert enrolment.workshop_id == second.id


def test_facts_of_certificates_hold_no_answer_and_no_score(session: Session, made: Made) -> None:
    workshops.whole(session, made)
    for facts in queries.certificate_facts(session, made.id):
        assert (facts.modules_complete, facts.half_days_present, facts.half_days_total) == (2, 6, 6)
        assert (facts.pre_submitted, facts.post_submitted) == (True, True)
        assert not [name for name in facts.__slots__ if "score" in name or "answer" in name or "code" in name]
    assert account_queries.academies(session)[0].key == "A1"
    assert later(1) > NOW
