"""One attempt a person, kept answer by answer; late, unfinished and reopened ones; what submission ends."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.assessment import queries, services
from hrtraining.assessment.domain import AdministrationState, Answer, Participation, Phase
from hrtraining.assessment.models import Attempt, Conflict, Link
from hrtraining.core import audit
from hrtraining.core.errors import Conflict as ConflictError
from hrtraining.core.errors import DomainError, NotFound
from tests.factories import workshops
from tests.factories.clock import NOW, later
from tests.factories.people import academy, staff
from tests.factories.workshops import Made


@pytest.fixture
def made(session: Session) -> Made:
    from hrtraining.accounts.domain import Role

    academy_id = academy(session, "A1")
    return workshops.workshop(
        session, academy_id=academy_id, trainer_id=staff(session, Role.TRAINER, "trainer", academy_id)
    )


@pytest.fixture
def pre(session: Session, made: Made) -> int:
    return workshops.open_test(session, made, Phase.PRE)


def attempts(session: Session) -> list[Attempt]:
    session.expire_all()
    return list(session.execute(select(Attempt)).scalars())


def flow(session: Session, made: Made) -> tuple[int, int, int]:
    [one] = queries.flow_counts(session, workshop_ids=[made.id])
    return one.submitted, one.late, one.unfinished


def test_beginning_twice_is_one_attempt(session: Session, made: Made, pre: int) -> None:
    who = made.learners[0]
    for moment in (NOW, later(1), later(2)):
        assert workshops.begin(session, who, Phase.PRE, now=moment) == pre
    [only] = attempts(session)
    assert only.started_at == NOW
    assert only.codes == "-" * 33


def test_answers_are_kept_and_replaced_by_higher_numbers(session: Session, made: Made, pre: int) -> None:
    who = made.learners[0]
    workshops.begin(session, who, Phase.PRE)
    assert workshops.answer(session, who, pre, 3, "4", 1) == "kept"
    assert workshops.answer(session, who, pre, 3, "4", 1) == "same"
    assert workshops.answer(session, who, pre, 3, "1", 3) == "kept"
    assert workshops.answer(session, who, pre, 3, "2", 2) == "older"
    own = queries.own_attempt(session, account_id=who, administration_id=pre)
    assert own is not None
    assert own.sheet.answer(3) == Answer("1", 3)
    assert len(own.sheet.unanswered) == 32


def test_contradiction_is_kept_for_review_and_never_counted(session: Session, made: Made, pre: int) -> None:
    who = made.learners[0]
    workshops.begin(session, who, Phase.PRE)
    workshops.answer(session, who, pre, 0, "4", 2)
    assert workshops.answer(session, who, pre, 0, "1", 2) == "conflict"
    [only] = attempts(session)
    assert only.codes[0] == "4"
    [kept] = session.execute(select(Conflict)).scalars()
    assert (kept.attempt_id, kept.place, kept.code, kept.sequence) == (only.id, 0, "1", 2)


@pytest.mark.parametrize(
    ("place", "code", "sequence"),
    [(0, "6", 1), (0, "", 1), (0, "T", 1), (0, "-", 1), (0, "4", 0), (0, "4", -1), (0, "4", 10_000)],
)
def test_impossible_answer_is_refused(
    session: Session, made: Made, pre: int, place: int, code: str, sequence: int
) -> None:
    workshops.begin(session, made.learners[0], Phase.PRE)
    with pytest.raises(DomainError):
        workshops.answer(session, made.learners[0], pre, place, code, sequence)
    assert attempts(session)[0].codes == "-" * 33


@pytest.mark.parametrize("place", [-1, 33, 1_000])
def test_question_that_does_not_exist_is_refused(session: Session, made: Made, pre: int, place: int) -> None:
    workshops.begin(session, made.learners[0], Phase.PRE)
    with pytest.raises(NotFound):
        services.keep_answer(
            session,
            account_id=made.learners[0],
            administration_id=pre,
            place=place,
            answer=Answer("1", 1),
        )


def test_answering_without_an_attempt_is_refused(session: Session, made: Made, pre: int) -> None:
    workshops.begin(session, made.learners[0], Phase.PRE)
    with pytest.raises(NotFound):
        workshops.answer(session, made.learners[1], pre, 0, "4")
    with pytest.raises(NotFound):
        workshops.submit(session, made.learners[1], pre)


def test_submission_ends_every_change(session: Session, made: Made, pre: int) -> None:
    who = made.learners[0]
    workshops.begin(session, who, Phase.PRE)
    workshops.answer(session, who, pre, 0, "4", 2)
    workshops.submit(session, who, pre, now=later(10))
    for code, sequence in (("1", 3), ("1", 2)):
        with pytest.raises(ConflictError):
            workshops.answer(session, who, pre, 0, code, sequence)
    with pytest.raises(ConflictError):
        workshops.answer(session, who, pre, 1, "4", 1)
    # what the phone sends again because it never heard of the receipt is no fault
    assert workshops.answer(session, who, pre, 0, "4", 2) == "same"
    assert workshops.answer(session, who, pre, 0, "1", 1) == "older"
    [only] = attempts(session)
    assert only.codes == "4" + "-" * 32
    assert session.execute(select(func.count()).select_from(Conflict)).scalar_one() == 0


def test_sending_twice_keeps_the_first_moment(session: Session, made: Made, pre: int) -> None:
    who = made.learners[0]
    workshops.begin(session, who, Phase.PRE)
    workshops.submit(session, who, pre, now=later(10))
    workshops.submit(session, who, pre, now=later(20))
    [only] = attempts(session)
    assert only.submitted_at == later(10)


def test_nobody_gets_a_second_attempt(session: Session, made: Made, pre: int) -> None:
    who = made.learners[0]
    workshops.begin(session, who, Phase.PRE)
    workshops.submit(session, who, pre)
    with pytest.raises(ConflictError):
        workshops.begin(session, who, Phase.PRE, now=later(1))
    workshops.close_test(session, made, Phase.PRE)
    workshops.open_test(session, made, Phase.PRE, reason="power cut")
    with pytest.raises(ConflictError):
        workshops.begin(session, who, Phase.PRE, now=later(2))
    assert len(attempts(session)) == 1


def test_opening_twice_and_closing_what_is_not_open_are_refused(
    session: Session, made: Made, pre: int
) -> None:
    with pytest.raises(ConflictError):
        workshops.open_test(session, made, Phase.PRE)
    with pytest.raises(ConflictError):
        workshops.close_test(session, made, Phase.POST)
    workshops.close_test(session, made, Phase.PRE)
    with pytest.raises(ConflictError):
        workshops.close_test(session, made, Phase.PRE)


def test_reopening_needs_a_reason_which_is_audited(session: Session, made: Made, pre: int) -> None:
    workshops.close_test(session, made, Phase.PRE)
    with pytest.raises(DomainError):
        workshops.open_test(session, made, Phase.PRE, reason="  ")
    assert workshops.open_test(session, made, Phase.PRE, reason="power cut") == pre
    newest = audit.entries(session, newest=1)[0]
    assert (newest.action, newest.detail["reason"]) == ("assessment.open_administration", "power cut")
    assert queries.administrations(session, made.id)[Phase.PRE].state is AdministrationState.OPEN


def test_what_arrives_after_closing_is_kept_late_and_in_no_figure(
    session: Session, made: Made, pre: int
) -> None:
    on_time, late, unfinished = made.learners
    for who in made.learners:
        workshops.begin(session, who, Phase.PRE)
        workshops.answer(session, who, pre, 0, "4")
    workshops.submit(session, on_time, pre, now=later(10))
    workshops.close_test(session, made, Phase.PRE, now=later(20))
    assert workshops.answer(session, late, pre, 1, "5") == "kept"
    workshops.submit(session, late, pre, now=later(30))
    assert flow(session, made) == (1, 1, 1)
    counted = list(
        queries.counted_attempts(
            session,
            workshop_ids=[made.id],
            instrument_version=queries.administrations(session, made.id)[Phase.PRE].instrument_version,
            academy_keys={one.id: one.key for one in account_queries.academies(session)},
            workshop_keys={made.id: "W"},
        )
    )
    assert len(counted) == 1
    assert counted[0].submitted_at == later(10)
    states = queries.participation(session, [pre])
    assert states[pre, on_time] is Participation.SUBMITTED
    assert states[pre, late] is Participation.LATE
    assert states[pre, unfinished] is Participation.STARTED
    own = queries.own_attempt(session, account_id=late, administration_id=pre)
    assert own is not None
    assert own.sheet.answer(1) == Answer("5", 1)


def test_nobody_begins_after_closing(session: Session, made: Made, pre: int) -> None:
    workshops.close_test(session, made, Phase.PRE)
    with pytest.raises(ConflictError):
        workshops.begin(session, made.learners[0], Phase.PRE)
    assert attempts(session) == []


def test_attempt_that_goes_on_after_reopening_counts(session: Session, made: Made, pre: int) -> None:
    who = made.learners[0]
    workshops.begin(session, who, Phase.PRE)
    workshops.close_test(session, made, Phase.PRE, now=later(20))
    workshops.answer(session, who, pre, 0, "4")
    workshops.open_test(session, made, Phase.PRE, now=later(25), reason="power cut")
    workshops.answer(session, who, pre, 1, "4")
    workshops.submit(session, who, pre, now=later(30))
    assert flow(session, made) == (1, 0, 0)
    assert queries.participation(session, [pre])[pre, who] is Participation.SUBMITTED


def test_attempt_sent_late_stays_late_after_reopening(session: Session, made: Made, pre: int) -> None:
    who = made.learners[0]
    workshops.begin(session, who, Phase.PRE)
    workshops.close_test(session, made, Phase.PRE, now=later(20))
    workshops.submit(session, who, pre, now=later(21))
    workshops.open_test(session, made, Phase.PRE, now=later(25), reason="power cut")
    assert flow(session, made) == (0, 1, 0)


def test_pseudonym_is_random_and_the_same_before_and_after(session: Session, made: Made, pre: int) -> None:
    who = made.learners[0]
    workshops.answer_all(session, made, Phase.PRE)
    workshops.close_test(session, made, Phase.PRE, now=later(50))
    workshops.do_modules(session, made)
    post = workshops.take_test(session, made, Phase.POST, now=later(300))
    assert post != pre
    link = session.get(Link, who)
    assert link is not None
    own = [one for one in attempts(session) if one.pseudonym == link.pseudonym]
    assert {one.administration_id for one in own} == {pre, post}
    assert link.pseudonym.version == 4
    assert all(one.id.version == 4 for one in attempts(session))


def test_destroyed_link_ends_continuing_and_is_audited(session: Session, made: Made, pre: int) -> None:
    who, other = made.learners[:2]
    for one in (who, other):
        workshops.begin(session, one, Phase.PRE)
    assert services.destroy_links(session, account_ids=[who], actor_id=None, now=later(1)) == 1
    assert queries.own_attempt(session, account_id=who, administration_id=pre) is None
    assert queries.own_attempt(session, account_id=other, administration_id=pre) is not None
    assert len(attempts(session)) == 2
    newest = audit.entries(session, newest=1)[0]
    assert (newest.action, newest.detail) == ("assessment.destroy_links", {"number": 1})


def test_moments_of_everybody_are_never_forgotten_by_mistake(session: Session, made: Made, pre: int) -> None:
    for one in made.learners[:2]:
        workshops.begin(session, one, Phase.PRE)
    before = {one.id: one.started_at for one in attempts(session)}
    with pytest.raises(ValueError, match="people or a workshop"):
        services.forget_moments(session)
    services.forget_moments(session, pseudonyms=[])
    assert {one.id: one.started_at for one in attempts(session)} == before
    services.forget_moments(session, workshop_id=made.id)
    session.expire_all()
    assert {one.id: one.started_at for one in attempts(session)} != before


def test_help_is_flagged_on_the_attempt_alone(session: Session, made: Made, pre: int) -> None:
    for one in made.learners:
        workshops.begin(session, one, Phase.PRE)
    services.flag_help_opened(session, account_id=made.learners[1], administration_id=pre)
    assert sorted(one.help_opened for one in attempts(session)) == [False, False, True]
    link = session.get_one(Link, made.learners[1])
    assert [one.pseudonym for one in attempts(session) if one.help_opened] == [link.pseudonym]


def test_attempt_keeps_coarse_attributes_only(session: Session, made: Made, pre: int) -> None:
    workshops.begin(session, made.learners[0], Phase.PRE, language="en")
    [only] = attempts(session)
    assert (only.participant_group, only.rank_band, only.sex, only.language) == (
        "police",
        "cadet",
        "male",
        "en",
    )
    assert (only.channel, only.form, only.is_late, only.help_opened) == ("web", "same", False, False)


def test_audit_log_never_names_learners_who_take_tests(session: Session, made: Made, pre: int) -> None:
    before = {one.id for one in audit.entries(session)}
    for one in made.learners:
        workshops.begin(session, one, Phase.PRE)
        workshops.answer(session, one, pre, 0, "4")
        workshops.submit(session, one, pre)
    assert {one.id for one in audit.entries(session)} == before
    assert audit.verify(session) is None
