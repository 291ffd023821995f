"""Workshops for tests, walked through by the real services: rosters, tests, modules, attendance."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment import services as assessment_services
from hrtraining.assessment.domain import Answer, Phase
from hrtraining.content import queries as content_queries
from hrtraining.content.domain import Item, Module
from hrtraining.learning import queries as learning_queries
from hrtraining.learning import services as learning_services
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops import services as workshop_services
from hrtraining.workshops.domain import Group, Kind
from tests.factories.clock import FIRST_DAY, LAST_DAY, NOW, at
from tests.factories.people import PIN, give_secret, learner_name

Choose = Callable[[int, Item], str | None]
"""What the learner at a place of the list answers to an item; None leaves it out."""


@dataclass(frozen=True)
class Made:
    """A workshop and the accounts of its learners in the order in which they were added."""

    id: int
    trainer_id: int
    learners: tuple[int, ...]


def favourable(_place: int, item: Item) -> str:
    """Always the first favourable code."""
    return min(item.favourable)


def unfavourable(_place: int, item: Item) -> str:
    """Always the first code that is not favourable."""
    return next(code for code in item.codes if code not in item.favourable)


def workshop(
    session: Session,
    *,
    academy_id: int,
    trainer_id: int,
    size: int = 3,
    modules: Sequence[str] = ("m02",),
    title: str = "វគ្គសាកល្បង",
    first_number: int = 1,
    starts_on: date = FIRST_DAY,
    ends_on: date = LAST_DAY,
    kind: Kind = Kind.COURSE,
    word: str = "សិក្ខាកាម",
    latin: str = "TESTLEARNER",
) -> Made:
    """A planned workshop with `size` learners who have PINs."""
    workshop_id = workshop_services.create_workshop(
        session,
        kind=kind,
        academy_id=academy_id,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        trainer_ids=[trainer_id],
        modules=list(modules),
        province="ខេត្តសាកល្បង" if kind is Kind.SENSITISATION else "",
        actor_id=trainer_id,
        now=NOW,
    )
    learners = []
    for number in range(first_number, first_number + size):
        account_id = workshop_services.add_participant(
            session,
            workshop_id=workshop_id,
            name=learner_name(number, word=word, latin=latin),
            rank="សិស្សនគរបាល",
            sex="female" if number % 4 == 0 else "male",
            group=Group.POLICE,
            actor_id=trainer_id,
            now=NOW,
        )
        give_secret(session, account_id, PIN)
        learners.append(account_id)
    return Made(workshop_id, trainer_id, tuple(learners))


def open_test(session: Session, made: Made, phase: Phase, *, now: datetime = NOW, reason: str = "") -> int:
    """Open a test; gives the administration's id."""
    return workshop_services.open_test(
        session, workshop_id=made.id, phase=phase, actor_id=made.trainer_id, now=now, reason=reason
    )


def close_test(session: Session, made: Made, phase: Phase, *, now: datetime = NOW) -> None:
    """Close a test."""
    workshop_services.close_test(session, workshop_id=made.id, phase=phase, actor_id=made.trainer_id, now=now)


def items(session: Session) -> tuple[Item, ...]:
    """The items of the current edition's test, in order."""
    return content_queries.current_edition(session).instruments["attitude-33"].items


def answer(
    session: Session, account_id: int, administration_id: int, place: int, code: str, sequence: int = 1
) -> str:
    """Keep one answer; gives what became of it."""
    return assessment_services.keep_answer(
        session,
        account_id=account_id,
        administration_id=administration_id,
        place=place,
        answer=Answer(code, sequence),
    ).value


def begin(
    session: Session, account_id: int, phase: Phase, *, now: datetime = NOW, language: str = "km"
) -> int:
    """Let a learner begin a test; gives the administration's id."""
    return workshop_services.start_test(
        session, account_id=account_id, phase=phase, language=language, now=now
    )


def submit(session: Session, account_id: int, administration_id: int, *, now: datetime = NOW) -> None:
    """Send a test for good."""
    assessment_services.submit_attempt(
        session, account_id=account_id, administration_id=administration_id, language="km", now=now
    )


