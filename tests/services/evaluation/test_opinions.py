"""Opinions on real tables: given once, after the post-test, until the workshop is closed; counted, then taken away."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import Role
from hrtraining.assessment.domain import Phase
from hrtraining.core.audit import AuditEntry
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.evaluation import queries, services
from hrtraining.evaluation.models import Given, OpinionRow, Result
from hrtraining.reporting import services as reporting_services
from tests.factories import evaluation, workshops
from tests.factories.clock import LAST_DAY, NOW, at, later
from tests.factories.people import academy, staff
from tests.factories.workshops import Made


def until_post(session: Session, size: int = 12) -> Made:
    """A workshop whose learners have sent the post-test; it is not closed."""
    academy_id = academy(session, "A1")
    trainer = staff(session, Role.TRAINER, "trainer", academy_id)
    made = workshops.workshop(session, academy_id=academy_id, trainer_id=trainer, size=size)
    workshops.take_test(session, made, Phase.PRE)
    workshops.do_modules(session, made)
    workshops.take_test(session, made, Phase.POST, now=later(400))
    return made


def give(session: Session, made: Made, place: int = 0, **opinion: str) -> None:
    said = opinion or {"useful": "5"}
    services.give_opinion(
        session, account_id=made.learners[place], workshop_id=made.id, opinion=said, now=at(LAST_DAY, 16)
    )


def count(session: Session, table: type[Given | OpinionRow | Result]) -> int:
    return session.execute(select(func.count()).select_from(table)).scalar_one()


def test_nobody_answers_twice(session: Session) -> None:
    made = until_post(session)
    give(session, made)
    with pytest.raises(Conflict):
        give(session, made, 0, useful="1")
    assert (count(session, OpinionRow), count(session, Given)) == (1, 1)
    session.add(Given(workshop_id=made.id, account_id=made.learners[0], given_on=LAST_DAY))
    with pytest.raises(IntegrityError):
        session.flush()


def test_the_post_test_comes_first(session: Session) -> None:
    academy_id = academy(session, "A1")
    trainer = staff(session, Role.TRAINER, "trainer", academy_id)
    made = workshops.workshop(session, academy_id=academy_id, trainer_id=trainer, size=3)
    with pytest.raises(Conflict):
        give(session, made)
    workshops.take_test(session, made, Phase.PRE)
    workshops.do_modules(session, made)
    given = workshops.open_test(session, made, Phase.POST, now=later(400))
    workshops.begin(session, made.learners[0], Phase.POST, now=later(401))
    with pytest.raises(Conflict):
        give(session, made)
    workshops.submit(session, made.learners[0], given, now=later(410))
    give(session, made)
    with pytest.raises(Conflict):
        give(session, made, 1)
    assert count(session, OpinionRow) == 1


def test_a_closed_workshop_takes_no_opinions(session: Session) -> None:
    made = until_post(session)
    workshops.close(session, made, now=later(500))
    with pytest.raises(Conflict):
        give(session, made)


def test_a_stranger_has_no_say(session: Session) -> None:
    made = until_post(session)
    with pytest.raises(Conflict):
        services.give_opinion(
            session, account_id=made.trainer_id, workshop_id=made.id, opinion={"useful": "5"}, now=NOW
        )
    with pytest.raises(NotFound):
        services.give_opinion(
            session, account_id=made.learners[0], workshop_id=made.id + 99, opinion={"useful": "5"}, now=NOW
        )


@pytest.mark.parametrize(
    "opinion",
    [
        {},
        {"useful": "6"},
        {"useful": ""},
        {"unknown": "5"},
        {"most-useful": "none"},
        {"most-useful": "m09"},
        {"repeat": "5"},
        {"useful": "5", "clear": "a long word that could tell who writes"},
    ],
)
def test_only_choices_are_kept(session: Session, opinion: dict[str, str]) -> None:
    made = until_post(session, 2)
    with pytest.raises(DomainError):
        services.give_opinion(
            session, account_id=made.learners[0], workshop_id=made.id, opinion=opinion, now=NOW
        )
    assert (count(session, OpinionRow), count(session, Given)) == (0, 0)


def test_closing_counts_once_and_takes_the_single_answers_away(session: Session) -> None:
    made = until_post(session)
    asked, codes = evaluation.questions(session, made)
    evaluation.say(session, made, who=made.learners[1:])
    give(session, made, 0, useful="1", repeat="none")
    workshops.close(session, made, now=later(500))
    reporting_services.freeze_closed(session, now=later(600))
    assert count(session, OpinionRow) == 0
    assert count(session, Given) == 12
    result = queries.results(session, [made.id])[0]
    assert (result.opinions, result.version) == (12, asked.version)
    assert set(result.counts) == set(codes)
    assert sum(result.counts["useful"].values()) == 12
    assert sum(result.counts["clear"].values()) == 11
    assert set(result.counts["repeat"]) == {"m02", "none"}
    assert services.count_closed(session, [made.id]) == 0
    assert queries.results(session, [made.id]) == [result]


def test_a_running_workshop_is_not_counted(session: Session) -> None:
    made = until_post(session)
    give(session, made)
    assert services.count_closed(session, [made.id]) == 0
    assert count(session, OpinionRow) == 1


def test_nothing_of_an_opinion_is_audited(session: Session) -> None:
    made = until_post(session)
    before = session.execute(select(func.count()).select_from(AuditEntry)).scalar_one()
    evaluation.say(session, made)
    assert session.execute(select(func.count()).select_from(AuditEntry)).scalar_one() == before


def test_the_certificate_does_not_wait_for_an_opinion(session: Session) -> None:
    from hrtraining.workshops import queries as workshop_queries

    made = until_post(session)
    before = workshop_queries.certificate_facts(session, made.id)
    give(session, made)
    assert workshop_queries.certificate_facts(session, made.id) == before
