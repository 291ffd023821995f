"""Marking knowledge checks again after a wrong key was corrected; answers to the 33 items are never marked again (F-47)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.content import queries as content_queries
from hrtraining.content.domain import Edition, Module, Question
from hrtraining.core import audit
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.learning.domain import is_right, mark_again
from hrtraining.learning.models import CheckTry, Enrolment

LONGEST_REASON = 400
"""Characters."""


@dataclass(frozen=True, slots=True)
class ChangedTry:
    """A try whose number of right answers changes; it names the workshop and no person."""

    workshop_id: int
    number: int
    before: int
    after: int
    total: int
    passes_now: bool
    """Whether it reaches the share that passes and did not before."""


@dataclass(frozen=True, slots=True)
class Regrade:
    """What marking a module again changes: the questions with another key, and every changed try."""

    questions: tuple[str, ...]
    changed: tuple[ChangedTry, ...]
    tries: int
    """How many tries of the module there are."""
    to_come: int
    """How many learners of courses with the old key have not passed yet: their next tries are marked with it, too."""


def regrade_module(
    session: Session, *, module_key: str, reason: str, is_kept: bool, actor_id: int | None, now: datetime
) -> Regrade:
    """Mark every try of a module's check again with the keys of the current edition, for questions asked alike.

    A question is asked alike while its kind and its choices are the same. What was right under the key of its time
    stays right. Modules that become complete count from then on; certificates are issued as always.

    Args:
        is_kept: whether the new numbers are kept; without it they are only told.

    Raises:
        Conflict: the name is one of the test of attitude and knowledge, which is never marked again.
        NotFound: there is no such module.
        DomainError: no reason is given, or one that is too long.
    """
    edition, module_key = content_queries.current_edition(session), module_key.strip().casefold()
    if any(module_key in (key, *(item.id for item in one.items)) for key, one in edition.instruments.items()):
        raise Conflict(
            _l(
                "Answers to the test before and after are never marked again. A corrected key is a new version of the "
                "test; versions are never put together."
            )
        )
    module = edition.module(module_key)
    if module is None:
        raise NotFound(_l("There is no such module."))
    if not reason.strip():
        raise DomainError(_l("Write the reason: it is kept in the audit log."))
    if len(reason) > LONGEST_REASON:
        raise DomainError(_l("This is too long."))
    rows = session.execute(
        select(CheckTry, Enrolment.workshop_id, Enrolment.edition_id)
        .join(Enrolment, Enrolment.id == CheckTry.enrolment_id)
        .where(CheckTry.module_key == module_key)
        .order_by(Enrolment.workshop_id, CheckTry.number, CheckTry.id)
    ).all()
    enrolled = session.execute(select(Enrolment.id, Enrolment.edition_id)).all()
    editions = {
        number: content_queries.edition_by_id(session, number)
        for number in sorted({one.edition_id for one in enrolled})
    }
    keys = {key: _keys(one, module) for key, one in editions.items()}
    passing = {key: _passing(one, module) for key, one in editions.items()}
    changed: list[ChangedTry] = []
    passed: set[int] = set()
    for made, workshop_id, edition_id in rows:
        after = mark_again(made.answers, keys[edition_id], right_so_far=made.right)
        if after * 100 >= passing[edition_id] * made.total:
            passed.add(made.enrolment_id)
        if after == made.right:
            continue
        needed = passing[edition_id] * made.total
        changed.append(
            ChangedTry(
                workshop_id=workshop_id,
                number=made.number,
                before=made.right,
                after=after,
                total=made.total,
                passes_now=made.right * 100 < needed <= after * 100,
            )
        )
        if is_kept:
            made.right = after
    questions = tuple(sorted({name for one in keys.values() for name, both in one.items() if len(both) > 1}))
    if is_kept and changed:
        session.flush()
        audit.record(
            session,
            actor_id=actor_id,
            action="learning.regrade_module",
            subject=f"module:{module_key}",
            now=now,
            detail={
                "questions": list(questions),
                "edition": edition.hash,
                "tries": len(changed),
                "reason": reason.strip(),
            },
        )
    wrong = {number for number, one in keys.items() if any(len(both) > 1 for both in one.values())}
    to_come = sum(one.edition_id in wrong and one.id not in passed for one in enrolled)
    return Regrade(questions, tuple(changed), len(rows), to_come)


def counted_later(
    taught: Module, corrected: Module | None, answers: Mapping[str, Sequence[str]]
) -> dict[str, Question]:
    """The questions of a try, as corrected, whose answer was wrong by the key of its time and is right by the new one."""
    found = {}
    for question in taught.check.scored:
        now = corrected.check.question(question.id) if corrected is not None else None
        given = answers.get(question.id, ())
        if now is None or not _is_alike(question, now) or is_right(given, question.right_answer):
            continue
        if is_right(given, now.right_answer):
            found[question.id] = now
    return found


def _keys(taught: Edition, corrected: Module) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Of each question that was taught: its key, and the corrected one when it was asked alike and is another."""
    module = taught.module(corrected.key)
    found = {}
    for question in module.check.scored if module is not None else ():
        now = corrected.check.question(question.id)
        other = (
            (now.right_answer,)
            if now is not None and _is_alike(question, now) and now.right_answer != question.right_answer
            else ()
        )
        found[question.id] = (question.right_answer, *other)
    return found


def _is_alike(one: Question, other: Question) -> bool:
    return one.kind == other.kind and {o.key for o in one.options} == {o.key for o in other.options}


def _passing(taught: Edition, corrected: Module) -> int:
    module = taught.module(corrected.key) or corrected
    return module.check.pass_percent
