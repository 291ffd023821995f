"""Lessons, scenes and checks as they are recorded."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import Role
from hrtraining.content import queries as content_queries
from hrtraining.content.domain import Module
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.learning import queries, services
from hrtraining.learning.models import LessonProgress, SceneRun
from tests.factories import workshops
from tests.factories.checks import wrong_answer
from tests.factories.clock import NOW, later
from tests.factories.people import academy, staff
from tests.factories.workshops import Made


@pytest.fixture
def made(session: Session) -> Made:
    academy_id = academy(session, "A1")
    return workshops.workshop(
        session, academy_id=academy_id, trainer_id=staff(session, Role.TRAINER, "t-1", academy_id)
    )


@pytest.fixture
def module(session: Session) -> Module:
    found = content_queries.current_edition(session).module("m02")
    assert found is not None
    return found


@pytest.fixture
def enrolment(session: Session, made: Made) -> int:
    found = queries.enrolment(session, account_id=made.learners[0], workshop_id=made.id)
    assert found is not None
    return found.id


def test_first_day_of_a_lesson_stands(session: Session, module: Module, enrolment: int) -> None:
    for moment in (NOW, NOW + timedelta(days=3)):
        services.open_lesson(session, enrolment_id=enrolment, module=module, lesson_key="l1", now=moment)
    row = session.get_one(LessonProgress, (enrolment, "m02", "l1"))
    assert row.opened_on == NOW.date()
    with pytest.raises(NotFound):
        services.open_lesson(session, enrolment_id=enrolment, module=module, lesson_key="l99", now=NOW)


def test_best_try_of_a_check_is_kept(session: Session, module: Module, enrolment: int) -> None:
    right = {one.id: one.right_answer for one in module.check.scored}
    wrong = {one.id: wrong_answer(one) for one in module.check.scored}

    def attempt(answers: dict[str, tuple[str, ...]]) -> tuple[int, int, int]:
        services.try_check(session, enrolment_id=enrolment, module=module, answers=answers, now=NOW)
        made = queries.progress(session, [enrolment])[enrolment]["m02"]
        return made.best_right, made.best_total, made.tries

    total = module.check.draw
    assert attempt(wrong) == (0, total, 1)
    assert attempt(right) == (total, total, 2)
    assert attempt(wrong) == (total, total, 3)


@pytest.mark.parametrize("fault", ["missing", "unknown", "empty"])
def test_check_with_a_fault_is_not_recorded(
    session: Session, module: Module, enrolment: int, fault: str
) -> None:
    answers = {one.id: one.right_answer for one in module.check.scored}
    first = queries.drawn(module, enrolment_id=enrolment, number=1)[0].id
    if fault == "missing":
        del answers[first]
    else:
        answers[first] = ("zz",) if fault == "unknown" else ()
    with pytest.raises(DomainError):
        services.try_check(session, enrolment_id=enrolment, module=module, answers=answers, now=NOW)
    assert queries.progress(session, [enrolment]) == {}


def test_the_same_try_sent_twice_is_kept_once_and_another_is_refused(
    session: Session, module: Module, enrolment: int
) -> None:
    right = {one.id: one.right_answer for one in module.check.scored}
    wrong = {one.id: wrong_answer(one) for one in module.check.scored}

    def send(answers: dict[str, tuple[str, ...]]) -> UUID:
        return services.try_check(
            session, enrolment_id=enrolment, module=module, answers=answers, now=NOW, number=1
        )

    first = send(wrong)
    assert send(wrong) == first
    with pytest.raises(Conflict):
        send(right)
    assert queries.next_try(session, enrolment_id=enrolment, module_key="m02") == 2
    made = queries.check_try(session, enrolment_id=enrolment, module_key="m02", try_id=first)
    assert made is not None
    assert (made.number, made.right) == (1, 0)
    assert list(made.answers) == [
        one.id for one in queries.drawn(module, enrolment_id=enrolment, number=1) if one.is_scored
    ]


def test_scene_goes_on_where_it_stood_and_begins_again_after_its_end(
    session: Session, module: Module, enrolment: int
) -> None:
    run = services.start_scene(session, enrolment_id=enrolment, module=module, now=NOW)
    assert services.start_scene(session, enrolment_id=enrolment, module=module, now=later(1)) == run
    node = module.scene.nodes[module.scene.start]
    while node.choices:
        choice = node.choices[-1]
        for _click in range(2):
            services.choose(
                session,
                enrolment_id=enrolment,
                module=module,
                run_id=run,
                node=node.id,
                choice=choice.key,
                now=NOW,
            )
        node = module.scene.nodes[choice.to]
    row = session.get_one(SceneRun, run)
    assert row.is_finished
    assert [step[0] for step in row.steps] == list(dict.fromkeys(step[0] for step in row.steps)), (
        "no step twice"
    )
    assert services.start_scene(session, enrolment_id=enrolment, module=module, now=later(2)) != run
    assert queries.progress(session, [enrolment])[enrolment]["m02"].endings == 1


def test_scene_of_another_learner_or_place_is_not_walked(
    session: Session, made: Made, module: Module, enrolment: int
) -> None:
    run = services.start_scene(session, enrolment_id=enrolment, module=module, now=NOW)
    other = queries.enrolment(session, account_id=made.learners[1], workshop_id=made.id)
    assert other is not None
    start = module.scene.nodes[module.scene.start]

    def choose(enrolment_id: int, node: str, choice: str) -> None:
        services.choose(
            session, enrolment_id=enrolment_id, module=module, run_id=run, node=node, choice=choice, now=NOW
        )

    with pytest.raises(NotFound):
        choose(other.id, start.id, start.choices[0].key)
    with pytest.raises(NotFound):
        choose(enrolment, start.id, "zz")
    with pytest.raises(Conflict):
        choose(enrolment, start.choices[0].to, start.choices[0].key)
    assert session.get_one(SceneRun, run).steps == []


def test_progress_of_many_is_read_with_noise_around(session: Session, made: Made, module: Module) -> None:
    rows = queries.enrolments_of(session, made.id)
    one, other, nobody = (rows[account_id].id for account_id in made.learners)
    workshops.do_module(session, one, module)
    services.open_lesson(session, enrolment_id=other, module=module, lesson_key="l1", now=NOW)
    edition = content_queries.current_edition(session)
    assert queries.completed_modules(session, enrolment_ids=[one, other, nobody], edition=edition) == {
        one: {"m02"}, other: frozenset(), nobody: frozenset(),
    }  # fmt: skip
    assert set(queries.progress(session, [other])) == {other}


def test_leaving_takes_progress_along(session: Session, made: Made, module: Module, enrolment: int) -> None:
    workshops.do_module(session, enrolment, module)
    services.withdraw(session, account_id=made.learners[0], workshop_id=made.id)
    session.expire_all()
    assert queries.progress(session, [enrolment]) == {}
    assert queries.latest_enrolment(session, made.learners[0]) is None
