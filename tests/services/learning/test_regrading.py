"""A wrong key of a knowledge check: every changed try is listed, nobody loses, the 33 items are never marked again."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import Role
from hrtraining.assessment.models import Attempt
from hrtraining.content import queries as content_queries
from hrtraining.content import services as content_services
from hrtraining.core.audit import AuditEntry
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.learning import queries, services
from hrtraining.learning.models import CheckTry, Enrolment
from hrtraining.learning.services import Regrade, regrade_module
from tests.curriculum.small_course import MODULE, write_course
from tests.factories import workshops
from tests.factories.clock import NOW, later
from tests.factories.people import academy, staff

QUESTION = "m01-q1"


def correct(root: Path) -> None:
    """The right choice of one question becomes the second."""
    file = root / f"{MODULE}/check.yaml"
    head, rest = file.read_text(encoding="utf-8").split(f"- id: {QUESTION}\n")
    first, *others = rest.split("  - id: ", 1)
    first = first.replace("        correct: true\n", "", 1).replace(
        "- key: b\n", "- key: b\n        correct: true\n", 1
    )
    file.write_text(head + f"- id: {QUESTION}\n" + "  - id: ".join([first, *others]), encoding="utf-8")


@pytest.fixture
def tried(session: Session, tmp_path: Path) -> list[CheckTry]:
    """Two learners of a workshop: one chose what the old key calls right, one what the new one does."""
    content_services.freeze_edition(session, root=write_course(tmp_path), now=NOW)
    academy_id = academy(session, "A1")
    trainer = staff(session, Role.TRAINER, "trainer", academy_id)
    made = workshops.workshop(session, academy_id=academy_id, trainer_id=trainer, size=2, modules=("m01",))
    module = content_queries.current_edition(session).module("m01")
    assert module is not None
    rows = []
    for learner, choice in zip(made.learners, ("a", "b"), strict=True):
        enrolment = queries.enrolment(session, account_id=learner, workshop_id=made.id)
        assert enrolment is not None
        # tries until the question is drawn
        for number in range(1, 40):
            drawn = queries.drawn(module, enrolment_id=enrolment.id, number=number)
            answers = {one.id: one.right_answer for one in drawn if one.is_scored}
            is_there = QUESTION in answers
            if is_there:
                answers[QUESTION] = (choice,)
            row = services.try_check(
                session, enrolment_id=enrolment.id, module=module, answers=answers, now=NOW
            )
            if is_there:
                rows.append(session.get_one(CheckTry, row))
                break
    correct(tmp_path)
    content_services.freeze_edition(session, root=tmp_path, now=later(1))
    return rows


def regrade(
    session: Session, module_key: str = "m01", *, is_kept: bool = True, reason: str = "wrong key"
) -> Regrade:
    return regrade_module(
        session, module_key=module_key, reason=reason, is_kept=is_kept, actor_id=None, now=later(2)
    )


def test_the_wrong_answer_of_then_counts_and_the_right_one_of_then_stays(
    session: Session, tried: list[CheckTry]
) -> None:
    old, new = tried
    assert (old.right, new.right) == (old.total, new.total - 1)
    found = regrade(session)
    assert found.questions == (QUESTION,)
    assert [(one.before, one.after, one.total) for one in found.changed] == [
        (new.total - 1, new.total, new.total)
    ]
    assert (old.right, new.right) == (old.total, new.total)
    row = session.execute(
        select(AuditEntry).where(AuditEntry.action == "learning.regrade_module")
    ).scalar_one()
    assert row.detail["reason"] == "wrong key" and row.detail["tries"] == 1


def test_who_has_not_passed_is_told_of_because_tries_go_on_with_the_old_key(
    session: Session, tried: list[CheckTry]
) -> None:
    assert regrade(session, is_kept=False).to_come == 0
    academy_id = academy(session, "A2")
    made = workshops.workshop(
        session,
        academy_id=academy_id,
        trainer_id=staff(session, Role.TRAINER, "other", academy_id),
        size=3,
        modules=("m01",),
        word="អ្នករៀន",
    )
    assert regrade(session, is_kept=False).to_come == 0  # a course on the corrected edition
    older = session.execute(select(Enrolment).where(Enrolment.workshop_id != made.id)).scalars().first()
    assert older is not None
    for row in session.execute(select(Enrolment).where(Enrolment.workshop_id == made.id)).scalars():
        row.edition_id = older.edition_id
    session.flush()
    assert regrade(session, is_kept=False).to_come == 3


def test_a_corrected_answer_is_read_with_the_corrected_words(session: Session, tried: list[CheckTry]) -> None:
    old, new = tried
    corrected = content_queries.current_edition(session).module("m01")
    edition_id = session.get_one(Enrolment, new.enrolment_id).edition_id
    taught = content_queries.edition_by_id(session, edition_id).module("m01")
    assert taught is not None and corrected is not None
    found = services.counted_later(taught, corrected, new.answers)
    assert {name: one.right_answer for name, one in found.items()} == {QUESTION: ("b",)}
    assert services.counted_later(taught, corrected, old.answers) == {}
    assert services.counted_later(taught, None, new.answers) == {}


def test_doing_it_again_changes_nothing(session: Session, tried: list[CheckTry]) -> None:
    regrade(session)
    again = regrade(session)
    assert again.changed == () and tried[1].right == tried[1].total


def test_looking_first_keeps_nothing(session: Session, tried: list[CheckTry]) -> None:
    found = regrade(session, is_kept=False)
    assert len(found.changed) == 1
    assert tried[1].right == tried[1].total - 1
    assert (
        session.execute(select(AuditEntry).where(AuditEntry.action == "learning.regrade_module")).all() == []
    )


@pytest.mark.parametrize("name", ["attitude-33", "i01", "i33", "I33", " Attitude-33"])
def test_answers_to_the_test_are_never_marked_again(
    session: Session, tried: list[CheckTry], name: str
) -> None:
    codes = session.execute(select(Attempt.codes)).all()
    with pytest.raises(Conflict):
        regrade(session, name)
    assert session.execute(select(Attempt.codes)).all() == codes


def test_a_reason_and_a_known_module_are_needed(session: Session, tried: list[CheckTry]) -> None:
    with pytest.raises(DomainError):
        regrade(session, reason="  ")
    with pytest.raises(DomainError):
        regrade(session, reason="x" * 401)
    with pytest.raises(NotFound):
        regrade(session, "m77")


def test_the_command_lists_tries_and_no_person(app: Flask, session: Session) -> None:
    said = app.test_cli_runner().invoke(args=["learning", "regrade", "i07", "--reason", "x"])
    assert said.exit_code == 1
    assert "មិនដាក់ពិន្ទុម្តងទៀតទេ" in said.output
    said = app.test_cli_runner().invoke(args=["learning", "regrade", "M01", "--reason", "x"])
    assert said.exit_code == 0
    assert "0 of 0 tries change" in said.output
    assert "--yes" not in said.output