def take_test(
    session: Session,
    made: Made,
    phase: Phase,
    *,
    choose: Choose = favourable,
    who: Collection[int] | None = None,
    now: datetime = NOW,
) -> int:
    """Open a test, let everybody (or `who`) answer and send, and close it; gives the administration's id."""
    administration_id = open_test(session, made, phase, now=now)
    answer_all(session, made, phase, choose=choose, who=who, now=now)
    close_test(session, made, phase, now=now + timedelta(minutes=50))
    return administration_id


def answer_all(
    session: Session,
    made: Made,
    phase: Phase,
    *,
    choose: Choose = favourable,
    who: Collection[int] | None = None,
    now: datetime = NOW,
) -> None:
    """Let everybody (or `who`) answer and send an open test."""
    for place, account_id in enumerate(made.learners):
        if who is not None and account_id not in who:
            continue
        begun = now + timedelta(seconds=17 * place)
        administration_id = begin(session, account_id, phase, now=begun)
        for number, item in enumerate(items(session)):
            code = choose(place, item)
            if code is not None:
                answer(session, account_id, administration_id, number, code)
        submit(session, account_id, administration_id, now=begun + timedelta(minutes=11, seconds=7 * place))


def do_module(session: Session, enrolment_id: int, module: Module, *, now: datetime = NOW) -> None:
    """Open every lesson, walk the scene to an ending, pass the check."""
    for lesson in module.lessons:
        learning_services.open_lesson(
            session, enrolment_id=enrolment_id, module=module, lesson_key=lesson.key, now=now
        )
    run_id = learning_services.start_scene(session, enrolment_id=enrolment_id, module=module, now=now)
    node = module.scene.nodes[module.scene.start]
    while node.choices:
        learning_services.choose(
            session, enrolment_id=enrolment_id, module=module, run_id=run_id, node=node.id,
            choice=node.choices[0].key, now=now,
        )  # fmt: skip
        node = module.scene.nodes[node.choices[0].to]
    learning_services.try_check(
        session, enrolment_id=enrolment_id, module=module,
        answers={one.id: one.right_answer for one in module.check.questions}, now=now,
    )  # fmt: skip


def do_modules(
    session: Session, made: Made, *, who: Collection[int] | None = None, now: datetime = NOW
) -> None:
    """Let people complete the planned modules of their workshop."""
    planned = workshop_queries.workshop(session, made.id)
    assert planned is not None
    edition = content_queries.edition_by_id(session, planned.edition_id)
    enrolments = learning_queries.enrolments_of(session, made.id)
    for account_id in who if who is not None else made.learners:
        for module in edition.modules:
            if module.key in planned.modules:
                do_module(session, enrolments[account_id].id, module, now=now)


def attend(session: Session, made: Made, *, present: Collection[int] | None = None) -> None:
    """Tick everybody (or `present`) for every half-day."""
    planned = workshop_queries.workshop(session, made.id)
    assert planned is not None
    for half_day in planned.half_days:
        workshop_services.record_attendance(
            session, workshop_id=made.id, half_day=half_day,
            present=made.learners if present is None else present,
            actor_id=made.trainer_id, now=at(half_day.day, 17),
        )  # fmt: skip


def close(session: Session, made: Made, *, now: datetime = NOW) -> None:
    """Close the workshop, whole."""
    workshop_services.close_workshop(session, workshop_id=made.id, actor_id=made.trainer_id, now=now)


def whole(
    session: Session,
    made: Made,
    *,
    before: Choose = unfavourable,
    after: Choose = favourable,
    first_day: date = FIRST_DAY,
) -> None:
    """From the pre-test to the closing of the workshop, everybody taking part."""
    take_test(session, made, Phase.PRE, choose=before, now=at(first_day, 8, 30))
    do_modules(session, made, now=at(first_day, 14))
    attend(session, made)
    take_test(session, made, Phase.POST, choose=after, now=at(first_day, 15))
    close(session, made, now=at(first_day, 17))


def id_of_test(session: Session, made: Made, phase: Phase) -> int:
    """The id of a workshop's test."""
    return assessment_queries.administrations(session, made.id)[phase].id
