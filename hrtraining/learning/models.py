"""Tables of enrolment and progress; days only, and no row numbers, so that no order of people can be read off."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from hrtraining.core.db import Base


class Enrolment(Base):
    """A learner in a workshop, with the edition that is taught there."""

    __tablename__ = "learning_enrolment"
    __table_args__ = (UniqueConstraint("account_id", "workshop_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "pseudonymous"})
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts_account.id", ondelete="CASCADE"), info={"pii": "pseudonymous"}
    )
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops_workshop.id", ondelete="CASCADE"), index=True, info={"pii": "none"}
    )
    edition_id: Mapped[int] = mapped_column(ForeignKey("content_edition.id"), info={"pii": "none"})
    place: Mapped[str | None] = mapped_column(String(120), info={"pii": "pseudonymous"})
    """Where the learner stopped reading: module key / lesson key / section id."""


class LessonProgress(Base):
    """That a lesson was opened, and on which day."""

    __tablename__ = "learning_lesson_progress"
    __table_args__ = ({"sqlite_with_rowid": False},)

    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("learning_enrolment.id", ondelete="CASCADE"),
        primary_key=True,
        info={"pii": "pseudonymous"},
    )
    module_key: Mapped[str] = mapped_column(String(20), primary_key=True, info={"pii": "none"})
    lesson_key: Mapped[str] = mapped_column(String(20), primary_key=True, info={"pii": "none"})
    opened_on: Mapped[date] = mapped_column(Date, info={"pii": "pseudonymous"})


class CheckTry(Base):
    """One try of a knowledge check: what was chosen and how many were right."""

    __tablename__ = "learning_check_try"
    __table_args__ = (
        Index("ix_learning_check_try_enrolment_id", "enrolment_id"),
        UniqueConstraint("enrolment_id", "module_key", "number"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4, info={"pii": "none"})
    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("learning_enrolment.id", ondelete="CASCADE"), info={"pii": "pseudonymous"}
    )
    module_key: Mapped[str] = mapped_column(String(20), info={"pii": "none"})
    number: Mapped[int] = mapped_column(Integer, info={"pii": "pseudonymous"})
    """Which try of this learner it is, from 1; the questions are drawn by it."""
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, info={"pii": "pseudonymous"})
    right: Mapped[int] = mapped_column("right_count", Integer, info={"pii": "pseudonymous"})
    total: Mapped[int] = mapped_column("total_count", Integer, info={"pii": "none"})
    tried_on: Mapped[date] = mapped_column(Date, info={"pii": "pseudonymous"})


class SceneRun(Base):
    """One walk through a scene: every choice in order, and the ending when one was reached."""

    __tablename__ = "learning_scene_run"
    __table_args__ = (
        Index("ix_learning_scene_run_enrolment_id", "enrolment_id"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4, info={"pii": "none"})
    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("learning_enrolment.id", ondelete="CASCADE"), info={"pii": "pseudonymous"}
    )
    module_key: Mapped[str] = mapped_column(String(20), info={"pii": "none"})
    steps: Mapped[list[list[str]]] = mapped_column(JSON, info={"pii": "pseudonymous"})
    node: Mapped[str] = mapped_column(String(20), info={"pii": "pseudonymous"})
    """Where the learner stands: the ending when the run is finished."""
    is_finished: Mapped[bool] = mapped_column(Boolean, default=False, info={"pii": "pseudonymous"})
    last_on: Mapped[date] = mapped_column(Date, info={"pii": "pseudonymous"})
