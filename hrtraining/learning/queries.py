"""Reading what learners have done, for one or for a whole roster in the same number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from hrtraining.content.domain import Edition, Module, Question, bank
from hrtraining.learning.domain import ModuleProgress, ModuleShape, is_complete
from hrtraining.learning.models import CheckTry, Enrolment, LessonProgress, SceneRun


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """A learner's place in a workshop."""

    id: int
    account_id: int
    workshop_id: int
    edition_id: int
    place: str | None


@dataclass(frozen=True, slots=True)
class TryRow:
    """One try of a knowledge check: by question what was answered, in the form of `Question.right_answer`."""

    number: int
    answers: dict[str, list[str]]
    right: int
    total: int


@dataclass(frozen=True, slots=True)
class SceneRunRow:
    """A walk through a scene as a page continues it."""

    id: UUID
    steps: list[list[str]]
    node: str
    is_finished: bool


@dataclass(slots=True)
class _Gathered:
    lessons: set[str] = field(default_factory=set)
    right: int = 0
    total: int = 0
    tries: int = 0
    endings: int = 0


# Built once and asked past the ORM, because every page of a lesson asks them.
LATEST = (
    select(Enrolment.id, Enrolment.account_id, Enrolment.workshop_id, Enrolment.edition_id, Enrolment.place)
    .where(Enrolment.account_id == bindparam("account_id"))
    .order_by(Enrolment.id.desc())
    .limit(1)
)
"""The newest enrolment of `account_id`, also for statements of other capabilities."""


def _row(row: Enrolment) -> EnrolmentRow:
    return EnrolmentRow(row.id, row.account_id, row.workshop_id, row.edition_id, row.place)


def enrolment(session: Session, *, account_id: int, workshop_id: int) -> EnrolmentRow | None:
    """A person's enrolment in one workshop, or None."""
    row = session.execute(
        select(Enrolment).where(Enrolment.account_id == account_id, Enrolment.workshop_id == workshop_id)
    ).scalar_one_or_none()
    return _row(row) if row else None


def latest_enrolment(session: Session, account_id: int) -> EnrolmentRow | None:
    """The person's newest enrolment, or None."""
    row = session.connection().execute(LATEST, {"account_id": account_id}).one_or_none()
    return EnrolmentRow(row.id, row.account_id, row.workshop_id, row.edition_id, row.place) if row else None


def enrolments_of(session: Session, workshop_id: int) -> dict[int, EnrolmentRow]:
    """The enrolments of a workshop by account."""
    rows = session.execute(select(Enrolment).where(Enrolment.workshop_id == workshop_id)).scalars()
    return {row.account_id: _row(row) for row in rows}


def shapes(edition: Edition) -> dict[str, ModuleShape]:
    """What each module of an edition asks for, in teaching order."""
    return shapes_of(edition.modules)


def shapes_of(modules: Sequence[Module]) -> dict[str, ModuleShape]:
    """What each of some modules asks for."""
    return {
        module.key: ModuleShape(
            key=module.key,
            lessons=tuple(lesson.key for lesson in module.lessons),
            pass_percent=module.check.pass_percent,
        )
        for module in modules
    }


def progress(session: Session, enrolment_ids: Sequence[int]) -> dict[int, dict[str, ModuleProgress]]:
    """What was done of each module, by enrolment and module key; three statements however many enrolments."""
    wanted = list(enrolment_ids)
    gathered: dict[int, dict[str, _Gathered]] = defaultdict(lambda: defaultdict(_Gathered))
    for lesson in session.execute(
        select(LessonProgress.enrolment_id, LessonProgress.module_key, LessonProgress.lesson_key).where(
            LessonProgress.enrolment_id.in_(wanted)
        )
    ):
        gathered[lesson.enrolment_id][lesson.module_key].lessons.add(lesson.lesson_key)
    for check in session.execute(
        select(CheckTry.enrolment_id, CheckTry.module_key, CheckTry.right, CheckTry.total).where(
            CheckTry.enrolment_id.in_(wanted)
        )
    ):
        module = gathered[check.enrolment_id][check.module_key]
        module.tries += 1
        if module.total == 0 or check.right * module.total > module.right * check.total:
            module.right, module.total = check.right, check.total
    for run in session.execute(
        select(SceneRun.enrolment_id, SceneRun.module_key, func.count().label("endings"))
        .where(SceneRun.enrolment_id.in_(wanted), SceneRun.is_finished)
        .group_by(SceneRun.enrolment_id, SceneRun.module_key)
    ):
        gathered[run.enrolment_id][run.module_key].endings = run.endings
    return {
        enrolment_id: {
            key: ModuleProgress(frozenset(done.lessons), done.right, done.total, done.tries, done.endings)
            for key, done in modules.items()
        }
        for enrolment_id, modules in gathered.items()
    }


def completed_modules(
    session: Session, *, enrolment_ids: Sequence[int], edition: Edition
) -> dict[int, frozenset[str]]:
    """The keys of the modules that each enrolment has completed."""
    asked = shapes(edition)
    done = progress(session, enrolment_ids)
    return {
        enrolment_id: frozenset(
            key
            for key, made in done.get(enrolment_id, {}).items()
            if key in asked and is_complete(asked[key], made)
        )
        for enrolment_id in enrolment_ids
    }


def next_try(session: Session, *, enrolment_id: int, module_key: str) -> int:
    """The number of the try that comes next, from 1."""
    last = session.execute(
        select(func.max(CheckTry.number)).where(
            CheckTry.enrolment_id == enrolment_id, CheckTry.module_key == module_key
        )
    ).scalar_one()
    return (last or 0) + 1


def seed_of(*, enrolment_id: int, module_key: str, number: int) -> str:
    """What the questions of one try are drawn and mixed by; the same try always shows the same page."""
    return f"{enrolment_id}/{module_key}/{number}"


def drawn(module: Module, *, enrolment_id: int, number: int) -> tuple[Question, ...]:
    """The questions of one try of a learner, the reflection last."""
    return bank.draw(module.check, seed_of(enrolment_id=enrolment_id, module_key=module.key, number=number))


def check_try(session: Session, *, enrolment_id: int, module_key: str, try_id: UUID) -> TryRow | None:
    """What was chosen in one try, for the page that gives feedback, or None when it is not this learner's."""
    row = session.get(CheckTry, try_id)
    if row is None or row.enrolment_id != enrolment_id or row.module_key != module_key:
        return None
    return TryRow(row.number, row.answers, row.right, row.total)


def scene_run(session: Session, *, enrolment_id: int, module_key: str, run_id: UUID) -> SceneRunRow | None:
    """One walk through a module's scene, or None when it is not this learner's."""
    row = session.get(SceneRun, run_id)
    if row is None or row.enrolment_id != enrolment_id or row.module_key != module_key:
        return None
    return SceneRunRow(row.id, row.steps, row.node, row.is_finished)


def unfinished_run(session: Session, *, enrolment_id: int, module_key: str) -> SceneRunRow | None:
    """A walk that was begun and not finished, or None."""
    row = session.execute(
        select(SceneRun)
        .where(
            SceneRun.enrolment_id == enrolment_id,
            SceneRun.module_key == module_key,
            SceneRun.is_finished.is_(False),
        )
        .limit(1)
    ).scalar_one_or_none()
    return SceneRunRow(row.id, row.steps, row.node, row.is_finished) if row else None
