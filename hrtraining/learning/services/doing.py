"""Enrolling learners and recording what they did; only the first opening of a lesson writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hrtraining.content.domain import MATCHING, ORDERING, Module, Question
from hrtraining.core.clock import local_date
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.learning import queries
from hrtraining.learning.domain import mark
from hrtraining.learning.models import CheckTry, Enrolment, LessonProgress, SceneRun


def enrol(session: Session, *, account_id: int, workshop_id: int, edition_id: int) -> int:
    """Enrol a person in a workshop once; gives the enrolment's id."""
    present = session.execute(
        select(Enrolment.id).where(Enrolment.account_id == account_id, Enrolment.workshop_id == workshop_id)
    ).scalar()
    if present is not None:
        return present
    row = Enrolment(account_id=account_id, workshop_id=workshop_id, edition_id=edition_id)
    session.add(row)
    session.flush()
    return row.id


def withdraw(session: Session, *, account_id: int, workshop_id: int) -> None:
    """End an enrolment together with what was done in it."""
    row = session.execute(
        select(Enrolment).where(Enrolment.account_id == account_id, Enrolment.workshop_id == workshop_id)
    ).scalar_one_or_none()
    if row is not None:
        session.delete(row)
        session.flush()


def open_lesson(
    session: Session, *, enrolment_id: int, module: Module, lesson_key: str, now: datetime
) -> None:
    """Record that a lesson was opened; the first day stands.

    Raises:
        NotFound: the module has no such lesson.
    """
    if lesson_key not in {lesson.key for lesson in module.lessons}:
        raise NotFound(_l("There is no such lesson."))
    if session.get(LessonProgress, (enrolment_id, module.key, lesson_key)) is None:
        session.add(
            LessonProgress(
                enrolment_id=enrolment_id,
                module_key=module.key,
                lesson_key=lesson_key,
                opened_on=local_date(now),
            )
        )
        session.flush()


def keep_place(session: Session, *, enrolment_id: int, module: Module, lesson_key: str, section: str) -> None:
    """Keep where the learner stopped reading, to go on there on any device.

    Raises:
        NotFound: the lesson has no such section.
    """
    lesson = module.lesson(lesson_key)
    if lesson is None or section not in {one.id for one in lesson.sections}:
        raise NotFound(_l("There is no such lesson."))
    session.execute(
        update(Enrolment)
        .where(Enrolment.id == enrolment_id)
        .values(place=f"{module.key}/{lesson_key}/{section}")
    )


def try_check(
    session: Session,
    *,
    enrolment_id: int,
    module: Module,
    answers: Mapping[str, Sequence[str]],
    now: datetime,
    number: int | None = None,
) -> UUID:
    """Mark and keep one try of a module's knowledge check; gives the try's id.

    Args:
        answers: by question, in the form of `Question.right_answer`; what was not drawn is left out.
        number: which try was answered, the next one if None; the same try sent twice is kept once.

    Raises:
        DomainError: a question is not answered, or an answer does not exist.
        Conflict: another try was sent since.
    """
    following = queries.next_try(session, enrolment_id=enrolment_id, module_key=module.key)
    wanted = following if number is None else number
    kept: dict[str, list[str]] = {}
    key: dict[str, tuple[str, ...]] = {}
    for question in queries.drawn(module, enrolment_id=enrolment_id, number=wanted):
        if question.is_scored:
            kept[question.id] = _answer(question, answers.get(question.id, ()))
            key[question.id] = question.right_answer
    if wanted != following:
        return _sent_before(session, enrolment_id, module, wanted, kept)
    right, total = mark(kept, key)
    row = CheckTry(
        enrolment_id=enrolment_id,
        module_key=module.key,
        number=wanted,
        answers=kept,
        right=right,
        total=total,
        tried_on=local_date(now),
    )
    session.add(row)
    session.flush()
    return row.id


def _answer(question: Question, given: Sequence[str]) -> list[str]:
    """An answer in the form in which it is kept.

    Raises:
        DomainError: nothing was chosen, or something that is no answer of this question.
    """
    keys = {option.key for option in question.options}
    answer = list(given) if question.kind == ORDERING else sorted(given)
    rows = partners = answer
    if question.kind == MATCHING:
        rows = [one.partition(":")[0] for one in answer]
        partners = [one.partition(":")[2] for one in answer]
    if not {*rows, *partners} <= keys:
        raise DomainError(_l("This answer is not one of the choices. Choose again."))
    is_row_missing = question.kind in (ORDERING, MATCHING) and sorted(rows) != sorted(keys)
    if not answer or is_row_missing:
        raise DomainError(_l("Answer every question, then send again."))
    return answer


def _sent_before(
    session: Session, enrolment_id: int, module: Module, number: int, answers: dict[str, list[str]]
) -> UUID:
    row = session.execute(
        select(CheckTry).where(
            CheckTry.enrolment_id == enrolment_id,
            CheckTry.module_key == module.key,
            CheckTry.number == number,
        )
    ).scalar_one_or_none()
    if row is None or row.answers != answers:
        raise Conflict(_l("These questions were sent already. Load the page again for new ones."))
    return row.id


def start_scene(session: Session, *, enrolment_id: int, module: Module, now: datetime) -> UUID:
    """Begin a walk through a module's scene, or go on with one that is not finished; gives its id."""
    present = session.execute(
        select(SceneRun.id)
        .where(
            SceneRun.enrolment_id == enrolment_id,
            SceneRun.module_key == module.key,
            SceneRun.is_finished.is_(False),
        )
        .limit(1)
    ).scalar()
    if present is not None:
        return present
    row = SceneRun(
        enrolment_id=enrolment_id,
        module_key=module.key,
        steps=[],
        node=module.scene.start,
        last_on=local_date(now),
    )
    session.add(row)
    session.flush()
    return row.id


def choose(
    session: Session,
    *,
    enrolment_id: int,
    module: Module,
    run_id: UUID,
    node: str,
    choice: str,
    now: datetime,
) -> None:
    """Take one choice in a scene and record it; the same choice sent twice counts once.

    Raises:
        NotFound: no such walk or choice.
        Conflict: the walk is at another place by now.
    """
    row = session.get(SceneRun, run_id)
    if row is None or row.enrolment_id != enrolment_id or row.module_key != module.key:
        raise NotFound(_l("There is no such scene."))
    if row.steps and row.steps[-1] == [node, choice]:
        return
    if row.node != node:
        raise Conflict(_l("The scene has moved on. Load the page again."))
    taken = next((option for option in module.scene.nodes[node].choices if option.key == choice), None)
    if taken is None:
        raise NotFound(_l("There is no such choice."))
    row.steps = [*row.steps, [node, choice]]
    row.node = taken.to
    row.is_finished = module.scene.nodes[taken.to].ending is not None
    row.last_on = local_date(now)
    session.flush()
